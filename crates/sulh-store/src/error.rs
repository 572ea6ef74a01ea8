//! What reading and keeping files can end in. Errors of one operation stand with it.

use std::io;
use std::path::PathBuf;

/// A file of the data directory cannot be read, written or believed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The operating system refused to read.
    #[error("failed to read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The operating system refused to write.
    #[error("failed to write {path}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The file is shorter or longer than it was when it was written.
    #[error("{path} has {found} bytes, expected {expected}")]
    Length {
        /// The file.
        path: PathBuf,
        /// Bytes written.
        expected: u64,
        /// Bytes found.
        found: u64,
    },
    /// The content changed after it was written.
    #[error("{path} is damaged: checksum {found:016x}, expected {expected:016x}")]
    Checksum {
        /// The file.
        path: PathBuf,
        /// Checksum when it was written.
        expected: u64,
        /// Checksum now.
        found: u64,
    },
    /// The file is not what its name says.
    #[error("{path} is not {expected}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What should be there.
        expected: &'static str,
    },
}

impl FileError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "file-unreadable",
            Self::Write { source, .. } if is_full(source) => "disk-full",
            Self::Write { .. } => "file-unwritable",
            Self::Length { .. } | Self::Checksum { .. } | Self::Format { .. } => "file-damaged",
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Reading stopped.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The one who asked went away or asked to stop.
    #[error("the evaluation was cancelled")]
    Cancelled,
    /// The deadline passed.
    #[error("the evaluation took longer than {seconds} s: narrow the query or add a LIMIT")]
    Timeout {
        /// The time that was allowed.
        seconds: f64,
    },
    /// The evaluation made more values of its own than it may keep.
    #[error("the evaluation built more than {megabytes} MB of new values: narrow the query")]
    Memory {
        /// What was allowed.
        megabytes: usize,
    },
    /// The evaluation read more than it may.
    #[error("the evaluation read more than {quads} quads: narrow the query")]
    Work {
        /// What was allowed.
        quads: u64,
    },
    /// That a watched graph is read could not be noted, so nothing of it was given out.
    #[error("failed to note that a restricted graph is read")]
    Unwitnessed {
        /// What kept it from being noted.
        #[source]
        source: std::sync::Arc<io::Error>,
    },
    /// A row names a term that the dictionary does not have.
    #[error("term {id} is missing in {path}: run `sulh check --deep`")]
    UnknownTerm {
        /// The number of the term.
        id: u32,
        /// The dictionary file.
        path: PathBuf,
    },
}

impl ReadError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Timeout { .. } => "timeout",
            Self::Memory { .. } => "memory-limit",
            Self::Work { .. } => "work-limit",
            Self::Unwitnessed { .. } => "read-log-unwritable",
            Self::UnknownTerm { .. } => "file-damaged",
        }
    }
}
