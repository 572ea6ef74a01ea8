//! Bodies that no label knows: by the patterns in which languages name them.
//!
//! It must not say which body it is: it gives a span and the name as it stands there.

mod capitals;
mod lower_case;
mod turkish;

use crate::actor_roles::Role;
use crate::gazetteer::Found;
use crate::mention::Kind;
use crate::passage::Passage;
use sulh_text::Tongue;

/// Words of a name, at most.
const LONGEST: usize = 30;

/// Finds the names of bodies in a passage; they may overlap names that labels know.
///
/// Cost: O(tokens · words of the longest name).
pub(crate) fn find(passage: &Passage<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    if passage.is_capitals {
        return found;
    }
    for place in 0..passage.tokens.len() {
        if !matches!(passage.role(place), Role::Head | Role::WeakHead) {
            continue;
        }
        let span = match passage.tongue() {
            Tongue::Turkish => turkish::name_at(place, passage),
            Tongue::SouthSlavic | Tongue::Macedonian | Tongue::Bulgarian | Tongue::French => {
                lower_case::name_at(place, passage)
            }
            _ => capitals::name_at(place, passage),
        };
        if let Some((first, end)) = span {
            found.push(named(first, end, passage));
        }
    }
    found
}

fn named(first: usize, end: usize, passage: &Passage<'_, '_>) -> Found {
    Found {
        first,
        end,
        kind: Kind::Actor,
        entities: Vec::new(),
        name: Some(passage.words(first, end).to_owned()),
        rule: "proper-name",
        confidence: if end - first > 2 { 0.8 } else { 0.7 },
        is_acronym: false,
        is_foreign: false,
    }
}

/// Whether words before a name say that it is a kind of body and no single one: *a*, *any*.
fn is_kind_only(first: usize, passage: &Passage<'_, '_>) -> bool {
    let before = first.checked_sub(1).map(|place| passage.small(place)).unwrap_or_default();
    matches!(
        before.as_str(),
        "a" | "an"
            | "any"
            | "each"
            | "every"
            | "no"
            | "some"
            | "such"
            | "relevant"
            | "another"
            | "un"
            | "une"
            | "chaque"
            | "svaki"
            | "neki"
            | "një"
            | "bir"
            | "her"
    )
}
