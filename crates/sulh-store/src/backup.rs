//! A store as one file: every commit, the newest checkpoint, and the files beside them, of one
//! revision, taken while others read and write.
//!
//! It must not let a byte pass that was not compared: on its way in by the journal's own hashes, on
//! its way out by checksums of every part and a hash of the whole.

mod content;
mod error;
mod frame;
mod restore;

pub use error::BackupError;
pub use restore::{restore, verify_backup};

use crate::checkpoint;
use crate::hex::hex;
use crate::journal::{BoxError, CommitInfo, JournalError, Part};
use crate::store::Store;
use content::{End, FileHead, Head};
use frame::{FrameWriter, Kind};
use jiff::Timestamp;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Bytes of a file in one frame.
const DATA_BYTES: usize = 1 << 20;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupSummary {
    /// The newest revision in it.
    pub revision: u64,
    /// Hash of the journal's entry of that revision, in hex; empty at revision 0.
    pub digest: String,
    /// When it was taken: RFC 3339, UTC.
    pub time: String,
    /// Commits in it.
    pub commits: u64,
    /// Files in it.
    pub files: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of everything but the last part, in hex.
    pub sha256: String,
}

impl Store {
    /// Writes a backup to `path`, which must not exist, readable by its owner alone.
    ///
    /// `beside` are files of the data directory that go along, by their path below it; one that is
    /// not there is left out. `progress` is told of bytes written. Reads and writes go on meanwhile;
    /// the file is there whole, and on the disk itself, or not at all. Cost: O(store).
    ///
    /// # Errors
    /// [`BackupError::Exists`], damage of the journal, or the file system's error.
    pub fn backup(
        &self,
        path: &Path,
        beside: &[PathBuf],
        progress: &mut dyn FnMut(u64),
    ) -> Result<BackupSummary, BackupError> {
        if path.symlink_metadata().is_ok() {
            return Err(BackupError::Exists { path: path.to_owned() });
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let aside = path.with_file_name(name);
        let written = self.backup_aside(&aside, path, beside, progress);
        if written.is_err() {
            // It may not even be there.
            let _ = fs::remove_file(&aside);
        }
        written
    }

    fn backup_aside(
        &self,
        aside: &Path,
        path: &Path,
        beside: &[PathBuf],
        progress: &mut dyn FnMut(u64),
    ) -> Result<BackupSummary, BackupError> {
        let failed = |source| BackupError::Io { doing: "write", path: path.to_owned(), source };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let file = options.open(aside).map_err(failed)?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        let summary = self.write_backup(&mut out, path, beside, progress)?;
        let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        // Unlike a rename, a link never takes the place of a file that came meanwhile.
        fs::hard_link(aside, path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => BackupError::Exists { path: path.to_owned() },
            _ => failed(source),
        })?;
        fs::remove_file(aside).map_err(failed)?;
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        checkpoint::sync_directory(parent.unwrap_or(Path::new(".")))?;
        Ok(summary)
    }

    fn write_backup(
        &self,
        out: &mut dyn Write,
        path: &Path,
        beside: &[PathBuf],
        progress: &mut dyn FnMut(u64),
    ) -> Result<BackupSummary, BackupError> {
        let failed = |source| BackupError::Io { doing: "write", path: path.to_owned(), source };
        // Keeps the checkpoint's files and the journal where they are.
        let _kept = self.shared().hold_generation();
        // Opened before the journal is looked at, so that it is never ahead of it.
        let checkpoint = self.checkpoint_files()?;
        let mut frames = FrameWriter::begin(out).map_err(failed)?;
        let head = self.write_commits(&mut frames, path, progress)?;
        let mut files = 0;
        for (name, file) in checkpoint.into_iter().chain(self.files_beside(beside)?) {
            write_file(&mut frames, &name, file, path, progress)?;
            files += 1;
        }
        let sha256 = hex(&frames.digest());
        let end = End { commits: head.revision, files, sha256: sha256.clone() };
        frames.write(Kind::End, &json(&end).map_err(failed)?).map_err(failed)?;
        let Head { time, revision, digest, .. } = head;
        let (commits, bytes) = (revision, frames.bytes());
        Ok(BackupSummary { revision, digest, time, commits, files, bytes, sha256 })
    }

    fn write_commits(
        &self,
        frames: &mut FrameWriter<'_>,
        path: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Head, BackupError> {
        let mut head = Head {
            program: concat!("sulh ", env!("CARGO_PKG_VERSION")).to_owned(),
            time: format!("{:.0}", Timestamp::now()),
            revision: 0,
            digest: String::new(),
        };
        let frames = std::cell::RefCell::new(frames);
        let mut begin = |last: Option<&CommitInfo>| {
            if let Some(last) = last {
                (head.revision, head.digest) = (last.revision, hex(&last.digest));
            }
            Ok(frames.borrow_mut().write(Kind::Head, &json(&head)?)?)
        };
        let mut each = |part: Part<'_>| -> Result<(), BoxError> {
            let (kind, bytes) = match part {
                Part::Chunk(chunk) => (Kind::Chunk, chunk),
                Part::Note(note) => (Kind::Note, note),
                Part::Header(header) => (Kind::Commit, header),
            };
            frames.borrow_mut().write(kind, bytes)?;
            progress(frames.borrow().bytes());
            Ok(())
        };
        self.shared().journal().parts(&mut begin, &mut each).map_err(|error| match error {
            JournalError::Caller(inner) => {
                let source = inner.downcast::<io::Error>().map_or_else(io::Error::other, |e| *e);
                BackupError::Io { doing: "write", path: path.to_owned(), source }
            }
            other => other.into(),
        })?;
        Ok(head)
    }

    /// The files of the newest checkpoint, opened, so that nobody can take them away.
    fn checkpoint_files(&self) -> Result<Vec<(String, File)>, BackupError> {
        let directory = self.shared().checkpoint_directory();
        for path in checkpoint::list(&directory)? {
            let Ok(manifest) = checkpoint::manifest(&path) else { continue };
            let names = manifest.files.iter().map(|file| file.name.as_str());
            let opened = names.chain([checkpoint::MANIFEST]).map(|name| {
                let file = File::open(path.join(name)).ok()?;
                let number = path.file_name()?.to_str()?;
                Some((format!("checkpoint/{number}/{name}"), file))
            });
            // Without it, whoever opens the restored store replays the journal.
            if let Some(files) = opened.collect::<Option<Vec<_>>>() {
                return Ok(files);
            }
        }
        Ok(Vec::new())
    }

    fn files_beside(&self, beside: &[PathBuf]) -> Result<Vec<(String, File)>, BackupError> {
        let mut files = Vec::new();
        for name in beside {
            let path = self.directory().join(name);
            match File::open(&path) {
                Ok(file) => files.push((name.to_string_lossy().into_owned(), file)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(BackupError::Io { doing: "read", path, source }),
            }
        }
        Ok(files)
    }
}

fn write_file(
    frames: &mut FrameWriter<'_>,
    name: &str,
    mut file: File,
    path: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<(), BackupError> {
    let failed = |source| BackupError::Io { doing: "write", path: path.to_owned(), source };
    let unread = |source| BackupError::Io { doing: "read", path: PathBuf::from(name), source };
    let mut left = file.metadata().map_err(unread)?.len();
    let head = FileHead { name: name.to_owned(), bytes: left };
    frames.write(Kind::File, &json(&head).map_err(failed)?).map_err(failed)?;
    let mut buffer = vec![0; DATA_BYTES];
    while left > 0 {
        let length = left.min(DATA_BYTES as u64) as usize;
        let (part, _) = buffer.split_at_mut(length);
        file.read_exact(part).map_err(unread)?;
        frames.write(Kind::Data, part).map_err(failed)?;
        left -= length as u64;
        progress(frames.bytes());
    }
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> io::Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(io::Error::from)
}
