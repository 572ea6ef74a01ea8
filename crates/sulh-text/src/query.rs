//! What somebody looks for: words, each with the forms in which it may stand, and names with the
//! other names of the same thing.
//!
//! It must not fail on a text: what is no word is passed over.

use crate::document::Text;
use crate::forms::Forms;
use crate::language::Tongue;
use crate::schema::Fields;
use crate::tokenizer::Form;
use crate::word_query::WordTerms;
use crate::words::for_each_word;
use std::collections::BTreeSet;
use std::ops::Range;
use tantivy::query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, EmptyQuery, Occur, Query};

/// Words of a text that count; what comes behind is passed over.
const MOST_WORDS: usize = 32;
/// Bytes of a text that count.
const LONGEST_TEXT: usize = 4096;
/// Words of a name that is looked up.
const LONGEST_NAME: usize = 6;
/// Other names of one thing that are looked for, and of all.
const MOST_NAMES: usize = 48;
/// How much a match by another name counts: exactly there, it is still less than one by a stem of
/// what was asked for.
const OTHER_NAME: f32 = 0.3;

/// Other names of what some words name.
pub trait Synonyms {
    /// The names of the same things, for words as [`folded_words`] writes them.
    fn of(&self, words: &str) -> Vec<&Text>;
}

/// Knows none.
#[derive(Debug, Clone, Copy)]
pub struct NoSynonyms;

impl Synonyms for NoSynonyms {
    fn of(&self, _: &str) -> Vec<&Text> {
        Vec::new()
    }
}

/// The words of a name without marks, in small letters, with a space between them.
pub fn folded_words(name: &str) -> String {
    let (mut forms, mut words, mut place) = (Forms::default(), String::new(), None);
    for_each_word(name, Tongue::Unknown, &mut |found| {
        if place.replace(found.place) != Some(found.place) {
            forms.make_folded(found.word, Tongue::Unknown);
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&forms.folded);
        }
    });
    words
}

/// Words that somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct WordsQuery {
    parts: Vec<Part>,
}

/// One word, or several that name something.
#[derive(Debug, Clone)]
struct Part {
    words: Vec<WordTerms>,
    /// Other names of the same thing.
    others: Vec<(Text, Vec<WordTerms>)>,
}

impl WordsQuery {
    /// Reads a text. `tongues` are the languages that its words may be of, none for every one;
    /// without `stems` only the forms that were written count.
    ///
    /// Cost: O(words · languages), and the looking up of names.
    pub fn parse(text: &str, tongues: &[Tongue], stems: bool, synonyms: &dyn Synonyms) -> Self {
        let end = text.floor_char_boundary(LONGEST_TEXT);
        let (mut words, mut place) = (Vec::new(), None);
        for_each_word(text.get(..end).unwrap_or_default(), Tongue::Unknown, &mut |found| {
            // The whole of a word in parts stands before its parts.
            if words.len() < MOST_WORDS && place.replace(found.place) != Some(found.place) {
                words.push(found.word.to_owned());
            }
        });
        let folded: Vec<String> = words.iter().map(|word| folded_words(word)).collect();
        let terms = |word: &String| WordTerms::of(word, tongues, stems);
        let (mut parts, mut at, mut left) = (Vec::new(), 0, MOST_NAMES);
        while at < words.len() {
            // The longest name that begins here.
            let longest = (1..=LONGEST_NAME.min(words.len() - at)).rev().find_map(|length| {
                let name = folded.get(at..at + length)?.join(" ");
                let others = synonyms.of(&name);
                (!others.is_empty()).then_some((length, others))
            });
            let (length, others) = longest.unwrap_or((1, Vec::new()));
            let own: Vec<WordTerms> =
                words.get(at..at + length).into_iter().flatten().map(terms).collect();
            let mut seen = BTreeSet::new();
            let others: Vec<(Text, Vec<WordTerms>)> = others
                .into_iter()
                .filter(|name| seen.insert(folded_words(&name.text)))
                .take(left)
                .map(|name| (name.clone(), name_terms(name, stems)))
                .filter(|(_, words)| !words.is_empty())
                .collect();
            left -= others.len();
            parts.push(Part { words: own, others });
            at += length;
        }
        Self { parts }
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Documents that have every word, or with `any` at least one.
    pub(crate) fn to_tantivy(&self, fields: &Fields, any: bool) -> Box<dyn Query> {
        if self.is_empty() {
            return Box::new(EmptyQuery);
        }
        let occur = if any { Occur::Should } else { Occur::Must };
        let clauses = self.parts.iter().map(|part| {
            let own: Vec<_> = part.words.iter().map(|word| (occur, word.query(fields))).collect();
            let own: Box<dyn Query> = Box::new(BooleanQuery::new(own));
            if part.others.is_empty() {
                return (occur, own);
            }
            let others = part.others.iter().map(|(_, words)| {
                let words: Vec<_> =
                    words.iter().map(|word| (Occur::Must, word.query(fields))).collect();
                let name: Box<dyn Query> = Box::new(BooleanQuery::new(words));
                Box::new(BoostQuery::new(name, OTHER_NAME)) as Box<dyn Query>
            });
            // The best name decides, not how many there are.
            let all = std::iter::once(own).chain(others).collect();
            (occur, Box::new(DisjunctionMaxQuery::new(all)) as Box<dyn Query>)
        });
        Box::new(BooleanQuery::new(clauses.collect()))
    }

    /// Where words of a text match, in order: bytes of the text as it is written; and whether they
    /// are words that were asked for, not those of another name.
    ///
    /// Cost: O(words of the text · words of the query).
    pub fn marks(&self, text: &str, tongue: Tongue) -> (Vec<Range<usize>>, bool) {
        let own = self.parts.iter().flat_map(|part| &part.words);
        let marks = marked(text, tongue, &own.collect::<Vec<_>>());
        if !marks.is_empty() {
            return (marks, true);
        }
        let others = self.parts.iter().flat_map(|part| &part.others);
        for (_, words) in others {
            if words.iter().all(|word| !marked(text, tongue, &[word]).is_empty()) {
                return (marked(text, tongue, &words.iter().collect::<Vec<_>>()), false);
            }
        }
        (Vec::new(), false)
    }

    /// The other names by which texts match of which none has the words themselves.
    pub fn other_names(&self, texts: &[Text]) -> Vec<&Text> {
        let has = |word: &WordTerms| {
            let of = |text: &Text| marked(&text.text, Tongue::of_tag(&text.language), &[word]);
            texts.iter().any(|text| !of(text).is_empty())
        };
        let mut names = Vec::new();
        for part in self.parts.iter().filter(|part| !part.words.iter().all(has)) {
            let name = part.others.iter().find(|(_, words)| words.iter().all(has));
            names.extend(name.map(|(name, _)| name));
        }
        names
    }
}

/// The words of a name, in its own language.
fn name_terms(name: &Text, stems: bool) -> Vec<WordTerms> {
    let tongue = Tongue::of_tag(&name.language);
    let (mut words, mut place) = (Vec::new(), None);
    for_each_word(&name.text, tongue, &mut |found| {
        if words.len() < LONGEST_NAME && place.replace(found.place) != Some(found.place) {
            words.push(WordTerms::of(found.word, &[tongue], stems));
        }
    });
    words
}

fn marked(text: &str, tongue: Tongue, wanted: &[&WordTerms]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut forms = Forms::default();
    for_each_word(text, tongue, &mut |found| {
        forms.make(found.word, tongue);
        let is_wanted = wanted.iter().any(|word| {
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
