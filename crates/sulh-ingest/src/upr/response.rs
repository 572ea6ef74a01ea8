//! The answer of a state in the common list; its own word is kept beside it.
//!
//! `Noted` stays noted: the review knows no refusal, and none is read into it.

use super::UprField;

/// The slug of the status that a word of the source stands for.
///
/// No word and an unknown word give `unknown`; of the second kind there is a remark.
pub(super) fn status(
    word: &str,
    remark: &mut dyn FnMut(UprField, &'static str, &str),
) -> &'static str {
    const WORDS: [(&str, &str); 9] = [
        ("", "unknown"),
        ("accepted", "accepted"),
        ("supported", "accepted"),
        ("noted", "noted"),
        ("partially accepted", "partially-accepted"),
        ("rejected", "rejected"),
        ("under consideration", "under-consideration"),
        ("already implemented", "already-implemented"),
        ("no answer", "no-answer"),
    ];
    let known = WORDS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known));
    known.map_or_else(
        || {
            remark(UprField::Response, "unknown-response", word);
            "unknown"
        },
        |(_, status)| status,
    )
}
