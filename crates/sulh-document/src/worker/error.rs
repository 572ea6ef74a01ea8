//! Why a worker gives no document.

use crate::DocumentError;
use crate::worker::crash::Crash;
use std::io;
use thiserror::Error;

/// Why a worker gives no document. But for [`Self::Spawn`] it is data about one file; the rest
/// goes on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WorkerError {
    /// The parser died, or would not answer.
    #[error("reading the document failed in its parser ({how}); nothing else is harmed")]
    Crashed {
        /// How it ended.
        how: Crash,
        /// The last 4 KiB that it said. They may quote the document: for a log, not for strangers.
        stderr: String,
    },
    /// A program that is not part of sulh failed.
    #[error("{program} failed on the document ({how})")]
    ToolFailed {
        /// The program.
        program: &'static str,
        /// How it ended.
        how: Crash,
        /// The last 4 KiB that it said. They may quote the document.
        stderr: String,
    },
    /// It took longer than it may.
    #[error("reading the document took longer than the limit of {seconds} s")]
    TimedOut {
        /// The limit, whole seconds.
        seconds: u64,
    },
    /// It needs more memory than it may have.
    #[error("reading the document needs more memory than the limit of {limit} bytes")]
    OutOfMemory {
        /// The limit in bytes.
        limit: u64,
    },
    /// There is more text in it than there may be.
    #[error("the document gives more text than the limit of {limit} bytes")]
    TooMuchOutput {
        /// The limit in bytes.
        limit: u64,
    },
    /// The answer breaks what a document promises: a parser's fault, or one that was taken over.
    #[error("the answer of the document's parser is not usable: {reason}")]
    Garbled {
        /// What is wrong with it.
        reason: String,
    },
    /// The caller asked to stop.
    #[error("reading the document was stopped")]
    Cancelled,
    /// The file gives no document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The process or its files could not be set up.
    #[error("failed to start the process that reads the document")]
    Spawn(#[source] io::Error),
}

impl WorkerError {
    /// The code of the error, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Crashed { .. } => "parser-crashed",
            Self::ToolFailed { .. } => "tool-failed",
            Self::TimedOut { .. } => "parser-timed-out",
            Self::OutOfMemory { .. } => "parser-out-of-memory",
            Self::TooMuchOutput { .. } => "document-text-too-long",
            Self::Garbled { .. } => "parser-answer-garbled",
            Self::Cancelled => "cancelled",
            Self::Document(error) => error.code(),
            Self::Spawn(_) => "worker-not-started",
        }
    }
}
