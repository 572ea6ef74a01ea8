//! Numbers and bullets at the head of a paragraph.
//!
//! It tells `96.1.`, `(a)`, `iv.` and `•` from words that only look like them: years, sums, initials.

/// The marker at the head of a text, if there is one, and what follows it; both without white
/// space at their ends.
pub fn split_marker(text: &str) -> (Option<&str>, &str) {
    let text = text.trim();
    let found = bullet(text).or_else(|| enumerator(text));
    match found.and_then(|end| text.split_at_checked(end)) {
        Some((marker, rest)) => (Some(marker.trim()), rest.trim_start()),
        None => (None, text),
    }
}

/// Letters that stand for bullets, with those that symbol fonts put into the private area.
const BULLETS: &str = "•·●○◦▪▫■□◆◇▸▹►▻▶‣⁃∙➢➤✓✔✗❖➔→⇒\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}\u{f076}\u{f02d}\u{2d}–—*o";

fn bullet(text: &str) -> Option<usize> {
    let letter = text.chars().next()?;
    let end = letter.len_utf8();
    let rest = text.get(end..)?;
    let is_bullet = BULLETS.contains(letter);
    // A dash or an o is a bullet only where a space parts it from the words.
    let needs_space = "-–—*o".contains(letter) || !rest.starts_with(char::is_alphanumeric);
    let is_followed = rest.is_empty() && letter != 'o' && letter != '*'
        || rest.starts_with(char::is_whitespace)
        || !needs_space;
    (is_bullet && is_followed).then_some(end)
}

/// `1.`, `1)`, `(1)`, `1.2.3`, `a)`, `(iv)`, `IV.`, `96. 12.`
fn enumerator(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let opened = text.len() - inner.len();
    let label = inner.find(|letter: char| !(letter.is_alphanumeric())).unwrap_or(inner.len());
    let word = inner.get(..label)?;
    let rest = inner.get(label..)?;
    if opened == 1 {
        let is_label = is_number(word) && word.len() <= 3 || is_letter_label(word);
        let end = opened + label + 1;
        return (is_label && rest.starts_with(')') && is_parted(text, end)).then_some(end);
    }
    if is_letter_label(word) {
        let end = label + 1;
        let closes = rest.starts_with(')') || (rest.starts_with('.') && is_single_label(text, word, end));
        return (closes && is_parted(text, end)).then_some(end);
    }
    is_number(word).then(|| numbers(text)).flatten()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_digit())
}

/// One letter, or a Roman number.
fn is_letter_label(word: &str) -> bool {
    let one = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let roman = |digits: &str| {
        (1..=5).contains(&word.len()) && word.chars().all(|letter| digits.contains(letter))
    };
    one || roman("ivx") || roman("IVX")
}

/// `A. Heading` and `II. Heading`, but not the initial of a name nor an abbreviation: after `A.`
/// of an initial another initial or a lone name follows.
fn is_single_label(text: &str, word: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default().trim_start();
    let mut words = rest.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let is_initial = |word: &str| word.len() <= 3 && word.ends_with('.') && word.len() > 1;
    let is_roman = word.chars().all(|letter| "IVXivx".contains(letter)) && word.len() > 1;
    is_roman || !(is_initial(first) || second.is_none() && word.chars().all(char::is_uppercase))
}

/// The end of numbers with points: `96.`, `96.1`, `96.12.1.`, `96. 12.`, `1)`.
fn numbers(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes.iter().skip(from).take_while(|letter| letter.is_ascii_digit()).count()
    };
    let mut end = digits(0);
    let first = end;
    let mut parts = 1;
    while bytes.get(end) == Some(&b'.') {
        let mut next = end + 1;
        if parts == 1 && bytes.get(next) == Some(&b' ') && first <= 3 {
            next += 1;
        }
        let count = digits(next);
        if count == 0 || count > 3 || bytes.get(next + count).is_some_and(u8::is_ascii_alphabetic) {
            break;
        }
        // `96. 12 people` is a number and its text; `96. 12.` is a number of two parts.
        if next > end + 1 && bytes.get(next + count) != Some(&b'.') {
            break;
        }
        end = next + count;
        parts += 1;
    }
    let closes = matches!(bytes.get(end), Some(b'.' | b')'));
    if closes {
        end += 1;
    }
    let rest = text.get(end..)?;
    let begins_low = rest.trim_start().chars().next().is_some_and(char::is_lowercase);
    let is_year = parts == 1 && first == 4;
    // `12. marta` is a day, `2014.` a year, `1.5 million` a sum.
    let is_label = match parts {
        1 => closes && first <= 3 && (!begins_low || bytes.get(end - 1) == Some(&b')')),
        2 => closes || first >= 2 || !begins_low,
        _ => true,
    };
    (is_label && !is_year && is_parted(text, end)).then_some(end)
}

/// Whether white space or nothing follows.
fn is_parted(text: &str, end: usize) -> bool {
    text.get(end..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::split_marker;

    #[test]
    fn markers_are_told_from_words() {
        for (text, marker, rest) in [
            ("96.1. Ratify it", Some("96.1."), "Ratify it"),
            ("96.12 ratify it", Some("96.12"), "ratify it"),
            ("96. 12. Ratify", Some("96. 12."), "Ratify"),
            ("96. 12 people came", Some("96."), "12 people came"),
            ("(a) ratify", Some("(a)"), "ratify"),
            ("a) ratify", Some("a)"), "ratify"),
            ("iv. Ratify", Some("iv."), "Ratify"),
            ("II. Conclusions", Some("II."), "Conclusions"),
            ("A. Screening of cases", Some("A."), "Screening of cases"),
            ("• Усвојити закон", Some("•"), "Усвојити закон"),
            ("- to adopt", Some("-"), "to adopt"),
            ("1) да се усвои", Some("1)"), "да се усвои"),
            ("A. Smith", None, "A. Smith"),
            ("2014. godina", None, "2014. godina"),
            ("12. marta 2014", None, "12. marta 2014"),
            ("1.5 million people", None, "1.5 million people"),
            ("U.S. forces", None, "U.S. forces"),
            ("(see below) text", None, "(see below) text"),
            ("Rights", None, "Rights"),
        ] {
            assert_eq!(split_marker(text), (marker, rest), "{text}");
        }
    }
}
