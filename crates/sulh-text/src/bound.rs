//! A query that has met an index: its words are terms that stand there.
//!
//! It must not hold a term that no document has: what is looked up once is not looked up again in
//! every segment.

use crate::asked::{Notice, Place};
use crate::best_of::BestOf;
use crate::days::Days;
use crate::error::TextError;
use crate::expansion::{Grown, MOST_SEEN, like, starting};
use crate::facet_names::FacetNames;
use crate::query::{Grow, Node, Phrase, TextQuery, Word};
use crate::schema::{Facet, Fields};
use crate::statistics::Statistics;
use crate::tokenizer::Form;
use crate::turnstile::Turnstile;
use crate::word_query::BOOSTS;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// How much more a match in a title counts.
const TITLE: f32 = 1.5;
/// How much a match counts by a word that is one of too many.
const REST: f32 = 0.5;

/// A query over one state of an index.
pub struct BoundQuery {
    pub(crate) statistics: Arc<Statistics>,
    pub(crate) facet_names: Arc<FacetNames>,
    pub(crate) turnstile: Arc<Turnstile>,
    pub(crate) fields: Fields,
    pub(crate) node: Option<Node>,
    pub(crate) text: String,
    notices: Vec<Notice>,
}

impl std::fmt::Debug for BoundQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BoundQuery").field("node", &self.node).finish_non_exhaustive()
    }
}

/// A part of a query that the engine scores by itself.
pub(crate) struct Leaf {
    pub(crate) query: Box<dyn Query>,
    boost: f32,
    pub(crate) how: How,
    pub(crate) place: Place,
    /// The word as the index has it; the words of a phrase with a space between them.
    pub(crate) term: String,
}

/// How a leaf matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Word(Form),
    InOrder,
    Near,
}

impl BoundQuery {
    /// Cost: O(terms · segments) where they were not looked up before.
    pub(crate) fn of(
        query: &TextQuery,
        statistics: Arc<Statistics>,
        (facet_names, turnstile): (Arc<FacetNames>, Arc<Turnstile>),
        fields: &Fields,
    ) -> Result<Self, TextError> {
        let mut binder = Binder { statistics: &statistics, fields, notices: Vec::new() };
        let node = query.node.as_ref().map(|node| binder.bind(node));
        let node = node.transpose().map_err(TextError::from_engine)?;
        let mut notices = query.notices().to_vec();
        notices.extend(binder.notices);
        let (fields, text) = (fields.clone(), query.text.clone());
        Ok(Self { statistics, facet_names, turnstile, fields, node, text, notices })
    }

    /// What was passed over, here and when the text was read.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.node.is_none()
    }

    /// Documents that have every word, or with `any` at least one.
    pub(crate) fn to_tantivy(&self, any: bool) -> Box<dyn Query> {
        match &self.node {
            None => Box::new(EmptyQuery),
            Some(node) => self.clause(node, None, any),
        }
    }

    /// Documents that are parts of something.
    pub(crate) fn part_of(&self, group: &str) -> Box<dyn Query> {
        let term = Term::from_field_text(self.fields.group, group);
        uncounted(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
    }

    pub(crate) fn clause(&self, node: &Node, place: Option<Place>, any: bool) -> Box<dyn Query> {
        let boxed =
            |nodes: &[Node]| nodes.iter().map(|node| self.clause(node, place, any)).collect();
        match node {
            Node::Word(_) | Node::Phrase(_) => {
                let leaves = self.leaves(node, place).into_iter().map(|leaf| leaf.query);
                Box::new(BestOf::first(leaves.collect()))
            }
            Node::Value(facet, value) => {
                let term = Term::from_field_text(self.fields.facet(*facet), value);
                uncounted(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
            }
            Node::Dated(days) => dated(self.fields.day, *days),
            Node::In(only, inner) => match place {
                Some(place) if place != *only => Box::new(EmptyQuery),
                _ => self.clause(inner, Some(*only), any),
            },
            Node::All(nodes) => self.all(nodes, place, any),
            Node::Words(nodes) if any => self.some(nodes, place),
            Node::Words(nodes) => self.all(nodes, place, false),
            Node::Any(nodes) => {
                let clauses: Vec<Box<dyn Query>> = boxed(nodes);
                Box::new(BooleanQuery::union(clauses))
            }
            Node::Best(nodes) => best(boxed(nodes)),
            Node::Not(_) => self.all(std::slice::from_ref(node), place, any),
            Node::Other(_, inner, weight) => {
                Box::new(BoostQuery::new(self.clause(inner, place, any), *weight))
            }
        }
    }

    /// Every clause.
    fn all(&self, nodes: &[Node], place: Option<Place>, any: bool) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for node in nodes {
            clauses.push(match node {
                // What is excluded is so in full, whatever is made of the rest.
                Node::Not(inner) => (Occur::MustNot, self.clause(inner, place, false)),
                Node::Word(Word { optional: true, .. }) => {
                    (Occur::Should, self.clause(node, place, any))
                }
                _ => (Occur::Must, self.clause(node, place, any)),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, uncounted(Box::new(AllQuery))));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// At least one of some words, and not one that stands everywhere alone.
    fn some(&self, nodes: &[Node], place: Option<Place>) -> Box<dyn Query> {
        let words = nodes.iter().filter(|node| !is_optional(node));
        let words = words.map(|node| self.clause(node, place, true)).collect();
        Box::new(BooleanQuery::union(words))
    }

    /// The parts of a word or phrase, the nearest to what was written first: the first that
    /// matches counts.
    pub(crate) fn leaves(&self, node: &Node, only: Option<Place>) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        for (place, fields, factor) in
            [(Place::Text, &self.fields.text, 1.0), (Place::Title, &self.fields.title, TITLE)]
        {
            if only.is_some_and(|only| only != place) {
                continue;
            }
            let [exact, folded, stemmed] = *fields;
            match node {
                Node::Word(word) => {
                    for ((field, form), terms) in
                        [exact, folded, stemmed].into_iter().zip(Form::ALL).zip(&word.terms.forms)
                    {
                        for (term, boost) in terms {
                            let boost = boost * factor;
                            let query = term_query(field, term, boost);
                            let (how, term) = (How::Word(form), term.clone());
                            leaves.push(Leaf { query, boost, how, place, term });
                        }
                    }
                    if !word.rest.is_empty() {
                        let boost = REST * factor;
                        let query = one_of(folded, &word.rest, boost);
                        let (how, term) = (How::Word(Form::Folded), format!("{}…", word.written));
                        leaves.push(Leaf { query, boost, how, place, term });
                    }
                }
                Node::Phrase(phrase) => {
                    let [_, without_marks, without_ending] = BOOSTS;
                    let how = if phrase.reach.is_some() { How::Near } else { How::InOrder };
                    let folded_boost = without_marks * factor;
                    for words in &phrase.folded {
                        for query in in_order(folded, words, phrase.reach, folded_boost) {
                            let query = with_marks(query, phrase, exact);
                            let (boost, term) = (folded_boost, words.join(" "));
                            leaves.push(Leaf { query, boost, how, place, term });
                        }
                    }
                    for words in &phrase.stemmed {
                        let boost = without_ending * factor;
                        for query in in_order(stemmed, words, phrase.reach, boost) {
                            let term = phrase.written.clone();
                            leaves.push(Leaf { query, boost, how, place, term });
                        }
                    }
                }
                _ => {}
            }
        }
        leaves.sort_by(|one, other| other.boost.total_cmp(&one.boost));
        leaves
    }
}

fn best(mut clauses: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match clauses.len() {
        0 => Box::new(EmptyQuery),
        1 => clauses.pop().unwrap_or_else(|| Box::new(EmptyQuery)),
        _ => Box::new(BestOf::new(clauses)),
    }
}

/// A condition that says nothing of how well a document matches.
fn uncounted(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

pub(crate) fn dated(field: Field, days: Days) -> Box<dyn Query> {
    let bound = |day: Option<i64>| {
        day.map_or(Bound::Unbounded, |day| Bound::Included(Term::from_field_i64(field, day)))
    };
    if days.first.is_none() && days.last.is_none() {
        return uncounted(Box::new(AllQuery));
    }
    uncounted(Box::new(RangeQuery::new(bound(days.first), bound(days.last))))
}

fn term_query(field: Field, term: &str, boost: f32) -> Box<dyn Query> {
    let term = Term::from_field_text(field, term);
    let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost))
}

/// One of many words, of which none is weighed.
fn one_of(field: Field, words: &BTreeSet<String>, score: f32) -> Box<dyn Query> {
    let terms = words.iter().map(|word| Term::from_field_text(field, word));
    Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), score))
}

pub(crate) fn is_optional(node: &Node) -> bool {
    matches!(node, Node::Word(Word { optional: true, .. }))
}

/// Words in order, or in the other order too where they may stand apart.
fn in_order(field: Field, words: &[String], reach: Option<u32>, boost: f32) -> Vec<Box<dyn Query>> {
    let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    let mut orders = vec![terms];
    if reach.is_some() {
        orders.extend(orders.first().map(|terms| terms.iter().rev().cloned().collect::<Vec<_>>()));
    }
    let phrase = |terms: Vec<Term>| -> Box<dyn Query> {
        let mut phrase = PhraseQuery::new(terms);
        phrase.set_slop(reach.unwrap_or_default());
        Box::new(BoostQuery::new(Box::new(phrase), boost))
    };
    orders.into_iter().filter(|terms| terms.len() > 1).map(phrase).collect()
}

/// A phrase counts more where its marks stand too.
fn with_marks(query: Box<dyn Query>, phrase: &Phrase, exact: Field) -> Box<dyn Query> {
    if phrase.exact.is_empty() {
        return query;
    }
    let mut clauses = vec![(Occur::Must, query)];
    for word in &phrase.exact {
        clauses.push((Occur::Should, term_query(exact, word, 1.0)));
    }
    Box::new(BooleanQuery::new(clauses))
}

struct Binder<'b> {
    statistics: &'b Statistics,
    fields: &'b Fields,
    notices: Vec<Notice>,
}

impl Binder<'_> {
    fn bind(&mut self, node: &Node) -> tantivy::Result<Node> {
        let mut bound = |nodes: &[Node]| -> tantivy::Result<Vec<Node>> {
            nodes.iter().map(|node| self.bind(node)).collect()
        };
        Ok(match node {
            Node::Word(word) => Node::Word(self.word(word)?),
            Node::Phrase(phrase) => Node::Phrase(self.phrase(phrase)?),
            Node::Value(..) | Node::Dated(_) => node.clone(),
            Node::In(place, inner) => Node::In(*place, Box::new(self.bind(inner)?)),
            Node::All(nodes) => Node::All(bound(nodes)?),
            Node::Words(nodes) => Node::Words(bound(nodes)?),
            Node::Any(nodes) => Node::Any(bound(nodes)?),
            Node::Best(nodes) => {
                let mut kept = Vec::new();
                for node in nodes {
                    match node {
                        // A name of which a word stands nowhere finds nothing.
                        Node::Other(name, inner, weight) => {
                            if let Some(inner) = self.whole(inner)? {
                                kept.push(Node::Other(name.clone(), Box::new(inner), *weight));
                            }
                        }
                        node => kept.push(self.bind(node)?),
                    }
                }
                Node::Best(kept)
            }
            Node::Not(inner) => Node::Not(Box::new(self.bind(inner)?)),
            Node::Other(name, inner, weight) => {
                Node::Other(name.clone(), Box::new(self.bind(inner)?), *weight)
            }
        })
    }

    /// The clause with every word of it in the index.
    fn whole(&mut self, node: &Node) -> tantivy::Result<Option<Node>> {
        Ok(match node {
            Node::All(nodes) => {
                let mut all = Vec::with_capacity(nodes.len());
                for node in nodes {
                    let Some(node) = self.whole(node)? else { return Ok(None) };
                    all.push(node);
                }
                Some(Node::All(all))
            }
            Node::Word(word) => {
                let word = self.word(word)?;
                if word.optional {
                    return Ok(Some(Node::Word(word)));
                }
                word.terms.forms.iter().any(|terms| !terms.is_empty()).then_some(Node::Word(word))
            }
            node => Some(self.bind(node)?),
        })
    }

    fn stands(&self, form: Form, term: &str) -> tantivy::Result<bool> {
        if form == Form::Stemmed
            && !term.chars().next().is_some_and(|mark| self.statistics.marks.contains(&mark))
        {
            return Ok(false);
        }
        let place = Form::ALL.iter().position(|known| *known == form).unwrap_or_default();
        for fields in [&self.fields.text, &self.fields.title] {
            let Some(field) = fields.get(place) else { continue };
            if self.statistics.documents(&Term::from_field_text(*field, term))? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn word(&mut self, word: &Word) -> tantivy::Result<Word> {
        let mut bound = word.clone();
        let grown = match &word.grow {
            Grow::No => None,
            Grow::Begin(forms) => Some(starting(self.statistics, self.fields, forms)?),
            Grow::Like(forms, edits) => Some(like(self.statistics, self.fields, forms, *edits)?),
        };
        if let Some(Grown { words, rest, more }) = grown {
            let [_, folded, _] = &mut bound.terms.forms;
            folded.extend(words);
            bound.rest = rest;
            if more {
                let what = format!(
                    "more than {MOST_SEEN} words are like {:?}: not all of them were looked for",
                    word.written
                );
                self.notices.push(Notice { at: 1, message: what });
            }
            return Ok(bound);
        }
        for (form, terms) in Form::ALL.into_iter().zip(&mut bound.terms.forms) {
            let mut kept = std::mem::take(terms);
            let mut missing = Vec::new();
            for term in kept.keys() {
                if !self.stands(form, term)? {
                    missing.push(term.clone());
                }
            }
            for term in missing {
                kept.remove(&term);
            }
            *terms = kept;
        }
        Ok(bound)
    }

    fn phrase(&mut self, phrase: &Phrase) -> tantivy::Result<Phrase> {
        let mut bound = phrase.clone();
        for (form, all) in [(Form::Folded, &mut bound.folded), (Form::Stemmed, &mut bound.stemmed)]
        {
            let mut kept = std::mem::take(all);
            let mut missing = Vec::new();
            for words in &kept {
                for word in words {
                    if !self.stands(form, word)? {
                        missing.push(words.clone());
                        break;
                    }
                }
            }
            for words in missing {
                kept.remove(&words);
            }
            *all = kept;
        }
        Ok(bound)
    }
}

/// Which facet values a document must have one of.
pub(crate) fn has_one(fields: &Fields, facet: Facet, values: &[String]) -> Box<dyn Query> {
    let field = fields.facet(facet);
    let terms = values.iter().map(|value| Term::from_field_text(field, value));
    uncounted(Box::new(TermSetQuery::new(terms)))
}
