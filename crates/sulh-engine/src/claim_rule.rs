//! The rule by which plain facts follow from claims.
//!
//! A fact stands in `graph/derived/X` if and only if `graph/source/X` holds a claim of it that is
//! accepted, positive and undisputed. A claim in graph A is disputed while a graph B that all
//! readers of A may read holds an accepted claim that contests it, or an accepted negative claim
//! of the same fact. Validity does not count: a fact that held once stays, with its claim to say
//! when. Whether a contest is itself contested does not count either: an open argument keeps a
//! fact out.
//!
//! It looks at the facts that a change can reach and never at the whole store, and it must give
//! what looking at the whole store would give.

use crate::claim_facts::{ClaimFacts, Statement};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use sulh_ontology::Base;
use sulh_store::rdf::Quad;
use sulh_store::{CommitRule, Consequences, ProposedChange, ReadError, Refusal, RuleError, TermId};

/// The code of a write that would make a derived graph say what does not follow.
pub(crate) const DERIVED_GRAPH: &str = "derived-graph";

/// Refused facts that a report names.
const NAMED: usize = 10;

/// Keeps the derived graphs what follows from the claims.
#[derive(Debug)]
pub(crate) struct ClaimRule {
    base: Base,
}

impl ClaimRule {
    pub(crate) fn new(base: Base) -> Self {
        Self { base }
    }
}

/// What a change reaches.
#[derive(Debug, Default)]
struct Reached {
    /// Claims of which something changed, and claims whose contests changed.
    claims: FxHashSet<TermId>,
    /// Graphs whose readers changed.
    graphs: FxHashSet<TermId>,
    /// Facts put into or taken from derived graphs by hand, with the graph.
    written: Vec<[TermId; 4]>,
}

impl CommitRule for ClaimRule {
    fn consequences(&self, change: &ProposedChange<'_>) -> Result<Consequences, RuleError> {
        let after = ClaimFacts::new(change.after, &self.base);
        let reached = reached(change, &after);
        if reached.claims.is_empty() && reached.graphs.is_empty() && reached.written.is_empty() {
            return Ok(Consequences::default());
        }
        let before = ClaimFacts::new(change.before, &self.base);
        let mut statements: FxHashSet<Statement> =
            reached.written.iter().map(|[s, p, o, _]| [*s, *p, *o]).collect();
        for facts in [&before, &after] {
            let mut claims = reached.claims.clone();
            for graph in &reached.graphs {
                claims.extend(facts.claims_in(*graph)?);
            }
            for claim in claims {
                facts.statements_reached(claim, &mut statements)?;
            }
        }
        let mut follows = Consequences::default();
        for statement in statements {
            settle(&after, statement, &mut follows)?;
        }
        // Undoing may take back a fact that other claims have come to state, or bring back one
        // whose claim is gone: what follows is then set right without a word.
        if !["undo", "purge"].contains(&change.activity) {
            refuse_writes(&after, &reached.written, &follows)?;
        }
        Ok(follows)
    }
}

fn reached(change: &ProposedChange<'_>, facts: &ClaimFacts<'_>) -> Reached {
    let mut reached = Reached::default();
    for [subject, predicate, object, graph] in change.added.iter().chain(change.removed.iter()) {
        let kind = facts.graph_kind(graph);
        if kind.is_derived() {
            reached.written.push([subject, predicate, object, graph]);
        } else if kind.is_access() && facts.terms().is_of_access(predicate) {
            reached.graphs.insert(subject);
        } else if kind.is_source() && facts.terms().is_of_claim(predicate, object) {
            reached.claims.insert(subject);
            if facts.terms().contests == Some(predicate) {
                reached.claims.insert(object);
            }
        }
    }
    reached
}

/// Compares where a fact follows with where it stands.
fn settle(
    facts: &ClaimFacts<'_>,
    statement: Statement,
    follows: &mut Consequences,
) -> Result<(), ReadError> {
    let wanted = facts.following_in(statement)?;
    let present = facts.standing_in(statement)?;
    let quads = |graphs: Vec<&String>| -> Result<Vec<Quad>, ReadError> {
        graphs.into_iter().filter_map(|graph| facts.derived(statement, graph).transpose()).collect()
    };
    follows.insert.extend(quads(wanted.difference(&present).collect())?);
    follows.remove.extend(quads(present.difference(&wanted).collect())?);
    Ok(())
}

/// Refuses a write whose own changes to derived graphs would have to be taken back.
fn refuse_writes(
    facts: &ClaimFacts<'_>,
    written: &[[TermId; 4]],
    follows: &Consequences,
) -> Result<(), RuleError> {
    let corrected: FxHashSet<&Quad> = follows.insert.iter().chain(&follows.remove).collect();
    let mut details = BTreeSet::new();
    for quad in written {
        let quad = facts.view().quad(*quad)?;
        if corrected.contains(&quad) {
            details.insert(quad.to_string());
        }
    }
    if details.is_empty() {
        return Ok(());
    }
    let count = details.len();
    Err(Refusal {
        code: DERIVED_GRAPH,
        message: format!(
            "derived graphs hold what follows from claims and nothing else, and {count} of the \
             facts written there would not be so: add, contest or withdraw a claim instead"
        ),
        details: details.into_iter().take(NAMED).collect(),
        report: None,
    }
    .into())
}

#[cfg(test)]
mod tests;
