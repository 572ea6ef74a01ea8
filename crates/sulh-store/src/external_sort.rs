//! Sorting more rows than memory should hold: sorted pieces in files, then one merge.
//!
//! It must not know what rows mean. Memory: one buffer of rows, and a small one for each piece.

use crate::error::FileError;
use crate::row::{ROW_BYTES, Row};
use crate::sorted_rows::SortedRows;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Rows in a buffer before a piece goes to disk: 32 MiB.
pub(crate) const BUFFER_ROWS: usize = (32 << 20) / ROW_BYTES;

/// Gathers rows in any order and gives them back sorted, each once.
#[derive(Debug)]
pub(crate) struct RowSorter {
    directory: PathBuf,
    name: String,
    capacity: usize,
    buffer: Vec<Row>,
    pieces: Vec<PathBuf>,
}

impl RowSorter {
    /// Pieces go to files in `directory` whose names begin with `name`.
    pub(crate) fn new(directory: &Path, name: &str, capacity: usize) -> Self {
        Self {
            directory: directory.to_owned(),
            name: name.to_owned(),
            capacity: capacity.max(2),
            buffer: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Row) -> Result<(), FileError> {
        self.buffer.push(row);
        if self.buffer.len() >= self.capacity {
            self.spill()?;
        }
        Ok(())
    }

    fn sort(&mut self) {
        self.buffer.sort_unstable();
        self.buffer.dedup();
    }

    fn spill(&mut self) -> Result<(), FileError> {
        self.sort();
        // Many duplicates: there is room again, no piece is needed.
        if self.buffer.len() < self.capacity / 2 {
            return Ok(());
        }
        let path = self.directory.join(format!("{}.{}", self.name, self.pieces.len()));
        let fail = |source| FileError::Write { path: path.clone(), source };
        let mut file = File::create(&path).map_err(fail)?;
        file.write_all(bytemuck::cast_slice(&self.buffer)).map_err(fail)?;
        self.pieces.push(path);
        self.buffer.clear();
        Ok(())
    }

    /// The rows in order: in memory when they fitted into the buffer, else in one file.
    pub(crate) fn finish(mut self) -> Result<SortedRows, FileError> {
        self.sort();
        if self.pieces.is_empty() {
            let mut rows = std::mem::take(&mut self.buffer);
            rows.shrink_to_fit();
            return Ok(SortedRows::Heap(rows));
        }
        if !self.buffer.is_empty() {
            let full = self.capacity;
            self.capacity = 0;
            self.spill()?;
            self.capacity = full;
        }
        self.buffer = Vec::new();
        let path = self.directory.join(format!("{}.sorted", self.name));
        merge(&self.pieces, &path)?;
        SortedRows::open(&path)
    }
}

impl Drop for RowSorter {
    fn drop(&mut self) {
        for piece in &self.pieces {
            // A piece left behind is swept at the next start.
            let _ = std::fs::remove_file(piece);
        }
    }
}

fn merge(pieces: &[PathBuf], path: &Path) -> Result<(), FileError> {
    let mut readers =
        pieces.iter().map(|piece| Piece::open(piece)).collect::<Result<Vec<_>, _>>()?;
    let mut heap = BinaryHeap::with_capacity(readers.len());
    for (index, reader) in readers.iter_mut().enumerate() {
        if let Some(row) = reader.next()? {
            heap.push(Reverse((row, index)));
        }
    }
    let fail = |source| FileError::Write { path: path.to_owned(), source };
    let mut out = BufWriter::with_capacity(1 << 18, File::create(path).map_err(fail)?);
    let mut previous = None;
    while let Some(Reverse((row, index))) = heap.pop() {
        if previous != Some(row) {
            out.write_all(bytemuck::bytes_of(&row)).map_err(fail)?;
            previous = Some(row);
        }
        if let Some(reader) = readers.get_mut(index)
            && let Some(row) = reader.next()?
        {
            heap.push(Reverse((row, index)));
        }
    }
    out.flush().map_err(fail)
}

struct Piece {
    path: PathBuf,
    reader: BufReader<File>,
}

impl Piece {
    fn open(path: &Path) -> Result<Self, FileError> {
        let file =
            File::open(path).map_err(|source| FileError::Read { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), reader: BufReader::with_capacity(1 << 16, file) })
    }

    fn next(&mut self) -> Result<Option<Row>, FileError> {
        let mut bytes = [0_u8; ROW_BYTES];
        match self.reader.read_exact(&mut bytes) {
            Ok(()) => Ok(Some(bytemuck::cast(bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
            Err(source) => Err(FileError::Read { path: self.path.clone(), source }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::term_id::TermId;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorted_like_a_vector(rows in prop::collection::vec(prop::array::uniform4(0_u32..6), 0..200), capacity in 2_usize..40) {
            let directory = tempfile::tempdir().unwrap();
            let rows: Vec<Row> = rows.into_iter().map(|ids| Row(ids.map(TermId::from_u32))).collect();
            let mut sorter = RowSorter::new(directory.path(), "t", capacity);
            for row in &rows {
                sorter.push(*row).unwrap();
            }
            let sorted = sorter.finish().unwrap();
            let mut expected = rows;
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(sorted.as_slice(), expected.as_slice());
        }
    }
}
