//! Terms that exist only while one query runs: constants that the store does not
//! have and values that the query computes.
//!
//! They never reach the dictionary, so that reading cannot grow the store.

use crate::term_id::TermId;
use oxigraph::model::{Term, TermRef};
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

/// The values of one query, each with an id.
#[derive(Debug, Default)]
pub(crate) struct LocalTerms {
    ids: FxHashMap<Box<[u8]>, TermId>,
    terms: Vec<Term>,
    hashes: Vec<u64>,
    /// Values that the store has too.
    known: FxHashSet<TermId>,
}

impl LocalTerms {
    /// The id of an encoded term, and the bytes kept for it if it was new.
    ///
    /// `None` when a query makes more values than ids exist.
    pub(crate) fn intern(&mut self, term: TermRef<'_>, bytes: Vec<u8>) -> Option<(TermId, usize)> {
        if let Some(id) = self.ids.get(bytes.as_slice()) {
            return Some((*id, 0));
        }
        let id = TermId::local(self.terms.len() as u32)?;
        let kept = Self::cost(&bytes);
        self.hashes.push(xxh3_64(&bytes));
        self.terms.push(term.into_owned());
        self.ids.insert(bytes.into_boxed_slice(), id);
        Some((id, kept))
    }

    /// Bytes that a value takes: twice the text, the map's entry and the term's own frame.
    pub(crate) fn cost(bytes: &[u8]) -> usize {
        bytes.len() * 2 + 96
    }

    /// Whether a value that the store has is met for the first time.
    pub(crate) fn is_first_use(&mut self, id: TermId) -> bool {
        self.known.insert(id)
    }

    /// The hash of the bytes of an id that [`LocalTerms::intern`] gave.
    pub(crate) fn hash(&self, id: TermId) -> Option<u64> {
        self.hashes.get(id.local_index()? as usize).copied()
    }

    /// The term of an id that [`LocalTerms::intern`] gave.
    pub(crate) fn term(&self, id: TermId) -> Option<&Term> {
        self.terms.get(id.local_index()? as usize)
    }
}
