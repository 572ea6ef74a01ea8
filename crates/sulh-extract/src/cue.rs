//! Phrases that rules look for, written as people read them.
//!
//! A phrase is words parted by spaces: `a|b` is either, `recommend*` any word that begins so,
//! `?` before a word makes it optional, `~3` stands for up to three words of any kind, and
//! `*malıdır` any word that ends so. Letters are folded as those of texts are.

use crate::word::Word;
use std::ops::Range;
use sulh_text::folded_words;

/// A phrase that is looked for.
#[derive(Debug, Clone)]
pub struct Cue {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Word { optional: bool, spellings: Vec<Spelling> },
    Gap(usize),
}

#[derive(Debug, Clone)]
enum Spelling {
    Whole(String),
    Start(String),
    End(String),
}

impl Spelling {
    fn new(word: &str) -> Self {
        if let Some(start) = word.strip_suffix('*') {
            return Self::Start(folded_words(start));
        }
        match word.strip_prefix('*') {
            Some(end) => Self::End(folded_words(end)),
            None => Self::Whole(folded_words(word)),
        }
    }

    fn is(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => word == whole,
            Self::Start(start) => word.starts_with(start.as_str()),
            Self::End(end) => word.ends_with(end.as_str()),
        }
    }
}

impl Cue {
    /// Reads a phrase, in the letters of its language.
    pub fn new(phrase: &str) -> Self {
        let parts = phrase
            .split_whitespace()
            .map(|word| match word.strip_prefix('~') {
                Some(count) => Part::Gap(count.parse().unwrap_or(1)),
                None => {
                    let optional = word.starts_with('?');
                    let spellings =
                        word.trim_start_matches('?').split('|').map(Spelling::new).collect();
                    Part::Word { optional, spellings }
                }
            })
            .collect();
        Self { parts }
    }

    /// Reads several, one a line; empty lines and what follows `#` are passed over.
    pub fn list(lines: &str) -> Vec<Self> {
        lines
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default().trim())
            .filter(|line| !line.is_empty())
            .map(Self::new)
            .collect()
    }

    /// Whether the words at `from` are the phrase; the index behind its last word.
    pub fn at(&self, words: &[Word], from: usize) -> Option<usize> {
        walk(&self.parts, words, from)
    }

    /// The first place of the phrase at or behind `from`: indexes of words.
    pub fn find(&self, words: &[Word], from: usize) -> Option<Range<usize>> {
        (from..words.len()).find_map(|start| Some(start..self.at(words, start)?))
    }
}

/// The first place of any of the phrases.
pub fn find_any(cues: &[Cue], words: &[Word], from: usize) -> Option<Range<usize>> {
    (from..words.len())
        .find_map(|start| cues.iter().find_map(|cue| Some(start..cue.at(words, start)?)))
}

/// Whether any of the phrases stands somewhere.
pub fn has_any(cues: &[Cue], words: &[Word]) -> bool {
    find_any(cues, words, 0).is_some()
}

/// Phrases are a few words long, so the depth of the walk is that of the phrase.
fn walk(parts: &[Part], words: &[Word], at: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    match part {
        Part::Gap(longest) => (0..=*longest).find_map(|skip| walk(rest, words, at + skip)),
        Part::Word { optional, spellings } => {
            let fits = words
                .get(at)
                .is_some_and(|word| spellings.iter().any(|spelling| spelling.is(&word.folded)));
            let taken = fits.then(|| walk(rest, words, at + 1)).flatten();
            taken.or_else(|| optional.then(|| walk(rest, words, at)).flatten())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cue;
    use crate::word::words;

    #[test]
    fn phrases_are_found() {
        let text = words("We strongly call upon the Government to act");
        let found = |phrase| Cue::new(phrase).find(&text, 0);
        assert_eq!(found("call* on|upon"), Some(2..4));
        assert_eq!(found("we ~2 call"), Some(0..3));
        assert_eq!(found("we ?gladly ?strongly call"), Some(0..3));
        assert_eq!(found("govern ~9 act"), None);
    }
}
