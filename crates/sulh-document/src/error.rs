//! Why a file gives no document.

use thiserror::Error;

/// A file that gives no document. It is data about one file; the rest goes on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is no kind of file that is read.
    #[error("{found} is not read: expected PDF, DOCX, DOC, ODT, HTML, Markdown or plain text")]
    Unsupported {
        /// What it looks like.
        found: String,
    },
    /// It can be opened with a password only.
    #[error("the file is encrypted: save it without a password and try again")]
    Encrypted,
    /// It is not what it says it is, or broken.
    #[error("the file is no readable {kind}: {reason}")]
    Malformed {
        /// The kind of file.
        kind: &'static str,
        /// What is wrong, in words.
        reason: String,
    },
    /// More than a document may have.
    #[error("the file has more {what} than the limit of {limit}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much there may be.
        limit: u64,
    },
    /// A program that is not part of sulh is needed.
    #[error(
        "{kind} needs {program}, which this machine has not: install it, or save the file as DOCX or PDF"
    )]
    NeedsProgram {
        /// The kind of file.
        kind: &'static str,
        /// The program.
        program: &'static str,
    },
}

impl DocumentError {
    /// The code of the error, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-document",
            Self::Unsupported { .. } => "unsupported-document",
            Self::Encrypted => "encrypted-document",
            Self::Malformed { .. } => "malformed-document",
            Self::TooLarge { .. } => "document-too-large",
            Self::NeedsProgram { .. } => "needs-program",
        }
    }
}
