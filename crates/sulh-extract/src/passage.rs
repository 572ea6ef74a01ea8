//! A block with its tokens and what stands where, as rules read it.
//!
//! It must not decide: it answers what is at a place.

use crate::actor_roles::Role;
use crate::gazetteer::Found;
use crate::mention::Kind;
use crate::token::{Shape, Token};
use crate::vocabulary::Lexicon;
use sulh_text::Tongue;

/// A block as rules read it.
pub(crate) struct Passage<'p, 't> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'p [Token<'t>],
    lexicon: &'p Lexicon<'t>,
    /// Kinds whose names cover a token, a bit each.
    covered: Vec<u8>,
    pub(crate) is_heading: bool,
    /// Whether nearly every word is in capitals.
    pub(crate) is_capitals: bool,
}

impl<'p, 't> Passage<'p, 't> {
    pub(crate) fn new(
        text: &'t str,
        tokens: &'p [Token<'t>],
        lexicon: &'p Lexicon<'t>,
        is_heading: bool,
    ) -> Self {
        let long = || tokens.iter().filter(|token| token.is_word() && token.text.len() > 3);
        let capitals = long().filter(|token| token.shape == Shape::Capitals).count();
        let is_capitals = capitals >= 3 && capitals * 3 > long().count() * 2;
        Self { text, tokens, lexicon, covered: vec![0; tokens.len()], is_heading, is_capitals }
    }

    pub(crate) fn tongue(&self) -> Tongue {
        self.lexicon.tongue()
    }

    pub(crate) fn token(&self, place: usize) -> Option<&Token<'t>> {
        self.tokens.get(place)
    }

    /// The token before a place.
    pub(crate) fn before(&self, place: usize) -> Option<&Token<'t>> {
        self.tokens.get(place.checked_sub(1)?)
    }

    pub(crate) fn role(&self, place: usize) -> Role {
        let word = self.tokens.get(place).and_then(|token| self.lexicon.word(token));
        word.map_or(Role::Other, |word| word.role)
    }

    /// Whether a word with a capital stands at a place.
    pub(crate) fn is_capital(&self, place: usize) -> bool {
        self.token(place).is_some_and(Token::is_capital)
    }

    /// The word at a place in small letters; empty for a sign and outside.
    pub(crate) fn small(&self, place: usize) -> String {
        let word = self.token(place).filter(|token| token.is_word());
        word.map(|token| token.text.to_lowercase()).unwrap_or_default()
    }

    /// Whether a sentence begins at a place.
    pub(crate) fn begins(&self, place: usize) -> bool {
        self.before(place).is_none_or(|before| {
            before.shape == Shape::Sign
                && matches!(before.text, "." | "!" | "?" | ":" | "•" | "“" | "„" | ";" | "–")
        })
    }

    /// Notes where a name stands.
    pub(crate) fn cover(&mut self, found: &Found) {
        for covered in self.covered.get_mut(found.first..found.end).unwrap_or_default() {
            *covered |= found.kind.bit();
        }
    }

    /// Forgets where names of a kind stand.
    pub(crate) fn uncover(&mut self, kind: Kind) {
        for covered in &mut self.covered {
            *covered &= !kind.bit();
        }
    }

    /// Whether a name of the kind covers a place.
    pub(crate) fn is_covered(&self, place: usize, kind: Kind) -> bool {
        self.covered.get(place).is_some_and(|covered| covered & kind.bit() != 0)
    }

    /// Whether a name of the kind covers any of these places.
    pub(crate) fn is_taken(&self, found: &Found) -> bool {
        (found.first..found.end).any(|place| self.is_covered(place, found.kind))
    }

    /// The words from one token to before another, as they are written.
    pub(crate) fn words(&self, first: usize, end: usize) -> &'t str {
        let start = self.token(first).map_or(0, |token| token.start);
        let stop = self.before(end).map_or(0, |token| token.end);
        self.text.get(start..stop).unwrap_or_default()
    }
}
