//! The whole journal read and compared with everything that it says of itself.
//! Changes nothing.

use super::chunk::DecodedChunk;
use super::codec::Op;
use super::error::{BoxError, JournalError};
use super::reader::JournalReader;
use super::record::{CommitInfo, NO_PARENT};
use super::term_bytes::subject_key;
use super::touched::entries_for;

/// How far a check of the journal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VerifyProgress {
    /// Commits checked.
    pub(crate) checked: u64,
    /// Commits in the journal.
    pub(crate) of: u64,
}

/// What a check of the journal went through without finding damage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct VerifyReport {
    /// Commits.
    pub(crate) commits: u64,
    /// Chunks.
    pub(crate) chunks: u64,
    /// Quads added and removed, each counted.
    pub(crate) quads: u64,
}

/// What one commit's content came to.
#[derive(Default)]
struct Tally {
    added: u64,
    removed: u64,
    subjects: Vec<u64>,
}

impl Tally {
    fn take_in(&mut self, chunk: &DecodedChunk) {
        for row in chunk.rows() {
            match row.op {
                Op::Add => self.added += 1,
                Op::Remove => self.removed += 1,
            }
        }
        self.subjects.extend(chunk.subjects().map(subject_key));
    }
}

/// Reads everything: checksums, the chain, counts, the history index, and that
/// no table holds more than the commits account for.
pub(super) fn verify(
    journal: &JournalReader<'_>,
    progress: &mut dyn FnMut(VerifyProgress),
) -> Result<VerifyReport, JournalError> {
    let of = journal.last()?.map_or(0, |info| info.revision);
    let mut report = VerifyReport::default();
    let mut entries = 0;
    let mut parent = NO_PARENT;
    for revision in 1..=of {
        let (record, digest) = journal.known_header(revision)?;
        if record.parent != parent {
            return Err(journal.chain(&record, &parent));
        }
        parent = digest;
        let (added, removed, chunks) = (record.added, record.removed, record.chunks);
        let mut tally = Tally::default();
        let mut take_in = |_: &CommitInfo, chunk: DecodedChunk| -> Result<(), BoxError> {
            tally.take_in(&chunk);
            Ok(())
        };
        journal.content(record, digest, &mut take_in)?;
        if (tally.added, tally.removed) != (added, removed) {
            let (a, r) = (tally.added, tally.removed);
            return Err(journal.corrupt(&format!(
                "revision {revision} should add {added} and remove {removed} quads, and has {a} and {r}"
            )));
        }
        entries += check_index(journal, revision, tally.subjects)?;
        journal.note(revision)?;
        report.commits += 1;
        report.chunks += u64::from(chunks);
        report.quads += added + removed;
        progress(VerifyProgress { checked: revision, of });
    }
    let noted = journal.last_note()?;
    if noted > of {
        return Err(journal.corrupt(&format!("it has a note of revision {noted}, which is not")));
    }
    let (expected, found) = ([report.commits, report.chunks, entries], journal.sizes()?);
    if expected != found {
        return Err(journal.corrupt(&format!(
            "it should hold {expected:?} headers, chunks and index entries, and holds {found:?}"
        )));
    }
    Ok(report)
}

fn check_index(
    journal: &JournalReader<'_>,
    revision: u64,
    mut subjects: Vec<u64>,
) -> Result<u64, JournalError> {
    subjects.sort_unstable();
    subjects.dedup();
    if journal.index_states(revision, &subjects)? {
        return Ok(entries_for(subjects.len()));
    }
    Err(journal.corrupt(&format!("the history index is wrong about revision {revision}")))
}
