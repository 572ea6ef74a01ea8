//! Changes since the checkpoint: rows that flip from absent to present or back.
//!
//! Every commit's diff is effective (it adds only what is absent and removes only
//! what is present), so a row needs no sign: it is present when it occurs an odd
//! number of times in the checkpoint and the runs together. Two runs merge into
//! their symmetric difference, and a run undoes itself.

use crate::row::{IdQuad, Permutation, Row};
use crate::sorted_rows::{SortedRows, symmetric_difference};

/// The flipped rows of one or several commits, in every permutation.
#[derive(Debug)]
pub(crate) struct Run {
    rows: [SortedRows; 4],
}

impl Run {
    /// A run of these quads, which must differ from each other. Cost: O(n log n).
    pub(crate) fn from_quads(quads: &[IdQuad]) -> Self {
        Self {
            rows: Permutation::ALL.map(|permutation| {
                let mut rows: Vec<Row> = quads.iter().map(|q| permutation.row(*q)).collect();
                rows.sort_unstable();
                SortedRows::Heap(rows)
            }),
        }
    }

    /// A run of rows already sorted, in the order of [`Permutation::ALL`].
    pub(crate) fn from_sorted(rows: [SortedRows; 4]) -> Self {
        Self { rows }
    }

    /// Both runs as one. Cost: O(a + b).
    pub(crate) fn merge(a: &Self, b: &Self) -> Self {
        Self {
            rows: Permutation::ALL.map(|permutation| {
                let (a, b) = (a.rows(permutation), b.rows(permutation));
                SortedRows::Heap(symmetric_difference(a.as_slice(), b.as_slice()))
            }),
        }
    }

    /// The rows in one order.
    pub(crate) fn rows(&self, permutation: Permutation) -> &SortedRows {
        let [spog, posg, ospg, gspo] = &self.rows;
        match permutation {
            Permutation::Spog => spog,
            Permutation::Posg => posg,
            Permutation::Ospg => ospg,
            Permutation::Gspo => gspo,
        }
    }

    /// Number of flipped rows.
    pub(crate) fn len(&self) -> usize {
        self.rows(Permutation::Spog).len()
    }

    /// Whether it lies in memory (and may be merged with its neighbours there).
    pub(crate) fn is_in_memory(&self) -> bool {
        matches!(self.rows(Permutation::Spog), SortedRows::Heap(_))
    }

    /// Bytes of memory that it takes.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.rows.iter().map(SortedRows::heap_bytes).sum()
    }
}
