//! From the files of a directory to a state: the newest whole checkpoint and the
//! journal's tail, or the whole journal when no checkpoint can be believed.
//!
//! It must not trust a file whose checksum differs, and must say what it mended.

use crate::checkpoint::{self, Opened};
use crate::dictionary::Dictionary;
use crate::error::FileError;
use crate::fault;
use crate::journal::{DecodedChunk, Journal, JournalError, Op};
use crate::journal_entry;
use crate::lock::DirectoryLock;
use crate::purge;
use crate::row::IdQuad;
use crate::run::Run;
use crate::shared::{Shared, journal_hash};
use crate::snapshot::{Generation, State};
use crate::sorted_rows::SortedRows;
use crate::store::{OpenError, StoreOptions};
use crate::term_id::TermId;
use oxigraph::model::NamedNode;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Changed rows in memory while a long journal is replayed.
const REPLAY_ROWS: usize = 2_000_000;
/// Says of a checkpoint that it was written in the midst of a replay and is not to be believed.
const UNFINISHED: &str = "replay";

/// Opens the store of a directory, which is made if it is not there.
pub(crate) fn open(directory: &Path, options: StoreOptions) -> Result<Shared, OpenError> {
    prepare(directory)?;
    let lock = DirectoryLock::acquire(directory)?;
    let journal = Journal::open(&directory.join("journal.redb"))?;
    purge::finish(directory, &journal)?;
    recover(directory, options, journal, lock)
}

/// The same, with the journal on a disk of the caller's.
#[cfg(any(test, feature = "test-support"))]
pub(crate) fn open_with_backend(
    directory: &Path,
    options: StoreOptions,
    backend: impl redb::StorageBackend + Clone,
) -> Result<Shared, OpenError> {
    prepare(directory)?;
    let lock = DirectoryLock::acquire(directory)?;
    let journal = Journal::open_backend(&directory.join("journal.redb"), backend)?;
    recover(directory, options, journal, lock)
}

fn prepare(directory: &Path) -> Result<(), FileError> {
    for path in [directory.to_owned(), directory.join("checkpoint"), directory.join("scratch")] {
        fs::create_dir_all(&path).map_err(|source| FileError::Write { path, source })?;
    }
    Ok(())
}

fn recover(
    directory: &Path,
    options: StoreOptions,
    journal: Journal,
    lock: DirectoryLock,
) -> Result<Shared, OpenError> {
    // What an interrupted load left is of no use to anybody.
    if let Ok(entries) = fs::read_dir(directory.join("scratch")) {
        for entry in entries.flatten() {
            let _ = fs::remove_file(entry.path());
        }
    }
    let checkpoints = directory.join("checkpoint");
    let mut repairs = Vec::new();
    let opened = newest_checkpoint(&checkpoints, &journal, &mut repairs)?;
    checkpoint::sweep(&checkpoints, opened.as_ref().map(|opened| opened.manifest.number));
    let state = match opened {
        Some(opened) => from_checkpoint(opened, &options),
        None => empty(&options)?,
    };
    let behind = journal.last().map_or(0, |info| info.revision).saturating_sub(state.revision);
    if state.revision == 0 && !repairs.is_empty() {
        repairs.push(format!("rebuilt the store from {behind} commits of the journal"));
    }
    let state = replay(&checkpoints, &journal, state)?;
    for repair in &repairs {
        tracing::warn!("{repair}");
    }
    Ok(Shared::new(directory.to_owned(), options, state, journal, Some(lock), repairs))
}

/// The newest checkpoint that is whole and agrees with the journal.
fn newest_checkpoint(
    directory: &Path,
    journal: &Journal,
    repairs: &mut Vec<String>,
) -> Result<Option<Opened>, OpenError> {
    for path in checkpoint::list(directory)? {
        match checkpoint::open(&path) {
            Ok(opened) if opened.manifest.journal == UNFINISHED => {}
            Ok(opened) => {
                let revision = opened.manifest.revision;
                if journal_hash(journal, revision)? == opened.manifest.journal {
                    return Ok(Some(opened));
                }
                repairs.push(format!(
                    "left out {}: its revision {revision} is not that of the journal",
                    path.display()
                ));
            }
            Err(error) => repairs.push(format!("left out a checkpoint: {error}")),
        }
    }
    Ok(None)
}

fn local_graph(options: &StoreOptions) -> Arc<NamedNode> {
    Arc::new(NamedNode::new_unchecked(format!("{}graph/local", options.base)))
}

fn from_checkpoint(opened: Opened, options: &StoreOptions) -> State {
    let Opened { generation, manifest } = opened;
    State {
        generation,
        runs: Vec::new(),
        graphs: Arc::new(manifest.graphs.iter().copied().map(TermId::from_u32).collect()),
        revision: manifest.revision,
        quads: manifest.quads,
        strict: options.mode.is_strict(),
        #[cfg(any(test, feature = "test-support"))]
        unfiltered: options.unfiltered,
        local_graph: local_graph(options),
    }
}

fn empty(options: &StoreOptions) -> Result<State, OpenError> {
    let mut seed = [0_u8; 8];
    getrandom::fill(&mut seed).map_err(|error| FileError::Read {
        path: PathBuf::from("the system's random numbers"),
        source: std::io::Error::other(error.to_string()),
    })?;
    let none = || SortedRows::Heap(Vec::new());
    let generation = Generation {
        number: 0,
        revision: 0,
        dictionary: Dictionary::empty(u64::from_le_bytes(seed)),
        rows: Run::from_sorted([none(), none(), none(), none()]),
    };
    Ok(State {
        generation: Arc::new(generation),
        runs: Vec::new(),
        graphs: Arc::default(),
        revision: 0,
        quads: 0,
        strict: options.mode.is_strict(),
        #[cfg(any(test, feature = "test-support"))]
        unfiltered: options.unfiltered,
        local_graph: local_graph(options),
    })
}

/// Replays the commits after `state`'s revision; evaluates nothing.
fn replay(checkpoints: &Path, journal: &Journal, state: State) -> Result<State, OpenError> {
    let from = state.revision;
    if fault::is_on("skip-replay") {
        return Ok(state);
    }
    let mut replayed = Replay { checkpoints, state, flipped: FxHashSet::default(), graphs: None };
    journal
        .replay(from, &mut |info, chunk: DecodedChunk| {
            replayed.apply(&chunk)?;
            replayed.state.revision = info.revision;
            Ok(())
        })
        .map_err(caller)?;
    Ok(replayed.finish())
}

/// What the replay itself failed with, out of the journal's wrapping.
fn caller(error: JournalError) -> OpenError {
    match error {
        JournalError::Caller(inner) => match inner.downcast::<OpenError>() {
            Ok(own) => *own,
            Err(other) => JournalError::Caller(other).into(),
        },
        other => other.into(),
    }
}

struct Replay<'a> {
    checkpoints: &'a Path,
    state: State,
    /// Rows that occur an odd number of times in what was replayed.
    flipped: FxHashSet<IdQuad>,
    graphs: Option<BTreeSet<TermId>>,
}

impl Replay<'_> {
    fn apply(&mut self, chunk: &DecodedChunk) -> Result<(), OpenError> {
        let ids = journal_entry::ids_of(chunk, &self.state.generation.dictionary)?;
        for (op, quad) in ids.rows {
            journal_entry::flip(&mut self.flipped, quad);
            match op {
                Op::Add => self.state.quads += 1,
                Op::Remove => self.state.quads = self.state.quads.saturating_sub(1),
            }
        }
        let graphs = self.graphs.get_or_insert_with(|| BTreeSet::clone(&self.state.graphs));
        graphs.extend(ids.created);
        for dropped in ids.dropped {
            graphs.remove(&dropped);
        }
        if self.flipped.len() > REPLAY_ROWS {
            self.fold()?;
        }
        Ok(())
    }

    /// Writes what was replayed so far into files, so that memory stays bounded.
    fn fold(&mut self) -> Result<(), OpenError> {
        self.settle();
        let state = Arc::new(self.state.clone());
        let number = state.generation.number + 1;
        let (opened, remap) = checkpoint::write(self.checkpoints, &state, number, UNFINISHED)?;
        let graphs = state.graphs.iter().filter_map(|id| remap.get(*id)).collect();
        self.state.generation = opened.generation;
        self.state.runs.clear();
        self.state.graphs = Arc::new(graphs);
        checkpoint::sweep(self.checkpoints, Some(number));
        Ok(())
    }

    fn settle(&mut self) {
        let quads: Vec<IdQuad> = self.flipped.drain().collect();
        self.state.push_run(Run::from_quads(&quads));
        if let Some(graphs) = self.graphs.take() {
            self.state.graphs = Arc::new(graphs);
        }
    }

    fn finish(mut self) -> State {
        self.settle();
        self.state
    }
}
