//! One item of a list that several states made: who recommends what of it.
//!
//! *Sign (A) and ratify the convention (A, B); end torture (C)* is three recommendations. It knows
//! no item without names in brackets.

use crate::word::words;
use std::ops::Range;

/// Tells which state a name in brackets is.
pub trait States {
    /// The id of the state of this name; `None` if it is none.
    fn state(&self, name: &str) -> Option<String>;
}

/// A state as it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedState {
    /// Its id.
    pub id: String,
    /// The words that name it: bytes of the text.
    pub span: Range<usize>,
}

/// What some states recommend: the places of its words, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// One place, or several whose words are read one after the other.
    pub spans: Vec<Range<usize>>,
    /// Who recommends it.
    pub states: Vec<NamedState>,
    /// Whether it was put together of pieces that stand apart.
    pub is_assembled: bool,
}

/// The states that a text names in brackets, and where the brackets stand.
struct Bracket {
    span: Range<usize>,
    states: Vec<NamedState>,
}

/// The recommendations of an item. Empty if it names no state in brackets.
///
/// Cost: O(bytes · brackets).
pub fn split_by_states(text: &str, states: &dyn States) -> Vec<Part> {
    let brackets = brackets(text, states);
    let mut parts = Vec::new();
    let mut chain: Vec<Piece> = Vec::new();
    let mut from = 0;
    for bracket in brackets {
        let span = from..bracket.span.start;
        let gap = text.get(span.clone()).unwrap_or_default();
        if !chain.is_empty() && begins_anew(gap) {
            finish(text, std::mem::take(&mut chain), &mut parts);
        }
        from = bracket.span.end;
        chain.push(Piece { span: words_of(text, span), states: bracket.states, more: Vec::new() });
    }
    let tail = words_of(text, from..text.len());
    if !chain.is_empty() {
        let rest = text.get(from..).unwrap_or_default();
        if !tail.is_empty() && !begins_anew(rest) {
            chain.push(Piece { span: tail, states: Vec::new(), more: Vec::new() });
        }
        finish(text, chain, &mut parts);
    }
    parts
}

/// Words up to a bracket and the states in it.
#[derive(Debug, Clone)]
struct Piece {
    span: Range<usize>,
    states: Vec<NamedState>,
    /// What the same states ask right behind it.
    more: Vec<Range<usize>>,
}

/// Whether what follows a bracket has nothing to do with what is before it.
fn begins_anew(gap: &str) -> bool {
    let gap = gap.trim_start();
    gap.starts_with([';', '.', ':']) || gap.starts_with(|letter: char| letter.is_uppercase())
}

/// A span without punctuation and white space at its ends.
fn words_of(text: &str, span: Range<usize>) -> Range<usize> {
    let words = text.get(span.clone()).unwrap_or_default();
    let is_edge = |letter: char| letter.is_whitespace() || ";,./:".contains(letter);
    let cut = words.len() - words.trim_start_matches(is_edge).len();
    let start = span.start + cut;
    let length = words.trim_matches(is_edge).len();
    start..start + length
}

/// Pieces that hang together become parts.
fn finish(text: &str, mut chain: Vec<Piece>, parts: &mut Vec<Part>) {
    // Two brackets behind one another are one.
    let mut index = 1;
    while index < chain.len() {
        let is_empty = chain.get(index).is_some_and(|piece| piece.span.is_empty());
        if is_empty {
            let piece = chain.remove(index);
            if let Some(before) = chain.get_mut(index - 1) {
                before.states.extend(piece.states);
            }
        } else {
            index += 1;
        }
    }
    merge_alike(text, &mut chain);
    let hangs = chain.len() > 1 && (0..chain.len()).any(|index| needs_more(text, &chain, index));
    if hangs {
        distribute(text, &chain, parts);
        return;
    }
    for index in 0..chain.len() {
        let Some(piece) = chain.get(index).filter(|piece| !piece.states.is_empty()) else {
            continue;
        };
        let mut spans: Vec<Range<usize>> = governing(text, &chain, index).into_iter().collect();
        spans.push(piece.span.clone());
        spans.extend(piece.more.iter().cloned());
        let is_assembled = spans.len() > 1;
        parts.push(Part { spans, states: piece.states.clone(), is_assembled });
    }
}

/// Joins pieces behind one another that the same states ask: *review it (A) and open it (A)*.
fn merge_alike(text: &str, chain: &mut Vec<Piece>) {
    let ids = |piece: &Piece| {
        let mut ids: Vec<&str> = piece.states.iter().map(|state| state.id.as_str()).collect();
        ids.sort_unstable();
        ids.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut index = 1;
    while index < chain.len() {
        let (Some(before), Some(piece)) = (chain.get(index - 1), chain.get(index)) else { return };
        let joins = ids(before) == ids(piece) && !before.states.is_empty();
        let words = text.get(piece.span.clone()).unwrap_or_default();
        if joins && words.starts_with("and ") {
            let piece = chain.remove(index);
            if let Some(before) = chain.get_mut(index - 1) {
                before.more.push(piece.span);
                before.more.extend(piece.more);
            }
        } else {
            index += 1;
        }
    }
}

/// The words before a piece that it cannot do without: the request that it only qualifies
/// (*including …*), or the verb of an enumeration (*ratify the one (A), the other (B)*).
fn governing(text: &str, chain: &[Piece], index: usize) -> Option<Range<usize>> {
    let words = text.get(chain.get(index)?.span.clone())?;
    let is_enumerated = begins_with(words, &ENUMERATED);
    if !(is_enumerated || begins_with(words, &QUALIFIERS)) {
        return None;
    }
    let head = chain.get(..index)?.iter().rev().find(|piece| {
        let words = text.get(piece.span.clone()).unwrap_or_default();
        !(begins_with(words, &ENUMERATED) || begins_with(words, &QUALIFIERS))
    })?;
    if !is_enumerated {
        return Some(head.span.clone());
    }
    let object = object_start(text, &head.span)?;
    Some(trimmed(text, head.span.start..object)).filter(|verb| !verb.is_empty())
}

/// Words that begin what only qualifies a request.
const QUALIFIERS: [&str; 11] = [
    "including ",
    "especially ",
    "particularly ",
    "notably ",
    "in particular ",
    "with a view ",
    "as appropriate ",
    "through ",
    "by ",
    "promptly ",
    "inter alia ",
];

/// Words that begin one more object of a verb.
const ENUMERATED: [&str; 3] = ["the ", "its ", "all "];

fn begins_with(words: &str, starts: &[&str]) -> bool {
    let words = words.strip_prefix("and ").unwrap_or(words);
    starts.iter().any(|start| words.starts_with(start))
}

/// Whether the words of a piece are no whole request: *Sign (A) and ratify the convention (B)*.
fn needs_more(text: &str, chain: &[Piece], index: usize) -> bool {
    let (Some(piece), Some(next)) = (chain.get(index), chain.get(index + 1)) else { return false };
    let gap = text.get(piece.span.end..next.span.start).unwrap_or_default();
    if gap.trim_end().ends_with('/') {
        return true;
    }
    let words = words(text.get(piece.span.clone()).unwrap_or_default());
    let has_object = object_start(text, &piece.span).is_some();
    let waits = words.last().is_some_and(|word| {
        word.folded.ends_with("ing") || ["of", "to", "with"].contains(&word.folded.as_str())
    });
    let next_words = text.get(next.span.clone()).unwrap_or_default();
    if next.states.is_empty() || next_words.starts_with("of ") {
        return true;
    }
    (begins_with_object(text, &next.span) && (waits || !has_object))
        || (words.len() <= 3 && !has_object)
}

/// Words that begin an object or what qualifies one.
const OBJECT: [&str; 14] = [
    "the", "all", "its", "their", "a", "an", "of", "this", "these", "any", "other", "his", "both",
    "those",
];

fn begins_with_object(text: &str, span: &Range<usize>) -> bool {
    let words = text.get(span.clone()).unwrap_or_default();
    let first = words.split_whitespace().next().unwrap_or_default();
    OBJECT.contains(&first)
}

/// Where the object of a piece begins.
fn object_start(text: &str, span: &Range<usize>) -> Option<usize> {
    let found = words(text.get(span.clone())?)
        .into_iter()
        .find(|word| OBJECT.contains(&word.folded.as_str()) && !word.capital)?;
    Some(span.start + found.span.start)
}

/// Gives each state its pieces; a piece that is no whole request takes the object of the next one
/// that has one.
fn distribute(text: &str, chain: &[Piece], parts: &mut Vec<Part>) {
    let mut done: Vec<(Vec<usize>, Vec<NamedState>)> = Vec::new();
    for (index, piece) in chain.iter().enumerate() {
        for state in &piece.states {
            let is_known =
                done.iter().any(|(_, states)| states.iter().any(|other| other.id == state.id));
            if is_known {
                continue;
            }
            let own: Vec<usize> = (index..chain.len())
                .filter(|other| {
                    chain
                        .get(*other)
                        .is_some_and(|piece| piece.states.iter().any(|other| other.id == state.id))
                })
                .collect();
            match done.iter_mut().find(|(pieces, _)| *pieces == own) {
                Some((_, states)) => states.push(state.clone()),
                None => done.push((own, vec![state.clone()])),
            }
        }
    }
    for (pieces, states) in done {
        let own = pieces.iter().filter_map(|index| chain.get(*index));
        let mut spans: Vec<Range<usize>> =
            own.flat_map(|piece| [&piece.span].into_iter().chain(&piece.more)).cloned().collect();
        let last = pieces.last().copied().unwrap_or_default();
        if needs_more(text, chain, last) {
            spans.extend(rest_of(text, chain, last));
        }
        let is_assembled = spans.len() > 1;
        parts.push(Part { spans, states, is_assembled });
    }
}

/// What a piece lacks: the whole next one if it is an adverb, else the object of the next that has
/// one.
fn rest_of(text: &str, chain: &[Piece], index: usize) -> Option<Range<usize>> {
    let words = words(text.get(chain.get(index)?.span.clone())?);
    if words.last().is_some_and(|word| words.len() <= 2 && word.folded.ends_with("ly")) {
        return Some(chain.get(index + 1)?.span.clone());
    }
    chain.iter().skip(index + 1).find_map(|piece| {
        let is_tail = piece.states.is_empty();
        let start = if is_tail { piece.span.start } else { object_start(text, &piece.span)? };
        Some(start..piece.span.end)
    })
}

/// The brackets that name states.
fn brackets(text: &str, states: &dyn States) -> Vec<Bracket> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (index, letter) in text.char_indices() {
        match letter {
            '(' | '[' => {
                if depth == 0 {
                    start = index;
                }
                depth += 1;
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    let inner = start + 1..index;
                    let named = named_states(text, inner, states);
                    if !named.is_empty() {
                        found.push(Bracket { span: start..index + 1, states: named });
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The states that the words in a bracket name; none unless nearly all of its names are states.
fn named_states(text: &str, inner: Range<usize>, states: &dyn States) -> Vec<NamedState> {
    let words = text.get(inner.clone()).unwrap_or_default();
    if words.len() > 4_000 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut strange = 0;
    for span in names(words) {
        let span = inner.start + span.start..inner.start + span.end;
        match name_of(text, &span, states) {
            Some(named) => found.extend(named),
            None => strange += 1,
        }
    }
    if strange * 3 > found.len() { Vec::new() } else { found }
}

/// A name, or two that *and* joins.
fn name_of(text: &str, span: &Range<usize>, states: &dyn States) -> Option<Vec<NamedState>> {
    let name = text.get(span.clone())?;
    let one = |span: Range<usize>| {
        let name = text.get(span.clone())?;
        let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        let id = states.state(bare).or_else(|| states.state(name))?;
        Some(NamedState { id, span })
    };
    if let Some(named) = one(span.clone()) {
        return Some(vec![named]);
    }
    [" and ", " et ", " i ", " & "].iter().find_map(|joint| {
        let at = name.find(joint)?;
        let left = one(trimmed(text, span.start..span.start + at))?;
        let right = one(trimmed(text, span.start + at + joint.len()..span.end))?;
        Some(vec![left, right])
    })
}

/// What commas, semicolons and strokes part, outside inner brackets.
fn names(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (index, letter) in words.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' | '/' if depth == 0 => {
                found.push(start..index);
                start = index + 1;
            }
            _ => {}
        }
    }
    found.push(start..words.len());
    found
        .into_iter()
        .map(|span| trimmed(words, span))
        .map(|span| {
            let name = words.get(span.clone()).unwrap_or_default();
            match name.strip_prefix("and ") {
                Some(rest) => span.end - rest.len()..span.end,
                None => span,
            }
        })
        .filter(|span| !span.is_empty())
        .collect()
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let words = text.get(span.clone()).unwrap_or_default();
    let start = span.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

#[cfg(test)]
mod tests {
    use super::{States, split_by_states};

    struct Letters;

    impl States for Letters {
        fn state(&self, name: &str) -> Option<String> {
            let is_state = name.len() == 1 || name.starts_with("Bolivia") || name == "Spain";
            is_state.then(|| name.to_owned())
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let parts: Vec<String> = split_by_states(text, &Letters)
            .into_iter()
            .map(|part| {
                let words: Vec<_> = part.spans.iter().map(|span| &text[span.clone()]).collect();
                let states: Vec<_> = part.states.iter().map(|state| state.id.as_str()).collect();
                format!("{} [{}]", words.join(" "), states.join(" "))
            })
            .collect();
        assert_eq!(parts, expected, "{text}");
    }

    #[test]
    fn each_state_has_what_it_asks() {
        check("End torture (A);", &["End torture [A]"]);
        check("End it (A, B and C); stop it (D).", &["End it [A B C]", "stop it [D]"]);
        check("End it (see below) now (A)", &["End it (see below) now [A]"]);
        check(
            "End it (Bolivia (Plurinational State of), A)",
            &["End it [Bolivia (Plurinational State of) A]"],
        );
        check(
            "Sign (A) and ratify the act (A, B) and establish a body (C)",
            &["Sign and ratify the act [A]", "and ratify the act [B]", "and establish a body [C]"],
        );
        check(
            "To join (A)/sign (B)/ratify (C) the act (A, B, C)",
            &["To join the act [A]", "sign the act [B]", "ratify the act [C]"],
        );
        check(
            "Maintain the pause (A) and to end the practice (A, B)",
            &["Maintain the pause [A]", "and to end the practice [A B]"],
        );
        check(
            "Positively (A) consider the act (B)",
            &["Positively consider the act [A]", "consider the act [B]"],
        );
        check("No names here", &[]);
        check(
            "Ratify the act (A), the pact (B) and the code (C)",
            &["Ratify the act [A]", "Ratify the pact [B]", "Ratify and the code [C]"],
        );
        check(
            "Review the law (A) and open the jails (A)",
            &["Review the law and open the jails [A]"],
        );
        check(
            "Take measures to end it (A), including by training police (B)",
            &[
                "Take measures to end it [A]",
                "Take measures to end it including by training police [B]",
            ],
        );
    }
}
