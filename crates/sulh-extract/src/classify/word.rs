//! Words of a text as the classifiers see them: hashes of the small-letter word and of its stem.
//!
//! What stands here is part of the models' format: another cut, hash or ending makes shipped
//! models wrong, so it does not follow the analysers of the search.

use std::ops::Range;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands in the text: bytes.
    pub(crate) place: Range<usize>,
    /// Hash of the word in small letters.
    pub(crate) whole: u64,
    /// Hash of the word without its ending.
    pub(crate) stem: u64,
    /// Whether it is one of the short words that carry no topic.
    pub(crate) is_function: bool,
}

/// Words that carry no topic, sorted; pairs of words are made without them.
const FUNCTION_WORDS: [&str; 51] = [
    "a",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "by",
    "especially",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "not",
    "of",
    "on",
    "or",
    "other",
    "particularly",
    "she",
    "such",
    "that",
    "the",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "was",
    "we",
    "were",
    "which",
    "who",
    "with",
];

/// Endings of English that are taken off, the first that fits.
const ENDINGS: [&str; 18] = [
    "ations", "ation", "ings", "ing", "ions", "ion", "ments", "ment", "ies", "ness", "ers", "ed",
    "es", "ly", "al", "s", "e", "y",
];

/// Bytes that a stem has at least.
const SHORTEST_STEM: usize = 4;

/// Whether a letter belongs to a word.
pub(crate) fn is_inner(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The words of a text, in order. Cost: O(bytes).
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut small = String::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (is_inner(letter), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.extend(word(text, from..at, &mut small));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.extend(word(text, from..text.len(), &mut small));
    }
    words
}

fn word(text: &str, place: Range<usize>, small: &mut String) -> Option<Word> {
    small.clear();
    for letter in text.get(place.clone())?.chars() {
        if letter.is_ascii() {
            small.push(letter.to_ascii_lowercase());
        } else {
            small.extend(letter.to_lowercase());
        }
    }
    let is_function = FUNCTION_WORDS.binary_search(&small.as_str()).is_ok();
    Some(Word { place, whole: hash(small), stem: hash(stem(small)), is_function })
}

/// A word without its ending; short words stay whole.
fn stem(word: &str) -> &str {
    let stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.into_iter().find(|stem| stem.len() >= SHORTEST_STEM).unwrap_or(word)
}

/// FNV-1a, 64 bits. Source: Fowler, Noll and Vo, RFC 9923.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::*;

    #[test]
    fn cuts_at_signs_and_keeps_places() {
        let text = "Women's rights, über-all";
        let found: Vec<&str> = words(text).iter().map(|word| &text[word.place.clone()]).collect();
        assert_eq!(found, ["Women", "s", "rights", "über", "all"]);
    }

    #[test]
    fn letters_of_both_sizes_are_one_word() {
        assert_eq!(words("ÜBER Torture")[0].whole, words("über torture")[0].whole);
        assert_eq!(words("ÜBER Torture")[1].whole, words("über torture")[1].whole);
    }

    #[test]
    fn function_words_are_sorted_and_found() {
        assert!(FUNCTION_WORDS.is_sorted());
        let found: Vec<bool> = words("The rights").iter().map(|w| w.is_function).collect();
        assert_eq!(found, [true, false]);
    }

    #[test]
    fn endings_fall_and_short_stems_stay_whole() {
        assert_eq!(stem("detention"), "detent");
        assert_eq!(stem("prisons"), "prison");
        assert_eq!(stem("uses"), "uses");
        assert_eq!(stem("awareness"), "aware");
    }
}
