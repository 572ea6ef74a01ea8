//! The history index: which commits state something about a subject.
//!
//! A commit of few subjects has a row each, a larger one has its sorted keys
//! in blocks: a row each would cost a bulk load more than the load itself, and
//! a block is found by one search. The index is derived from the commits and
//! written in their transaction; `verify` compares the two.

use redb::{ReadableTable, ReadableTableMetadata, Result, Table};
use xxhash_rust::xxh3::xxh3_64;

use super::varint::Malformed;

/// A commit of more subjects than this gets blocks.
const FEW: usize = 64;
/// Keys of a block: 64 KiB.
const BLOCK: usize = 8192;

type Rows<'t> = Table<'t, (u64, u64), ()>;
type Blocks<'t> = Table<'t, (u64, u64), &'static [u8]>;

/// Notes that `revision` touched `subjects`, in any order, some perhaps twice.
pub(super) fn write_subjects(
    rows: &mut Rows<'_>,
    blocks: &mut Blocks<'_>,
    revision: u64,
    mut subjects: Vec<u64>,
) -> Result<()> {
    subjects.sort_unstable();
    subjects.dedup();
    if subjects.len() <= FEW {
        for key in subjects {
            rows.insert((key, revision), ())?;
        }
        return Ok(());
    }
    for block in subjects.chunks(BLOCK) {
        let first = block.first().copied().unwrap_or_default();
        blocks.insert((revision, first), block_bytes(block).as_slice())?;
    }
    Ok(())
}

/// Forgets what is known of the revisions after `last`. Cost: O(index).
pub(super) fn forget_after(rows: &mut Rows<'_>, blocks: &mut Blocks<'_>, last: u64) -> Result<()> {
    rows.retain(|(_, revision), ()| revision <= last)?;
    blocks.retain(|(revision, _), _| revision <= last)
}

/// The keys, then their checksum.
fn block_bytes(keys: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(keys.len() * 8 + 8);
    for key in keys {
        bytes.extend_from_slice(&key.to_le_bytes());
    }
    bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
    bytes
}

fn block_keys(bytes: &[u8]) -> Result<impl Iterator<Item = u64>, Malformed> {
    let damaged = Malformed("a block of the history index is damaged");
    let (keys, checksum) = bytes.split_last_chunk::<8>().ok_or(damaged)?;
    if xxh3_64(keys) != u64::from_le_bytes(*checksum) {
        return Err(damaged);
    }
    let (keys, []) = keys.as_chunks::<8>() else {
        return Err(damaged);
    };
    Ok(keys.iter().map(|key| u64::from_le_bytes(*key)))
}

/// Reads the index through any view of its two tables.
pub(super) struct TouchedReader<R, B> {
    pub(super) rows: R,
    pub(super) blocks: B,
}

/// A result whose failure is damage of the index itself.
pub(super) type Checked<T> = Result<Result<T, Malformed>>;

impl<R, B> TouchedReader<R, B>
where
    R: ReadableTable<(u64, u64), ()> + ReadableTableMetadata,
    B: ReadableTable<(u64, u64), &'static [u8]> + ReadableTableMetadata,
{
    /// The revisions that touched the subject with `key`, oldest first.
    /// Cost: O(log n) and one search for each commit of many subjects.
    pub(super) fn revisions(&self, key: u64) -> Checked<Vec<u64>> {
        let mut revisions = Vec::new();
        for row in self.rows.range((key, 0)..=(key, u64::MAX))? {
            revisions.push(row?.0.value().1);
        }
        let mut from = 0;
        while let Some(row) = self.blocks.range((from, 0)..)?.next() {
            let revision = row?.0.value().0;
            match self.block_holds(revision, key)? {
                Ok(true) => revisions.push(revision),
                Ok(false) => {}
                Err(damaged) => return Ok(Err(damaged)),
            }
            let Some(next) = revision.checked_add(1) else { break };
            from = next;
        }
        revisions.sort_unstable();
        Ok(Ok(revisions))
    }

    fn block_holds(&self, revision: u64, key: u64) -> Checked<bool> {
        match self.blocks.range((revision, 0)..=(revision, key))?.next_back() {
            None => Ok(Ok(false)),
            Some(row) => {
                let (_, block) = row?;
                Ok(block_keys(block.value()).map(|mut keys| keys.any(|found| found == key)))
            }
        }
    }

    /// Whether the index says of `revision` that it touched `subjects` (sorted,
    /// none twice) and nothing else that [`Self::entries`] would not count.
    pub(super) fn states(&self, revision: u64, subjects: &[u64]) -> Checked<bool> {
        if subjects.len() <= FEW {
            for &key in subjects {
                if self.rows.get((key, revision))?.is_none() {
                    return Ok(Ok(false));
                }
            }
            return Ok(Ok(true));
        }
        let mut found = Vec::with_capacity(subjects.len());
        for row in self.blocks.range((revision, 0)..=(revision, u64::MAX))? {
            match block_keys(row?.1.value()) {
                Ok(keys) => found.extend(keys),
                Err(damaged) => return Ok(Err(damaged)),
            }
        }
        Ok(Ok(found == subjects))
    }

    /// How many rows and blocks there are.
    pub(super) fn entries(&self) -> Result<u64> {
        Ok(self.rows.len()? + self.blocks.len()?)
    }
}

/// How many rows or blocks a commit of `subjects` subjects has.
pub(super) fn entries_for(subjects: usize) -> u64 {
    let entries = if subjects <= FEW { subjects } else { subjects.div_ceil(BLOCK) };
    entries as u64
}
