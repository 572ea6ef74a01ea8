//! Words that somebody may have meant, when none that was written stands in the index.
//!
//! It must not guess from anything but the index: a hint is a word that a document has.

use crate::bound::BoundQuery;
use crate::document::Text;
use crate::error::TextError;
use crate::expansion::{folded_fields, like_counts};
use crate::forms::Forms;
use crate::language::Tongue;
use crate::latin::is_cyrillic;
use crate::query::{Grow, Node, Word};
use crate::word_query::{WordTerms, folded_forms};
use crate::words::{for_each_word, is_unseen};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet as _, TERMINATED, Term};

/// Letters of a word of which two may differ.
const LONG: usize = 6;
/// Letters of a word that may be another one.
const LEAST: usize = 4;
/// How many times more frequent a word must be than the forms of the one that was written.
const MUCH_MORE: u64 = 10;
/// Candidates that are counted exactly.
const COUNTED: usize = 8;

/// A word that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word of the query.
    pub written: String,
    /// The word of the index, in small Latin letters without marks.
    pub folded: String,
    /// Documents that have it, some.
    pub documents: Vec<String>,
}

impl BoundQuery {
    /// For each word that stands nowhere, one that is like it and does: the nearest, of equals the
    /// most frequent. With `strict`, also for words of which only other forms stand, if one that is
    /// no form of it is much more frequent.
    ///
    /// Cost: O(words of the index that are like it).
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn corrections(&self, strict: bool) -> Result<Vec<Correction>, TextError> {
        let mut words = Vec::new();
        if let Some(node) = &self.node {
            self.missing(node, strict, &mut words).map_err(TextError::from_engine)?;
        }
        let mut all = Vec::new();
        for word in words {
            all.extend(self.correction(&word).map_err(TextError::from_engine)?);
        }
        Ok(all)
    }

    fn correction(&self, word: &Word) -> tantivy::Result<Option<Correction>> {
        let letters = word.written.chars().count();
        if letters < LEAST || !word.written.chars().all(char::is_alphabetic) {
            return Ok(None);
        }
        let forms = folded_forms(&word.written, &[], true);
        let [_, _, stems] = &word.terms.forms;
        let mut least = 0;
        for stem in stems.keys() {
            let [_, _, field] = self.fields.text;
            least = least.max(self.statistics.documents(&Term::from_field_text(field, stem))?);
        }
        let least = least * MUCH_MORE;
        for edits in 1..=if letters >= LONG { 2 } else { 1 } {
            let counts = like_counts(&self.statistics, &self.fields, &forms, edits)?;
            let first = |word: &str| word.chars().next();
            let begins = |other: &str| forms.iter().any(|form| first(form) == first(other));
            let mut likely: Vec<(String, u64)> = counts
                .into_iter()
                .filter(|(other, documents)| {
                    other.chars().all(char::is_alphabetic)
                        && *documents >= least
                        && !is_form_of(other, stems)
                })
                .collect();
            likely.sort_by_cached_key(|(word, documents)| {
                (Reverse(begins(word)), Reverse(*documents), word.clone())
            });
            for (folded, _) in likely.into_iter().take(COUNTED) {
                let documents = self.documents_with(&folded)?;
                if !documents.is_empty() {
                    let written = word.written.clone();
                    return Ok(Some(Correction { written, folded, documents }));
                }
            }
        }
        Ok(None)
    }

    /// Some documents that are there and have a word without marks.
    fn documents_with(&self, folded: &str) -> tantivy::Result<Vec<String>> {
        let mut found = Vec::new();
        for segment in self.statistics.searcher().segment_readers() {
            let Some(ids) = segment.fast_fields().str(crate::schema::Fields::ID)? else { continue };
            for field in folded_fields(&self.fields) {
                let term = Term::from_field_text(field, folded);
                let inverted = segment.inverted_index(field)?;
                let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
                else {
                    continue;
                };
                while postings.doc() != TERMINATED {
                    if !segment.is_deleted(postings.doc())
                        && let Some(ordinal) = ids.term_ords(postings.doc()).next()
                    {
                        let mut id = String::new();
                        ids.ord_to_str(ordinal, &mut id)?;
                        found.push(id);
                        if found.len() == COUNTED {
                            return Ok(found);
                        }
                    }
                    postings.advance();
                }
            }
        }
        Ok(found)
    }

    /// The words that are asked for and stand nowhere, or with `strict` only in another form.
    fn missing(&self, node: &Node, strict: bool, words: &mut Vec<Word>) -> tantivy::Result<()> {
        match node {
            Node::Word(word) => {
                let [exact, folded, stemmed] = &word.terms.forms;
                let is_known =
                    !exact.is_empty() || !folded.is_empty() || (!strict && !stemmed.is_empty());
                if !is_known && !word.optional && word.grow == Grow::No {
                    words.push(word.clone());
                }
            }
            Node::Phrase(phrase) if phrase.folded.is_empty() => {
                for word in &phrase.words {
                    let mut is_known = false;
                    for form in folded_forms(word, &[], true) {
                        for field in folded_fields(&self.fields) {
                            let term = Term::from_field_text(field, &form);
                            is_known |= self.statistics.documents(&term)? > 0;
                        }
                    }
                    if !is_known {
                        words.push(Word {
                            written: word.clone(),
                            terms: WordTerms::default(),
                            optional: false,
                            grow: Grow::No,
                            rest: BTreeSet::new(),
                        });
                    }
                }
            }
            Node::In(_, inner) => self.missing(inner, strict, words)?,
            Node::All(nodes) | Node::Words(nodes) | Node::Any(nodes) => {
                for node in nodes {
                    self.missing(node, strict, words)?;
                }
            }
            // Of a name or a word in parts, something is known, or it is no word to mend.
            _ => {}
        }
        Ok(())
    }

    /// The text of the query with words in the place of others.
    pub fn corrected(&self, words: &[(String, String)]) -> String {
        let (mut text, mut end) = (String::new(), 0);
        for_each_word(&self.text, Tongue::Unknown, &mut |found| {
            let other = words.iter().find(|(written, _)| written == found.word);
            if let Some((_, other)) = other.filter(|_| found.start >= end) {
                text.push_str(self.text.get(end..found.start).unwrap_or_default());
                text.push_str(other);
                end = found.end;
            }
        });
        text.push_str(self.text.get(end..).unwrap_or_default());
        text
    }
}

/// Whether a word has one of these stems.
fn is_form_of(word: &str, stems: &BTreeMap<String, f32>) -> bool {
    let mut forms = Forms::default();
    Tongue::ALL.into_iter().any(|tongue| {
        forms.make(word, tongue);
        stems.contains_key(&forms.stemmed)
    })
}

/// A word without marks as texts write it, where one does in the script of another word; it begins
/// with a capital where that one does.
pub fn as_it_stands(folded: &str, like: &str, texts: &[Text]) -> Option<String> {
    let mut forms = Forms::default();
    let mut stands: Option<String> = None;
    for text in texts {
        let tongue = Tongue::of_tag(&text.language);
        for_each_word(&text.text, tongue, &mut |found| {
            forms.make_folded(found.word, tongue);
            let is_alike = is_cyrillic(found.word) == is_cyrillic(like);
            if stands.is_none() && forms.folded == folded && is_alike {
                let seen = found.word.chars().filter(|letter| !is_unseen(*letter));
                stands = Some(seen.flat_map(char::to_lowercase).collect());
            }
        });
    }
    let word = stands?;
    let mut letters = word.chars();
    let first = letters.next()?;
    let is_capital = like.chars().next().is_some_and(char::is_uppercase);
    Some(if is_capital { first.to_uppercase().chain(letters).collect() } else { word })
}
