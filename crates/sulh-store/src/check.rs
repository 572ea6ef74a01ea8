//! Whether the files say what the journal says.
//!
//! It must not change anything, and must not hold the store in memory: both sides
//! are summed up, quad by quad, and compared.

use crate::checkpoint;
use crate::error::{FileError, ReadError};
use crate::journal::{Journal, JournalError, Op};
use crate::row::Permutation;
use crate::store::Store;
use crate::term_codec;
use crate::view::View;
use crate::{Access, Snapshot};
use oxigraph::model::QuadRef;
use xxhash_rust::xxh3::xxh3_64;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Commits whose checksums were compared.
    pub commits: u64,
    /// Quads that were compared.
    pub quads: u64,
    /// Bytes of checkpoint files that were compared with their checksums.
    pub bytes: u64,
    /// What is wrong, in words; empty when all is well.
    pub findings: Vec<String>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}

/// How far a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckProgress {
    /// What is being done: `verifying` and `replaying` the journal, `comparing` an index.
    pub stage: &'static str,
    /// How much of it is done.
    pub done: u64,
    /// How much there is.
    pub total: u64,
    /// What they count: `commits` or `quads`.
    pub unit: &'static str,
}

/// Quads between two reports of progress.
const PROGRESS_QUADS: u64 = 1 << 14;

/// Why a check could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// A file could not be read at all.
    #[error(transparent)]
    File(#[from] FileError),
    /// The store itself failed.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Order-independent sum of a set of quads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct QuadSum {
    hash: u64,
    count: u64,
}

impl QuadSum {
    fn add(&mut self, quad: QuadRef<'_>, bytes: &mut Vec<u8>) {
        self.hash = self.hash.wrapping_add(hash(quad, bytes));
        self.count = self.count.wrapping_add(1);
    }

    fn remove(&mut self, quad: QuadRef<'_>, bytes: &mut Vec<u8>) {
        self.hash = self.hash.wrapping_sub(hash(quad, bytes));
        self.count = self.count.wrapping_sub(1);
    }
}

fn hash(quad: QuadRef<'_>, bytes: &mut Vec<u8>) -> u64 {
    bytes.clear();
    let mut part = |term| {
        term_codec::encode(term, bytes);
        // No term ends in this byte: it is not part of UTF-8.
        bytes.push(0xFF);
    };
    part(quad.subject.into());
    part(quad.predicate.into());
    part(quad.object);
    if let Some(graph) = term_codec::graph_term(quad.graph_name) {
        part(graph);
    }
    xxh3_64(bytes)
}

impl Store {
    /// Compares checkpoint files with their checksums and the journal's chain; `deep` also
    /// replays the journal and compares every quad in every index. Cost: O(bytes of the store).
    pub fn check(&self, deep: bool) -> Result<CheckReport, CheckError> {
        self.check_with_progress(deep, &mut |_| {})
    }

    /// Like [`Store::check`], and says how far it is.
    pub fn check_with_progress(
        &self,
        deep: bool,
        progress: &mut dyn FnMut(CheckProgress),
    ) -> Result<CheckReport, CheckError> {
        let mut report = CheckReport::default();
        for repair in &self.stats().repairs {
            tracing::info!("{repair}");
        }
        self.check_files(&mut report)?;
        if deep {
            // The journal may go on meanwhile: both sides speak of the snapshot's revision.
            let snapshot = self.snapshot();
            match replayed(self.shared().journal(), snapshot.revision(), &mut report, progress) {
                Ok(expected) => compare(&snapshot, expected, &mut report, progress)?,
                Err(error) => report.findings.push(error.to_string()),
            }
        } else if let Err(error) = self.shared().journal().info(self.revision()) {
            report.findings.push(error.to_string());
        }
        Ok(report)
    }

    fn check_files(&self, report: &mut CheckReport) -> Result<(), CheckError> {
        let newest = checkpoint::list(&self.shared().checkpoint_directory())?.into_iter().next();
        let Some(path) = newest else { return Ok(()) };
        let checked = checkpoint::manifest(&path).and_then(|manifest| {
            checkpoint::verify(&path, &manifest)?;
            Ok(manifest.files.iter().map(|file| file.bytes).sum())
        });
        match checked {
            Ok(bytes) => report.bytes = bytes,
            // A fold may have replaced it while it was read.
            Err(_) if !path.exists() => {}
            Err(error) => report.findings.push(error.to_string()),
        }
        Ok(())
    }
}

fn replayed(
    journal: &Journal,
    until: u64,
    report: &mut CheckReport,
    progress: &mut dyn FnMut(CheckProgress),
) -> Result<QuadSum, JournalError> {
    let mut sum = QuadSum::default();
    let mut bytes = Vec::new();
    let mut last = 0;
    let commits = |stage, done, total| CheckProgress { stage, done, total, unit: "commits" };
    journal.verify(&mut |at| progress(commits("verifying", at.checked, at.of)))?;
    journal.replay(0, &mut |info, chunk| {
        if info.revision <= until {
            for (op, quad) in chunk.quads() {
                match op {
                    Op::Add => sum.add(quad, &mut bytes),
                    Op::Remove => sum.remove(quad, &mut bytes),
                }
            }
            last = info.revision;
            progress(commits("replaying", last, until));
        }
        Ok(())
    })?;
    report.commits = last;
    Ok(sum)
}

fn compare(
    snapshot: &Snapshot,
    expected: QuadSum,
    report: &mut CheckReport,
    progress: &mut dyn FnMut(CheckProgress),
) -> Result<(), CheckError> {
    let total = snapshot.quad_count() * Permutation::ALL.len() as u64;
    let mut done = 0_u64;
    let view: View = snapshot.view(&Access::all());
    let mut bytes = Vec::new();
    for permutation in Permutation::ALL {
        let mut found = QuadSum::default();
        let mut previous = None;
        let mut ordered = true;
        for row in snapshot.0.scan_all(permutation) {
            ordered &= previous.is_none_or(|before| before < row);
            previous = Some(row);
            let quad = view.externalize_quad(permutation.quad(row))?;
            found.add(quad.as_ref(), &mut bytes);
            done += 1;
            if done.is_multiple_of(PROGRESS_QUADS) {
                progress(CheckProgress { stage: "comparing", done, total, unit: "quads" });
            }
        }
        report.quads = found.count;
        if found != expected || !ordered || found.count != snapshot.quad_count() {
            report.findings.push(format!(
                "{} differs from the journal: {} quads, expected {}{}",
                permutation.file_name(),
                found.count,
                expected.count,
                if ordered { "" } else { ", not in order" },
            ));
        }
    }
    Ok(())
}
