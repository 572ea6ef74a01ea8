//! Everything as one file, taken while others read and write, and a data directory made from it.
//!
//! It must not leave out what a restored store needs: tokens, the key of the tombstones, originals.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::progress::Progress;
use serde::Serialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use sulh_store::BackupSummary;

/// Files of the data directory that are not the store's.
const FILES: [&str; 2] = ["tokens.json", "secret.key"];
/// The folder of documents as they were received, each named by its SHA-256.
pub(crate) const ORIGINALS: &str = "originals";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BackupReport {
    /// The newest revision in it.
    pub revision: u64,
    /// When it was taken: RFC 3339, UTC.
    pub time: String,
    /// Commits in it.
    pub commits: u64,
    /// Files in it.
    pub files: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 over it, in hex.
    pub sha256: String,
}

impl From<BackupSummary> for BackupReport {
    fn from(summary: BackupSummary) -> Self {
        let BackupSummary { revision, time, commits, files, bytes, sha256, .. } = summary;
        Self { revision, time, commits, files, bytes, sha256 }
    }
}

impl Engine {
    /// Writes everything to the file at `path`, which must not exist, as of one revision; reads and
    /// writes go on meanwhile. Only its owner may read it: hidden graphs are in it too.
    /// Cost: O(store).
    ///
    /// # Errors
    /// [`EngineError::Backup`].
    pub fn backup(
        &self,
        who: &Identity,
        path: &Path,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<BackupReport, EngineError> {
        self.authorize(who, Action::Backup)?;
        let beside = files_beside(self.data_dir()).map_err(|source| EngineError::File {
            doing: "read",
            path: self.data_dir().join(ORIGINALS),
            source,
        })?;
        let mut tell = told("writing", None, progress);
        Ok(self.store().backup(path, &beside, &mut tell)?.into())
    }

    /// Compares a backup with all that it says of itself; needs no data directory.
    ///
    /// # Errors
    /// [`EngineError::Backup`], with the part that is damaged.
    pub fn verify_backup(
        path: &Path,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<BackupReport, EngineError> {
        let mut tell = told("reading", size(path), progress);
        Ok(sulh_store::verify_backup(path, &mut tell)?.into())
    }

    /// Makes the data directory `directory`, which must not exist or be empty, from a backup. The
    /// whole backup is compared first; after an error nothing is there.
    ///
    /// # Errors
    /// [`EngineError::Backup`].
    pub fn restore(
        path: &Path,
        directory: &Path,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<BackupReport, EngineError> {
        let mut tell = told("restoring", size(path), progress);
        Ok(sulh_store::restore(path, directory, &mut tell)?.into())
    }
}

fn size(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|found| found.len())
}

/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 4 << 20;

fn told<'p>(
    stage: &'static str,
    total: Option<u64>,
    progress: &'p mut dyn FnMut(Progress),
) -> impl FnMut(u64) + 'p {
    let mut last = 0;
    move |done| {
        if done - last >= PROGRESS_BYTES {
            last = done;
            progress(Progress { stage, file: None, done, total, unit: "bytes" });
        }
    }
}

/// The files that go along, by their path below the data directory.
fn files_beside(data_dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = FILES.iter().map(PathBuf::from).collect();
    match fs::read_dir(data_dir.join(ORIGINALS)) {
        Ok(entries) => {
            for entry in entries {
                let entry = entry?;
                // What is on its way there is none yet.
                if entry.file_type()?.is_file() && is_sha256(&entry.file_name().to_string_lossy()) {
                    files.push(Path::new(ORIGINALS).join(entry.file_name()));
                }
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    files.sort();
    Ok(files)
}

/// Whether it is a SHA-256 in lower-case hex.
pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn tokens_key_and_originals_go_along_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let originals = place.path().join(ORIGINALS);
        fs::create_dir(&originals).unwrap();
        let hash = "ab".repeat(32);
        fs::write(originals.join(&hash), "x").unwrap();
        fs::write(originals.join(format!("{hash}.part")), "x").unwrap();
        let found = files_beside(place.path()).unwrap();
        let expected = [format!("{ORIGINALS}/{hash}"), FILES[1].into(), FILES[0].into()];
        assert_eq!(found, expected.map(PathBuf::from));
    }
}
