//! One form for all forms of a word: light stemmers, a file a language.
//!
//! They read words as `fold` leaves them, small and in ASCII, so that a word in Cyrillic letters,
//! in Latin ones and without marks has one stem. They must not join words of different meaning for
//! the sake of a rare form: an ending is cut when what is left is still a word's length.
//!
//! What letters cannot tell is told by closed lists of ordinary words beside each stemmer: forms that
//! no ending explains (*ljudi*, *деца*, *gra*), stems that end as an ending does (*адвокат*,
//! *rajon*), and the roots that Turkish chains are read from. A word that is in no list is cut by
//! the rules alone.
//!
//! English and the languages around the region are Snowball's (`frostem`), on the word with its
//! marks, folded afterwards.

mod albanian;
mod bulgarian;
mod endings;
mod english;
#[cfg(test)]
mod family;
mod kept;
mod macedonian;
mod south_slavic;
mod turkish;

use crate::fold::fold_into;
use crate::language::Tongue;
use crate::latin::push_latin;
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

/// Writes the stem of a Russian word in Cyrillic letters: Snowball's rules read these alone, and what
/// they need to tell endings apart is lost in Latin ones.
pub(crate) fn stem_russian(word: &str, stem: &mut String) {
    let small = word.to_lowercase();
    let mut latin = String::new();
    for letter in Stemmer::new(Algorithm::Russian).stem(&small).chars() {
        push_latin(letter, Tongue::Russian, &mut latin);
    }
    fold_into(&latin, stem);
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
        Tongue::Arabic => Algorithm::Arabic,
        Tongue::Danish => Algorithm::Danish,
        Tongue::Dutch => Algorithm::Dutch,
        Tongue::Finnish => Algorithm::Finnish,
        Tongue::Norwegian => Algorithm::Norwegian,
        Tongue::Portuguese => Algorithm::Portuguese,
        Tongue::Swedish => Algorithm::Swedish,
        Tongue::Tamil => Algorithm::Tamil,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use crate::forms::Forms;
    use crate::language::Tongue;
    use proptest::prelude::*;

    #[test]
    fn a_stem_begins_with_the_mark_of_its_language() {
        let mut forms = Forms::default();
        for tongue in Tongue::ALL {
            forms.make("informacija", tongue);
            assert!(forms.stemmed.starts_with(tongue.mark()), "{tongue:?}");
        }
    }

    proptest! {
        #[test]
        fn every_word_has_a_stem_and_the_same_one_without_marks(
            word in "[a-zčšžćđëçğışöüâа-яѓќѕјљњџ]{1,30}",
            place in 0..Tongue::ALL.len(),
        ) {
            let tongue = Tongue::ALL[place];
            let mut forms = Forms::default();
            forms.make(&word, tongue);
            prop_assert!(forms.stemmed.len() > tongue.mark().len_utf8(), "{word}");
            // Whose stemmers read the word without marks anyway.
            if [Tongue::SouthSlavic, Tongue::Albanian, Tongue::Turkish].contains(&tongue) {
                let (stem, bare) = (forms.stemmed.clone(), forms.folded.clone());
                forms.make(&bare, tongue);
                prop_assert_eq!(stem, forms.stemmed.clone(), "{}", word);
            }
        }
    }
}
