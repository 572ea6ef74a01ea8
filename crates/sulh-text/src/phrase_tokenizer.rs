//! Runs of words that are suggested while somebody types: *human rights*, *trafficking in persons*.
//!
//! It must not need a list of words: a run begins and ends with a word of some length, and short
//! ones may stand between.

use crate::analysis::{TextWord, words_of};
use crate::language::Tongue;
use crate::tokenizer::unmarked;
use crate::words::is_unseen;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The field and its tokenizer.
pub(crate) const PHRASES: &str = "phrase";
/// Letters of a word with which a run begins or ends, at least.
const LEAST: usize = 4;
/// Short words between two long ones, at most.
const MOST_BETWEEN: usize = 2;
/// Bytes of a run, at most.
const LONGEST: usize = 64;
/// What stands between the letters that are looked for and those that are shown.
pub(crate) const SHOWN: char = '\0';

/// Cuts a text into runs: without marks, then as they are written in small letters.
#[derive(Debug, Clone, Default)]
pub(crate) struct PhraseTokenizer {
    runs: Vec<String>,
    token: Token,
}

/// A word of the run at hand.
struct Part<'t> {
    word: &'t TextWord,
    long: bool,
}

impl PhraseTokenizer {
    fn cut(&mut self, text: &str, tongue: Tongue) {
        self.runs.clear();
        let words = words_of(text, tongue);
        let mut parts: Vec<Part<'_>> = Vec::new();
        let mut end = 0;
        for word in words.iter() {
            if word.start < end {
                continue;
            }
            let between = text.get(end..word.start).unwrap_or_default();
            if !between.chars().all(char::is_whitespace) {
                // A run does not go beyond a sign.
                parts.clear();
            }
            end = word.end;
            let shown = text.get(word.start..word.end).unwrap_or_default();
            let long = shown.chars().count() >= LEAST && shown.chars().all(char::is_alphabetic);
            parts.push(Part { word, long });
            if long {
                let before = parts.len() - 1;
                let first = parts.iter().take(before).rposition(|part| part.long);
                if let Some(first) = first.filter(|first| before - first <= MOST_BETWEEN + 1) {
                    self.runs.extend(run(text, parts.get(first..).unwrap_or_default()));
                }
                parts.drain(..before);
            }
        }
        self.runs.sort_unstable();
        self.runs.dedup();
    }
}

fn run(text: &str, parts: &[Part<'_>]) -> Option<String> {
    let mut run = String::with_capacity(2 * LONGEST);
    for (part, space) in parts.iter().zip(0..) {
        if space > 0 {
            run.push(' ');
        }
        run.push_str(&part.word.forms.folded);
    }
    if run.len() > LONGEST {
        return None;
    }
    run.push(SHOWN);
    let (first, last) = (parts.first()?, parts.last()?);
    // As it is written, with the signs in it: *women's rights*.
    let shown = text.get(first.word.start..last.word.end)?;
    run.extend(shown.chars().flat_map(char::to_lowercase).filter(|sign| !is_unseen(*sign)));
    Some(run)
}

impl Tokenizer for PhraseTokenizer {
    type TokenStream<'a> = PhraseStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PhraseStream<'a> {
        let (tongue, text) = unmarked(text);
        self.cut(text, tongue);
        self.token.reset();
        PhraseStream { runs: &self.runs, token: &mut self.token, next: 0 }
    }
}

pub(crate) struct PhraseStream<'a> {
    runs: &'a [String],
    token: &'a mut Token,
    next: usize,
}

impl TokenStream for PhraseStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(run) = self.runs.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(run);
        self.token.position = self.next;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_begin_and_end_with_long_words() {
        let mut cutter = PhraseTokenizer::default();
        cutter.cut("Trafficking in persons, a law of the Federation", Tongue::English);
        assert_eq!(cutter.runs, ["trafficking in persons\0trafficking in persons"]);
        cutter.cut("Трговина људима и слобода изражавања", Tongue::SouthSlavic);
        let shown: Vec<_> = cutter.runs.iter().filter_map(|run| run.split(SHOWN).nth(1)).collect();
        assert_eq!(shown, ["људима и слобода", "слобода изражавања", "трговина људима"]);
    }
}
