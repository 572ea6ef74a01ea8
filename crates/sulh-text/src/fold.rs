//! Letters without their marks: how people write names on a keyboard that lacks them.
//!
//! It must not drop a letter that carries meaning alone: what has no base letter stays.
//!
//! Source: Unicode's canonical decompositions; `đ` as `dj` and `ı` as `i` by the practice of
//! Serbian, Bosnian, Croatian and Turkish texts in ASCII; `ß`, `æ`, `œ`, `ø`, `ł` by theirs.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Writes a small Latin word without marks.
///
/// Cost: O(letters); a word in ASCII is copied.
pub(crate) fn fold_into(latin: &str, folded: &mut String) {
    folded.clear();
    if latin.is_ascii() {
        folded.push_str(latin);
        return;
    }
    for letter in latin.chars() {
        match letter {
            'č' | 'ć' | 'ç' => folded.push('c'),
            'š' | 'ş' | 'ș' | 'ś' => folded.push('s'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'đ' | 'ð' => folded.push_str("dj"),
            'ğ' => folded.push('g'),
            // Macedonian in Latin letters, as its Cyrillic letters are turned.
            'ǵ' => folded.push_str("gj"),
            'ḱ' => folded.push_str("kj"),
            'ë' | 'é' | 'è' | 'ê' => folded.push('e'),
            'ı' | 'î' => folded.push('i'),
            'ö' | 'ô' | 'ø' => folded.push('o'),
            'ü' | 'û' => folded.push('u'),
            'â' | 'à' | 'á' | 'ä' | 'å' => folded.push('a'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ł' => folded.push('l'),
            _ if letter.is_ascii() => folded.push(letter),
            _ => folded.extend(letter.nfd().filter(|part| !is_combining_mark(*part))),
        }
    }
}
