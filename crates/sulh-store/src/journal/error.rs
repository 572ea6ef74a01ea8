//! What can go wrong in the journal, each with the file, the revision and the
//! values that differ. Maps nothing to HTTP or exit codes.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// An error of the caller of the journal, handed back as it came.
pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// A commit that the journal's format cannot hold.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// The terms of one quad are too long together.
    #[error("a quad with terms of {bytes} bytes is over the limit of {allowed}")]
    QuadTooLong {
        /// Size of the quad's terms, in bytes.
        bytes: usize,
        /// The most allowed, in bytes.
        allowed: usize,
    },
    /// Triple terms nest too deep.
    #[error("a triple term nests deeper than {allowed} levels")]
    TooDeep {
        /// The most levels allowed.
        allowed: usize,
    },
    /// Author, activity and message are too long together.
    #[error("author, activity and message of {bytes} bytes are over the limit of {allowed}")]
    TextTooLong {
        /// Size of the three texts, in bytes.
        bytes: usize,
        /// The most allowed, in bytes.
        allowed: usize,
    },
    /// The compressor failed.
    #[error("failed to compress a part of a commit")]
    Compress(#[source] io::Error),
}

impl EncodeError {
    /// A stable name of the case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::QuadTooLong { .. } => "quad-too-long",
            Self::TooDeep { .. } => "triple-term-too-deep",
            Self::TextTooLong { .. } => "commit-text-too-long",
            Self::Compress(_) => "compression-failed",
        }
    }
}

/// An operation on the journal that failed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The file could not be read or written.
    #[error("failed to read or write the journal {}", path.display())]
    Io {
        /// The journal's file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// No space is left, or a quota or file size limit is reached.
    #[error("no space is left for the journal {}", path.display())]
    Full {
        /// The journal's file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Another process has the file open.
    #[error("the journal {} is open in another process", path.display())]
    Locked {
        /// The journal's file.
        path: PathBuf,
    },
    /// The file is not a journal, is cut short, or its structure is damaged.
    #[error("the journal {} is damaged: {detail}", path.display())]
    Corrupt {
        /// The journal's file.
        path: PathBuf,
        /// What was found, in words.
        detail: String,
    },
    /// A part of a commit does not have the checksum that was stored with it.
    #[error(
        "the journal {} is damaged: {part} of revision {revision} should have the checksum {expected} and has {found}",
        path.display()
    )]
    Checksum {
        /// The journal's file.
        path: PathBuf,
        /// The commit.
        revision: u64,
        /// Which part: `the header`, `chunk 3`, `the content`.
        part: String,
        /// SHA-256 as stored, in hexadecimal.
        expected: String,
        /// SHA-256 as computed, in hexadecimal.
        found: String,
    },
    /// A commit does not follow the one before it.
    #[error(
        "the journal {} is damaged: revision {revision} should follow a commit with the checksum {expected} and follows {found}",
        path.display()
    )]
    Chain {
        /// The journal's file.
        path: PathBuf,
        /// The later commit.
        revision: u64,
        /// Checksum of the commit before as the later one states it, in hexadecimal.
        expected: String,
        /// Checksum of the commit before as computed, in hexadecimal.
        found: String,
    },
    /// The journal was written in a format that this version does not read.
    #[error("the journal {} has format {found}; this version reads format {supported}", path.display())]
    Version {
        /// The journal's file.
        path: PathBuf,
        /// The format stored in the file.
        found: u64,
        /// The format that this version reads and writes.
        supported: u64,
    },
    /// The journal ends before a commit that had been acknowledged.
    #[error(
        "the journal {} ends at revision {found}, but {} says that revision {acknowledged} was acknowledged",
        path.display(), tip.display()
    )]
    Lost {
        /// The journal's file.
        path: PathBuf,
        /// The small file that states the last acknowledged revision.
        tip: PathBuf,
        /// The last acknowledged revision.
        acknowledged: u64,
        /// The last revision in the journal.
        found: u64,
    },
    /// A failed write left the journal closed and it could not be opened again yet.
    #[error("the journal {} is closed after a failed write", path.display())]
    Closed {
        /// The journal's file.
        path: PathBuf,
    },
    /// A panic while a batch was written; nothing of the batch remains.
    #[error("a panic while the journal {} was written: {detail}", path.display())]
    Panicked {
        /// The journal's file.
        path: PathBuf,
        /// The panic's message.
        detail: String,
    },
    /// The commit does not fit the journal's format.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The caller's source of quads, or the caller's reader of them, failed.
    #[error(transparent)]
    Caller(BoxError),
}

impl JournalError {
    /// A stable name of the case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "journal-io",
            Self::Full { .. } => "storage-full",
            Self::Locked { .. } => "journal-locked",
            Self::Corrupt { .. } | Self::Checksum { .. } | Self::Chain { .. } => "journal-damaged",
            Self::Version { .. } => "journal-version",
            Self::Lost { .. } => "journal-lost-commits",
            Self::Closed { .. } => "journal-closed",
            Self::Panicked { .. } => "internal",
            Self::Encode(error) => error.code(),
            Self::Caller(_) => "commit-source-failed",
        }
    }

    /// Damage, in words.
    pub(super) fn corrupt(path: &Path, detail: impl Into<String>) -> Self {
        Self::Corrupt { path: path.to_owned(), detail: detail.into() }
    }

    /// An error of the file system.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full { path, source },
            io::ErrorKind::InvalidData
            | io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidInput => Self::Corrupt { path, detail: source.to_string() },
            _ => Self::Io { path, source },
        }
    }

    /// An error of redb.
    pub(super) fn redb(path: &Path, error: impl Into<redb::Error>) -> Self {
        match error.into() {
            redb::Error::Io(source) => Self::io(path, source),
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => {
                Self::Locked { path: path.to_owned() }
            }
            redb::Error::PreviousIo | redb::Error::DatabaseClosed => {
                Self::Closed { path: path.to_owned() }
            }
            other => Self::corrupt(path, other.to_string()),
        }
    }
}

/// `bytes` in lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
