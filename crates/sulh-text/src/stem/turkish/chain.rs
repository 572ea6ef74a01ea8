//! Cutting endings off a word whose root is not known.
//!
//! It must not cut what would leave less than a word.

use super::sounds::{After, fits, is_in_harmony, is_vowel};
use After::{Any, Consonant, Hard, Soft, Vowel};

/// Endings after folding (*ı* is *i*, *ü* is *u*, *ş* is *s*, *ğ* is *g*), the longest first.
const ENDINGS: [(&str, After); 69] = [
    ("larimiz", Any),
    ("lerimiz", Any),
    ("lariniz", Any),
    ("leriniz", Any),
    ("larini", Any),
    ("lerini", Any),
    ("larina", Any),
    ("lerine", Any),
    ("larin", Any),
    ("lerin", Any),
    ("amaz", Any),
    ("emez", Any),
    ("acak", Any),
    ("ecek", Any),
    ("acag", Any),
    ("eceg", Any),
    ("iyor", Any),
    ("uyor", Any),
    ("lari", Any),
    ("leri", Any),
    ("imiz", Consonant),
    ("umuz", Consonant),
    ("iniz", Consonant),
    ("unuz", Consonant),
    ("ndan", Vowel),
    ("nden", Vowel),
    ("sina", Vowel),
    ("sine", Vowel),
    ("sini", Vowel),
    ("sinin", Vowel),
    ("ndaki", Vowel),
    ("ndeki", Vowel),
    ("daki", Soft),
    ("deki", Soft),
    ("taki", Hard),
    ("teki", Hard),
    ("lar", Any),
    ("ler", Any),
    ("dan", Soft),
    ("den", Soft),
    ("tan", Hard),
    ("ten", Hard),
    ("nin", Vowel),
    ("nun", Vowel),
    ("sin", Vowel),
    ("mak", Any),
    ("mek", Any),
    ("mis", Any),
    ("mus", Any),
    ("yla", Vowel),
    ("yle", Vowel),
    ("nda", Vowel),
    ("nde", Vowel),
    ("da", Soft),
    ("de", Soft),
    ("ta", Hard),
    ("te", Hard),
    ("in", Consonant),
    ("un", Consonant),
    ("im", Consonant),
    ("um", Consonant),
    ("si", Vowel),
    ("su", Vowel),
    ("ya", Vowel),
    ("ye", Vowel),
    ("yi", Vowel),
    ("na", Vowel),
    ("ne", Vowel),
    ("ni", Vowel),
];
/// Endings that are tried when none of the longer ones fits.
const SHORT: [(&str, After); 7] = [
    ("la", Consonant),
    ("le", Consonant),
    ("a", Consonant),
    ("e", Consonant),
    ("i", Consonant),
    ("u", Consonant),
    ("yu", Vowel),
];
/// The copula and verbal nouns, which leave more of the word.
const VERBAL: [(&str, After); 6] =
    [("dir", Soft), ("dur", Soft), ("tir", Hard), ("tur", Hard), ("ma", Any), ("me", Any)];
/// Endings of one word, at most.
const LONGEST_CHAIN: usize = 5;
/// Letters that a last vowel or consonant must leave.
const LEAST: usize = 4;

/// The word without its endings.
pub(super) fn cut(word: &str) -> &str {
    let rest = chain(word);
    // A last n, s or y behind a vowel may be the stem's or an ending's: it counts in no form.
    match rest.as_bytes() {
        [.., before, b'n' | b's' | b'y'] if is_vowel(*before) && rest.len() > LEAST => {
            let rest = rest.get(..rest.len() - 1).unwrap_or(rest);
            find(rest, &SHORT, LEAST).unwrap_or(rest)
        }
        _ => rest,
    }
}

/// The word without a chain of endings.
fn chain(word: &str) -> &str {
    let mut rest = word;
    for _ in 0..LONGEST_CHAIN {
        let found = find(rest, &ENDINGS, 3).or_else(|| find(rest, &VERBAL, LEAST));
        let Some(next) = found.or_else(|| find(rest, &SHORT, LEAST)) else { break };
        rest = next;
    }
    rest
}

/// The word without the first of the endings that fits.
fn find<'w>(word: &'w str, endings: &[(&str, After)], least: usize) -> Option<&'w str> {
    endings.iter().find_map(|(ending, after)| {
        let rest = word.strip_suffix(ending)?;
        let end = *rest.as_bytes().last()?;
        let is_left = rest.len() >= least && fits(end, *after) && is_in_harmony(rest, ending);
        is_left.then_some(rest)
    })
}
