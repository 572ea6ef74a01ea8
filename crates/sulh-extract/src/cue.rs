//! Phrases that rules look for, written as people read them.
//!
//! A phrase is words parted by spaces: `a|b` is either, `recommend*` any word that begins so,
//! `?` before a word makes it optional, `~3` stands for up to three words of any kind.

use crate::token::Token;
use std::ops::Range;

/// A phrase that is looked for.
#[derive(Debug, Clone)]
pub struct Cue {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Word { optional: bool, spellings: Vec<(String, bool)> },
    Gap(usize),
}

impl Cue {
    /// Reads a phrase; it is written by us, in small Latin letters without marks.
    pub fn new(phrase: &str) -> Self {
        let parts = phrase
            .split_whitespace()
            .map(|word| match word.strip_prefix('~') {
                Some(count) => Part::Gap(count.parse().unwrap_or(1)),
                None => {
                    let optional = word.starts_with('?');
                    let spellings = word
                        .trim_start_matches('?')
                        .split('|')
                        .map(|word| (word.trim_end_matches('*').to_owned(), word.ends_with('*')))
                        .collect();
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
    pub fn at(&self, tokens: &[Token], from: usize) -> Option<usize> {
        walk(&self.parts, tokens, from)
    }

    /// The first place of the phrase at or behind `from`: indexes of words.
    pub fn find(&self, tokens: &[Token], from: usize) -> Option<Range<usize>> {
        (from..tokens.len()).find_map(|start| Some(start..self.at(tokens, start)?))
    }
}

/// The first place of any of the phrases.
pub fn find_any(cues: &[Cue], tokens: &[Token], from: usize) -> Option<Range<usize>> {
    (from..tokens.len())
        .find_map(|start| cues.iter().find_map(|cue| Some(start..cue.at(tokens, start)?)))
}

/// Whether any of the phrases stands somewhere.
pub fn has_any(cues: &[Cue], tokens: &[Token]) -> bool {
    find_any(cues, tokens, 0).is_some()
}

/// Phrases are a few words long, so the depth of the walk is that of the phrase.
fn walk(parts: &[Part], tokens: &[Token], at: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    match part {
        Part::Gap(longest) => (0..=*longest).find_map(|skip| walk(rest, tokens, at + skip)),
        Part::Word { optional, spellings } => {
            let fits = tokens.get(at).is_some_and(|token| {
                spellings.iter().any(|(word, is_prefix)| {
                    if *is_prefix { token.folded.starts_with(word) } else { token.folded == *word }
                })
            });
            let taken = fits.then(|| walk(rest, tokens, at + 1)).flatten();
            taken.or_else(|| optional.then(|| walk(rest, tokens, at)).flatten())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cue;
    use crate::token::tokens;

    #[test]
    fn phrases_are_found() {
        let text = tokens("We strongly call upon the Government to act");
        let found = |phrase| Cue::new(phrase).find(&text, 0);
        assert_eq!(found("call* on|upon"), Some(2..4));
        assert_eq!(found("we ~2 call"), Some(0..3));
        assert_eq!(found("we ?gladly ?strongly call"), Some(0..3));
        assert_eq!(found("govern ~9 act"), None);
    }
}
