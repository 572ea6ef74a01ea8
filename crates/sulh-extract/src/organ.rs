//! An organ written behind its organisation, *CoE-ECRI*, *OSCE/ODIHR*: one body, not two.
//!
//! It must not join two organisations: *EU/UN* are two.

use crate::actor_roles::Role;
use crate::gazetteer::Found;
use crate::mention::Kind;
use crate::passage::Passage;
use crate::token::{Gap, Shape};

/// Acronyms of organisations that have organs with acronyms of their own.
const ORGANISATIONS: [&str; 11] =
    ["CoE", "COE", "EU", "UE", "UN", "ONU", "OSCE", "OAS", "AU", "NATO", "OSZE"];
/// Of these every acronym behind them is an organ.
const WITH_ANY: [&str; 3] = ["CoE", "COE", "OSCE"];

/// Finds organs behind their organisations, known ones by the names that stand in a passage.
///
/// `names` are of actors, by where they begin. Cost: O(tokens · log names).
pub(crate) fn find(passage: &Passage<'_, '_>, names: &[Found]) -> Vec<Found> {
    let mut found = Vec::new();
    for (first, token) in passage.tokens.iter().enumerate() {
        let may_be = matches!(token.shape, Shape::Capitals | Shape::Mixed);
        if !may_be || !ORGANISATIONS.contains(&token.text) {
            continue;
        }
        let Some(organ) = organ_behind(first, passage) else { continue };
        let Some(next) = passage.token(organ) else { continue };
        if ORGANISATIONS.contains(&next.text) {
            continue;
        }
        let from = names.partition_point(|name| name.first < organ);
        let known = names
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|name| name.first == organ)
            .max_by_key(|name| name.end);
        let is_acronym = next.shape == Shape::Capitals && WITH_ANY.contains(&token.text);
        let is_office =
            next.is_capital() && matches!(passage.role(organ), Role::Head | Role::WeakHead);
        if known.is_none() && !is_acronym && !is_office {
            continue;
        }
        let end = known.map_or(organ + 1, |name| name.end);
        found.push(Found {
            first,
            end,
            kind: Kind::Actor,
            entities: known.map(|name| name.entities.clone()).unwrap_or_default(),
            name: known.is_none().then(|| passage.words(first, end).to_owned()),
            rule: "organ",
            confidence: 0.85,
            is_acronym: false,
            is_foreign: false,
        });
    }
    found
}

/// Where an organ begins that is joined by a hyphen or a slash without spaces.
fn organ_behind(place: usize, passage: &Passage<'_, '_>) -> Option<usize> {
    let next = passage.token(place + 1)?;
    if next.is_word() {
        return (next.gap == Gap::Hyphen).then_some(place + 1);
    }
    let is_slash = matches!(next.text, "/" | "–" | "−") && next.gap == Gap::None;
    let behind = passage.token(place + 2)?;
    (is_slash && behind.is_word() && behind.gap == Gap::None).then_some(place + 2)
}
