//! Features of a text: words, stems, neighbours, pairs and openings, each as a hash of 32 bits.
//!
//! A model keeps hashes only, no words; what a feature says is read from the text at hand.
//! As the hashes are part of the models' format, a change here asks for a new format number.

use serde::{Deserialize, Serialize};

use super::random::mixed;
use super::word::Word;

/// Which features a model looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeatureSet {
    /// What a text is about: words, stems, neighbouring stems, and pairs of stems in any order
    /// with at most two other content words between.
    Topic,
    /// What a text asks to do: words, two and three neighbours, and again, apart, the first
    /// words: by their place, in runs from the beginning, and with what follows.
    Opening,
}

/// A feature where it occurs in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Feature {
    /// What stands for it in a model.
    pub(crate) hash: u32,
    /// Index of its first word in the text.
    pub(crate) first: usize,
    /// Index of its last word in the text.
    pub(crate) last: usize,
    /// Whether the words between belong to it.
    pub(crate) is_run: bool,
}

/// Pairs reach over this many content words.
const PAIR_REACH: usize = 3;
/// Words of the opening.
const OPENING: usize = 12;
/// Words of the opening whose place counts, and the last place that is told apart.
const PLACES: (usize, u64) = (8, 6);
/// Longest run from the beginning.
const RUN: usize = 5;
/// The first word is paired with those before this one.
const FIRST_REACH: usize = 15;

#[derive(Clone, Copy)]
enum Kind {
    Word = 1,
    Stem,
    StemPair,
    LoosePair,
    Two,
    Three,
    FromStart,
    AtPlace,
    OpeningWord,
    OpeningTwo,
    FirstWith,
}

fn hashed(kind: Kind, parts: &[u64]) -> u32 {
    let whole = parts.iter().fold(kind as u64, |whole, part| mixed(whole.rotate_left(17) ^ part));
    (mixed(whole) >> 32) as u32
}

impl FeatureSet {
    /// Calls `each` for every feature, as often as it occurs. Cost: O(words).
    pub(crate) fn for_each(self, words: &[Word], each: &mut dyn FnMut(Feature)) {
        match self {
            Self::Topic => topic(words, each),
            Self::Opening => {
                neighbours(words, each);
                opening(words, each);
            }
        }
    }
}

fn single(hash: u32, at: usize) -> Feature {
    Feature { hash, first: at, last: at, is_run: true }
}

fn run(hash: u32, first: usize, last: usize) -> Feature {
    Feature { hash, first, last, is_run: true }
}

fn topic(words: &[Word], each: &mut dyn FnMut(Feature)) {
    for (at, word) in words.iter().enumerate() {
        each(single(hashed(Kind::Word, &[word.whole]), at));
        each(single(hashed(Kind::Stem, &[word.stem]), at));
        if let Some(next) = words.get(at + 1) {
            each(run(hashed(Kind::StemPair, &[word.stem, next.stem]), at, at + 1));
        }
    }
    let content: Vec<(usize, u64)> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| !word.is_function)
        .map(|(at, word)| (at, word.stem))
        .collect();
    for (place, &(first, a)) in content.iter().enumerate() {
        for &(last, b) in content.iter().skip(place + 1).take(PAIR_REACH) {
            let hash = hashed(Kind::LoosePair, &[a.min(b), a.max(b)]);
            each(Feature { hash, first, last, is_run: last == first + 1 });
        }
    }
}

fn neighbours(words: &[Word], each: &mut dyn FnMut(Feature)) {
    for (at, word) in words.iter().enumerate() {
        each(single(hashed(Kind::Word, &[word.whole]), at));
        let Some(next) = words.get(at + 1) else { continue };
        each(run(hashed(Kind::Two, &[word.whole, next.whole]), at, at + 1));
        let Some(third) = words.get(at + 2) else { continue };
        each(run(hashed(Kind::Three, &[word.whole, next.whole, third.whole]), at, at + 2));
    }
}

fn opening(words: &[Word], each: &mut dyn FnMut(Feature)) {
    let hashes: Vec<u64> = words.iter().take(RUN).map(|word| word.whole).collect();
    for length in 1..=hashes.len() {
        let start = hashes.get(..length).unwrap_or_default();
        each(run(hashed(Kind::FromStart, start), 0, length - 1));
    }
    for (at, word) in words.iter().enumerate().take(PLACES.0) {
        each(single(hashed(Kind::AtPlace, &[PLACES.1.min(at as u64), word.whole]), at));
    }
    let head = words.get(..OPENING.min(words.len())).unwrap_or_default();
    for (at, word) in head.iter().enumerate() {
        each(single(hashed(Kind::OpeningWord, &[word.whole]), at));
        if let Some(next) = head.get(at + 1) {
            each(run(hashed(Kind::OpeningTwo, &[word.whole, next.whole]), at, at + 1));
        }
    }
    let Some(first) = words.first() else { return };
    for (at, word) in words.iter().enumerate().take(FIRST_REACH).skip(1) {
        let hash = hashed(Kind::FirstWith, &[first.stem, word.stem]);
        each(Feature { hash, first: 0, last: at, is_run: at == 1 });
    }
}
