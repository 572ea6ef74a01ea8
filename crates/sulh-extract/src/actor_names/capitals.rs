//! Names in capitals around a head, joined by small words: English and Albanian.
//!
//! *National Council on Social Issues*, *Këshilli i Evropës*: capitals before the head (not in
//! Albanian), and behind it what it is of, for or on.

use super::{LONGEST, is_kind_only};
use crate::actor_roles::Role;
use crate::mention::Kind;
use crate::passage::Passage;
use crate::token::{Gap, Shape};
use sulh_text::Tongue;

/// The name around a head at a place, half-open; `None` if the head stands alone.
pub(super) fn name_at(head: usize, passage: &Passage<'_, '_>) -> Option<(usize, usize)> {
    let token = passage.token(head)?;
    let is_linked = passage.token(head + 1).is_some_and(|next| next.gap == Gap::Hyphen);
    if !token.is_capital() || is_linked {
        return None;
    }
    let first = before_head(head, passage);
    let end = behind_head(head, passage);
    let first = if passage.tongue() == Tongue::Albanian { head } else { first };
    let is_alone = first == head && end == head + 1;
    let is_half = token.gap == Gap::Hyphen && first == head;
    if is_alone || is_half || is_working_group(first, head, end, passage) {
        return None;
    }
    (!is_kind_only(first, passage) && !is_general(head, passage)).then_some((first, end))
}

/// *Working Group* and *Task Force* are heads of two words.
fn is_working_group(first: usize, head: usize, end: usize, passage: &Passage<'_, '_>) -> bool {
    end == head + 1
        && first + 1 == head
        && matches!(passage.small(first).as_str(), "working" | "task")
}

/// Words before a head that make it a kind of body: *local government*, *public service*.
fn is_general(head: usize, passage: &Passage<'_, '_>) -> bool {
    let before = head.checked_sub(1).map(|place| passage.small(place)).unwrap_or_default();
    let before = before.as_str();
    match passage.small(head).as_str() {
        "government" => matches!(before, "local" | "self" | "open" | "good" | "transitional"),
        "service" => matches!(before, "public" | "civil" | "health" | "social" | "military"),
        "commissioner" => before == "high",
        "union" => matches!(before, "soviet" | "trade" | "civil" | "customs" | "monetary"),
        "mission" => matches!(before, "monitoring"),
        "group" => matches!(before, "target" | "age" | "ethnic" | "minority" | "vulnerable"),
        "party" => true,
        _ => false,
    }
}

/// The first token of the capitals before a head.
fn before_head(head: usize, passage: &Passage<'_, '_>) -> usize {
    let mut first = head;
    while first > 0 && head - first < LONGEST {
        let before = first - 1;
        let Some(gap) = passage.token(first).map(|token| token.gap) else { break };
        if !matches!(gap, Gap::Space | Gap::Hyphen) {
            break;
        }
        match passage.role(before) {
            Role::Apart | Role::Article | Role::Joining | Role::Demonym => break,
            Role::Opening if passage.begins(before) => break,
            Role::And if joins_before(before, first, head, passage) => first = before - 1,
            Role::And => break,
            _ if is_possessive(before, passage) => {
                let owner = before - 1;
                let is_body = matches!(passage.role(owner), Role::Head | Role::WeakHead);
                let is_people = gap == Gap::Space && !passage.is_covered(owner, Kind::Actor);
                if !(is_body || (is_people && is_plural_owner(owner, passage))) {
                    break;
                }
                first = owner;
            }
            _ if !passage.is_capital(before) || passage.is_covered(before, Kind::Country) => break,
            _ => first = before,
        }
    }
    skip_demonym(first, head, passage)
}

/// Whether `and` joins two capitals of one name: *Labour and Social Affairs Committee*.
fn joins_before(and: usize, first: usize, head: usize, passage: &Passage<'_, '_>) -> bool {
    let Some(before) = and.checked_sub(1) else { return false };
    first < head
        && passage.is_capital(before)
        && matches!(passage.role(before), Role::Other)
        && !passage.is_covered(before, Kind::Country)
        && !passage.is_covered(before, Kind::Actor)
        && !passage.begins(before)
}

/// The *s* of *Ombudsperson's*.
fn is_possessive(place: usize, passage: &Passage<'_, '_>) -> bool {
    place > 0
        && passage
            .token(place)
            .is_some_and(|token| token.text == "s" && token.gap == Gap::Apostrophe)
        && passage.is_capital(place - 1)
}

/// *Women's*, *Children's*, *Citizens*: whom a body is for, not whose it is.
fn is_plural_owner(place: usize, passage: &Passage<'_, '_>) -> bool {
    matches!(
        passage.small(place).as_str(),
        "women"
            | "children"
            | "people"
            | "men"
            | "child"
            | "citizen"
            | "worker"
            | "state"
            | "prosecutor"
    )
}

fn skip_demonym(first: usize, head: usize, passage: &Passage<'_, '_>) -> usize {
    let mut first = first;
    while first < head
        && (matches!(passage.role(first), Role::Demonym | Role::And)
            || passage.is_covered(first, Kind::Country)
            || (passage.begins(first) && is_opener(&passage.small(first))))
    {
        first += 1;
    }
    first
}

/// Words that begin a sentence before a name without an article.
fn is_opener(word: &str) -> bool {
    word.ends_with("ly") || word.ends_with("ing") || matches!(word, "dear" | "de" | "yes")
}

/// Behind what a head is of, for and on.
fn behind_head(head: usize, passage: &Passage<'_, '_>) -> usize {
    let mut end = head + 1;
    let mut has_topic = false;
    while end - head < LONGEST {
        let start = joining(end, has_topic, passage);
        let run = run_end(start, passage);
        if run == start || (start == end && !has_topic) {
            break;
        }
        has_topic = true;
        end = run;
        let is_country_over =
            passage.is_covered(end - 1, Kind::Country) && !passage.is_covered(end, Kind::Country);
        if is_country_over && is_whole_country(start, end, passage) {
            break;
        }
    }
    end
}

/// Whether what was added last is a country alone: nothing is joined to it.
fn is_whole_country(start: usize, end: usize, passage: &Passage<'_, '_>) -> bool {
    (start..end).all(|place| passage.is_covered(place, Kind::Country))
}

/// Behind the words that join more to a name: *of the*, *and*, a comma of a list.
fn joining(end: usize, has_topic: bool, passage: &Passage<'_, '_>) -> usize {
    let mut at = end;
    while at < end + 3 && matches!(passage.role(at), Role::Joining | Role::Article) {
        at += 1;
    }
    if at > end {
        let is_joined =
            passage.role(end) == Role::Joining || has_topic && passage.role(end) == Role::And;
        return if is_joined && !begins_other(at, passage) { at } else { end };
    }
    let is_body = passage.is_covered(end - 1, Kind::Actor);
    if !has_topic || is_body {
        return end;
    }
    match passage.role(end) {
        Role::And => {
            let next = if passage.role(end + 1) == Role::Article { end + 2 } else { end + 1 };
            if may_join(next, passage) { next } else { end }
        }
        _ if passage.token(end).is_some_and(|token| token.is_sign(",")) => {
            if list_goes_on(end, passage) { end + 1 } else { end }
        }
        _ if passage.small(end) == "in" && !passage.is_covered(end + 1, Kind::Country) => {
            let run = run_end(end + 1, passage);
            if run > end + 2 && !passage.is_covered(end + 1, Kind::Place) { end + 1 } else { end }
        }
        _ => end,
    }
}

/// Whether a word may be joined by `and`: no other body, no country.
fn may_join(place: usize, passage: &Passage<'_, '_>) -> bool {
    passage.is_capital(place)
        && passage.token(place).is_some_and(|token| token.gap == Gap::Space)
        && !matches!(passage.role(place), Role::Head | Role::Apart | Role::Demonym)
        && !begins_other(place, passage)
        && !passage.is_covered(place, Kind::Country)
}

/// Whether another body's name begins at a place and not before it.
fn begins_other(place: usize, passage: &Passage<'_, '_>) -> bool {
    passage.is_covered(place, Kind::Actor) && passage.role(place.saturating_sub(1)) == Role::And
}

/// Whether a comma stands in a list that ends in *and*: *Labour, Family and Social Affairs*.
fn list_goes_on(comma: usize, passage: &Passage<'_, '_>) -> bool {
    let mut at = comma;
    for _ in 0..6 {
        let is_comma = passage.token(at).is_some_and(|token| token.is_sign(","));
        let next = if is_comma && passage.role(at + 1) == Role::And { at + 2 } else { at + 1 };
        if !may_join(next, passage) {
            return false;
        }
        let is_last = !is_comma || next == at + 2;
        let run = run_end(next, passage);
        if is_last {
            return true;
        }
        at = run;
        if passage.role(at) != Role::And
            && !passage.token(at).is_some_and(|token| token.is_sign(","))
        {
            return false;
        }
    }
    false
}

/// Words that join or part names, which titles write in capitals too.
fn is_small_word(role: Role) -> bool {
    matches!(role, Role::Apart | Role::Article | Role::And | Role::Joining)
}

/// Behind the capitals that stand at a place, with the small parts of their compounds.
fn run_end(start: usize, passage: &Passage<'_, '_>) -> usize {
    let mut end = start;
    while end - start < LONGEST {
        let Some(token) = passage.token(end) else { break };
        let is_first = end == start;
        let is_part = match token.gap {
            Gap::Hyphen if !is_first => token.is_word(),
            Gap::Apostrophe if !is_first => {
                token.text == "s"
                    && passage.is_capital(end + 1)
                    && passage.token(end + 1).is_some_and(|next| next.gap == Gap::Space)
            }
            _ => token.is_capital() && !is_small_word(passage.role(end)),
        };
        let breaks = token.shape == Shape::Number
            || (!is_first
                && passage.is_covered(end, Kind::Country)
                    != passage.is_covered(end - 1, Kind::Country)
                && passage.is_covered(end - 1, Kind::Country));
        if !is_part || breaks {
            break;
        }
        end += 1;
    }
    end
}
