//! Rows with a common prefix, merged from the checkpoint and the runs, in order.
//!
//! It must not know graphs, visibility or limits; [`crate::view`] adds them.

use crate::row::{Permutation, Prefix, Row};
use crate::snapshot::State;
use crate::sorted_rows::SortedRows;
use crate::term_id::TermId;
use std::sync::Arc;

const FIRST_BATCH: usize = 8;
const LARGEST_BATCH: usize = 512;

/// An iterator over the present rows that begin with a prefix, ascending.
///
/// It copies rows in batches that grow, so that a look-up of one row stays
/// cheap and a long scan pays the search for its sources rarely.
#[derive(Debug)]
pub(crate) struct Scan {
    state: Arc<State>,
    permutation: Permutation,
    prefix: Prefix,
    cursors: Vec<Cursor>,
    buffer: Vec<Row>,
    next: usize,
    batch: usize,
}

/// A place in one source: 0 is the checkpoint, `n` the run `n - 1`.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    source: usize,
    position: usize,
}

impl Scan {
    /// Starts at the first row with the prefix. Cost: O(runs · log rows).
    pub(crate) fn new(state: &Arc<State>, permutation: Permutation, prefix: &[TermId]) -> Self {
        let prefix = Prefix::new(prefix);
        let cursors = state
            .sources(permutation)
            .enumerate()
            .filter_map(|(source, rows)| {
                let position = rows.lower_bound(&prefix);
                let head = rows.as_slice().get(position)?;
                prefix.matches(head).then_some(Cursor { source, position })
            })
            .collect();
        Self {
            state: Arc::clone(state),
            permutation,
            prefix,
            cursors,
            buffer: Vec::new(),
            next: 0,
            batch: FIRST_BATCH,
        }
    }

    /// Rows from the cursors' places to the end of the prefix, copies counted each.
    ///
    /// An upper bound of what the scan gives. Cost: O(runs · log rows).
    pub(crate) fn upper_bound(&self) -> usize {
        self.cursors
            .iter()
            .map(|cursor| {
                let rest = source(&self.state, self.permutation, cursor.source)
                    .get(cursor.position..)
                    .unwrap_or_default();
                rest.partition_point(|row| self.prefix.matches(row))
            })
            .sum()
    }

    fn refill(&mut self) {
        self.buffer.clear();
        self.next = 0;
        match self.cursors.as_mut_slice() {
            [] => {}
            [only] => {
                let rows = source(&self.state, self.permutation, only.source);
                let rest = rows.get(only.position..).unwrap_or_default();
                let slice = rest.get(..self.batch).unwrap_or(rest);
                // Rows with the prefix stand together: if the last has it, all have.
                let taken = if slice.last().is_some_and(|row| self.prefix.matches(row)) {
                    slice
                } else {
                    let end = slice.partition_point(|row| self.prefix.matches(row));
                    slice.get(..end).unwrap_or_default()
                };
                self.buffer.extend_from_slice(taken);
                only.position += taken.len();
                if taken.len() < self.batch {
                    self.cursors.clear();
                }
            }
            _ => self.merge(),
        }
        self.batch = (self.batch * 4).min(LARGEST_BATCH);
    }

    /// Takes rows that occur an odd number of times over all sources.
    fn merge(&mut self) {
        while self.buffer.len() < self.batch && !self.cursors.is_empty() {
            let mut smallest: Option<Row> = None;
            let mut occurrences = 0;
            for cursor in &self.cursors {
                let rows = source(&self.state, self.permutation, cursor.source);
                let Some(row) = rows.get(cursor.position) else { continue };
                match smallest {
                    Some(least) if *row > least => {}
                    Some(least) if *row == least => occurrences += 1,
                    _ => (smallest, occurrences) = (Some(*row), 1),
                }
            }
            let Some(row) = smallest else { return };
            if occurrences % 2 == 1 {
                self.buffer.push(row);
            }
            let Self { state, permutation, prefix, cursors, .. } = self;
            cursors.retain_mut(|cursor| {
                let rows = source(state, *permutation, cursor.source);
                if rows.get(cursor.position) == Some(&row) {
                    cursor.position += 1;
                    return rows.get(cursor.position).is_some_and(|row| prefix.matches(row));
                }
                true
            });
        }
    }
}

fn source(state: &State, permutation: Permutation, index: usize) -> &[Row] {
    match index.checked_sub(1) {
        None => state.generation.rows.rows(permutation).as_slice(),
        Some(run) => {
            state.runs.get(run).map(|run| run.rows(permutation)).map_or(&[], SortedRows::as_slice)
        }
    }
}

impl Iterator for Scan {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.next >= self.buffer.len() {
            if self.cursors.is_empty() {
                return None;
            }
            self.refill();
        }
        let row = *self.buffer.get(self.next)?;
        self.next += 1;
        Some(row)
    }
}
