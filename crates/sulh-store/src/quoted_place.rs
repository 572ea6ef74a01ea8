//! On which line of a text stands what a parser complains of, where the parser does not say.
//!
//! It must not guess: what the message does not quote has no place.

use std::io::BufRead;

/// Bytes of a line that are looked at.
const LONGEST_LINE: u64 = 1 << 20;

/// The line, from 1, that has what a message quotes; in either case of letters.
///
/// Cost: O(bytes).
pub fn line_quoted(text: &mut dyn BufRead, message: &str) -> Option<u64> {
    let wanted = quoted(message)?.to_ascii_lowercase();
    let (mut line, mut bytes) = (0, Vec::new());
    loop {
        bytes.clear();
        let mut piece = std::io::Read::take(&mut *text, LONGEST_LINE);
        if piece.read_until(b'\n', &mut bytes).ok()? == 0 {
            return None;
        }
        line += 1;
        let found = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if found.contains(&wanted) {
            return Some(line);
        }
    }
}

/// The last thing in backticks, or the first in quotes.
fn quoted(message: &str) -> Option<&str> {
    let mut ticked = message.split('`').skip(1).step_by(2);
    let ticked = ticked.by_ref().last();
    let between = |sign| Some(message.split_once(sign)?.1.split_once(sign)?.0);
    let quoted = || between('\'').or_else(|| between('"'));
    ticked.or_else(quoted).filter(|quoted| !quoted.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_found() {
        let text = "<a>\n<b c='http://e/a b' lang='en_GB'>\n</x>";
        for (message, line) in [
            ("error while parsing IRI 'http://e/a b': Invalid IRI code point ' '", Some(2)),
            ("error while parsing language tag 'en_gb': invalid", Some(2)),
            ("expected `</b>`, but `</x>` was found", Some(3)),
            ("something is wrong", None),
            ("'' is nothing", None),
        ] {
            assert_eq!(line_quoted(&mut text.as_bytes(), message), line, "{message}");
        }
    }
}
