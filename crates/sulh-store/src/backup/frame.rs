//! The frames of a backup: each with its length and a checksum that covers its place, and at the
//! end the SHA-256 of all that came before.
//!
//! It must not know what stands in a frame. A damaged length never makes it allocate more than
//! the largest frame.

use super::error::BackupError;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

/// What every backup begins with; the last character is the format.
pub(super) const MAGIC: [u8; 8] = *b"sulhbak1";
/// The most bytes of a frame's content: the largest chunk of a journal and some more.
const MAX_CONTENT: usize = (16 << 20) + 1024;
/// Kind, length, checksum.
const HEAD_BYTES: usize = 1 + 4 + 8;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// What the backup is of.
    Head = b'H',
    /// A chunk of a commit.
    Chunk = b'K',
    /// The note beside a commit.
    Note = b'N',
    /// The header of a commit, which ends it.
    Commit = b'C',
    /// Name and size of a file that begins.
    File = b'F',
    /// Bytes of the file that has begun.
    Data = b'D',
    /// The end.
    End = b'E',
}

impl Kind {
    fn parse(byte: u8) -> Option<Self> {
        [Self::Head, Self::Chunk, Self::Note, Self::Commit, Self::File, Self::Data, Self::End]
            .into_iter()
            .find(|kind| *kind as u8 == byte)
    }
}

fn checksum(index: u64, kind: u8, content: &[u8]) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(&index.to_le_bytes());
    hash.update(&[kind]);
    hash.update(&(content.len() as u64).to_le_bytes());
    hash.update(content);
    hash.digest()
}

/// Writes frames.
pub(super) struct FrameWriter<'a> {
    out: &'a mut dyn Write,
    index: u64,
    hash: Sha256,
    bytes: u64,
}

impl<'a> FrameWriter<'a> {
    /// Begins a backup.
    pub(super) fn begin(out: &'a mut dyn Write) -> io::Result<Self> {
        let mut writer = Self { out, index: 0, hash: Sha256::new(), bytes: 0 };
        writer.raw(&MAGIC)?;
        Ok(writer)
    }

    /// Writes one frame.
    pub(super) fn write(&mut self, kind: Kind, content: &[u8]) -> io::Result<()> {
        let length = u32::try_from(content.len()).map_err(io::Error::other)?;
        let mut head = [0; HEAD_BYTES];
        let (first, rest) = head.split_at_mut(1);
        let (second, third) = rest.split_at_mut(4);
        first.copy_from_slice(&[kind as u8]);
        second.copy_from_slice(&length.to_le_bytes());
        third.copy_from_slice(&checksum(self.index, kind as u8, content).to_le_bytes());
        self.index += 1;
        self.raw(&head)?;
        self.raw(content)
    }

    /// SHA-256 of everything so far.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    /// Bytes so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

/// Reads frames and compares each with its checksum.
pub(super) struct FrameReader<'a> {
    path: &'a Path,
    input: &'a mut dyn Read,
    index: u64,
    hash: Sha256,
    /// The hash as it was before the frame read last.
    before: Sha256,
    offset: u64,
    /// Which part of the backup is being read, in words.
    pub(super) section: String,
    content: Vec<u8>,
}

impl<'a> FrameReader<'a> {
    /// Begins to read the backup at `path`, whose bytes come from `input`.
    pub(super) fn begin(path: &'a Path, input: &'a mut dyn Read) -> Result<Self, BackupError> {
        let mut reader = Self {
            path,
            input,
            index: 0,
            hash: Sha256::new(),
            before: Sha256::new(),
            offset: 0,
            section: "the beginning".to_owned(),
            content: Vec::new(),
        };
        let mut magic = [0; MAGIC.len()];
        reader.raw(&mut magic)?;
        match (magic == MAGIC, magic.split_last()) {
            (true, _) => Ok(reader),
            (false, Some((format, name))) if name == MAGIC.split_at(7).0 => {
                let (found, supported) = (char::from(*format), '1');
                Err(BackupError::Version { path: path.to_owned(), found, supported })
            }
            _ => Err(BackupError::NotABackup { path: path.to_owned() }),
        }
    }

    /// The next frame: its kind, and its content, which [`Self::content`] gives until the next.
    pub(super) fn next(&mut self) -> Result<Kind, BackupError> {
        let mut head = [0; HEAD_BYTES];
        self.before = self.hash.clone();
        self.raw(&mut head)?;
        let [kind, l0, l1, l2, l3, expected @ ..] = head;
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        if length > MAX_CONTENT {
            return Err(self.damaged("a length is over its bound"));
        }
        let mut content = std::mem::take(&mut self.content);
        content.resize(length, 0);
        self.raw(&mut content)?;
        if checksum(self.index, kind, &content) != u64::from_le_bytes(expected) {
            return Err(self.damaged("a checksum differs"));
        }
        self.index += 1;
        self.content = content;
        Kind::parse(kind).ok_or_else(|| self.damaged("a part is of no known kind"))
    }

    /// The content of the frame read last.
    pub(super) fn content(&self) -> &[u8] {
        &self.content
    }

    /// Bytes read so far.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// SHA-256 of everything before the frame read last.
    pub(super) fn digest_before(&self) -> [u8; 32] {
        self.before.clone().finalize().into()
    }

    /// Makes sure that nothing follows.
    pub(super) fn end(&mut self) -> Result<(), BackupError> {
        match self.input.read(&mut [0]) {
            Ok(0) => Ok(()),
            Ok(_) => Err(self.damaged("something follows the end")),
            Err(source) => {
                Err(BackupError::Io { doing: "read", path: self.path.to_owned(), source })
            }
        }
    }

    /// Damage at the place that has been reached.
    pub(super) fn damaged(&self, detail: impl Into<String>) -> BackupError {
        BackupError::Damaged {
            path: self.path.to_owned(),
            section: self.section.clone(),
            offset: self.offset,
            detail: detail.into(),
        }
    }

    fn raw(&mut self, bytes: &mut [u8]) -> Result<(), BackupError> {
        self.input.read_exact(bytes).map_err(|source| match source.kind() {
            io::ErrorKind::UnexpectedEof => self.damaged("it ends too early"),
            _ => BackupError::Io { doing: "read", path: self.path.to_owned(), source },
        })?;
        self.hash.update(&*bytes);
        self.offset += bytes.len() as u64;
        Ok(())
    }
}
