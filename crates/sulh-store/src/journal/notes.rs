//! Notes: a few bytes beside a commit that whoever opened the store wants to find again.
//!
//! They are written in the commit's transaction and mean nothing to the journal. They say
//! what held *when the commit was made* and cannot be made again from its content: whoever
//! rewrites a journal must carry them over, revision by revision. A commit may have none.

use redb::{ReadableTable, Result, Table};
use xxhash_rust::xxh3::xxh3_64;

use super::varint::Malformed;

type Notes<'t> = Table<'t, u64, &'static [u8]>;

/// Puts a note beside the commit `revision`.
pub(super) fn write_note(notes: &mut Notes<'_>, revision: u64, note: &[u8]) -> Result<()> {
    let mut bytes = note.to_vec();
    bytes.extend_from_slice(&xxh3_64(note).to_le_bytes());
    notes.insert(revision, bytes.as_slice())?;
    Ok(())
}

/// The note of the commit `revision`, its checksum compared.
pub(super) fn read_note(
    notes: &impl ReadableTable<u64, &'static [u8]>,
    revision: u64,
) -> Result<Result<Option<Vec<u8>>, Malformed>> {
    let Some(bytes) = notes.get(revision)? else { return Ok(Ok(None)) };
    let damaged = Malformed("the note of a commit is damaged");
    let Some((note, checksum)) = bytes.value().split_last_chunk::<8>() else {
        return Ok(Err(damaged));
    };
    if xxh3_64(note) != u64::from_le_bytes(*checksum) {
        return Ok(Err(damaged));
    }
    Ok(Ok(Some(note.to_vec())))
}
