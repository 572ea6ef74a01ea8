//! Names of entities, and where a text has them.
//!
//! It must not choose among entities of one name: it gives all of them. What stands around a name
//! is weighed elsewhere (`context`), and so are bodies that no name knows (`actor_names`).
//!
//! Names are a tree of words: of words without marks for every text, and of stems for texts of
//! their language. A word of a text is folded and stemmed once, however often it stands there.

use crate::label::{Label, MOST_WORDS};
use crate::mention::{Kind, Name};
use crate::token::{Token, tokens};
use crate::vocabulary::{Lexicon, UNKNOWN, Vocabulary, bends, make_forms};
use rustc_hash::FxHashMap;
use sulh_text::{Forms, Tongue};

/// Names of entities, ready to be found.
#[derive(Debug, Default, Clone)]
pub struct Gazetteer {
    pub(crate) vocabulary: Vocabulary,
    labels: Vec<Label>,
    /// Where a word leads: the node above 32 bits, the word below.
    edges: FxHashMap<u64, u32>,
    /// Where a first word leads, by the word; 0 for nowhere.
    first: Vec<u32>,
    /// The labels that end at a node.
    ends: Vec<Vec<u32>>,
}

/// A name that stands in a block.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Its tokens, half-open.
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// Rising, each once.
    pub(crate) entities: Vec<u32>,
    /// Of a body that no label knows.
    pub(crate) name: Option<String>,
    pub(crate) rule: &'static str,
    pub(crate) confidence: f32,
    /// Whether it is an acronym.
    pub(crate) is_acronym: bool,
    /// Whether only a label of another language has it.
    pub(crate) is_foreign: bool,
}

impl Found {
    pub(crate) fn len(&self) -> usize {
        self.end - self.first
    }
}

/// Letters of a label, at least.
const SHORTEST: usize = 2;
/// Paths through the tree that are followed from one word, at most.
const MOST_PATHS: usize = 64;

impl Gazetteer {
    /// Takes the names.
    ///
    /// Names without two letters, and the words of a name behind its 24th, are left out: no text
    /// has them. Cost: O(bytes of the names).
    pub fn build<'n>(names: impl IntoIterator<Item = Name<'n>>) -> Self {
        let mut gazetteer = Self { ends: vec![Vec::new()], ..Self::default() };
        let mut builder = Builder::default();
        for name in names {
            builder.add(&mut gazetteer, &name);
        }
        gazetteer
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no label.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    fn insert(&mut self, path: &[u32], label: u32) {
        let mut node = 0;
        for (place, word) in path.iter().enumerate() {
            let next = self.ends.len() as u32;
            node = *self.edges.entry(edge(node, *word)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
            if place == 0 {
                let word = *word as usize;
                if self.first.len() <= word {
                    self.first.resize(word + 1, 0);
                }
                if let Some(first) = self.first.get_mut(word) {
                    *first = node;
                }
            }
        }
        if let Some(ends) = self.ends.get_mut(node as usize)
            && ends.last() != Some(&label)
        {
            ends.push(label);
        }
    }

    /// The longest names of each kind that begin at each token.
    ///
    /// Cost: O(tokens · words of the longest name).
    pub(crate) fn find(&self, tokens: &[Token<'_>], lexicon: &Lexicon<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut paths = Vec::new();
        for first in 0..tokens.len() {
            self.find_at(first, tokens, lexicon, &mut paths, &mut found);
        }
        found
    }

    fn find_at(
        &self,
        first: usize,
        tokens: &[Token<'_>],
        lexicon: &Lexicon<'_>,
        paths: &mut Vec<(u32, bool)>,
        found: &mut Vec<Found>,
    ) {
        let Some(word) = tokens.get(first).and_then(|token| lexicon.word(token)) else { return };
        paths.clear();
        for (number, is_stem) in [(word.folded, false), (word.stem, true)] {
            match self.first.get(number as usize) {
                Some(node) if *node != 0 => paths.push((*node, is_stem)),
                _ => {}
            }
        }
        let already = found.len();
        let mut end = first + 1;
        while !paths.is_empty() {
            for (node, is_stem) in &*paths {
                self.take_ends(
                    *node,
                    *is_stem,
                    first,
                    end,
                    tokens,
                    lexicon.tongue(),
                    already,
                    found,
                );
            }
            let Some(word) = tokens.get(end).and_then(|token| lexicon.word(token)) else { break };
            self.follow(word.folded, word.stem, paths);
            end += 1;
        }
    }

    fn follow(&self, folded: u32, stem: u32, paths: &mut Vec<(u32, bool)>) {
        paths.truncate(MOST_PATHS);
        paths.retain_mut(|(node, is_stem)| {
            let number = if *is_stem { stem } else { folded };
            let next = self.edges.get(&edge(*node, number));
            if let Some(next) = next {
                *node = *next;
            }
            number != UNKNOWN && next.is_some()
        });
    }

    #[allow(clippy::too_many_arguments, reason = "the state of one search")]
    fn take_ends(
        &self,
        node: u32,
        is_stem: bool,
        first: usize,
        end: usize,
        tokens: &[Token<'_>],
        tongue: Tongue,
        already: usize,
        found: &mut Vec<Found>,
    ) {
        let ends = self.ends.get(node as usize).into_iter().flatten();
        for label in ends.filter_map(|label| self.labels.get(*label as usize)) {
            let Some(words) = tokens.get(first..end) else { continue };
            if !label.allows(words, is_stem) {
                continue;
            }
            let is_foreign = label.tongue != tongue
                && !matches!(label.tongue, Tongue::English | Tongue::Unknown);
            let is_acronym = label.is_acronym();
            let new = found.get_mut(already..).unwrap_or_default();
            let rule = if is_stem { "name-inflected" } else { "name" };
            match new.iter_mut().find(|found| found.kind == label.kind) {
                Some(best) if best.end == end => {
                    if let Err(place) = best.entities.binary_search(&label.entity) {
                        best.entities.insert(place, label.entity);
                    }
                    best.is_foreign &= is_foreign;
                    best.is_acronym &= is_acronym;
                }
                other => {
                    let longer = Found {
                        first,
                        end,
                        kind: label.kind,
                        entities: vec![label.entity],
                        name: None,
                        rule,
                        confidence: if is_stem { 0.9 } else { 1.0 },
                        is_acronym,
                        is_foreign,
                    };
                    match other {
                        Some(best) => *best = longer,
                        None => found.push(longer),
                    }
                }
            }
        }
    }
}

fn edge(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

/// Words of labels with their numbers, so that each is folded and stemmed once.
#[derive(Debug, Default)]
struct Builder {
    known: FxHashMap<Tongue, FxHashMap<Box<str>, (u32, u32)>>,
    forms: Forms,
}

impl Builder {
    fn add(&mut self, gazetteer: &mut Gazetteer, name: &Name<'_>) {
        let label = without_article(name.label.trim());
        if label.chars().filter(|letter| letter.is_alphanumeric()).count() < SHORTEST {
            return;
        }
        let tongue = name.language.map_or(Tongue::Unknown, Tongue::of_tag);
        let mut words = Vec::new();
        tokens(label, &mut words);
        while words.last().is_some_and(|word| !word.is_word() && word.text != ")") {
            words.pop();
        }
        words.truncate(MOST_WORDS);
        let number = gazetteer.labels.len() as u32;
        gazetteer.labels.push(Label::new(name.entity, name.kind, tongue, &words));
        let (mut folded, mut stems) = (Vec::new(), Vec::new());
        for word in &words {
            let (as_it_stands, stem) = self.numbers(gazetteer, word, tongue);
            folded.push(as_it_stands);
            stems.push(stem);
        }
        gazetteer.insert(&folded, number);
        if bends(tongue) {
            gazetteer.insert(&stems, number);
        }
        if let ([word], Kind::Country) = (words.as_slice(), name.kind)
            && tongue != Tongue::Turkish
        {
            gazetteer.vocabulary.add_country_root(word.text);
        }
    }

    fn numbers(
        &mut self,
        gazetteer: &mut Gazetteer,
        token: &Token<'_>,
        tongue: Tongue,
    ) -> (u32, u32) {
        let known = self.known.entry(tongue).or_default();
        if let Some(numbers) = known.get(token.text) {
            return *numbers;
        }
        let is_sign = !token.is_word();
        make_forms(token.text, is_sign, Tongue::Unknown, &mut self.forms);
        let folded = gazetteer.vocabulary.number_of_folded(&self.forms.folded);
        let mut stem = UNKNOWN;
        if bends(tongue) {
            make_forms(token.text, is_sign, tongue, &mut self.forms);
            stem = gazetteer.vocabulary.number_of_stem(&self.forms.stemmed);
        }
        known.insert(token.text.into(), (folded, stem));
        (folded, stem)
    }
}

/// A name without the article that texts may leave out: *The Gambia*.
fn without_article(label: &str) -> &str {
    let rest = label.strip_prefix("The ").or_else(|| label.strip_prefix("the "));
    rest.unwrap_or(label)
}

#[cfg(test)]
mod tests;
