//! Where sentences stand in a block.
//!
//! It must not change a letter: it only says where one ends. A colon or a semicolon ends none, and
//! a point ends none behind an abbreviation, an initial, an ordinal or the number of an item.

mod abbreviations;

use crate::language::Language;
use abbreviations::{Abbreviation, abbreviation, is_month, is_starter};
use std::ops::Range;
use sulh_document::{Block, Document};

/// The sentences of a block, as bytes of the document's text.
///
/// They cover all its words in order, without the white space between them.
/// Cost: O(bytes of the block).
pub fn sentences_of(
    document: &Document,
    block: &Block,
    language: Option<Language>,
) -> Vec<Range<usize>> {
    let start = block.span.start;
    let within = sentence_spans(document.text_of(block), language);
    within.into_iter().map(|span| span.start + start..span.end + start).collect()
}

/// The sentences of a text, as its bytes; of a text without words, none.
///
/// Cost: O(bytes).
pub fn sentence_spans(text: &str, language: Option<Language>) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = skip_spaces(text, 0);
    let mut at = start;
    while let Some(found) = tail(text, at).find(is_terminator) {
        let first = at + found;
        let end = end_of_marks(text, first);
        let scan = Scan { text, language, start, first, end };
        if scan.is_end() {
            let end = with_omission(text, end);
            spans.push(start..end);
            start = skip_spaces(text, end);
            at = start;
        } else {
            at = end;
        }
    }
    let end = text.trim_end().len();
    if start < end {
        spans.push(start..end);
    }
    spans
}

fn tail(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

fn skip_spaces(text: &str, from: usize) -> usize {
    let tail = tail(text, from);
    from + (tail.len() - tail.trim_start().len())
}

fn is_terminator(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…')
}

/// Signs that close what a sentence stands in.
fn is_closing(letter: char) -> bool {
    matches!(letter, ')' | ']' | '}' | '"' | '\'' | '’' | '”' | '“' | '»' | '«' | '‘' | '*' | '†')
}

/// Signs that open what a sentence stands in.
fn is_opening(letter: char) -> bool {
    matches!(
        letter,
        '(' | '['
            | '"'
            | '\''
            | '„'
            | '“'
            | '‘'
            | '«'
            | '»'
            | '‚'
            | '–'
            | '—'
            | '-'
            | '•'
            | '¿'
    )
}

/// Behind the run of terminators that begins at `first`, the signs that close and a footnote's
/// mark that is glued to it.
fn end_of_marks(text: &str, first: usize) -> usize {
    let marks = tail(text, first);
    let rest = marks.trim_start_matches(is_terminator).trim_start_matches(is_closing);
    let end = first + (marks.len() - rest.len());
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let before = text.get(..first).and_then(|before| before.chars().next_back());
    let is_note = (1..=3).contains(&digits)
        && before.is_some_and(|letter| letter.is_lowercase() || is_closing(letter))
        && rest.get(digits..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if is_note { end + digits } else { end }
}

/// With a sign that words are left out, `[...]`, behind the sentence.
fn with_omission(text: &str, end: usize) -> usize {
    for sign in [" [...]", " […]", " (...)", " (…)"] {
        if tail(text, end).starts_with(sign) {
            return end + sign.len();
        }
    }
    end
}

/// A place where a sentence may end.
struct Scan<'t> {
    text: &'t str,
    language: Option<Language>,
    /// Where the sentence begins.
    start: usize,
    /// Its first terminator.
    first: usize,
    /// Behind the terminators and what closes.
    end: usize,
}

impl<'t> Scan<'t> {
    fn is_end(&self) -> bool {
        let rest = tail(self.text, self.end);
        if rest.trim().is_empty() {
            return true;
        }
        if !rest.starts_with(char::is_whitespace) {
            return false;
        }
        let next = rest.trim_start();
        let next = next.trim_start_matches(|c: char| is_opening(c) || c.is_whitespace());
        let Some(letter) = next.chars().next() else { return true };
        if letter.is_lowercase() || (!letter.is_alphanumeric() && !is_symbol(letter)) {
            return false;
        }
        !self.is_point() || self.point_ends(next, letter)
    }

    /// Whether it is one point, not `?`, `!` or several.
    fn is_point(&self) -> bool {
        let marks = tail(self.text, self.first);
        let run = marks.len() - marks.trim_start_matches(is_terminator).len();
        marks.starts_with('.') && run == 1
    }

    /// Whether a point before a capital or a digit ends the sentence.
    fn point_ends(&self, next: &str, letter: char) -> bool {
        let word = self.word_before();
        if word.is_empty() {
            return true;
        }
        let closed = self.end > self.first + 1;
        let is_first = self.is_first(word);
        if word.bytes().all(|letter| letter.is_ascii_digit() || letter == b'.') {
            return closed || self.number_ends(word, next, is_first);
        }
        if is_first && (is_roman(word) || word.chars().count() == 1) {
            return false;
        }
        let next_word = first_word(next).to_lowercase();
        let small = word.to_lowercase();
        match abbreviation(&small) {
            Some(Abbreviation::Leads) => false,
            Some(Abbreviation::LeadsNumber) => {
                !letter.is_numeric() && (small.chars().count() > 2 || is_starter(&next_word))
            }
            Some(Abbreviation::Either) => !letter.is_numeric(),
            None if is_initial(word) || is_dotted(word) => is_starter(&next_word),
            None => !(is_roman(word) && self.has_ordinals() && letter.is_numeric()),
        }
    }

    /// Whether a number with a point ends the sentence: an ordinal does not.
    fn number_ends(&self, number: &str, next: &str, is_first: bool) -> bool {
        let next_word = first_word(next).to_lowercase();
        if is_first || is_month(&next_word) {
            return false;
        }
        let digits = number.bytes().rev().take_while(u8::is_ascii_digit).count();
        let is_ordinal = (1..=3).contains(&digits) && self.has_ordinals();
        let is_date = number.contains('.') || next.starts_with(|c: char| c.is_ascii_digit());
        !is_ordinal && !(is_date && digits <= 2 && next.starts_with(|c: char| c.is_ascii_digit()))
            || is_starter(&next_word)
    }

    /// Whether the language writes ordinals with a point.
    fn has_ordinals(&self) -> bool {
        matches!(
            self.language,
            Some(Language::SouthSlavicLatin | Language::SouthSlavicCyrillic | Language::Turkish)
        )
    }

    /// The word before the point, with points and hyphens that stand in it.
    fn word_before(&self) -> &'t str {
        let before = self.text.get(self.start..self.first).unwrap_or_default();
        let is_part = |letter: &char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '°');
        let length: usize =
            before.chars().rev().take(40).take_while(is_part).map(char::len_utf8).sum();
        before.get(before.len() - length..).unwrap_or_default().trim_start_matches(['.', '-'])
    }

    /// Whether nothing but the word stands in the sentence so far.
    fn is_first(&self, word: &str) -> bool {
        let before = self.text.get(self.start..self.first).unwrap_or_default();
        before.trim_start_matches(is_opening).len() == word.len()
    }
}

fn is_symbol(letter: char) -> bool {
    matches!(letter, '§' | '$' | '€' | '£' | '№' | '#')
}

fn first_word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

/// A capital alone, or two that stand for one letter: *J.*, *Dž.*
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    let is_one = matches!(rest, "" | "j" | "ž") || rest.is_empty();
    first && (is_one || word.split('-').all(|part| part.chars().count() == 1))
}

/// Letters with points between them: *U.N*, *d.o.o*.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2)
}

fn is_roman(word: &str) -> bool {
    word.len() <= 6 && word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X' | b'L' | b'C'))
}

#[cfg(test)]
mod tests;
