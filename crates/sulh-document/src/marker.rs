//! The number or bullet that somebody typed before a paragraph: `96.12.`, `(a)`, `iv.`, `•`.
//!
//! Where a text could as well begin with a year, a date, a decimal number or an initial, it stays
//! whole: a marker that is left in the text does no harm, words that are taken from it do.

use crate::list_label::NumberFormat;
use crate::ordinal::is_counted_noun;

/// Signs that are nothing but bullets; they need no space behind them.
const BULLETS: &str = "•◦▪▫‣⁃●○■□◆◇►▻▶▸▹➢➤➔→⇒✓✔✗❖∙\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}\u{f076}\u{f02d}";
/// Signs that are bullets if a space follows.
const DASHES: &str = "-–—―−‐‑*·+";
/// Words and signs behind a decimal number.
const UNITS: [&str; 27] = [
    "Million",
    "Millions",
    "Billion",
    "Billions",
    "Mio",
    "Mrd",
    "Millionen",
    "Milliarden",
    "EUR",
    "USD",
    "CHF",
    "RSD",
    "BAM",
    "MKD",
    "Euro",
    "Euros",
    "Prozent",
    "Uhr",
    "GB",
    "MB",
    "MW",
    "km",
    "m",
    "kg",
    "ha",
    "h",
    "C",
];

/// How words begin of which there may be a decimal number.
const COUNTED: [&str; 22] = [
    "percent",
    "procen",
    "posto",
    "odsto",
    "per",
    "miljon",
    "miljard",
    "milion",
    "milijun",
    "milijard",
    "милион",
    "милијард",
    "милиј",
    "хиљад",
    "hiljad",
    "tisuć",
    "проц",
    "километ",
    "kilomet",
    "metre",
    "meter",
    "evra",
];

/// The typed marker of a paragraph and the rest, both without white space at their ends.
///
/// The marker is a part of `text`; without one the rest is the whole text. The rest is empty where
/// a marker stands alone.
pub fn split_marker(text: &str) -> (Option<&str>, &str) {
    split(text, false)
}

/// As [`split_marker`], for a text that is known to be a heading: there `A. Background` and
/// `I. Summary` begin with a marker, which in running text may as well be somebody's initial.
pub fn split_heading_marker(text: &str) -> (Option<&str>, &str) {
    split(text, true)
}

fn split(text: &str, is_heading: bool) -> (Option<&str>, &str) {
    let text = text.trim();
    let found = bullet(text)
        .or_else(|| enclosed(text))
        .or_else(|| number(text))
        .or_else(|| lettered(text, is_heading));
    match found.and_then(|length| text.split_at_checked(length)) {
        Some((marker, rest)) if rest.is_empty() || rest.chars().any(char::is_alphanumeric) => {
            (Some(marker.trim_end()), rest.trim_start())
        }
        _ => (None, text),
    }
}

fn bullet(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..)?;
    let is_spaced = rest.starts_with(char::is_whitespace);
    // Some writers use the letter o for a ring; before a small letter it is a word.
    let is_ring = first == 'o' && is_spaced && begins_upper(rest.trim_start());
    let is_dash = DASHES.contains(first) && (is_spaced || (rest.is_empty() && first != '*'));
    (BULLETS.contains(first) || is_dash || is_ring).then(|| first.len_utf8())
}

/// `(a)`, `(iv)`, `(12)`, `[3]`, `a)`, `12)`.
fn enclosed(text: &str) -> Option<usize> {
    let (open, close) = match text.chars().next()? {
        '(' => (1, ')'),
        '[' => (1, ']'),
        _ => (0, ')'),
    };
    let inside = text.get(open..)?;
    let end = inside.find(close)?;
    let label = inside.get(..end)?;
    let digits = label.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    // `2a)` is a number too.
    let is_number = is_short_number(label)
        || (close == ')' && label.len() == digits.len() + 1 && is_short_number(digits));
    let is_label = is_number || (close == ')' && is_letter_label(label));
    let rest = inside.get(end + 1..)?;
    let is_parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_label && (is_parted || (is_number && begins_upper(rest)))).then_some(open + end + 1)
}

/// One letter, one letter several times (`aa`), or a small Roman number.
fn is_letter_label(label: &str) -> bool {
    let count = label.chars().count();
    let mut letters = label.chars();
    let Some(first) = letters.next().filter(|letter| letter.is_alphabetic()) else { return false };
    count == 1 || (count <= 3 && letters.all(|letter| letter == first)) || is_roman(label)
}

fn is_short_number(label: &str) -> bool {
    (1..=3).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is a Roman number below 90, in one case and as it is usually written.
fn is_roman(label: &str) -> bool {
    let value = |letter: u8| match letter.to_ascii_lowercase() {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let Some(values) = label.bytes().map(value).collect::<Option<Vec<u32>>>() else { return false };
    let behind = values.iter().skip(1).chain(std::iter::once(&0));
    let pairs = values.iter().zip(behind);
    let (added, taken) = pairs.fold((0, 0), |(added, taken), (value, next)| {
        if value < next { (added, taken + value) } else { (added + value, taken) }
    });
    let number: u32 = if added > taken && label.len() <= 8 { added - taken } else { return false };
    number < 90
        && (NumberFormat::LowerRoman.label(number) == label
            || NumberFormat::UpperRoman.label(number) == label)
}

fn begins_upper(rest: &str) -> bool {
    rest.chars().next().is_some_and(char::is_uppercase)
}

/// `1.`, `96.12.1.`, `121.1`, `111. 45.`, `3a.`; the length in bytes.
fn number(text: &str) -> Option<usize> {
    let run = dotted(text)?;
    let behind = text.get(run.length..)?;
    if run.is_date || is_counted_noun(behind) || is_range(behind) {
        return None;
    }
    if !run.is_closed {
        return open_number(&run, behind).then_some(run.length);
    }
    if !behind.starts_with(char::is_whitespace) {
        return (behind.is_empty() || begins_upper(behind)).then_some(run.length);
    }
    let rest = behind.trim_start();
    match dotted(rest) {
        // `12. 3. 2014`, or the second half of a number in two halves.
        Some(second) if second.is_closed && run.parts == 1 && second.parts == 1 => {
            let third = rest.get(second.length..)?;
            if year(third.trim_start()) || is_counted_noun(third) {
                return None;
            }
            let is_spaced = third.starts_with(char::is_whitespace);
            Some(if is_spaced { text.len() - third.len() } else { run.length })
        }
        _ if year(rest) && run.parts == 2 => None,
        _ => Some(run.length),
    }
}

/// A number without a full stop at its end: only one of several parts, before a word that begins a
/// sentence and is no unit.
fn open_number(run: &Dotted, behind: &str) -> bool {
    let word = behind.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_thousands = run.parts == 2 && run.last_digits == 3 && run.first_digits == 1;
    let rest = behind.trim_start().trim_start_matches(['"', '“', '„', '«', '(']);
    // Few decimal numbers are as high as the numbers of paragraphs in a long report.
    let is_high = run.first >= 50 && rest.starts_with(char::is_alphabetic);
    run.parts > 1
        && behind.starts_with(char::is_whitespace)
        && (begins_upper(rest) || is_high)
        && !is_thousands
        && !UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
        && !COUNTED.iter().any(|stem| word.to_lowercase().starts_with(stem))
}

/// Numbers with full stops between them.
struct Dotted {
    length: usize,
    parts: usize,
    first: u32,
    first_digits: usize,
    last_digits: usize,
    is_closed: bool,
    is_date: bool,
}

/// The run of numbers, of at most three digits each, at the start of a text.
fn dotted(text: &str) -> Option<Dotted> {
    let mut parts: Vec<&str> = Vec::new();
    let (mut at, mut is_closed) = (0, false);
    loop {
        let rest = text.get(at..)?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 {
            break;
        }
        if digits > 3 || parts.len() == 8 {
            return None;
        }
        parts.push(rest.get(..digits)?);
        at += digits;
        let behind = text.get(at..)?;
        let letter =
            behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
        if letter == 1 && behind.get(1..)?.starts_with('.') {
            (at, is_closed) = (at + 2, true);
            break;
        }
        is_closed = behind.starts_with('.');
        if !is_closed {
            break;
        }
        at += 1;
    }
    let (first, last) = (parts.first()?, parts.last()?);
    let has_zero = parts.len() > 1 && parts.iter().any(|part| part.starts_with('0'));
    Some(Dotted {
        length: at,
        parts: parts.len(),
        first: first.parse().unwrap_or(0),
        first_digits: first.len(),
        last_digits: last.len(),
        is_closed,
        is_date: has_zero,
    })
}

/// Whether a text begins with a number of four digits.
fn year(text: &str) -> bool {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len() == 4
}

/// Whether a text goes on with a dash and a number, as `12. – 15. mart` does.
fn is_range(behind: &str) -> bool {
    let rest = behind.trim_start().strip_prefix(['-', '–', '—']).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `a.`, `iv.`, `IV.`, `A.1.` and, in headings or what looks like one, `A.`.
fn lettered(text: &str, is_heading: bool) -> Option<usize> {
    let end = text.find('.')?;
    let label = text.get(..end)?;
    let rest = text.get(end + 1..)?;
    if let Some(run) = dotted(rest).filter(|run| !run.is_date) {
        let behind = rest.get(run.length..)?;
        let is_one = label.chars().count() == 1 && label.chars().all(char::is_uppercase);
        let is_marker =
            behind.starts_with(char::is_whitespace) && begins_upper(behind.trim_start());
        return (is_one && is_marker).then_some(end + 1 + run.length);
    }
    let is_many = label.chars().count() > 1;
    if rest.is_empty() {
        return (is_many && is_roman(label)).then_some(end + 1);
    }
    let is_tight = is_heading && begins_word(rest);
    if !(rest.starts_with(char::is_whitespace) || is_tight) || !is_letter_label(label) {
        return None;
    }
    let rest = rest.trim_start();
    let is_upper = label.chars().all(char::is_uppercase);
    let is_marker = if is_many {
        is_roman(label) && !is_counted_noun(rest)
    } else if is_upper {
        is_heading || reads_as_heading(rest)
    } else {
        reads_as_item(label, rest)
    };
    is_marker.then_some(end + 1)
}

/// Whether a text begins with a capital letter and a small one.
fn begins_word(text: &str) -> bool {
    begins_upper(text) && text.chars().nth(1).is_some_and(char::is_lowercase)
}

/// Whether words behind `A.` are more likely a heading than a surname: several, the second one not
/// capital, without the end of a sentence.
fn reads_as_heading(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    first.chars().count() > 2
        && first.chars().all(char::is_alphabetic)
        && begins_upper(first)
        && second.chars().all(char::is_lowercase)
        && words.next().is_some()
        && !rest.ends_with(['.', ':', ';', '!', '?', ','])
}

/// Whether words behind `a.` are an item of a list: no number (`p. 5`), no other letter (`i. e.`),
/// and no name behind what in Serbian stands for "Mr".
fn reads_as_item(label: &str, rest: &str) -> bool {
    let mut letters = rest.chars();
    let is_word = letters.next().is_some_and(char::is_alphabetic) && letters.next() != Some('.');
    is_word && !(matches!(label, "g" | "г") && begins_upper(rest))
}

#[cfg(test)]
mod tests;
