//! What two states of the store differ by, from the commits between them.
//!
//! What was added and removed again cancels. It must not write, nor decide who may see what.

use crate::as_of::AsOfError;
use crate::journal::{JournalError, Op};
use crate::journal_entry;
use crate::row::IdQuad;
use crate::snapshot::Snapshot;
use crate::store::Store;
use crate::term_id::TermId;
use rustc_hash::FxHashMap;

/// The net effect of the commits between two revisions, as ids of `snapshot`.
#[derive(Debug)]
pub struct NetChange {
    /// A state whose views know the ids.
    pub snapshot: Snapshot,
    /// Quads that the later state has and the earlier has not, in no promised order.
    pub added: Vec<[TermId; 4]>,
    /// Quads that the earlier state has and the later has not.
    pub removed: Vec<[TermId; 4]>,
}

/// The caller has asked to stop.
#[derive(Debug, thiserror::Error)]
#[error("stopped")]
struct Stopped;

impl Store {
    /// What leads from the state at `from` to the state at `to`, which may be the earlier one.
    ///
    /// `go_on` is asked at every part of a commit; `None` when it said no.
    /// Cost: O(changes between); memory O(net changes).
    ///
    /// # Errors
    /// [`AsOfError::NoSuchRevision`], [`AsOfError::Journal`].
    pub fn net_change(
        &self,
        from: u64,
        to: u64,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<NetChange>, AsOfError> {
        // Terms that later commits have dropped get ids again: the generation must stay.
        let _generation = self.shared().hold_generation();
        let state = self.shared().state();
        let newest = state.revision;
        if let Some(revision) = [from, to].into_iter().find(|revision| *revision > newest) {
            return Err(AsOfError::NoSuchRevision { revision, newest });
        }
        let (earlier, later) = (from.min(to), from.max(to));
        let mut net: FxHashMap<IdQuad, Op> = FxHashMap::default();
        let done = self.shared().journal().replay_through(earlier, later, &mut |_, chunk| {
            if !go_on() {
                return Err(Box::new(Stopped));
            }
            for (op, quad) in journal_entry::ids_of(&chunk, &state.generation.dictionary)?.rows {
                // Adding and removing of one quad alternate: the second takes the first back.
                if net.remove(&quad).is_none() {
                    net.insert(quad, op);
                }
            }
            Ok(())
        });
        match done {
            Err(JournalError::Caller(error)) if error.is::<Stopped>() => return Ok(None),
            other => other?,
        }
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for (quad, op) in net {
            let is_added = (op == Op::Add) == (from <= to);
            if is_added { added.push(quad.ids()) } else { removed.push(quad.ids()) }
        }
        Ok(Some(NetChange { snapshot: Snapshot(state), added, removed }))
    }
}
