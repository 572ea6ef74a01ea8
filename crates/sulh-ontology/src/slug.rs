//! Labels to ASCII slugs; the spelling stays that of the label.
//!
//! Letters of the region fold to ASCII, and a word gives one slug whether it is written in Latin
//! or in Cyrillic letters: č, ć and ч, ћ become `c`, š and ш `s`, ž and ж `z`, đ and ђ `dj`, dž
//! and џ `dz`. Letters that only Macedonian or Bulgarian have follow the same scheme.

/// The slug of a label: lower-case ASCII letters and digits in words joined by single `-`.
///
/// Apostrophes vanish, `&` reads as `and`, every other sign parts words. `None` if nothing of the
/// label has an ASCII form.
pub fn slug(label: &str) -> Option<String> {
    let mut slug = String::with_capacity(label.len());
    for letter in label.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            // A letter that is written apart from its mark: the mark has no ASCII form.
            '\'' | '’' | 'ʼ' | '\u{300}'..='\u{36f}' => {}
            '&' => {
                part(&mut slug);
                slug.push_str("and");
                part(&mut slug);
            }
            _ => match fold(letter) {
                Some(ascii) => slug.push_str(ascii),
                None => part(&mut slug),
            },
        }
    }
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

fn part(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// The ASCII letters for one lower-case letter; `Some("")` for a sign that has no sound.
fn fold(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'а' | 'ъ' => "a",
        'æ' => "ae",
        'б' => "b",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' | 'ч' | 'ћ' | 'ц' => "c",
        'ď' | 'д' | 'ð' => "d",
        'đ' | 'ђ' => "dj",
        'џ' | 'ѕ' => "dz",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'е' | 'э' | 'ѐ' => "e",
        'ф' => "f",
        'ğ' | 'ģ' | 'ġ' | 'г' => "g",
        'ѓ' => "gj",
        'ħ' | 'х' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'и' | 'ѝ' | 'ы' | 'і' => "i",
        'ј' | 'й' => "j",
        'ю' => "ju",
        'я' => "ja",
        'ķ' | 'к' => "k",
        'ќ' => "kj",
        'ĺ' | 'ļ' | 'ľ' | 'ł' | 'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'н' => "n",
        'њ' => "nj",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'о' => "o",
        'œ' => "oe",
        'п' => "p",
        'ŕ' | 'ř' | 'р' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ш' | 'с' => "s",
        'щ' => "st",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' | 'т' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'у' => "u",
        'в' => "v",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' | 'з' | 'ж' => "z",
        'ь' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
