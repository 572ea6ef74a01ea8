//! Counts as they were when the first page of an answer was given.
//!
//! A page that follows is scored with them, so that what others write in between changes no score,
//! and no hit comes twice or never. They must stay short, since they travel in a cursor: the words
//! that were typed come before their other names, and beyond some the counts are those of now.

use crate::bound::BoundQuery;
use crate::query::Node;
use crate::statistics::Statistics;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{BuildHasher as _, BuildHasherDefault};
use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;

/// Words of which the counts are kept.
const MOST_TERMS: usize = 16;
/// Letters that stand for a word: 20 bits.
const NAME: usize = 4;
const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// The counts of a query's words, by a short name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    documents: u64,
    of: Vec<(u32, u64)>,
}

impl Counts {
    /// Reads what [`Counts::to_text`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let documents =
            number(parts.next()?).filter(|documents| u32::try_from(*documents).is_ok())?;
        let of =
            parts.map(|part| Some((number(part.get(..NAME)?)? as u32, number(part.get(NAME..)?)?)));
        let of: Option<Vec<_>> = of.take(MOST_TERMS + 1).collect();
        Some(Self { documents, of: of.filter(|of| of.len() <= MOST_TERMS)? })
    }

    /// As letters, digits and `-`.
    pub fn to_text(&self) -> String {
        let mut text = digits(self.documents, 1);
        for (name, count) in &self.of {
            text.push('-');
            text.push_str(&digits(u64::from(*name), NAME));
            text.push_str(&digits(*count, 1));
        }
        text
    }
}

fn digits(mut number: u64, least: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 || letters.len() < least {
        letters.push(DIGITS.get((number % 32) as usize).map_or('0', |digit| char::from(*digit)));
        number /= 32;
    }
    letters.into_iter().rev().collect()
}

fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    text.bytes().try_fold(0, |number: u64, letter| {
        let digit = DIGITS.iter().position(|digit| *digit == letter)?;
        Some(number * 32 + digit as u64)
    })
}

fn name(term: &Term) -> u32 {
    let hash = BuildHasherDefault::<FxHasher>::default().hash_one(term);
    (hash >> 44) as u32
}

impl BoundQuery {
    /// The counts of its words now.
    ///
    /// # Errors
    /// [`crate::TextError::Index`].
    pub fn counts(&self) -> Result<Counts, crate::TextError> {
        let documents = self.statistics.searcher().num_docs();
        let mut of = Vec::new();
        for term in self.terms() {
            let count = self.statistics.documents(&term).map_err(crate::TextError::from_engine)?;
            let known = (name(&term), count);
            if count > 0 && of.len() < MOST_TERMS && !of.contains(&known) {
                of.push(known);
            }
        }
        Ok(Counts { documents, of })
    }

    /// The terms of its words, those that were typed first.
    fn terms(&self) -> Vec<Term> {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        if let Some(node) = &self.node {
            self.collect(node, &mut own, &mut others);
        }
        own.append(&mut others);
        own
    }

    fn collect(&self, node: &Node, own: &mut Vec<Term>, others: &mut Vec<Term>) {
        let mut push = |field: Field, term: &str| own.push(Term::from_field_text(field, term));
        match node {
            Node::Word(word) => {
                for fields in [&self.fields.text, &self.fields.title] {
                    for (field, terms) in fields.iter().zip(&word.terms.forms) {
                        for term in terms.keys() {
                            push(*field, term);
                        }
                    }
                }
            }
            Node::Phrase(phrase) => {
                for [exact, folded, stemmed] in [self.fields.text, self.fields.title] {
                    phrase.exact.iter().for_each(|term| push(exact, term));
                    phrase.folded.iter().flatten().for_each(|term| push(folded, term));
                    phrase.stemmed.iter().flatten().for_each(|term| push(stemmed, term));
                }
            }
            Node::In(_, inner) | Node::Not(inner) => self.collect(inner, own, others),
            Node::Other(_, inner, _) => {
                let mut more = Vec::new();
                self.collect(inner, others, &mut more);
                others.append(&mut more);
            }
            Node::All(nodes) | Node::Words(nodes) | Node::Any(nodes) | Node::Best(nodes) => {
                for node in nodes {
                    self.collect(node, own, others);
                }
            }
            Node::Value(..) | Node::Dated(_) => {}
        }
    }

    /// What scores a search: the counts of now, or those that were kept.
    pub(crate) fn provider(&self, kept: Option<&Counts>) -> Provider {
        let mut known = FxHashMap::default();
        if let Some(kept) = kept {
            for term in self.terms() {
                let short = name(&term);
                if let Some((_, count)) = kept.of.iter().find(|(name, _)| *name == short) {
                    known.insert(term, *count);
                }
            }
        }
        let now = self.statistics.searcher().num_docs();
        let documents = kept.map_or(now, |kept| kept.documents).max(1);
        Provider { statistics: std::sync::Arc::clone(&self.statistics), documents, known }
    }
}

/// Counts of which some are those of an earlier state.
pub(crate) struct Provider {
    statistics: std::sync::Arc<Statistics>,
    documents: u64,
    known: FxHashMap<Term, u64>,
}

impl Bm25StatisticsProvider for Provider {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.statistics.words(field).saturating_mul(self.documents))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let count = match self.known.get(term) {
            Some(known) => *known,
            None => self.statistics.documents(term)?,
        };
        Ok(count.min(self.documents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_they_are_written() {
        let counts = Counts { documents: 27_716, of: vec![(0, 1), ((1 << 20) - 1, 12_345)] };
        assert_eq!(Counts::parse(&counts.to_text()), Some(counts));
        for text in ["", "-", "x", "1-abc", "1-0000", "1-00000ü", "zz", "1-00001-"] {
            assert_eq!(Counts::parse(text), None, "{text}");
        }
    }
}
