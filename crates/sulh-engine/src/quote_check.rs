//! Whether a quote stands literally where it says, in the text that is held of its document.
//!
//! A text is read once for many quotes; one that is not held tells nothing.

use crate::claim_item::Quotation;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::originals::Originals;
use rustc_hash::FxHashMap;
use sulh_ontology::sulh;
use sulh_store::rdf::NamedNodeRef;

/// Texts of documents, as they are asked for.
pub(crate) struct QuoteCheck<'f> {
    facts: &'f Facts<'f>,
    originals: Originals,
    texts: FxHashMap<String, Option<String>>,
}

/// The most texts that are kept at once.
const KEPT: usize = 16;

impl<'f> QuoteCheck<'f> {
    pub(crate) fn new(facts: &'f Facts<'f>, originals: Originals) -> Self {
        Self { facts, originals, texts: FxHashMap::default() }
    }

    /// Whether the words of a passage stand there; `None` if the text or the words are not held.
    pub(crate) fn holds(&mut self, passage: &Quotation) -> Result<Option<bool>, EngineError> {
        let (Some(document), Some(quote)) = (&passage.document, &passage.quote) else {
            return Ok(None);
        };
        let (Some(start), Some(end)) = (passage.byte_start, passage.byte_end) else {
            return Ok(None);
        };
        let text = self.text(&document.iri)?;
        Ok(text.map(|text| text.get(start as usize..end as usize) == Some(quote.as_str())))
    }

    /// The text of a document around a span, at most so many bytes on each side.
    pub(crate) fn around(
        &mut self,
        passage: &Quotation,
        bytes: usize,
    ) -> Result<Option<[String; 3]>, EngineError> {
        let (Some(document), Some(start), Some(end)) =
            (&passage.document, passage.byte_start, passage.byte_end)
        else {
            return Ok(None);
        };
        let (start, end) = (start as usize, end as usize);
        let Some(text) = self.text(&document.iri)? else { return Ok(None) };
        let from = text.floor_char_boundary(start.saturating_sub(bytes));
        let until = text.ceil_char_boundary((end + bytes).min(text.len()));
        let part = |range: std::ops::Range<usize>| text.get(range).map(str::to_owned);
        Ok(match (part(from..start), part(start..end), part(end..until)) {
            (Some(before), Some(words), Some(behind)) => Some([before, words, behind]),
            _ => None,
        })
    }

    fn text(&mut self, document: &str) -> Result<Option<&str>, EngineError> {
        if !self.texts.contains_key(document) {
            if self.texts.len() >= KEPT {
                self.texts.clear();
            }
            let text = self.read(document)?;
            self.texts.insert(document.to_owned(), text);
        }
        Ok(self.texts.get(document).and_then(Option::as_deref))
    }

    fn read(&self, document: &str) -> Result<Option<String>, EngineError> {
        let Some(id) = self.facts.view().id(NamedNodeRef::new_unchecked(document)) else {
            return Ok(None);
        };
        let Some(hash) = self.facts.value(id, sulh::TEXT_SHA256)? else { return Ok(None) };
        let bytes = self.originals.read(&hash)?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }
}
