//! Words of a text as the index takes them, in one of the three forms.
//!
//! A text comes with its language in front: a mark and a zero byte. The index knows one field for
//! all languages, and a stem begins with the mark of its language.

use crate::analysis::{TextWord, words_of};
use crate::forms::Forms;
use crate::language::Tongue;
use std::rc::Rc;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Which form of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Small Latin letters with their marks; only of words that have any.
    Exact,
    /// Without marks.
    Folded,
    /// Without endings.
    Stemmed,
}

impl Form {
    /// From the nearest to the farthest from what was written.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Folded, Self::Stemmed];

    /// Its name, of tokenizer and field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Stemmed => "stemmed",
        }
    }

    /// The form of a word.
    pub fn of(self, forms: &Forms) -> &str {
        match self {
            Self::Exact => &forms.exact,
            Self::Folded => &forms.folded,
            Self::Stemmed => &forms.stemmed,
        }
    }
}

/// What stands between the mark of the language and the text.
const SEPARATOR: char = '\0';

/// The text as the tokenizers read it.
pub(crate) fn marked(text: &str, tongue: Tongue) -> String {
    let mut marked = String::with_capacity(text.len() + 2);
    marked.push(tongue.mark());
    marked.push(SEPARATOR);
    marked.push_str(text);
    marked
}

/// Stands for a word without marks where words with marks are kept.
const PLAIN: &str = "-";

/// Cuts a text into words of one form.
#[derive(Debug, Clone)]
pub(crate) struct RegionTokenizer {
    form: Form,
    token: Token,
}

impl RegionTokenizer {
    pub(crate) fn new(form: Form) -> Self {
        Self { form, token: Token::default() }
    }
}

impl Tokenizer for RegionTokenizer {
    type TokenStream<'a> = RegionStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> RegionStream<'a> {
        let (tongue, text) = unmarked(text);
        self.token.reset();
        let mut words = words_of(text, tongue);
        let is_marked = |word: &TextWord| word.forms.exact != word.forms.folded;
        if self.form == Form::Exact && !words.iter().any(is_marked) {
            words = Rc::default();
        }
        RegionStream { words, form: self.form, token: &mut self.token, next: 0 }
    }
}

/// The language of a text and the text, of what [`marked`] wrote.
pub(crate) fn unmarked(marked: &str) -> (Tongue, &str) {
    let (mark, text) = marked.split_once(SEPARATOR).unwrap_or(("x", marked));
    (Tongue::of_mark(mark.chars().next().unwrap_or('x')), text)
}

pub(crate) struct RegionStream<'a> {
    words: Rc<Vec<TextWord>>,
    form: Form,
    token: &'a mut Token,
    next: usize,
}

impl TokenStream for RegionStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.get(self.next) else { return false };
        // A word without marks is found by its folded form; but it counts for the length of the
        // text, which is the same in every form.
        let is_plain = self.form == Form::Exact && word.forms.exact == word.forms.folded;
        self.token.text.clear();
        self.token.text.push_str(if is_plain { PLAIN } else { self.form.of(&word.forms) });
        self.token.position = word.place;
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
