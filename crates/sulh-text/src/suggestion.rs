//! What somebody may be typing: names of things, and runs of words that texts have.
//!
//! It must not look into a text: names stand in a table in memory, runs in the index.

use crate::error::TextError;
use crate::expansion::each_starting;
use crate::forms::Forms;
use crate::index::TextIndex;
use crate::language::Tongue;
use crate::latin::is_cyrillic;
use crate::phrase_tokenizer::SHOWN;
use crate::query::tongues_of;
use crate::schema::Facet;
use crate::statistics::Statistics;
use crate::written::written;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::ops::ControlFlow;
use tantivy::Term;
use tantivy::termdict::TermDictionary;

/// Letters with which runs of words are looked for, at least: fewer are the beginning of too many.
const LEAST_OF_RUN: usize = 4;
/// The most frequent runs of a segment, and of all, that are counted exactly.
const CANDIDATES: usize = 64;
/// Documents that have a run, at least.
const LEAST_DOCUMENTS: u64 = 2;
/// Bytes of a beginning, at most.
const LONGEST: usize = 128;

/// A name of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The id of the thing.
    pub id: String,
    /// The name, as it is written.
    pub text: String,
    /// A tag of BCP 47; empty where nobody states one.
    pub language: String,
    /// Whether it is the one that the thing goes by.
    pub preferred: bool,
    /// The value of a facet that documents about the thing have.
    pub facet: Option<(Facet, String)>,
}

/// A run of words that documents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words, in small letters.
    pub text: String,
    /// The documents that have them.
    pub documents: u64,
}

/// Names by the beginnings of their words.
#[derive(Debug, Default)]
pub struct NameTable {
    names: Vec<Entry>,
    /// A name and where a word of it begins, in the order of the letters from there.
    starts: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct Entry {
    name: Name,
    folded: String,
    is_cyrillic: bool,
}

/// Documents about the thing of each name of a table.
#[derive(Debug, Default)]
pub struct NameWeights(Vec<u64>);

impl NameTable {
    /// Cost: O(names · log names).
    pub fn of(names: Vec<Name>) -> Self {
        let mut all = Vec::with_capacity(names.len());
        let mut starts: Vec<(u32, u32)> = Vec::new();
        for (name, place) in names.into_iter().zip(0u32..) {
            let folded = folded(&name.text, Tongue::of_tag(&name.language));
            let spaces = folded.match_indices(' ').map(|(at, _)| at + 1);
            let beginnings = std::iter::once(0).chain(spaces);
            starts.extend(beginnings.filter_map(|at| Some((place, u32::try_from(at).ok()?))));
            let is_cyrillic = is_cyrillic(&name.text);
            all.push(Entry { name, folded, is_cyrillic });
        }
        let mut table = Self { names: all, starts: Vec::new() };
        starts.sort_by(|one, other| table.from(*one).cmp(table.from(*other)));
        table.starts = starts;
        table
    }

    fn from(&self, (name, at): (u32, u32)) -> &str {
        let folded = self.names.get(name as usize).map(|entry| entry.folded.as_str());
        folded.and_then(|folded| folded.get(at as usize..)).unwrap_or_default()
    }

    /// Counts the documents about each thing.
    ///
    /// Cost: O(values of facets + names).
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn weights(&self, index: &TextIndex) -> Result<NameWeights, TextError> {
        let statistics = index.statistics()?;
        let facets: BTreeSet<Facet> = self
            .names
            .iter()
            .filter_map(|entry| entry.name.facet.as_ref())
            .map(|(facet, _)| *facet)
            .collect();
        let mut counts: FxHashMap<(Facet, String), u64> = FxHashMap::default();
        for facet in facets {
            each_starting(&statistics, index.fields().facet(facet), "", &mut |value, documents| {
                *counts.entry((facet, value.to_owned())).or_default() += documents;
                ControlFlow::Continue(())
            })
            .map_err(TextError::from_engine)?;
        }
        let count = |entry: &Entry| {
            entry.name.facet.as_ref().and_then(|facet| counts.get(facet)).copied().unwrap_or(0)
        };
        Ok(NameWeights(self.names.iter().map(count).collect()))
    }

    /// Names of which a word begins with what was typed. Those in the script that was typed come
    /// first; of these the ones in a language of the reader, then the ones that begin so, then
    /// others; of each kind those that most documents are about. A thing comes once. `rank` gives
    /// the place of a language among the reader's, if it is one of these, and passes over names to
    /// which it gives none.
    ///
    /// Cost: O(names that begin so).
    pub fn starting(
        &self,
        typed: &str,
        weights: &NameWeights,
        limit: usize,
        rank: &dyn Fn(&Name) -> Option<Option<usize>>,
    ) -> Vec<(&Name, u64)> {
        // A thing may have many names that begin so, of which one is given.
        let most = limit.saturating_mul(16).max(64);
        let mut found = BTreeSet::new();
        let mut taken = FxHashSet::default();
        let typed_in_cyrillic = is_cyrillic(typed);
        for beginning in beginnings(typed) {
            let from = self.starts.partition_point(|start| self.from(*start) < beginning.as_str());
            let rest = self.starts.get(from..).unwrap_or_default();
            for start in rest.iter().take_while(|start| self.from(**start).starts_with(&beginning))
            {
                let (place, at) = *start;
                let Some(entry) = self.names.get(place as usize) else { continue };
                let Some(language) = rank(&entry.name) else { continue };
                let kind = match language {
                    Some(_) => 0,
                    None if at == 0 => 1,
                    None => 2,
                };
                let weight = weights.0.get(place as usize).copied().unwrap_or_default();
                found.insert((
                    entry.is_cyrillic != typed_in_cyrillic,
                    kind,
                    Reverse(weight),
                    at > 0,
                    language,
                    !entry.name.preferred,
                    entry.folded.len(),
                    entry.folded.as_str(),
                    place,
                ));
                if found.len() > most {
                    found.pop_last();
                }
            }
        }
        let names = found
            .into_iter()
            .filter_map(|key| self.names.get(key.8 as usize).map(|entry| (&entry.name, key.2.0)));
        names.filter(|(name, _)| taken.insert(name.id.as_str())).take(limit).collect()
    }
}

/// Words without marks with one space between them; a last space stays.
fn folded(text: &str, tongue: Tongue) -> String {
    let (mut forms, mut all) = (Forms::default(), String::new());
    for word in written(text, tongue) {
        let parts = if word.parts.is_empty() { vec![word.word] } else { word.parts };
        for part in parts {
            forms.make_folded(&part, tongue);
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(&forms.folded);
        }
    }
    if text.ends_with(char::is_whitespace) && !all.is_empty() {
        all.push(' ');
    }
    all
}

/// What was typed, in each way in which it may be folded.
fn beginnings(typed: &str) -> BTreeSet<String> {
    let typed = typed.get(..typed.floor_char_boundary(LONGEST)).unwrap_or_default();
    let all = tongues_of(typed, &[]).into_iter().map(|tongue| folded(typed, tongue));
    all.filter(|beginning| !beginning.trim().is_empty()).collect()
}

impl TextIndex {
    /// Documents that have a value of a facet.
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn with_value(&self, facet: Facet, value: &str) -> Result<u64, TextError> {
        let term = Term::from_field_text(self.fields().facet(facet), value);
        self.statistics()?.documents(&term).map_err(TextError::from_engine)
    }

    /// Runs of words that begin with what was typed, those first that most documents have.
    ///
    /// Cost: O(runs that begin so), up to a limit.
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn phrases(&self, typed: &str, limit: usize) -> Result<Vec<Phrase>, TextError> {
        let statistics = self.statistics()?;
        self.runs(&statistics, typed, limit).map_err(TextError::from_engine)
    }

    fn runs(
        &self,
        statistics: &Statistics,
        typed: &str,
        limit: usize,
    ) -> tantivy::Result<Vec<Phrase>> {
        let field = self.fields().phrase;
        let mut counts: FxHashMap<String, u64> = FxHashMap::default();
        for beginning in beginnings(typed) {
            if beginning.chars().count() < LEAST_OF_RUN {
                continue;
            }
            for (segment, _) in statistics.segments() {
                let inverted = segment.inverted_index(field)?;
                for (run, documents) in frequent(inverted.terms(), &beginning)? {
                    *counts.entry(run).or_default() += documents;
                }
            }
        }
        let mut runs: Vec<(String, u64)> = counts.into_iter().collect();
        let most_first = |(one, many): &(String, u64), (other, few): &(String, u64)| {
            few.cmp(many).then_with(|| one.cmp(other))
        };
        runs.sort_by(most_first);
        runs.truncate(CANDIDATES);
        for (run, documents) in &mut runs {
            // What is shown counts only what is there.
            *documents = statistics.documents(&Term::from_field_text(field, run))?;
        }
        runs.retain(|(_, documents)| *documents >= LEAST_DOCUMENTS);
        runs.sort_by(most_first);
        runs.truncate(limit);
        let shown = |run: &str| run.split_once(SHOWN).map_or("", |(_, shown)| shown).to_owned();
        let phrase = |(run, documents): (String, u64)| Phrase { text: shown(&run), documents };
        Ok(runs.into_iter().map(phrase).collect())
    }
}

/// The most frequent runs of a segment that begin so.
fn frequent(terms: &TermDictionary, beginning: &str) -> tantivy::Result<Vec<(String, u64)>> {
    let mut most: BinaryHeap<Reverse<(u32, Reverse<u64>)>> = BinaryHeap::new();
    let mut stream = terms.range().ge(beginning.as_bytes()).into_stream()?;
    while stream.advance() && stream.key().starts_with(beginning.as_bytes()) {
        let found = Reverse((stream.value().doc_freq, Reverse(stream.term_ord())));
        if most.len() < CANDIDATES {
            most.push(found);
        } else if let Some(mut least) = most.peek_mut()
            && found < *least
        {
            *least = found;
        }
    }
    let mut runs = Vec::with_capacity(most.len());
    for Reverse((documents, Reverse(ordinal))) in most {
        let mut run = Vec::new();
        terms.ord_to_term(ordinal, &mut run)?;
        runs.push((String::from_utf8_lossy(&run).into_owned(), u64::from(documents)));
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

    use super::*;
    use crate::{Text, TextDocument};

    fn name(id: &str, text: &str, language: &str) -> Name {
        let facet = Some((Facet::Threat, id.to_owned()));
        let (id, text, language) = (id.to_owned(), text.to_owned(), language.to_owned());
        Name { id, text, language, preferred: true, facet }
    }

    #[test]
    fn names_are_suggested_in_any_script_the_popular_first() {
        let index = TextIndex::in_memory().unwrap();
        let document = |id: &str, threat: &str, text: &str| TextDocument {
            id: id.to_owned(),
            texts: vec![Text { text: text.to_owned(), language: "sr".to_owned() }],
            facets: vec![(Facet::Threat, threat.to_owned())],
            ..TextDocument::default()
        };
        let documents = [
            document("1", "trafficking", "Трговина људима расте."),
            document("2", "trafficking", "Трговина људима и оружјем."),
            document("3", "arms", "Трговина оружјем."),
        ];
        index.write(&documents, &[], "").unwrap();
        let table = NameTable::of(vec![
            name("arms", "Arms trade", "en"),
            name("trafficking", "Human trafficking", "en"),
            name("trafficking", "Трговина људима", "sr"),
            name("other", "Trade of goods", "en"),
        ]);
        let weights = table.weights(&index).unwrap();
        let ids = |typed: &str| -> Vec<String> {
            let names = table
                .starting(typed, &weights, 5, &|name| Some((name.language == "en").then_some(0)));
            names.into_iter().map(|(name, _)| name.id.clone()).collect()
        };
        assert_eq!(ids("tr"), ["trafficking", "arms", "other"]);
        assert_eq!(ids("трг"), ["trafficking"]);
        assert_eq!(ids("Human T"), ["trafficking"]);
        assert_eq!(ids("trade "), ["other"]);
        assert_eq!(ids("ljud"), ["trafficking"]);
        assert!(ids("").is_empty() && ids("…").is_empty() && ids("xyz").is_empty());
        let shown = |typed: &str| -> Vec<(String, u64)> {
            let phrases = index.phrases(typed, 5).unwrap();
            phrases.into_iter().map(|phrase| (phrase.text, phrase.documents)).collect()
        };
        assert_eq!(shown("trgov"), [("трговина људима".to_owned(), 2)]);
        assert_eq!(shown("трговина љ"), [("трговина људима".to_owned(), 2)]);
        index.write(&[], &["2".to_owned()], "").unwrap();
        assert!(shown("trgov").is_empty());
    }
}
