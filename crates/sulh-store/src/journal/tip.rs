//! A small file that states the last acknowledged commit.
//!
//! redb rolls back to its last whole transaction when it opens a file that was
//! not closed: right after a crash, wrong when a byte of an acknowledged
//! transaction was damaged meanwhile, and it cannot tell the two apart. The
//! tip can: it is written only *after* the journal's fsync, so whatever it
//! states had been durable. It needs no fsync of its own, since an older tip
//! is merely a weaker statement. It never stands in for the journal.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::record::Hash;

const MAGIC: [u8; 8] = *b"sulhtip1";
const LENGTH: usize = 56;

/// The open file.
#[derive(Debug)]
pub(super) struct Tip {
    file: File,
    path: PathBuf,
}

impl Tip {
    /// Opens or creates the tip that stands beside `journal`.
    pub(super) fn open(journal: &Path) -> io::Result<Self> {
        let path = journal.with_extension("tip");
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        Ok(Self { file, path })
    }

    /// Where the file is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The revision and hash stated; `None` when there is none or it is damaged.
    pub(super) fn read(&self) -> Option<(u64, Hash)> {
        let mut bytes = [0; LENGTH];
        self.file.read_exact_at(&mut bytes, 0).ok()?;
        parse(&bytes)
    }

    /// States that the commit was acknowledged.
    pub(super) fn write(&self, revision: u64, digest: Hash) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&revision.to_le_bytes());
        bytes.extend_from_slice(&digest);
        bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
        self.file.write_all_at(&bytes, 0)
    }

    /// Puts what was written on the disk itself: needed only where an older statement would be
    /// wrong and not merely weaker.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }
}

fn parse(bytes: &[u8; LENGTH]) -> Option<(u64, Hash)> {
    let (content, checksum) = bytes.split_last_chunk::<8>()?;
    let (magic, rest) = content.split_first_chunk::<8>()?;
    let (revision, digest) = rest.split_first_chunk::<8>()?;
    let sound = *magic == MAGIC && xxh3_64(content) == u64::from_le_bytes(*checksum);
    sound.then_some((u64::from_le_bytes(*revision), Hash::try_from(digest).ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_tip_comes_back_and_a_damaged_one_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let journal = dir.path().join("journal.redb");
        let tip = Tip::open(&journal).unwrap();
        assert_eq!(tip.read(), None);
        tip.write(7, [3; 32]).unwrap();
        assert_eq!(Tip::open(&journal).unwrap().read(), Some((7, [3; 32])));
        tip.file.write_all_at(&[9], 12).unwrap();
        assert_eq!(tip.read(), None);
    }
}
