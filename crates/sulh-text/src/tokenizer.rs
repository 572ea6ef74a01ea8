//! Words of a text as the index takes them, in one of the three forms.
//!
//! A text comes with its language in front: a mark and a zero byte. The index knows one field for
//! all languages, and a stem begins with the mark of its language.

use crate::forms::Forms;
use crate::language::Tongue;
use crate::words::for_each_word;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Which form of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Small Latin letters with their marks.
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

/// Cuts a text into words of one form.
#[derive(Debug, Clone)]
pub(crate) struct RegionTokenizer {
    form: Form,
    forms: Forms,
    words: Words,
    token: Token,
}

/// The words of the text at hand, one behind the other.
#[derive(Debug, Clone, Default)]
struct Words {
    letters: String,
    /// Where each word ends in `letters`, its place, and where it stands in the text.
    ends: Vec<(usize, usize, usize, usize)>,
}

impl RegionTokenizer {
    pub(crate) fn new(form: Form) -> Self {
        let (forms, words, token) = Default::default();
        Self { form, forms, words, token }
    }
}

impl Tokenizer for RegionTokenizer {
    type TokenStream<'a> = RegionStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> RegionStream<'a> {
        let (mark, text) = text.split_once(SEPARATOR).unwrap_or(("x", text));
        let tongue = Tongue::of_mark(mark.chars().next().unwrap_or('x'));
        let Self { form, forms, words, token } = self;
        words.letters.clear();
        words.ends.clear();
        for_each_word(text, tongue, &mut |found| {
            match form {
                Form::Stemmed => forms.make(found.word, tongue),
                Form::Exact | Form::Folded => forms.make_folded(found.word, tongue),
            }
            words.letters.push_str(form.of(forms));
            words.ends.push((words.letters.len(), found.place, found.start, found.end));
        });
        token.reset();
        RegionStream { words, token, next: 0, start: 0 }
    }
}

pub(crate) struct RegionStream<'a> {
    words: &'a Words,
    token: &'a mut Token,
    next: usize,
    start: usize,
}

impl TokenStream for RegionStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((end, place, from, to)) = self.words.ends.get(self.next).copied() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(self.words.letters.get(self.start..end).unwrap_or_default());
        self.token.position = place;
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.next += 1;
        self.start = end;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
