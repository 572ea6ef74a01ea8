//! One process owns a data directory.
//!
//! The lock is the system's, so it ends with the process however that ends.

use rustix::fs::{FlockOperation, flock};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Why a directory could not be owned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockError {
    /// Another process owns it.
    #[error("{path} belongs to the running process {pid}: stop it, or let the command ask it")]
    Held {
        /// The data directory.
        path: PathBuf,
        /// The owner's process id; 0 when it has not yet said so.
        pid: u32,
    },
    /// The operating system refused.
    #[error("failed to lock {path}")]
    Io {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// Ownership of a data directory until it is dropped.
#[derive(Debug)]
pub(crate) struct DirectoryLock {
    _file: File,
}

impl DirectoryLock {
    /// Owns `directory`, which must exist.
    pub(crate) fn acquire(directory: &Path) -> Result<Self, LockError> {
        let path = directory.join("lock");
        let fail = |source| LockError::Io { path: path.clone(), source };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(fail)?;
        if let Err(error) = flock(&file, FlockOperation::NonBlockingLockExclusive) {
            if error != rustix::io::Errno::WOULDBLOCK {
                return Err(fail(error.into()));
            }
            let mut text = String::new();
            file.read_to_string(&mut text).map_err(fail)?;
            let pid = text.trim().parse().unwrap_or_default();
            return Err(LockError::Held { path: directory.to_owned(), pid });
        }
        file.set_len(0).map_err(fail)?;
        file.rewind().map_err(fail)?;
        writeln!(file, "{}", std::process::id()).map_err(fail)?;
        Ok(Self { _file: file })
    }
}
