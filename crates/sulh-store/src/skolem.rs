//! What becomes of blank nodes: IRIs in published data, blank in strict mode.
//!
//! Nodes of a file get names from its content, so that loading it again adds nothing.

use crate::hex::hex;
use oxigraph::model::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Decides what a blank node is called.
#[derive(Clone, Debug)]
pub(crate) struct Skolemizer {
    /// Beginning of the IRIs; `None` keeps blank nodes.
    prefix: Option<String>,
}

impl Skolemizer {
    /// Minted IRIs begin with `{base}.well-known/genid/`; in strict mode nodes stay blank.
    pub(crate) fn new(base: &str, strict: bool) -> Self {
        Self { prefix: (!strict).then(|| format!("{base}.well-known/genid/")) }
    }

    /// Names for one document or request: a label means one node inside it.
    pub(crate) fn document(&self) -> DocumentNodes<'_> {
        DocumentNodes { skolem: self, nodes: FxHashMap::default() }
    }

    /// Names for a file: the same content gives the same names.
    pub(crate) fn file(&self, path: &Path) -> FileNodes<'_> {
        FileNodes { skolem: self, digest: digest_of(path), numbers: FxHashMap::default() }
    }

    /// A quad whose blank nodes are fresh already.
    pub(crate) fn fresh_quad(&self, quad: Quad) -> Quad {
        if self.prefix.is_none() {
            return quad;
        }
        map_quad(quad, &mut |node| self.named(node.as_str()).unwrap_or_else(|| node.into()))
    }

    fn named(&self, label: &str) -> Option<NamedOrBlankNode> {
        let prefix = self.prefix.as_ref()?;
        Some(NamedNode::new_unchecked(format!("{prefix}{label}")).into())
    }
}

/// Blank nodes of one request.
#[derive(Debug)]
pub(crate) struct DocumentNodes<'a> {
    skolem: &'a Skolemizer,
    nodes: FxHashMap<BlankNode, NamedOrBlankNode>,
}

impl DocumentNodes<'_> {
    /// The quad with its blank nodes named.
    pub(crate) fn quad(&mut self, quad: Quad) -> Quad {
        let Self { skolem, nodes } = self;
        map_quad(quad, &mut |node| {
            nodes
                .entry(node)
                .or_insert_with(|| {
                    let fresh = BlankNode::default();
                    skolem.named(fresh.as_str()).unwrap_or_else(|| fresh.into())
                })
                .clone()
        })
    }
}

/// Blank nodes of one file, numbered as they come: what a syntax leaves
/// without a label (`[]`) has another one at every reading.
#[derive(Debug)]
pub(crate) struct FileNodes<'a> {
    skolem: &'a Skolemizer,
    digest: [u8; 32],
    numbers: FxHashMap<BlankNode, u64>,
}

impl FileNodes<'_> {
    /// The quad with its blank nodes named after the file and their number.
    pub(crate) fn quad(&mut self, quad: Quad) -> Quad {
        let Self { skolem, digest, numbers } = self;
        map_quad(quad, &mut |node| {
            let next = numbers.len() as u64;
            let number = *numbers.entry(node).or_insert(next);
            let hash =
                Sha256::new().chain_update(*digest).chain_update(number.to_le_bytes()).finalize();
            let label = hex(hash.get(..16).unwrap_or_default());
            skolem
                .named(&label)
                // A label must not begin with a digit in every syntax.
                .unwrap_or_else(|| BlankNode::new_unchecked(format!("b{label}")).into())
        })
    }
}

fn digest_of(path: &Path) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 16];
    if let Ok(mut file) = File::open(path) {
        while let Ok(n) = file.read(&mut buffer) {
            if n == 0 {
                break;
            }
            hash.update(buffer.get(..n).unwrap_or_default());
        }
    }
    hash.finalize().into()
}

fn map_quad(quad: Quad, f: &mut impl FnMut(BlankNode) -> NamedOrBlankNode) -> Quad {
    Quad {
        subject: map_node(quad.subject, f),
        predicate: quad.predicate,
        object: map_term(quad.object, f),
        graph_name: match quad.graph_name {
            GraphName::BlankNode(node) => match f(node) {
                NamedOrBlankNode::NamedNode(node) => node.into(),
                NamedOrBlankNode::BlankNode(node) => node.into(),
            },
            other => other,
        },
    }
}

fn map_node(
    node: NamedOrBlankNode,
    f: &mut impl FnMut(BlankNode) -> NamedOrBlankNode,
) -> NamedOrBlankNode {
    match node {
        NamedOrBlankNode::BlankNode(node) => f(node),
        named @ NamedOrBlankNode::NamedNode(_) => named,
    }
}

fn map_term(term: Term, f: &mut impl FnMut(BlankNode) -> NamedOrBlankNode) -> Term {
    match term {
        Term::BlankNode(node) => f(node).into(),
        Term::Triple(triple) => Triple {
            subject: map_node(triple.subject, f),
            predicate: triple.predicate,
            object: map_term(triple.object, f),
        }
        .into(),
        other => other,
    }
}
