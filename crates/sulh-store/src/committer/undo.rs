//! The inverse of a commit, laid over a transaction.
//!
//! It must not touch a graph that it is not meant for.

use crate::access::GraphRule;
use crate::journal::Diff;
use crate::transaction::Transaction;
use crate::write::WriteError;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad};

/// Takes a diff back in the graphs that the rule lets pass.
pub(super) fn undo(
    diff: &Diff,
    graphs: &GraphRule,
    transaction: &mut Transaction,
) -> Result<(), WriteError> {
    let exact = |quad: &Quad, transaction: &Transaction| {
        let mut ids = transaction.intern_quad(quad.as_ref())?;
        if quad.graph_name.is_default_graph() {
            ids.graph = crate::term_id::TermId::DEFAULT_GRAPH;
        }
        Ok::<_, WriteError>(ids)
    };
    let is_meant = |quad: &&Quad| match &quad.graph_name {
        GraphName::NamedNode(node) => graphs.allows(node.as_str()),
        GraphName::BlankNode(node) => graphs.allows(node.as_str()),
        GraphName::DefaultGraph => true,
    };
    let insert = diff
        .removed
        .iter()
        .filter(is_meant)
        .map(|q| exact(q, transaction))
        .collect::<Result<_, _>>()?;
    let remove = diff
        .added
        .iter()
        .filter(is_meant)
        .map(|q| exact(q, transaction))
        .collect::<Result<_, _>>()?;
    let is_open = |graph: &&NamedOrBlankNode| match graph {
        NamedOrBlankNode::NamedNode(node) => graphs.allows(node.as_str()),
        NamedOrBlankNode::BlankNode(node) => graphs.allows(node.as_str()),
    };
    for graph in diff.dropped.iter().filter(is_open) {
        let id = transaction.intern(crate::term_codec::node_term(graph))?;
        transaction.create_graph(id);
    }
    transaction.change(insert, remove);
    for graph in diff.created.iter().filter(is_open) {
        let id = transaction.intern(crate::term_codec::node_term(graph))?;
        // A graph that others have filled since stays.
        if transaction.graph_quads(id).is_empty() {
            transaction.forget_graph(id);
        }
    }
    Ok(())
}
