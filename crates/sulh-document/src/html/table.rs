//! Where in a table of a page a cell stands, with cells that span rows and columns.
//!
//! It reads no words.

use crate::BlockKind;

/// Columns whose spans are followed; wider tables only count their cells.
const FOLLOWED: usize = 256;
/// The most columns that one cell may span, as in browsers.
const WIDEST: usize = 1000;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its number; none for a table that only lays out the page.
    number: Option<u32>,
    /// Rows that have begun.
    rows: usize,
    /// The open cell, and the column behind it.
    column: usize,
    next_column: usize,
    /// For each column, the row from which it is free.
    free_from: Vec<usize>,
}

impl Table {
    pub(super) fn new(number: Option<u32>) -> Self {
        Self { number, ..Self::default() }
    }

    /// A row begins.
    pub(super) fn row(&mut self) {
        self.rows += 1;
        self.next_column = 0;
    }

    /// A cell begins.
    pub(super) fn cell(&mut self, columns: Option<&str>, rows: Option<&str>) {
        let number = |value: Option<&str>| value.and_then(|n| n.trim().parse::<usize>().ok());
        let width = number(columns).unwrap_or(1).clamp(1, WIDEST);
        let height = number(rows).unwrap_or(1).clamp(1, u16::MAX as usize);
        let row = self.row_index();
        while self.free_from.get(self.next_column).is_some_and(|free| *free > row) {
            self.next_column += 1;
        }
        self.column = self.next_column;
        self.next_column += width;
        let end = self.next_column.min(FOLLOWED);
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        let covered = self.free_from.iter_mut().take(end).skip(self.column);
        covered.for_each(|free| *free = row + height);
    }

    /// The open cell; none in a table that only lays out the page.
    pub(super) fn kind(&self) -> Option<BlockKind> {
        let (row, column) = (self.row_index() as u32, self.column as u32);
        self.number.map(|table| BlockKind::TableCell { table, row, column })
    }

    fn row_index(&self) -> usize {
        self.rows.saturating_sub(1)
    }
}
