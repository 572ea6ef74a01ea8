//! The words of names, numbered: as they stand without marks, and their stems by language.
//!
//! It must not choose among readings: a word has one number as it stands and one for its stem, and
//! a name is followed by either.

use crate::actor_roles::{Role, role};
use crate::token::{Shape, Token};
use rustc_hash::{FxHashMap, FxHashSet};
use sulh_text::{Forms, Tongue};

/// The number of a word that no name has.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// Words of all names.
#[derive(Debug, Default, Clone)]
pub(crate) struct Vocabulary {
    /// Without marks, in small letters; even numbers.
    folded: FxHashMap<Box<str>, u32>,
    /// Stems with the mark of their language; odd numbers.
    stems: FxHashMap<Box<str>, u32>,
    /// How names of countries begin, to tell their adjectives.
    roots: FxHashSet<Box<str>>,
}

/// How adjectives of countries end in English.
const DEMONYM_ENDINGS: [&str; 6] = ["an", "ish", "ese", "i", "ic", "ene"];

impl Vocabulary {
    /// Notes how a country's name begins. Cost: O(letters).
    pub(crate) fn add_country_root(&mut self, label: &str) {
        let mut forms = Forms::default();
        make_forms(label, false, Tongue::Unknown, &mut forms);
        if !forms.folded.is_ascii() {
            return;
        }
        let length = forms.folded.len().saturating_sub(3).max(4);
        if let Some(root) = forms.folded.get(..length) {
            self.roots.insert(root.into());
        }
    }

    /// Whether a word without marks reads as the adjective of a country: *slovenian*.
    fn is_demonym(&self, folded: &str) -> bool {
        DEMONYM_ENDINGS.iter().any(|ending| folded.ends_with(ending))
            && (4..=folded.len().min(9))
                .any(|length| folded.get(..length).is_some_and(|root| self.roots.contains(root)))
    }

    pub(crate) fn number_of_folded(&mut self, folded: &str) -> u32 {
        let next = self.folded.len() as u32 * 2;
        number(&mut self.folded, folded, next)
    }

    pub(crate) fn number_of_stem(&mut self, stem: &str) -> u32 {
        let next = self.stems.len() as u32 * 2 + 1;
        number(&mut self.stems, stem, next)
    }

    fn folded(&self, folded: &str) -> u32 {
        self.folded.get(folded).copied().unwrap_or(UNKNOWN)
    }

    fn stem(&self, stem: &str) -> u32 {
        self.stems.get(stem).copied().unwrap_or(UNKNOWN)
    }
}

fn number(known: &mut FxHashMap<Box<str>, u32>, word: &str, next: u32) -> u32 {
    if let Some(number) = known.get(word) {
        return *number;
    }
    known.insert(word.into(), next);
    next
}

/// Whether names of a language are found by stems; the others do not bend their names.
pub(crate) fn bends(tongue: Tongue) -> bool {
    matches!(
        tongue,
        Tongue::SouthSlavic
            | Tongue::Macedonian
            | Tongue::Bulgarian
            | Tongue::Albanian
            | Tongue::Turkish
    )
}

/// Makes the two forms of a word or sign: without marks, and the stem.
///
/// Joining words of Albanian names (*e*, *i*, *të*, *së*) are one, since they bend with the name.
pub(crate) fn make_forms(text: &str, is_sign: bool, tongue: Tongue, forms: &mut Forms) {
    if is_sign {
        forms.folded.clear();
        forms.folded.push_str(text);
        forms.stemmed.clear();
        forms.stemmed.push_str(text);
        return;
    }
    if text.contains('.') {
        forms.make(&text.replace('.', ""), tongue);
    } else {
        forms.make(text, tongue);
    }
    if tongue == Tongue::Albanian && matches!(forms.folded.as_str(), "e" | "i" | "te" | "se") {
        forms.stemmed.clear();
        forms.stemmed.push_str("a ");
    }
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Its number as it stands.
    pub(crate) folded: u32,
    /// The number of its stem.
    pub(crate) stem: u32,
    /// What it does in names of actors.
    pub(crate) role: Role,
}

/// The words of a text in one language, each looked up once.
#[derive(Debug)]
pub(crate) struct Lexicon<'t> {
    tongue: Tongue,
    numbers: FxHashMap<&'t str, u32>,
    words: Vec<Word>,
    forms: Forms,
}

/// Different words that are kept, at most.
const MOST_WORDS: usize = 1 << 18;
/// Bytes of a word that is kept, at most: what is longer is no name's.
const LONGEST: usize = 80;

impl<'t> Lexicon<'t> {
    pub(crate) fn new(tongue: Tongue) -> Self {
        Self { tongue, numbers: FxHashMap::default(), words: Vec::new(), forms: Forms::default() }
    }

    pub(crate) fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// Gives each token the place of its word. Cost: O(tokens), and O(letters) for each new word.
    pub(crate) fn take(&mut self, tokens: &mut [Token<'t>], vocabulary: &Vocabulary) {
        for token in tokens {
            token.word = match self.numbers.get(token.text) {
                Some(number) => *number,
                None => self.add(token, vocabulary),
            };
        }
    }

    fn add(&mut self, token: &Token<'t>, vocabulary: &Vocabulary) -> u32 {
        if token.text.len() > LONGEST || self.words.len() >= MOST_WORDS {
            return UNKNOWN;
        }
        let is_sign = token.shape == Shape::Sign;
        make_forms(token.text, is_sign, Tongue::Unknown, &mut self.forms);
        let folded = vocabulary.folded(&self.forms.folded);
        let mut role = role(&self.forms.folded, self.tongue);
        if role == Role::Other && vocabulary.is_demonym(&self.forms.folded) && token.is_capital() {
            role = Role::Demonym;
        }
        let stem = if bends(self.tongue) {
            make_forms(token.text, is_sign, self.tongue, &mut self.forms);
            vocabulary.stem(&self.forms.stemmed)
        } else {
            UNKNOWN
        };
        let number = self.words.len() as u32;
        self.words.push(Word { folded, stem, role });
        self.numbers.insert(token.text, number);
        number
    }

    /// The word of a token.
    pub(crate) fn word(&self, token: &Token<'_>) -> Option<Word> {
        self.words.get(token.word as usize).copied()
    }
}
