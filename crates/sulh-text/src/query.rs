//! A query: clauses with the forms in which their words may stand, and with the other names of
//! what they name.
//!
//! It must not fail on a text, and must not know an index: what a beginning stands for is found
//! when the query meets one.

use crate::asked::{self, Asked, Notice, Place};
use crate::days::Days;
use crate::document::Text;
use crate::forms::Forms;
use crate::function_words::is_function_word;
use crate::language::Tongue;
use crate::latin::{is_cyrillic, is_greek};
use crate::schema::Facet;
use crate::word_query::{WordTerms, folded_forms};
use crate::words::LONGEST_WORD;
use crate::written::{Written, folded_words, written};
use std::collections::BTreeSet;

/// Bytes of a text that count.
const LONGEST_TEXT: usize = 4096;
/// Words of a text that count; what comes behind is passed over.
const MOST_WORDS: usize = 32;
/// Words of a name that is looked up.
const LONGEST_NAME: usize = 6;
/// Other names that are looked for.
const MOST_NAMES: usize = 128;
/// Words that are looked for near each other: what it costs grows with each.
const MOST_NEAR: usize = 5;
/// Notices that are given.
const MOST_NOTICES: usize = 12;
/// How much a match by another name counts: exactly there, it is still less than one by a stem of
/// what was asked for.
const OTHER_NAME: f32 = 0.3;
/// Letters of an acronym, at most.
const LONGEST_ACRONYM: usize = 6;

/// Other names of what some words name.
pub trait Synonyms {
    /// The names of the same things, for words as [`folded_words`] writes them.
    fn of(&self, words: &str) -> Vec<&Text>;
}

/// Knows none.
#[derive(Debug, Clone, Copy)]
pub struct NoSynonyms;

impl Synonyms for NoSynonyms {
    fn of(&self, _: &str) -> Vec<&Text> {
        Vec::new()
    }
}

/// How a text is read.
pub struct Reading<'a> {
    /// The languages that its words may be of; none for every one.
    pub tongues: &'a [Tongue],
    /// Whether other forms of its words count.
    pub stems: bool,
    /// Other names.
    pub synonyms: &'a dyn Synonyms,
    /// The value of a facet that somebody means by a word; the message says why there is none.
    pub value: &'a dyn Fn(Facet, &str) -> Result<String, String>,
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("tongues", &self.tongues).finish_non_exhaustive()
    }
}

/// A value of a facet as it is written.
///
/// # Errors
/// None.
pub fn as_written(_: Facet, value: &str) -> Result<String, String> {
    Ok(value.to_owned())
}

impl Default for Reading<'_> {
    fn default() -> Self {
        Self { tongues: &[], stems: true, synonyms: &NoSynonyms, value: &as_written }
    }
}

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct TextQuery {
    pub(crate) node: Option<Node>,
    pub(crate) text: String,
    notices: Vec<Notice>,
}

/// A clause.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Word(Word),
    Phrase(Phrase),
    Value(Facet, String),
    Dated(Days),
    In(Place, Box<Node>),
    All(Vec<Node>),
    /// Words beside each other: every one, or where nothing has all of them, at least one.
    Words(Vec<Node>),
    /// Each that matches counts.
    Any(Vec<Node>),
    /// The best counts.
    Best(Vec<Node>),
    Not(Box<Node>),
    /// Another name of what was asked for, and how much it counts.
    Other(Text, Box<Node>, f32),
}

/// A word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) written: String,
    pub(crate) terms: WordTerms,
    /// Whether a text may lack it.
    pub(crate) optional: bool,
    pub(crate) grow: Grow,
    /// Words of the index for which it stands beside those with a weight.
    pub(crate) rest: BTreeSet<String>,
}

/// Which other words of the index a word stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Grow {
    No,
    /// Those that begin so.
    Begin(BTreeSet<String>),
    /// Those in which so many letters differ.
    Like(BTreeSet<String>, u8),
}

/// Words in order.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    pub(crate) written: String,
    /// The words, each by itself.
    pub(crate) words: Vec<String>,
    /// The words without marks, in each language in which they are different ones.
    pub(crate) folded: BTreeSet<Vec<String>>,
    /// Stems, where the words may stand apart.
    pub(crate) stemmed: BTreeSet<Vec<String>>,
    /// The words with their marks, where they have any.
    pub(crate) exact: BTreeSet<String>,
    /// How many words may stand between.
    pub(crate) reach: Option<u32>,
}

impl TextQuery {
    /// Reads a text: see `docs/search.md` for what it may say.
    ///
    /// Cost: O(words · languages), and the looking up of names.
    pub fn parse(text: &str, reading: &Reading<'_>) -> Self {
        let mut notices = Vec::new();
        let end = text.floor_char_boundary(LONGEST_TEXT);
        let head = text.get(..end).unwrap_or_default();
        if end < text.len() {
            let message = format!("what stands behind the first {LONGEST_TEXT} bytes was ignored");
            notices.push(Notice { at: head.chars().count() + 1, message });
        }
        let mut runs = head.split(|letter: char| !letter.is_alphanumeric());
        if let Some(long) = runs.find(|run| run.len() > LONGEST_WORD) {
            let before = head.find(long).and_then(|at| head.get(..at)).unwrap_or_default();
            let message =
                format!("a word of more than {LONGEST_WORD} bytes is none that is looked for");
            notices.push(Notice { at: before.chars().count() + 1, message });
        }
        let asked = asked::read(head, &mut notices);
        let mut maker =
            Maker { reading, words_left: MOST_WORDS, names_left: MOST_NAMES, notices, full: false };
        let node = asked.and_then(|asked| maker.node(asked));
        let mut notices = maker.notices;
        if maker.full {
            let message = format!("words behind the first {MOST_WORDS} were ignored");
            notices.push(Notice { at: head.chars().count(), message });
        }
        notices.sort_by_key(|notice| notice.at);
        if notices.len() > MOST_NOTICES {
            let more = notices.len() - MOST_NOTICES;
            notices.truncate(MOST_NOTICES);
            let message = format!("{more} more signs and words were ignored");
            notices.push(Notice { at: head.chars().count(), message });
        }
        Self { node, text: head.to_owned(), notices }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.node.is_none()
    }

    /// What was passed over, in the order of the text.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

struct Maker<'r> {
    reading: &'r Reading<'r>,
    words_left: usize,
    names_left: usize,
    notices: Vec<Notice>,
    full: bool,
}

impl Maker<'_> {
    fn node(&mut self, asked: Asked) -> Option<Node> {
        match asked {
            Asked::Words(text) => self.words(&text),
            Asked::Phrase(text) => self.phrase(&text, None),
            Asked::Near(text, reach) => self.phrase(&text, Some(reach)),
            Asked::Begin(text) => self.grown(&text, Grow::Begin),
            Asked::Like(text, edits) => self.grown(&text, |words| Grow::Like(words, edits)),
            Asked::Value(facet, text, at) => match (self.reading.value)(facet, &text) {
                Ok(value) => Some(Node::Value(facet, value)),
                Err(message) => {
                    self.notices.push(Notice { at, message });
                    None
                }
            },
            Asked::Dated(days) => Some(Node::Dated(days)),
            Asked::In(place, inner) => Some(Node::In(place, Box::new(self.node(*inner)?))),
            Asked::Not(inner) => Some(Node::Not(Box::new(self.node(*inner)?))),
            Asked::All(clauses) => {
                let clauses = self.nodes(clauses).into_iter().flat_map(|clause| match clause {
                    Node::All(inner) => inner,
                    clause => vec![clause],
                });
                one_of(clauses.collect(), Node::All)
            }
            Asked::Any(clauses) => one_of(self.nodes(clauses), Node::Any),
        }
    }

    fn nodes(&mut self, clauses: Vec<Asked>) -> Vec<Node> {
        clauses.into_iter().filter_map(|clause| self.node(clause)).collect()
    }

    /// As many of the words as are left.
    fn take(&mut self, mut words: Vec<Written>) -> Vec<Written> {
        self.full |= words.len() > self.words_left;
        words.truncate(self.words_left);
        self.words_left -= words.len();
        words
    }

    fn words(&mut self, text: &str) -> Option<Node> {
        let words = self.take(written(text, Tongue::Unknown));
        let folded: Vec<String> = words.iter().map(|word| folded_words(&word.word)).collect();
        let (mut clauses, mut at) = (Vec::new(), 0);
        while at < words.len() {
            // The longest name that begins here.
            let longest = (1..=LONGEST_NAME.min(words.len() - at)).rev().find_map(|length| {
                let name = folded.get(at..at + length)?.join(" ");
                let others = self.reading.synonyms.of(&name);
                (!others.is_empty()).then_some((length, others))
            });
            let (length, others) = longest.unwrap_or((1, Vec::new()));
            let own = words.get(at..at + length).into_iter().flatten();
            let mut own: Vec<Node> = own.map(|word| self.word(word)).collect();
            let counted = own.iter().filter(|word| counts(word)).count();
            let others = self.other_names(others, counted);
            if others.is_empty() {
                clauses.append(&mut own);
            } else {
                insist_on_some(&mut own);
                // The best name decides, not how many there are.
                let own = one_of(own, Node::All).into_iter();
                clauses.push(Node::Best(own.chain(others).collect()));
            }
            at += length;
        }
        insist_on_some(&mut clauses);
        one_of(clauses, Node::Words)
    }

    /// Other names, each of which counts as much as `own` words at most.
    fn other_names(&mut self, names: Vec<&Text>, own: usize) -> Vec<Node> {
        let mut seen = BTreeSet::new();
        let mut others = Vec::new();
        for name in names {
            let tongue = Tongue::of_tag(&name.language);
            if self.names_left == 0 || !seen.insert((folded_words(&name.text), tongue)) {
                continue;
            }
            let words = written(&name.text, tongue);
            let stems = self.reading.stems;
            let mut words: Vec<Node> = words
                .iter()
                .take(LONGEST_NAME)
                .map(|word| node_of(word, &[tongue], stems))
                .collect();
            insist_on_some(&mut words);
            let long = words.iter().filter(|word| counts(word)).count();
            if let Some(node) = one_of(words, Node::All) {
                self.names_left -= 1;
                #[expect(clippy::cast_precision_loss, reason = "a few words")]
                let weight = OTHER_NAME * (own.max(1) as f32 / long.max(1) as f32).min(1.0);
                others.push(Node::Other(name.clone(), Box::new(node), weight));
            }
        }
        others
    }

    fn word(&self, word: &Written) -> Node {
        node_of(word, self.reading.tongues, self.reading.stems)
    }

    fn phrase(&mut self, text: &str, reach: Option<u32>) -> Option<Node> {
        let words = self.take(written(text, Tongue::Unknown));
        let mut flat: Vec<&str> = words
            .iter()
            .flat_map(|word| match word.parts.as_slice() {
                [] => vec![word.word.as_str()],
                parts => parts.iter().map(String::as_str).collect(),
            })
            .collect();
        if reach.is_some() {
            let mut seen = BTreeSet::new();
            flat.retain(|word| seen.insert(folded_words(word)));
            if flat.len() > MOST_NEAR {
                flat.truncate(MOST_NEAR);
                let message =
                    format!("of the words near each other the first {MOST_NEAR} were looked for");
                self.notices.push(Notice { at: 1, message });
            }
        }
        if let [only] = flat.as_slice() {
            let only = Written { word: (*only).to_owned(), parts: Vec::new() };
            let mut node =
                node_of(&only, self.reading.tongues, reach.is_some() && self.reading.stems);
            insist(&mut node);
            return Some(node);
        }
        let mut phrase = Phrase {
            written: flat.join(" "),
            words: flat.iter().map(|word| (*word).to_owned()).collect(),
            folded: BTreeSet::new(),
            stemmed: BTreeSet::new(),
            exact: BTreeSet::new(),
            reach,
        };
        let mut forms = Forms::default();
        for tongue in tongues_of(&phrase.written, self.reading.tongues) {
            let (mut folded, mut stemmed) = (Vec::new(), Vec::new());
            for word in &flat {
                forms.make(word, tongue);
                if forms.exact != forms.folded {
                    phrase.exact.insert(forms.exact.clone());
                }
                folded.push(forms.folded.clone());
                stemmed.push(forms.stemmed.clone());
            }
            phrase.folded.insert(folded);
            if reach.is_some() && self.reading.stems {
                phrase.stemmed.insert(stemmed);
            }
        }
        (!flat.is_empty()).then_some(Node::Phrase(phrase))
    }

    /// A word that stands for others of the index.
    fn grown(&mut self, text: &str, grow: impl Fn(BTreeSet<String>) -> Grow) -> Option<Node> {
        let words = self.take(written(text, Tongue::Unknown));
        let last = words.len().checked_sub(1)?;
        let mut clauses = Vec::new();
        for (word, place) in words.iter().zip(0..) {
            let mut node = self.word(word);
            if place == last {
                let forms = folded_forms(&word.word, self.reading.tongues, false);
                node = Node::Word(Word {
                    written: word.word.clone(),
                    terms: WordTerms::default(),
                    optional: false,
                    grow: grow(forms),
                    rest: BTreeSet::new(),
                });
            }
            clauses.push(node);
        }
        one_of(clauses, Node::All)
    }
}

fn one_of(mut nodes: Vec<Node>, wrap: fn(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 => None,
        1 => nodes.pop(),
        _ => Some(wrap(nodes)),
    }
}

/// Whether a word counts for the length of a name.
fn counts(node: &Node) -> bool {
    !matches!(node, Node::Word(Word { optional: true, .. }))
}

/// Insists on words that stand everywhere, where there are no others.
fn insist_on_some(nodes: &mut [Node]) {
    if nodes.iter().all(|node| matches!(node, Node::Word(Word { optional: true, .. }))) {
        nodes.iter_mut().for_each(insist);
    }
}

fn insist(node: &mut Node) {
    if let Node::Word(word) = node {
        word.optional = false;
    }
}

/// Whether a word is written in capitals, as names made of first letters are.
fn is_acronym(word: &str) -> bool {
    (2..=LONGEST_ACRONYM).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// A word, or the best of a word in parts and its parts.
fn node_of(word: &Written, tongues: &[Tongue], stems: bool) -> Node {
    // *AIDS* is no form of *aid*.
    let stems = stems && !is_acronym(&word.word);
    let plain = |word: &str, optional| {
        let terms = WordTerms::of(word, tongues, stems);
        let (written, grow, rest) = (word.to_owned(), Grow::No, BTreeSet::new());
        Node::Word(Word { written, terms, optional, grow, rest })
    };
    if word.parts.is_empty() {
        let is_one = word.word.chars().count() <= 5 && is_function_word(&folded_words(&word.word));
        return plain(&word.word, is_one);
    }
    let parts = word.parts.iter().map(|part| plain(part, false)).collect();
    Node::Best(vec![plain(&word.word, false), Node::All(parts)])
}

/// Whether a word in these letters may be of a language.
pub(crate) fn may_be(word: &str, tongue: Tongue) -> bool {
    if is_cyrillic(word) {
        return matches!(
            tongue,
            Tongue::SouthSlavic | Tongue::Macedonian | Tongue::Bulgarian | Tongue::Russian
        );
    }
    match tongue {
        Tongue::Greek => is_greek(word),
        Tongue::Arabic => has_letter(word, '\u{600}', '\u{6ff}'),
        Tongue::Tamil => has_letter(word, '\u{b80}', '\u{bff}'),
        _ => !is_greek(word) && !has_letter(word, '\u{600}', '\u{bff}'),
    }
}

fn has_letter(word: &str, first: char, last: char) -> bool {
    word.chars().any(|letter| (first..=last).contains(&letter))
}

/// The languages that a text may be of.
pub(crate) fn tongues_of(text: &str, asked: &[Tongue]) -> Vec<Tongue> {
    let asked = if asked.is_empty() { &Tongue::ALL[..] } else { asked };
    let may: Vec<Tongue> = asked.iter().copied().filter(|tongue| may_be(text, *tongue)).collect();
    if may.is_empty() { vec![Tongue::Unknown] } else { may }
}

#[cfg(test)]
mod tests;
