//! On which line of a text stands what a parser complains of, where the parser does not say.
//!
//! It goes through the text once, as the complaints do. It must not guess: what a message does not
//! quote has no place.

use std::io::{BufRead, Read};

/// Bytes of a line that are looked at.
const LONGEST_LINE: u64 = 1 << 20;

/// Looks for places in a text, each at or behind the one before.
pub struct Locator<R> {
    text: R,
    line: u64,
    /// What is left of the line that was read last, in small letters.
    held: String,
}

impl<R: BufRead> Locator<R> {
    /// Starts before the first line.
    pub fn new(text: R) -> Self {
        Self { text, line: 0, held: String::new() }
    }

    /// The line, from 1, that has what a message quotes; in either case of letters.
    ///
    /// Cost: O(bytes) for all places together.
    pub fn of_message(&mut self, message: &str) -> Option<u64> {
        self.find(&[quoted(message)?.to_ascii_lowercase()])
    }

    /// The line that has a language tag, as Turtle, JSON-LD or RDF/XML writes one.
    pub fn of_language(&mut self, tag: &str) -> Option<u64> {
        let tag = tag.to_ascii_lowercase();
        self.find(&[format!("@{tag}"), format!("\"{tag}\""), format!("'{tag}'")])
    }

    fn find(&mut self, wanted: &[String]) -> Option<u64> {
        loop {
            let ends = wanted.iter().filter_map(|wanted| end_of_word(&self.held, wanted));
            if let Some(end) = ends.min() {
                // The next one stands behind it.
                self.held.drain(..end);
                return Some(self.line);
            }
            let mut bytes = Vec::new();
            let mut piece = Read::take(&mut self.text, LONGEST_LINE);
            if piece.read_until(b'\n', &mut bytes).ok()? == 0 {
                return None;
            }
            self.line += 1;
            self.held = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        }
    }
}

impl<R> std::fmt::Debug for Locator<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locator").field("line", &self.line).finish_non_exhaustive()
    }
}

/// Where a part of a text ends that does not go on behind its end.
fn end_of_word(text: &str, wanted: &str) -> Option<usize> {
    let goes_on = |letter: char| letter.is_alphanumeric() || letter == '-';
    text.match_indices(wanted).map(|(at, _)| at + wanted.len()).find(|end| {
        let after = text.get(*end..).and_then(|rest| rest.chars().next());
        !(wanted.ends_with(goes_on) && after.is_some_and(goes_on))
    })
}

/// The last thing in backticks, or the first in quotes, or what is no valid something.
fn quoted(message: &str) -> Option<&str> {
    let mut ticked = message.split('`').skip(1).step_by(2);
    let between = |sign| Some(message.split_once(sign)?.1.split_once(sign)?.0);
    let quoted = || between('\'').or_else(|| between('"'));
    let plain = || message.split_once(" is not a valid ").map(|(value, _)| value);
    let found = ticked.by_ref().last().or_else(quoted).or_else(plain);
    found.filter(|quoted| !quoted.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_found() {
        let text = "<a>\n<b c='http://e/a b' lang='en_GB' id='1 2'>\n</x>";
        for (message, line) in [
            ("error while parsing IRI 'http://e/a b': Invalid IRI code point ' '", Some(2)),
            ("error while parsing language tag 'en_gb': invalid", Some(2)),
            ("expected `</b>`, but `</x>` was found", Some(3)),
            ("1 2 is not a valid rdf:nodeID value", Some(2)),
            ("something is wrong", None),
            ("'' is nothing", None),
        ] {
            assert_eq!(Locator::new(text.as_bytes()).of_message(message), line, "{message}");
        }
    }

    #[test]
    fn a_tag_is_no_part_of_a_word_and_places_go_forward() {
        let text =
            "<http://e/xxl> \"xx\"@xxl .\n\"a\"@xx-Latn .\n\"b\"@xx .\n\"c\"@xx , \"d\"@xx .\n";
        let mut locator = Locator::new(text.as_bytes());
        // The first line has `"xx"` as JSON would write a tag: a text that is nothing else.
        assert_eq!(locator.of_language("xx"), Some(1));
        let mut locator =
            Locator::new(text.split_once('\n').map_or("", |(_, rest)| rest).as_bytes());
        let lines: Vec<_> = (0..4).map(|_| locator.of_language("xx")).collect();
        assert_eq!(lines, [Some(2), Some(3), Some(3), None]);
        assert_eq!(locator.of_language("xx-Latn"), None);
    }
}
