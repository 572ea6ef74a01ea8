//! The files that were brought, kept by the SHA-256 of their bytes, and the texts on which spans
//! stand, kept in the same way.
//!
//! A file is written aside and renamed, so what has its name is whole.

use crate::backup::{ORIGINALS, is_sha256};
use crate::error::EngineError;
use crate::tokens::hex;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The files of a data directory.
#[derive(Debug, Clone)]
pub(crate) struct Originals {
    directory: PathBuf,
}

impl Originals {
    pub(crate) fn of(data_dir: &Path) -> Self {
        Self { directory: data_dir.join(ORIGINALS) }
    }

    /// The SHA-256 of bytes in hex.
    pub(crate) fn hash(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }

    /// Keeps bytes and gives their SHA-256; nothing is written if they are held.
    pub(crate) fn keep(&self, bytes: &[u8]) -> Result<String, EngineError> {
        let hash = Self::hash(bytes);
        let path = self.directory.join(&hash);
        if path.exists() {
            return Ok(hash);
        }
        let fail = |source| EngineError::File { doing: "write", path: path.clone(), source };
        fs::create_dir_all(&self.directory).map_err(fail)?;
        let mut aside = tempfile::NamedTempFile::new_in(&self.directory).map_err(fail)?;
        aside.write_all(bytes).map_err(fail)?;
        aside.as_file().sync_all().map_err(fail)?;
        aside.persist(&path).map_err(|error| fail(error.error))?;
        File::open(&self.directory).and_then(|directory| directory.sync_all()).map_err(fail)?;
        Ok(hash)
    }

    /// Opens a file by its hash; `None` if it is not held.
    pub(crate) fn open(&self, hash: &str) -> Result<Option<File>, EngineError> {
        let Some(path) = self.path(hash) else { return Ok(None) };
        match File::open(&path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(EngineError::File { doing: "read", path, source }),
        }
    }

    /// Reads a file by its hash; `None` if it is not held, or if its bytes are not those any more.
    pub(crate) fn read(&self, hash: &str) -> Result<Option<Vec<u8>>, EngineError> {
        let Some(path) = self.path(hash) else { return Ok(None) };
        match fs::read(&path) {
            Ok(bytes) => Ok((Self::hash(&bytes) == hash).then_some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(EngineError::File { doing: "read", path, source }),
        }
    }

    fn path(&self, hash: &str) -> Option<PathBuf> {
        is_sha256(hash).then(|| self.directory.join(hash))
    }
}
