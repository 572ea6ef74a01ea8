//! Terms that exist only while one query runs: constants that the store does not
//! have and values that the query computes.
//!
//! They never reach the dictionary, so that reading cannot grow the store.

use crate::term_id::TermId;
use oxigraph::model::{Term, TermRef};
use rustc_hash::FxHashMap;

/// The values of one query, each with an id.
#[derive(Debug, Default)]
pub(crate) struct LocalTerms {
    ids: FxHashMap<Box<[u8]>, TermId>,
    terms: Vec<Term>,
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
        // Twice the text, the map's entry and the term's own frame.
        let kept = bytes.len() * 2 + 96;
        self.terms.push(term.into_owned());
        self.ids.insert(bytes.into_boxed_slice(), id);
        Some((id, kept))
    }

    /// The term of an id that [`LocalTerms::intern`] gave.
    pub(crate) fn term(&self, id: TermId) -> Option<&Term> {
        self.terms.get(id.local_index()? as usize)
    }
}
