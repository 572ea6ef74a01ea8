//! Where a text has what was asked for, in the letters in which it is written.
//!
//! It must not ask the index: what is marked is what the text itself says.

use crate::analysis::{TextWord, words_of};
use crate::asked::Place;
use crate::bound::BoundQuery;
use crate::document::Text;
use crate::forms::Forms;
use crate::language::Tongue;
use crate::query::{Node, Phrase, Word};
use crate::tokenizer::Form;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// What of a text is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Bytes of the text, in order.
    pub places: Vec<Range<usize>>,
    /// How many different words of the query there are.
    pub words: usize,
    /// Whether they are words that were asked for, not those of another name.
    pub own: bool,
}

impl BoundQuery {
    /// Where words of a text match.
    ///
    /// Cost: O(words of the text · words of the query).
    pub fn marks(&self, text: &str, tongue: Tongue, place: Place) -> Marks {
        let words = words_of(text, tongue);
        for others in [false, true] {
            let mut marker =
                Marker { words: &words, place, others, marked: BTreeSet::new(), hits: 0 };
            if let Some(node) = &self.node {
                marker.mark(node);
            }
            if !marker.marked.is_empty() {
                let mut places: Vec<Range<usize>> = Vec::new();
                for word in marker.marked.into_iter().filter_map(|at| words.get(at)) {
                    if places.last().is_none_or(|last| last.end <= word.start) {
                        places.push(word.start..word.end);
                    }
                }
                return Marks { places, words: marker.hits, own: !others };
            }
        }
        Marks::default()
    }

    /// The other names by which texts match of which none has the words themselves.
    ///
    /// Cost: as [`BoundQuery::marks`] of every text.
    pub fn other_names(&self, texts: &[Text]) -> Vec<Text> {
        let seen: Vec<Rc<Vec<TextWord>>> =
            texts.iter().map(|text| words_of(&text.text, Tongue::of_tag(&text.language))).collect();
        let mut names = Vec::new();
        if let Some(node) = &self.node {
            other_names(node, &seen, &mut names);
        }
        names
    }
}

fn other_names(node: &Node, texts: &[Rc<Vec<TextWord>>], names: &mut Vec<Text>) {
    match node {
        Node::Best(nodes) => {
            let is_own =
                nodes.iter().any(|node| !matches!(node, Node::Other(..)) && is_in(node, texts));
            if is_own {
                return;
            }
            let other = nodes.iter().find_map(|node| match node {
                Node::Other(name, inner, _) if is_in(inner, texts) => Some(name),
                _ => None,
            });
            names.extend(other.cloned());
        }
        Node::All(nodes) | Node::Words(nodes) | Node::Any(nodes) => {
            for node in nodes {
                other_names(node, texts, names);
            }
        }
        Node::In(_, inner) => other_names(inner, texts, names),
        _ => {}
    }
}

/// Whether every word of a clause stands in one of the texts.
fn is_in(node: &Node, texts: &[Rc<Vec<TextWord>>]) -> bool {
    match node {
        Node::Word(word) if word.optional => true,
        Node::Word(word) => {
            texts.iter().flat_map(|text| text.iter()).any(|seen| has(word, &seen.forms))
        }
        Node::All(nodes) | Node::Words(nodes) => nodes.iter().all(|node| is_in(node, texts)),
        Node::Best(nodes) | Node::Any(nodes) => nodes.iter().any(|node| is_in(node, texts)),
        Node::Phrase(phrase) => texts.iter().any(|text| !windows(phrase, text).is_empty()),
        Node::In(_, inner) | Node::Other(_, inner, _) => is_in(inner, texts),
        Node::Value(..) | Node::Dated(_) | Node::Not(_) => true,
    }
}

fn has(word: &Word, forms: &Forms) -> bool {
    Form::ALL.iter().zip(&word.terms.forms).any(|(form, terms)| terms.contains_key(form.of(forms)))
        || word.rest.contains(&forms.folded)
}

struct Marker<'m> {
    words: &'m [TextWord],
    place: Place,
    /// Whether other names are marked, not what was asked for.
    others: bool,
    marked: BTreeSet<usize>,
    hits: usize,
}

impl Marker<'_> {
    fn mark(&mut self, node: &Node) {
        let before = self.marked.len();
        match node {
            Node::Word(word) if !self.others && !word.optional => self.word(word),
            Node::Phrase(phrase) if !self.others => self.marked.extend(windows(phrase, self.words)),
            Node::Other(_, inner, _) if self.others => return self.name(inner),
            Node::All(nodes) | Node::Words(nodes) | Node::Any(nodes) | Node::Best(nodes) => {
                for node in nodes {
                    self.mark(node);
                }
                return;
            }
            Node::In(place, inner) if *place == self.place => return self.mark(inner),
            _ => {}
        }
        self.hits += usize::from(self.marked.len() > before);
    }

    fn word(&mut self, word: &Word) {
        let found = self.words.iter().zip(0..).filter(|(seen, _)| has(word, &seen.forms));
        self.marked.extend(found.map(|(_, at)| at));
    }

    /// Another name is marked where the whole of it stands.
    fn name(&mut self, node: &Node) {
        let words: Vec<&Word> = match node {
            Node::Word(word) => vec![word],
            Node::All(nodes) => nodes
                .iter()
                .filter_map(|node| match node {
                    Node::Word(word) if !word.optional => Some(word),
                    _ => None,
                })
                .collect(),
            _ => return,
        };
        if words.iter().all(|word| self.words.iter().any(|seen| has(word, &seen.forms))) {
            for word in words {
                self.word(word);
            }
            self.hits += 1;
        }
    }
}

/// The words of a text that stand as a phrase asks.
fn windows(phrase: &Phrase, words: &[TextWord]) -> Vec<usize> {
    let mut marked = Vec::new();
    let kinds = [(Form::Folded, &phrase.folded), (Form::Stemmed, &phrase.stemmed)];
    for (form, asked) in
        kinds.into_iter().flat_map(|(form, all)| all.iter().map(move |one| (form, one)))
    {
        for start in 0..words.len() {
            match phrase.reach {
                None => marked.extend(in_order(asked, words, start).unwrap_or_default()),
                Some(reach) => {
                    marked.extend(near(asked, form, words, start, reach).unwrap_or_default());
                }
            }
        }
    }
    marked
}

fn in_order(asked: &[String], words: &[TextWord], start: usize) -> Option<Vec<usize>> {
    let first = words.get(start)?.place;
    let mut found = Vec::with_capacity(asked.len());
    for (wanted, place) in asked.iter().zip(first..) {
        let rest = words.iter().zip(0..).skip(start).take(asked.len() * 3);
        let mut there = rest.filter(|(seen, _)| seen.place == place);
        found.push(there.find(|(seen, _)| seen.forms.folded == *wanted)?.1);
    }
    Some(found)
}

/// The words from `start` on that lie near each other, when all of them are there.
fn near(
    asked: &[String],
    form: Form,
    words: &[TextWord],
    start: usize,
    reach: u32,
) -> Option<Vec<usize>> {
    let first = words.get(start)?;
    if !asked.iter().any(|wanted| form.of(&first.forms) == wanted) {
        return None;
    }
    let last = first.place + asked.len() - 1 + reach as usize;
    let within = || words.iter().zip(0..).skip(start).take_while(|(seen, _)| seen.place <= last);
    asked
        .iter()
        .map(|wanted| within().find(|(seen, _)| form.of(&seen.forms) == wanted).map(|(_, at)| at))
        .collect()
}
