//! One consistent view of the journal: headers, chunks and the history index,
//! each checked as it is read. Writes nothing.

use std::path::Path;
use std::sync::RwLockReadGuard;

use redb::{Database, ReadOnlyTable, ReadableDatabase, ReadableTable, ReadableTableMetadata};
use sha2::{Digest, Sha256};

use super::chunk::DecodedChunk;
use super::database::{CHUNKS, COMMITS, DatabaseFile, NOTES, TOUCHED, TOUCHED_BLOCKS, guarded};
use super::error::{BoxError, JournalError, hex};
use super::notes::read_note;
use super::record::{CommitInfo, Hash, NO_PARENT, Record, RecordError, chunk_hash};
use super::touched::TouchedReader;

type TouchedTables =
    TouchedReader<ReadOnlyTable<(u64, u64), ()>, ReadOnlyTable<(u64, u64), &'static [u8]>>;

/// A view of the journal as it was when the view was made. Appends go on
/// beside it; the file cannot be closed or opened again while it lives.
pub(super) struct JournalReader<'a> {
    path: &'a Path,
    commits: ReadOnlyTable<u64, &'static [u8]>,
    chunks: ReadOnlyTable<(u64, u32), &'static [u8]>,
    touched: TouchedTables,
    notes: ReadOnlyTable<u64, &'static [u8]>,
    // Last, so that it is dropped after the tables that need the file.
    _held: RwLockReadGuard<'a, Option<Database>>,
}

impl<'a> JournalReader<'a> {
    pub(super) fn open(file: &'a DatabaseFile) -> Result<Self, JournalError> {
        let path = file.path();
        let held = file.hold();
        let failed = |error: redb::Error| JournalError::redb(path, error);
        let (commits, chunks, touched, notes) = guarded(path, || {
            let database =
                held.as_ref().ok_or_else(|| JournalError::Closed { path: path.to_owned() })?;
            let reading = database.begin_read().map_err(|e| failed(e.into()))?;
            let rows = reading.open_table(TOUCHED).map_err(|e| failed(e.into()))?;
            let blocks = reading.open_table(TOUCHED_BLOCKS).map_err(|e| failed(e.into()))?;
            Ok((
                reading.open_table(COMMITS).map_err(|e| failed(e.into()))?,
                reading.open_table(CHUNKS).map_err(|e| failed(e.into()))?,
                TouchedReader { rows, blocks },
                reading.open_table(NOTES).map_err(|e| failed(e.into()))?,
            ))
        })?;
        Ok(Self { path, commits, chunks, touched, notes, _held: held })
    }

    /// The newest commit.
    pub(super) fn last(&self) -> Result<Option<CommitInfo>, JournalError> {
        let last = self.guarded(|| Ok(self.commits.last()?.map(|(key, _)| key.value())))?;
        match last {
            Some(revision) => Ok(self.header(revision)?.map(|(r, digest)| r.into_info(digest))),
            None => Ok(None),
        }
    }

    /// The header of `revision` and its hash, if there is such a commit.
    pub(super) fn header(&self, revision: u64) -> Result<Option<(Record, Hash)>, JournalError> {
        let bytes = self.guarded(|| Ok(self.commits.get(revision)?.map(|v| v.value().to_vec())))?;
        let Some(bytes) = bytes else { return Ok(None) };
        match Record::decode(&bytes) {
            Ok((record, _)) if record.revision != revision => {
                let found = record.revision;
                Err(self.corrupt(&format!("the header of revision {revision} is that of {found}")))
            }
            Ok(found) => Ok(Some(found)),
            Err(RecordError::Checksum { expected, found }) => {
                Err(self.checksum(revision, "the header".to_owned(), &expected, &found))
            }
            Err(RecordError::Version(found)) => {
                let path = self.path.to_owned();
                Err(JournalError::Version { path, found: found.into(), supported: 1 })
            }
            Err(RecordError::Malformed(what)) => {
                Err(self.corrupt(&format!("the header of revision {revision}: {what}")))
            }
        }
    }

    /// The header of `revision`, which must be there.
    pub(super) fn known_header(&self, revision: u64) -> Result<(Record, Hash), JournalError> {
        self.header(revision)?
            .ok_or_else(|| self.corrupt(&format!("revision {revision} is missing")))
    }

    /// Up to `limit` commits before `before`, newest first.
    pub(super) fn infos(
        &self,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<CommitInfo>, JournalError> {
        let last = self.last()?.map_or(0, |info| info.revision);
        let before = before.unwrap_or(u64::MAX).min(last.saturating_add(1));
        let lowest = before.saturating_sub(limit as u64).max(1);
        let newest_first = (lowest..before).rev();
        newest_first
            .map(|revision| self.known_header(revision).map(|(r, digest)| r.into_info(digest)))
            .collect()
    }

    /// Calls `each` with every chunk after revision `after` and not after `through`, in order.
    pub(super) fn replay(
        &self,
        after: u64,
        through: u64,
        each: &mut dyn FnMut(&CommitInfo, DecodedChunk) -> Result<(), BoxError>,
    ) -> Result<(), JournalError> {
        let last = self.last()?.map_or(0, |info| info.revision);
        if after > last {
            return Err(self.corrupt(&format!("it ends at revision {last}, before {after}")));
        }
        let mut parent = match after {
            0 => NO_PARENT,
            revision => self.known_header(revision)?.1,
        };
        for revision in after + 1..=last.min(through) {
            let (record, digest) = self.known_header(revision)?;
            if record.parent != parent {
                return Err(self.chain(&record, &parent));
            }
            self.content(record, digest, each)?;
            parent = digest;
        }
        Ok(())
    }

    /// Calls `each` with every chunk of one commit; with an empty chunk when it
    /// has none, so that no commit goes by unseen.
    pub(super) fn content(
        &self,
        record: Record,
        digest: Hash,
        each: &mut dyn FnMut(&CommitInfo, DecodedChunk) -> Result<(), BoxError>,
    ) -> Result<(), JournalError> {
        let (revision, count, expected) = (record.revision, record.chunks, record.content);
        let info = record.into_info(digest);
        let mut content = Sha256::new();
        for index in 0..count {
            let (chunk, hash) = self.chunk(revision, index)?;
            content.update(hash);
            each(&info, chunk).map_err(JournalError::Caller)?;
        }
        let found: Hash = content.finalize().into();
        if found != expected {
            return Err(self.checksum(revision, "the content".to_owned(), &expected, &found));
        }
        if count == 0 {
            each(&info, DecodedChunk::default()).map_err(JournalError::Caller)?;
        }
        Ok(())
    }

    /// One chunk of a commit with what is known of the commit, and whether it is the last one; an
    /// empty chunk stands for the content of a commit that has none.
    pub(super) fn part(
        &self,
        revision: u64,
        index: u32,
    ) -> Result<Option<(CommitInfo, DecodedChunk, bool)>, JournalError> {
        let Some((record, digest)) = self.header(revision)? else { return Ok(None) };
        let count = record.chunks;
        if index >= count.max(1) {
            return Ok(None);
        }
        let chunk =
            if count == 0 { DecodedChunk::default() } else { self.chunk(revision, index)?.0 };
        Ok(Some((record.into_info(digest), chunk, index + 1 >= count)))
    }

    fn chunk(&self, revision: u64, index: u32) -> Result<(DecodedChunk, Hash), JournalError> {
        let (bytes, hash) = self.raw_chunk(revision, index)?;
        let chunk = DecodedChunk::decode(&bytes).map_err(|what| {
            self.corrupt(&format!("chunk {index} of revision {revision}: {what}"))
        })?;
        Ok((chunk, hash))
    }

    /// A chunk as it is stored, and its hash, which was compared.
    pub(super) fn raw_chunk(
        &self,
        revision: u64,
        index: u32,
    ) -> Result<(Vec<u8>, Hash), JournalError> {
        let value =
            self.guarded(|| Ok(self.chunks.get((revision, index))?.map(|v| v.value().to_vec())))?;
        let missing = || self.corrupt(&format!("chunk {index} of revision {revision} is missing"));
        let mut value = value.ok_or_else(missing)?;
        let (expected, bytes) = value.split_first_chunk::<32>().ok_or_else(missing)?;
        let found = chunk_hash(revision, index, bytes);
        if found != *expected {
            return Err(self.checksum(revision, format!("chunk {index}"), expected, &found));
        }
        value.drain(..32);
        Ok((value, found))
    }

    /// The commits that touched the subject with `key`, oldest first.
    pub(super) fn touching(&self, key: u64) -> Result<Vec<u64>, JournalError> {
        self.guarded(|| self.touched.revisions(key))?
            .map_err(|what| self.corrupt(&what.to_string()))
    }

    /// Whether the history index says of `revision` what its content says.
    pub(super) fn index_states(
        &self,
        revision: u64,
        subjects: &[u64],
    ) -> Result<bool, JournalError> {
        self.guarded(|| self.touched.states(revision, subjects))?
            .map_err(|what| self.corrupt(&what.to_string()))
    }

    /// The note of `revision`, if it has one.
    pub(super) fn note(&self, revision: u64) -> Result<Option<Vec<u8>>, JournalError> {
        self.guarded(|| read_note(&self.notes, revision))?
            .map_err(|what| self.corrupt(&format!("revision {revision}: {what}")))
    }

    /// The newest revision that has a note; 0 when none has.
    pub(super) fn last_note(&self) -> Result<u64, JournalError> {
        self.guarded(|| Ok(self.notes.last()?.map_or(0, |(revision, _)| revision.value())))
    }

    /// How many headers, chunks and index entries the tables hold.
    pub(super) fn sizes(&self) -> Result<[u64; 3], JournalError> {
        self.guarded(|| Ok([self.commits.len()?, self.chunks.len()?, self.touched.entries()?]))
    }

    /// Damage of this journal, in words.
    pub(super) fn corrupt(&self, detail: &str) -> JournalError {
        JournalError::corrupt(self.path, detail)
    }

    /// The error of a commit that does not follow the one before it.
    pub(super) fn chain(&self, record: &Record, before: &Hash) -> JournalError {
        let (expected, found) = (hex(&record.parent), hex(before));
        let (path, revision) = (self.path.to_owned(), record.revision);
        JournalError::Chain { path, revision, expected, found }
    }

    fn guarded<T>(&self, work: impl FnOnce() -> redb::Result<T>) -> Result<T, JournalError> {
        guarded(self.path, || work().map_err(|error| JournalError::redb(self.path, error)))
    }

    fn checksum(&self, revision: u64, part: String, expected: &Hash, found: &Hash) -> JournalError {
        let (expected, found) = (hex(expected), hex(found));
        JournalError::Checksum { path: self.path.to_owned(), revision, part, expected, found }
    }
}
