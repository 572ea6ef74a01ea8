//! The wire form of [`DocumentError`]: what the child says and the parent believes.
//!
//! The parent must not keep more of it than a bounded amount, whatever the child sends.

use crate::DocumentError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// One variant each, with owned words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WireError {
    Empty,
    Unsupported { found: String },
    Encrypted,
    Malformed { kind: String, reason: String },
    TooLarge { what: String, limit: u64 },
    NeedsProgram { kind: String, program: String },
}

impl From<&DocumentError> for WireError {
    fn from(error: &DocumentError) -> Self {
        match error {
            DocumentError::Empty => Self::Empty,
            DocumentError::Unsupported { found } => Self::Unsupported { found: found.clone() },
            DocumentError::Encrypted => Self::Encrypted,
            DocumentError::Malformed { kind, reason } => {
                Self::Malformed { kind: (*kind).to_owned(), reason: reason.clone() }
            }
            DocumentError::TooLarge { what, limit } => {
                Self::TooLarge { what: (*what).to_owned(), limit: *limit }
            }
            DocumentError::NeedsProgram { kind, program } => {
                Self::NeedsProgram { kind: (*kind).to_owned(), program: (*program).to_owned() }
            }
        }
    }
}

impl From<WireError> for DocumentError {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Empty => Self::Empty,
            WireError::Unsupported { found } => Self::Unsupported { found: short(&found) },
            WireError::Encrypted => Self::Encrypted,
            WireError::Malformed { kind, reason } => {
                Self::Malformed { kind: word(&kind, "document"), reason: short(&reason) }
            }
            WireError::TooLarge { what, limit } => {
                Self::TooLarge { what: word(&what, "content"), limit }
            }
            WireError::NeedsProgram { kind, program } => Self::NeedsProgram {
                kind: word(&kind, "the document"),
                program: word(&program, "another program"),
            },
        }
    }
}

/// Words that a child has used, kept for good: an error's fields live as long as the program.
/// Honest parsers use a dozen; one that was taken over cannot fill the memory with others.
static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
const MOST_WORDS: usize = 128;
const LONGEST_WORD: usize = 64;

fn word(said: &str, otherwise: &'static str) -> &'static str {
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(said) {
        return known;
    }
    if words.len() >= MOST_WORDS || said.len() > LONGEST_WORD || said.contains(char::is_control) {
        return otherwise;
    }
    let kept: &'static str = said.to_owned().leak();
    words.insert(kept);
    kept
}

/// The beginning of a message, without control characters.
pub(super) fn short(message: &str) -> String {
    message.chars().filter(|letter| !letter.is_control()).take(500).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{WireError, word};
    use crate::DocumentError;

    #[test]
    fn every_error_survives_the_wire() {
        let kind = "PDF";
        for error in [
            DocumentError::Empty,
            DocumentError::Unsupported { found: "a picture".into() },
            DocumentError::Encrypted,
            DocumentError::Malformed { kind, reason: "no trailer".into() },
            DocumentError::TooLarge { what: "pages", limit: u64::MAX },
            DocumentError::NeedsProgram { kind, program: "soffice" },
        ] {
            let json = serde_json::to_string(&WireError::from(&error)).unwrap();
            let wire: WireError = serde_json::from_str(&json).unwrap();
            assert_eq!(DocumentError::from(wire), error);
        }
    }

    #[test]
    fn words_are_few_and_short() {
        assert_eq!(word(&"x".repeat(65), "other"), "other");
        assert_eq!(word("a\u{1b}", "other"), "other");
        let kept = (0..1000).filter(|n| word(&format!("word {n}"), "other") != "other").count();
        assert!((100..=128).contains(&kept), "{kept}");
        assert_eq!(word("word 0", "other"), "word 0");
    }
}
