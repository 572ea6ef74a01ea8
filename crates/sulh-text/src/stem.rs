//! One form for all forms of a word: light stemmers, a file a language.
//!
//! They read words as `fold` leaves them, small and in ASCII, so that a word in Cyrillic letters,
//! in Latin ones and without marks has one stem. They must not join words of different meaning for
//! the sake of a rare form: an ending is cut when what is left is still a word's length.
//!
//! English and the languages around the region are Snowball's (`frostem`), on the word with its
//! marks, folded afterwards.

mod albanian;
mod bulgarian;
mod endings;
mod english;
mod kept;
mod macedonian;
mod south_slavic;
mod turkish;

use crate::fold::fold_into;
use crate::language::Tongue;
use frostem::{Algorithm, Stemmer};

/// Writes the stem of a word. `latin` is the word in small Latin letters with its marks, `folded`
/// the same without them. Cost: O(letters · endings).
pub(crate) fn stem_into(latin: &str, folded: &str, tongue: Tongue, stem: &mut String) {
    stem.clear();
    match tongue {
        Tongue::SouthSlavic => south_slavic::stem(folded, stem),
        Tongue::Macedonian => macedonian::stem(folded, stem),
        Tongue::Bulgarian => bulgarian::stem(latin, stem),
        Tongue::Albanian => albanian::stem(folded, stem),
        Tongue::Turkish => turkish::stem(folded, stem),
        Tongue::English => english::stem(latin, stem),
        Tongue::Unknown => stem.push_str(folded),
        _ => match snowball(tongue) {
            Some(algorithm) => fold_into(&Stemmer::new(algorithm).stem(latin), stem),
            None => stem.push_str(folded),
        },
    }
}

fn snowball(tongue: Tongue) -> Option<Algorithm> {
    Some(match tongue {
        Tongue::French => Algorithm::French,
        Tongue::German => Algorithm::German,
        Tongue::Greek => Algorithm::Greek,
        Tongue::Hungarian => Algorithm::Hungarian,
        Tongue::Italian => Algorithm::Italian,
        Tongue::Romanian => Algorithm::Romanian,
        Tongue::Spanish => Algorithm::Spanish,
        _ => return None,
    })
}
