//! Whether the words that claims quote stand where they say, in the documents at hand.
//!
//! It reads files of the machine and changes nothing. A document that is not at hand is *not
//! held*, and no fault.

use crate::claim_reader::ClaimReader;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::tokens::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use sulh_ontology::{rdf, sulh};
use sulh_store::TermId;

/// What a check of quotes found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct QuoteReport {
    /// Whether every passage that could be compared holds.
    pub ok: bool,
    /// Documents that were at hand.
    pub documents: u64,
    /// Passages that were compared with their document.
    pub passages: u64,
    /// Passages of documents that are not held.
    pub not_held: u64,
    /// What is wrong, in words.
    pub findings: Vec<String>,
}

impl Engine {
    /// Compares every passage with the documents in a directory, known by the SHA-256 of their
    /// bytes whatever their name; without a directory, with the quotes that are held.
    ///
    /// Cost: O(bytes of the files and passages).
    ///
    /// # Errors
    /// [`EngineError::File`] if the directory or a file of it cannot be read.
    pub fn check_quotes(
        &self,
        who: &Identity,
        documents: Option<&Path>,
    ) -> Result<QuoteReport, EngineError> {
        self.authorize(who, Action::Check)?;
        let files = documents.map(files_by_hash).transpose()?.unwrap_or_default();
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let mut report = QuoteReport::default();
        let mut texts: BTreeMap<TermId, Option<Vec<u8>>> = BTreeMap::new();
        let Some(class) = facts.term_id(sulh::PASSAGE) else {
            return Ok(QuoteReport { ok: true, ..report });
        };
        for (passage, graph) in reader.pointing(rdf::TYPE, class)? {
            let at = (passage, graph);
            let Some(document) = reader.part(at, sulh::IN_DOCUMENT)? else { continue };
            if let Entry::Vacant(entry) = texts.entry(document) {
                let hash = facts.value(document, sulh::SHA256)?;
                let file = hash.and_then(|hash| files.get(&hash));
                entry.insert(file.map(read).transpose()?);
            }
            let text = texts.get(&document).and_then(Option::as_deref);
            match text {
                Some(_) => report.passages += 1,
                None => report.not_held += 1,
            }
            let passage = Compared {
                name: facts.reference(passage)?.id,
                start: reader.text(at, sulh::BYTE_START)?.and_then(|text| text.parse().ok()),
                end: reader.text(at, sulh::BYTE_END)?.and_then(|text| text.parse().ok()),
                sha256: reader.text(at, sulh::TEXT_SHA256)?,
                quote: reader.text(at, sulh::QUOTE)?,
            };
            report.findings.extend(passage.fault(text));
        }
        report.documents = texts.values().filter(|text| text.is_some()).count() as u64;
        report.findings.sort_unstable();
        report.ok = report.findings.is_empty();
        Ok(report)
    }
}

/// A passage as it is compared.
struct Compared {
    name: String,
    start: Option<usize>,
    end: Option<usize>,
    sha256: Option<String>,
    quote: Option<String>,
}

impl Compared {
    /// What is wrong with it, if anything.
    fn fault(&self, text: Option<&[u8]>) -> Option<String> {
        let hash = |words: &[u8]| hex(&Sha256::digest(words));
        if let (Some(quote), Some(sha256)) = (&self.quote, &self.sha256)
            && hash(quote.as_bytes()) != *sha256
        {
            return Some(format!("passage {}: the quote is not what its SHA-256 says", self.name));
        }
        let text = text?;
        let (start, end) = (self.start?, self.end?);
        let Some(words) = text.get(start..end) else {
            let length = text.len();
            return Some(format!(
                "passage {}: bytes {start} to {end} lie outside the document of {length} bytes",
                self.name
            ));
        };
        let quoted = self.quote.as_ref().is_none_or(|quote| quote.as_bytes() == words);
        let hashed = self.sha256.as_ref().is_none_or(|sha256| hash(words) == *sha256);
        (!quoted || !hashed)
            .then(|| format!("passage {}: other words stand at bytes {start} to {end}", self.name))
    }
}

fn read(path: &PathBuf) -> Result<Vec<u8>, EngineError> {
    std::fs::read(path).map_err(|source| EngineError::File {
        doing: "read",
        path: path.clone(),
        source,
    })
}

/// The files of a directory by the SHA-256 of their bytes.
fn files_by_hash(directory: &Path) -> Result<BTreeMap<String, PathBuf>, EngineError> {
    let fail = |source| EngineError::File { doing: "read", path: directory.to_owned(), source };
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(directory).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_file() {
            files.insert(hex(&Sha256::digest(read(&path)?)), path);
        }
    }
    Ok(files)
}
