//! The store as it was: the current state with the later commits taken back.
//!
//! It must not write: a past state is a snapshot like any other, and reading it
//! disturbs nobody.

use crate::journal::{JournalError, Op};
use crate::journal_entry;
use crate::row::IdQuad;
use crate::run::Run;
use crate::shared::Shared;
use crate::snapshot::{Snapshot, State};
use crate::store::Store;
use crate::term_id::TermId;
use jiff::Timestamp;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why a past state cannot be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AsOfError {
    /// There is no such commit yet.
    #[error("revision {revision} does not exist: the newest is {newest}")]
    NoSuchRevision {
        /// What was asked for.
        revision: u64,
        /// The newest revision.
        newest: u64,
    },
    /// The text is neither a revision nor a time.
    #[error("{text:?} is neither a revision (12) nor a time in UTC (2026-11-23T09:00:00Z)")]
    NotAMoment {
        /// What was given.
        text: String,
    },
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl AsOfError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchRevision { .. } => "no-such-revision",
            Self::NotAMoment { .. } => "not-a-moment",
            Self::Journal(error) => error.code(),
        }
    }
}

/// What the later commits changed, seen from before them.
#[derive(Default)]
struct Later {
    flipped: FxHashSet<IdQuad>,
    /// Whether a graph existed before it was first created or dropped.
    graphs: BTreeMap<TermId, bool>,
    added: u64,
    removed: u64,
}

impl Store {
    /// The state at a revision; 0 is the empty store.
    ///
    /// Cost: O(changes since, and rows since the checkpoint). The state holds as long as it is kept,
    /// whatever is folded meanwhile, and holds files of its generation on disk.
    pub fn snapshot_at(&self, revision: u64) -> Result<Snapshot, AsOfError> {
        // Terms that later commits have dropped get ids again: the generation must stay.
        let _generation = self.shared().hold_generation();
        state_at(self.shared(), self.shared().state(), revision)
    }

    /// The last revision at or before a moment given as a number or as a time in RFC 3339.
    pub fn revision_at(&self, moment: &str) -> Result<u64, AsOfError> {
        if let Ok(revision) = moment.parse() {
            return Ok(revision);
        }
        let not_a_moment = || AsOfError::NotAMoment { text: moment.to_owned() };
        let time: Timestamp = moment.parse().map_err(|_| not_a_moment())?;
        // Times ascend with revisions: halve the range.
        let (mut low, mut high) = (0, self.revision());
        while low < high {
            let middle = high - (high - low) / 2;
            let info = self.shared().journal().info(middle)?;
            let made = info.and_then(|info| info.time.parse::<Timestamp>().ok());
            if made.is_some_and(|made| made <= time) { low = middle } else { high = middle - 1 }
        }
        Ok(low)
    }
}

/// The state at a revision of the journal, by ids of the generation of `state`.
pub(crate) fn state_at(
    shared: &Shared,
    state: Arc<State>,
    revision: u64,
) -> Result<Snapshot, AsOfError> {
    if revision == state.revision {
        return Ok(Snapshot(state));
    }
    if revision > state.revision {
        return Err(AsOfError::NoSuchRevision { revision, newest: state.revision });
    }
    let mut past = State::clone(&state);
    past.revision = revision;
    let later = later(shared, &state, revision)?;
    let flipped: Vec<IdQuad> = later.flipped.into_iter().collect();
    past.push_whole_run(Run::from_quads(&flipped));
    past.quads = (state.quads + later.removed).saturating_sub(later.added);
    let graphs: BTreeSet<TermId> = state
        .graphs
        .iter()
        .copied()
        .filter(|graph| later.graphs.get(graph) != Some(&false))
        .chain(later.graphs.iter().filter(|(_, existed)| **existed).map(|(graph, _)| *graph))
        .collect();
    past.graphs = Arc::new(graphs);
    Ok(Snapshot(Arc::new(past)))
}

fn later(shared: &Shared, state: &State, revision: u64) -> Result<Later, AsOfError> {
    let dictionary = &state.generation.dictionary;
    let mut later = Later::default();
    shared.journal().replay(revision, &mut |info, chunk| {
        if info.revision > state.revision {
            return Ok(());
        }
        let ids = journal_entry::ids_of(&chunk, dictionary)?;
        for (op, quad) in ids.rows {
            journal_entry::flip(&mut later.flipped, quad);
            match op {
                Op::Add => later.added += 1,
                Op::Remove => later.removed += 1,
            }
        }
        for graph in ids.created {
            later.graphs.entry(graph).or_insert(false);
        }
        for graph in ids.dropped {
            later.graphs.entry(graph).or_insert(true);
        }
        Ok(())
    })?;
    Ok(later)
}
