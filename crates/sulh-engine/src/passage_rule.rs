//! A span of a document has one wording.
//!
//! It holds for candidates too, which no shape is held to: whoever reviews must not meet words
//! that somebody else has put under another's claim. It must not look into graphs that are closed
//! to those who see the graph that is written.

use rustc_hash::FxHashSet;
use sulh_ontology::{Base, sulh};
use sulh_store::{Access, CommitRule, ProposedChange, ReadError, Refusal, RuleError, TermId, View};

/// The code of a write that gives a span other words.
pub(crate) const OTHER_WORDS: &str = "other-words";

/// Refuses other words, and another hash of them, for a passage that has some.
#[derive(Debug)]
pub(crate) struct PassageRule {
    base: Base,
}

impl PassageRule {
    pub(crate) fn new(base: Base) -> Self {
        Self { base }
    }

    /// The graph itself, and the one into which its candidates are accepted.
    fn graphs(&self, view: &View, graph: TermId) -> Vec<TermId> {
        let prefix = self.base.graph_candidates_prefix();
        let source = view.with_text(graph, |name| {
            let rest = name.strip_prefix(prefix.as_str())?;
            Some(format!("{}{rest}", self.base.graph_source_prefix()))
        });
        let source = source.flatten();
        let source =
            source.and_then(|name| view.id(sulh_store::rdf::NamedNodeRef::new_unchecked(&name)));
        [graph].into_iter().chain(source).collect()
    }
}

impl CommitRule for PassageRule {
    /// Cost: O(wordings added).
    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        let after = change.after.view(&Access::all());
        let words = [sulh::TEXT_SHA256, sulh::QUOTE].map(|predicate| after.id(predicate));
        if words.iter().all(Option::is_none) {
            return Ok(());
        }
        let mut seen = FxHashSet::default();
        for [passage, predicate, value, graph] in change.added.iter() {
            if !words.contains(&Some(predicate)) || !seen.insert((passage, predicate, graph)) {
                continue;
            }
            for held in self.graphs(&after, graph) {
                if let Some(other) = other(&after, [passage, predicate, value, held])? {
                    return Err(refusal(&after, passage, other)?.into());
                }
            }
        }
        Ok(())
    }
}

/// Another text for a passage in a graph.
fn other(
    view: &View,
    [passage, predicate, value, graph]: [TermId; 4],
) -> Result<Option<TermId>, ReadError> {
    let text = |id| {
        view.term(id).map(|term| match term {
            sulh_store::rdf::Term::Literal(text) => text.value().to_owned(),
            other => other.to_string(),
        })
    };
    for quad in view.quads(Some(passage), Some(predicate), None, Some(graph)) {
        let [_, _, held, _] = quad?;
        if held != value && text(held)? != text(value)? {
            return Ok(Some(held));
        }
    }
    Ok(None)
}

fn refusal(view: &View, passage: TermId, held: TermId) -> Result<Refusal, ReadError> {
    let (passage, held) = (view.term(passage)?, view.term(held)?);
    Ok(Refusal {
        code: OTHER_WORDS,
        message: format!(
            "{passage} has the words {held} already: correct the bytes or the words, since a span has one wording"
        ),
        details: Vec::new(),
        report: None,
    })
}
