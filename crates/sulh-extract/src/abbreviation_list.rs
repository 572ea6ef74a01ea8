//! Lists of abbreviations: a line that begins with an acronym and says what it stands for.
//!
//! It must not take what stands for a kind of body: *NGO*, *NHRI*. Such a list holds for the whole
//! document, wherever it stands.

use crate::acronym::Body;
use crate::actor_roles::Role;
use crate::passage::Passage;
use crate::token::Shape;

/// Acronyms of kinds, in capitals.
const KINDS: [&str; 14] = [
    "NGO", "NGOS", "CSO", "CSOS", "NHRI", "NHRIS", "IGO", "INGO", "SME", "OVD", "NVO", "CBO",
    "NPM", "LGBT",
];
/// Tokens of a line that are looked at.
const LOOKED_AT: usize = 24;

/// The acronym with which a passage begins, and the body for which it stands there.
///
/// Cost: O(1), a fixed number of tokens.
pub(crate) fn entry<'t>(passage: &Passage<'_, 't>) -> Option<(&'t str, Body)> {
    let acronym = passage.token(0)?;
    let letters: Vec<char> = acronym.text.chars().filter(|letter| letter.is_uppercase()).collect();
    let is_listed = matches!(acronym.shape, Shape::Capitals | Shape::Mixed)
        && (2..=10).contains(&letters.len())
        && !KINDS.contains(&acronym.text.to_uppercase().as_str());
    if !is_listed {
        return None;
    }
    let is_sign = |place: usize| passage.token(place).is_some_and(|token| !token.is_word());
    let start = if is_sign(1) { 2 } else { 1 };
    let mut left = letters.as_slice();
    let mut has_head = false;
    let mut end = start;
    while let Some((letter, rest)) = left.split_first() {
        let token = passage.token(end).filter(|token| token.is_word())?;
        if end > LOOKED_AT {
            return None;
        }
        if token.text.starts_with(*letter) {
            left = rest;
        } else if token.is_capital() || end == start {
            return None;
        }
        has_head |= matches!(passage.role(end), Role::Head | Role::WeakHead);
        end += 1;
    }
    let name = passage.words(start, end).to_owned();
    has_head.then_some((acronym.text, Body { entities: Vec::new(), name: Some(name) }))
}
