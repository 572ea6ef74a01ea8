//! Numbers of lists as they are printed: `3`, `c`, `iii`, `в`.
//!
//! It counts nothing: who counts what is the business of the formats.

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    Decimal,
    /// With a zero before a single digit.
    DecimalZero,
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
    LowerCyrillic,
    UpperCyrillic,
    /// Not a number but a sign.
    Bullet,
    /// Nothing.
    Nothing,
}

/// Numbers with more letters than this are written in digits.
const MOST_LETTERS: u32 = 8;
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

impl NumberFormat {
    /// A number in this format; empty for signs.
    pub(crate) fn label(self, number: u32) -> String {
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::LowerLetter => letters(number, LATIN),
            Self::UpperLetter => letters(number, LATIN).to_uppercase(),
            Self::LowerCyrillic => letters(number, CYRILLIC),
            Self::UpperCyrillic => letters(number, CYRILLIC).to_uppercase(),
            Self::LowerRoman => roman(number),
            Self::UpperRoman => roman(number).to_uppercase(),
            Self::Bullet | Self::Nothing => String::new(),
        }
    }
}

/// The sign of a bulleted list as a sign that has a shape outside the font it came from.
pub(crate) fn bullet(sign: &str) -> &str {
    let is_private = |letter: char| ('\u{e000}'..='\u{f8ff}').contains(&letter);
    match sign.trim() {
        "\u{f02d}" | "\u{f0be}" => "–",
        "\u{f0a7}" => "▪",
        "\u{f0d8}" => "➢",
        "\u{f0fc}" => "✓",
        "" | "o" => "•",
        sign if sign.chars().any(is_private) => "•",
        sign => sign,
    }
}

/// `a` to `z`, then `aa` to `zz`: the same letter again.
fn letters(number: u32, alphabet: &str) -> String {
    let size = alphabet.chars().count() as u32;
    let Some(zero_based) = number.checked_sub(1) else { return number.to_string() };
    let count = zero_based / size + 1;
    match alphabet.chars().nth((zero_based % size) as usize) {
        Some(letter) if count <= MOST_LETTERS => {
            std::iter::repeat_n(letter, count as usize).collect()
        }
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut left, mut label) = (number, String::new());
    for (value, letters) in ROMAN {
        while left >= value {
            label.push_str(letters);
            left -= value;
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::{NumberFormat, bullet};

    #[test]
    fn numbers_are_written_as_asked() {
        for (format, number, label) in [
            (NumberFormat::Decimal, 12, "12"),
            (NumberFormat::DecimalZero, 7, "07"),
            (NumberFormat::LowerLetter, 3, "c"),
            (NumberFormat::LowerLetter, 28, "bb"),
            (NumberFormat::LowerLetter, 0, "0"),
            (NumberFormat::UpperLetter, 26, "Z"),
            (NumberFormat::LowerLetter, u32::MAX, "4294967295"),
            (NumberFormat::UpperRoman, 1994, "MCMXCIV"),
            (NumberFormat::LowerRoman, 4000, "4000"),
            (NumberFormat::LowerCyrillic, 3, "в"),
            (NumberFormat::Bullet, 3, ""),
        ] {
            assert_eq!(format.label(number), label);
        }
        assert_eq!(["\u{f0b7}", "\u{f02d}", "o", " – "].map(bullet), ["•", "–", "•", "–"]);
    }
}
