//! Where a page ended, as an opaque word: the sort key and the IRI of its last item.
//!
//! A cursor holds values, not positions, so that a write between two pages neither
//! repeats nor skips what was there before.

use crate::error::EngineError;

/// A place in a sorted list: everything after it follows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cursor {
    /// The sort key of the last item.
    pub(crate) key: String,
    /// Its IRI.
    pub(crate) iri: String,
}

impl Cursor {
    /// The word for it.
    pub(crate) fn encode(&self) -> String {
        use std::fmt::Write as _;
        let bytes = self.key.bytes().chain([0]).chain(self.iri.bytes());
        bytes.fold(String::new(), |mut word, byte| {
            // Writing to a string cannot fail.
            let _ = write!(word, "{byte:02x}");
            word
        })
    }

    /// Reads back what [`Cursor::encode`] gave.
    pub(crate) fn decode(word: &str) -> Result<Self, EngineError> {
        let invalid = || EngineError::InvalidValue {
            field: "cursor",
            value: word.to_owned(),
            expected: "a cursor that a page gave as its next",
        };
        let digits: Vec<u8> = word
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()
            .ok_or_else(invalid)?;
        let bytes = digits
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => Some(high * 16 + low),
                _ => None,
            })
            .collect::<Option<Vec<u8>>>()
            .ok_or_else(invalid)?;
        let text = String::from_utf8(bytes).map_err(|_| invalid())?;
        let (key, iri) = text.split_once('\0').ok_or_else(invalid)?;
        Ok(Self { key: key.to_owned(), iri: iri.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn comes_back_as_it_was() {
        for key in ["", "20100208", "život, ş"] {
            let cursor = Cursor { key: key.to_owned(), iri: "https://example.org/ž".to_owned() };
            assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
        for word in ["", "0", "zz", "6100ff", "61"] {
            assert_eq!(Cursor::decode(word).unwrap_err().code(), "invalid-value", "{word}");
        }
    }
}
