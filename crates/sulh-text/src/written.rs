//! The words of a query or a name, as they are written, those in parts with their parts.
//!
//! It must not make forms: it only says which letters are one word.

use crate::forms::Forms;
use crate::language::Tongue;
use crate::words::for_each_word;

/// A word as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Written {
    /// The whole of it.
    pub(crate) word: String,
    /// What it is made of, where signs hold it together: *anti-corruption*.
    pub(crate) parts: Vec<String>,
}

/// The words of a text, in order. Cost: O(letters).
pub(crate) fn written(text: &str, tongue: Tongue) -> Vec<Written> {
    let mut words: Vec<Written> = Vec::new();
    let mut end = 0;
    for_each_word(text, tongue, &mut |found| match words.last_mut() {
        // Parts stand within what they are part of.
        Some(whole) if found.start < end => whole.parts.push(found.word.to_owned()),
        _ => {
            end = found.end;
            words.push(Written { word: found.word.to_owned(), parts: Vec::new() });
        }
    });
    for word in &mut words {
        // A date is asked for whole: its parts are numbers that stand everywhere.
        if word.word.starts_with(|first: char| first.is_ascii_digit()) {
            word.parts.clear();
        }
    }
    words
}

/// The words of a name without marks, in small letters, with a space between them.
pub fn folded_words(name: &str) -> String {
    let (mut forms, mut words) = (Forms::default(), String::new());
    for word in written(name, Tongue::Unknown) {
        forms.make_folded(&word.word, Tongue::Unknown);
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&forms.folded);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_parts_is_one_with_its_parts() {
        let found = written("anti-corruption laws of 28.11.2014", Tongue::Unknown);
        let words: Vec<_> = found.iter().map(|word| word.word.as_str()).collect();
        assert_eq!(words, ["anticorruption", "laws", "of", "2014-11-28"]);
        assert_eq!(found.first().map(|word| word.parts.len()), Some(2));
        assert_eq!(found.last().map(|word| word.parts.len()), Some(0));
        assert_eq!(folded_words("Anti-Corruption Đinđić"), "anticorruption djindjic");
    }
}
