//! What the readers, the committer and the folder of one store share.
//!
//! It must not decide anything: it holds the current state and hands it out.

use crate::checkpoint;
use crate::error::FileError;
use crate::hex::hex;
use crate::journal::{Journal, JournalError, PendingCommit};
use crate::lock::DirectoryLock;
use crate::skolem::Skolemizer;
use crate::snapshot::State;
use crate::store::StoreOptions;
use arc_swap::ArcSwap;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

/// The common part of a store.
pub(crate) struct Shared {
    pub(crate) directory: PathBuf,
    pub(crate) options: StoreOptions,
    pub(crate) skolem: Skolemizer,
    /// What was mended when the store was opened, in words.
    pub(crate) repairs: Vec<String>,
    state: ArcSwap<State>,
    newest: Mutex<u64>,
    published: Condvar,
    journal: Journal,
    appends: AtomicU64,
    loaders: RwLock<()>,
    _lock: Option<DirectoryLock>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("directory", &self.directory).finish_non_exhaustive()
    }
}

impl Shared {
    pub(crate) fn new(
        directory: PathBuf,
        options: StoreOptions,
        state: State,
        journal: Journal,
        lock: Option<DirectoryLock>,
        repairs: Vec<String>,
    ) -> Self {
        let skolem = Skolemizer::new(&options.base, options.mode.is_strict());
        Self {
            directory,
            options,
            skolem,
            repairs,
            newest: Mutex::new(state.revision),
            state: ArcSwap::from_pointee(state),
            published: Condvar::new(),
            journal,
            appends: AtomicU64::new(0),
            loaders: RwLock::new(()),
            _lock: lock,
        }
    }

    /// The current state.
    pub(crate) fn state(&self) -> Arc<State> {
        self.state.load_full()
    }

    /// Shows a new state to readers and wakes who waits for its revision.
    pub(crate) fn publish(&self, state: Arc<State>) {
        let revision = state.revision;
        self.state.store(state);
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = revision;
        self.published.notify_all();
    }

    /// Waits until a revision is visible; false when the time is over.
    pub(crate) fn wait_for(&self, revision: u64, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        while *newest < revision {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            newest =
                self.published.wait_timeout(newest, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Writes commits to the journal with one synchronisation, and counts it.
    pub(crate) fn append(&self, commits: &mut [PendingCommit<'_>]) -> Result<(), JournalError> {
        crate::fault::point("journal-before-append");
        self.appends.fetch_add(1, Ordering::Relaxed);
        self.journal.append(commits)?;
        crate::fault::point("journal-after-append");
        Ok(())
    }

    /// Synchronisations of the journal since the store was opened.
    pub(crate) fn appends(&self) -> u64 {
        self.appends.load(Ordering::Relaxed)
    }

    /// Keeps the generation while a loader works with its ids.
    pub(crate) fn hold_generation(&self) -> RwLockReadGuard<'_, ()> {
        self.loaders.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until no loader works and keeps them from starting.
    pub(crate) fn pause_loaders(&self) -> RwLockWriteGuard<'_, ()> {
        self.loaders.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps loaders from starting; `None` while one works.
    pub(crate) fn try_pause_loaders(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        self.loaders.try_write().ok()
    }

    pub(crate) fn checkpoint_directory(&self) -> PathBuf {
        self.directory.join("checkpoint")
    }

    pub(crate) fn scratch_directory(&self) -> PathBuf {
        self.directory.join("scratch")
    }

    /// The journal's hash at a revision, in hex; empty at revision 0.
    pub(crate) fn journal_hash(&self, revision: u64) -> Result<String, FileError> {
        journal_hash(&self.journal, revision).map_err(|error| FileError::Read {
            path: self.directory.join("journal.redb"),
            source: std::io::Error::other(error),
        })
    }

    pub(crate) fn forget_checkpoints_but(&self, number: u64) {
        checkpoint::sweep(&self.checkpoint_directory(), Some(number));
    }
}

/// The hash of the journal's entry of a revision, in hex; empty when there is none.
pub(crate) fn journal_hash(journal: &Journal, revision: u64) -> Result<String, JournalError> {
    let info = journal.info(revision)?;
    Ok(info.map_or_else(String::new, |info| hex(&info.digest)))
}
