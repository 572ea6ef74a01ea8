//! The journal: one append-only log of commits, the truth of the store.
//!
//! A batch of commits is written with one fsync and is in the log whole or not
//! at all. Each commit carries a checksum of its own and the hash of the one
//! before. The journal knows nothing of dictionaries, snapshots or queries,
//! evaluates nothing and never changes a commit once it is acknowledged.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::sync::{Mutex, PoisonError, RwLock};

use oxigraph::model::NamedOrBlankNodeRef;

#[cfg(any(test, feature = "test-support"))]
pub(crate) mod backend;
mod chunk;
mod chunk_writer;
mod codec;
mod commit;
mod database;
mod erase;
mod error;
mod notes;
mod reader;
mod rebuild;
mod record;
mod tally;
mod term_bytes;
mod tip;
mod touched;
mod varint;
mod verify;

pub(crate) use chunk::DecodedChunk;
pub(crate) use chunk_writer::ChunkWriter;
pub use codec::Diff;
pub(crate) use codec::{EncodedCommit, Op};
pub(crate) use commit::{Body, CommitWriter, PendingCommit};
pub(crate) use erase::{ASIDE, Afterwards};
pub(crate) use error::BoxError;
pub use error::{EncodeError, JournalError};
pub(crate) use rebuild::{Part, PartCheck, acknowledge_all, rebuild};
pub use record::CommitInfo;
pub(crate) use term_bytes::subject_key;
pub(crate) use verify::{VerifyProgress, VerifyReport};

use commit::write_batch;
use database::{CHUNKS, COMMITS, DatabaseFile, NOTES, TOUCHED, TOUCHED_BLOCKS};
use reader::JournalReader;
use record::{Hash, NO_PARENT};
use tip::Tip;
use touched::forget_after;

/// The open journal of one store. Share it by reference: reading goes on beside
/// an append, appends take turns.
pub(crate) struct Journal {
    file: DatabaseFile,
    tip: Option<Tip>,
    writing: Mutex<()>,
    last: RwLock<Option<CommitInfo>>,
}

impl Journal {
    /// Opens the journal at `path`, or creates it.
    ///
    /// Beside it stands a file with the extension `tip`; see [`tip`]. Cost after
    /// a crash: reading the file once; otherwise a few pages.
    ///
    /// # Errors
    /// [`JournalError::Locked`] when another process has it open,
    /// [`JournalError::Lost`] when it ends before an acknowledged commit,
    /// [`JournalError::Version`], or damage, or the file system's error.
    pub(crate) fn open(path: &Path) -> Result<Self, JournalError> {
        let new = !path.exists();
        let file = DatabaseFile::open(path)?;
        if new && let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            // The name of a new file is durable only when its directory is.
            let synced = File::open(parent).and_then(|directory| directory.sync_all());
            synced.map_err(|error| JournalError::io(path, error))?;
        }
        let tip = Tip::open(path)
            .map_err(|error| JournalError::io(&path.with_extension("tip"), error))?;
        Self::start(file, Some(tip))
    }

    /// Opens or creates the journal on `backend`; `path` names it in errors.
    /// There is no tip: damage of the newest commit looks like a crash.
    ///
    /// # Errors
    /// As [`Self::open`], but never [`JournalError::Lost`].
    #[cfg(any(test, feature = "test-support"))]
    pub(crate) fn open_backend<B>(path: &Path, backend: B) -> Result<Self, JournalError>
    where
        B: redb::StorageBackend + Clone,
    {
        Self::start(DatabaseFile::open_backend(path, backend)?, None)
    }

    fn start(file: DatabaseFile, tip: Option<Tip>) -> Result<Self, JournalError> {
        let last = JournalReader::open(&file)?.last()?;
        let journal = Self { file, tip, writing: Mutex::new(()), last: RwLock::new(last) };
        if journal.afterwards()?.is_some() {
            // A journal that took another's place before its tip could be written.
            journal.state_tip()?;
        }
        journal.check_tip()?;
        Ok(journal)
    }

    /// The newest commit.
    pub(crate) fn last(&self) -> Option<CommitInfo> {
        self.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes all commits of `batch` behind the newest one, in order, durable
    /// when it returns; gives them as they now stand. One fsync in all.
    ///
    /// On an error the journal is as before, and the next append finds it
    /// usable when the cause is gone.
    ///
    /// # Errors
    /// [`JournalError::Full`], [`JournalError::Io`], or what a
    /// [`Body::Stream`] gave: then nothing of the batch is written.
    pub(crate) fn append(
        &self,
        batch: &mut [PendingCommit<'_>],
    ) -> Result<Vec<CommitInfo>, JournalError> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        if !self.file.is_open() {
            self.recover()?;
        }
        let head = self.head();
        let path = self.file.path();
        match self.file.write(|transaction| write_batch(path, transaction, batch, head)) {
            Ok(infos) => {
                self.acknowledge(infos.last().cloned());
                Ok(infos)
            }
            Err(error @ (JournalError::Caller(_) | JournalError::Encode(_))) => Err(error),
            Err(error) => {
                if let Err(later) = self.recover() {
                    tracing::warn!(error = %later, "the journal stays closed after a failed write");
                }
                Err(error)
            }
        }
    }

    /// The commit `revision`, if there is one.
    ///
    /// # Errors
    /// Damage of its header, or the file system's error.
    pub(crate) fn info(&self, revision: u64) -> Result<Option<CommitInfo>, JournalError> {
        let found = self.read()?.header(revision)?;
        Ok(found.map(|(record, digest)| record.into_info(digest)))
    }

    /// Up to `limit` commits before revision `before` (all when `None`), newest first.
    ///
    /// # Errors
    /// Damage of a header, or the file system's error.
    pub(crate) fn infos(
        &self,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<CommitInfo>, JournalError> {
        self.read()?.infos(before, limit)
    }

    /// Calls `each` with every chunk of every commit after revision `after`, in
    /// order; a commit without quads or graphs gives one empty chunk.
    ///
    /// Checks each checksum and the chain as it goes: on an error, what `each`
    /// was given before must be thrown away. Holds one chunk in memory.
    ///
    /// # Errors
    /// Damage, the file system's error, or what `each` gave, as
    /// [`JournalError::Caller`].
    pub(crate) fn replay(
        &self,
        after: u64,
        each: &mut dyn FnMut(&CommitInfo, DecodedChunk) -> Result<(), BoxError>,
    ) -> Result<(), JournalError> {
        self.read()?.replay(after, u64::MAX, each)
    }

    /// As [`Self::replay`], up to revision `through`.
    ///
    /// # Errors
    /// As [`Self::replay`].
    pub(crate) fn replay_through(
        &self,
        after: u64,
        through: u64,
        each: &mut dyn FnMut(&CommitInfo, DecodedChunk) -> Result<(), BoxError>,
    ) -> Result<(), JournalError> {
        self.read()?.replay(after, through, each)
    }

    /// One chunk of the commit `revision`, and whether it is the last; `None` if there is none.
    ///
    /// # Errors
    /// Damage, or the file system's error.
    pub(crate) fn part(
        &self,
        revision: u64,
        index: u32,
    ) -> Result<Option<(CommitInfo, DecodedChunk, bool)>, JournalError> {
        self.read()?.part(revision, index)
    }

    /// What the commit `revision` changed, if there is such a commit. Holds the
    /// whole of it in memory.
    ///
    /// # Errors
    /// Damage, or the file system's error.
    pub(crate) fn diff(&self, revision: u64) -> Result<Option<Diff>, JournalError> {
        let journal = self.read()?;
        let Some((record, digest)) = journal.header(revision)? else { return Ok(None) };
        let mut diff = Diff::default();
        journal.content(record, digest, &mut |_, chunk| {
            chunk.append_to(&mut diff);
            Ok(())
        })?;
        Ok(Some(diff))
    }

    /// Calls `each` with every chunk of the commit `revision`; false if there is no such commit.
    ///
    /// # Errors
    /// As [`Self::diff`].
    pub(crate) fn chunks_of(
        &self,
        revision: u64,
        each: &mut dyn FnMut(DecodedChunk),
    ) -> Result<bool, JournalError> {
        let journal = self.read()?;
        let Some((record, digest)) = journal.header(revision)? else { return Ok(false) };
        journal.content(record, digest, &mut |_, chunk| {
            each(chunk);
            Ok(())
        })?;
        Ok(true)
    }

    /// The revisions that stated or withdrew something about `subject`, oldest
    /// first. Two subjects may share a key (once in 2⁶⁴ pairs): whoever shows
    /// the quads compares the subject.
    ///
    /// # Errors
    /// Damage of the index, or the file system's error.
    pub(crate) fn commits_touching(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
    ) -> Result<Vec<u64>, JournalError> {
        self.read()?.touching(subject_key(subject))
    }

    /// The note beside each commit after revision `after` up to `last`, in order; `None` where
    /// there is none.
    ///
    /// # Errors
    /// Damage of a note, or the file system's error.
    pub(crate) fn notes(
        &self,
        after: u64,
        last: u64,
    ) -> Result<Vec<Option<Vec<u8>>>, JournalError> {
        let journal = self.read()?;
        (after + 1..=last).map(|revision| journal.note(revision)).collect()
    }

    /// The graphs that the commit `revision` touched, `None` for the default graph; nothing for
    /// a revision that does not exist. Cost: O(commit), one chunk in memory.
    ///
    /// # Errors
    /// Damage, or the file system's error.
    pub(crate) fn graphs_of(
        &self,
        revision: u64,
    ) -> Result<BTreeSet<Option<String>>, JournalError> {
        let journal = self.read()?;
        let mut graphs = BTreeSet::new();
        let Some((record, digest)) = journal.header(revision)? else { return Ok(graphs) };
        journal.content(record, digest, &mut |_, chunk| {
            graphs.extend(chunk.graphs());
            Ok(())
        })?;
        Ok(graphs)
    }

    /// Reads the whole journal and compares it with all that it says of itself.
    /// Changes nothing. Cost: O(journal).
    ///
    /// # Errors
    /// The first damage found, or the file system's error.
    pub(crate) fn verify(
        &self,
        progress: &mut dyn FnMut(VerifyProgress),
    ) -> Result<VerifyReport, JournalError> {
        self.check_tip()?;
        verify::verify(&self.read()?, progress)
    }

    fn read(&self) -> Result<JournalReader<'_>, JournalError> {
        JournalReader::open(&self.file)
    }

    fn head(&self) -> (u64, Hash) {
        self.last().map_or((0, NO_PARENT), |info| (info.revision, info.digest))
    }

    fn acknowledge(&self, last: Option<CommitInfo>) {
        let Some(last) = last else { return };
        if let Some(tip) = &self.tip
            && let Err(error) = tip.write(last.revision, last.digest)
        {
            // The commit is durable; only a later loss would go unnoticed.
            tracing::warn!(path = %tip.path().display(), %error, "failed to note the last revision");
        }
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = Some(last);
    }

    /// Compares the journal with the last acknowledged revision noted.
    fn check_tip(&self) -> Result<(), JournalError> {
        let Some(tip) = &self.tip else { return Ok(()) };
        let Some((acknowledged, digest)) = tip.read() else { return Ok(()) };
        let found = self.head().0;
        if acknowledged > found {
            let (path, tip) = (self.file.path().to_owned(), tip.path().to_owned());
            return Err(JournalError::Lost { path, tip, acknowledged, found });
        }
        let journal = self.read()?;
        let (record, found) = journal.known_header(acknowledged)?;
        if found != digest {
            return Err(journal.corrupt(&format!(
                "revision {} is not the one acknowledged in {}",
                record.revision,
                tip.path().display()
            )));
        }
        Ok(())
    }

    /// Opens the file again after a failed write and makes it end where the
    /// last acknowledged commit does.
    fn recover(&self) -> Result<(), JournalError> {
        self.file.reopen()?;
        let (head, _) = self.head();
        let rolled_back = self.roll_back_to(head);
        if rolled_back.is_err() {
            // Half of a failed batch must not be seen: closed until the next try.
            self.file.close();
        }
        rolled_back
    }

    /// Removes what a failed fsync may have left behind the commit `head`: it
    /// can be read now, yet was never promised and may be gone after a crash.
    fn roll_back_to(&self, head: u64) -> Result<(), JournalError> {
        let found = self.read()?.last()?.map_or(0, |info| info.revision);
        if found <= head {
            return Ok(());
        }
        let failed = |error: redb::Error| JournalError::redb(self.file.path(), error);
        self.file.write(|transaction| {
            let mut commits = transaction.open_table(COMMITS).map_err(|e| failed(e.into()))?;
            commits.retain(|revision, _| revision <= head).map_err(|e| failed(e.into()))?;
            let mut chunks = transaction.open_table(CHUNKS).map_err(|e| failed(e.into()))?;
            chunks.retain(|(revision, _), _| revision <= head).map_err(|e| failed(e.into()))?;
            let mut rows = transaction.open_table(TOUCHED).map_err(|e| failed(e.into()))?;
            let mut blocks =
                transaction.open_table(TOUCHED_BLOCKS).map_err(|e| failed(e.into()))?;
            forget_after(&mut rows, &mut blocks, head).map_err(|e| failed(e.into()))?;
            let mut notes = transaction.open_table(NOTES).map_err(|e| failed(e.into()))?;
            notes.retain(|revision, _| revision <= head).map_err(|e| failed(e.into()))
        })
    }
}

#[cfg(test)]
mod tests;
