//! The header of a commit ⇄ bytes: who, when, why, how much, and the hashes
//! that tie it to its content and to the commit before.
//!
//! Version 1 is a plain binary form: a version byte, numbers as varints,
//! strings with their length before them, the two hashes, and at the end the
//! SHA-256 of all bytes before it. Reads nothing but the bytes it is given.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::error::EncodeError;
use super::varint::{ByteReader, Malformed, put_bytes, put_u64};

/// The version byte of a header.
const VERSION: u8 = 1;
/// The most bytes of author, activity and message together: 1 MiB.
pub(crate) const MAX_TEXT_BYTES: usize = 1 << 20;

/// A SHA-256 hash.
pub(crate) type Hash = [u8; 32];

/// The hash that the first commit names as the one before it.
pub(super) const NO_PARENT: Hash = [0; 32];

/// What is known of a commit without its quads.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommitInfo {
    /// The number of the commit; the first is 1, each next one higher.
    pub revision: u64,
    /// When it was made: RFC 3339, UTC, to the millisecond.
    pub time: String,
    /// Who made it.
    pub author: String,
    /// What made it: a kind of activity.
    pub activity: String,
    /// Why, in the author's words.
    pub message: String,
    /// Quads that it added.
    pub added: u64,
    /// Quads that it removed.
    pub removed: u64,
    /// SHA-256 of its header, which covers its content and, through the hash
    /// of the header before, every commit up to it.
    pub digest: [u8; 32],
}

/// The header as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) revision: u64,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub(super) time_ms: u64,
    pub(super) author: String,
    pub(super) activity: String,
    pub(super) message: String,
    pub(super) added: u64,
    pub(super) removed: u64,
    /// How many chunks hold its content.
    pub(super) chunks: u32,
    /// SHA-256 over the hashes of its chunks, in order.
    pub(super) content: Hash,
    /// Hash of the header before; [`NO_PARENT`] in the first.
    pub(super) parent: Hash,
}

/// Why stored bytes are not a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RecordError {
    /// The hash at the end is not that of the bytes before it.
    Checksum { expected: Hash, found: Hash },
    /// The header has a version that this one does not read.
    Version(u8),
    /// The bytes make no sense although their hash is right.
    Malformed(Malformed),
}

impl From<Malformed> for RecordError {
    fn from(error: Malformed) -> Self {
        Self::Malformed(error)
    }
}

impl Record {
    /// The header as bytes, and its hash, which is their last 32.
    pub(super) fn encode(&self) -> (Vec<u8>, Hash) {
        let mut bytes = vec![VERSION];
        put_u64(&mut bytes, self.revision);
        put_u64(&mut bytes, self.time_ms);
        for text in [&self.author, &self.activity, &self.message] {
            put_bytes(&mut bytes, text.as_bytes());
        }
        for number in [self.added, self.removed, u64::from(self.chunks)] {
            put_u64(&mut bytes, number);
        }
        bytes.extend_from_slice(&self.content);
        bytes.extend_from_slice(&self.parent);
        let digest: Hash = Sha256::digest(&bytes).into();
        bytes.extend_from_slice(&digest);
        (bytes, digest)
    }

    /// Reads and checks what [`Self::encode`] wrote; gives its hash too.
    pub(super) fn decode(bytes: &[u8]) -> Result<(Self, Hash), RecordError> {
        let (content, expected) =
            bytes.split_last_chunk::<32>().ok_or(Malformed("a header is cut short"))?;
        let (content, expected) = (content, *expected);
        let found: Hash = Sha256::digest(content).into();
        if expected != found {
            return Err(RecordError::Checksum { expected, found });
        }
        let mut reader = ByteReader::new(content);
        match reader.byte()? {
            VERSION => {}
            other => return Err(RecordError::Version(other)),
        }
        let record = Self {
            revision: reader.u64()?,
            time_ms: reader.u64()?,
            author: reader.str()?.to_owned(),
            activity: reader.str()?.to_owned(),
            message: reader.str()?.to_owned(),
            added: reader.u64()?,
            removed: reader.u64()?,
            chunks: u32::try_from(reader.u64()?).map_err(|_| Malformed("too many chunks"))?,
            content: reader.array()?,
            parent: reader.array()?,
        };
        if !reader.rest().is_empty() {
            return Err(Malformed("a header goes on after its end").into());
        }
        Ok((record, found))
    }

    /// What callers see of the header.
    pub(super) fn into_info(self, digest: Hash) -> CommitInfo {
        CommitInfo {
            revision: self.revision,
            time: rfc3339(self.time_ms),
            author: self.author,
            activity: self.activity,
            message: self.message,
            added: self.added,
            removed: self.removed,
            digest,
        }
    }
}

/// Refuses texts that would make a header unwieldy.
pub(super) fn check_texts(texts: [&str; 3]) -> Result<(), EncodeError> {
    let bytes = texts.into_iter().map(str::len).sum();
    if bytes > MAX_TEXT_BYTES {
        return Err(EncodeError::TextTooLong { bytes, allowed: MAX_TEXT_BYTES });
    }
    Ok(())
}

/// `time_ms` as RFC 3339 with three decimals; times past the year 9999 as the
/// last moment of it.
fn rfc3339(time_ms: u64) -> String {
    let millisecond = i64::try_from(time_ms).unwrap_or(i64::MAX);
    let time = Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::MAX);
    format!("{time:.3}")
}

/// The hash of chunk `index` of `revision`: it covers the chunk's place, so
/// that a chunk moved elsewhere is noticed.
pub(super) fn chunk_hash(revision: u64, index: u32, chunk: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(revision.to_le_bytes());
    hasher.update(index.to_le_bytes());
    hasher.update(chunk);
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn record() -> Record {
        Record {
            revision: 7,
            time_ms: 1_415_577_600_123,
            author: "Амра".into(),
            activity: "import".into(),
            message: String::new(),
            added: 300,
            removed: 2,
            chunks: 1,
            content: [7; 32],
            parent: [9; 32],
        }
    }

    #[test]
    fn a_header_comes_back() {
        let (bytes, digest) = record().encode();
        assert_eq!(Record::decode(&bytes).unwrap(), (record(), digest));
        assert_eq!(record().into_info(digest).time, "2014-11-10T00:00:00.123Z");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000Z");
        assert!(rfc3339(u64::MAX).starts_with("9999-"));
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let (bytes, _) = record().encode();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(matches!(Record::decode(&flipped), Err(RecordError::Checksum { .. })));
        }
        for length in 0..bytes.len() {
            assert!(Record::decode(&bytes[..length]).is_err());
        }
    }
}
