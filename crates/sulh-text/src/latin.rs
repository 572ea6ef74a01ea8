//! Letters as small Latin ones, with their marks: one name in two alphabets is one word.
//!
//! It must not go the other way: `nj`, `lj` and `dž` may each stand for one Cyrillic letter or for
//! two (*konjunkcija*, *injekcija*, *nadživeti*), and nothing in the letters says for which. Since
//! only Cyrillic is turned, both spellings of those words meet anyway. Greek stays Greek.
//!
//! Source: Serbian and Montenegrin by the Pravopis (Matica srpska 2010), with ś and ź of the
//! Montenegrin one (2009); Macedonian by the Pravopis of 2017, in the form with g and k that
//! passports have; Bulgarian and Russian by one letter where the Serbian table has one, since an
//! index needs one form: what the official tables write with several letters (`zh`, `sht`, `ya`)
//! is matched on the side of the query.

use crate::language::Tongue;

/// Adds the small Latin letters of a letter. `true` when a combining mark may follow.
pub(crate) fn push_latin(letter: char, tongue: Tongue, word: &mut String) {
    match letter {
        'a'..='z' | '0'..='9' => word.push(letter),
        // Dotless in Turkish alone; elsewhere it is the capital of i.
        'I' if tongue == Tongue::Turkish => word.push('ı'),
        'A'..='Z' => word.push(letter.to_ascii_lowercase()),
        'İ' => word.push('i'),
        _ => match of_cyrillic(letter, tongue) {
            Some(latin) => word.push_str(latin),
            None => word.extend(letter.to_lowercase()),
        },
    }
}

/// The letters for a Cyrillic one, of either case.
fn of_cyrillic(letter: char, tongue: Tongue) -> Option<&'static str> {
    if !('\u{400}'..='\u{4ff}').contains(&letter) && letter != 'ѝ' {
        return None;
    }
    let small = letter.to_lowercase().next().unwrap_or(letter);
    Some(match small {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'ђ' => "đ",
        'ѓ' => "gj",
        'е' | 'э' | 'є' => "e",
        'ё' => "ë",
        'ж' => "ž",
        'з' => "z",
        'ѕ' => "dz",
        'и' | 'ѝ' | 'і' | 'ї' => "i",
        'й' | 'ј' => "j",
        'к' => "k",
        'ќ' => "kj",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "ć",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "c",
        'ч' => "č",
        'џ' => "dž",
        'ш' => "š",
        'щ' if tongue == Tongue::Russian => "šč",
        'щ' => "št",
        'ъ' if tongue == Tongue::Russian => "",
        // The stem must tell the article of *мирът* from the end of *домат*.
        'ъ' => "ă",
        'ы' => "y",
        'ь' => "",
        'ю' => "ju",
        'я' => "ja",
        _ => return None,
    })
}

/// Whether a word has a Cyrillic letter.
pub(crate) fn is_cyrillic(word: &str) -> bool {
    word.chars().any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter))
}

/// Whether a word has a Greek letter.
pub(crate) fn is_greek(word: &str) -> bool {
    word.chars().any(|letter| {
        ('\u{370}'..='\u{3ff}').contains(&letter) || ('\u{1f00}'..='\u{1fff}').contains(&letter)
    })
}
