//! Folding: the runs since the last checkpoint go into the next one, beside the writers.
//!
//! It must not change what readers see: the committer adopts the result.

use crate::checkpoint::{self, Opened, Remap};
use crate::error::FileError;
use crate::row::{IdQuad, Permutation, Row};
use crate::run::Run;
use crate::shared::Shared;
use crate::snapshot::State;
use crate::sorted_rows::symmetric_difference;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// What a fold ended in.
pub(crate) struct Folded {
    /// The state that was folded.
    pub(crate) state: Arc<State>,
    /// The new generation and where terms went.
    pub(crate) written: Result<(Opened, Remap), FileError>,
}

/// Folds `state` on a thread of its own; the result comes through `done`.
pub(crate) fn spawn(shared: Arc<Shared>, state: Arc<State>, done: &Sender<Folded>) {
    let work = {
        let done = done.clone();
        let state = Arc::clone(&state);
        move || {
            let written = fold(&shared, &state);
            // Whoever closes the store waits for the result: the directory must be free then.
            drop(shared);
            // The committer is gone when the store closed; the next start finds the files.
            let _ = done.send(Folded { state, written });
        }
    };
    if let Err(source) = std::thread::Builder::new().name("sulh-fold".to_owned()).spawn(work) {
        let written = Err(FileError::Write { path: "checkpoint".into(), source });
        let _ = done.send(Folded { state, written });
    }
}

fn fold(shared: &Shared, state: &Arc<State>) -> Result<(Opened, Remap), FileError> {
    let hash = shared.journal_hash(state.revision)?;
    let number = state.generation.number + 1;
    crate::fault::point("fold-before-write");
    let written = checkpoint::write(&shared.checkpoint_directory(), state, number, &hash);
    crate::fault::point("fold-after-write");
    written
}

/// The quads in which two states of one generation differ.
pub(crate) fn difference(before: &State, after: &State) -> Vec<IdQuad> {
    let has =
        |state: &State, run: &Arc<Run>| state.runs.iter().any(|other| Arc::ptr_eq(other, run));
    let only_after = after.runs.iter().filter(|run| !has(before, run));
    let only_before = before.runs.iter().filter(|run| !has(after, run));
    let mut rows: Vec<Row> = Vec::new();
    for run in only_after.chain(only_before) {
        rows = symmetric_difference(&rows, run.rows(Permutation::Spog).as_slice());
    }
    rows.into_iter().map(|row| Permutation::Spog.quad(row)).collect()
}
