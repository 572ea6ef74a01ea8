//! A commit put together from finished chunks, and the header that this makes.
//!
//! Whoever moves commits into another journal computes their headers here, so that a header
//! which came along can be compared with what the chunks really say. Stores nothing.

use sha2::{Digest, Sha256};

use super::chunk::DecodedChunk;
use super::codec::Op;
use super::record::{Hash, NO_PARENT, Record, chunk_hash};
use super::term_bytes::subject_key;

/// The texts and the time of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommitTexts {
    /// Milliseconds since 1970, UTC.
    pub(crate) time_ms: u64,
    /// Who made it.
    pub(crate) author: String,
    /// What made it.
    pub(crate) activity: String,
    /// Why.
    pub(crate) message: String,
}

/// The chain of commits so far and the commit that is being put together behind it.
pub(crate) struct CommitTally {
    revision: u64,
    parent: Hash,
    chunks: u32,
    content: Sha256,
    added: u64,
    removed: u64,
    subjects: Vec<u64>,
}

/// A commit that is complete.
pub(super) struct Closed {
    /// Its header.
    pub(super) record: Record,
    /// The header as stored.
    pub(super) bytes: Vec<u8>,
    /// Keys of its subjects; some may occur twice.
    pub(super) subjects: Vec<u64>,
}

impl CommitTally {
    /// Starts before the first commit.
    pub(crate) fn new() -> Self {
        Self {
            revision: 0,
            parent: NO_PARENT,
            chunks: 0,
            content: Sha256::new(),
            added: 0,
            removed: 0,
            subjects: Vec::new(),
        }
    }

    /// The revision of the last complete commit and its hash.
    pub(crate) fn head(&self) -> (u64, Hash) {
        (self.revision, self.parent)
    }

    /// Takes in the next chunk; gives its place and its hash.
    pub(crate) fn take_in(&mut self, chunk: &[u8], decoded: &DecodedChunk) -> ((u64, u32), Hash) {
        for row in decoded.rows() {
            match row.op {
                Op::Add => self.added += 1,
                Op::Remove => self.removed += 1,
            }
        }
        self.subjects.extend(decoded.subjects().map(subject_key));
        let place = (self.revision + 1, self.chunks);
        let hash = chunk_hash(place.0, place.1, chunk);
        self.content.update(hash);
        self.chunks += 1;
        (place, hash)
    }

    /// Completes the commit with these texts.
    pub(super) fn close(&mut self, texts: CommitTexts) -> Closed {
        self.revision += 1;
        let record = Record {
            revision: self.revision,
            time_ms: texts.time_ms,
            author: texts.author,
            activity: texts.activity,
            message: texts.message,
            added: std::mem::take(&mut self.added),
            removed: std::mem::take(&mut self.removed),
            chunks: std::mem::take(&mut self.chunks),
            content: std::mem::take(&mut self.content).finalize().into(),
            parent: self.parent,
        };
        let (bytes, digest) = record.encode();
        self.parent = digest;
        Closed { record, bytes, subjects: std::mem::take(&mut self.subjects) }
    }
}

impl Record {
    /// The texts and the time of the header.
    pub(super) fn texts(&self) -> CommitTexts {
        CommitTexts {
            time_ms: self.time_ms,
            author: self.author.clone(),
            activity: self.activity.clone(),
            message: self.message.clone(),
        }
    }
}
