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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(latin: &str, bare: &str) {
        let mut folded = "what was there before".to_owned();
        fold_into(latin, &mut folded);
        assert_eq!(folded, bare, "{latin}");
    }

    #[test]
    fn south_slavic_letters_lose_their_marks() {
        says("čšćž", "cscz");
        says("đinđić", "djindjic");
        says("śutra", "sutra");
        says("iźelica", "izelica");
        says("džep", "dzep");
    }

    #[test]
    fn macedonian_in_latin_letters_is_as_its_cyrillic() {
        says("ǵorǵi", "gjorgji");
        says("kuḱa", "kukja");
    }

    #[test]
    fn the_bulgarian_yer_is_an_a() {
        says("mirăt", "mirat");
    }

    #[test]
    fn albanian_and_turkish_letters_lose_their_marks() {
        says("çështje", "ceshtje");
        says("ışık", "isik");
        says("güneydoğu", "guneydogu");
        says("şöför", "sofor");
        says("hâkim", "hakim");
        says("resmî", "resmi");
        says("sükûn", "sukun");
        // The small letter of *İ* in other languages: an *i* with a point above.
        says("i\u{307}zmir", "izmir");
    }

    #[test]
    fn what_neighbours_write_is_folded_too() {
        says("straße", "strasse");
        says("łódź", "lodz");
        says("œuvre", "oeuvre");
        says("bucurești", "bucuresti");
        says("țară", "tara");
        says("élève", "eleve");
        says("kőrösi", "korosi");
        says("ålborg", "alborg");
        says("ærø", "aero");
    }

    #[test]
    fn what_has_no_base_letter_stays() {
        says("αθηνα", "αθηνα");
        says("αθήνα", "αθηνα");
        says("1999", "1999");
        says("", "");
    }
}
