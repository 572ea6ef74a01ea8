//! How a label may stand in a text: with which capitals and which endings.
//!
//! It must not look at what stands around: that is `context`'s.

use crate::mention::Kind;
use crate::token::{Shape, Token};
use crate::vocabulary::make_forms;
use sulh_text::{Forms, Tongue};

/// Words that a label may have.
pub(crate) const MOST_WORDS: usize = 24;

/// A label as it is matched.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) entity: u32,
    pub(crate) kind: Kind,
    pub(crate) tongue: Tongue,
    /// Words that must have a capital in front, a bit each.
    capitals: u32,
    /// Words that must stand letter for letter, a bit each: acronyms.
    exact: u32,
    /// Its words, where they are needed to compare: an acronym, or a name of one word.
    words: Box<[Box<str>]>,
}

impl Label {
    pub(crate) fn new(entity: u32, kind: Kind, tongue: Tongue, tokens: &[Token<'_>]) -> Self {
        let (mut capitals, mut exact) = (0, 0);
        for (place, token) in tokens.iter().enumerate().take(MOST_WORDS) {
            match token.shape {
                Shape::Capital => capitals |= 1 << place,
                Shape::Capitals | Shape::Mixed if token.text.chars().count() <= 12 => {
                    exact |= 1 << place;
                }
                _ => {}
            }
        }
        if matches!(kind, Kind::Threat | Kind::Instrument) {
            capitals = 0;
        }
        let is_short = tokens.iter().filter(|token| token.is_word()).count() == 1;
        let words = if exact != 0 || is_short {
            tokens.iter().map(|token| token.text.replace('.', "").into()).collect()
        } else {
            Box::default()
        };
        Self { entity, kind, tongue, capitals, exact, words }
    }

    /// Whether all of it is an acronym.
    pub(crate) fn is_acronym(&self) -> bool {
        self.words.len() == 1 && self.exact == 1
    }

    /// Whether tokens that have its words have its capitals too, and, by their stems, an ending
    /// that a name has.
    pub(crate) fn allows(&self, tokens: &[Token<'_>], is_stem: bool) -> bool {
        for (place, token) in tokens.iter().enumerate() {
            if self.capitals & (1 << place) != 0 && !token.is_capital() {
                return false;
            }
            if self.exact & (1 << place) != 0 && !self.is_written(place, token) {
                return false;
            }
        }
        !is_stem || self.may_end(tokens)
    }

    fn is_written(&self, place: usize, token: &Token<'_>) -> bool {
        let Some(word) = self.words.get(place) else { return false };
        **word == *token.text || *word.as_bytes() == *token.text.replace('.', "").as_bytes() || {
            // A mixed one may stand in capitals: *COE*.
            token.shape == Shape::Capitals && word.to_uppercase() == token.text
        }
    }

    /// Whether a name of one word bends as names do: stems of a country, its people and its
    /// adjective often are one.
    fn may_end(&self, tokens: &[Token<'_>]) -> bool {
        let ([token], [word]) = (tokens, &*self.words) else { return true };
        if !matches!(self.kind, Kind::Country | Kind::Place) {
            return true;
        }
        let (mut label, mut text) = (Forms::default(), Forms::default());
        make_forms(word, false, self.tongue, &mut label);
        make_forms(token.text, false, self.tongue, &mut text);
        is_form(&label.folded, &text.folded, self.tongue)
    }
}

/// Whether `text` is a form of the name `label`, both without marks.
fn is_form(label: &str, text: &str, tongue: Tongue) -> bool {
    if label == text {
        return true;
    }
    match tongue {
        Tongue::SouthSlavic => is_south_slavic_form(label, text),
        Tongue::Albanian => {
            let root = label.strip_suffix(['e', 'a']).unwrap_or(label);
            text.strip_prefix(root).is_some_and(|ending| {
                matches!(ending, "a" | "e" | "es" | "en" | "se" | "ne" | "ja" | "jes" | "jen")
                    || matches!(ending, "i" | "it" | "in" | "u" | "un" | "ut")
            })
        }
        Tongue::Turkish => text.strip_prefix(label).is_some_and(|ending| {
            matches!(
                ending,
                "nin" | "nun" | "in" | "un" | "yi" | "yu" | "i" | "u" | "ya" | "ye" | "a" | "e"
            ) || matches!(ending, "da" | "de" | "ta" | "te" | "dan" | "den" | "tan" | "ten")
        }),
        _ => false,
    }
}

fn is_south_slavic_form(label: &str, text: &str) -> bool {
    if let Some(root) = label.strip_suffix('a') {
        let Some(ending) = text.strip_prefix(root) else { return false };
        // Named as the adjective in the feminine: *Hrvatska*, *Turska*, *Njemačka*.
        let is_adjective = ["sk", "ck", "zk"].iter().any(|end| root.ends_with(end));
        return match ending {
            "a" | "e" | "u" | "om" => true,
            "oj" => is_adjective,
            "i" => !is_adjective && !root.ends_with('k'),
            "o" => root.ends_with('j'),
            _ => false,
        };
    }
    let root = label.strip_suffix(['o', 'e']).unwrap_or(label);
    let root = label.strip_suffix("ar").map_or(root, |_| root);
    text.strip_prefix(root)
        .is_some_and(|ending| matches!(ending, "a" | "u" | "om" | "em" | "e" | "o" | "i"))
}

#[cfg(test)]
mod tests {
    use super::is_form;
    use sulh_text::Tongue;

    #[test]
    fn names_bend_and_their_adjectives_are_not_forms_of_them() {
        let sh = Tongue::SouthSlavic;
        for text in ["srbija", "srbije", "srbiji", "srbiju", "srbijom"] {
            assert!(is_form("srbija", text, sh), "{text}");
        }
        for text in ["hrvatska", "hrvatske", "hrvatskoj", "hrvatsku", "hrvatskom"] {
            assert!(is_form("hrvatska", text, sh), "{text}");
        }
        for text in ["hrvatski", "hrvatskih", "hrvat", "hrvati", "hrvatskog"] {
            assert!(!is_form("hrvatska", text, sh), "{text}");
        }
        assert!(is_form("kosovo", "kosovu", sh) && is_form("iran", "iranom", sh));
        assert!(is_form("shqiperi", "shqiperise", Tongue::Albanian));
        assert!(is_form("kosove", "kosoves", Tongue::Albanian));
        assert!(!is_form("serbi", "serbet", Tongue::Albanian));
        assert!(is_form("turkiye", "turkiyenin", Tongue::Turkish));
        assert!(!is_form("sirbistan", "sirbistanli", Tongue::Turkish));
    }
}
