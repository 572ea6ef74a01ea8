//! A backup read: compared whole, and put where a store is to be.
//!
//! It must not let anybody see a directory before every byte of the backup was compared.

use super::BackupSummary;
use super::content::{End, FileHead, Head, safe_path};
use super::error::BackupError;
use super::frame::{FrameReader, Kind};
use crate::checkpoint::sync_directory;
use crate::hex::hex;
use crate::journal::{JournalError, Part, PartCheck, acknowledge_all, rebuild};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{BufReader, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Compares the backup at `path` with all that it says of itself; writes nothing. Cost: O(backup).
///
/// `progress` is told of bytes read.
///
/// # Errors
/// [`BackupError::Damaged`] with the part that is, [`BackupError::NotABackup`],
/// [`BackupError::Version`], or the file system's error.
pub fn verify_backup(
    path: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<BackupSummary, BackupError> {
    let mut input = open(path)?;
    let mut backup = BackupReader::begin(path, &mut input, progress)?;
    let mut check = PartCheck::new(path);
    backup.commits(&mut |part| check.part(part))?;
    backup.is_at(check.head())?;
    backup.files(&mut |_| Ok(None))
}

/// Makes the data directory `directory`, which must not exist or be empty, from the backup at
/// `path`. Everything is compared first; on an error nothing is there. Cost: O(backup).
///
/// # Errors
/// [`BackupError::NotEmpty`], those of [`verify_backup`], or the file system's error.
pub fn restore(
    path: &Path,
    directory: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<BackupSummary, BackupError> {
    let failed = |source| BackupError::Io { doing: "write", path: directory.to_owned(), source };
    let mut input = open(path)?;
    if fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some())
        || directory.symlink_metadata().is_ok_and(|found| !found.is_dir())
    {
        return Err(BackupError::NotEmpty { path: directory.to_owned() });
    }
    let parent = directory.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let mut name = directory.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let aside = parent.join(name);
    DirBuilder::new().mode(0o700).create(&aside).map_err(failed)?;
    let restored = fill(path, &mut input, &aside, progress).and_then(|summary| {
        sync_directory(&aside)?;
        // Takes the place of an empty directory, and of nothing else.
        fs::rename(&aside, directory).map_err(failed)?;
        sync_directory(parent)?;
        Ok(summary)
    });
    if restored.is_err() {
        // The disk may be full: it gets its room back.
        let _ = fs::remove_dir_all(&aside);
    }
    restored
}

fn open(path: &Path) -> Result<BufReader<File>, BackupError> {
    let failed = |source| BackupError::Io { doing: "read", path: path.to_owned(), source };
    Ok(BufReader::with_capacity(1 << 18, File::open(path).map_err(failed)?))
}

fn fill(
    path: &Path,
    input: &mut BufReader<File>,
    aside: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<BackupSummary, BackupError> {
    let mut backup = BackupReader::begin(path, input, progress)?;
    let journal = aside.join("journal.redb");
    rebuild(&journal, &mut |journal| {
        backup.commits(&mut |part| journal.part(part)).map_err(|error| match error {
            BackupError::Journal(error) => error,
            other => JournalError::Caller(Box::new(other)),
        })
    })
    .map_err(|error| match error {
        JournalError::Caller(inner) => match inner.downcast::<BackupError>() {
            Ok(own) => *own,
            Err(other) => JournalError::Caller(other).into(),
        },
        other => BackupError::Journal(other),
    })?;
    let last = acknowledge_all(&journal)?;
    backup.is_at(last.map_or((0, [0; 32]), |info| (info.revision, info.digest)))?;
    backup.files(&mut |name| create(aside, name).map(Some))
}

/// Begins a file below the directory, readable by its owner alone.
fn create(aside: &Path, name: &Path) -> Result<File, BackupError> {
    let path = aside.join(name);
    let failed = |source| BackupError::Io { doing: "write", path: path.clone(), source };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(failed)
}

/// Reads the sections of a backup in their order.
struct BackupReader<'a> {
    frames: FrameReader<'a>,
    head: Head,
    next: Kind,
    progress: &'a mut dyn FnMut(u64),
}

impl<'a> BackupReader<'a> {
    fn begin(
        path: &'a Path,
        input: &'a mut BufReader<File>,
        progress: &'a mut dyn FnMut(u64),
    ) -> Result<Self, BackupError> {
        let mut frames = FrameReader::begin(path, input)?;
        if frames.next()? != Kind::Head {
            return Err(frames.damaged("it does not say what it is of"));
        }
        let head = serde_json::from_slice(frames.content())
            .map_err(|error| frames.damaged(error.to_string()))?;
        "the journal".clone_into(&mut frames.section);
        let next = frames.next()?;
        Ok(Self { frames, head, next, progress })
    }

    /// Hands over each part of the journal; an error of `each` is damage of the backup.
    fn commits(
        &mut self,
        each: &mut dyn FnMut(Part<'_>) -> Result<(), JournalError>,
    ) -> Result<(), BackupError> {
        let mut revision = 1;
        loop {
            self.frames.section = format!("the journal, revision {revision}");
            let content = self.frames.content();
            let taken = match self.next {
                Kind::Chunk => each(Part::Chunk(content)),
                Kind::Note => each(Part::Note(content)),
                Kind::Commit => {
                    revision += 1;
                    each(Part::Header(content))
                }
                _ => return Ok(()),
            };
            taken.map_err(|error| match error {
                JournalError::Corrupt { detail, .. } => self.frames.damaged(detail),
                other => other.into(),
            })?;
            self.advance()?;
        }
    }

    /// Whether the journal ends where the backup says.
    fn is_at(&self, (revision, digest): (u64, [u8; 32])) -> Result<(), BackupError> {
        let digest = if revision == 0 { String::new() } else { hex(&digest) };
        if (revision, &digest) == (self.head.revision, &self.head.digest) {
            return Ok(());
        }
        let expected = self.head.revision;
        Err(self.frames.damaged(format!("it ends at revision {revision}, not at {expected}")))
    }

    /// Writes each file to what `create` gives for it, reads the end and compares it.
    fn files(
        mut self,
        create: &mut dyn FnMut(&Path) -> Result<Option<File>, BackupError>,
    ) -> Result<BackupSummary, BackupError> {
        let mut files = 0;
        while self.next == Kind::File {
            let head: FileHead = serde_json::from_slice(self.frames.content())
                .map_err(|error| self.frames.damaged(error.to_string()))?;
            self.frames.section = format!("the file {}", head.name);
            let name = safe_path(&head.name)
                .ok_or_else(|| self.frames.damaged("its name leads elsewhere"))?;
            let file = create(&name)?;
            self.file(&head, &name, file)?;
            files += 1;
        }
        "the end".clone_into(&mut self.frames.section);
        self.end(files)
    }

    fn file(
        &mut self,
        head: &FileHead,
        name: &Path,
        mut file: Option<File>,
    ) -> Result<(), BackupError> {
        let path = PathBuf::from(name);
        let failed = |source| BackupError::Io { doing: "write", path: path.clone(), source };
        let mut bytes = 0;
        while bytes < head.bytes {
            self.advance()?;
            if self.next != Kind::Data {
                return Err(self.frames.damaged("it ends too early"));
            }
            let content = self.frames.content();
            bytes += content.len() as u64;
            if let Some(file) = &mut file {
                file.write_all(content).map_err(failed)?;
            }
        }
        if bytes > head.bytes {
            return Err(self.frames.damaged("it is longer than it says"));
        }
        if let Some(file) = file {
            file.sync_all().map_err(failed)?;
        }
        self.frames.section = format!("what follows the file {}", head.name);
        self.advance()
    }

    fn end(mut self, files: u64) -> Result<BackupSummary, BackupError> {
        if self.next != Kind::End {
            return Err(self.frames.damaged("a part stands where none may"));
        }
        let found: End = serde_json::from_slice(self.frames.content())
            .map_err(|error| self.frames.damaged(error.to_string()))?;
        let commits = self.head.revision;
        let sha256 = hex(&self.frames.digest_before());
        if found != (End { commits, files, sha256: sha256.clone() }) {
            return Err(self.frames.damaged("the hash or the counts of the whole differ"));
        }
        self.frames.end()?;
        let Head { time, revision, digest, .. } = self.head;
        let bytes = self.frames.offset();
        Ok(BackupSummary { revision, digest, time, commits, files, bytes, sha256 })
    }

    fn advance(&mut self) -> Result<(), BackupError> {
        self.next = self.frames.next()?;
        (self.progress)(self.frames.offset());
        Ok(())
    }
}
