//! What remains of something erased: when, why and how much, found again by keyed hashes.
//!
//! It must not say what was erased. A plain hash would: whoever guesses a name could try it.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::tokens::{hex, now, write_private};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use sulh_ontology::{Base, Kind, prov, rdf, sulh, xsd};
use sulh_store::rdf::{Literal, NamedNode, Quad, Term};

/// The file of the key in the data directory, readable by its owner alone.
const FILE: &str = "secret.key";
/// The source under whose restricted companion stand tombstones that only administrators see.
const HIDDEN: &str = "tombstones";
/// What kind of work an erasure is in the history.
pub(crate) const ACTIVITY: &str = "purge";
/// Bytes that SHA-256 takes in at a time.
const BLOCK: usize = 64;

/// The key of the hashes of one store.
pub(crate) struct Key([u8; 32]);

impl Key {
    /// Reads the key; `None` where nothing was ever erased.
    pub(crate) fn open(data_dir: &Path) -> Result<Option<Self>, EngineError> {
        let path = data_dir.join(FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(EngineError::File { doing: "read", path, source }),
        };
        let key = bytes.try_into().map_err(|_| EngineError::File {
            doing: "read",
            path,
            source: io::Error::new(io::ErrorKind::InvalidData, "it has not 32 bytes"),
        })?;
        Ok(Some(Self(key)))
    }

    /// Reads the key, or makes it.
    pub(crate) fn open_or_create(data_dir: &Path) -> Result<Self, EngineError> {
        if let Some(key) = Self::open(data_dir)? {
            return Ok(key);
        }
        let key = random()?;
        let (path, aside) = (data_dir.join(FILE), data_dir.join("secret.key.new"));
        write_private(&aside, &key)
            .and_then(|()| fs::rename(&aside, &path))
            .and_then(|()| File::open(data_dir)?.sync_all())
            .map_err(|source| EngineError::File { doing: "write", path, source })?;
        Ok(Self(key))
    }

    /// The keyed hash of a text, in hex: HMAC-SHA256.
    pub(crate) fn hash(&self, text: &str) -> String {
        hex(&hmac(&self.0, text.as_bytes()))
    }
}

/// Source: RFC 2104; the key is shorter than a block.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let padded = |pad: u8| {
        let mut block = [pad; BLOCK];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

fn random() -> Result<[u8; 32], EngineError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| EngineError::Random { message: error.to_string() })?;
    Ok(bytes)
}

/// An IRI for a tombstone, which says nothing.
pub(crate) fn fresh_iri(base: &Base) -> Result<NamedNode, EngineError> {
    let mut slug = hex(&random()?);
    slug.truncate(24);
    Ok(base.id(Kind::Tombstone, &slug))
}

/// Where the tombstone of something stands that was public, or was not.
pub(crate) fn graph(base: &Base, public: bool) -> NamedNode {
    if public { base.graph_tombstones() } else { base.graph_source_restricted(HIDDEN) }
}

/// The graphs of tombstones: only erasures write to them.
pub(crate) fn graphs(base: &Base) -> [NamedNode; 2] {
    [true, false].map(|public| graph(base, public))
}

/// The quads of a tombstone.
pub(crate) fn quads(
    tombstone: &NamedNode,
    graph: &NamedNode,
    (kind, reason): (&str, &str),
    count: u64,
    hashes: &BTreeSet<String>,
) -> Vec<Quad> {
    let plain = |text: &str| Term::from(Literal::new_simple_literal(text));
    let typed = |text: String, datatype| Term::from(Literal::new_typed_literal(text, datatype));
    let mut facts: Vec<(NamedNode, Term)> = vec![
        (rdf::TYPE.into_owned(), sulh::TOMBSTONE.into_owned().into()),
        (sulh::PURGED_KIND.into_owned(), plain(kind)),
        (sulh::REASON.into_owned(), plain(reason)),
        (sulh::PURGED_QUADS.into_owned(), typed(count.to_string(), xsd::NON_NEGATIVE_INTEGER)),
        (prov::ENDED_AT_TIME.into_owned(), typed(now(), xsd::DATE_TIME)),
    ];
    facts.extend(hashes.iter().map(|hash| (sulh::PURGED_HASH.into_owned(), plain(hash))));
    facts
        .into_iter()
        .map(|(predicate, object)| Quad::new(tombstone.clone(), predicate, object, graph.clone()))
        .collect()
}

/// Why something is there no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// The tombstone.
    pub tombstone: String,
    /// Why, in the words of who erased it.
    pub reason: String,
}

impl Engine {
    /// Whether a thing was erased, and why, as far as the requester may know.
    ///
    /// # Errors
    /// [`EngineError::Read`], [`EngineError::File`].
    pub fn erased(&self, who: &Identity, iri: &str) -> Result<Option<Erased>, EngineError> {
        let Some(key) = Key::open(self.data_dir())? else { return Ok(None) };
        let facts = self.facts(who);
        let view = facts.view();
        let hash = Literal::new_simple_literal(key.hash(iri));
        let (Some(hash), Some(purged), Some(because)) =
            (view.id(hash.as_ref()), view.id(sulh::PURGED_HASH), view.id(sulh::REASON))
        else {
            return Ok(None);
        };
        for public in [true, false] {
            let Some(graph) = view.id(graph(self.base(), public).as_ref()) else { continue };
            for quad in view.quads(None, Some(purged), Some(hash), Some(graph)) {
                let [tombstone, ..] = quad?;
                let Some(reason) = view.objects(tombstone, because).next().transpose()? else {
                    continue;
                };
                return Ok(Some(Erased {
                    tombstone: view.with_text(tombstone, str::to_owned).unwrap_or_default(),
                    reason: view.with_text(reason, str::to_owned).unwrap_or_default(),
                }));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // RFC 4231, test cases 1 and 2.
        assert_eq!(
            hex(&hmac(&[0x0b; 20], b"Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
