//! Bulgarian: articles, plurals, forms of verbs; *я* and *е* that take turns (*място*, *места*).
//!
//! Source: *Gramatika na săvremennija bălgarski knižoven ezik* (BAN 1983); the order of cutting is
//! our own.

use crate::fold::fold_into;

use super::endings::{cut, drop_fleeting, drop_person, is_vowel, soften, trim_j, trim_last};

/// Endings as they are after folding (*ъ* is *a*, *щ* is *st*), the longest first.
const ENDINGS: [&str; 24] = [
    "istata", "ovete", "evete", //
    "ista", "ijat", "jata", //
    "ite", "ata", "oto", "eto", "ete", "ove", "eve", "jat", "ame", "ate", //
    "At", "ja", "ju", //
    "a", "e", "i", "o", "u",
];

/// Writes the stem.
pub(super) fn stem(latin: &str, stem: &mut String) {
    let mut folded = String::new();
    // *ъ* stays apart from *а* until the endings are cut.
    fold_into(&latin.replace('ă', "A"), &mut folded);
    let word = folded.as_str();
    match word.strip_suffix("stta") {
        // The article of nouns in -st.
        Some(root) if root.len() > 1 => {
            stem.push_str(root);
            stem.push_str("st");
        }
        _ => stem.push_str(cut(word, &ENDINGS, 3)),
    }
    trim_j(stem);
    trim_last(stem, b"i", 4);
    drop_person(stem);
    if stem.len() > 6 && stem.ends_with("am") {
        // First person of verbs; *program* loses it in every form.
        stem.truncate(stem.len() - 2);
    }
    level_ja(stem);
    drop_fleeting(stem, b"Ae", b"cklmnrtv");
    if stem.contains('A') {
        *stem = stem.replace('A', "a");
    }
    soften(stem, 4);
}

/// Writes *ja* between consonants as *e*.
fn level_ja(stem: &mut String) {
    let mut from = 1;
    while let Some(found) = stem.get(from..).and_then(|rest| rest.find("ja")) {
        let at = from + found;
        let bytes = stem.as_bytes();
        let consonant = |place: usize| bytes.get(place).is_some_and(|letter| !is_vowel(*letter));
        if consonant(at - 1) && consonant(at + 2) {
            stem.replace_range(at..at + 2, "e");
        }
        from = at + 1;
    }
}
