//! Turkish: chains of endings of nouns and verbs, also when the dots and hooks are missing.
//!
//! Snowball's stemmer knows nouns only, and needs every dot; texts in ASCII are common.
//! An ending is cut only behind the sounds that it can follow: *-te* behind *t*, *-de* behind a
//! vowel, *-si* behind a vowel, *-i* behind a consonant.
//!
//! Source: Göksel and Kerslake, *Turkish: A Comprehensive Grammar* (2005); the order of cutting is
//! our own.

use super::endings::is_vowel;

/// What an ending can follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Any,
    Vowel,
    Consonant,
    /// A voiceless consonant.
    Hard,
    /// A vowel or a voiced consonant.
    Soft,
}

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

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    let mut rest = chain(word);
    // A last n or s behind a vowel may be the stem's or an ending's: it counts in no form.
    if let [.., before, b'n' | b's'] = rest.as_bytes()
        && is_vowel(*before)
        && rest.len() > 4
    {
        rest = rest.get(..rest.len() - 1).unwrap_or(rest);
    }
    stem.push_str(rest);
    harden(stem);
}

/// The word without a chain of endings.
fn chain(word: &str) -> &str {
    let mut rest = word;
    for _ in 0..LONGEST_CHAIN {
        let found = find(rest, &ENDINGS, 3).or_else(|| find(rest, &VERBAL, 4));
        let Some(next) = found.or_else(|| find(rest, &SHORT, 3)) else { break };
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

/// Whether the vowel of an ending can follow the last one of a stem, as far as ASCII shows it.
fn is_in_harmony(stem: &str, ending: &str) -> bool {
    let Some(last) = stem.bytes().rev().find(|letter| is_vowel(*letter)) else { return false };
    match ending.bytes().find(|letter| is_vowel(*letter)) {
        Some(b'u') => matches!(last, b'o' | b'u'),
        Some(b'i') => matches!(last, b'a' | b'e' | b'i'),
        Some(b'a') => last != b'e',
        Some(b'e') => last != b'a',
        _ => true,
    }
}

fn fits(last: u8, after: After) -> bool {
    let is_hard = matches!(last, b'f' | b's' | b't' | b'k' | b'c' | b'h' | b'p');
    match after {
        Any => true,
        Vowel => is_vowel(last),
        Consonant => !is_vowel(last),
        Hard => is_hard,
        Soft => !is_hard,
    }
}

/// Makes one of the consonants that take turns at the end of a stem: *kitap*, *kitabı*.
fn harden(stem: &mut String) {
    let hard = match stem.as_bytes().last() {
        Some(b'b') => 'p',
        Some(b'd') => 't',
        Some(b'g') => 'k',
        _ => return,
    };
    stem.pop();
    stem.push(hard);
}
