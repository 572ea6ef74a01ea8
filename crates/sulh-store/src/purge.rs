//! Erasure as its users ask for it, what it comes to, and the files that go once the journal was
//! changed.
//!
//! It must not change the journal: that is done on the thread that commits.

use crate::checkpoint::sync_directory;
use crate::committer::Job;
use crate::erasure::{Erasure, ErasurePlan};
use crate::error::{FileError, ReadError};
use crate::fault;
use crate::journal::{ASIDE, Journal, JournalError};
use crate::snapshot::Snapshot;
use crate::store::{OpenError, Store};
use crate::write::{Write, WriteError};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// Makes the commit that says that something was erased, from what that was and the state without it.
pub type Tombstone = Box<dyn FnOnce(&ErasurePlan, &Snapshot) -> Result<Write, ReadError> + Send>;

/// An erasure that is asked for.
pub struct Purge {
    /// What is to be erased.
    pub erasure: Erasure,
    /// Files that go along, by their path below the data directory, with `/`.
    pub remove: BTreeSet<String>,
    /// Files whose place is taken by the one beside them with `.erased` behind its name.
    pub replace: BTreeSet<String>,
    /// The commit that stays.
    pub tombstone: Tombstone,
}

impl fmt::Debug for Purge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is erased does not go into a log.
        f.debug_struct("Purge").finish_non_exhaustive()
    }
}

/// An erasure that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// The revision of the tombstone.
    pub revision: u64,
    /// What was erased.
    pub plan: ErasurePlan,
}

/// Why nothing was erased, or not all of it yet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PurgeError {
    /// Nothing of it is there.
    #[error("there is nothing to erase")]
    Nothing,
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A file; the erasure ends when the store is opened next, if it had begun.
    #[error(transparent)]
    File(#[from] FileError),
    /// The state could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The tombstone could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl PurgeError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing-to-erase",
            Self::Journal(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Read(error) => error.code(),
            Self::Write(error) => error.code(),
        }
    }
}

impl Store {
    /// What an erasure would come to; changes nothing. Cost: O(journal).
    ///
    /// # Errors
    /// Damage of the journal, or the file system's error.
    pub fn plan_erasure(&self, erasure: &Erasure) -> Result<ErasurePlan, JournalError> {
        self.shared().journal().plan(erasure)
    }

    /// Erases: from the whole history, from every file of the store, and from those named.
    ///
    /// Commits keep their numbers; hashes from the first changed commit on are others. Readers keep
    /// the state that they have; writers wait. After a crash, the store that is opened next is as it
    /// was before or ends the erasure first. Cost: O(store).
    ///
    /// # Errors
    /// [`PurgeError::Nothing`], the refusal of the tombstone, damage, or the file system's error.
    pub fn purge(&self, purge: Purge) -> Result<Purged, PurgeError> {
        // Loads, backups and readers of the past hold ids or files that are about to go.
        let _alone = self.shared().pause_loaders();
        let (answer, answered) = sync_channel(1);
        let closing = || PurgeError::Write(WriteError::Closing);
        if !self.send(Job::Purge(Box::new(purge), answer)) {
            return Err(closing());
        }
        answered.recv().map_err(|_| closing())?
    }
}

/// Ends an erasure whose journal has taken its place; clears what one that never did has left.
///
/// # Errors
/// A file that cannot be removed: the next open tries again.
pub(crate) fn finish(directory: &Path, journal: &Journal) -> Result<(), OpenError> {
    let Some(afterwards) = journal.afterwards()? else {
        return Ok(sweep_asides(directory)?);
    };
    let checkpoints = directory.join("checkpoint");
    remove_below(&checkpoints)?;
    fault::point("purge-after-checkpoints");
    remove_below(&directory.join("scratch"))?;
    for name in &afterwards.remove {
        gone(fs::remove_file(directory.join(name)), &directory.join(name))?;
    }
    fault::point("purge-after-removals");
    for name in &afterwards.replace {
        let aside = directory.join(format!("{name}{ASIDE}"));
        gone(fs::rename(&aside, directory.join(name)), &aside)?;
    }
    for parent in afterwards.remove.iter().filter_map(|name| Path::new(name).parent()) {
        let parent = directory.join(parent);
        if parent.is_dir() {
            sync_directory(&parent)?;
        }
    }
    sync_directory(&checkpoints)?;
    sync_directory(directory)?;
    fault::point("purge-before-end");
    journal.end_erasure()?;
    fault::point("purge-after-end");
    Ok(sweep_asides(directory)?)
}

fn gone(done: io::Result<()>, path: &Path) -> Result<(), FileError> {
    match done {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(FileError::Write { path: path.to_owned(), source })
        }
        _ => Ok(()),
    }
}

/// Removes everything in a directory; unlike a sweep, it must succeed.
fn remove_below(directory: &Path) -> Result<(), FileError> {
    let failed = |source| FileError::Write { path: directory.to_owned(), source };
    for entry in fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let removed = if entry.file_type().map_err(failed)?.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        gone(removed, &path)?;
    }
    Ok(())
}

/// Removes files that were to take another's place and never did.
fn sweep_asides(directory: &Path) -> Result<(), FileError> {
    let failed = |source| FileError::Read { path: directory.to_owned(), source };
    for entry in fs::read_dir(directory).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.to_string_lossy().ends_with(ASIDE) {
            gone(fs::remove_file(&path), &path)?;
        }
    }
    Ok(())
}
