//! Lists that a sentence announces: *The following recommendations were made: …*
//!
//! It ends a list where the numbers of the announcing paragraph go on, or at a heading.

use super::cues::{FOLLOWING, NOUN, RESPONSES};
use super::marker::{follows, joined};
use super::parts::{States, split_by_states};
use super::{Recommendation, ResponseWords};
use crate::cue::{Cue, find_any, has_any};
use crate::word::{Word, words};
use std::sync::LazyLock;
use sulh_document::{Block, BlockKind, Document};

/// The list that is open.
struct List {
    lead_marker: Option<String>,
    last_marker: Option<String>,
    response: Option<ResponseWords>,
    /// The index of its first recommendation.
    first: usize,
    /// Items that named states, and all items.
    with_states: usize,
    items: usize,
}

/// The recommendations that lists hold.
pub(super) fn listed(document: &Document, states: &dyn States) -> Vec<Recommendation> {
    let mut found: Vec<Recommendation> = Vec::new();
    let mut open: Option<List> = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let text = document.text_of(block);
        if matches!(block.kind, BlockKind::Heading(_)) {
            if open.as_ref().is_some_and(|list| list.items > 0) {
                open = None;
            }
            continue;
        }
        if matches!(block.kind, BlockKind::Footnote) {
            continue;
        }
        let words = words(text);
        if announces(text, &words) {
            open = Some(List {
                lead_marker: block.marker.clone(),
                last_marker: None,
                response: response(block, &words),
                first: found.len(),
                with_states: 0,
                items: 0,
            });
            continue;
        }
        if open.as_ref().is_some_and(|list| list.ends_at(block)) {
            if let Some(list) = open.take()
                && has_any(&THESE, &words)
            {
                answer(&mut found, list.first, response(block, &words));
            }
        }
        let Some(list) = &mut open else { continue };
        if list.goes_on(block, text, found.last(), document) {
            if let Some(last) = found.last_mut() {
                continue_item(last, block, text, states);
            }
            continue;
        }
        take(list, document, index, states, &mut found);
    }
    found
}

/// The most words of a sentence that announces a list.
const LONGEST: usize = 110;

/// What speaks of the list before.
static THESE: LazyLock<Vec<Cue>> =
    LazyLock::new(|| Cue::list("these|those|above recommendation*\nrecommendation* above"));

/// Gives the recommendations of a list the answer that stands behind it.
fn answer(found: &mut [Recommendation], first: usize, response: Option<ResponseWords>) {
    for recommendation in found.iter_mut().skip(first) {
        if recommendation.response.is_none() {
            recommendation.response.clone_from(&response);
        }
    }
}

/// What else a list may hold.
static OTHER: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "comment*|pledge*|question*|observation*
         above
         gore|gornj*|navedenim
         lartpermendur*",
    )
});

fn announces(text: &str, words: &[Word]) -> bool {
    let ends = text.trim_end().ends_with(':');
    if ends && words.len() <= 45 && has_any(&CALLS, words) {
        return true;
    }
    if words.len() > LONGEST || !has_any(&NOUN, words) {
        return false;
    }
    let near = |first: &[Cue], second: &[Cue]| {
        let mut from = 0;
        while let Some(place) = find_any(first, words, from) {
            let behind = words.get(place.end..(place.end + 9).min(words.len())).unwrap_or_default();
            if has_any(second, behind) {
                return true;
            }
            from = place.end;
        }
        false
    };
    let is_followed = near(&FOLLOWING, &NOUN) || near(&NOUN, &FOLLOWING);
    let is_answered = RESPONSES.iter().any(|(_, cue)| cue.find(words, 0).is_some());
    let is_plain = is_followed && (ends || is_answered) || ends && is_answered;
    is_plain && (has_any(&PLAIN, words) || !has_any(&OTHER, words))
}

/// What announces a list by a verb.
static CALLS: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    Cue::list(
        "recommend|recommends that
         recommended that
         should ~4 ?the ?following",
    )
});

/// What cannot be taken for another list.
static PLAIN: LazyLock<Vec<Cue>> =
    LazyLock::new(|| Cue::list("the following recommendation*\nthese recommendation*"));

fn response(block: &Block, words: &[Word]) -> Option<ResponseWords> {
    RESPONSES.iter().find_map(|(status, cue)| {
        let place = cue.find(words, 0)?;
        let start = words.get(place.start)?.span.start;
        let end = words.get(place.end.checked_sub(1)?)?.span.end;
        let span = block.span.start + start..block.span.start + end;
        Some(ResponseWords { status, span })
    })
}

impl List {
    /// Whether a block belongs to what follows the list.
    fn ends_at(&self, block: &Block) -> bool {
        let Some(marker) = &block.marker else { return false };
        if self.last_marker.as_ref().is_some_and(|last| follows(last, marker)) {
            return false;
        }
        self.lead_marker.as_ref().is_some_and(|lead| follows(lead, marker))
    }

    /// Whether a block without a marker is the rest of the item before.
    fn goes_on(
        &self,
        block: &Block,
        text: &str,
        last: Option<&Recommendation>,
        document: &Document,
    ) -> bool {
        if block.marker.is_some() || self.items == 0 {
            return false;
        }
        let Some(item) = last.and_then(|last| document.blocks.get(last.block)) else {
            return false;
        };
        let before = document.text_of(item).trim_end();
        let ends = before.ends_with([';', '.', ':', ')']);
        !ends && text.starts_with(|letter: char| letter.is_lowercase() || letter == '(')
    }
}

/// Adds a block to the last item.
fn continue_item(last: &mut Recommendation, block: &Block, text: &str, states: &dyn States) {
    let parts = split_by_states(text, states);
    let span = match parts.first() {
        Some(part) => {
            last.states.extend(part.states.iter().map(|state| {
                let mut state = state.clone();
                state.span = state.span.start + block.span.start..state.span.end + block.span.start;
                state
            }));
            part.spans.first().cloned()
        }
        None => Some(bare(text)),
    };
    if let Some(span) = span.filter(|span| !span.is_empty()) {
        last.spans.push(span.start + block.span.start..span.end + block.span.start);
    }
}

/// Takes the recommendations of an item.
fn take(
    list: &mut List,
    document: &Document,
    index: usize,
    states: &dyn States,
    found: &mut Vec<Recommendation>,
) {
    let Some(block) = document.blocks.get(index) else { return };
    let text = document.text_of(block);
    let parts = split_by_states(text, states);
    if block.marker.is_none() && parts.is_empty() {
        return;
    }
    let number = joined(list.lead_marker.as_deref(), block.marker.as_deref());
    list.items += 1;
    list.with_states += usize::from(!parts.is_empty());
    if block.marker.is_some() {
        list.last_marker.clone_from(&block.marker);
    }
    let start = block.span.start;
    let moved = |span: &std::ops::Range<usize>| span.start + start..span.end + start;
    let mut push = |spans: Vec<_>, states, rule, confidence| {
        found.push(Recommendation {
            spans,
            block: index,
            number: number.clone(),
            states,
            response: list.response.clone(),
            rule,
            confidence,
        });
    };
    if parts.is_empty() {
        let span = bare(text);
        if !span.is_empty() {
            push(vec![moved(&span)], Vec::new(), "listed-item", 0.85);
        }
    }
    for part in parts {
        let spans = part.spans.iter().map(moved).collect();
        let states = part
            .states
            .into_iter()
            .map(|state| super::NamedState { span: moved(&state.span), ..state })
            .collect();
        let (rule, confidence) = if part.is_assembled {
            ("listed-item-assembled", 0.8)
        } else {
            ("listed-item-by-state", 0.96)
        };
        push(spans, states, rule, confidence);
    }
}

/// A text without white space and stops at its ends.
fn bare(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end_matches([' ', ';', '.', ',']).len();
    start..end.max(start)
}
