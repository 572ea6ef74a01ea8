//! Words that the end of a line parts: joined again, unless the hyphen is their own.
//!
//! It asks no dictionary: the document itself tells which form it uses elsewhere.

use std::collections::HashSet;

/// What a document's own words tell about hyphens.
#[derive(Debug, Default)]
pub(crate) struct Hyphens {
    words: HashSet<String>,
}

/// First parts that keep their hyphen where the document does not tell.
const PREFIXES: [&str; 26] = [
    "non", "self", "anti", "co", "post", "pre", "inter", "multi", "cross", "semi", "ex", "vice",
    "well", "long", "short", "so", "re", "sub", "north", "south", "east", "west", "socio",
    "follow", "counter", "mid",
];

impl Hyphens {
    /// Takes the words of lines, but for those that the end of a line parts.
    pub(crate) fn learn(&mut self, lines: &[String]) {
        for line in lines {
            for word in line.split_whitespace() {
                let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
                if !word.is_empty() && word.len() < 60 && self.words.len() < 500_000 {
                    self.words.insert(word.to_lowercase());
                }
            }
        }
    }

    /// Adds a line to words.
    pub(crate) fn join(&self, words: &mut String, line: &str) {
        let line = line.trim();
        match self.parted(words, line) {
            Some(Joint::Dropped) => {
                words.pop();
            }
            Some(Joint::Kept) => {}
            None if words.is_empty() => {}
            None => words.push(' '),
        }
        words.push_str(line);
    }

    /// Where words that a page parts: moves the rest of the word before the break, and gives what
    /// is left for behind it.
    pub(crate) fn carry(&self, before: &mut String, behind: &str) -> Option<String> {
        let joint = self.parted(before, behind)?;
        let (rest, left) = behind.split_once(char::is_whitespace).unwrap_or((behind, ""));
        if matches!(joint, Joint::Dropped) {
            before.pop();
        }
        before.push_str(rest);
        Some(left.to_owned())
    }

    fn parted(&self, words: &str, line: &str) -> Option<Joint> {
        let end = words.chars().next_back()?;
        if end == '\u{ad}' {
            return Some(Joint::Dropped);
        }
        if !matches!(end, '-' | '\u{2010}') {
            return None;
        }
        let stem = words.strip_suffix(end)?;
        let first = stem.rsplit(|letter: char| letter.is_whitespace()).next()?;
        let first = first.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        if first.is_empty() || stem.ends_with(char::is_whitespace) {
            return None;
        }
        let next = line.split(char::is_whitespace).next()?;
        let next = next.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if !next.starts_with(char::is_lowercase) || first.chars().any(char::is_numeric) {
            return Some(Joint::Kept);
        }
        let whole = format!("{first}{next}").to_lowercase();
        let parted = format!("{first}-{next}").to_lowercase();
        let keeps = self.words.contains(&parted)
            || (!self.words.contains(&whole)
                && (first.contains('-') || PREFIXES.contains(&first.to_lowercase().as_str())));
        Some(if keeps { Joint::Kept } else { Joint::Dropped })
    }
}

/// What becomes of a hyphen at the end of a line.
enum Joint {
    Dropped,
    Kept,
}

#[cfg(test)]
mod tests {
    use super::Hyphens;

    fn joined(known: &str, lines: [&str; 2]) -> String {
        let mut hyphens = Hyphens::default();
        hyphens.learn(&[known.to_owned()]);
        let mut words = String::new();
        for line in lines {
            hyphens.join(&mut words, line);
        }
        words
    }

    #[test]
    fn hyphens_of_lines_go_and_those_of_words_stay() {
        assert_eq!(joined("", ["the recom-", "mendation of"]), "the recommendation of");
        assert_eq!(joined("", ["a non-", "governmental body"]), "a non-governmental body");
        assert_eq!(joined("a decision-making body", ["decision-", "making"]), "decision-making");
        assert_eq!(joined("nongovernmental", ["non-", "governmental"]), "nongovernmental");
        assert_eq!(joined("", ["Bosnia-", "Herzegovina"]), "Bosnia-Herzegovina");
        assert_eq!(joined("", ["2008-", "2012"]), "2008-2012");
        assert_eq!(joined("", ["one -", "two"]), "one - two");
        assert_eq!(joined("", ["проти\u{ad}", "возаконит"]), "противозаконит");
    }
}
