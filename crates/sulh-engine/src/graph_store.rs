//! Whole graphs, read and written by their name: the use cases of the graph store protocol.
//!
//! A graph that the requester may not see does not exist for it, neither to read nor to write.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::rdf_text;
use crate::validation::placed_in;
use std::io::Write;
use sulh_store::rdf::{GraphName, NamedNode, Quad};
use sulh_store::{Committed, Operation, RdfFormat, TermId, UpdateError, View, WriteError};

/// A graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraphTarget {
    /// The default graph: to read, what a query without `GRAPH` sees; to write, the local graph.
    Default,
    /// A graph with a name.
    Named(NamedNode),
}

/// What writing a graph did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GraphWritten {
    /// Whether the graph was not there before.
    pub created: bool,
    /// The commit.
    pub committed: Committed,
}

impl GraphTarget {
    fn name(&self) -> String {
        match self {
            Self::Default => "default".to_owned(),
            Self::Named(node) => node.as_str().to_owned(),
        }
    }

    fn graph(&self) -> GraphName {
        match self {
            Self::Default => GraphName::DefaultGraph,
            Self::Named(node) => node.clone().into(),
        }
    }
}

impl Engine {
    /// Writes the triples of a graph; returns how many.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] for a graph that does not exist for the requester,
    /// [`EngineError::Output`] if it cannot be written.
    pub fn graph_get(
        &self,
        who: &Identity,
        target: &GraphTarget,
        format: RdfFormat,
        out: &mut dyn Write,
    ) -> Result<u64, EngineError> {
        self.authorize(who, Action::GraphRead)?;
        let view = self.snapshot().view(&who.access(self));
        match target {
            GraphTarget::Default => {
                let triples = view.triples(None, None, None).map(|triple| {
                    let [s, p, o] = triple?;
                    Ok(view.quad([s, p, o, TermId::DEFAULT_GRAPH])?)
                });
                rdf_text::write_triples(triples, format, out)
            }
            GraphTarget::Named(name) => {
                let Some(graph) = existing(&view, name)? else { return Err(missing(target)) };
                let triples =
                    view.quads(None, None, None, Some(graph)).map(|quad| Ok(view.quad(quad?)?));
                rdf_text::write_triples(triples, format, out)
            }
        }
    }

    /// Whether a graph exists for the requester; the default graph always does.
    ///
    /// # Errors
    /// [`EngineError::Read`].
    pub fn graph_exists(&self, who: &Identity, target: &GraphTarget) -> Result<bool, EngineError> {
        self.authorize(who, Action::GraphRead)?;
        match target {
            GraphTarget::Default => Ok(true),
            GraphTarget::Named(name) => {
                let view = self.snapshot().view(&who.access(self));
                Ok(existing(&view, name)?.is_some())
            }
        }
    }

    /// Makes a graph hold exactly the triples of `content`.
    ///
    /// # Errors
    /// [`EngineError::RdfSyntax`] with line and column, [`EngineError::InvalidValue`] if the content
    /// names graphs of its own, [`EngineError::Write`].
    pub fn graph_put(
        &self,
        who: &Identity,
        target: &GraphTarget,
        format: RdfFormat,
        content: &[u8],
    ) -> Result<GraphWritten, EngineError> {
        self.write_graph(who, target, format, content, "put", |graph, quads| {
            Operation::ReplaceGraph { graph, quads }
        })
    }

    /// Adds the triples of `content` to a graph.
    ///
    /// # Errors
    /// As [`Engine::graph_put`].
    pub fn graph_post(
        &self,
        who: &Identity,
        target: &GraphTarget,
        format: RdfFormat,
        content: &[u8],
    ) -> Result<GraphWritten, EngineError> {
        self.write_graph(who, target, format, content, "post", |_, insert| Operation::Change {
            insert,
            remove: Vec::new(),
        })
    }

    /// Removes a graph; of the default graph, what was written without naming a graph.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] for a graph that does not exist for the requester,
    /// [`EngineError::Write`].
    pub fn graph_delete(
        &self,
        who: &Identity,
        target: &GraphTarget,
    ) -> Result<Committed, EngineError> {
        self.authorize(who, Action::GraphWrite)?;
        if !self.graph_exists(who, target)? {
            return Err(missing(target));
        }
        let message = format!("delete the graph {}", target.name());
        let operation = match target {
            GraphTarget::Default => {
                Operation::ReplaceGraph { graph: GraphName::DefaultGraph, quads: Vec::new() }
            }
            GraphTarget::Named(_) => Operation::DropGraph { graph: target.graph() },
        };
        self.commit(who, "graph-store", message, operation)
    }

    fn write_graph(
        &self,
        who: &Identity,
        target: &GraphTarget,
        format: RdfFormat,
        content: &[u8],
        verb: &str,
        operation: impl FnOnce(GraphName, Vec<Quad>) -> Operation,
    ) -> Result<GraphWritten, EngineError> {
        self.authorize(who, Action::GraphWrite)?;
        self.refuse_hidden(who, target)?;
        let base = match target {
            GraphTarget::Default => self.base().graph_local(),
            GraphTarget::Named(name) => name.clone(),
        };
        let mut quads = rdf_text::parse(content, format, Some(base.as_str()))?;
        for quad in &mut quads {
            if quad.graph_name != GraphName::DefaultGraph && quad.graph_name != target.graph() {
                return Err(EngineError::InvalidValue {
                    field: "graph",
                    value: quad.graph_name.to_string(),
                    expected: "the graph that is written: send triples, or load the file with `sulh load`",
                });
            }
            quad.graph_name = target.graph();
        }
        let created = !self.graph_exists(who, target)?;
        let message = format!("{verb} {} triples to the graph {}", quads.len(), target.name());
        let operation = operation(target.graph(), quads);
        let committed = self
            .commit(who, "graph-store", message, operation)
            .map_err(|error| placed_in(&who.languages, error, content))?;
        Ok(GraphWritten { created, committed })
    }

    /// Refuses a graph that the requester does not see, whether it exists or not, in the words
    /// of a SPARQL update.
    pub(crate) fn refuse_hidden(
        &self,
        who: &Identity,
        target: &GraphTarget,
    ) -> Result<(), EngineError> {
        let local = self.base().graph_local();
        let graph = match target {
            GraphTarget::Named(name) => name,
            GraphTarget::Default if self.mode().is_strict() => return Ok(()),
            GraphTarget::Default => &local,
        };
        if who.access(self).visible.allows(graph.as_str()) {
            return Ok(());
        }
        let graph = graph.as_str().to_owned();
        Err(WriteError::from(UpdateError::GraphClosed { graph }).into())
    }
}

fn existing(view: &View, name: &NamedNode) -> Result<Option<TermId>, EngineError> {
    let exists = view.named_graphs()?.iter().any(|graph| *graph == name.clone().into());
    Ok(view.id(name.as_ref()).filter(|_| exists))
}

fn missing(target: &GraphTarget) -> EngineError {
    EngineError::NotFound { what: "graph", value: target.name() }
}
