//! The engine as it was: a state of the past to read, and a few of them kept.
//!
//! Only what is read lies in the past; who may see it is always decided by today's rules.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use std::sync::{Mutex, MutexGuard, PoisonError};
use sulh_store::{AsOfError, Snapshot};

/// States that are kept at most.
const KEPT_STATES: usize = 8;
/// Bytes of changed rows that all kept states may have together.
const KEPT_BYTES: usize = 64 << 20;

/// The states of the past that were read last, the latest at the end.
///
/// A state is made under the lock: who asks for the same one at the same time makes it once, and
/// the memory that goes into making one is taken once.
#[derive(Debug, Default)]
pub(crate) struct PastStates(Mutex<Vec<Snapshot>>);

impl PastStates {
    fn lock(&self) -> MutexGuard<'_, Vec<Snapshot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets all kept states go.
    pub(crate) fn forget(&self) {
        self.lock().clear();
    }

    /// The state at a revision, kept or made.
    ///
    /// States of an earlier checkpoint are let go first: they keep its files on disk.
    fn state(
        &self,
        revision: u64,
        generation: u64,
        make: impl FnOnce() -> Result<Snapshot, AsOfError>,
    ) -> Result<Snapshot, AsOfError> {
        let mut kept = self.lock();
        kept.retain(|state| state.generation() == generation);
        let found = kept.iter().position(|state| state.revision() == revision);
        let state = match found {
            Some(at) => kept.remove(at),
            None => make()?,
        };
        kept.push(state.clone());
        while kept.len() > KEPT_STATES
            || (!kept.is_empty()
                && kept.iter().map(Snapshot::run_bytes).sum::<usize>() > KEPT_BYTES)
        {
            kept.remove(0);
        }
        Ok(state)
    }
}

impl Engine {
    /// The engine over the state at a moment: a revision as the requester counts them, or a time in
    /// RFC 3339. Every function of it that reads, reads that state, with today's visibility.
    ///
    /// Cost: O(changes since) for a state that is not kept.
    ///
    /// # Errors
    /// [`EngineError::AsOf`] for a revision that does not exist or a text that names no moment.
    pub fn as_of(&self, who: &Identity, moment: &str) -> Result<Self, EngineError> {
        let revision = self.revision_of(who, moment)?;
        let newest = self.newest();
        Ok(self.over(self.state_at(revision, &newest)?))
    }

    /// The revision of the state that is read, if it is one of the past.
    pub(crate) fn past_revision(&self) -> Option<u64> {
        let read = self.state_of_the_past()?.revision();
        (read != self.newest().revision()).then_some(read)
    }

    /// The revision before which a list of the past begins: the one asked for, or the one behind
    /// the state that is read.
    ///
    /// # Errors
    /// [`EngineError::Journal`].
    pub fn before_or_read(
        &self,
        who: &Identity,
        before: Option<u64>,
    ) -> Result<Option<u64>, EngineError> {
        let Some(read) = self.past_revision() else { return Ok(before) };
        let behind = self.shown_revision(who, read)? + 1;
        Ok(Some(before.map_or(behind, |before| before.min(behind))))
    }

    /// The state at a revision of the journal that is not after `newest`.
    pub(crate) fn state_at(
        &self,
        revision: u64,
        newest: &Snapshot,
    ) -> Result<Snapshot, EngineError> {
        if revision == newest.revision() {
            return Ok(newest.clone());
        }
        let make = || self.store().snapshot_at(revision);
        Ok(self.past().state(revision, newest.generation(), make)?)
    }

    /// The journal's revision that a moment means to a requester.
    ///
    /// # Errors
    /// As [`Engine::as_of`].
    pub(crate) fn revision_of(&self, who: &Identity, moment: &str) -> Result<u64, EngineError> {
        let Ok(revision) = moment.parse::<u64>() else {
            return Ok(self.store().revision_at(moment)?);
        };
        if let Some(found) = self.journal_revision(who, revision)? {
            return Ok(found);
        }
        let newest = self.shown_revision(who, self.revision())?;
        Err(AsOfError::NoSuchRevision { revision, newest }.into())
    }
}
