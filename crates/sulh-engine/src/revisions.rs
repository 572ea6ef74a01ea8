//! Revisions as each requester counts them: only commits that touched something it could see.
//!
//! The numbers of a requester are dense, so that a hidden commit leaves no gap, and stable,
//! since each commit keeps for whom it counts. Administrators count every commit.

use crate::audience::Audiences;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::role::Role;
use crate::visibility::Viewer;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use sulh_ontology::Base;
use sulh_store::Store;

/// Kinds of requester whose numbers are kept.
const KEPT: usize = 64;

/// For whom each commit counts, read once, and the numbers that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Numbering(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    /// Different audiences, and for each revision which it has.
    kinds: Vec<Audiences>,
    places: FxHashMap<Audiences, u32>,
    of: Vec<u32>,
    shown: Vec<(Viewer, Shown)>,
}

/// The commits that count for one kind of requester.
#[derive(Debug, Default)]
struct Shown {
    /// The journal's revision up to which they are counted.
    through: u64,
    /// Their revisions in the journal, ascending.
    revisions: Vec<u64>,
}

impl Counted {
    /// Learns the audiences of all commits up to `last`. Cost: O(new commits).
    fn learn(&mut self, store: &Store, base: &Base, last: u64) -> Result<(), EngineError> {
        let known = self.of.len() as u64;
        if known >= last {
            return Ok(());
        }
        for (note, revision) in store.commit_notes(known, last)?.into_iter().zip(known + 1..) {
            let audiences = match note.as_deref().and_then(Audiences::parse) {
                Some(audiences) => audiences,
                None => Audiences::of_graphs(&store.commit_graphs(revision)?, base),
            };
            let next = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
            let place = *self.places.entry(audiences.clone()).or_insert_with(|| {
                self.kinds.push(audiences);
                next
            });
            self.of.push(place);
        }
        Ok(())
    }

    /// The commits that count for a requester, up to all that are learnt.
    fn shown(&mut self, viewer: &Viewer) -> &Shown {
        let found = self.shown.iter().position(|(kept, _)| kept == viewer);
        let mut entry = match found {
            Some(at) => self.shown.remove(at),
            None => (viewer.clone(), Shown::default()),
        };
        let sees: Vec<bool> = self.kinds.iter().map(|kind| kind.have(viewer)).collect();
        let from = usize::try_from(entry.1.through).unwrap_or(usize::MAX);
        for (place, revision) in self.of.iter().skip(from).zip(entry.1.through + 1..) {
            if sees.get(*place as usize).copied().unwrap_or_default() {
                entry.1.revisions.push(revision);
            }
            entry.1.through = revision;
        }
        if self.shown.len() >= KEPT {
            self.shown.remove(0);
        }
        self.shown.push(entry);
        // It was pushed just now.
        self.shown.last().map_or(&EMPTY, |(_, shown)| shown)
    }
}

static EMPTY: Shown = Shown { through: 0, revisions: Vec::new() };

impl Numbering {
    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// The number under which a requester knows the state at a revision of the journal: how many
    /// commits up to it count for the requester.
    ///
    /// Cost: O(commits since it was last asked); the first time, O(commits).
    ///
    /// # Errors
    /// [`EngineError::Journal`].
    pub fn shown_revision(&self, who: &Identity, journal: u64) -> Result<u64, EngineError> {
        if who.role == Some(Role::Admin) {
            return Ok(journal);
        }
        let mut counted = self.numbering().lock();
        counted.learn(self.store(), self.base(), journal)?;
        let revisions = &counted.shown(&who.viewer(self)).revisions;
        Ok(revisions.partition_point(|revision| *revision <= journal) as u64)
    }

    /// The newest revision of the journal that a requester's number stands for; `None` if it
    /// stands for none yet. 0 is the state before anything that the requester may see.
    ///
    /// # Errors
    /// [`EngineError::Journal`].
    pub fn journal_revision(&self, who: &Identity, shown: u64) -> Result<Option<u64>, EngineError> {
        let newest = self.revision();
        if who.role == Some(Role::Admin) {
            return Ok((shown <= newest).then_some(shown));
        }
        let mut counted = self.numbering().lock();
        counted.learn(self.store(), self.base(), newest)?;
        let revisions = &counted.shown(&who.viewer(self)).revisions;
        // Commits that others made known since are not there yet for this call.
        let revisions = revisions.split_at(revisions.partition_point(|r| *r <= newest)).0;
        let Ok(number) = usize::try_from(shown) else { return Ok(None) };
        Ok(match revisions.get(number) {
            Some(next) => Some(next - 1),
            None => (number == revisions.len()).then_some(newest),
        })
    }

    /// The number of the newest state, as a requester counts.
    ///
    /// # Errors
    /// [`EngineError::Journal`].
    pub fn newest_shown(&self, who: &Identity) -> Result<u64, EngineError> {
        self.shown_revision(who, self.revision())
    }

    /// Waits until a requester's number is reached; false when it is not after `timeout`.
    ///
    /// # Errors
    /// [`EngineError::Journal`].
    pub fn wait_for_shown(
        &self,
        who: &Identity,
        shown: u64,
        timeout: Duration,
    ) -> Result<bool, EngineError> {
        let deadline = Instant::now() + timeout;
        loop {
            let newest = self.revision();
            if self.shown_revision(who, newest)? >= shown {
                return Ok(true);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if !self.wait_for(newest + 1, left) {
                return Ok(false);
            }
        }
    }
}
