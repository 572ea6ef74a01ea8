//! What whoever opened the store notes beside each commit, in the same transaction.
//!
//! The store asks for the bytes and keeps them; it must not know what they mean.

use crate::error::ReadError;
use crate::row::{Permutation, Prefix};
use crate::run::Run;
use crate::shared::Shared;
use crate::snapshot::{Snapshot, State};
use crate::term_id::TermId;
use crate::transaction::IdDiff;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// A commit that is about to go into the journal.
#[derive(Debug)]
pub struct NotedCommit<'a> {
    /// The state before it; the commit makes the revision after this one's.
    pub before: &'a Snapshot,
    /// The state that it makes; its number is not settled yet.
    pub after: &'a Snapshot,
    /// Graphs that it changes, creates or drops. The default graph stands here too, with an id
    /// that no view has a term for, where it is a graph of its own.
    pub graphs: BTreeSet<TermId>,
}

/// Makes the note of each commit; it runs on the thread that commits.
pub trait CommitNote: Send + Sync + fmt::Debug {
    /// The bytes to be kept beside the commit.
    ///
    /// # Errors
    /// [`ReadError`] when a state cannot be read: the commit is refused then.
    fn note(&self, commit: &NotedCommit<'_>) -> Result<Vec<u8>, ReadError>;
}

/// The note of a write.
pub(crate) fn of_write(
    shared: &Shared,
    before: &Arc<State>,
    after: &Arc<State>,
    diff: &IdDiff,
) -> Result<Option<Vec<u8>>, ReadError> {
    note(shared, before, after, || graphs_of(diff))
}

/// The note of a load: its rows, what follows from them, and the graphs that it creates.
pub(crate) fn of_load(
    shared: &Shared,
    before: &Arc<State>,
    after: &Arc<State>,
    (rows, named): (&Run, &BTreeSet<TermId>),
    follows: &IdDiff,
) -> Result<Option<Vec<u8>>, ReadError> {
    note(shared, before, after, || {
        let mut graphs = graphs_of(follows);
        // A graph whose quads were all there before is named by the load and not changed by it.
        let changed = named.iter().copied().filter(|graph| holds(rows, *graph));
        graphs.extend(changed.chain(named.difference(&before.graphs).copied()));
        graphs
    })
}

fn note(
    shared: &Shared,
    before: &Arc<State>,
    after: &Arc<State>,
    graphs: impl FnOnce() -> BTreeSet<TermId>,
) -> Result<Option<Vec<u8>>, ReadError> {
    let Some(notes) = &shared.options.notes else { return Ok(None) };
    let (before, after) = (Snapshot(Arc::clone(before)), Snapshot(Arc::clone(after)));
    notes.note(&NotedCommit { before: &before, after: &after, graphs: graphs() }).map(Some)
}

fn graphs_of(diff: &IdDiff) -> BTreeSet<TermId> {
    let quads = diff.added.iter().chain(&diff.removed).map(|quad| quad.graph);
    quads.chain(diff.created.iter().chain(&diff.dropped).copied()).collect()
}

/// Whether a run has a row of the graph. Cost: O(log rows).
fn holds(rows: &Run, graph: TermId) -> bool {
    let rows = rows.rows(Permutation::Gspo);
    let at = rows.lower_bound(&Prefix::new(&[graph]));
    rows.as_slice().get(at).is_some_and(|row| Permutation::Gspo.quad(*row).graph == graph)
}
