//! Where the words of a text are, and what stands for one that is written in parts.
//!
//! It must not know endings: it cuts where signs stand, not where grammar does.
//!
//! - *Ankara'da*, *Tirana's*: the name alone; *l'accord*, *s'ka*: the word after the sign.
//! - *anti-corruption*: its parts, and the whole in one at the place of the first.
//! - *U.N.*, *B.i.H.*: one word without points.
//! - *20th*, *20-ти*: the number; *1.000*, *1,000*: one number; *28.11.2014*: its parts without
//!   leading zeros, and *2014-11-28* at the place of the first.

use crate::language::Tongue;
use std::ops::Range;

/// Bytes of a word, at most: what is longer is no word, and is passed over.
pub(crate) const LONGEST_WORD: usize = 128;

/// A word as it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'w> {
    /// Where it stands in the text: bytes.
    pub start: usize,
    /// Where it ends: bytes.
    pub end: usize,
    /// Its place among the words; one that stands for several has the place of the first.
    pub place: usize,
    /// The word as it is written, without signs that stand in it.
    pub word: &'w str,
}

/// Calls `each` for every word of a text, in order. Cost: O(bytes).
pub fn for_each_word(text: &str, tongue: Tongue, each: &mut dyn FnMut(Found<'_>)) {
    let mut words = Words { text, tongue, place: 0, joined: String::new(), each };
    let mut rest = 0;
    while let Some(chunk) = next_chunk(text, rest) {
        rest = chunk.end;
        if let Some((date, length)) = spaced_date(text.get(chunk.start..).unwrap_or_default()) {
            words.say(&(chunk.start..chunk.start + length), words.place, &date);
        }
        words.chunk(chunk);
    }
}

/// A date at the beginning of a text in the form that most languages of the region write,
/// `28. 11. 2014`, as `2014-11-28`, and its length in bytes.
fn spaced_date(text: &str) -> Option<(String, usize)> {
    let mut rest = text;
    let mut parts = [""; 3];
    for (part, place) in parts.iter_mut().zip(0..) {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        *part = rest.get(..digits)?;
        rest = rest.get(digits..)?;
        if place < 2 {
            rest = rest.strip_prefix('.')?.trim_start_matches([' ', '\u{a0}']);
        }
    }
    let length = text.len() - rest.len();
    let is_spaced = text.get(..length)?.contains([' ', '\u{a0}']);
    is_spaced.then(|| date(&parts).map(|date| (date, length)))?
}

fn is_inner(letter: char) -> bool {
    letter.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(letter)
        || is_unseen(letter)
}

/// Marks that no reader sees: where a line may be broken, how letters join, which way they run.
/// Texts out of files are full of them.
pub(crate) fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '‘' | '`')
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑')
}

/// Signs that hold a word together when letters or digits stand on both sides.
fn is_link(letter: char) -> bool {
    is_apostrophe(letter) || is_hyphen(letter) || matches!(letter, '.' | ',' | '/')
}

/// The next run of letters, digits and links between them.
fn next_chunk(text: &str, from: usize) -> Option<Range<usize>> {
    let tail = text.get(from..)?;
    let start = from + tail.find(is_inner)?;
    let mut end = start;
    let mut letters = text.get(start..)?.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if is_inner(letter) {
            end = start + at + letter.len_utf8();
        } else if !(is_link(letter) && letters.peek().is_some_and(|(_, next)| is_inner(*next))) {
            break;
        }
    }
    Some(start..end)
}

struct Words<'t, 'e> {
    text: &'t str,
    tongue: Tongue,
    place: usize,
    joined: String,
    each: &'e mut dyn FnMut(Found<'_>),
}

impl<'t> Words<'t, '_> {
    fn slice(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn say(&mut self, range: &Range<usize>, place: usize, word: &str) {
        if !word.is_empty() && word.len() <= LONGEST_WORD {
            (self.each)(Found { start: range.start, end: range.end, place, word });
        }
    }

    fn chunk(&mut self, range: Range<usize>) {
        let chunk = self.slice(&range);
        if chunk.chars().all(is_inner) {
            self.plain(&range);
        } else if chunk.starts_with(|letter: char| letter.is_ascii_digit())
            && chunk.chars().all(|letter| letter.is_ascii_digit() || is_link(letter))
        {
            self.digits(&range);
        } else if is_acronym(chunk) {
            self.joined.clear();
            self.joined.extend(chunk.chars().filter(|letter| is_inner(*letter)));
            let joined = std::mem::take(&mut self.joined);
            self.say(&range, self.place, &joined);
            self.joined = joined;
            self.place += 1;
        } else {
            for part in split(self.text, &range, |letter| matches!(letter, '.' | ',' | '/')) {
                self.compound(&part);
            }
        }
    }

    /// A run of letters and digits alone.
    fn plain(&mut self, range: &Range<usize>) {
        let word = self.slice(range);
        let number = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let is_ordinal = number.len() < word.len() && matches!(number, "st" | "nd" | "rd" | "th");
        let word =
            if is_ordinal { word.get(..word.len() - number.len()).unwrap_or(word) } else { word };
        self.say(range, self.place, word);
        self.place += 1;
    }

    fn compound(&mut self, range: &Range<usize>) {
        let parts = split(self.text, range, is_hyphen);
        if let [number, ending] = parts.as_slice() {
            let is_number = self.slice(number).chars().all(|letter| letter.is_ascii_digit());
            let ending = self.slice(ending);
            if is_number && ending.chars().count() <= 3 && ending.chars().all(char::is_alphabetic) {
                self.say(range, self.place, self.slice(number));
                self.place += 1;
                return;
            }
        }
        if parts.len() > 1 && !self.slice(range).contains(is_apostrophe) {
            self.joined.clear();
            for part in &parts {
                let part = self.slice(part);
                self.joined.push_str(part);
            }
            let joined = std::mem::take(&mut self.joined);
            self.say(range, self.place, &joined);
            self.joined = joined;
        }
        for part in parts {
            self.apostrophes(&part);
        }
    }

    fn apostrophes(&mut self, range: &Range<usize>) {
        let parts = split(self.text, range, is_apostrophe);
        let [first, rest @ ..] = parts.as_slice() else { return };
        if rest.is_empty() {
            return self.plain(range);
        }
        let head = self.slice(first);
        let is_elided = head.chars().count() <= 2 && self.tongue != Tongue::Turkish;
        if !is_elided {
            // What follows a name is its ending.
            self.say(range, self.place, head);
            self.place += 1;
        }
        let is_ending = |part: &str| {
            self.tongue == Tongue::Turkish
                || matches!(part, "s" | "S" | "t" | "re" | "ll" | "ve" | "d")
                || (!is_elided && part.chars().count() <= 3)
        };
        let words: Vec<_> = rest.iter().filter(|part| !is_ending(self.slice(part))).collect();
        for part in words {
            self.plain(part);
        }
        if is_elided && rest.iter().all(|part| self.slice(part).chars().count() <= 2) {
            self.say(range, self.place, head);
            self.place += 1;
        }
    }

    fn digits(&mut self, range: &Range<usize>) {
        let parts = split(self.text, range, is_link);
        let texts: Vec<&str> = parts.iter().map(|part| self.slice(part)).collect();
        if let Some(date) = date(&texts) {
            self.say(range, self.place, &date);
        } else if texts.len() > 1
            && self.slice(range).chars().all(|sign| !is_hyphen(sign) && sign != '/')
            && texts.iter().skip(1).all(|part| part.len() == 3)
        {
            let whole = texts.concat();
            self.say(range, self.place, &whole);
            self.place += 1;
            return;
        }
        for part in &parts {
            let digits = self.slice(part);
            let short = digits.trim_start_matches('0');
            self.say(part, self.place, if short.is_empty() { digits } else { short });
            self.place += 1;
        }
    }
}

fn split(text: &str, range: &Range<usize>, is_sign: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    let chunk = text.get(range.clone()).unwrap_or_default();
    for (at, sign) in chunk.char_indices().filter(|(_, sign)| is_sign(*sign)) {
        parts.push(start..range.start + at);
        start = range.start + at + sign.len_utf8();
    }
    parts.push(start..range.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Single letters with points between them.
fn is_acronym(chunk: &str) -> bool {
    let mut parts = chunk.split('.');
    chunk.contains('.')
        && parts.all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
}

/// A day, month and year in either order, as `2014-11-28`.
fn date(parts: &[&str]) -> Option<String> {
    let [first, month, last] = parts else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let (day, month_number): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
    let is_date = year.len() == 4 && (1..=31).contains(&day) && (1..=12).contains(&month_number);
    is_date.then(|| format!("{year}-{month_number:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

    use super::*;
    use proptest::prelude::*;

    fn words(text: &str, tongue: Tongue) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for_each_word(text, tongue, &mut |word| found.push((word.place, word.word.to_owned())));
        found
    }

    #[track_caller]
    fn says(text: &str, tongue: Tongue, expected: &[(usize, &str)]) {
        let found = words(text, tongue);
        let found: Vec<_> = found.iter().map(|(place, word)| (*place, word.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn signs_in_words_are_understood() {
        says("Tirana's mayor", Tongue::English, &[(0, "Tirana"), (1, "mayor")]);
        says("Ankara’da bir", Tongue::Turkish, &[(0, "Ankara"), (1, "bir")]);
        says("l'accord d'État", Tongue::French, &[(0, "accord"), (1, "État")]);
        says(
            "anti-corruption",
            Tongue::English,
            &[(0, "anticorruption"), (0, "anti"), (1, "corruption")],
        );
        says(
            "the U.N. in B.i.H.",
            Tongue::English,
            &[(0, "the"), (1, "UN"), (2, "in"), (3, "BiH")],
        );
        says("20th 20-ти", Tongue::Bulgarian, &[(0, "20"), (1, "20")]);
        says("1,000 1.000.000", Tongue::English, &[(0, "1000"), (1, "1000000")]);
        says(
            "28.11.2014.",
            Tongue::SouthSlavic,
            &[(0, "2014-11-28"), (0, "28"), (1, "11"), (2, "2014")],
        );
        says(
            "28. 11. 2014. godine",
            Tongue::SouthSlavic,
            &[(0, "2014-11-28"), (0, "28"), (1, "11"), (2, "2014"), (3, "godine")],
        );
        says(
            "str. 5. 6. i 7",
            Tongue::SouthSlavic,
            &[(0, "str"), (1, "5"), (2, "6"), (3, "i"), (4, "7")],
        );
        says("traf\u{ad}ficking", Tongue::English, &[(0, "traf\u{ad}ficking")]);
        says("2014-01-05", Tongue::English, &[(0, "2014-01-05"), (0, "2014"), (1, "1"), (2, "5")]);
        says(
            "and/or, end.Next",
            Tongue::English,
            &[(0, "and"), (1, "or"), (2, "end"), (3, "Next")],
        );
        says("Члан 5.", Tongue::SouthSlavic, &[(0, "Члан"), (1, "5")]);
        says("— … !", Tongue::English, &[]);
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say(text in "[a-zA-ZčđŽжЩıİ0-9'’.,/ \\-\u{301}]{0,40}") {
            let mut last = 0;
            for_each_word(&text, Tongue::Unknown, &mut |found| {
                let written = text.get(found.start..found.end).expect("a whole range");
                let is_date = found.word.len() == 10 && found.word.contains('-');
                // Every letter of the word stands there, in this order.
                let mut there = written.chars();
                assert!(is_date || found.word.chars().all(|letter| there.any(|other| other == letter)));
                assert!(found.place >= last);
                last = found.place;
            });
        }
    }
}
