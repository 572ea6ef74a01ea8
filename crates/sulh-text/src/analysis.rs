//! The words of a text with all their forms, made once for every field that takes them.
//!
//! It must not outgrow a bound: words that were not met for long are made again.
//!
//! Texts repeat their words, and an index asks for each text once for every form: what a thread
//! has made it keeps, so that a stem is made once a word and a text is cut once.

use crate::forms::Forms;
use crate::language::Tongue;
use crate::words::for_each_word;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Words of one language that are kept, at most.
const MOST_WORDS: usize = 1 << 16;
/// Bytes of a word that is kept, at most.
const LONGEST_KEPT: usize = 40;
/// Texts that are kept: those of one document.
const MOST_TEXTS: usize = 4;

/// A word of a text.
#[derive(Debug, Clone)]
pub(crate) struct TextWord {
    pub(crate) forms: Rc<Forms>,
    /// Where it begins: bytes.
    pub(crate) start: usize,
    /// Where it ends: bytes.
    pub(crate) end: usize,
    /// Its place among the words.
    pub(crate) place: usize,
}

type Words = Rc<Vec<TextWord>>;

#[derive(Default)]
struct Analyser {
    known: FxHashMap<Tongue, FxHashMap<Box<str>, Rc<Forms>>>,
    forms: Forms,
    /// The last texts, the next to be replaced at `oldest`.
    texts: Vec<(Tongue, String, Words)>,
    oldest: usize,
}

thread_local! {
    static ANALYSER: RefCell<Analyser> = RefCell::default();
}

/// The words of a text in a language, in order. Cost: O(bytes), less for a text that came just
/// before.
pub(crate) fn words_of(text: &str, tongue: Tongue) -> Words {
    ANALYSER.with_borrow_mut(|analyser| analyser.words(text, tongue))
}

impl Analyser {
    fn words(&mut self, text: &str, tongue: Tongue) -> Words {
        let same = |(of, known, _): &&(Tongue, String, Words)| *of == tongue && known == text;
        if let Some((.., words)) = self.texts.iter().find(same) {
            return Rc::clone(words);
        }
        let mut words = Vec::new();
        let Self { known, forms, .. } = self;
        let known = known.entry(tongue).or_default();
        for_each_word(text, tongue, &mut |found| {
            let made = known.get(found.word).cloned().unwrap_or_else(|| {
                forms.make(found.word, tongue);
                let made = Rc::new(forms.clone());
                if found.word.len() <= LONGEST_KEPT {
                    if known.len() >= MOST_WORDS {
                        known.clear();
                    }
                    known.insert(found.word.into(), Rc::clone(&made));
                }
                made
            });
            let (start, end, place) = (found.start, found.end, found.place);
            words.push(TextWord { forms: made, start, end, place });
        });
        let words = Rc::new(words);
        let kept = (tongue, text.to_owned(), Rc::clone(&words));
        match self.texts.get_mut(self.oldest) {
            Some(oldest) => *oldest = kept,
            None => self.texts.push(kept),
        }
        self.oldest = (self.oldest + 1) % MOST_TEXTS;
        words
    }
}
