//! What a user of the journal would notice: nothing acknowledged is lost,
//! nothing damaged is believed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod damage;
mod disk;
mod log;
mod round_trip;

use std::path::Path;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad};

use super::backend::PowerCutDisk;
use super::{Body, CommitInfo, Diff, EncodedCommit, Journal, JournalError, PendingCommit};

/// A small generator with a fixed seed (`SplitMix64`, Steele et al. 2014).
pub(super) struct Seeded(pub(super) u64);

impl Seeded {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

pub(super) fn node(name: &str) -> NamedNode {
    NamedNode::new(format!("http://example.org/{name}")).unwrap()
}

pub(super) fn subject(number: u64) -> NamedOrBlankNode {
    node(&format!("subject/{number}")).into()
}

/// A quad of the subject `number` with a text of `length` bytes.
pub(super) fn quad(number: u64, length: usize) -> Quad {
    let text = Literal::new_simple_literal("x".repeat(length));
    Quad::new(subject(number), node("text"), text, GraphName::NamedNode(node("graph")))
}

/// One quad for each of `count` subjects, from `first` on.
pub(super) fn diff(first: u64, count: u64) -> Diff {
    let added = (first..first + count).map(|number| quad(number, 8)).collect();
    Diff { added, ..Diff::default() }
}

pub(super) fn pending<'a>(message: &str, diff: &Diff) -> PendingCommit<'a> {
    let body = Body::Encoded(EncodedCommit::from_diff(diff).unwrap());
    PendingCommit::new(1_415_577_600_000, "Amra", "test", message, body).unwrap()
}

pub(super) fn append(journal: &Journal, diff: &Diff) -> Result<CommitInfo, JournalError> {
    Ok(journal.append(&mut [pending("one", diff)])?.remove(0))
}

pub(super) fn on_disk(disk: &PowerCutDisk) -> Result<Journal, JournalError> {
    Journal::open_backend(Path::new("/test/journal.redb"), disk.clone())
}

pub(super) fn last(journal: &Journal) -> u64 {
    journal.last().map_or(0, |info| info.revision)
}
