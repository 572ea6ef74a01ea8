//! English: Snowball's stemmer, after British and American spelling were made one.
//!
//! Source of the spellings: Oxford's list of British and American differences, by endings only.

use crate::fold::fold_into;
use frostem::{Algorithm, Stemmer};

/// British endings with the American ones.
const SPELLINGS: [(&str, &str); 17] = [
    ("isations", "izations"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("our", "or"),
    ("ences", "enses"),
    ("ence", "ense"),
    ("elled", "eled"),
    ("elling", "eling"),
    ("ogue", "og"),
    ("tre", "ter"),
];
/// Letters that a word must have before such an ending.
const LEAST: usize = 3;

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    let american = SPELLINGS.iter().find_map(|(british, american)| {
        let root = word.strip_suffix(british)?;
        (root.len() >= LEAST).then(|| format!("{root}{american}"))
    });
    let word = american.as_deref().unwrap_or(word);
    fold_into(&Stemmer::new(Algorithm::English).stem(word), stem);
}
