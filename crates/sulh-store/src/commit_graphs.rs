//! Which graphs a commit changed, and by how much, without holding its quads.
//!
//! It must not decide who may know.

use crate::journal::{JournalError, Op};
use crate::store::Store;
use crate::term_codec;
use oxigraph::model::GraphName;
use rustc_hash::FxHashMap;

/// What a commit did to one graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphChange {
    /// The graph.
    pub graph: GraphName,
    /// Quads added.
    pub added: u64,
    /// Quads removed.
    pub removed: u64,
    /// Whether the graph came to be.
    pub created: bool,
    /// Whether the graph ended.
    pub dropped: bool,
}

impl GraphChange {
    fn none(graph: GraphName) -> Self {
        Self { graph, added: 0, removed: 0, created: false, dropped: false }
    }
}

impl Store {
    /// The graphs that a commit changed, by name; `None` for a revision that does not exist.
    ///
    /// Holds one chunk of the commit in memory. Cost: O(changes).
    ///
    /// # Errors
    /// Damage of the journal, or the file system's error.
    pub fn commit_graph_changes(
        &self,
        revision: u64,
    ) -> Result<Option<Vec<GraphChange>>, JournalError> {
        let mut changes: FxHashMap<GraphName, GraphChange> = FxHashMap::default();
        let found = self.shared().journal().chunks_of(revision, &mut |chunk| {
            // Counted by the chunk's own numbers of terms, so that a name is cloned once a chunk.
            let mut counts: FxHashMap<Option<u32>, (u64, u64)> = FxHashMap::default();
            for row in chunk.rows() {
                let count = counts.entry(row.graph).or_default();
                match row.op {
                    Op::Add => count.0 += 1,
                    Op::Remove => count.1 += 1,
                }
            }
            let name = |index: Option<u32>| {
                let term = index.and_then(|index| chunk.terms().get(index as usize));
                term.and_then(|term| term_codec::graph_name(term.clone())).unwrap_or_default()
            };
            let mut change = |graph: GraphName, apply: &dyn Fn(&mut GraphChange)| {
                let none = GraphChange::none(graph.clone());
                apply(changes.entry(graph).or_insert(none));
            };
            for (index, (added, removed)) in counts {
                change(name(index), &|change| {
                    change.added += added;
                    change.removed += removed;
                });
            }
            for index in chunk.created() {
                change(name(Some(*index)), &|change| change.created = true);
            }
            for index in chunk.dropped() {
                change(name(Some(*index)), &|change| change.dropped = true);
            }
        })?;
        let mut changes: Vec<GraphChange> = changes.into_values().collect();
        changes.sort_by_cached_key(|change| change.graph.to_string());
        Ok(found.then_some(changes))
    }
}
