//! Sentences that announce a list: *The following recommendations were made:*, *The Ministry
//! should:*.
//!
//! It reads one block; what follows it is for the reader.

use super::ResponseWords;
use super::cues::{FOLLOWING, NOUN, RESPONSES};
use super::request::{Request, request};
use crate::cue::{Cue, find_any, has_any};
use crate::word::Word;
use std::sync::LazyLock;
use sulh_document::Block;

/// What a block announces.
#[derive(Debug)]
pub(super) enum LeadIn {
    /// Recommendations by that name, with the answer that heads them.
    Recommendations(Option<ResponseWords>),
    /// What a body shall do.
    Request(Request),
}

/// The most words of a sentence that announces recommendations.
const LONGEST: usize = 110;
/// The most words of a sentence that asks and ends in a colon.
const SHORT: usize = 60;

/// What a block announces, if anything.
pub(super) fn lead_in(block: &Block, text: &str, words: &[Word]) -> Option<LeadIn> {
    let ends = text.trim_end().ends_with(':');
    if announces(text, words) {
        return Some(LeadIn::Recommendations(response(block, words)));
    }
    if !ends || words.len() > SHORT {
        return None;
    }
    if has_any(&OTHERS_SAY, words) && has_any(&NOUN, words) || has_any(&PASSIVE, words) {
        return Some(LeadIn::Recommendations(None));
    }
    request(text, words).map(LeadIn::Request)
}

/// *It was recommended that X:*
static PASSIVE: LazyLock<Vec<Cue>> = LazyLock::new(|| Cue::list("was|were recommended that"));

/// Verbs of making recommendations.
static OTHERS_SAY: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "make|makes|made|offer|offers|propose|proposes|submit|formulate*
         donosi*|dajemo|daje|iznosi*|upućuje*|nudi*
         даваме|дава|упатува*|нуди*|отправя*|предлага*
         japim|jep|bën|parashtr*
         sunuyor*|öneriyor*|aşağıdadır|şunlardır
         formule|formulons|présente|présentons",
    )
});

/// What else a list may hold.
static OTHER: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "comment*|pledge*|question*|observation*|commitment*
         above
         gore|gorenaveden*
         lartpërmendur*",
    )
});

/// What cannot be taken for another list.
static PLAIN: LazyLock<Vec<Cue>> =
    LazyLock::new(|| Cue::list("the following recommendation*\nthese recommendation*"));

/// What speaks of the list before.
static THESE: LazyLock<Vec<Cue>> =
    LazyLock::new(|| Cue::list("these|those|above recommendation*\nrecommendation* above"));

/// Whether a block speaks of the recommendations before it.
pub(super) fn looks_back(words: &[Word]) -> bool {
    has_any(&THESE, words)
}

fn announces(text: &str, words: &[Word]) -> bool {
    if words.len() > LONGEST || !has_any(&NOUN, words) {
        return false;
    }
    let ends = text.trim_end().ends_with(':');
    let is_followed = near(&FOLLOWING, &NOUN, words) || near(&NOUN, &FOLLOWING, words);
    let is_answered = RESPONSES.iter().any(|(_, cue)| cue.find(words, 0).is_some());
    let is_plain = is_followed && (ends || is_answered) || ends && is_answered;
    is_plain && (has_any(&PLAIN, words) || !has_any(&OTHER, words))
}

/// Whether the second stands within nine words behind the first.
fn near(first: &[Cue], second: &[Cue], words: &[Word]) -> bool {
    let mut from = 0;
    while let Some(place) = find_any(first, words, from) {
        let behind = words.get(place.end..(place.end + 9).min(words.len())).unwrap_or_default();
        if has_any(second, behind) {
            return true;
        }
        from = place.end;
    }
    false
}

/// The answer that a block states.
pub(super) fn response(block: &Block, words: &[Word]) -> Option<ResponseWords> {
    RESPONSES.iter().find_map(|(status, cue)| {
        let place = cue.find(words, 0)?;
        let start = words.get(place.start)?.span.start;
        let end = words.get(place.end.checked_sub(1)?)?.span.end;
        let span = block.span.start + start..block.span.start + end;
        Some(ResponseWords { status, span })
    })
}
