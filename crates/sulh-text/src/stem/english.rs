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
    use crate::language::Tongue;
    use crate::stem::family::Words;

    const WORDS: Words = Words(Tongue::English);

    #[test]
    fn british_and_american_spelling_meet() {
        WORDS.meet("organisation organization organizations");
        WORDS.meet("labour labor");
        WORDS.meet("defence defense");
        WORDS.meet("centre center centres");
    }

    #[test]
    fn forms_that_no_ending_explains_meet() {
        WORDS.meet("child children");
        WORDS.meet("woman women");
        WORDS.meet("write wrote written");
        WORDS.meet("criterion criteria");
    }

    #[test]
    fn other_words_stay_apart() {
        WORDS.part("man", "many");
        WORDS.part("life", "live");
        WORDS.part("person", "personnel");
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(IRREGULAR.is_sorted());
    }
}
