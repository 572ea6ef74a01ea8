//! A word in the three forms in which it is indexed and asked for.
//!
//! It must not choose a language: whoever asks says which.

use crate::fold::fold_into;
use crate::language::Tongue;
use crate::latin::{is_cyrillic, push_latin};
use crate::stem::{stem_into, stem_russian};
use unicode_normalization::{UnicodeNormalization as _, is_nfkc};

/// The three forms of a word; kept between words, so that nothing is allocated for each.
#[derive(Debug, Default, Clone)]
pub struct Forms {
    /// In small Latin letters, with marks: *Ђинђић* and *Đinđić* are one.
    pub exact: String,
    /// The same without marks: *Djindjic* too.
    pub folded: String,
    /// The stem with the mark of its language.
    pub stemmed: String,
    stem: String,
}

impl Forms {
    /// Makes the forms of a word. Cost: O(letters).
    pub fn make(&mut self, word: &str, tongue: Tongue) {
        self.make_folded(word, tongue);
        self.stemmed.clear();
        self.stemmed.push(tongue.mark());
        if self.folded.bytes().any(|letter| letter.is_ascii_digit()) {
            self.stemmed.push_str(&self.folded);
        } else {
            if tongue == Tongue::Russian && is_cyrillic(word) {
                stem_russian(word, &mut self.stem);
            } else {
                stem_into(&self.exact, &self.folded, tongue, &mut self.stem);
            }
            self.stemmed.push_str(&self.stem);
        }
    }

    /// Makes the first two forms alone.
    pub(crate) fn make_folded(&mut self, word: &str, tongue: Tongue) {
        self.exact.clear();
        let mut push = |letter| push_latin(letter, tongue, &mut self.exact);
        // Ligatures and full-width letters are the letters that they stand for.
        if is_nfkc(word) {
            word.chars().for_each(&mut push);
        } else {
            word.nfkc().for_each(&mut push);
        }
        if self.exact.is_empty() {
            // A sign alone, which stands for no Latin letter.
            self.exact.extend(word.chars().flat_map(char::to_lowercase));
        }
        fold_into(&self.exact, &mut self.folded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn meet(words: &[(&str, Tongue)]) {
        let mut forms = Forms::default();
        let mut folded = Vec::new();
        for (word, tongue) in words {
            forms.make(word, *tongue);
            folded.push(forms.folded.clone());
        }
        assert!(folded.windows(2).all(|pair| pair.first() == pair.last()), "{folded:?}");
    }

    #[test]
    fn a_name_in_two_alphabets_and_in_ascii_is_one() {
        let sh = Tongue::SouthSlavic;
        meet(&[("Ђинђић", sh), ("Đinđić", sh), ("Djindjic", sh), ("ЂИНЂИЋ", Tongue::Unknown)]);
        meet(&[("Љубљана", sh), ("Ljubljana", sh), ("LJUBLJANA", sh)]);
        meet(&[
            ("İstanbul", Tongue::Turkish),
            ("Istanbul", Tongue::Unknown),
            ("istanbul", Tongue::Turkish),
        ]);
        meet(&[
            ("ISPARTA", Tongue::Turkish),
            ("Isparta", Tongue::Unknown),
            ("ısparta", Tongue::Turkish),
        ]);
        meet(&[("Përmet", Tongue::Albanian), ("Permet", Tongue::Unknown)]);
        meet(&[
            ("Ѓорѓи", Tongue::Macedonian),
            ("Ǵorǵi", Tongue::Unknown),
            ("Gjorgji", Tongue::Unknown),
        ]);
        meet(&[("traf\u{ad}ficking", Tongue::English), ("trafficking", Tongue::English)]);
        meet(&[("wo\u{200b}men", Tongue::English), ("women", Tongue::Unknown)]);
        meet(&[("o\u{fb03}ces", Tongue::English), ("offices", Tongue::English)]);
        meet(&[("Ａｎｋａｒａ", Tongue::Turkish), ("Ankara", Tongue::Turkish)]);
        // The same letters in two ways of writing them down.
        meet(&[("s\u{30c}uma", sh), ("šuma", sh)]);
    }

    #[test]
    fn dotted_and_dotless_i_meet_whatever_language_is_asked() {
        let written = ["ISPARTA", "Isparta", "ısparta", "isparta", "ıSPARTA"];
        let others = ["İzmir", "IZMIR", "izmir", "İZMİR", "Izmır", "I\u{307}zmir"];
        for words in [&written[..], &others] {
            let tongues = [Tongue::Unknown, Tongue::Turkish, Tongue::English];
            let pairs = words.iter().flat_map(|word| tongues.map(|tongue| (*word, tongue)));
            meet(&pairs.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_word_with_a_digit_has_no_endings() {
        let mut forms = Forms::default();
        forms.make("1974te", Tongue::Turkish);
        assert_eq!(forms.stemmed, "t1974te");
    }

    #[test]
    fn exact_keeps_marks_and_forgets_the_alphabet() {
        let mut forms = Forms::default();
        forms.make("Шума", Tongue::SouthSlavic);
        assert_eq!((forms.exact.as_str(), forms.folded.as_str()), ("šuma", "suma"));
        forms.make("ΑΘΗΝΑ", Tongue::Greek);
        assert_eq!(forms.exact, "αθηνα");
    }

    #[test]
    fn languages_around_have_snowballs_stems() {
        let mut forms = Forms::default();
        for (tongue, words) in [
            (Tongue::Russian, ["прав", "права"]),
            (Tongue::Russian, ["торговля", "торговлей"]),
            (Tongue::Portuguese, ["direito", "direitos"]),
            (Tongue::Dutch, ["recht", "rechten"]),
            (Tongue::Swedish, ["rättighet", "rättigheter"]),
            (Tongue::Norwegian, ["rettighet", "rettigheter"]),
            (Tongue::Danish, ["rettighed", "rettigheder"]),
            (Tongue::French, ["droit", "droits"]),
            (Tongue::German, ["recht", "rechte"]),
        ] {
            let mut stem = |word: &str| {
                forms.make(word, tongue);
                forms.stemmed.clone()
            };
            let [one, other] = words.map(&mut stem);
            assert_eq!(one, other, "{tongue:?}");
        }
        // In Latin letters a Russian word is only folded.
        forms.make("torgovlej", Tongue::Russian);
        assert_eq!(forms.stemmed, "rtorgovlej");
    }
}
