//! Why a document scores as it does, in words.
//!
//! It must not have a scoring of its own: each part is scored by what scores a search, and the
//! parts make up the whole.

use crate::asked::Place;
use crate::bound::{BoundQuery, How, is_optional};
use crate::error::TextError;
use crate::frozen::Provider;
use crate::index::SearchOptions;
use crate::query::Node;
use crate::ranking::Factor;
use crate::tokenizer::Form;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocSet as _};

/// A part of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What of the query it is about; empty for what is about the document.
    pub words: String,
    /// What it adds, or by what all that is added is multiplied.
    pub share: f32,
    /// Whether it multiplies.
    pub multiplies: bool,
    /// The reason in a few words.
    pub message: String,
}

/// Which document is asked about, and by which counts it is scored.
struct Context {
    provider: Provider,
    address: DocAddress,
}

impl BoundQuery {
    /// The parts of the score of a document: what is added, the weightiest first, then what
    /// multiplies. `None` if it does not match.
    ///
    /// Cost: O(terms of the query).
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn reasons(
        &self,
        id: &str,
        options: &SearchOptions,
    ) -> Result<Option<Vec<Reason>>, TextError> {
        self.all_reasons(id, options).map_err(TextError::from_engine)
    }

    fn all_reasons(
        &self,
        id: &str,
        options: &SearchOptions,
    ) -> tantivy::Result<Option<Vec<Reason>>> {
        let (Some(node), Some(address)) = (&self.node, self.address(id)?) else { return Ok(None) };
        let provider = self.provider(options.counts.as_ref());
        let context = Context { provider, address };
        let found = self.of_node(node, None, options.any, &context)?;
        let Some((_, mut reasons)) = found else { return Ok(None) };
        reasons.sort_by(|one, other| other.share.total_cmp(&one.share));
        let segment = self.statistics.searcher().segment_reader(address.segment_ord);
        for Factor { by, message } in options.ranking.factors(segment)?.of(address.doc_id) {
            reasons.push(Reason { words: String::new(), share: by, multiplies: true, message });
        }
        Ok(Some(reasons))
    }

    /// What a clause adds to the score of a document, and why; `None` if it does not match.
    fn of_node(
        &self,
        node: &Node,
        place: Option<Place>,
        any: bool,
        context: &Context,
    ) -> tantivy::Result<Option<(f32, Vec<Reason>)>> {
        Ok(match node {
            Node::Word(_) | Node::Phrase(_) => self.of_leaf(node, place, context)?,
            Node::In(only, inner) => self.of_node(inner, Some(*only), any, context)?,
            Node::Best(nodes) => {
                let mut best: Option<(f32, Vec<Reason>)> = None;
                for node in nodes {
                    if let Some(found) = self.of_node(node, place, any, context)?
                        && best.as_ref().is_none_or(|best| found.0 > best.0)
                    {
                        best = Some(found);
                    }
                }
                best
            }
            Node::Other(name, inner, weight) => {
                self.of_node(inner, place, any, context)?.map(|(share, mut reasons)| {
                    for reason in &mut reasons {
                        reason.share *= weight;
                        reason.message =
                            format!("by the other name {:?}: {}", name.text, reason.message);
                    }
                    (share * weight, reasons)
                })
            }
            Node::All(nodes) | Node::Words(nodes) | Node::Any(nodes) => {
                let (mut sum, mut reasons) = (0.0, Vec::new());
                let is_some = match node {
                    Node::Any(_) => true,
                    Node::Words(_) => any,
                    _ => false,
                };
                // Words that stand everywhere do not count where one of the others is enough.
                let counted = nodes.iter().filter(|node| !(any && is_some && is_optional(node)));
                for clause in counted {
                    let found = self.of_node(clause, place, any, context)?;
                    let is_free = match clause {
                        Node::Word(word) => word.optional,
                        _ => false,
                    };
                    match found {
                        Some((share, more)) => {
                            sum += share;
                            reasons.extend(more);
                        }
                        None if is_free || is_some => {}
                        None => return Ok(None),
                    }
                }
                (!is_some || !reasons.is_empty()).then_some((sum, reasons))
            }
            Node::Value(..) | Node::Dated(_) | Node::Not(_) => {
                self.is_met(node, place, any, context)?.then(|| (0.0, Vec::new()))
            }
        })
    }

    /// Whether a document meets a condition that adds nothing.
    fn is_met(
        &self,
        node: &Node,
        place: Option<Place>,
        any: bool,
        context: &Context,
    ) -> tantivy::Result<bool> {
        let Context { provider, address } = context;
        let searcher = self.statistics.searcher();
        let scoring = EnableScoring::enabled_from_statistics_provider(provider, searcher);
        let weight = self.clause(node, place, any).weight(scoring)?;
        let mut scorer = weight.scorer(searcher.segment_reader(address.segment_ord), 1.0)?;
        Ok(scorer.doc() <= address.doc_id && scorer.seek(address.doc_id) == address.doc_id)
    }

    fn of_leaf(
        &self,
        node: &Node,
        place: Option<Place>,
        context: &Context,
    ) -> tantivy::Result<Option<(f32, Vec<Reason>)>> {
        let Context { provider, address } = context;
        let searcher = self.statistics.searcher();
        let segment = searcher.segment_reader(address.segment_ord);
        for leaf in self.leaves(node, place) {
            let scoring = EnableScoring::enabled_from_statistics_provider(provider, searcher);
            let mut scorer = leaf.query.weight(scoring)?.scorer(segment, 1.0)?;
            if scorer.doc() > address.doc_id || scorer.seek(address.doc_id) != address.doc_id {
                continue;
            }
            let share = scorer.score();
            let words = written(node).to_owned();
            let message = said(&words, leaf.how, leaf.place, &leaf.term);
            let reason = Reason { words, share, multiplies: false, message };
            return Ok(Some((share, vec![reason])));
        }
        Ok(None)
    }
}

fn written(node: &Node) -> &str {
    match node {
        Node::Word(word) => &word.written,
        Node::Phrase(phrase) => &phrase.written,
        _ => "",
    }
}

fn said(written: &str, how: How, place: Place, term: &str) -> String {
    let place = match place {
        Place::Text => "in the text",
        Place::Title => "in the name, which counts more",
    };
    match how {
        How::Word(Form::Exact) => format!("as it is written, {place}"),
        How::Word(Form::Folded) if written.eq_ignore_ascii_case(term) => {
            format!("as it is written, {place}")
        }
        How::Word(Form::Folded) => format!("as {term}, {place}"),
        How::Word(Form::Stemmed) => format!("another form of the word, {place}"),
        How::InOrder => format!("these words in this order, {place}"),
        How::Near => format!("these words near each other, {place}"),
    }
}
