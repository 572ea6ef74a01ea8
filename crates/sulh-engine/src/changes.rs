//! The feed of changes: what each commit did, as far as the requester may see it.
//!
//! A quad is in it if its graph could be seen when the commit was made and can be seen today.
//! When a graph opens, its content of then comes as additions; when it closes, its name is told
//! once to those who could see it. Whoever plays the feed from 0 has what it may see, and no more.

use crate::audience::Audiences;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::{Action, allows};
use crate::rdf_text;
use crate::visibility::Viewer;
use serde::Serialize;
use std::collections::BTreeSet;
use sulh_store::rdf::{GraphNameRef, NamedOrBlankNode, NamedOrBlankNodeRef};
use sulh_store::{Access, AsOfError, Change, CommitInfo, Snapshot};

/// Quads of a line at most.
const LINE_QUADS: usize = 1000;
/// Bytes of quads after which a line ends.
const LINE_BYTES: usize = 256 << 10;
/// Commits whose notes are read at once.
const BATCH: u64 = 256;

/// A commit of the feed, or a part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    /// The revision as the requester counts.
    pub revision: u64,
    /// When: RFC 3339, UTC.
    pub time: String,
    /// Who; only for those who may read the history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What kind of work; as `author`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// What for; as `author`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Graphs that the requester saw before and no longer sees: their quads are to be forgotten.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<String>,
    /// Quads that are gone, in N-Quads.
    pub removed: Vec<String>,
    /// Quads that are new, in N-Quads.
    pub added: Vec<String>,
    /// Whether a further line of the same commit follows: the commit is whole with the last one.
    pub more: bool,
}

impl Engine {
    /// Gives what happened after a revision, oldest first, at most `commits` commits of it;
    /// returns the revision up to which it was given, as the requester counts.
    ///
    /// Lines are bounded, and a commit is read part by part. Cost: O(changes).
    ///
    /// # Errors
    /// [`EngineError::AsOf`] for a revision that does not exist, [`EngineError::Journal`], and
    /// what `each` gives.
    pub fn changes(
        &self,
        who: &Identity,
        since: u64,
        commits: usize,
        each: &mut dyn FnMut(&ChangeLine) -> Result<(), EngineError>,
    ) -> Result<u64, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let newest = self.newest();
        let Some(mut at) = self.journal_revision(who, since)? else {
            let newest = self.shown_revision(who, newest.revision())?;
            return Err(AsOfError::NoSuchRevision { revision: since, newest }.into());
        };
        let mut given = 0;
        // An engine of the past tells what happened up to it.
        let last = self.snapshot().revision().min(newest.revision());
        while at < last {
            let to = last.min(at + BATCH);
            let mut feed = Feed::new(self, who, &newest, each);
            for (note, revision) in self.store().commit_notes(at, to)?.into_iter().zip(at + 1..) {
                let audiences = match note.as_deref().and_then(Audiences::parse) {
                    Some(audiences) => audiences,
                    None => {
                        Audiences::of_graphs(&self.store().commit_graphs(revision)?, self.base())
                    }
                };
                if !audiences.have(&feed.viewer) {
                    continue;
                }
                let number = self.shown_revision(who, revision)?;
                given += usize::from(feed.commit(revision, number)?);
                if given >= commits {
                    return Ok(number);
                }
            }
            at = to;
        }
        self.shown_revision(who, last)
    }
}

/// The feed as one requester sees it at one moment.
struct Feed<'a> {
    engine: &'a Engine,
    newest: &'a Snapshot,
    viewer: Viewer,
    tells_who: bool,
    today: Access,
    each: &'a mut dyn FnMut(&ChangeLine) -> Result<(), EngineError>,
    line: ChangeLine,
    bytes: usize,
}

impl<'a> Feed<'a> {
    fn new(
        engine: &'a Engine,
        who: &Identity,
        newest: &'a Snapshot,
        each: &'a mut dyn FnMut(&ChangeLine) -> Result<(), EngineError>,
    ) -> Self {
        Self {
            engine,
            newest,
            viewer: who.viewer(engine),
            tells_who: allows(who.role, Action::History),
            today: who.access(engine),
            each,
            line: ChangeLine::default(),
            bytes: 0,
        }
    }

    /// Gives the lines of a commit; whether there was anything to tell.
    fn commit(&mut self, revision: u64, number: u64) -> Result<bool, EngineError> {
        let (before, after) =
            (self.engine.records_at(revision - 1)?, self.engine.records_at(revision)?);
        let base = self.engine.base();
        let now = after.access(&self.viewer, base);
        let was = if before == after { now.clone() } else { before.access(&self.viewer, base) };
        let Some(first) = self.engine.store().commit_part(revision, 0)? else { return Ok(false) };
        self.begin(first.info(), number);
        let opened = if was == now { BTreeSet::new() } else { self.moved(revision, &was, &now)? };
        let (mut part, mut next) = (Some(first), 1);
        while let Some(current) = part {
            for graph in current.dropped() {
                self.withdraw(name(graph), &was, &now);
            }
            for (change, quad) in current.quads() {
                let graph = match quad.graph_name {
                    GraphNameRef::NamedNode(node) => Some(node.as_str()),
                    GraphNameRef::BlankNode(node) => Some(node.as_str()),
                    GraphNameRef::DefaultGraph => None,
                };
                let is_told = graph.is_none_or(|graph| {
                    now.visible.allows(graph)
                        && self.today.visible.allows(graph)
                        && !opened.contains(graph)
                });
                if is_told {
                    self.today.watch.tell(graph.unwrap_or_default())?;
                    self.push(change, rdf_text::line(quad))?;
                }
            }
            let is_last = current.is_last();
            part = if is_last { None } else { self.engine.store().commit_part(revision, next)? };
            next += 1;
        }
        self.end()
    }

    fn begin(&mut self, info: &CommitInfo, number: u64) {
        let told = |text: &String| self.tells_who.then(|| text.clone());
        self.line = ChangeLine {
            revision: number,
            time: info.time.clone(),
            author: told(&info.author),
            activity: told(&info.activity),
            message: told(&info.message),
            ..ChangeLine::default()
        };
        self.bytes = 0;
    }

    fn push(&mut self, change: Change, line: String) -> Result<(), EngineError> {
        let quads = self.line.added.len() + self.line.removed.len();
        if quads >= LINE_QUADS || self.bytes >= LINE_BYTES {
            self.line.more = true;
            (self.each)(&self.line)?;
            self.line.more = false;
            self.line.withdrawn.clear();
            self.line.removed.clear();
            self.line.added.clear();
            self.bytes = 0;
        }
        self.bytes += line.len();
        match change {
            Change::Added => self.line.added.push(line),
            Change::Removed => self.line.removed.push(line),
        }
        Ok(())
    }

    fn end(&mut self) -> Result<bool, EngineError> {
        let is_empty = self.line.added.is_empty()
            && self.line.removed.is_empty()
            && self.line.withdrawn.is_empty();
        if !is_empty {
            (self.each)(&self.line)?;
        }
        Ok(!is_empty)
    }

    fn withdraw(&mut self, graph: &str, was: &Access, now: &Access) {
        let is_known = self.line.withdrawn.iter().any(|known| known == graph);
        if was.visible.allows(graph) && !now.visible.allows(graph) && !is_known {
            self.line.withdrawn.push(graph.to_owned());
        }
    }

    /// Tells graphs that closed, gives those that opened, and returns the names of the latter.
    fn moved(
        &mut self,
        revision: u64,
        was: &Access,
        now: &Access,
    ) -> Result<BTreeSet<String>, EngineError> {
        let state = self.engine.state_at(revision, self.newest)?;
        let mut opened = BTreeSet::new();
        for graph in state.view(&Access::all()).named_graphs()? {
            let NamedOrBlankNode::NamedNode(graph) = graph else { continue };
            let graph = graph.into_string();
            self.withdraw(&graph, was, now);
            let opens = !was.visible.allows(&graph) && now.visible.allows(&graph);
            if opens && self.today.visible.allows(&graph) {
                self.today.watch.tell(&graph)?;
                opened.insert(graph);
            }
        }
        let view = state.view(&Access::only(opened.iter().cloned()));
        for quad in view.quads(None, None, None, None) {
            self.push(Change::Added, rdf_text::line(view.quad(quad?)?.as_ref()))?;
        }
        Ok(opened)
    }
}

fn name(graph: NamedOrBlankNodeRef<'_>) -> &str {
    match graph {
        NamedOrBlankNodeRef::NamedNode(node) => node.as_str(),
        NamedOrBlankNodeRef::BlankNode(node) => node.as_str(),
    }
}
