//! What a sentence says about cases: that there were some, that there were none, or nothing.
//!
//! It judges the words; that a threat and a period are named is for `finding`.

use super::Polarity;
use super::cues::{
    CASES, MEASURES, NO_CASES, NO_DENIAL, NOT_FOUND, NUMBERS, OUTCOMES, STATES, unreal,
};
use crate::cue::{Cue, find_any, has_any};
use crate::language::Language;
use crate::word::Word;
use std::ops::Range;

/// What a sentence states.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Statement {
    pub(super) polarity: Polarity,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
}

/// What the words state about cases; `period` are the bytes that say when, which count as no
/// number.
///
/// Cost: O(words · cues).
pub(super) fn statement(
    text: &str,
    words: &[Word],
    period: &Range<usize>,
    language: Option<Language>,
) -> Option<Statement> {
    // A title, a caption and a question state nothing.
    let is_edge = |c: char| c.is_ascii_digit() || " \"”“»«’)]".contains(c);
    if !text.trim_end_matches(is_edge).ends_with(['.', '!', ';', '…']) {
        return None;
    }
    let says = |polarity, rule, confidence| Some(Statement { polarity, rule, confidence });
    if is_denied(words) {
        return says(Polarity::Absent, "no-cases", 0.75);
    }
    if language.is_some_and(|language| has_any(unreal(language), words)) {
        return None;
    }
    let has_number = has_number(words, period);
    let has_case = has_any(&CASES, words);
    let is_stated = has_any(&STATES, words);
    let is_measure = has_any(&MEASURES, words);
    match (has_number, has_case, is_stated, is_measure) {
        (true, true, ..) => says(Polarity::Present, "counted-cases", 0.8),
        (true, false, true, false) => says(Polarity::Present, "counted-findings", 0.7),
        (false, true, true, false) => says(Polarity::Present, "stated-cases", 0.65),
        (false, false, true, false) => says(Polarity::Present, "stated-threat", 0.5),
        _ => None,
    }
}

/// Whether the sentence says that there was nothing.
fn is_denied(words: &[Word]) -> bool {
    has_real(&NOT_FOUND, words) || has_real(&NO_CASES, words) && !has_any(&OUTCOMES, words)
}

/// Whether a denial stands somewhere that is none in appearance only.
fn has_real(cues: &[Cue], words: &[Word]) -> bool {
    let mut from = 0;
    while let Some(place) = find_any(cues, words, from) {
        let seeming = (place.start.saturating_sub(1)..place.end)
            .any(|at| NO_DENIAL.iter().any(|cue| cue.at(words, at).is_some()));
        if !seeming {
            return true;
        }
        from = place.start + 1;
    }
    false
}

/// Whether the words count something.
fn has_number(words: &[Word], period: &Range<usize>) -> bool {
    words.iter().enumerate().any(|(index, word)| {
        let is_digits = word.folded.starts_with(|letter: char| letter.is_ascii_digit());
        if is_digits {
            return !period.contains(&word.span.start) && !is_year(&word.folded);
        }
        NUMBERS.iter().any(|cue| cue.at(words, index).is_some())
    })
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}
