//! Property paths: where the values of a shape are found, forwards and backwards.
//!
//! It must not recurse over data: a star is a walk with a list of nodes yet to visit.

use super::constants::{Binding, Constant, Constants};
use crate::error::ReadError;
use crate::term_id::TermId;
use crate::view::View;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{BlankNode, Term, Triple};
use rustc_hash::FxHashSet;
use sulh_ontology::sh;

/// A SHACL property path.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Path {
    /// One step along a predicate.
    Predicate(Constant),
    /// The path, walked from its end.
    Inverse(Box<Path>),
    /// One after the other.
    Sequence(Vec<Path>),
    /// Any of them.
    Alternative(Vec<Path>),
    /// None or more times.
    ZeroOrMore(Box<Path>),
    /// Once or more.
    OneOrMore(Box<Path>),
    /// Not or once.
    ZeroOrOne(Box<Path>),
}

impl Path {
    /// The path that stays where it is.
    pub(crate) fn here() -> Self {
        Self::Sequence(Vec::new())
    }

    /// This path and then another.
    pub(crate) fn then(&self, next: &Self) -> Self {
        let parts = |path: &Self| match path {
            Self::Sequence(parts) => parts.clone(),
            other => vec![other.clone()],
        };
        let mut all = parts(self);
        all.extend(parts(next));
        match <[Self; 1]>::try_from(all) {
            Ok([only]) => only,
            Err(all) => Self::Sequence(all),
        }
    }

    /// As SHACL writes it: the node, and into `triples` what describes it, with new blank nodes.
    pub(crate) fn describe(&self, constants: &Constants, triples: &mut Vec<Triple>) -> Term {
        let (property, inner) = match self {
            Self::Predicate(predicate) => {
                let term = constants.term(*predicate).cloned();
                return term.unwrap_or_else(|| rdf::NIL.into_owned().into());
            }
            Self::Sequence(parts) => return list(parts, constants, triples),
            Self::Alternative(parts) => (sh::ALTERNATIVE_PATH, list(parts, constants, triples)),
            Self::Inverse(path) => (sh::INVERSE_PATH, path.describe(constants, triples)),
            Self::ZeroOrMore(path) => (sh::ZERO_OR_MORE_PATH, path.describe(constants, triples)),
            Self::OneOrMore(path) => (sh::ONE_OR_MORE_PATH, path.describe(constants, triples)),
            Self::ZeroOrOne(path) => (sh::ZERO_OR_ONE_PATH, path.describe(constants, triples)),
        };
        let node = BlankNode::default();
        triples.push(Triple::new(node.clone(), property, inner));
        node.into()
    }

    /// As SPARQL writes it.
    pub(crate) fn to_text(&self, constants: &Constants) -> String {
        let list = |parts: &[Self], between: &str| {
            let parts: Vec<_> = parts.iter().map(|part| part.to_text(constants)).collect();
            parts.join(between)
        };
        match self {
            Self::Predicate(p) => {
                constants.term(*p).map_or_else(String::new, std::string::ToString::to_string)
            }
            Self::Inverse(path) => format!("^{}", path.to_text(constants)),
            Self::Sequence(parts) => list(parts, "/"),
            Self::Alternative(parts) => format!("({})", list(parts, "|")),
            Self::ZeroOrMore(path) => format!("{}*", path.grouped(constants)),
            Self::OneOrMore(path) => format!("{}+", path.grouped(constants)),
            Self::ZeroOrOne(path) => format!("{}?", path.grouped(constants)),
        }
    }

    fn grouped(&self, constants: &Constants) -> String {
        let text = self.to_text(constants);
        if matches!(self, Self::Alternative(_)) { text } else { format!("({text})") }
    }
}

/// A list of paths, from its last part to its first.
fn list(parts: &[Path], constants: &Constants, triples: &mut Vec<Triple>) -> Term {
    let mut head: Term = rdf::NIL.into_owned().into();
    for part in parts.iter().rev() {
        let node = BlankNode::default();
        let first = part.describe(constants, triples);
        triples.push(Triple::new(node.clone(), rdf::FIRST, first));
        triples.push(Triple::new(node.clone(), rdf::REST, head));
        head = node.into();
    }
    head
}

/// Walks paths over what a view shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk<'a> {
    pub(crate) view: &'a View,
    pub(crate) ids: &'a Binding,
}

/// Where a step of a path arrives.
type Arrive<'f> = dyn FnMut(TermId) -> Result<(), ReadError> + 'f;

impl Walk<'_> {
    /// The nodes that the path reaches from `start`, each once.
    pub(crate) fn values(&self, path: &Path, start: TermId) -> Result<Vec<TermId>, ReadError> {
        self.reached(path, start, false)
    }

    /// The nodes from which the path reaches `end`, each once.
    pub(crate) fn sources(&self, path: &Path, end: TermId) -> Result<Vec<TermId>, ReadError> {
        self.reached(path, end, true)
    }

    fn reached(&self, path: &Path, from: TermId, back: bool) -> Result<Vec<TermId>, ReadError> {
        let mut found = Nodes::default();
        self.step(path, from, back, &mut |node| {
            found.add(node);
            Ok(())
        })?;
        Ok(found.order)
    }

    fn step(
        &self,
        path: &Path,
        node: TermId,
        back: bool,
        arrive: &mut Arrive<'_>,
    ) -> Result<(), ReadError> {
        match path {
            Path::Predicate(predicate) => {
                let Some(predicate) = self.ids.get(*predicate) else { return Ok(()) };
                if back {
                    self.view.subjects(predicate, node).try_for_each(|next| arrive(next?))
                } else {
                    self.view.objects(node, predicate).try_for_each(|next| arrive(next?))
                }
            }
            Path::Inverse(path) => self.step(path, node, !back, arrive),
            Path::Sequence(parts) => self.sequence(parts, node, back, arrive),
            Path::Alternative(parts) => {
                parts.iter().try_for_each(|part| self.step(part, node, back, arrive))
            }
            Path::ZeroOrOne(path) => {
                arrive(node)?;
                self.step(path, node, back, arrive)
            }
            Path::ZeroOrMore(path) => {
                arrive(node)?;
                self.repeat(path, node, back, arrive)
            }
            Path::OneOrMore(path) => self.repeat(path, node, back, arrive),
        }
    }

    fn sequence(
        &self,
        parts: &[Path],
        node: TermId,
        back: bool,
        arrive: &mut Arrive<'_>,
    ) -> Result<(), ReadError> {
        let mut here = vec![node];
        for at in 0..parts.len() {
            let place = if back { parts.len() - 1 - at } else { at };
            let Some(part) = parts.get(place) else { break };
            let mut next = Nodes::default();
            for node in here {
                self.step(part, node, back, &mut |node| {
                    next.add(node);
                    Ok(())
                })?;
            }
            here = next.order;
        }
        here.into_iter().try_for_each(arrive)
    }

    fn repeat(
        &self,
        path: &Path,
        node: TermId,
        back: bool,
        arrive: &mut Arrive<'_>,
    ) -> Result<(), ReadError> {
        let (mut found, mut visited) = (Nodes::default(), 0);
        let mut from = node;
        loop {
            self.step(path, from, back, &mut |node| {
                found.add(node);
                Ok(())
            })?;
            match found.order.get(visited) {
                Some(next) => from = *next,
                None => break,
            }
            visited += 1;
        }
        found.order.into_iter().try_for_each(arrive)
    }
}

/// Nodes in the order in which they were found, each once.
#[derive(Debug, Default)]
struct Nodes {
    order: Vec<TermId>,
    /// Kept only when looking through the order would be slow.
    seen: FxHashSet<TermId>,
}

const FEW: usize = 16;

impl Nodes {
    fn add(&mut self, node: TermId) {
        if self.order.len() < FEW {
            if !self.order.contains(&node) {
                self.order.push(node);
            }
            return;
        }
        if self.seen.is_empty() {
            self.seen.extend(&self.order);
        }
        if self.seen.insert(node) {
            self.order.push(node);
        }
    }
}
