//! Many rows at once: sorted outside memory, committed as one run.
//!
//! It must not add a row that is present: a run flips.

use crate::error::FileError;
use crate::external_sort::{BUFFER_ROWS, RowSorter};
use crate::row::{IdQuad, Permutation, Row};
use crate::run::Run;
use crate::snapshot::State;
use crate::sorted_rows::SortedRows;
use crate::term_id::TermId;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Who loads, and what for; goes into the journal.
#[derive(Clone, Debug)]
pub(crate) struct BulkMeta {
    pub(crate) author: String,
    pub(crate) activity: String,
    pub(crate) message: String,
}

/// Rows to be added, in all permutations.
#[derive(Debug)]
pub(crate) struct BulkRows {
    pub(crate) meta: BulkMeta,
    pub(crate) graphs: BTreeSet<TermId>,
    pub(crate) run: Arc<Run>,
    /// The state against which the rows are known to be absent.
    checked: Arc<State>,
}

/// Gathers rows in any order, duplicates and present ones among them.
pub(crate) struct BulkBuilder {
    scratch: PathBuf,
    sorter: RowSorter,
    graphs: BTreeSet<TermId>,
}

static NAMES: AtomicU64 = AtomicU64::new(0);

fn fresh_name(permutation: Permutation) -> String {
    let number = NAMES.fetch_add(1, Ordering::Relaxed);
    format!("{number}-{}", permutation.file_name())
}

impl BulkBuilder {
    /// Pieces that do not fit into memory go to files in `scratch`.
    pub(crate) fn new(scratch: &Path) -> Self {
        let name = fresh_name(Permutation::Spog);
        Self {
            scratch: scratch.to_owned(),
            sorter: RowSorter::new(scratch, &name, BUFFER_ROWS),
            graphs: BTreeSet::new(),
        }
    }

    /// Adds a quad.
    pub(crate) fn push(&mut self, quad: IdQuad) -> Result<(), FileError> {
        if quad.graph != TermId::DEFAULT_GRAPH {
            self.graphs.insert(quad.graph);
        }
        self.sorter.push(Permutation::Spog.row(quad))
    }

    /// Makes a graph exist even if no quad comes.
    pub(crate) fn add_graph(&mut self, graph: TermId) {
        if graph != TermId::DEFAULT_GRAPH {
            self.graphs.insert(graph);
        }
    }

    /// Sorts, and leaves out what is present in `state`.
    pub(crate) fn finish(self, state: Arc<State>, meta: BulkMeta) -> Result<BulkRows, FileError> {
        let sorted = self.sorter.finish()?;
        let rows = BulkRows::build(meta, self.graphs, sorted, state, &self.scratch)?;
        Ok(rows)
    }
}

impl BulkRows {
    fn build(
        meta: BulkMeta,
        graphs: BTreeSet<TermId>,
        sorted: SortedRows,
        state: Arc<State>,
        scratch: &Path,
    ) -> Result<Self, FileError> {
        let spog = if state.quads == 0 { sorted } else { absent(&sorted, &state, scratch)? };
        let others = std::thread::scope(|scope| {
            let spog = &spog;
            let sort = |permutation| move || sorted_by(spog, permutation, scratch);
            let posg = scope.spawn(sort(Permutation::Posg));
            let ospg = sort(Permutation::Ospg)();
            let gspo = sort(Permutation::Gspo)();
            let posg = posg.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok::<_, FileError>((posg?, ospg?, gspo?))
        })?;
        let run = Run::from_sorted([spog, others.0, others.1, others.2]);
        Ok(Self { meta, graphs, run: Arc::new(run), checked: state })
    }

    /// The rows that are absent in `state` too. Cost: O(1) when nothing was written since.
    pub(crate) fn absent_in(self, state: &Arc<State>, scratch: &Path) -> Result<Self, FileError> {
        if Arc::ptr_eq(&self.checked, state) {
            return Ok(self);
        }
        let spog = self.run.rows(Permutation::Spog);
        if spog.as_slice().iter().all(|row| !state.contains(Permutation::Spog.quad(*row))) {
            return Ok(self);
        }
        let sorted = absent(spog, state, scratch)?;
        Self::build(self.meta, self.graphs, sorted, Arc::clone(state), scratch)
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.run.len()
    }

    /// Whether there is no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The quads, by subject.
    pub(crate) fn quads(&self) -> impl Iterator<Item = IdQuad> {
        self.run.rows(Permutation::Spog).as_slice().iter().map(|row| Permutation::Spog.quad(*row))
    }
}

/// The rows of a sorted sequence that a state does not have. Cost: O(rows + quads of the state).
fn absent(rows: &SortedRows, state: &Arc<State>, scratch: &Path) -> Result<SortedRows, FileError> {
    let mut kept = RowSorter::new(scratch, &fresh_name(Permutation::Spog), BUFFER_ROWS);
    let few = rows.len() < state.quads as usize / 16;
    let mut present = state.scan_all(Permutation::Spog).peekable();
    for row in rows.as_slice() {
        let is_present = if few {
            state.contains(Permutation::Spog.quad(*row))
        } else {
            while present.next_if(|other: &Row| other < row).is_some() {}
            present.peek() == Some(row)
        };
        if !is_present {
            kept.push(*row)?;
        }
    }
    kept.finish()
}

fn sorted_by(
    spog: &SortedRows,
    permutation: Permutation,
    scratch: &Path,
) -> Result<SortedRows, FileError> {
    let mut sorter = RowSorter::new(scratch, &fresh_name(permutation), BUFFER_ROWS);
    for row in spog.as_slice() {
        sorter.push(permutation.row(Permutation::Spog.quad(*row)))?;
    }
    sorter.finish()
}
