//! Names that begin with a capital and go on in small letters: South Slavic, Macedonian,
//! Bulgarian and French.
//!
//! *Ministarstvo za ljudska prava i izbjeglice*, *Министерство на външните работи*, *Ustavni sud
//! Bosne i Hercegovine*. Where such a name ends no letter says: after a joining word come its
//! adjectives and one noun, again after *and*, and last what stands in capitals.

use super::is_kind_only;
use crate::actor_roles::Role;
use crate::mention::Kind;
use crate::passage::Passage;
use crate::token::{Gap, Shape};
use sulh_text::Tongue;

/// The name around a head at a place, half-open; `None` if the head stands alone.
pub(super) fn name_at(head: usize, passage: &Passage<'_, '_>) -> Option<(usize, usize)> {
    let first = before_head(head, passage)?;
    let mut end = head + 1;
    for _ in 0..3 {
        let next = part_end(head, end, passage);
        if next == end {
            break;
        }
        end = next;
    }
    let is_alone = first == head && end == head + 1;
    (!is_alone && !is_kind_only(first, passage)).then_some((first, end))
}

/// Where a name begins: at the head, or at an adjective in a capital before it.
fn before_head(head: usize, passage: &Passage<'_, '_>) -> Option<usize> {
    let is_capital = passage.is_capital(head);
    if passage.tongue() == Tongue::French {
        return is_capital.then_some(head);
    }
    let mut first = head;
    while first > 0 && head - first < 3 {
        let before = first - 1;
        let is_joined = passage.token(first).is_some_and(|token| token.gap == Gap::Space);
        let is_adjective = passage
            .token(before)
            .is_some_and(|token| token.is_word() && is_adjective(token.text, passage.tongue()));
        if !is_joined || !is_adjective || passage.role(before) != Role::Other {
            break;
        }
        first = before;
        if passage.is_capital(first) {
            let starts = !passage.begins(first) || opens_names(&passage.small(first));
            let is_country = passage.is_covered(first, Kind::Country);
            return if starts && !is_country { Some(first) } else { is_capital.then_some(head) };
        }
    }
    is_capital.then_some(head)
}

/// Roots of adjectives with which names of bodies begin, in both alphabets.
const OPENERS: [&str; 24] = [
    "ustavn",
    "vrhovn",
    "narodn",
    "državn",
    "drzavn",
    "evropsk",
    "europsk",
    "međunarodn",
    "visok",
    "savezn",
    "uprav",
    "centraln",
    "nacionaln",
    "уставн",
    "врховн",
    "народн",
    "државн",
    "европск",
    "међународн",
    "меѓународн",
    "националн",
    "държавн",
    "върховн",
    "конституцион",
];

fn opens_names(word: &str) -> bool {
    OPENERS.iter().any(|root| word.starts_with(root))
}

/// Endings of adjectives.
fn is_adjective(word: &str, tongue: Tongue) -> bool {
    let word = word.to_lowercase();
    if word.chars().count() < 4 {
        return false;
    }
    let endings: &[&str] = match tongue {
        Tongue::SouthSlavic => &[
            "ni", "ne", "na", "no", "nog", "nom", "noj", "nih", "nim", "nu", "ski", "ske", "ska",
            "sko", "skog", "skom", "skoj", "skih", "skim", "sku", "čki", "čke", "čka", "čkih",
            "čkog", "ji", "jih", "ći", "ćih", "šnji", "šnjih", "ljih", "ни", "не", "на", "но",
            "ног", "ном", "ној", "них", "ним", "ну", "ски", "ске", "ска", "ско", "ског", "ском",
            "ској", "ских", "ским", "ску", "чки", "чких", "ших", "њих", "ћих",
        ],
        _ => &[
            "ни",
            "на",
            "но",
            "ната",
            "ните",
            "ния",
            "ният",
            "ното",
            "ски",
            "ска",
            "ско",
            "ските",
            "ската",
            "ското",
            "ския",
            "ешните",
            "шните",
            "вни",
            "вите",
            "ови",
            "чки",
            "чка",
            "чко",
            "ен",
            "ени",
            "ките",
            "ката",
            "щите",
            "шки",
            "шката",
        ],
    };
    endings.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// Behind one more part of a name that so far ends at `end`.
fn part_end(head: usize, end: usize, passage: &Passage<'_, '_>) -> usize {
    let at = if is_joining(head, end, passage) { end + 1 } else { end };
    if at == end {
        let capitals = capitals_end(end, passage);
        if capitals > end || !takes_genitive(head, passage) {
            return capitals;
        }
        return genitive_end(end, passage);
    }
    let mut last = phrase_end(at, passage);
    if last == at {
        return end;
    }
    while passage.role(last) == Role::And || is_list_comma(last, passage) {
        let next = phrase_end(last + 1, passage);
        if next == last + 1 || ends_in_verb(next - 1, passage) {
            break;
        }
        last = next;
    }
    last
}

/// Whether a comma parts two topics of a list that ends in *and*.
fn is_list_comma(comma: usize, passage: &Passage<'_, '_>) -> bool {
    passage.token(comma).is_some_and(|token| token.is_sign(","))
        && passage.role(phrase_end(comma + 1, passage)) == Role::And
}

fn is_joining(head: usize, place: usize, passage: &Passage<'_, '_>) -> bool {
    let word = passage.small(place);
    let is_strict = matches!(passage.tongue(), Tongue::SouthSlavic);
    let joins = if is_strict {
        matches!(word.as_str(), "za" | "за" | "o" | "о" | "protiv" | "против")
    } else {
        passage.role(place) == Role::Joining
    };
    joins && (place == head + 1 || is_strict || passage.tongue() == Tongue::French)
}

/// Whether a head is followed by a noun in the genitive: *Ministarstvo pravde*.
fn takes_genitive(head: usize, passage: &Passage<'_, '_>) -> bool {
    let word = passage.small(head);
    passage.tongue() == Tongue::SouthSlavic
        && ["minist", "uprav", "ured", "минист", "управ", "уред", "zavod", "завод"]
            .iter()
            .any(|root| word.starts_with(root))
}

/// Behind adjectives and a noun in the genitive.
fn genitive_end(start: usize, passage: &Passage<'_, '_>) -> usize {
    let end = phrase_end(start, passage);
    let Some(noun) = passage.before(end).filter(|_| end > start) else { return start };
    let word = noun.text.to_lowercase();
    let is_genitive = ["a", "e", "а", "е"].iter().any(|ending| word.ends_with(ending));
    if !is_genitive || ends_in_verb(end - 1, passage) {
        return start;
    }
    let mut last = end;
    while passage.role(last) == Role::And || is_list_comma(last, passage) {
        let next = phrase_end(last + 1, passage);
        if next == last + 1 || ends_in_verb(next - 1, passage) {
            break;
        }
        last = next;
    }
    last
}

/// Words that are no noun of a name, and participles.
fn ends_in_verb(place: usize, passage: &Passage<'_, '_>) -> bool {
    let word = passage.small(place);
    matches!(
        word.as_str(),
        "je" | "su"
            | "se"
            | "da"
            | "koja"
            | "koje"
            | "koji"
            | "će"
            | "bi"
            | "ne"
            | "treba"
            | "mora"
            | "može"
            | "ima"
            | "nije"
            | "kao"
            | "ili"
            | "te"
            | "odlučuje"
            | "usvaja"
            | "је"
            | "су"
            | "се"
            | "да"
            | "која"
            | "које"
            | "који"
            | "ће"
            | "би"
            | "не"
            | "треба"
            | "мора"
            | "може"
            | "има"
            | "није"
            | "као"
            | "или"
            | "те"
            | "е"
            | "са"
            | "ще"
            | "ќе"
            | "est"
            | "a"
            | "ont"
            | "qui"
            | "sont"
    ) || ["ilo", "ila", "ili", "alo", "ala", "ali", "uje", "ира", "ило", "ила", "ало", "ала", "ује"]
        .iter()
        .any(|ending| word.chars().count() > 4 && word.ends_with(ending))
}

/// Behind adjectives and the noun that they belong to.
fn phrase_end(start: usize, passage: &Passage<'_, '_>) -> usize {
    let mut end = start;
    while end < start + 4 {
        let Some(token) = passage.token(end) else { return start };
        if !token.is_word() || token.gap == Gap::Apostrophe || token.shape == Shape::Number {
            return start;
        }
        if passage.role(end) != Role::Other || ends_in_verb(end, passage) {
            return start;
        }
        end += 1;
        let goes_on = token.shape == Shape::Small
            && is_adjective(token.text, passage.tongue())
            && passage.token(end).is_some_and(|next| {
                next.is_word() && passage.role(end) == Role::Other && !ends_in_verb(end, passage)
            });
        if !goes_on {
            return end;
        }
    }
    end
}

/// Behind capitals, with *and* between them: *Bosne i Hercegovine*.
fn capitals_end(start: usize, passage: &Passage<'_, '_>) -> usize {
    let mut end = start;
    while end < start + 6 {
        let is_joined = passage.token(end).is_some_and(|token| token.gap == Gap::Space);
        if is_joined && passage.is_capital(end) && passage.role(end) != Role::Apart {
            end += 1;
        } else if end > start
            && passage.role(end) == Role::And
            && passage.is_covered(end, Kind::Country)
        {
            end += 1;
        } else {
            break;
        }
    }
    end
}
