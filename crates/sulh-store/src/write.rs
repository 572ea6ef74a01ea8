//! What a writer asks for, and what it is told.
//!
//! It must not know how a commit is made.

use crate::access::GraphRule;
use crate::commit_rule::{Refusal, RuleError};
use crate::dictionary::DictionaryFull;
use crate::error::{FileError, ReadError};
use crate::journal::{EncodeError, JournalError};
use crate::query::QueryError;
use crate::update::{ParsedUpdate, UpdateError};
use oxigraph::model::{GraphName, Quad};
use std::sync::Arc;

/// One write: all of it happens, as one commit, or nothing.
#[derive(Clone, Debug)]
pub struct Write {
    /// Who writes: the name of a token, or the owner of the directory.
    pub author: String,
    /// What kind of work it is, in one word (`update`, `import`, `undo` …).
    pub activity: String,
    /// What it was for, in the writer's words.
    pub message: String,
    /// The change.
    pub operation: Operation,
}

/// A change of the store.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Operation {
    /// A SPARQL update.
    Update(Box<ParsedUpdate>),
    /// Quads to be absent and quads to be present afterwards; a quad in both is present.
    Change {
        /// Quads to be present.
        insert: Vec<Quad>,
        /// Quads to be absent.
        remove: Vec<Quad>,
    },
    /// The graph holds exactly these quads afterwards; their own graph names do not count.
    ReplaceGraph {
        /// The graph.
        graph: GraphName,
        /// Its quads.
        quads: Vec<Quad>,
    },
    /// The graph and its quads are gone afterwards.
    DropGraph {
        /// The graph.
        graph: GraphName,
    },
    /// The inverse of an earlier commit.
    Undo {
        /// Its revision.
        revision: u64,
        /// The graphs in which it is taken back.
        graphs: GraphRule,
    },
}

/// A write that is durable and visible.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Committed {
    /// The revision that has it. A write that changed nothing makes no commit: the newest revision then.
    pub revision: u64,
    /// Quads really added.
    pub added: u64,
    /// Quads really removed.
    pub removed: u64,
}

/// Why a write was refused; nothing of it remains.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The update itself.
    #[error(transparent)]
    Update(Arc<UpdateError>),
    /// The commit to undo does not exist.
    #[error("revision {revision} does not exist: the newest is {newest}")]
    NoSuchRevision {
        /// What was asked for.
        revision: u64,
        /// The newest revision.
        newest: u64,
    },
    /// A rule of the store refused it.
    #[error(transparent)]
    Refused(Arc<Refusal>),
    /// The journal could not be written or read.
    #[error(transparent)]
    Journal(Arc<JournalError>),
    /// A file of the data directory.
    #[error(transparent)]
    File(Arc<FileError>),
    /// The store is closing.
    #[error("the store is closing: try again when it runs")]
    Closing,
}

impl WriteError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Update(error) => error.code(),
            Self::NoSuchRevision { .. } => "no-such-revision",
            Self::Refused(refusal) => refusal.code,
            Self::Journal(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Closing => "closing",
        }
    }
}

impl From<UpdateError> for WriteError {
    fn from(error: UpdateError) -> Self {
        Self::Update(Arc::new(error))
    }
}

impl From<DictionaryFull> for WriteError {
    fn from(error: DictionaryFull) -> Self {
        UpdateError::from(error).into()
    }
}

impl From<ReadError> for WriteError {
    fn from(error: ReadError) -> Self {
        UpdateError::from(QueryError::from(error)).into()
    }
}

impl From<JournalError> for WriteError {
    fn from(error: JournalError) -> Self {
        Self::Journal(Arc::new(error))
    }
}

impl From<EncodeError> for WriteError {
    fn from(error: EncodeError) -> Self {
        JournalError::from(error).into()
    }
}

impl From<FileError> for WriteError {
    fn from(error: FileError) -> Self {
        Self::File(Arc::new(error))
    }
}

impl From<RuleError> for WriteError {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::Refused(refusal) => Self::Refused(Arc::new(refusal)),
            RuleError::Read(error) => error.into(),
        }
    }
}
