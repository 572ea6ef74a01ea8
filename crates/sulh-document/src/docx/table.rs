//! Where in a table the story is: rows, columns, merged cells.
//!
//! It reads no words.

use crate::BlockKind;

/// The most columns that one cell may span.
const WIDEST: u32 = 10_000;

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    number: u32,
    /// Rows that have begun.
    rows: u32,
    /// The first column of the open cell, and how many it spans.
    column: u32,
    span: u32,
    /// Whether the open cell goes on with the one above.
    is_merged: bool,
    /// Whether the open row was deleted.
    is_deleted: bool,
}

impl Table {
    pub(super) fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Takes an element of rows and cells.
    pub(super) fn take(&mut self, element: &str, value: Option<&str>) {
        let count = || value.and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).clamp(1, WIDEST);
        match element {
            "tr" => {
                self.rows = self.rows.saturating_add(1);
                (self.column, self.span, self.is_deleted) = (0, 0, false);
            }
            "tc" => {
                self.column = self.column.saturating_add(self.span);
                (self.span, self.is_merged) = (1, false);
            }
            "gridBefore" | "gridSpan" => self.span = count(),
            "vMerge" => self.is_merged = value.is_none_or(|value| value == "continue"),
            _ => {}
        }
    }

    /// The open row was deleted.
    pub(super) fn delete_row(&mut self) {
        self.is_deleted = true;
    }

    /// The open cell; nothing if it is no cell of its own.
    pub(super) fn cell(&self) -> Option<BlockKind> {
        let (table, row, column) = (self.number, self.rows.saturating_sub(1), self.column);
        let is_own = !self.is_merged && !self.is_deleted;
        is_own.then_some(BlockKind::TableCell { table, row, column })
    }
}
