//! Forms of words in the tests of the stemmers: those of one word meet, those of two do not.

use crate::forms::Forms;
use crate::language::Tongue;

/// Words of a language.
pub(super) struct Words(pub(super) Tongue);

impl Words {
    fn stem(&self, word: &str) -> String {
        let mut forms = Forms::default();
        forms.make(word, self.0);
        forms.stemmed
    }

    /// Words with a space between them that must have one stem.
    #[track_caller]
    pub(super) fn meet(&self, words: &str) {
        let stems: Vec<_> = words.split(' ').map(|word| (word, self.stem(word))).collect();
        let apart = stems.iter().find(|(_, stem)| stems.iter().any(|(_, other)| other != stem));
        assert!(apart.is_none(), "{stems:?}");
    }

    /// Words that must not.
    #[track_caller]
    pub(super) fn part(&self, one: &str, other: &str) {
        assert_ne!(self.stem(one), self.stem(other), "{one}, {other}");
    }
}
