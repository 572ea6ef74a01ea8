//! IRIs of things and graphs under a configurable base; nothing about what they hold.

use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};

use crate::Kind;
use crate::vocabulary::DEFAULT_BASE;

/// What stands under a base and moves with it.
const MOVABLE: [&str; 3] = ["id/", "graph/", ".well-known/genid/"];

/// The IRI that all ids and graphs of a store start with: absolute, ending with `/`, without
/// query or fragment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Base(String);

impl Default for Base {
    fn default() -> Self {
        Self(DEFAULT_BASE.to_owned())
    }
}

impl std::fmt::Display for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Base {
    /// Checks and takes a base.
    ///
    /// # Errors
    /// [`BaseError::Iri`] if it is no absolute IRI, [`BaseError::Ending`] if it does not end with
    /// `/`, [`BaseError::QueryOrFragment`] if it holds `?` or `#`.
    pub fn parse(base: &str) -> Result<Self, BaseError> {
        if NamedNode::new(base).is_err() {
            return Err(BaseError::Iri(base.to_owned()));
        }
        if base.contains(['?', '#']) {
            return Err(BaseError::QueryOrFragment(base.to_owned()));
        }
        if !base.ends_with('/') {
            return Err(BaseError::Ending(base.to_owned()));
        }
        Ok(Self(base.to_owned()))
    }

    /// The base as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The IRI of a thing: `{base}id/{kind}/{slug}`.
    ///
    /// Bytes of the slug outside `A-Z a-z 0-9 - . _ ~` are percent-encoded, so every slug gives a
    /// valid IRI.
    pub fn id(&self, kind: Kind, slug: &str) -> NamedNode {
        let mut iri = format!("{}id/{}/", self.0, kind.as_str());
        push_segment(&mut iri, slug);
        NamedNode::new_unchecked(iri)
    }

    /// The government of a state, by the state's alpha-3 code in any case.
    pub fn government_of(&self, alpha3: &str) -> NamedNode {
        let slug = format!("government-of-{}", alpha3.to_ascii_lowercase());
        self.id(Kind::Organization, &slug)
    }

    /// The kind and the slug that an IRI of this base names; `None` for any other IRI.
    ///
    /// The slug is given as it stands in the IRI, percent-encoded or not.
    pub fn parse_id<'a>(&self, iri: &'a str) -> Option<(Kind, &'a str)> {
        let path = iri.strip_prefix(self.0.as_str())?.strip_prefix("id/")?;
        let (kind, slug) = path.split_once('/')?;
        let is_segment = !slug.is_empty() && !slug.contains(['/', '?', '#']);
        is_segment.then_some((Kind::parse(kind)?, slug))
    }

    /// The graph of classes, properties and the threat scheme.
    pub fn graph_ontology(&self) -> NamedNode {
        self.graph("ontology")
    }

    /// The graph of countries, goals, dimensions and other controlled lists.
    pub fn graph_reference(&self) -> NamedNode {
        self.graph("reference")
    }

    /// The graph of what one source states.
    pub fn graph_source(&self, source: &str) -> NamedNode {
        self.graph_of("source", source)
    }

    /// The graph of the unreviewed claims of one source.
    pub fn graph_candidates(&self, source: &str) -> NamedNode {
        self.graph_of("candidates", source)
    }

    /// What the IRIs of all graphs of unreviewed claims start with.
    pub fn graph_candidates_prefix(&self) -> String {
        format!("{}graph/candidates/", self.0)
    }

    /// The companion of a source's graph, for what of a public source is not for everybody.
    pub fn graph_source_restricted(&self, source: &str) -> NamedNode {
        let graph = self.graph_of("source", source);
        NamedNode::new_unchecked(format!("{}/restricted", graph.as_str()))
    }

    /// What the IRIs of all graphs of sources start with.
    pub fn graph_source_prefix(&self) -> String {
        format!("{}graph/source/", self.0)
    }

    /// The graph of what follows from the claims of a source's graph, by what stands behind
    /// [`Base::graph_source_prefix`] in the name of that graph.
    pub fn graph_derived(&self, rest: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{rest}", self.graph_derived_prefix()))
    }

    /// What the IRIs of all graphs of derived facts start with.
    pub fn graph_derived_prefix(&self) -> String {
        format!("{}graph/derived/", self.0)
    }

    /// The graph that says which graph is seen by whom; administrators alone see it.
    pub fn graph_access(&self) -> NamedNode {
        self.graph("access")
    }

    /// The graph of what remains of things erased.
    pub fn graph_tombstones(&self) -> NamedNode {
        self.graph("tombstones")
    }

    /// The graph of what is written without naming a graph.
    pub fn graph_local(&self) -> NamedNode {
        self.graph("local")
    }

    /// The graph of the description of the store itself.
    pub fn graph_meta(&self) -> NamedNode {
        self.graph("meta")
    }

    /// The IRI that stands for a blank node: `{base}.well-known/genid/{hex}`.
    pub fn skolem(&self, hex: &str) -> NamedNode {
        let mut iri = format!("{}.well-known/genid/", self.0);
        push_segment(&mut iri, hex);
        NamedNode::new_unchecked(iri)
    }

    /// An IRI of shipped data under this base; an IRI that does not move with the base, such as a
    /// term of the vocabulary, stays as it is.
    pub fn rebase(&self, node: &NamedNode) -> NamedNode {
        match node.as_str().strip_prefix(DEFAULT_BASE) {
            Some(path) if MOVABLE.iter().any(|start| path.starts_with(start)) => {
                NamedNode::new_unchecked(format!("{}{path}", self.0))
            }
            _ => node.clone(),
        }
    }

    /// A quad of shipped data with all its IRIs under this base.
    pub fn rebase_quad(&self, quad: &Quad) -> Quad {
        Quad {
            subject: self.rebase_subject(&quad.subject),
            predicate: self.rebase(&quad.predicate),
            object: self.rebase_term(&quad.object),
            graph_name: match &quad.graph_name {
                GraphName::NamedNode(node) => GraphName::NamedNode(self.rebase(node)),
                other => other.clone(),
            },
        }
    }

    fn rebase_subject(&self, subject: &NamedOrBlankNode) -> NamedOrBlankNode {
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.rebase(node).into(),
            NamedOrBlankNode::BlankNode(_) => subject.clone(),
        }
    }

    fn rebase_term(&self, term: &Term) -> Term {
        match term {
            Term::NamedNode(node) => self.rebase(node).into(),
            Term::BlankNode(_) | Term::Literal(_) => term.clone(),
            Term::Triple(triple) => Term::Triple(Box::new(Triple {
                subject: self.rebase_subject(&triple.subject),
                predicate: self.rebase(&triple.predicate),
                object: self.rebase_term(&triple.object),
            })),
        }
    }

    fn graph(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/{name}", self.0))
    }

    fn graph_of(&self, family: &str, source: &str) -> NamedNode {
        let mut iri = format!("{}graph/{family}/", self.0);
        push_segment(&mut iri, source);
        NamedNode::new_unchecked(iri)
    }
}

fn push_segment(iri: &mut String, segment: &str) {
    use std::fmt::Write as _;
    for byte in segment.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                iri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(iri, "%{byte:02X}")),
        }
    }
}

/// Why a text cannot be a base.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BaseError {
    /// It is no absolute IRI.
    Iri(String),
    /// It does not end with `/`.
    Ending(String),
    /// It holds `?` or `#`.
    QueryOrFragment(String),
}

impl BaseError {
    /// A word for the error that does not change between versions.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Iri(_) => "base-not-an-iri",
            Self::Ending(_) => "base-without-final-slash",
            Self::QueryOrFragment(_) => "base-with-query-or-fragment",
        }
    }
}

impl std::fmt::Display for BaseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Iri(base) => write!(f, "the base {base:?} is not an absolute IRI"),
            Self::Ending(base) => write!(f, "the base {base:?} does not end with a slash"),
            Self::QueryOrFragment(base) => {
                write!(f, "the base {base:?} holds a query or a fragment")
            }
        }
    }
}

impl std::error::Error for BaseError {}

#[cfg(test)]
mod tests;
