//! For whom a commit counts: what is noted beside it in the journal.
//!
//! It is settled when the commit is made, under the visibility in force then, so that a later
//! change of visibility renumbers nothing. It must not name a graph.

use crate::tombstone;
use crate::visibility::{Records, Requirement, Viewer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use sulh_ontology::Base;
use sulh_store::rdf::NamedNode;
use sulh_store::rdf::NamedOrBlankNode;
use sulh_store::{Access, CommitNote, NotedCommit, ReadError, Snapshot, WriterAccess};

/// One reason for which a commit counts for somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Audience {
    /// It changed a graph that needs this to be seen.
    Changed(Requirement),
    /// It opened or closed a graph that was there: for those who gained or lost sight of it.
    Moved(Requirement, Requirement),
}

impl Audience {
    fn has(&self, viewer: &Viewer) -> bool {
        match self {
            Self::Changed(needed) => needed.is_met_by(viewer),
            Self::Moved(before, after) => before.is_met_by(viewer) != after.is_met_by(viewer),
        }
    }
}

/// All reasons of one commit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub(crate) struct Audiences(BTreeSet<Audience>);

impl Audiences {
    /// Whether the commit counts for somebody.
    pub(crate) fn have(&self, viewer: &Viewer) -> bool {
        self.0.iter().any(|audience| audience.has(viewer))
    }

    /// Those of a commit that has no note, from the graphs that it touched.
    ///
    /// There were no records before there were notes, and later ones must not renumber it.
    pub(crate) fn of_graphs(graphs: &BTreeSet<Option<String>>, base: &Base) -> Self {
        let records = Records::default();
        let needed = |graph: &Option<String>| match graph {
            Some(graph) => Audience::Changed(records.requirement(graph, base)),
            None => Audience::Changed(Requirement::default()),
        };
        Self(graphs.iter().map(needed).collect())
    }

    /// Whether the commit may have changed records of visibility: whether it changed a graph that
    /// is open to no group.
    pub(crate) fn may_touch_records(&self) -> bool {
        self.0.iter().any(|audience| match audience {
            Audience::Changed(needed) => needed.is_for_no_group(),
            Audience::Moved(..) => true,
        })
    }

    /// Reads a note.
    pub(crate) fn parse(note: &[u8]) -> Option<Self> {
        serde_json::from_slice(note).ok()
    }
}

/// The records of visibility as the newest state has them, read again only when they changed.
#[derive(Debug)]
pub(crate) struct CurrentRecords {
    base: Base,
    /// The revision of the last commit that touched `graph/access`, raised before it is visible.
    changed: AtomicU64,
    read: Mutex<Option<(u64, Arc<Records>)>>,
    /// Those after the last commit that was noted, for the next one: it may not be visible yet,
    /// nor ever, so nobody else may take them.
    noted: Mutex<Option<(u64, Arc<Records>)>>,
}

impl CurrentRecords {
    pub(crate) fn new(base: &Base) -> Self {
        Self {
            base: base.clone(),
            changed: AtomicU64::new(0),
            read: Mutex::default(),
            noted: Mutex::default(),
        }
    }

    /// The revision of the last commit that touched the records.
    pub(crate) fn changed(&self) -> u64 {
        self.changed.load(Ordering::Acquire)
    }

    /// The records of a visible state. Cost: O(1) unless they changed, else O(records).
    pub(crate) fn of(&self, snapshot: &Snapshot) -> Result<Arc<Records>, ReadError> {
        let changed = self.changed.load(Ordering::Acquire);
        let is_newest = snapshot.revision() >= changed;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, records)) = &*read
            && is_newest
            && *at >= changed
        {
            return Ok(Arc::clone(records));
        }
        let records = Arc::new(Records::read(snapshot, &self.base)?);
        if is_newest {
            *read = Some((snapshot.revision(), Arc::clone(&records)));
        }
        Ok(records)
    }
}

/// One who writes: what it sees is settled when its turn has come.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) records: Arc<CurrentRecords>,
    pub(crate) viewer: Viewer,
    pub(crate) base: Base,
}

impl WriterAccess for Writer {
    fn of(&self, before: &Snapshot) -> Result<Access, ReadError> {
        let access = self.records.of_start(before)?.access(&self.viewer, &self.base);
        let kept = tombstone::graphs(&self.base).map(NamedNode::into_string).into();
        Ok(Access { kept, ..access })
    }
}

impl CommitNote for CurrentRecords {
    fn note(&self, commit: &NotedCommit<'_>) -> Result<Vec<u8>, ReadError> {
        let before = commit.before.revision();
        let records = self.of_start(commit.before)?;
        let view = commit.after.view(&Access::all());
        let access = view.id(self.base.graph_access().as_ref());
        let mut audiences = BTreeSet::new();
        let after = if access.is_some_and(|graph| commit.graphs.contains(&graph)) {
            self.changed.store(before + 1, Ordering::Release);
            let after = Records::read(commit.after, &self.base)?;
            audiences.extend(self.moved(commit, &records, &after)?);
            Arc::new(after)
        } else {
            Arc::clone(&records)
        };
        for graph in &commit.graphs {
            // Only a default graph of its own has no name: it is public.
            let name = view.with_text(*graph, str::to_owned);
            // What came together with its record was never visible otherwise.
            let needed = name.map(|name| after.requirement(&name, &self.base)).unwrap_or_default();
            audiences.insert(Audience::Changed(needed));
        }
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        *noted = Some((before + 1, after));
        Ok(serde_json::to_vec(&Audiences(audiences)).unwrap_or_default())
    }
}

impl CurrentRecords {
    /// The records of the state from which a write starts; on the thread that commits only.
    fn of_start(&self, before: &Snapshot) -> Result<Arc<Records>, ReadError> {
        let noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        match &*noted {
            Some((at, records)) if *at == before.revision() => Ok(Arc::clone(records)),
            _ => Ok(Arc::new(Records::read(before, &self.base)?)),
        }
    }

    /// Graphs that were there before and need something else now.
    fn moved(
        &self,
        commit: &NotedCommit<'_>,
        before: &Records,
        after: &Records,
    ) -> Result<Vec<Audience>, ReadError> {
        let mut moved = Vec::new();
        for graph in commit.before.view(&Access::all()).named_graphs()? {
            let NamedOrBlankNode::NamedNode(graph) = graph else { continue };
            let needed = [before, after].map(|r| r.requirement(graph.as_str(), &self.base));
            let [before, after] = needed;
            if before != after {
                moved.push(Audience::Moved(before, after));
            }
        }
        Ok(moved)
    }
}
