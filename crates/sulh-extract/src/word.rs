//! The words of a text with their places, without marks, in small Latin letters.
//!
//! It knows no language: a cue is one spelling for Cyrillic, Latin and ASCII.

use std::ops::Range;
use sulh_text::{Forms, Tongue, for_each_word};

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In small Latin letters without marks: `preporuke` for *Препоруке*.
    pub folded: String,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

/// The words of a text, in order; what is written in parts is one word for each part.
///
/// Cost: O(bytes).
pub fn words(text: &str) -> Vec<Word> {
    let mut forms = Forms::default();
    let mut found: Vec<Word> = Vec::new();
    for_each_word(text, Tongue::Unknown, &mut |word| {
        // A word in parts comes whole before its parts: the parts are what cues are made of.
        if found.last().is_some_and(|last| last.span.contains(&word.start)) {
            found.pop();
        }
        if found.last().is_some_and(|last| last.span.end > word.start) {
            return;
        }
        forms.make(word.word, Tongue::Unknown);
        let capital = text.get(word.start..).and_then(|rest| rest.chars().next());
        found.push(Word {
            folded: forms.folded.clone(),
            span: word.start..word.end,
            capital: capital.is_some_and(char::is_uppercase),
        });
    });
    found
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn one_spelling_for_all_alphabets() {
        let words =
            |text| words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ");
        assert_eq!(words("Препоруке влади"), words("Preporuke vladi"));
        assert_eq!(words("non-governmental bodies (UN)"), "non governmental bodies un");
        assert_eq!(words("Önerilerimiz: yapmalıdır"), "onerilerimiz yapmalidir");
    }
}
