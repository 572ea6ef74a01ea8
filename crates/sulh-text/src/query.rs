//! What somebody looks for: words, each with the forms in which it may stand.
//!
//! It must not fail on a text: what is no word is passed over.

use crate::forms::Forms;
use crate::language::Tongue;
use crate::schema::Fields;
use crate::tokenizer::Form;
use crate::word_query::WordTerms;
use crate::words::for_each_word;
use std::ops::Range;
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, Query};

/// Words of a text that count; what comes behind is passed over.
const MOST_WORDS: usize = 32;
/// Bytes of a text that count.
const LONGEST_TEXT: usize = 4096;

/// Words that somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct WordsQuery {
    words: Vec<WordTerms>,
}

impl WordsQuery {
    /// Reads a text. `tongues` are the languages that its words may be of, none for every one;
    /// without `stems` only the forms that were written count.
    pub fn parse(text: &str, tongues: &[Tongue], stems: bool) -> Self {
        let end = text.floor_char_boundary(LONGEST_TEXT);
        let (mut words, mut place) = (Vec::new(), None);
        for_each_word(text.get(..end).unwrap_or_default(), Tongue::Unknown, &mut |found| {
            // The whole of a word in parts stands before its parts.
            if words.len() < MOST_WORDS && place.replace(found.place) != Some(found.place) {
                words.push(WordTerms::of(found.word, tongues, stems));
            }
        });
        Self { words }
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Documents that have every word, or with `any` at least one.
    pub(crate) fn to_tantivy(&self, fields: &Fields, any: bool) -> Box<dyn Query> {
        let occur = if any { Occur::Should } else { Occur::Must };
        let clauses: Vec<_> = self.words.iter().map(|word| (occur, word.query(fields))).collect();
        if clauses.is_empty() {
            return Box::new(EmptyQuery);
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// Where words of a text match, in order: bytes of the text as it is written.
    ///
    /// Cost: O(words of the text).
    pub fn marks(&self, text: &str, tongue: Tongue) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        let mut forms = Forms::default();
        for_each_word(text, tongue, &mut |found| {
            forms.make(found.word, tongue);
            let is_wanted = self.words.iter().any(|word| {
                Form::ALL
                    .iter()
                    .zip(&word.forms)
                    .any(|(form, terms)| terms.contains_key(form.of(&forms)))
            });
            let is_new = marks.last().is_none_or(|last| last.end <= found.start);
            if is_wanted && is_new {
                marks.push(found.start..found.end);
            }
        });
        marks
    }
}
