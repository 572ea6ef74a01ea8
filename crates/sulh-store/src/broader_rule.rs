//! A concept stands above another or below it, never both: `skos:broader` has no cycle.
//!
//! It must not refuse a cycle that was there before the write.

use crate::commit_rule::{CommitRule, ProposedChange, Refusal, RuleError};
use crate::error::ReadError;
use crate::shacl::{GateScope, Scope, ScopeCache, components};
use crate::term_id::TermId;
use crate::view::View;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use std::sync::Arc;
use sulh_ontology::skos;

/// Cycles that a refusal names, at most.
const NAMED_CYCLES: usize = 20;
/// Concepts of a cycle that are named, at most.
const NAMED_CONCEPTS: usize = 8;

/// Refuses writes that close a cycle of `skos:broader` and `skos:narrower`.
#[derive(Debug)]
pub struct BroaderRule {
    scope: Arc<dyn GateScope>,
    caches: [ScopeCache; 2],
}

/// The two directions of one relation, as ids.
#[derive(Clone, Copy)]
struct Relation {
    broader: Option<TermId>,
    narrower: Option<TermId>,
}

impl Relation {
    fn of(view: &View) -> Self {
        Self { broader: view.id(skos::BROADER), narrower: view.id(skos::NARROWER) }
    }

    /// The narrower and the broader concept of a triple.
    fn edge(self, subject: TermId, predicate: TermId, object: TermId) -> Option<(TermId, TermId)> {
        if Some(predicate) == self.broader {
            Some((subject, object))
        } else if Some(predicate) == self.narrower {
            Some((object, subject))
        } else {
            None
        }
    }

    /// The concepts directly above one.
    fn above(self, view: &View, concept: TermId) -> Result<Vec<TermId>, ReadError> {
        let mut above = Vec::new();
        if let Some(broader) = self.broader {
            for next in view.objects(concept, broader) {
                above.push(next?);
            }
        }
        if let Some(narrower) = self.narrower {
            for next in view.subjects(narrower, concept) {
                above.push(next?);
            }
        }
        Ok(above)
    }
}

impl BroaderRule {
    /// A rule over the graphs of a scope.
    pub fn new(scope: Arc<dyn GateScope>) -> Self {
        Self { scope, caches: <[ScopeCache; 2]>::default() }
    }
}

impl CommitRule for BroaderRule {
    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        let dictionary = &change.after.0.generation.dictionary;
        let relation = Relation {
            broader: dictionary.find(skos::BROADER.into()),
            narrower: dictionary.find(skos::NARROWER.into()),
        };
        let is_edge = |[s, p, o, _]: [TermId; 4]| relation.edge(s, p, o).is_some();
        if !change.added.iter().any(is_edge) {
            return Ok(());
        }
        let Some(scope) = Scope::of(change, self.scope.as_ref(), &self.caches)? else {
            return Ok(());
        };
        let edges: FxHashSet<(TermId, TermId)> = change
            .added
            .iter()
            .filter(|[_, _, _, graph]| scope.guarded.contains(graph))
            .filter_map(|[s, p, o, _]| relation.edge(s, p, o))
            .collect();
        let mut edges: Vec<_> = edges.into_iter().collect();
        edges.sort_unstable();
        let found = cycles(relation, &scope, &edges)?;
        if found.is_empty() { Ok(()) } else { Err(refusal(&scope.after, &found)?.into()) }
    }
}

/// A new edge, and the way back from its upper end to its lower one.
fn cycles(
    relation: Relation,
    scope: &Scope,
    edges: &[(TermId, TermId)],
) -> Result<Vec<Vec<TermId>>, ReadError> {
    let above = |concept| relation.above(&scope.after, concept);
    let components = components(edges.iter().map(|(below, _)| *below), above)?;
    let was = Relation::of(&scope.before);
    let mut found = Vec::new();
    for (below, over) in edges {
        let closed = below == over || components.get(below) == components.get(over);
        if closed && !was.above(&scope.before, *below)?.contains(over) {
            found.push(way(relation, &scope.after, *over, *below)?);
            if found.len() >= NAMED_CYCLES {
                break;
            }
        }
    }
    Ok(found)
}

/// The shortest way up from one concept to another, both ends named.
fn way(
    relation: Relation,
    view: &View,
    from: TermId,
    to: TermId,
) -> Result<Vec<TermId>, ReadError> {
    let (mut came, mut open) = (FxHashMap::default(), VecDeque::from([from]));
    while let Some(concept) = open.pop_front() {
        if concept == to {
            break;
        }
        for next in relation.above(view, concept)? {
            if next != from && !came.contains_key(&next) {
                came.insert(next, concept);
                open.push_back(next);
            }
        }
    }
    let mut way = vec![to];
    let mut place = to;
    while place != from {
        let Some(before) = came.get(&place) else { break };
        way.push(*before);
        place = *before;
    }
    // Upwards: the lower end of the new edge first, then what stands above it.
    way.push(to);
    way.reverse();
    way.dedup();
    Ok(way)
}

fn refusal(view: &View, cycles: &[Vec<TermId>]) -> Result<Refusal, ReadError> {
    let mut details = Vec::new();
    for cycle in cycles {
        let mut names = Vec::new();
        for concept in cycle.iter().take(NAMED_CONCEPTS) {
            names.push(view.term(*concept)?.to_string());
        }
        if cycle.len() > NAMED_CONCEPTS {
            names.push("…".to_owned());
        }
        details.push(match names.as_slice() {
            [only] => format!("{only} is broader than itself"),
            _ => format!(
                "broader goes in a circle: {}; of two concepts only one can be the broader",
                names.join(" → ")
            ),
        });
    }
    let message = details.join("; ");
    Ok(Refusal { code: "cyclic-broader", message, details, report: None })
}
