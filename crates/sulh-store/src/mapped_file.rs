//! Files of the store read through the memory map, checked before they are believed.
//!
//! The one module with `unsafe`. A map is sound while nobody shortens the file
//! beneath it: these files are written aside, renamed into place, never written
//! again, and lie in a directory that one process owns by a lock.
#![allow(unsafe_code, reason = "memory maps; see the module's argument")]

use crate::error::FileError;
use memmap2::Mmap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3;

/// A whole file, mapped for reading.
#[derive(Debug)]
pub(crate) struct MappedFile {
    path: PathBuf,
    map: Option<Mmap>,
}

impl MappedFile {
    /// Maps the file at `path`.
    pub(crate) fn open(path: &Path) -> Result<Self, FileError> {
        let read = |source| FileError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read)?;
        let length = file.metadata().map_err(read)?.len();
        let map = if length == 0 {
            None
        } else {
            // SAFETY: the file is never changed after its rename (see the module).
            Some(unsafe { Mmap::map(&file) }.map_err(read)?)
        };
        Ok(Self { path: path.to_owned(), map })
    }

    /// The bytes of the file.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.map.as_deref().unwrap_or_default()
    }

    /// Where the file lies, for messages.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// The checksum of the file at `path` and its length in bytes.
///
/// Reads the file instead of mapping it, so that the check does not make it resident.
pub(crate) fn checksum(path: &Path) -> Result<(u64, u64), FileError> {
    let read = |source| FileError::Read { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(read)?;
    let mut buffer = vec![0_u8; 1 << 18];
    let (mut hash, mut length) = (Xxh3::new(), 0_u64);
    loop {
        let n = file.read(&mut buffer).map_err(read)?;
        if n == 0 {
            return Ok((hash.digest(), length));
        }
        hash.update(buffer.get(..n).unwrap_or_default());
        length += n as u64;
    }
}

/// Fails unless the file at `path` has this checksum and length.
pub(crate) fn verify(path: &Path, expected: u64, expected_length: u64) -> Result<(), FileError> {
    let (found, length) = checksum(path)?;
    if length != expected_length {
        return Err(FileError::Length {
            path: path.to_owned(),
            expected: expected_length,
            found: length,
        });
    }
    if found != expected {
        return Err(FileError::Checksum { path: path.to_owned(), expected, found });
    }
    Ok(())
}
