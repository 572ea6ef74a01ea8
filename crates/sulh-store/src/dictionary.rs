//! Terms ↔ ids: a mapped base that never changes and a delta that only grows.
//!
//! It must not know quads. Ids of the base come first, so that ids grow with
//! the age of a term and a fold can close the gaps without changing their order.

mod base;
mod delta;

pub(crate) use base::{BaseDictionary, BaseDictionaryWriter};

use crate::error::{FileError, ReadError};
use crate::term_codec;
use crate::term_id::TermId;
use delta::DeltaDictionary;
use oxigraph::model::{Term, TermRef};
use std::path::Path;
use std::sync::{PoisonError, RwLock};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The dictionary of one generation.
#[derive(Debug)]
pub(crate) struct Dictionary {
    base: BaseDictionary,
    delta: RwLock<DeltaDictionary>,
    seed: u64,
}

/// The dictionary holds as many terms as 30 bits can name.
#[derive(Debug, thiserror::Error)]
#[error(
    "the dictionary is full at {} terms: split the data over several stores",
    TermId::DICTIONARY_CAPACITY
)]
pub struct DictionaryFull;

impl Dictionary {
    /// An empty dictionary; `seed` keeps hostile terms from colliding on purpose.
    pub(crate) fn empty(seed: u64) -> Self {
        Self::new(BaseDictionary::empty(), seed)
    }

    /// Opens the base file at `path`, already verified.
    pub(crate) fn open(path: &Path, seed: u64) -> Result<Self, FileError> {
        Ok(Self::new(BaseDictionary::open(path)?, seed))
    }

    fn new(base: BaseDictionary, seed: u64) -> Self {
        let delta = RwLock::new(DeltaDictionary::new(base.len()));
        Self { base, delta, seed }
    }

    /// Number of dictionary terms, base and delta.
    pub(crate) fn len(&self) -> u32 {
        self.delta.read().unwrap_or_else(PoisonError::into_inner).end()
    }

    /// The id of `term` if it is inline or known.
    pub(crate) fn find(&self, term: TermRef<'_>) -> Option<TermId> {
        match inline(term) {
            Some(id) => Some(id),
            None => self.find_bytes(&term_codec::encode_to_vec(term)),
        }
    }

    /// The id of an encoded term that is not inline.
    pub(crate) fn find_bytes(&self, bytes: &[u8]) -> Option<TermId> {
        let hash = xxh3_64_with_seed(bytes, self.seed);
        let index = self.base.find(hash, bytes).or_else(|| {
            let delta = self.delta.read().unwrap_or_else(PoisonError::into_inner);
            delta.find(hash, bytes)
        })?;
        TermId::dictionary(index)
    }

    /// The id of `term`, which is added when it is new.
    pub(crate) fn intern(&self, term: TermRef<'_>) -> Result<TermId, DictionaryFull> {
        match inline(term) {
            Some(id) => Ok(id),
            None => self.intern_bytes(&term_codec::encode_to_vec(term)),
        }
    }

    /// The id of an encoded term that is not inline, added when it is new.
    pub(crate) fn intern_bytes(&self, bytes: &[u8]) -> Result<TermId, DictionaryFull> {
        let hash = xxh3_64_with_seed(bytes, self.seed);
        if let Some(index) = self.base.find(hash, bytes) {
            return TermId::dictionary(index).ok_or(DictionaryFull);
        }
        {
            let delta = self.delta.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(index) = delta.find(hash, bytes) {
                return TermId::dictionary(index).ok_or(DictionaryFull);
            }
        }
        let mut delta = self.delta.write().unwrap_or_else(PoisonError::into_inner);
        let seed = self.seed;
        let index = delta.insert(hash, bytes, |other| xxh3_64_with_seed(other, seed));
        TermId::dictionary(index).ok_or(DictionaryFull)
    }

    /// Calls `f` with the bytes of a dictionary term.
    pub(crate) fn with_bytes<T>(&self, id: TermId, f: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let index = id.dictionary_index()?;
        if let Some(bytes) = self.base.get(index) {
            return Some(f(bytes));
        }
        let delta = self.delta.read().unwrap_or_else(PoisonError::into_inner);
        delta.get(index).map(f)
    }

    /// The term of an inline or dictionary id.
    pub(crate) fn term(&self, id: TermId) -> Result<Term, ReadError> {
        if let Some(literal) = id.to_inline_literal() {
            return Ok(literal.into());
        }
        self.with_bytes(id, term_codec::decode).flatten().ok_or_else(|| ReadError::UnknownTerm {
            id: id.to_u32(),
            path: self.base.path().to_owned(),
        })
    }

    /// Bytes of memory that the delta takes.
    pub(crate) fn heap_bytes(&self) -> usize {
        self.delta.read().unwrap_or_else(PoisonError::into_inner).heap_bytes()
    }

    /// The seed of its hashes.
    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }
}

fn inline(term: TermRef<'_>) -> Option<TermId> {
    match term {
        TermRef::Literal(literal) => TermId::inline(literal),
        _ => None,
    }
}
