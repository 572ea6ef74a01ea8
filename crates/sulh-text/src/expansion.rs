//! Words of an index that begin like another, or differ from it in a letter or two.
//!
//! It must not score more than a few: what is frequent comes first, others only match.

use crate::schema::Fields;
use crate::statistics::Statistics;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

/// Words that one may stand for and that are scored, at most; others only match.
const MOST_WORDS: usize = 64;
/// Words of an index that are looked at, at most.
pub(crate) const MOST_SEEN: usize = 50_000;
/// How much a word counts that is not quite the one that was asked for.
const LIKE: f32 = 1.0;
/// How much a word counts that begins as was asked for.
const BEGINS: f32 = 2.0;

/// Words with what they count.
pub(crate) struct Grown {
    /// The most frequent.
    pub(crate) words: BTreeMap<String, f32>,
    /// All others.
    pub(crate) rest: BTreeSet<String>,
    /// Whether even these are not all.
    pub(crate) more: bool,
}

/// Words without marks that begin with one of these.
pub(crate) fn starting(
    statistics: &Statistics,
    fields: &Fields,
    beginnings: &BTreeSet<String>,
) -> tantivy::Result<Grown> {
    let mut counts = BTreeMap::new();
    for beginning in beginnings {
        for field in folded_fields(fields) {
            each_starting(statistics, field, beginning, &mut |word, documents| {
                *counts.entry(word.to_owned()).or_default() += documents;
                if counts.len() < MOST_SEEN {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })?;
        }
    }
    Ok(most_frequent(counts, BEGINS))
}

/// Words without marks of which so many letters differ from one of these.
pub(crate) fn like(
    statistics: &Statistics,
    fields: &Fields,
    words: &BTreeSet<String>,
    edits: u8,
) -> tantivy::Result<Grown> {
    Ok(most_frequent(like_counts(statistics, fields, words, edits)?, LIKE))
}

/// The same, with the documents that have each, those that were removed too.
pub(crate) fn like_counts(
    statistics: &Statistics,
    fields: &Fields,
    words: &BTreeSet<String>,
    edits: u8,
) -> tantivy::Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    for word in words {
        for field in folded_fields(fields) {
            let query = FuzzyTermQuery::new(Term::from_field_text(field, word), edits, true);
            for segment in statistics.searcher().segment_readers() {
                let inverted = segment.inverted_index(field)?;
                let mut terms = inverted.terms().search(query.automaton()?).into_stream()?;
                while terms.advance() && counts.len() < MOST_SEEN {
                    let found = std::str::from_utf8(terms.key()).unwrap_or_default();
                    let documents = u64::from(terms.value().doc_freq);
                    *counts.entry(found.to_owned()).or_default() += documents;
                }
            }
        }
    }
    Ok(counts)
}

/// The field of words without marks, of texts and of titles.
pub(crate) fn folded_fields(fields: &Fields) -> [Field; 2] {
    let ([_, text, _], [_, title, _]) = (fields.text, fields.title);
    [text, title]
}

/// Every term of a field that begins so, with the documents that have it, segment by segment.
pub(crate) fn each_starting(
    statistics: &Statistics,
    field: Field,
    beginning: &str,
    each: &mut dyn FnMut(&str, u64) -> ControlFlow<()>,
) -> tantivy::Result<()> {
    for segment in statistics.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().range().ge(beginning.as_bytes()).into_stream()?;
        while terms.advance() && terms.key().starts_with(beginning.as_bytes()) {
            let word = std::str::from_utf8(terms.key()).unwrap_or_default();
            if each(word, u64::from(terms.value().doc_freq)).is_break() {
                break;
            }
        }
    }
    Ok(())
}

fn most_frequent(counts: BTreeMap<String, u64>, weight: f32) -> Grown {
    let more = counts.len() >= MOST_SEEN;
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    all.sort_by(|(one, many), (other, few)| few.cmp(many).then_with(|| one.cmp(other)));
    let rest = all.split_off(MOST_WORDS.min(all.len()));
    let words = all.into_iter().map(|(word, _)| (word, weight)).collect();
    Grown { words, rest: rest.into_iter().map(|(word, _)| word).collect(), more }
}
