//! A word as a root with a chain of endings in the order that grammar asks for.
//!
//! It must not find a root in the middle of a word, nor one that leaves letters unexplained.
//!
//! Source: Göksel and Kerslake (2005), chapters 8 (inflection) and 7 (derivation).

use super::sounds::{After, fits, is_in_harmony};
use After::{Any, Consonant, Hard, Soft, Vowel};

/// What a part of a word is; each is one bit.
pub(super) type State = u8;
/// A bare noun, adjective or participle.
pub(super) const NOUN: State = 1;
const PLURAL: State = 2;
/// With a possessive ending.
pub(super) const OWNED: State = 4;
const CASE: State = 8;
/// A verb to which more can be added.
pub(super) const VERB: State = 16;
/// With tense or copula.
const FINITE: State = 32;
/// Nothing follows.
const END: State = 64;
/// A noun that may have the past of *to be*: tried last, since verbs look the same.
pub(super) const PAST: State = 128;

const NOMINAL: State = NOUN | PLURAL | OWNED;

/// An ending after folding, the sounds that it follows, the states that it follows, its own.
type Ending = (&'static str, After, State, State);

const ENDINGS: [Ending; 213] = [
    ("lar", Any, NOUN, PLURAL),
    ("ler", Any, NOUN, PLURAL),
    ("im", Consonant, NOUN | PLURAL, OWNED),
    ("um", Consonant, NOUN | PLURAL, OWNED),
    ("in", Consonant, NOUN | PLURAL, OWNED),
    ("un", Consonant, NOUN | PLURAL, OWNED),
    ("i", Consonant, NOUN | PLURAL, OWNED),
    ("u", Consonant, NOUN | PLURAL, OWNED),
    ("imiz", Consonant, NOUN | PLURAL, OWNED),
    ("umuz", Consonant, NOUN | PLURAL, OWNED),
    ("iniz", Consonant, NOUN | PLURAL, OWNED),
    ("unuz", Consonant, NOUN | PLURAL, OWNED),
    ("m", Vowel, NOUN | PLURAL, OWNED),
    ("n", Vowel, NOUN | PLURAL, OWNED),
    ("si", Vowel, NOUN | PLURAL, OWNED),
    ("su", Vowel, NOUN | PLURAL, OWNED),
    ("miz", Vowel, NOUN | PLURAL, OWNED),
    ("muz", Vowel, NOUN | PLURAL, OWNED),
    ("niz", Vowel, NOUN | PLURAL, OWNED),
    ("nuz", Vowel, NOUN | PLURAL, OWNED),
    ("i", Consonant, NOMINAL, CASE),
    ("u", Consonant, NOMINAL, CASE),
    ("a", Consonant, NOMINAL, CASE),
    ("e", Consonant, NOMINAL, CASE),
    ("in", Consonant, NOMINAL, CASE),
    ("un", Consonant, NOMINAL, CASE),
    ("la", Consonant, NOMINAL, CASE),
    ("le", Consonant, NOMINAL, CASE),
    ("yi", Vowel, NOMINAL, CASE),
    ("yu", Vowel, NOMINAL, CASE),
    ("ya", Vowel, NOMINAL, CASE),
    ("ye", Vowel, NOMINAL, CASE),
    ("yla", Vowel, NOMINAL, CASE),
    ("yle", Vowel, NOMINAL, CASE),
    ("nin", Vowel, NOMINAL, CASE),
    ("nun", Vowel, NOMINAL, CASE),
    ("da", Soft, NOMINAL, CASE),
    ("de", Soft, NOMINAL, CASE),
    ("dan", Soft, NOMINAL, CASE),
    ("den", Soft, NOMINAL, CASE),
    ("ta", Hard, NOMINAL, CASE),
    ("te", Hard, NOMINAL, CASE),
    ("tan", Hard, NOMINAL, CASE),
    ("ten", Hard, NOMINAL, CASE),
    ("ca", Any, NOMINAL, CASE),
    ("ce", Any, NOMINAL, CASE),
    ("ni", Vowel, OWNED, CASE),
    ("nu", Vowel, OWNED, CASE),
    ("na", Vowel, OWNED, CASE),
    ("ne", Vowel, OWNED, CASE),
    ("nda", Vowel, OWNED, CASE),
    ("nde", Vowel, OWNED, CASE),
    ("ndan", Vowel, OWNED, CASE),
    ("nden", Vowel, OWNED, CASE),
    ("nca", Vowel, OWNED, CASE),
    ("nce", Vowel, OWNED, CASE),
    ("ki", Any, CASE, OWNED),
    ("kiler", Any, CASE, PLURAL),
    ("dir", Soft, NOMINAL | CASE, FINITE),
    ("dur", Soft, NOMINAL | CASE, FINITE),
    ("tir", Hard, NOMINAL | CASE, FINITE),
    ("tur", Hard, NOMINAL | CASE, FINITE),
    ("di", Soft, PAST, FINITE),
    ("du", Soft, PAST, FINITE),
    ("ti", Hard, PAST, FINITE),
    ("tu", Hard, PAST, FINITE),
    ("mis", Consonant, PAST, FINITE),
    ("mus", Consonant, PAST, FINITE),
    ("sa", Consonant, NOMINAL, FINITE),
    ("se", Consonant, NOMINAL, FINITE),
    ("ken", Consonant, NOMINAL, FINITE),
    ("ydi", Vowel, NOMINAL, FINITE),
    ("ydu", Vowel, NOMINAL, FINITE),
    ("ymis", Vowel, NOMINAL, FINITE),
    ("ymus", Vowel, NOMINAL, FINITE),
    ("ysa", Vowel, NOMINAL, FINITE),
    ("yse", Vowel, NOMINAL, FINITE),
    ("yken", Vowel, NOMINAL, FINITE),
    ("il", Consonant, VERB, VERB),
    ("ul", Consonant, VERB, VERB),
    ("in", Consonant, VERB, VERB),
    ("un", Consonant, VERB, VERB),
    ("abil", Consonant, VERB, VERB),
    ("ebil", Consonant, VERB, VERB),
    ("ama", Consonant, VERB, VERB),
    ("eme", Consonant, VERB, VERB),
    ("n", Vowel, VERB, VERB),
    ("t", Vowel, VERB, VERB),
    ("nil", Vowel, VERB, VERB),
    ("yabil", Vowel, VERB, VERB),
    ("yebil", Vowel, VERB, VERB),
    ("yama", Vowel, VERB, VERB),
    ("yeme", Vowel, VERB, VERB),
    ("dir", Soft, VERB, VERB),
    ("dur", Soft, VERB, VERB),
    ("tir", Hard, VERB, VERB),
    ("tur", Hard, VERB, VERB),
    ("ma", Any, VERB, VERB),
    ("me", Any, VERB, VERB),
    ("mi", Any, VERB, VERB),
    ("mu", Any, VERB, VERB),
    ("mak", Any, VERB, NOUN),
    ("mek", Any, VERB, NOUN),
    ("ma", Any, VERB, NOUN),
    ("me", Any, VERB, NOUN),
    ("mis", Any, VERB, NOUN),
    ("mus", Any, VERB, NOUN),
    ("dik", Soft, VERB, NOUN),
    ("duk", Soft, VERB, NOUN),
    ("dig", Soft, VERB, NOUN),
    ("dug", Soft, VERB, NOUN),
    ("tik", Hard, VERB, NOUN),
    ("tuk", Hard, VERB, NOUN),
    ("tig", Hard, VERB, NOUN),
    ("tug", Hard, VERB, NOUN),
    ("an", Consonant, VERB, NOUN),
    ("en", Consonant, VERB, NOUN),
    ("acak", Consonant, VERB, NOUN),
    ("ecek", Consonant, VERB, NOUN),
    ("acag", Consonant, VERB, NOUN),
    ("eceg", Consonant, VERB, NOUN),
    ("is", Consonant, VERB, NOUN),
    ("us", Consonant, VERB, NOUN),
    ("yan", Vowel, VERB, NOUN),
    ("yen", Vowel, VERB, NOUN),
    ("yacak", Vowel, VERB, NOUN),
    ("yecek", Vowel, VERB, NOUN),
    ("yacag", Vowel, VERB, NOUN),
    ("yeceg", Vowel, VERB, NOUN),
    ("yis", Vowel, VERB, NOUN),
    ("yus", Vowel, VERB, NOUN),
    ("iyor", Consonant, VERB, FINITE),
    ("uyor", Consonant, VERB, FINITE),
    ("ir", Consonant, VERB, FINITE),
    ("ur", Consonant, VERB, FINITE),
    ("ar", Consonant, VERB, FINITE),
    ("er", Consonant, VERB, FINITE),
    ("yor", Vowel, VERB, FINITE),
    ("r", Vowel, VERB, FINITE),
    ("amaz", Consonant, VERB, FINITE),
    ("emez", Consonant, VERB, FINITE),
    ("yamaz", Vowel, VERB, FINITE),
    ("yemez", Vowel, VERB, FINITE),
    ("maz", Any, VERB, FINITE),
    ("mez", Any, VERB, FINITE),
    ("mali", Any, VERB, FINITE),
    ("meli", Any, VERB, FINITE),
    ("sa", Any, VERB, FINITE),
    ("se", Any, VERB, FINITE),
    ("sin", Any, VERB, FINITE),
    ("sun", Any, VERB, FINITE),
    ("di", Soft, VERB, FINITE),
    ("du", Soft, VERB, FINITE),
    ("ti", Hard, VERB, FINITE),
    ("tu", Hard, VERB, FINITE),
    ("arak", Consonant, VERB, END),
    ("erek", Consonant, VERB, END),
    ("ip", Consonant, VERB, END),
    ("up", Consonant, VERB, END),
    ("inca", Consonant, VERB, END),
    ("ince", Consonant, VERB, END),
    ("unca", Consonant, VERB, END),
    ("unce", Consonant, VERB, END),
    ("yarak", Vowel, VERB, END),
    ("yerek", Vowel, VERB, END),
    ("yip", Vowel, VERB, END),
    ("yup", Vowel, VERB, END),
    ("yinca", Vowel, VERB, END),
    ("yince", Vowel, VERB, END),
    ("yunca", Vowel, VERB, END),
    ("yunce", Vowel, VERB, END),
    ("madan", Any, VERB, END),
    ("meden", Any, VERB, END),
    ("dikca", Soft, VERB, END),
    ("dikce", Soft, VERB, END),
    ("dukca", Soft, VERB, END),
    ("dukce", Soft, VERB, END),
    ("tikca", Hard, VERB, END),
    ("tikce", Hard, VERB, END),
    ("tukca", Hard, VERB, END),
    ("tukce", Hard, VERB, END),
    ("casina", Any, FINITE, END),
    ("cesine", Any, FINITE, END),
    ("ken", Any, FINITE, END),
    ("m", Vowel, FINITE, FINITE),
    ("n", Vowel, FINITE, FINITE),
    ("k", Vowel, FINITE, FINITE),
    ("niz", Vowel, FINITE, FINITE),
    ("nuz", Vowel, FINITE, FINITE),
    ("ydi", Vowel, FINITE, FINITE),
    ("ydu", Vowel, FINITE, FINITE),
    ("ysa", Vowel, FINITE, FINITE),
    ("yse", Vowel, FINITE, FINITE),
    ("im", Consonant, FINITE, FINITE),
    ("um", Consonant, FINITE, FINITE),
    ("iz", Consonant, FINITE, FINITE),
    ("uz", Consonant, FINITE, FINITE),
    ("sin", Any, FINITE, FINITE),
    ("sun", Any, FINITE, FINITE),
    ("siniz", Any, FINITE, FINITE),
    ("sunuz", Any, FINITE, FINITE),
    ("lar", Any, FINITE, FINITE),
    ("ler", Any, FINITE, FINITE),
    ("mis", Any, FINITE, FINITE),
    ("mus", Any, FINITE, FINITE),
    ("sa", Any, FINITE, FINITE),
    ("se", Any, FINITE, FINITE),
    ("dir", Any, FINITE, FINITE),
    ("dur", Any, FINITE, FINITE),
    ("di", Soft, FINITE, FINITE),
    ("du", Soft, FINITE, FINITE),
    ("ti", Hard, FINITE, FINITE),
    ("tu", Hard, FINITE, FINITE),
];

/// What makes another word of a word; it stays in the stem.
const DERIVATIONS: [Ending; 24] = [
    ("lik", Any, NOUN, NOUN),
    ("luk", Any, NOUN, NOUN),
    ("lig", Any, NOUN, NOUN),
    ("lug", Any, NOUN, NOUN),
    ("li", Any, NOUN, NOUN),
    ("lu", Any, NOUN, NOUN),
    ("siz", Any, NOUN, NOUN),
    ("suz", Any, NOUN, NOUN),
    ("ci", Any, NOUN, NOUN),
    ("cu", Any, NOUN, NOUN),
    ("sal", Any, NOUN, NOUN),
    ("sel", Any, NOUN, NOUN),
    ("las", Any, NOUN, VERB),
    ("les", Any, NOUN, VERB),
    ("la", Any, NOUN, VERB),
    ("le", Any, NOUN, VERB),
    ("ici", Consonant, VERB, NOUN),
    ("ucu", Consonant, VERB, NOUN),
    ("yici", Vowel, VERB, NOUN),
    ("yucu", Vowel, VERB, NOUN),
    ("im", Consonant, VERB, NOUN),
    ("um", Consonant, VERB, NOUN),
    ("das", Soft, NOUN, NOUN),
    ("tas", Hard, NOUN, NOUN),
];

/// Endings that are tried behind a root, at most: a chain that is longer is no word.
const STEPS: usize = 200;

/// Reads what stands behind a root.
pub(super) struct Reader<'w> {
    word: &'w str,
    /// Where the root ends.
    root: usize,
    steps: usize,
    /// Whether a verb may end without tense: *yapıl*.
    bare: bool,
}

impl<'w> Reader<'w> {
    pub(super) fn new(word: &'w str, root: usize) -> Self {
        Self { word, root, steps: STEPS, bare: true }
    }

    /// Whether all from the root on is endings.
    pub(super) fn is_inflected(&mut self, state: State) -> bool {
        self.inflects(self.root, state)
    }

    /// Whether all from the root on is endings of a verb with tense, or that make it a noun.
    pub(super) fn is_verb(&mut self) -> bool {
        self.bare = false;
        self.inflects(self.root, VERB)
    }

    /// Where the stem ends that derivations make of the root, if all behind it is endings.
    pub(super) fn derived(&mut self, state: State) -> Option<usize> {
        self.derives(self.root, state)
    }

    fn inflects(&mut self, at: usize, state: State) -> bool {
        if at == self.word.len() {
            return self.bare || state != VERB;
        }
        ENDINGS.iter().any(|ending| {
            self.after(at, state, ending).is_some_and(|next| self.inflects(next, ending.3))
        })
    }

    fn derives(&mut self, at: usize, state: State) -> Option<usize> {
        DERIVATIONS.iter().find_map(|ending| {
            let next = self.after(at, state, ending)?;
            if self.inflects(next, ending.3) { Some(next) } else { self.derives(next, ending.3) }
        })
    }

    /// Where an ending ends, if it can stand there.
    fn after(&mut self, at: usize, state: State, ending: &Ending) -> Option<usize> {
        let (letters, after, from, _) = *ending;
        if state & from == 0 || self.steps == 0 || !self.word.get(at..)?.starts_with(letters) {
            return None;
        }
        self.steps -= 1;
        let before = self.word.get(..at)?;
        let fits = fits(*before.as_bytes().last()?, after);
        // Arabic roots in *-at* take *e*.
        let is_foreign = at == self.root && before.ends_with(['t', 'l', 'k', 'p', 'b', 'f']);
        (fits && (is_foreign || is_in_harmony(before, letters))).then_some(at + letters.len())
    }
}
