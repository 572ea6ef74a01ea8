//! Short names that a document itself defines: acronyms in brackets and *hereinafter*.
//!
//! It must not carry a definition back: one is valid behind the place where it stands.

use crate::gazetteer::Found;
use crate::mention::Kind;
use crate::passage::Passage;
use crate::token::{Shape, Token};
use rustc_hash::FxHashMap;

/// The body for which a short name stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Body {
    pub(crate) entities: Vec<u32>,
    pub(crate) name: Option<String>,
}

/// The short names of a document so far.
#[derive(Debug, Default)]
pub(crate) struct ShortNames<'t> {
    acronyms: FxHashMap<&'t str, Option<Body>>,
    /// Of several words or of one word with a capital: *the Foundation*.
    aliases: FxHashMap<Vec<&'t str>, Body>,
}

/// Words of an alias, at most.
const ALIAS: usize = 4;
/// Definitions that are kept, at most.
const MOST: usize = 10_000;

/// Words that lead to an alias, in small letters.
const HEREINAFTER: [&str; 14] = [
    "hereinafter",
    "hereafter",
    "henceforth",
    "daljem",
    "daljnjem",
    "nastavku",
    "даљем",
    "ниже",
    "понататаму",
    "понататък",
    "дело",
    "tutje",
    "bundan",
    "ci",
];

impl<'t> ShortNames<'t> {
    /// Takes the definitions behind the bodies of a passage. Cost: O(tokens).
    pub(crate) fn learn(&mut self, passage: &Passage<'_, 't>, bodies: &[Found]) {
        for body in bodies.iter().filter(|body| body.kind == Kind::Actor) {
            if passage.token(body.end).is_some_and(|token| token.is_sign("(")) {
                self.learn_brackets(passage, body);
            }
        }
        self.learn_others(passage);
    }

    fn learn_brackets(&mut self, passage: &Passage<'_, 't>, body: &Found) {
        let stands_for = Body { entities: body.entities.clone(), name: body.name.clone() };
        let start = body.end + 1;
        let Some(length) = (0..12)
            .find(|place| passage.token(start + place).is_none_or(|token| token.is_sign(")")))
        else {
            return;
        };
        let inside = passage.tokens.get(start..start + length).unwrap_or_default();
        let leads =
            inside.iter().any(|token| HEREINAFTER.contains(&token.text.to_lowercase().as_str()));
        let is_full = self.acronyms.len() + self.aliases.len() >= MOST;
        if is_full {
            return;
        }
        if let Some(acronym) = inside.iter().find(|token| is_acronym(token))
            && (leads || inside.iter().filter(|token| token.is_word()).count() <= 2)
        {
            self.acronyms.insert(acronym.text, Some(stands_for));
        } else if leads || inside.first().is_some_and(|token| is_the_quote(inside, token)) {
            let alias: Vec<&str> = inside
                .iter()
                .rev()
                .skip_while(|token| !token.is_word())
                .take_while(|token| token.is_capital())
                .map(|token| token.text)
                .collect();
            if !alias.is_empty() && alias.len() <= ALIAS {
                self.aliases.insert(alias.into_iter().rev().collect(), stands_for);
            }
        }
    }

    /// An acronym behind a treaty is none of a body.
    fn learn_others(&mut self, passage: &Passage<'_, 't>) {
        for (place, token) in passage.tokens.iter().enumerate() {
            let is_bracketed = is_acronym(token)
                && passage.before(place).is_some_and(|before| before.is_sign("("))
                && passage.token(place + 1).is_some_and(|next| next.is_sign(")"));
            if !is_bracketed || passage.is_covered(place.saturating_sub(2), Kind::Actor) {
                continue;
            }
            let words = (place.saturating_sub(14)..place).map(|place| passage.small(place));
            let last = words.rev().find(|word| {
                matches!(word.as_str(), "convention" | "covenant" | "protocol" | "committee")
            });
            if last.is_some_and(|word| word != "committee") && self.acronyms.len() < MOST {
                self.acronyms.insert(token.text, None);
            }
        }
    }

    /// Whether the document says that an acronym is of no body.
    pub(crate) fn is_of_no_body(&self, acronym: &str) -> bool {
        self.acronyms.get(acronym).is_some_and(Option::is_none)
    }

    /// Short names that stand in a passage. Cost: O(tokens).
    pub(crate) fn find(&self, passage: &Passage<'_, 't>) -> Vec<Found> {
        let mut found = Vec::new();
        for (place, token) in passage.tokens.iter().enumerate() {
            if is_acronym(token)
                && let Some(Some(body)) = self.acronyms.get(token.text)
            {
                found.push(short(place, place + 1, body, "acronym-defined", true));
            }
            if self.aliases.is_empty() || !token.is_capital() {
                continue;
            }
            let words: Vec<&str> =
                passage.tokens.iter().skip(place).take(ALIAS).map(|token| token.text).collect();
            for length in 1..=words.len() {
                let alias = words.get(..length).and_then(|words| self.aliases.get(words));
                if let Some(body) = alias {
                    found.push(short(place, place + length, body, "short-name-defined", false));
                }
            }
        }
        found
    }
}

fn short(first: usize, end: usize, body: &Body, rule: &'static str, is_acronym: bool) -> Found {
    Found {
        first,
        end,
        kind: Kind::Actor,
        entities: body.entities.clone(),
        name: body.name.clone(),
        rule,
        confidence: 0.85,
        is_acronym,
        is_foreign: false,
    }
}

/// Two capitals or more, and few small letters: *CICDR*, *CoE*.
fn is_acronym(token: &Token<'_>) -> bool {
    let length = token.text.chars().count();
    (2..=12).contains(&length)
        && match token.shape {
            Shape::Capitals => true,
            Shape::Mixed => {
                token.text.chars().filter(|letter| letter.is_uppercase()).count() * 2 >= length
            }
            _ => false,
        }
}

/// *(the “Foundation”)*, *(“the Foundation”)*.
fn is_the_quote(inside: &[Token<'_>], first: &Token<'_>) -> bool {
    let is_quote = |token: &&Token<'_>| {
        !token.is_word() && matches!(token.text, "“" | "\"" | "„" | "«" | "‘" | "'")
    };
    inside.iter().any(|token| is_quote(&token)) && (is_quote(&first) || first.text == "the")
}
