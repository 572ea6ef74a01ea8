//! Why a backup could not be made, believed or restored.

use crate::error::FileError;
use crate::journal::JournalError;
use std::io;
use std::path::PathBuf;

/// A backup that could not be made, believed or restored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// A file could not be read or written.
    #[error("failed to {doing} {}", path.display())]
    Io {
        /// `read` or `write`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// There is a file already where the backup should go: backups are not written over.
    #[error("{} exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is something already where the store should go.
    #[error("{} is not empty", path.display())]
    NotEmpty {
        /// The directory.
        path: PathBuf,
    },
    /// The file is not what was written.
    #[error("the backup {} is damaged in {section}, near byte {offset}: {detail}", path.display())]
    Damaged {
        /// The backup.
        path: PathBuf,
        /// Which part of it, in words.
        section: String,
        /// About where, in bytes from the beginning.
        offset: u64,
        /// What was found.
        detail: String,
    },
    /// The file is no backup at all.
    #[error("{} is not a backup of this program", path.display())]
    NotABackup {
        /// The file.
        path: PathBuf,
    },
    /// The backup has a format that this version does not read.
    #[error("the backup {} has format {found:?}; this version reads format {supported:?}", path.display())]
    Version {
        /// The backup.
        path: PathBuf,
        /// The format that it states.
        found: char,
        /// The format that this version reads and writes.
        supported: char,
    },
    /// The store could not be read, or not be written anew.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A file of the store.
    #[error(transparent)]
    File(#[from] FileError),
}

impl BackupError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                "storage-full"
            }
            Self::Io { doing: "read", .. } => "file-unreadable",
            Self::Io { .. } => "file-unwritable",
            Self::Exists { .. } => "file-exists",
            Self::NotEmpty { .. } => "directory-not-empty",
            Self::Damaged { .. } => "backup-damaged",
            Self::NotABackup { .. } => "not-a-backup",
            Self::Version { .. } => "backup-version",
            Self::Journal(error) => error.code(),
            Self::File(error) => error.code(),
        }
    }
}
