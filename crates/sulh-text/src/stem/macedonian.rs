//! Macedonian: articles, plurals, forms of verbs.
//!
//! Source: Koneski, *Gramatika na makedonskiot literaturen jazik* (1967); the order of cutting is
//! our own.

use super::endings::{cut, drop_fleeting, drop_person, soften, trim_j, trim_last};

/// Endings, the longest first.
const ENDINGS: [&str; 28] = [
    "ovite", "evite", "istata", "injata", "uvaat", //
    "ista", "inja", "uval", "uvam", "uvas", //
    "iot", "ata", "oto", "eto", "ite", "ovi", "evi", "aat", "ame", "ete", "uva", //
    "ot", "at", //
    "a", "e", "i", "o", "u",
];

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    // The article of nouns in -ost has swallowed a t.
    let is_abstract = word.ends_with("osta") && word.len() > 6;
    let word = if is_abstract { word.strip_suffix('a').unwrap_or(word) } else { word };
    stem.push_str(if is_abstract { word } else { cut(word, &ENDINGS, 3) });
    trim_j(stem);
    trim_last(stem, b"i", 4);
    drop_person(stem);
    drop_fleeting(stem, b"e", b"clmnrtv");
    drop_fleeting(stem, b"a", b"lr");
    soften(stem, 4);
}
