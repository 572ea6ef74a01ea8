//! Where in a table the story is. In ODT cells that others cover are written down too, so columns
//! are only counted.

use crate::BlockKind;

/// Rows and columns beyond this are counted no further.
const MOST: u32 = 10_000_000;

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct Table {
    number: u32,
    /// The open row and cell.
    row: u32,
    column: u32,
    next_row: u32,
    next_column: u32,
}

impl Table {
    pub(super) fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// A row begins, which stands for several equal ones.
    pub(super) fn row(&mut self, repeated: u32) {
        self.row = self.next_row;
        self.next_row = self.next_row.saturating_add(repeated.max(1)).min(MOST);
        self.next_column = 0;
    }

    /// A cell begins, which stands for several equal ones.
    pub(super) fn cell(&mut self, repeated: u32) {
        self.column = self.next_column;
        self.next_column = self.next_column.saturating_add(repeated.max(1)).min(MOST);
    }

    /// The open cell.
    pub(super) fn kind(&self) -> BlockKind {
        BlockKind::TableCell { table: self.number, row: self.row, column: self.column }
    }
}
