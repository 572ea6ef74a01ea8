//! English: Snowball's stemmer, after British and American spelling were made one, and forms that
//! no ending explains were led back (*children*, *women*).
//!
//! Source of the spellings: Oxford's list of British and American differences, by endings only.

use super::endings::irregular;
use crate::fold::fold_into;
use frostem::{Algorithm, Stemmer};

/// British endings with the American ones.
const SPELLINGS: [(&str, &str); 18] = [
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
    ("tres", "ters"),
];
/// Plurals and past forms of common words, in order, with their bare form.
const IRREGULAR: [(&str, &str); 70] = [
    ("analyses", "analysis"),
    ("arisen", "arise"),
    ("arose", "arise"),
    ("became", "become"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("children", "child"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("crises", "crisis"),
    ("criteria", "criterion"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("fallen", "fall"),
    ("feet", "foot"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("fought", "fight"),
    ("gave", "give"),
    ("geese", "goose"),
    ("given", "give"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("halves", "half"),
    ("held", "hold"),
    ("hidden", "hide"),
    ("hypotheses", "hypothesis"),
    ("kept", "keep"),
    ("knew", "know"),
    ("knives", "knife"),
    ("known", "know"),
    ("lives", "life"),
    ("lost", "lose"),
    ("made", "make"),
    ("men", "man"),
    ("mice", "mouse"),
    ("paid", "pay"),
    ("people", "person"),
    ("phenomena", "phenomenon"),
    ("said", "say"),
    ("selves", "self"),
    ("sent", "send"),
    ("shelves", "shelf"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("struck", "strike"),
    ("taken", "take"),
    ("taught", "teach"),
    ("teeth", "tooth"),
    ("theses", "thesis"),
    ("thieves", "thief"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("women", "woman"),
    ("written", "write"),
    ("wrote", "write"),
];
/// Letters that a word must have before such an ending.
const LEAST: usize = 3;

/// Writes the stem.
pub(super) fn stem(word: &str, stem: &mut String) {
    let word = irregular(&IRREGULAR, word).unwrap_or(word);
    let american = SPELLINGS.iter().find_map(|(british, american)| {
        let root = word.strip_suffix(british)?;
        (root.len() >= LEAST).then(|| format!("{root}{american}"))
    });
    let word = american.as_deref().unwrap_or(word);
    fold_into(&Stemmer::new(Algorithm::English).stem(word), stem);
}

#[cfg(test)]
mod tests {
    use super::IRREGULAR;
    use crate::forms::Forms;
    use crate::language::Tongue;

    fn stem_of(word: &str) -> String {
        let mut forms = Forms::default();
        forms.make(word, Tongue::English);
        forms.stemmed
    }

    #[track_caller]
    fn meet(words: &str) {
        let stems: Vec<_> = words.split(' ').map(|word| (word, stem_of(word))).collect();
        let apart = stems.iter().find(|(_, stem)| stems.iter().any(|(_, other)| other != stem));
        assert!(apart.is_none(), "{stems:?}");
    }

    #[track_caller]
    fn part(one: &str, other: &str) {
        assert_ne!(stem_of(one), stem_of(other), "{one}, {other}");
    }

    #[test]
    fn british_and_american_spelling_meet() {
        meet("organisation organization organizations");
        meet("labour labor");
        meet("defence defense");
        meet("centre center centres");
    }

    #[test]
    fn forms_that_no_ending_explains_meet() {
        meet("child children");
        meet("woman women");
        meet("write wrote written");
        meet("criterion criteria");
    }

    #[test]
    fn other_words_stay_apart() {
        part("man", "many");
        part("life", "live");
        part("person", "personnel");
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(IRREGULAR.is_sorted());
    }
}
