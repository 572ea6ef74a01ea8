//! A commit read part by part, so that a large one is never held whole.
//!
//! It must not decide who may see a quad: whoever reads it does.

use crate::journal::{CommitInfo, DecodedChunk, JournalError, Op};
use crate::store::Store;
use oxigraph::model::{NamedOrBlankNodeRef, QuadRef};

/// Whether a quad of a commit came or went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It was absent and is now there.
    Added,
    /// It was there and is now absent.
    Removed,
}

/// A part of a commit: at most 262,144 quads.
#[derive(Debug)]
pub struct CommitPart {
    info: CommitInfo,
    chunk: DecodedChunk,
    is_last: bool,
}

impl CommitPart {
    /// The commit.
    pub fn info(&self) -> &CommitInfo {
        &self.info
    }

    /// Whether no part follows.
    pub fn is_last(&self) -> bool {
        self.is_last
    }

    /// What came and what went, in the order in which it was written.
    pub fn quads(&self) -> impl Iterator<Item = (Change, QuadRef<'_>)> {
        self.chunk
            .quads()
            .map(|(op, quad)| (if op == Op::Add { Change::Added } else { Change::Removed }, quad))
    }

    /// Graphs that were dropped.
    pub fn dropped(&self) -> impl Iterator<Item = NamedOrBlankNodeRef<'_>> {
        self.chunk.dropped_nodes()
    }
}

impl Store {
    /// A part of what a commit changed, counted from 0; a commit has at least one.
    ///
    /// `None` for a revision or a part that does not exist. Checks what it reads.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn commit_part(
        &self,
        revision: u64,
        part: u32,
    ) -> Result<Option<CommitPart>, JournalError> {
        let found = self.shared().journal().part(revision, part)?;
        Ok(found.map(|(info, chunk, is_last)| CommitPart { info, chunk, is_last }))
    }
}
