//! What a report recommends: the words, who recommends it, who must act, what was answered.
//!
//! It finds requests by how they are printed and worded, never by what they are about.

mod cues;
mod heading;
mod lead_in;
mod marker;
mod parts;
mod reader;
mod reference;
mod repeat;
mod request;
mod table;

pub use parts::{NamedState, Part, States, split_by_states};

use crate::language::{Language, document_language};
use std::ops::Range;
use sulh_document::Document;

/// A recommendation as a document prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// Its words: bytes of the document's text, one place or several that are read one after the
    /// other.
    pub spans: Vec<Range<usize>>,
    /// The block in which it stands.
    pub block: usize,
    /// Its number as printed, with that of the paragraph that announces it: `96.12`.
    pub number: Option<String>,
    /// The states that make it.
    pub states: Vec<NamedState>,
    /// Who must act: the words that name each, bytes of the document's text. Empty if nobody is
    /// named.
    pub addressees: Vec<Range<usize>>,
    /// The body that the words name as the one who asks, where it is not who writes.
    pub issuer: Option<Range<usize>>,
    /// Whether the report only tells that somebody else made it.
    pub is_quoted: bool,
    /// What was answered, as the report groups its recommendations.
    pub response: Option<ResponseWords>,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// An answer and the words that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseWords {
    /// The slug of the status.
    pub status: &'static str,
    /// The words of the report: bytes of its text.
    pub span: Range<usize>,
}

impl Recommendation {
    /// Its words, those of several places with a space between.
    pub fn text(&self, document: &Document) -> String {
        let mut words = String::new();
        for span in &self.spans {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(document.text.get(span.clone()).unwrap_or_default());
        }
        words
    }
}

/// The recommendations of a document, in the order in which they are printed.
///
/// `language` is that of the document where it is known. A report that lists recommendations with
/// the states that made them tells before who said what; there only the list counts.
/// Cost: O(bytes · cues).
pub fn recommendations(
    document: &Document,
    language: Option<Language>,
    states: &dyn States,
) -> Vec<Recommendation> {
    let language = language.or_else(|| document_language(document));
    let mut found = reader::Reader::new(document, states, language).read();
    let by_states = found.iter().filter(|one| !one.states.is_empty()).count();
    if by_states >= BY_STATES {
        found.retain(|one| !one.states.is_empty() || one.rule.starts_with("listed-item"));
    }
    repeat::without_repeats(document, found)
}

/// With so many recommendations of named states a report is one of a review by states.
const BY_STATES: usize = 5;
