//! Albanian: definite and indefinite forms, cases, plurals, participles.
//!
//! Source: *Gramatika e gjuhës shqipe* I (Akademia e Shkencave 2002); the order of cutting is our own.

use super::endings::{cut, drop_fleeting, trim_last};

/// Endings after folding (*ë* is *e*) that leave a long word.
const LONG: [&str; 14] = [
    "jeve", "jeje", "erve", "jte", "uara", "ojne", //
    "jve", "uar", "ete", "ohet", "ie", //
    "je", "on", "oj",
];
/// Endings that may leave three letters.
const SHORT: [&str; 24] = [
    "jen", "jes", "jet", "eve", "ave", "ive", "ite", "ise", "ine", "ia", "ja", //
    "es", "en", "et", "at", "ut", "it", "in", "un", "ur", //
    "a", "e", "i", "u",
];

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    let long = cut(word, &LONG, 4);
    if long.len() < word.len() {
        stem.push_str(cut(long, &["i"], 3));
    } else {
        stem.push_str(cut(word, &SHORT, 3));
    }
    trim_last(stem, b"j", 4);
    if stem.len() > 6 && stem.ends_with("er") {
        // Plural: *prind*, *prindër*.
        stem.truncate(stem.len() - 2);
    }
    if let Some(root) = stem.strip_suffix("shem") {
        let root = root.len();
        stem.truncate(root);
        stem.push_str("shm");
    }
    drop_fleeting(stem, b"e", b"rlm");
}
