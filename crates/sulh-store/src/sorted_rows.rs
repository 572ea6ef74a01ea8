//! A sorted sequence of rows, in memory or in a mapped file.
//!
//! It must not know what the rows mean or which permutation they have.

use crate::error::FileError;
use crate::mapped_file::MappedFile;
use crate::row::{Prefix, ROW_BYTES, Row};
use std::path::Path;

/// Rows in ascending order, without duplicates.
#[derive(Debug)]
pub(crate) enum SortedRows {
    /// Rows in memory.
    Heap(Vec<Row>),
    /// Rows in a file.
    Mapped(MappedFile),
}

impl SortedRows {
    /// Rows of a file written as consecutive rows, little-endian.
    pub(crate) fn open(path: &Path) -> Result<Self, FileError> {
        let file = MappedFile::open(path)?;
        if file.bytes().len() % ROW_BYTES != 0 {
            return Err(FileError::Format {
                path: path.to_owned(),
                expected: "a whole number of rows",
            });
        }
        Ok(Self::Mapped(file))
    }

    /// The rows as a slice.
    pub(crate) fn as_slice(&self) -> &[Row] {
        match self {
            Self::Heap(rows) => rows,
            // The length was checked by `open`, the map is page-aligned.
            Self::Mapped(file) => bytemuck::try_cast_slice(file.bytes()).unwrap_or_default(),
        }
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Position of the first row that is not below `prefix`. Cost: O(log rows).
    pub(crate) fn lower_bound(&self, prefix: &Prefix) -> usize {
        let start = prefix.start();
        self.as_slice().partition_point(|row| *row < start)
    }

    /// Whether `row` is in it. Cost: O(log rows).
    pub(crate) fn contains(&self, row: &Row) -> bool {
        self.as_slice().binary_search(row).is_ok()
    }

    /// Bytes of memory of its own; a mapped file has none.
    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            Self::Heap(rows) => rows.capacity() * ROW_BYTES,
            Self::Mapped(_) => 0,
        }
    }
}

/// The rows that stand in exactly one of two sorted sequences. Cost: O(a + b).
pub(crate) fn symmetric_difference(a: &[Row], b: &[Row]) -> Vec<Row> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x == y => {
                a.next();
                b.next();
            }
            (Some(x), Some(y)) if x < y => out.extend(a.next()),
            (Some(_) | None, Some(_)) => out.extend(b.next()),
            (Some(_), None) => out.extend(a.next()),
            (None, None) => return out,
        }
    }
}
