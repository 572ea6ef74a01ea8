//! What a report recommends: the words, who recommends it, who must act, what was answered.
//!
//! It finds requests by how they are printed and worded, never by what they are about.

mod cues;
mod listed;
mod marker;
mod parts;

pub use parts::{NamedState, Part, States, split_by_states};

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
/// Cost: O(bytes · cues).
pub fn recommendations(document: &Document, states: &dyn States) -> Vec<Recommendation> {
    listed::listed(document, states)
}
