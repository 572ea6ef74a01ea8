//! Whether what reads as a name is one, from what stands around it.
//!
//! It must not find names: it only lets those go that are something else.

use crate::actor_roles::Role;
use crate::gazetteer::Found;
use crate::mention::Kind;
use crate::passage::Passage;
use crate::token::{Gap, Shape};
use sulh_text::Tongue;

/// Whether the name stands for what it is a name of.
pub(crate) fn is_meant(found: &Found, passage: &Passage<'_, '_>) -> bool {
    if found.is_acronym && reads_as_word(found, passage) {
        return false;
    }
    match found.kind {
        Kind::Country | Kind::Place => is_place_meant(found, passage),
        Kind::Actor => is_actor_meant(found, passage),
        Kind::Threat | Kind::Instrument => true,
    }
}

/// Acronyms that are words of a language too, which a text in capitals does not tell apart.
const WORDS: [&str; 14] = [
    "us", "who", "it", "car", "act", "care", "iris", "unite", "un", "zid", "aid", "can", "ai", "la",
];

fn reads_as_word(found: &Found, passage: &Passage<'_, '_>) -> bool {
    let is_in_capitals = passage.is_capitals || {
        let is_shout = |place: Option<usize>| {
            place
                .and_then(|place| passage.token(place))
                .is_some_and(|token| token.shape == Shape::Capitals && token.text.len() > 4)
        };
        is_shout(found.first.checked_sub(1)) && is_shout(Some(found.end))
    };
    is_in_capitals && WORDS.contains(&passage.small(found.first).as_str())
}

/// Words before or behind a country's name that make it another place.
const BEFORE: [(&str, &str); 10] = [
    ("northern", "ireland"),
    ("new", "mexico"),
    ("new", "jersey"),
    ("new", "guinea"),
    ("new", "england"),
    ("lake", "chad"),
    ("north", "macedonia"),
    ("inner", "mongolia"),
    ("little", "india"),
    ("aegean", "macedonia"),
];
const BEHIND: [(&str, &str); 6] = [
    ("jordan", "river"),
    ("jordan", "valley"),
    ("niger", "delta"),
    ("mali", "zvornik"),
    ("cyprus", "turk"),
    ("chad", "basin"),
];

/// Names of countries that persons have too.
const PERSONAL: [&str; 8] =
    ["jordan", "chad", "georgia", "israel", "kenya", "cuba", "jersey", "dominica"];
const TITLES: [&str; 18] = [
    "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lady", "judge", "gospodin", "gospođa", "mme",
    "monsieur", "madame", "g-din", "sayın", "zoti", "zonja",
];
const GIVEN_NAMES: [&str; 16] = [
    "michael", "john", "james", "david", "robert", "peter", "paul", "mark", "thomas", "richard",
    "george", "charles", "neil", "vernon", "william", "anna",
];

/// Names in other languages that are ordinary words where they stand.
const FOREIGN_WORDS: [&str; 10] =
    ["island", "reunion", "mali", "fas", "cin", "cad", "man", "kore", "indi", "misir"];

fn is_place_meant(found: &Found, passage: &Passage<'_, '_>) -> bool {
    let first = passage.small(found.first);
    let last = passage.small(found.end.saturating_sub(1));
    if found.is_foreign && is_risky_abroad(found, passage, &first) {
        return false;
    }
    if found.len() > 1 {
        return true;
    }
    let before = found.first.checked_sub(1).map(|place| passage.small(place)).unwrap_or_default();
    let behind = passage.small(found.end);
    if BEFORE.iter().any(|(word, name)| *word == before && *name == first)
        || BEHIND.iter().any(|(name, word)| *word == behind && *name == last)
    {
        return false;
    }
    if first == "reunion" && passage.tongue() == Tongue::English {
        return false;
    }
    !is_small_word(found, passage, &first) && !is_person(found, passage, &first, &before)
}

/// Whether a name of another language is more likely a word of this one, or an acronym.
fn is_risky_abroad(found: &Found, passage: &Passage<'_, '_>, first: &str) -> bool {
    let is_one = found.len() == 1;
    let is_shout = passage.token(found.first).is_some_and(|token| token.shape == Shape::Capitals);
    is_one
        && (first.chars().count() < 5
            || FOREIGN_WORDS.contains(&first)
            || (is_shout && !passage.is_capitals))
}

/// *Mali* and *Мали* begin sentences as *small*, and in Turkish as *financial*.
fn is_small_word(found: &Found, passage: &Passage<'_, '_>, first: &str) -> bool {
    let is_word = matches!(first, "mali" | "мали" | "чад" | "čad" | "man" | "çin")
        && !matches!(passage.tongue(), Tongue::English | Tongue::French | Tongue::Unknown);
    is_word
        && passage.begins(found.first)
        && passage.token(found.end).is_some_and(|next| {
            next.is_word() && next.gap == Gap::Space && passage.role(found.end) != Role::And
        })
}

fn is_person(found: &Found, passage: &Passage<'_, '_>, first: &str, before: &str) -> bool {
    let two_before = found.first.checked_sub(2).map(|place| passage.small(place));
    let has_title = TITLES.contains(&before)
        || (two_before.is_some_and(|word| TITLES.contains(&word.as_str()))
            && found.first.checked_sub(1).is_some_and(|place| passage.is_capital(place)));
    if has_title || !PERSONAL.contains(&first) {
        return has_title;
    }
    GIVEN_NAMES.contains(&before)
        || passage.token(found.end).is_some_and(|next| {
            next.shape == Shape::Capital
                && next.gap == Gap::Space
                && passage.role(found.end) == Role::Other
                && !passage.is_covered(found.end, Kind::Country)
                && !passage.is_heading
        })
}

/// Acronyms that mean a treaty or the committee that watches over it.
const TREATY_ACRONYMS: [&str; 9] =
    ["CERD", "CRC", "CEDAW", "CAT", "CED", "CRPD", "CMW", "CESCR", "ICERD"];

/// Words that a committee has behind it and a treaty has not.
const OF_COMMITTEES: [&str; 22] = [
    "recommendation",
    "recommendations",
    "recommended",
    "recommends",
    "concluding",
    "observations",
    "noted",
    "notes",
    "expressed",
    "urged",
    "urges",
    "asked",
    "welcomed",
    "welcomes",
    "committee",
    "called",
    "encouraged",
    "regretted",
    "concern",
    "concerns",
    "remained",
    "members",
];

fn is_actor_meant(found: &Found, passage: &Passage<'_, '_>) -> bool {
    let Some(token) = passage.token(found.first) else { return false };
    if !found.is_acronym || !TREATY_ACRONYMS.contains(&token.text) {
        return true;
    }
    let behind = (found.end..found.end + 3).any(|place| {
        OF_COMMITTEES.contains(&passage.small(place).as_str())
            || passage
                .token(place)
                .is_some_and(|next| next.text == "s" && next.gap == Gap::Apostrophe)
    });
    let is_in_brackets = passage.before(found.first).is_some_and(|before| before.is_sign("("))
        && passage.token(found.end).is_some_and(|next| next.is_sign(")"));
    behind || (is_in_brackets && is_of_committee(found.first, passage))
}

/// Whether the nearest *Committee* or *Convention* before a place is the committee.
fn is_of_committee(place: usize, passage: &Passage<'_, '_>) -> bool {
    for before in (place.saturating_sub(16)..place).rev() {
        match passage.small(before).as_str() {
            "committee" => return true,
            "convention" | "covenant" | "protocol" => return false,
            _ => {}
        }
    }
    false
}
