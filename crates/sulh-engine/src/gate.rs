//! The gate of commits: the shipped shapes.
//!
//! It must not judge: the store does. Here stands what is judged by, and over which graphs:
//! those that every holder of a token may see, and those that the write itself changes. A fact
//! that some writers may not see therefore refuses nothing that they write, and stands in no
//! report that they get.

use crate::audience::CurrentRecords;
use crate::error::EngineError;
use crate::role::Role;
use crate::shipped_graphs;
use crate::visibility::{Records, Viewer};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use sulh_ontology::{Base, sh};
use sulh_store::rdf::Triple;
use sulh_store::{
    Access, CommitRule, GateScope, ProposedChange, ReadError, Refusal, RuleError, ShaclGate,
    Shapes, ShapesDiagnostic, Snapshot,
};

/// The rules that may refuse a commit, in their order.
pub(crate) fn rules(
    base: &Base,
    demo: bool,
    records: &Arc<CurrentRecords>,
) -> Vec<Arc<dyn CommitRule>> {
    let scope = Arc::new(OpenGraphs {
        base: base.clone(),
        demo,
        records: Arc::clone(records),
        kept: Mutex::default(),
    });
    let shapes = ShippedGate { base: base.clone(), scope, gate: OnceLock::new() };
    vec![Arc::new(shapes)]
}

/// The shipped shapes under a base, with what is wrong with them (nothing, as a test holds).
///
/// # Errors
/// [`EngineError::Shipped`] if a file cannot be read: a fault of the build.
pub fn shipped_shapes(base: &Base) -> Result<(Shapes, Vec<ShapesDiagnostic>), EngineError> {
    Ok(Shapes::compile(shapes_graph(base)?))
}

fn shapes_graph(base: &Base) -> Result<Vec<Triple>, EngineError> {
    let mut triples = Vec::new();
    for file in sulh_ontology::shapes() {
        triples.extend(shipped_graphs::quads_of(file, base)?.into_iter().map(Triple::from));
    }
    Ok(triples)
}

/// How conditions are said in the languages of the region, for shapes that are not shipped.
///
/// # Errors
/// As [`shipped_shapes`].
pub(crate) fn shipped_templates(base: &Base) -> Result<Vec<Triple>, EngineError> {
    let mut triples = shapes_graph(base)?;
    triples.retain(|triple| triple.predicate == sh::LABEL_TEMPLATE);
    Ok(triples)
}

/// The shipped shapes as a rule; they are read when the first write comes, since most commands
/// write nothing.
#[derive(Debug)]
struct ShippedGate {
    base: Base,
    scope: Arc<OpenGraphs>,
    gate: OnceLock<Result<ShaclGate, String>>,
}

impl ShippedGate {
    fn compile(&self) -> Result<ShaclGate, String> {
        let (shapes, diagnostics) =
            shipped_shapes(&self.base).map_err(|error| error.to_string())?;
        for diagnostic in diagnostics {
            tracing::error!(%diagnostic, "a shipped shape is ill-formed");
        }
        Ok(ShaclGate::new(shapes, Arc::clone(&self.scope) as Arc<dyn GateScope>))
    }
}

impl CommitRule for ShippedGate {
    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        match self.gate.get_or_init(|| self.compile()) {
            Ok(gate) => gate.check(change),
            Err(message) => Err(Refusal {
                code: "internal",
                message: message.clone(),
                details: Vec::new(),
                report: None,
            }
            .into()),
        }
    }
}

/// The graphs that every holder of a token may see.
#[derive(Debug)]
struct OpenGraphs {
    base: Base,
    demo: bool,
    records: Arc<CurrentRecords>,
    /// By the revision that last changed the records.
    kept: Mutex<Option<(u64, Arc<Access>)>>,
}

impl GateScope for OpenGraphs {
    fn open(&self, before: &Snapshot) -> Result<Arc<Access>, ReadError> {
        let changed = self.records.changed();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, access)) = &*kept
            && *at == changed
        {
            return Ok(Arc::clone(access));
        }
        let anybody = Viewer { role: Some(Role::Reader), demo: self.demo, ..Viewer::default() };
        let records = Records::read(before, &self.base)?;
        let access = Arc::new(records.access(&anybody, &self.base));
        *kept = Some((changed, Arc::clone(&access)));
        Ok(access)
    }

    /// Unreviewed claims may be incomplete; all else is held to the shapes.
    fn is_guarded(&self, graph: &str) -> bool {
        !graph.starts_with(&self.base.graph_candidates_prefix())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_shipped_shapes_are_well_formed() {
        let (shapes, diagnostics) = shipped_shapes(&Base::default()).unwrap();
        assert_eq!(diagnostics, []);
        assert!(shapes.len() > 20, "{} shapes with targets", shapes.len());
    }
}
