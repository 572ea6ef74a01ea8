//! What is in an index, as numbers that can be compared.
//!
//! It must not depend on segments: an index that followed many writes has the digest of one that
//! was filled at once.

use crate::error::TextError;
use crate::index::TextIndex;
use crate::statistics::alive_documents;
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, BuildHasherDefault};

impl TextIndex {
    /// For each field, how often its words stand in the documents that are there, and a digest of
    /// the words with these numbers; in the order of names.
    ///
    /// Cost: O(words of the index).
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn digest(&self) -> Result<Vec<(String, u64, u64)>, TextError> {
        self.fields_digest().map_err(TextError::from_engine)
    }

    fn fields_digest(&self) -> tantivy::Result<Vec<(String, u64, u64)>> {
        let statistics = self
            .statistics()
            .map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
        let hasher = BuildHasherDefault::<FxHasher>::default();
        let mut fields: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        for (field, entry) in self.fields().schema.fields() {
            if !entry.is_indexed() {
                continue;
            }
            let (postings, digest) = fields.entry(entry.name().to_owned()).or_default();
            for (segment, removed) in statistics.segments() {
                let inverted = segment.inverted_index(field)?;
                let mut terms = inverted.terms().stream()?;
                while terms.advance() {
                    let documents = alive_documents(&inverted, segment, terms.value(), removed)?;
                    let of_term = hasher.hash_one(terms.key()).wrapping_mul(documents);
                    *postings += documents;
                    *digest = digest.wrapping_add(of_term);
                }
            }
        }
        Ok(fields.into_iter().map(|(name, (postings, digest))| (name, postings, digest)).collect())
    }

    /// Files whose bytes are not those that were written, by name.
    ///
    /// Cost: O(bytes of the index).
    ///
    /// # Errors
    /// [`TextError::Index`] if one cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<String>, TextError> {
        let damaged = self.checked_files().map_err(TextError::from_engine)?;
        let mut names: Vec<String> =
            damaged.into_iter().map(|path| path.display().to_string()).collect();
        names.sort();
        Ok(names)
    }
}
