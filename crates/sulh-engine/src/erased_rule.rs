//! What was erased is not written again under its old IRI, and what says so is not touched.
//!
//! It must not say what was erased: whoever meets the refusal has named the thing.

use crate::tombstone::{self, Key};
use rustc_hash::FxHashSet;
use std::path::PathBuf;
use sulh_ontology::{Base, sulh};
use sulh_store::rdf::Literal;
use sulh_store::{Access, CommitRule, ProposedChange, ReadError, Refusal, RuleError};

/// The code of a write that brings back the IRI of something erased.
pub(crate) const ERASED: &str = "erased";

/// Keeps the IRIs of erased things from being used again, as subjects and as graphs.
#[derive(Debug)]
pub(crate) struct ErasedRule {
    base: Base,
    data_dir: PathBuf,
}

impl ErasedRule {
    pub(crate) fn new(base: Base, data_dir: PathBuf) -> Self {
        Self { base, data_dir }
    }
}

impl CommitRule for ErasedRule {
    /// Cost: O(1) where nothing was ever erased; otherwise O(subjects and graphs added).
    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        let before = change.before.view(&Access::all());
        self.keep_tombstones(change)?;
        let Some(purged) = before.id(sulh::PURGED_HASH) else { return Ok(()) };
        let holds = |public| {
            let graph = before.id(tombstone::graph(&self.base, public).as_ref());
            graph.is_some_and(|graph| {
                before.quads(None, Some(purged), None, Some(graph)).next().is_some()
            })
        };
        if change.added.is_empty() || !(holds(true) || holds(false)) {
            return Ok(());
        }
        let key = Key::open(&self.data_dir).map_err(|error| {
            RuleError::Refused(Refusal {
                code: "file-unreadable",
                message: error.to_string(),
                details: Vec::new(),
                report: None,
            })
        })?;
        let Some(key) = key else { return Ok(()) };
        let after = change.after.view(&Access::all());
        let mut seen = FxHashSet::default();
        for [subject, _, _, graph] in change.added.iter() {
            for id in [subject, graph] {
                if !seen.insert(id) {
                    continue;
                }
                let Some(iri) = after.with_text(id, str::to_owned) else { continue };
                if !iri.starts_with(self.base.as_str()) {
                    continue;
                }
                let hash = Literal::new_simple_literal(key.hash(&iri));
                if let Some(hash) = before.id(hash.as_ref())
                    && self.is_purged(&before, purged, hash)?
                {
                    return Err(refusal(&iri).into());
                }
            }
        }
        Ok(())
    }
}

impl ErasedRule {
    /// Refuses whatever but an erasure writes to the graphs of tombstones.
    fn keep_tombstones(&self, change: &ProposedChange<'_>) -> Result<(), Refusal> {
        if change.activity == tombstone::ACTIVITY {
            return Ok(());
        }
        let after = change.after.view(&Access::all());
        for graph in tombstone::graphs(&self.base) {
            let Some(id) = after.id(graph.as_ref()) else { continue };
            if change.added.iter().chain(change.removed.iter()).any(|[_, _, _, g]| g == id) {
                return Err(Refusal {
                    code: "graph-closed",
                    message: format!(
                        "the graph {graph} says what was erased: only erasures write to it"
                    ),
                    details: Vec::new(),
                    report: None,
                });
            }
        }
        Ok(())
    }

    fn is_purged(
        &self,
        view: &sulh_store::View,
        purged: sulh_store::TermId,
        hash: sulh_store::TermId,
    ) -> Result<bool, ReadError> {
        for public in [true, false] {
            let graph = view.id(tombstone::graph(&self.base, public).as_ref());
            let Some(graph) = graph else { continue };
            let found = view.quads(None, Some(purged), Some(hash), Some(graph)).next();
            if found.transpose()?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn refusal(iri: &str) -> Refusal {
    Refusal {
        code: ERASED,
        message: format!("<{iri}> was erased and its IRI is not used again"),
        details: Vec::new(),
        report: None,
    }
}
