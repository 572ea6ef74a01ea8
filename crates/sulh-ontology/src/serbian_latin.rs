//! Serbian Cyrillic to Serbian Latin letters, letter by letter.
//!
//! It knows no words: what is no Serbian Cyrillic letter stays as it is. The way back is not here,
//! because `nj`, `lj` and `dž` may each stand for one Cyrillic letter or for two.

/// The text in Latin letters.
///
/// `љ`, `њ` and `џ` become `lj`, `nj` and `dž`. A capital one becomes `Lj` before a small letter and
/// where it stands alone, and `LJ` within a word in capitals.
/// Cost: O(characters), one allocation.
///
/// Source: the table of Serbian Cyrillic and Latin letters (Pravopis srpskoga jezika, Matica srpska 2010).
pub fn serbian_latin(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied();
        match of_letter(letter) {
            Some(small) if letter.is_uppercase() => {
                push_capital(&mut latin, small, is_in_capitals(before, after));
            }
            Some(small) => latin.push_str(small),
            None => latin.push(letter),
        }
        before = Some(letter);
    }
    latin
}

/// Whether a capital stands in a word in capitals: the next letter says so, at the end of a word
/// the one before.
fn is_in_capitals(before: Option<char>, after: Option<char>) -> bool {
    match after.filter(|letter| letter.is_alphabetic()) {
        Some(after) => after.is_uppercase(),
        None => before.is_some_and(char::is_uppercase),
    }
}

fn push_capital(latin: &mut String, small: &str, whole: bool) {
    for (at, part) in small.chars().enumerate() {
        if at == 0 || whole {
            latin.extend(part.to_uppercase());
        } else {
            latin.push(part);
        }
    }
}

/// The small Latin letter or letters for a Cyrillic letter of either case.
fn of_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'А' => "a",
        'б' | 'Б' => "b",
        'в' | 'В' => "v",
        'г' | 'Г' => "g",
        'д' | 'Д' => "d",
        'ђ' | 'Ђ' => "đ",
        'е' | 'Е' => "e",
        'ж' | 'Ж' => "ž",
        'з' | 'З' => "z",
        'и' | 'И' => "i",
        'ј' | 'Ј' => "j",
        'к' | 'К' => "k",
        'л' | 'Л' => "l",
        'љ' | 'Љ' => "lj",
        'м' | 'М' => "m",
        'н' | 'Н' => "n",
        'њ' | 'Њ' => "nj",
        'о' | 'О' => "o",
        'п' | 'П' => "p",
        'р' | 'Р' => "r",
        'с' | 'С' => "s",
        'т' | 'Т' => "t",
        'ћ' | 'Ћ' => "ć",
        'у' | 'У' => "u",
        'ф' | 'Ф' => "f",
        'х' | 'Х' => "h",
        'ц' | 'Ц' => "c",
        'ч' | 'Ч' => "č",
        'џ' | 'Џ' => "dž",
        'ш' | 'Ш' => "š",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Latin back to Cyrillic, as one who reads would do it where no word is ambiguous.
    fn cyrillic(latin: &str) -> String {
        const ALPHABET: &str = "абвгдђежзијклљмнњопрстћуфхцчџш";
        let mut rest = latin;
        let mut text = String::new();
        'letters: while let Some(first) = rest.chars().next() {
            for length in [2, 1] {
                let end = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
                let (head, tail) = rest.split_at(end);
                let small = head.to_lowercase();
                if let Some(letter) =
                    ALPHABET.chars().find(|letter| of_letter(*letter) == Some(&small))
                {
                    let capital = head.chars().next().is_some_and(char::is_uppercase);
                    text.extend(letter.to_uppercase().filter(|_| capital));
                    text.extend(Some(letter).filter(|_| !capital));
                    rest = tail;
                    continue 'letters;
                }
            }
            text.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
        text
    }

    #[test]
    fn every_letter_of_the_alphabet_has_its_own_letters() {
        let small = "абвгдђежзијклљмнњопрстћуфхцчџш";
        assert_eq!(serbian_latin(small), "abvgdđežzijklljmnnjoprstćufhcčdžš");
        assert_eq!(serbian_latin(&small.to_uppercase()), "ABVGDĐEŽZIJKLLJMNNJOPRSTĆUFHCČDŽŠ");
    }

    #[test]
    fn the_case_of_digraphs_follows_the_word() {
        for (cyrillic, latin) in [
            ("љубав", "ljubav"),
            ("Љубав", "Ljubav"),
            ("ЉУБАВ", "LJUBAV"),
            ("КРАЉ", "KRALJ"),
            ("Краљ Њега", "Kralj Njega"),
            ("ЊЕГА И ЏЕП", "NJEGA I DŽEP"),
            ("Џ", "Dž"),
            ("Љ. Њ.", "Lj. Nj."),
            ("БиХ", "BiH"),
        ] {
            assert_eq!(serbian_latin(cyrillic), latin);
        }
    }

    #[test]
    fn words_come_back() {
        for word in [
            "Трговина људима",
            "Насиље у породици",
            "Прање новца",
            "Избеглице и расељена лица",
            "Џеп, наџак, џемпер",
            "Ђачко доба, ђубриво",
            "Ћутање и чекање",
            "Шљива и жалфија",
            "Њихова коњица",
            "ГОВОР МРЖЊЕ",
            "Уједињено Краљевство",
        ] {
            assert_eq!(cyrillic(&serbian_latin(word)), word);
        }
        // Two letters that read as one: the way back is not decided by letters alone.
        assert_eq!(serbian_latin("инјекција"), "injekcija");
        assert_ne!(cyrillic("injekcija"), "инјекција");
    }

    #[test]
    fn what_is_no_serbian_letter_stays() {
        for text in ["", "Kosovo 2024", "naïve — “so”?", "ъщюѓќ"] {
            assert_eq!(serbian_latin(text), text);
        }
    }
}
