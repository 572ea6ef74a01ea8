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
use crate::words::is_unseen;

/// Adds the small Latin letters of a letter.
pub(crate) fn push_latin(letter: char, tongue: Tongue, word: &mut String) {
    match letter {
        _ if is_unseen(letter) => {}
        'a'..='z' | '0'..='9' => word.push(letter),
        // Dotless in Turkish alone; elsewhere it is the capital of i.
        'I' if tongue == Tongue::Turkish => word.push('ı'),
        'A'..='Z' => word.push(letter.to_ascii_lowercase()),
        'İ' => word.push('i'),
        // Montenegrin с́ and з́ have no letter of their own in Cyrillic.
        '\u{301}' if tongue == Tongue::SouthSlavic && word.ends_with(['s', 'z']) => {
            let soft = if word.ends_with('s') { 'ś' } else { 'ź' };
            word.pop();
            word.push(soft);
        }
        // Digraphs that old character sets had as one sign.
        'Ǆ' | 'ǅ' | 'ǆ' => word.push_str("dž"),
        'Ǉ' | 'ǈ' | 'ǉ' => word.push_str("lj"),
        'Ǌ' | 'ǋ' | 'ǌ' => word.push_str("nj"),
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
        'е' | 'ѐ' | 'э' | 'є' => "e",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Forms;

    #[track_caller]
    fn says(word: &str, tongue: Tongue, latin: &str) {
        let mut forms = Forms::default();
        forms.make_folded(word, tongue);
        assert_eq!(forms.exact, latin, "{word}");
        forms.make_folded(&word.to_uppercase(), tongue);
        assert_eq!(forms.exact, latin, "{word} in capitals");
    }

    #[test]
    fn serbian_has_a_latin_letter_for_each() {
        says(
            "абвгдђежзијклљмнњопрстћуфхцчџш",
            Tongue::SouthSlavic,
            "abvgdđežzijklljmnnjoprstćufhcčdžš",
        );
        says("Ђорђе", Tongue::SouthSlavic, "đorđe");
        says("Џомба", Tongue::SouthSlavic, "džomba");
    }

    #[test]
    fn montenegrin_has_two_letters_more() {
        says("śutra", Tongue::SouthSlavic, "śutra");
        says("с\u{301}утра", Tongue::SouthSlavic, "śutra");
        says("iźelica", Tongue::SouthSlavic, "iźelica");
        says("из\u{301}елица", Tongue::SouthSlavic, "iźelica");
    }

    #[test]
    fn macedonian_has_g_and_k_with_j() {
        says("Ѓорѓи", Tongue::Macedonian, "gjorgji");
        says("куќа", Tongue::Macedonian, "kukja");
        says("ѕвезда", Tongue::Macedonian, "dzvezda");
        says("џамија", Tongue::Macedonian, "džamija");
        says("сѐ", Tongue::Macedonian, "se");
        says("нѝ", Tongue::Macedonian, "ni");
    }

    #[test]
    fn bulgarian_has_yers_and_iotated_vowels() {
        says("общ", Tongue::Bulgarian, "obšt");
        says("мирът", Tongue::Bulgarian, "mirăt");
        says("синьо", Tongue::Bulgarian, "sino");
        says("юг", Tongue::Bulgarian, "jug");
        says("място", Tongue::Bulgarian, "mjasto");
        says("край", Tongue::Bulgarian, "kraj");
    }

    #[test]
    fn russian_writes_some_of_them_otherwise() {
        says("ещё", Tongue::Russian, "eščë");
        says("объезд", Tongue::Russian, "obezd");
        says("это", Tongue::Russian, "eto");
        says("сын", Tongue::Russian, "syn");
    }

    #[test]
    fn digraphs_meet_their_letters_and_their_signs() {
        let sh = Tongue::SouthSlavic;
        for (cyrillic, latin) in [
            ("љубав", "ljubav"),
            ("његош", "njegoš"),
            ("џеп", "džep"),
            ("ђак", "đak"),
            // Two letters, not one: in Cyrillic too.
            ("конјункција", "konjunkcija"),
            ("инјекција", "injekcija"),
            ("надживети", "nadživeti"),
        ] {
            says(cyrillic, sh, latin);
            says(latin, sh, latin);
        }
        says("ǆep", sh, "džep");
        says("ǉubav", sh, "ljubav");
        says("ǌegoš", sh, "njegoš");
        says("Ǉubav", sh, "ljubav");
    }

    #[test]
    fn other_alphabets_and_marks_stay() {
        says("αθήνα", Tongue::Greek, "αθήνα");
        says("përmet", Tongue::Albanian, "përmet");
        says("şırnak", Tongue::Turkish, "şırnak");
        says("قدس", Tongue::Unknown, "قدس");
        assert!(is_greek("αθήνα") && !is_greek("atina"));
        assert!(is_cyrillic("Атина") && !is_cyrillic("Atina"));
    }

    #[test]
    fn the_capital_of_turkish_i_depends_on_the_language() {
        let spelled = |word, tongue| {
            let mut forms = Forms::default();
            forms.make_folded(word, tongue);
            forms.exact
        };
        assert_eq!(spelled("ISPARTA", Tongue::Turkish), "ısparta");
        assert_eq!(spelled("ISPARTA", Tongue::Unknown), "isparta");
        assert_eq!(spelled("İZMİR", Tongue::Turkish), "izmir");
        assert_eq!(spelled("İZMİR", Tongue::Unknown), "izmir");
    }
}
