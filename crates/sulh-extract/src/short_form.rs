//! *The Council*, *the Government*: a kind of body in a capital that stands for one named before.
//!
//! It must not take a kind in general for a body: plurals, *a council*, titles and headings.

use crate::acronym::Body;
use crate::actor_roles::{Role, head_class};
use crate::gazetteer::Found;
use crate::mention::Kind;
use crate::passage::Passage;
use crate::token::{Gap, Shape};
use rustc_hash::FxHashMap;
use sulh_text::Tongue;

/// The last body of each kind that a document named in full.
#[derive(Debug, Default)]
pub(crate) struct LastNamed {
    by_class: FxHashMap<String, Body>,
}

impl LastNamed {
    /// Notes the bodies that a passage names in full, in order.
    pub(crate) fn learn(&mut self, passage: &Passage<'_, '_>, bodies: &[Found]) {
        for body in bodies.iter().filter(|body| body.kind == Kind::Actor && body.len() > 1) {
            let mut heads = (body.first..body.end).filter(|place| is_head(*place, passage));
            let first = heads.next();
            // Capitals before a head end in it; what follows one begins with it.
            let head = first.map(|first| {
                let is_joined = (first..body.end).any(|place| passage.role(place) == Role::Joining);
                if is_joined { first } else { heads.last().unwrap_or(first) }
            });
            if let Some(head) = head {
                let class = class_at(head, passage);
                let name = body.name.clone();
                let name = name.or_else(|| Some(passage.words(body.first, body.end).to_owned()));
                self.by_class.insert(class, Body { entities: body.entities.clone(), name });
            }
        }
    }

    /// Short forms that stand in a passage. Cost: O(tokens).
    pub(crate) fn find(&self, passage: &Passage<'_, '_>) -> Vec<Found> {
        let mut found = Vec::new();
        if passage.is_capitals {
            return found;
        }
        for place in 0..passage.tokens.len() {
            let Some((first, end)) = short_form_at(place, passage) else { continue };
            let body = self.by_class.get(&class_at(place, passage));
            let is_own = passage.small(place) == "mission"
                && first.checked_sub(1).is_some_and(|place| passage.small(place) == "its");
            let is_weak = passage.role(place) == Role::WeakHead && !is_two_words(first, end);
            if body.is_none() && is_weak && !is_own {
                continue;
            }
            found.push(Found {
                first,
                end,
                kind: Kind::Actor,
                entities: body.map(|body| body.entities.clone()).unwrap_or_default(),
                name: body
                    .and_then(|body| body.name.clone())
                    .or_else(|| Some(passage.words(first, end).to_owned())),
                rule: "short-form",
                confidence: if body.is_some() { 0.75 } else { 0.6 },
                is_acronym: false,
                is_foreign: false,
            });
        }
        found
    }
}

fn is_two_words(first: usize, end: usize) -> bool {
    end - first == 2
}

fn is_head(place: usize, passage: &Passage<'_, '_>) -> bool {
    matches!(passage.role(place), Role::Head | Role::WeakHead)
}

/// The kind of body that a head names, whatever its form.
fn class_at(place: usize, passage: &Passage<'_, '_>) -> String {
    let small = passage.small(place);
    if matches!(passage.tongue(), Tongue::English | Tongue::French | Tongue::Unknown) {
        return head_class(&small).to_owned();
    }
    let root: String = small.chars().take(4).collect();
    root.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'а', 'е', 'и', 'о', 'у']).to_owned()
}

/// The short form whose head stands at a place, half-open.
fn short_form_at(place: usize, passage: &Passage<'_, '_>) -> Option<(usize, usize)> {
    if !is_head(place, passage) || !passage.is_capital(place) {
        return None;
    }
    let token = passage.token(place)?;
    let next = passage.token(place + 1);
    let is_linked = next.is_some_and(|next| next.gap == Gap::Hyphen) || token.gap == Gap::Hyphen;
    let is_followed = next.is_some_and(|next| {
        next.is_capital() && next.gap == Gap::Space && next.shape == Shape::Capital
    });
    if is_linked || is_followed {
        return None;
    }
    let first = first_of(place, passage);
    let is_said = match passage.tongue() {
        Tongue::English | Tongue::French | Tongue::Unknown => is_definite(first, place, passage),
        _ => !passage.begins(first) || passage.role(place) == Role::Head,
    };
    is_said.then_some((first, place + 1))
}

/// *Working Group* and *Task Force* are heads of two words.
fn first_of(place: usize, passage: &Passage<'_, '_>) -> usize {
    let before = place.checked_sub(1).map(|place| passage.small(place)).unwrap_or_default();
    let is_group = passage.small(place) == "group" && before == "working";
    if is_group && passage.is_capital(place - 1) { place - 1 } else { place }
}

/// Whether an article or the place in the sentence says that one body is meant.
fn is_definite(first: usize, head: usize, passage: &Passage<'_, '_>) -> bool {
    let word = |back: usize| first.checked_sub(back).map(|place| passage.small(place));
    let before = word(1).unwrap_or_default();
    let two_before = word(2).unwrap_or_default();
    let is_article = |word: &str| {
        matches!(
            word,
            "the" | "its" | "their" | "his" | "her" | "this" | "that" | "le" | "la" | "l"
        )
    };
    if is_article(&before) {
        return true;
    }
    let is_adjective =
        first.checked_sub(1).and_then(|place| passage.token(place)).is_some_and(|token| {
            token.is_word() && token.shape == Shape::Small
                || passage.role(first - 1) == Role::Demonym
        });
    if is_adjective && is_article(&two_before) && passage.role(first - 1) != Role::Joining {
        return !matches!(before.as_str(), "relevant" | "competent" | "local" | "and");
    }
    if is_adjective && matches!(two_before.as_str(), "a" | "an" | "any" | "every") {
        return false;
    }
    let is_owner = passage.token(head + 1).is_some_and(|next| next.gap == Gap::Apostrophe);
    if is_owner
        || matches!(passage.small(head + 1).as_str(), "resolution" | "resolutions" | "decision")
    {
        return !matches!(before.as_str(), "a" | "an" | "any" | "each" | "every" | "no" | "s");
    }
    // Without an article a body of its own name: *Council resolution*, *Ombudsperson's*.
    let is_name = matches!(
        passage.small(head).as_str(),
        "council" | "ombudsman" | "ombudsperson" | "parliament" | "government"
    );
    let is_kind =
        matches!(before.as_str(), "a" | "an" | "of" | "any" | "each" | "every" | "no" | "s");
    is_name && !is_kind && !passage.is_heading && !passage.begins(first) && !before.is_empty()
}
