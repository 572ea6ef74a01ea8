//! Commits moved from one journal into another: out part by part, in with every header compared
//! or computed anew.
//!
//! It must not know where the parts lie in between, nor why a commit is changed.

use std::path::Path;

use redb::{Table, WriteTransaction};

use super::Journal;
use super::chunk::DecodedChunk;
use super::database::{CHUNKS, COMMITS, DatabaseFile, NOTES, TOUCHED, TOUCHED_BLOCKS};
use super::error::{BoxError, JournalError};
use super::notes::write_note;
use super::reader::JournalReader;
use super::record::{CommitInfo, Hash, Record};
use super::tally::{Closed, CommitTally, CommitTexts};
use super::tip::Tip;
use super::touched::write_subjects;

/// A part of a commit as it is stored; the chunks of a commit come before its header.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'a> {
    /// A finished chunk.
    Chunk(&'a [u8]),
    /// The note beside the commit.
    Note(&'a [u8]),
    /// The header, which ends the commit.
    Header(&'a [u8]),
}

impl Journal {
    /// Calls `each` with every part of every commit, in order, from one consistent view, checked as
    /// it is read; gives the newest commit of the view. Appends go on beside it.
    ///
    /// # Errors
    /// Damage, the file system's error, or what `each` gave, as [`JournalError::Caller`].
    pub(crate) fn parts(
        &self,
        begin: &mut dyn FnMut(Option<&CommitInfo>) -> Result<(), BoxError>,
        each: &mut dyn FnMut(Part<'_>) -> Result<(), BoxError>,
    ) -> Result<(), JournalError> {
        let journal = JournalReader::open(&self.file)?;
        let last = journal.last()?;
        begin(last.as_ref()).map_err(JournalError::Caller)?;
        for revision in 1..=last.map_or(0, |info| info.revision) {
            let (record, _) = journal.known_header(revision)?;
            for index in 0..record.chunks {
                let (chunk, _) = journal.raw_chunk(revision, index)?;
                each(Part::Chunk(&chunk)).map_err(JournalError::Caller)?;
            }
            if let Some(note) = journal.note(revision)? {
                each(Part::Note(&note)).map_err(JournalError::Caller)?;
            }
            each(Part::Header(&record.encode().0)).map_err(JournalError::Caller)?;
        }
        Ok(())
    }
}

/// A journal that is being written anew, within one transaction.
pub(crate) struct Rebuild<'t> {
    path: &'t Path,
    tally: CommitTally,
    commits: Table<'t, u64, &'static [u8]>,
    chunks: Table<'t, (u64, u32), &'static [u8]>,
    touched: Table<'t, (u64, u64), ()>,
    blocks: Table<'t, (u64, u64), &'static [u8]>,
    notes: Table<'t, u64, &'static [u8]>,
}

impl Rebuild<'_> {
    /// Adds a finished chunk to the commit at hand.
    ///
    /// # Errors
    /// The file system's error.
    pub(crate) fn chunk(
        &mut self,
        chunk: &[u8],
        decoded: &DecodedChunk,
    ) -> Result<(), JournalError> {
        let (place, hash) = self.tally.take_in(chunk, decoded);
        let value = [hash.as_slice(), chunk].concat();
        let stored = self.chunks.insert(place, value.as_slice()).map(|_| ());
        stored.map_err(|error| JournalError::redb(self.path, error))
    }

    /// Completes the commit at hand with these texts.
    ///
    /// # Errors
    /// The file system's error.
    pub(super) fn close(&mut self, texts: CommitTexts) -> Result<(), JournalError> {
        let closed = self.tally.close(texts);
        self.store(closed)
    }

    /// The revision of the last complete commit and its hash.
    pub(super) fn head(&self) -> (u64, Hash) {
        self.tally.head()
    }

    /// Puts a note beside the commit at hand.
    ///
    /// # Errors
    /// The file system's error.
    pub(crate) fn note(&mut self, note: &[u8]) -> Result<(), JournalError> {
        let revision = self.tally.head().0 + 1;
        write_note(&mut self.notes, revision, note)
            .map_err(|error| JournalError::redb(self.path, error))
    }

    fn store(&mut self, closed: Closed) -> Result<(), JournalError> {
        let Closed { record, bytes, subjects, .. } = closed;
        let revision = record.revision;
        let stored =
            self.commits.insert(revision, bytes.as_slice()).map(|_| ()).and_then(|()| {
                write_subjects(&mut self.touched, &mut self.blocks, revision, subjects)
            });
        stored.map_err(|error| JournalError::redb(self.path, error))
    }

    /// Takes in a part of another journal; a header must be the one that its chunks make.
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] for parts that do not follow from each other.
    pub(crate) fn part(&mut self, part: Part<'_>) -> Result<(), JournalError> {
        match part {
            Part::Chunk(chunk) => {
                let decoded = decoded(self.path, &self.tally, chunk)?;
                self.chunk(chunk, &decoded)
            }
            Part::Note(note) => self.note(note),
            Part::Header(header) => {
                let closed = closed_as(self.path, &mut self.tally, header)?;
                self.store(closed)
            }
        }
    }
}

/// Follows the parts of a journal without keeping them.
pub(crate) struct PartCheck<'p> {
    path: &'p Path,
    tally: CommitTally,
}

impl<'p> PartCheck<'p> {
    /// Starts before the first commit; `path` names the journal in errors.
    pub(crate) fn new(path: &'p Path) -> Self {
        Self { path, tally: CommitTally::new() }
    }

    /// As [`Rebuild::part`].
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] for parts that do not follow from each other.
    pub(crate) fn part(&mut self, part: Part<'_>) -> Result<(), JournalError> {
        match part {
            Part::Chunk(chunk) => {
                let decoded = decoded(self.path, &self.tally, chunk)?;
                self.tally.take_in(chunk, &decoded);
                Ok(())
            }
            Part::Note(_) => Ok(()),
            Part::Header(header) => closed_as(self.path, &mut self.tally, header).map(|_| ()),
        }
    }

    /// The revision of the last complete commit and its hash.
    pub(crate) fn head(&self) -> (u64, Hash) {
        self.tally.head()
    }
}

fn decoded(path: &Path, tally: &CommitTally, chunk: &[u8]) -> Result<DecodedChunk, JournalError> {
    let revision = tally.head().0 + 1;
    DecodedChunk::decode(chunk)
        .map_err(|what| JournalError::corrupt(path, format!("revision {revision}: {what}")))
}

fn closed_as(path: &Path, tally: &mut CommitTally, header: &[u8]) -> Result<Closed, JournalError> {
    let revision = tally.head().0 + 1;
    let wrong = |what: &str| JournalError::corrupt(path, format!("revision {revision}: {what}"));
    let (record, _) = Record::decode(header).map_err(|_| wrong("the header cannot be read"))?;
    let closed = tally.close(record.texts());
    if closed.bytes != header {
        return Err(wrong("the header is not that of the content and the commits before"));
    }
    Ok(closed)
}

/// Writes a journal at `path`, where none may be, with what `fill` puts into it: all or nothing,
/// durable when it returns. Gives what `fill` gave.
///
/// # Errors
/// What `fill` gave, or the file system's error.
pub(crate) fn rebuild<T>(
    path: &Path,
    fill: &mut dyn FnMut(&mut Rebuild<'_>) -> Result<T, JournalError>,
) -> Result<T, JournalError> {
    let database = DatabaseFile::open(path)?;
    database.write(|transaction| {
        let mut journal = tables(path, transaction).map_err(|e| JournalError::redb(path, e))?;
        fill(&mut journal)
    })
}

/// The tables of the journal at `path` within a transaction, to be filled from the first commit on.
pub(super) fn tables<'t>(
    path: &'t Path,
    transaction: &'t WriteTransaction,
) -> Result<Rebuild<'t>, redb::TableError> {
    Ok(Rebuild {
        path,
        tally: CommitTally::new(),
        commits: transaction.open_table(COMMITS)?,
        chunks: transaction.open_table(CHUNKS)?,
        touched: transaction.open_table(TOUCHED)?,
        blocks: transaction.open_table(TOUCHED_BLOCKS)?,
        notes: transaction.open_table(NOTES)?,
    })
}

/// States in the tip beside the journal at `path` that its newest commit was acknowledged.
///
/// # Errors
/// Damage of the journal, or the file system's error.
pub(crate) fn acknowledge_all(path: &Path) -> Result<Option<CommitInfo>, JournalError> {
    let file = DatabaseFile::open(path)?;
    let last = JournalReader::open(&file)?.last()?;
    if let Some(last) = &last {
        let tip_path = path.with_extension("tip");
        Tip::open(path)
            .and_then(|tip| tip.write(last.revision, last.digest).and_then(|()| tip.sync()))
            .map_err(|error| JournalError::io(&tip_path, error))?;
    }
    Ok(last)
}
