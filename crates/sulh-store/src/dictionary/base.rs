//! The terms of a checkpoint: one file, written once, mapped.
//!
//! It must not be believed before its checksum was compared (the manifest has it).
//!
//! Layout, little-endian u64 unless said: magic, number of terms `n`, slots `m`
//! of the hash table (a power of two), bytes of all terms `b`; then `n + 1`
//! offsets into the terms, `m` slots of u32 (position + 1, 0 is empty), the terms.

use crate::error::FileError;
use crate::mapped_file::MappedFile;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64_with_seed;

const MAGIC: u64 = u64::from_le_bytes(*b"sulhdic1");
const HEADER_BYTES: usize = 32;

/// The mapped terms of a checkpoint.
#[derive(Debug)]
pub(crate) struct BaseDictionary {
    file: Option<MappedFile>,
    terms: u32,
    slots: usize,
}

impl BaseDictionary {
    /// A dictionary without terms and without a file.
    pub(super) fn empty() -> Self {
        Self { file: None, terms: 0, slots: 0 }
    }

    /// Opens the file that a [`BaseDictionaryWriter`] wrote.
    pub(super) fn open(path: &Path) -> Result<Self, FileError> {
        let file = MappedFile::open(path)?;
        let wrong =
            || FileError::Format { path: path.to_owned(), expected: "a dictionary of version 1" };
        let word = |i: usize| {
            let bytes = file.bytes().get(i * 8..i * 8 + 8)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        let (Some(MAGIC), Some(n), Some(m), Some(b)) = (word(0), word(1), word(2), word(3)) else {
            return Err(wrong());
        };
        let expected = n
            .checked_add(1)
            .and_then(|n| n.checked_mul(8))
            .and_then(|offsets| offsets.checked_add(m.checked_mul(4)?))
            .and_then(|tables| tables.checked_add(b)?.checked_add(HEADER_BYTES as u64))
            .ok_or_else(wrong)?;
        let terms = u32::try_from(n).map_err(|_| wrong())?;
        if expected != file.bytes().len() as u64 || !(m == 0 || m.is_power_of_two()) || m % 2 != 0 {
            return Err(wrong());
        }
        Ok(Self { file: Some(file), terms, slots: m as usize })
    }

    /// Number of terms.
    pub(super) fn len(&self) -> u32 {
        self.terms
    }

    /// The file, for messages.
    pub(super) fn path(&self) -> &Path {
        self.file.as_ref().map_or(Path::new(""), MappedFile::path)
    }

    fn section<T: bytemuck::Pod>(&self, start: usize, bytes: usize) -> &[T] {
        self.file
            .as_ref()
            .and_then(|file| file.bytes().get(start..start + bytes))
            .and_then(|bytes| bytemuck::try_cast_slice(bytes).ok())
            .unwrap_or_default()
    }

    fn offsets(&self) -> &[u64] {
        self.section(HEADER_BYTES, (self.terms as usize + 1) * 8)
    }

    fn table(&self) -> &[u32] {
        self.section(HEADER_BYTES + (self.terms as usize + 1) * 8, self.slots * 4)
    }

    /// The bytes of the term at a position.
    pub(super) fn get(&self, index: u32) -> Option<&[u8]> {
        if index >= self.terms {
            return None;
        }
        let offsets = self.offsets();
        let (start, end) = (*offsets.get(index as usize)?, *offsets.get(index as usize + 1)?);
        let terms = HEADER_BYTES + (self.terms as usize + 1) * 8 + self.slots * 4;
        self.file.as_ref()?.bytes().get(terms + start as usize..terms + end as usize)
    }

    /// The position of the term with this hash and these bytes. Cost: O(1) expected.
    pub(super) fn find(&self, hash: u64, bytes: &[u8]) -> Option<u32> {
        let table = self.table();
        let mask = table.len().checked_sub(1)?;
        let mut slot = hash as usize & mask;
        loop {
            let index = table.get(slot)?.checked_sub(1)?;
            if self.get(index) == Some(bytes) {
                return Some(index);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Writes a dictionary file, term by term in the order of their positions.
pub(crate) struct BaseDictionaryWriter {
    path: PathBuf,
    terms: BufWriter<File>,
    terms_path: PathBuf,
    offsets: Vec<u64>,
    hashes: Vec<u64>,
    seed: u64,
}

impl BaseDictionaryWriter {
    /// Starts the file at `path`; terms gather in a file beside it until the end.
    pub(crate) fn create(path: &Path, seed: u64) -> Result<Self, FileError> {
        let terms_path = path.with_extension("terms");
        let file = File::create(&terms_path)
            .map_err(|source| FileError::Write { path: terms_path.clone(), source })?;
        Ok(Self {
            path: path.to_owned(),
            terms: BufWriter::with_capacity(1 << 18, file),
            terms_path,
            offsets: vec![0],
            hashes: Vec::new(),
            seed,
        })
    }

    /// Adds the next term; it must be new.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.terms
            .write_all(bytes)
            .map_err(|source| FileError::Write { path: self.terms_path.clone(), source })?;
        let end = self.offsets.last().copied().unwrap_or_default();
        self.offsets.push(end + bytes.len() as u64);
        self.hashes.push(xxh3_64_with_seed(bytes, self.seed));
        Ok(())
    }

    /// Writes tables and terms, synchronised to disk.
    pub(crate) fn finish(self) -> Result<(), FileError> {
        let Self { path, terms, terms_path, offsets, hashes, .. } = self;
        let fail = |source| FileError::Write { path: path.clone(), source };
        drop(terms.into_inner().map_err(|error| fail(error.into_error()))?);
        let slots =
            if hashes.is_empty() { 2 } else { (hashes.len() * 3 / 2).next_power_of_two().max(2) };
        let table = hash_table(&hashes, slots);
        let file = File::create(&path).map_err(fail)?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        let bytes = offsets.last().copied().unwrap_or_default();
        for word in [MAGIC, hashes.len() as u64, slots as u64, bytes] {
            out.write_all(&word.to_le_bytes()).map_err(fail)?;
        }
        out.write_all(bytemuck::cast_slice(&offsets)).map_err(fail)?;
        out.write_all(bytemuck::cast_slice(&table)).map_err(fail)?;
        let mut terms = File::open(&terms_path).map_err(fail)?;
        std::io::copy(&mut terms, &mut out).map_err(fail)?;
        let file = out.into_inner().map_err(|error| fail(error.into_error()))?;
        file.sync_all().map_err(fail)?;
        std::fs::remove_file(&terms_path).map_err(fail)
    }
}

fn hash_table(hashes: &[u64], slots: usize) -> Vec<u32> {
    let mut table = vec![0_u32; slots];
    let mask = slots - 1;
    for (index, hash) in hashes.iter().enumerate() {
        let mut slot = *hash as usize & mask;
        while table.get(slot).is_some_and(|taken| *taken != 0) {
            slot = (slot + 1) & mask;
        }
        if let Some(place) = table.get_mut(slot) {
            *place = index as u32 + 1;
        }
    }
    table
}
