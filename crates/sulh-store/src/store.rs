//! The store as its users have it: open, look, write, load, check.
//!
//! It must not evaluate, sort or write files itself; it hands work to who does.

use crate::checkpoint;
use crate::commit_note::CommitNote;
use crate::commit_rule::CommitRule;
use crate::committer::{Committer, Job};
use crate::error::FileError;
use crate::journal::{CommitInfo, Diff, JournalError};
use crate::load::{self, Load, LoadError, LoadProgress, Loaded};
use crate::lock::LockError;
use crate::recovery;
use crate::shared::Shared;
use crate::snapshot::Snapshot;
use crate::write::{Committed, Write, WriteError};
use oxigraph::model::NamedOrBlankNodeRef;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Loads of at least this many rows end in a checkpoint, so that the next start need not repeat them.
const FOLD_AFTER_LOAD_ROWS: u64 = 50_000;

/// What the default graph of a query is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DatasetMode {
    /// The union, without duplicates, of the published graphs that the requester may see.
    #[default]
    Union,
    /// A graph of its own, as SPARQL has it; for conformance suites.
    Strict,
}

impl DatasetMode {
    /// Whether the default graph is one of its own.
    pub fn is_strict(self) -> bool {
        self == Self::Strict
    }
}

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// What the default graph is.
    pub mode: DatasetMode,
    /// Beginning of the IRIs that the store makes itself; ends in `/`.
    pub base: String,
    /// Changed rows at which a fold starts, at least; grows with the store.
    pub fold_rows: usize,
    /// Changed rows that are folded when nobody has written for two seconds.
    pub idle_fold_rows: usize,
    /// Bytes of new terms in memory at which a fold starts.
    pub fold_bytes: usize,
    /// What stands between a write and the journal, in this order.
    pub rules: Vec<Arc<dyn CommitRule>>,
    /// What is noted beside each commit; nothing if `None`.
    pub notes: Option<Arc<dyn CommitNote>>,
    /// Shows everything to everybody: to prove that a missing filter is noticed.
    #[cfg(any(test, feature = "test-support"))]
    pub unfiltered: bool,
}

impl StoreOptions {
    /// Options for a base, everything else as usual.
    pub fn with_base(base: impl Into<String>) -> Self {
        Self {
            mode: DatasetMode::Union,
            base: base.into(),
            fold_rows: 100_000,
            idle_fold_rows: 10_000,
            fold_bytes: 64 << 20,
            rules: Vec::new(),
            notes: None,
            #[cfg(any(test, feature = "test-support"))]
            unfiltered: false,
        }
    }
}

/// Why a store did not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another process owns the directory.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The directory or a file of it.
    #[error(transparent)]
    File(#[from] FileError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A row of the journal cannot be kept.
    #[error(transparent)]
    Full(#[from] crate::dictionary::DictionaryFull),
    /// The system gave no thread.
    #[error("failed to start the commit thread")]
    Thread(#[source] std::io::Error),
}

impl OpenError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Lock(LockError::Held { .. }) => "locked",
            Self::Lock(LockError::Io { .. }) => "file-unwritable",
            Self::File(error) => error.code(),
            Self::Journal(error) => error.code(),
            Self::Full(_) => "dictionary-full",
            Self::Thread(_) => "no-thread",
        }
    }

    /// The process that owns the directory, when that is the reason.
    pub fn owner(&self) -> Option<u32> {
        match self {
            Self::Lock(LockError::Held { pid, .. }) => Some(*pid),
            _ => None,
        }
    }
}

/// Figures of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreStats {
    /// Newest revision.
    pub revision: u64,
    /// Quads in all graphs.
    pub quads: u64,
    /// Named graphs.
    pub graphs: u64,
    /// Terms in the dictionary, dead ones since the last checkpoint among them.
    pub terms: u64,
    /// Revision of the checkpoint.
    pub checkpoint_revision: u64,
    /// Rows changed since the checkpoint.
    pub changed_rows: u64,
    /// Bytes of memory that changed rows and new terms take.
    pub memory_bytes: u64,
    /// Bytes of the journal on disk.
    pub journal_bytes: u64,
    /// Bytes of the checkpoint on disk.
    pub checkpoint_bytes: u64,
    /// Synchronisations of the journal since the store was opened.
    pub journal_fsyncs: u64,
    /// What was mended when it was opened.
    pub repairs: Vec<String>,
}

/// A store in a directory that this process owns; clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    shared: Arc<Shared>,
    jobs: Sender<Job>,
    _thread: Arc<CommitThread>,
}

#[derive(Debug)]
struct CommitThread {
    jobs: Sender<Job>,
    handle: Mutex<Option<JoinHandle<()>>>,
}

impl Drop for CommitThread {
    fn drop(&mut self) {
        // The thread ends by itself if it is gone already.
        let _ = self.jobs.send(Job::Close);
        let handle = self.handle.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(handle) = handle {
            let _ = handle.join();
        }
    }
}

impl Store {
    /// Opens the store in `directory`, which is made if it is not there.
    ///
    /// Reads the newest checkpoint that is whole and the journal's tail; what it
    /// had to mend stands in [`StoreStats::repairs`].
    pub fn open(directory: &Path, options: StoreOptions) -> Result<Self, OpenError> {
        Self::start(recovery::open(directory, options)?)
    }

    /// Opens a store whose journal lies on a disk of the caller's: for crash tests.
    #[cfg(any(test, feature = "test-support"))]
    pub fn open_with_backend(
        directory: &Path,
        options: StoreOptions,
        backend: impl redb::StorageBackend + Clone,
    ) -> Result<Self, OpenError> {
        Self::start(recovery::open_with_backend(directory, options, backend)?)
    }

    fn start(shared: Shared) -> Result<Self, OpenError> {
        let shared = Arc::new(shared);
        let (jobs, waiting) = channel();
        let committer = Committer::new(Arc::clone(&shared), waiting);
        let handle = std::thread::Builder::new()
            .name("sulh-commit".to_owned())
            .spawn(move || committer.run())
            .map_err(OpenError::Thread)?;
        let thread = CommitThread { jobs: jobs.clone(), handle: Mutex::new(Some(handle)) };
        Ok(Self { shared, jobs, _thread: Arc::new(thread) })
    }

    /// The current state. Cost: O(1).
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.shared.state())
    }

    /// The newest revision; 0 before the first commit.
    pub fn revision(&self) -> u64 {
        self.shared.state().revision
    }

    /// What the default graph is.
    pub fn mode(&self) -> DatasetMode {
        self.shared.options.mode
    }

    /// The data directory.
    pub fn directory(&self) -> &Path {
        &self.shared.directory
    }

    /// Waits until a revision is visible; false when `timeout` passed before.
    pub fn wait_for(&self, revision: u64, timeout: Duration) -> bool {
        self.shared.wait_for(revision, timeout)
    }

    /// Commits; returns when the write is durable and visible, or refused.
    pub fn commit(&self, write: Write) -> Result<Committed, WriteError> {
        let (answer, answered) = sync_channel(1);
        self.jobs.send(Job::Write(write, answer)).map_err(|_| WriteError::Closing)?;
        answered.recv().map_err(|_| WriteError::Closing)?
    }

    /// Loads files as one commit; a large one ends in a checkpoint.
    pub fn load(
        &self,
        load: &Load,
        progress: &mut dyn FnMut(LoadProgress),
    ) -> Result<Loaded, LoadError> {
        let generation = self.shared.hold_generation();
        let prepared = load::prepare(&self.shared, load, progress)?;
        let load::Prepared { rows, quads, mistakes, first_mistakes } = prepared;
        let done = |phase| LoadProgress { phase, bytes: 0, total_bytes: 0, quads };
        progress(done("writing"));
        let (answer, answered) = sync_channel(1);
        self.jobs.send(Job::Bulk(Box::new(rows), answer)).map_err(|_| WriteError::Closing)?;
        let committed = answered.recv().map_err(|_| WriteError::Closing)??;
        drop(generation);
        if committed.added >= FOLD_AFTER_LOAD_ROWS {
            progress(done("folding"));
            // The commit stands without it; only the next start would be slower.
            if let Err(error) = self.checkpoint() {
                tracing::warn!(%error, "no checkpoint after the load");
            }
        }
        Ok(Loaded { committed, quads, mistakes, first_mistakes })
    }

    /// Folds everything so far into a checkpoint and waits for it.
    pub fn checkpoint(&self) -> Result<(), WriteError> {
        let (answer, answered) = sync_channel(1);
        self.jobs.send(Job::Fold(answer)).map_err(|_| WriteError::Closing)?;
        answered.recv().map_err(|_| WriteError::Closing)?.map_err(WriteError::File)
    }

    /// Commits before a revision (or the newest), the newest first.
    pub fn commits(
        &self,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<CommitInfo>, JournalError> {
        self.shared.journal().infos(before, limit)
    }

    /// Revisions whose diff has a subject, ascending.
    ///
    /// A commit that touched very many subjects may be named without having this one.
    pub fn commits_touching(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
    ) -> Result<Vec<u64>, JournalError> {
        self.shared.journal().commits_touching(subject)
    }

    /// What a commit changed; `None` for a revision that does not exist.
    pub fn commit_diff(&self, revision: u64) -> Result<Option<Diff>, JournalError> {
        self.shared.journal().diff(revision)
    }

    /// The note beside each commit after revision `after` up to `last`, in order; `None` where
    /// there is none, as in a journal from before there were notes.
    pub fn commit_notes(
        &self,
        after: u64,
        last: u64,
    ) -> Result<Vec<Option<Vec<u8>>>, JournalError> {
        self.shared.journal().notes(after, last)
    }

    /// The graphs that a commit touched, `None` for the default graph. Cost: O(commit).
    pub fn commit_graphs(&self, revision: u64) -> Result<BTreeSet<Option<String>>, JournalError> {
        self.shared.journal().graphs_of(revision)
    }

    /// Figures; cheap.
    pub fn stats(&self) -> StoreStats {
        let state = self.shared.state();
        let runs: usize = state.runs.iter().map(|run| run.heap_bytes()).sum();
        StoreStats {
            revision: state.revision,
            quads: state.quads,
            graphs: state.graphs.len() as u64,
            terms: u64::from(state.generation.dictionary.len()),
            checkpoint_revision: state.generation.revision,
            changed_rows: state.run_rows() as u64,
            memory_bytes: (runs + state.generation.dictionary.heap_bytes()) as u64,
            journal_bytes: self
                .shared
                .directory
                .join("journal.redb")
                .metadata()
                .map_or(0, |m| m.len()),
            checkpoint_bytes: self.checkpoint_bytes(),
            journal_fsyncs: self.shared.appends(),
            repairs: self.shared.repairs.clone(),
        }
    }

    fn checkpoint_bytes(&self) -> u64 {
        let Ok(paths) = checkpoint::list(&self.shared.checkpoint_directory()) else { return 0 };
        let newest: Option<PathBuf> = paths.into_iter().next();
        newest
            .and_then(|path| checkpoint::manifest(&path).ok())
            .map_or(0, |manifest| manifest.files.iter().map(|file| file.bytes).sum())
    }

    /// Gives the commit thread something to do; false when it is gone.
    pub(crate) fn send(&self, job: Job) -> bool {
        self.jobs.send(job).is_ok()
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}
