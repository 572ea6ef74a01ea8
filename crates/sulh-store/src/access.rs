//! Which graphs a requester sees, and which of them make the default graph.
//!
//! It must not know tokens, roles or routes: whoever asks brings an [`Access`].

use crate::error::ReadError;
use crate::snapshot::Snapshot;
use crate::term_id::TermId;
use crate::watch::Watch;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A rule over graph names.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum GraphRule {
    /// Every graph.
    #[default]
    All,
    /// Only these graphs.
    Only(BTreeSet<String>),
    /// All but these graphs and those whose name begins with one of the prefixes.
    Except {
        /// Names left out.
        graphs: BTreeSet<String>,
        /// Beginnings of names left out.
        prefixes: BTreeSet<String>,
    },
    /// What a table says of each graph.
    Table(Arc<GraphTable>),
}

/// Graphs of which it is known whether they pass, and patterns for all others.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct GraphTable {
    /// Names, and whether they pass.
    pub known: BTreeMap<String, bool>,
    /// Beginning and end of other names that do not pass; either may be empty.
    pub closed: BTreeSet<(String, String)>,
}

impl GraphTable {
    fn allows(&self, name: &str) -> bool {
        let is_closed = |(start, end): &(String, String)| {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        };
        self.known.get(name).copied().unwrap_or_else(|| !self.closed.iter().any(is_closed))
    }
}

impl GraphRule {
    /// Whether a graph of this name passes.
    pub fn allows(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(graphs) => graphs.contains(name),
            Self::Table(table) => table.allows(name),
            Self::Except { graphs, prefixes } => {
                !graphs.contains(name) && !prefixes.iter().any(|p| name.starts_with(p.as_str()))
            }
        }
    }
}

/// What a requester may see.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Access {
    /// Graphs that exist for the requester.
    pub visible: GraphRule,
    /// Of the visible graphs, those whose union is the default graph.
    pub published: GraphRule,
    /// Visible graphs that nobody writes to by an update: the program keeps them itself.
    pub kept: BTreeSet<String>,
    /// Who is told when a watched graph is read.
    pub watch: Watch,
}

impl Access {
    /// Sees everything; every graph is published.
    pub fn all() -> Self {
        Self::default()
    }

    /// Sees only these graphs; all of them are published.
    pub fn only(graphs: impl IntoIterator<Item = String>) -> Self {
        Self { visible: GraphRule::Only(graphs.into_iter().collect()), ..Self::default() }
    }
}

/// What a writer may see and change, found anew on the state that a write starts from: what was
/// closed while it waited is closed.
pub trait WriterAccess: Send + Sync + fmt::Debug {
    /// What the writer sees of this state; it can write to no other graph.
    ///
    /// # Errors
    /// [`ReadError`] when the state cannot be read: the write is refused then.
    fn of(&self, before: &Snapshot) -> Result<Access, ReadError>;
}

impl WriterAccess for Access {
    fn of(&self, _: &Snapshot) -> Result<Access, ReadError> {
        Ok(self.clone())
    }
}

/// Graphs as ids, resolved for one snapshot.
#[derive(Clone, Debug)]
pub(crate) enum GraphSet {
    /// Every graph of the snapshot.
    All,
    /// These.
    Only(FxHashSet<TermId>),
}

impl GraphSet {
    /// Whether the graph belongs to it.
    pub(crate) fn contains(&self, graph: TermId) -> bool {
        match self {
            Self::All => true,
            Self::Only(set) => set.contains(&graph),
        }
    }

    /// The set and these.
    pub(crate) fn with(&self, more: &FxHashSet<TermId>) -> Self {
        match self {
            Self::All => Self::All,
            Self::Only(set) => Self::Only(set.union(more).copied().collect()),
        }
    }

    /// The set of the ids, or `All` when these are all `total` graphs of the snapshot.
    ///
    /// A single graph is named, so that it is read in the same way beside hidden ones.
    pub(crate) fn from_ids(ids: FxHashSet<TermId>, total: usize) -> Self {
        if ids.len() == total && total > 1 { Self::All } else { Self::Only(ids) }
    }
}
