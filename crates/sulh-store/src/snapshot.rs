//! One state of the store: a checkpoint, the runs since, and the graphs that exist.
//!
//! It never changes: a commit makes the next one. It must not know SPARQL.

use crate::access::Access;
use crate::dictionary::Dictionary;
use crate::error::ReadError;
use crate::row::{IdQuad, Permutation, Row};
use crate::run::Run;
use crate::scan::Scan;
use crate::sorted_rows::SortedRows;
use crate::term_id::TermId;
use crate::view::{View, ViewOptions};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The files of a checkpoint with the terms added since; ids are valid inside it only.
#[derive(Debug)]
pub(crate) struct Generation {
    /// Grows by one with every fold.
    pub(crate) number: u64,
    /// The revision that the files hold.
    pub(crate) revision: u64,
    /// Terms of the files and terms added since.
    pub(crate) dictionary: Dictionary,
    /// The rows of the files, in the order of [`Permutation::ALL`].
    pub(crate) rows: Run,
}

/// A state of the store at a revision.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) generation: Arc<Generation>,
    pub(crate) runs: Vec<Arc<Run>>,
    pub(crate) graphs: Arc<BTreeSet<TermId>>,
    pub(crate) revision: u64,
    pub(crate) quads: u64,
    pub(crate) strict: bool,
    /// Everybody sees everything: the build with the filter removed that tests compare with.
    #[cfg(any(test, feature = "test-support"))]
    pub(crate) unfiltered: bool,
    pub(crate) local_graph: Arc<oxigraph::model::NamedNode>,
}

impl State {
    /// The sorted rows that a scan has to merge, the checkpoint first.
    pub(crate) fn sources(&self, permutation: Permutation) -> impl Iterator<Item = &SortedRows> {
        std::iter::once(self.generation.rows.rows(permutation))
            .chain(self.runs.iter().map(move |run| run.rows(permutation)))
    }

    /// Whether visibility is not applied, which no build but that of the tests can say.
    #[cfg_attr(
        not(any(test, feature = "test-support")),
        allow(clippy::unused_self, reason = "the field exists in the build of the tests alone")
    )]
    pub(crate) fn is_unfiltered(&self) -> bool {
        #[cfg(any(test, feature = "test-support"))]
        return self.unfiltered;
        #[cfg(not(any(test, feature = "test-support")))]
        false
    }

    /// Whether the quad is present. Cost: O(runs · log rows).
    pub(crate) fn contains(&self, quad: IdQuad) -> bool {
        let row: Row = Permutation::Spog.row(quad);
        self.sources(Permutation::Spog).filter(|rows| rows.contains(&row)).count() % 2 == 1
    }

    /// The state after flipping these quads: `added` were absent, `removed` present.
    pub(crate) fn flipped(&self, added: &[IdQuad], removed: &[IdQuad]) -> Self {
        let mut next = self.clone();
        if !added.is_empty() || !removed.is_empty() {
            let quads: Vec<IdQuad> = added.iter().chain(removed).copied().collect();
            next.push_run(Run::from_quads(&quads));
        }
        next.quads = self.quads + added.len() as u64 - removed.len() as u64;
        next
    }

    /// Adds a run; neighbours of like size are merged, so that there are O(log rows) runs.
    pub(crate) fn push_run(&mut self, run: impl Into<Arc<Run>>) {
        let mut run: Arc<Run> = run.into();
        while let Some(last) = self.runs.last() {
            let like = last.is_in_memory() && run.is_in_memory() && last.len() <= 2 * run.len();
            if !like {
                break;
            }
            run = Arc::new(Run::merge(last, &run));
            self.runs.pop();
        }
        if run.len() > 0 {
            self.runs.push(run);
        }
    }

    /// Adds a run as one with all runs in memory, so that a scan has the fewest sources to merge.
    ///
    /// What a commit since the checkpoint did and the run takes back cancels. Cost: O(rows of runs).
    pub(crate) fn push_whole_run(&mut self, run: Run) {
        let (in_memory, mut runs): (Vec<_>, Vec<_>) =
            self.runs.drain(..).partition(|run| run.is_in_memory());
        let whole = in_memory.iter().fold(run, |whole, run| Run::merge(&whole, run));
        if whole.len() > 0 {
            runs.push(Arc::new(whole));
        }
        self.runs = runs;
    }

    /// Rows in all runs: how far the checkpoint lies behind.
    pub(crate) fn run_rows(&self) -> usize {
        self.runs.iter().map(|run| run.len()).sum()
    }

    /// Every quad in one order.
    pub(crate) fn scan_all(self: &Arc<Self>, permutation: Permutation) -> Scan {
        Scan::new(self, permutation, &[])
    }
}

/// A state of the store at one revision; cheap to clone, never changes.
#[derive(Clone, Debug)]
pub struct Snapshot(pub(crate) Arc<State>);

impl Snapshot {
    /// The revision of the last commit in it; 0 for a store without commits.
    pub fn revision(&self) -> u64 {
        self.0.revision
    }

    /// Number of quads in all graphs.
    pub fn quad_count(&self) -> u64 {
        self.0.quads
    }

    /// The number of the checkpoint that it reads; grows with every fold.
    pub fn generation(&self) -> u64 {
        self.0.generation.number
    }

    /// Bytes of memory that its changed rows take; those that it shares with others count too.
    pub fn run_bytes(&self) -> usize {
        self.0.runs.iter().map(|run| run.heap_bytes()).sum()
    }

    /// What a requester sees of it, without limits of time. Cost: O(graphs).
    pub fn view(&self, access: &Access) -> View {
        View::new(self, access, ViewOptions::default())
    }

    /// The union of all graphs, a default graph of its own among them, without limits of time.
    pub fn everything(&self) -> View {
        View::over_union(self, Arc::new(crate::access::GraphSet::All))
    }

    /// Every quad, in no promised order.
    pub fn quads(&self) -> impl Iterator<Item = Result<oxigraph::model::Quad, ReadError>> {
        let view = self.view(&Access::all());
        let mut scan = self.0.scan_all(Permutation::Gspo);
        std::iter::from_fn(move || {
            let quad = Permutation::Gspo.quad(scan.next()?);
            Some(view.externalize_quad(quad))
        })
    }
}
