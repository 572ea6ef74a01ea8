//! Commits on their way into the journal, and the tables they are written to.
//!
//! A batch is written within one transaction of the caller; nothing here
//! commits it or decides what is in a commit.

use std::path::Path;

use oxigraph::model::{NamedOrBlankNodeRef, Term};
use redb::{Table, WriteTransaction};
use sha2::{Digest, Sha256};

use super::chunk_writer::ChunkWriter;
use super::codec::{EncodedCommit, Op};
use super::database::{CHUNKS, COMMITS, NOTES, TOUCHED, TOUCHED_BLOCKS};
use super::error::{EncodeError, JournalError};
use super::notes::write_note;
use super::record::{CommitInfo, Hash, Record, check_texts, chunk_hash};
use super::touched::write_subjects;

/// A commit that waits for its place in the journal.
pub(crate) struct PendingCommit<'a> {
    time_ms: u64,
    author: String,
    activity: String,
    message: String,
    body: Body<'a>,
    note: Option<Vec<u8>>,
}

/// Where the quads of a commit come from.
pub(crate) enum Body<'a> {
    /// From memory.
    Encoded(EncodedCommit),
    /// From a source that is asked while the batch is written, for commits too
    /// large to hold. Its own errors go into [`JournalError::Caller`]; any error
    /// gives up the whole batch. It may be called again when an append is tried
    /// again with the same batch.
    Stream(&'a mut Source<'a>),
}

/// Gives the quads of one commit to the writer.
pub(crate) type Source<'a> = dyn FnMut(&mut CommitWriter<'_>) -> Result<(), JournalError> + 'a;

impl<'a> PendingCommit<'a> {
    /// A commit at `time_ms` (milliseconds since 1970, UTC).
    ///
    /// # Errors
    /// [`EncodeError::TextTooLong`] when the texts are over 1 MiB together.
    pub(crate) fn new(
        time_ms: u64,
        author: impl Into<String>,
        activity: impl Into<String>,
        message: impl Into<String>,
        body: Body<'a>,
    ) -> Result<Self, EncodeError> {
        let (author, activity, message) = (author.into(), activity.into(), message.into());
        check_texts([&author, &activity, &message])?;
        Ok(Self { time_ms, author, activity, message, body, note: None })
    }

    /// Puts a note beside it; see [`super::notes`].
    pub(crate) fn with_note(mut self, note: Option<Vec<u8>>) -> Self {
        self.note = note;
        self
    }
}

/// Takes the quads of a streamed commit; each finished chunk goes to the
/// transaction at once, so that memory stays bounded.
pub(crate) struct CommitWriter<'a> {
    writer: ChunkWriter,
    sink: &'a mut dyn FnMut(&[u8]) -> Result<(), JournalError>,
}

impl CommitWriter<'_> {
    /// Takes in one quad by its terms.
    ///
    /// # Errors
    /// [`JournalError::Encode`] when it does not fit, or a failure to write.
    #[cfg(test)]
    pub(crate) fn push(
        &mut self,
        op: Op,
        quad: oxigraph::model::QuadRef<'_>,
    ) -> Result<(), JournalError> {
        let chunk = self.writer.push(op, quad)?;
        self.store(chunk)
    }

    /// Takes in one quad by ids; see [`ChunkWriter::push_ids`].
    ///
    /// # Errors
    /// What `term` gives, or as [`Self::push`].
    pub(crate) fn push_ids(
        &mut self,
        op: Op,
        triple: [u32; 3],
        graph: Option<u32>,
        term: &mut impl FnMut(u32) -> Result<Term, JournalError>,
    ) -> Result<(), JournalError> {
        let chunk = self.writer.push_ids(op, triple, graph, term)?;
        self.store(chunk)
    }

    /// Notes that the commit created `graph`.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub(crate) fn create_graph(
        &mut self,
        graph: NamedOrBlankNodeRef<'_>,
    ) -> Result<(), JournalError> {
        let chunk = self.writer.create_graph(graph)?;
        self.store(chunk)
    }

    /// Notes that the commit dropped `graph`.
    ///
    /// # Errors
    /// As [`Self::push`].
    #[cfg(test)]
    pub(crate) fn drop_graph(
        &mut self,
        graph: NamedOrBlankNodeRef<'_>,
    ) -> Result<(), JournalError> {
        let chunk = self.writer.drop_graph(graph)?;
        self.store(chunk)
    }

    fn store(&mut self, chunk: Option<Vec<u8>>) -> Result<(), JournalError> {
        chunk.map_or(Ok(()), |chunk| (self.sink)(&chunk))
    }
}

/// What a body came to.
struct Written {
    added: u64,
    removed: u64,
    subjects: Vec<u64>,
}

/// The journal's tables within one write transaction.
struct Tables<'t> {
    path: &'t Path,
    commits: Table<'t, u64, &'static [u8]>,
    chunks: Table<'t, (u64, u32), &'static [u8]>,
}

/// Writes `batch` behind the commit `(revision, hash)`; gives the commits as
/// they now stand, in order.
pub(super) fn write_batch(
    path: &Path,
    transaction: &WriteTransaction,
    batch: &mut [PendingCommit<'_>],
    (mut revision, mut parent): (u64, Hash),
) -> Result<Vec<CommitInfo>, JournalError> {
    let failed = |error: redb::TableError| JournalError::redb(path, error);
    let mut tables = Tables {
        path,
        commits: transaction.open_table(COMMITS).map_err(failed)?,
        chunks: transaction.open_table(CHUNKS).map_err(failed)?,
    };
    let mut touched = transaction.open_table(TOUCHED).map_err(failed)?;
    let mut blocks = transaction.open_table(TOUCHED_BLOCKS).map_err(failed)?;
    let mut notes = transaction.open_table(NOTES).map_err(failed)?;
    let mut infos = Vec::with_capacity(batch.len());
    for pending in batch {
        revision += 1;
        let (info, subjects) = tables.write_commit(pending, revision, parent)?;
        write_subjects(&mut touched, &mut blocks, revision, subjects)
            .map_err(|error| JournalError::redb(path, error))?;
        if let Some(note) = &pending.note {
            write_note(&mut notes, revision, note)
                .map_err(|error| JournalError::redb(path, error))?;
        }
        parent = info.digest;
        infos.push(info);
    }
    Ok(infos)
}

impl Tables<'_> {
    fn write_commit(
        &mut self,
        pending: &mut PendingCommit<'_>,
        revision: u64,
        parent: Hash,
    ) -> Result<(CommitInfo, Vec<u64>), JournalError> {
        let mut content = Sha256::new();
        let mut chunks = 0;
        let mut sink = |chunk: &[u8]| {
            let hash = chunk_hash(revision, chunks, chunk);
            self.put_chunk((revision, chunks), hash, chunk)?;
            content.update(hash);
            chunks += 1;
            Ok(())
        };
        let Written { added, removed, subjects } = write_body(&mut pending.body, &mut sink)?;
        let record = Record {
            revision,
            time_ms: pending.time_ms,
            author: pending.author.clone(),
            activity: pending.activity.clone(),
            message: pending.message.clone(),
            added,
            removed,
            chunks,
            content: content.finalize().into(),
            parent,
        };
        let (bytes, digest) = record.encode();
        self.commits
            .insert(revision, bytes.as_slice())
            .map_err(|error| JournalError::redb(self.path, error))?;
        Ok((record.into_info(digest), subjects))
    }

    fn put_chunk(&mut self, key: (u64, u32), hash: Hash, chunk: &[u8]) -> Result<(), JournalError> {
        let mut value = self
            .chunks
            .insert_reserve(key, hash.len() + chunk.len())
            .map_err(|error| JournalError::redb(self.path, error))?;
        if let Some((head, rest)) = value.as_mut().split_first_chunk_mut::<32>() {
            *head = hash;
            rest.copy_from_slice(chunk);
        }
        Ok(())
    }
}

fn write_body(
    body: &mut Body<'_>,
    sink: &mut dyn FnMut(&[u8]) -> Result<(), JournalError>,
) -> Result<Written, JournalError> {
    match body {
        Body::Encoded(commit) => {
            for chunk in &commit.chunks {
                sink(chunk)?;
            }
            let subjects = commit.subjects.clone();
            Ok(Written { added: commit.added, removed: commit.removed, subjects })
        }
        Body::Stream(source) => {
            let mut commit = CommitWriter { writer: ChunkWriter::new(), sink };
            source(&mut commit)?;
            let chunk = commit.writer.finish()?;
            commit.store(chunk)?;
            let (added, removed) = (commit.writer.added(), commit.writer.removed());
            Ok(Written { added, removed, subjects: commit.writer.into_subjects() })
        }
    }
}
