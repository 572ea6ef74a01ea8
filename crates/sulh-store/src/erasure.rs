//! What is to be erased, and which terms, quads and texts that means.
//!
//! It must not erase anything itself.

use crate::rdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in a commit's texts where something was erased.
pub const ERASED: &str = "[erased]";

/// What is to be erased: every quad, now or at any time, with a term that this means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Things and graphs by their IRI: a quad goes when it is about one, names one or stands in one.
    pub iris: BTreeSet<String>,
    /// Predicates that lead further: where such a quad's object goes, its subject goes too.
    pub follow: Vec<NamedNode>,
    /// Texts as they are written: a quad goes when a term of it contains one.
    pub texts: Vec<String>,
}

/// What an erasure comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErasurePlan {
    /// What is erased, with all that the predicates lead to.
    pub erasure: Erasure,
    /// Additions and removals of quads that go from the history.
    pub changes: u64,
    /// Commits that lose something.
    pub commits: u64,
    /// Commits whose author, activity or message is changed.
    pub texts: u64,
    /// Quads that are there now and go.
    pub present: BTreeMap<Option<String>, Vec<Quad>>,
    /// The graphs that lose something, now or in the past; `None` is the default graph.
    pub graphs: BTreeSet<Option<String>>,
}

impl ErasurePlan {
    /// Whether nothing is to be erased.
    pub fn is_empty(&self) -> bool {
        self.commits == 0 && self.texts == 0
    }

    /// How many quads that are there now go.
    pub fn present_count(&self) -> u64 {
        self.present.values().map(|quads| quads.len() as u64).sum()
    }
}

impl Erasure {
    /// Whether it means this term.
    pub fn means_term(&self, term: &Term) -> bool {
        match term {
            Term::NamedNode(node) => self.means_iri(node.as_str()),
            Term::BlankNode(node) => self.means_text(node.as_str()),
            Term::Literal(literal) => {
                self.means_text(literal.value())
                    || self.means_iri(literal.datatype().as_str())
                    || literal.language().is_some_and(|language| self.means_text(language))
            }
            Term::Triple(triple) => {
                self.means_node(&triple.subject)
                    || self.means_iri(triple.predicate.as_str())
                    || self.means_term(&triple.object)
            }
        }
    }

    /// Whether it means this quad.
    pub fn means_quad(&self, quad: &Quad) -> bool {
        self.means_node(&quad.subject)
            || self.means_iri(quad.predicate.as_str())
            || self.means_term(&quad.object)
            || match &quad.graph_name {
                GraphName::NamedNode(node) => self.means_iri(node.as_str()),
                GraphName::BlankNode(node) => self.means_text(node.as_str()),
                GraphName::DefaultGraph => false,
            }
    }

    fn means_node(&self, node: &NamedOrBlankNode) -> bool {
        match node {
            NamedOrBlankNode::NamedNode(node) => self.means_iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => self.means_text(node.as_str()),
        }
    }

    fn means_iri(&self, iri: &str) -> bool {
        self.iris.contains(iri) || self.means_text(iri)
    }

    fn means_text(&self, text: &str) -> bool {
        self.texts.iter().any(|erased| text.contains(erased.as_str()))
    }

    /// A text of a commit without what is erased; `None` when it has none of it.
    pub fn redacted(&self, text: &str) -> Option<String> {
        let mut redacted = text.to_owned();
        for erased in &self.texts {
            redacted = redacted.replace(erased.as_str(), ERASED);
        }
        // The longest first: one may begin with another.
        let mut iris: Vec<&String> = self.iris.iter().filter(|iri| text.contains(*iri)).collect();
        iris.sort_by_key(|iri| std::cmp::Reverse(iri.len()));
        for iri in iris {
            redacted = without_iri(&redacted, iri);
        }
        (redacted != text).then_some(redacted)
    }
}

/// The text without the IRI, but with IRIs that only begin like it.
fn without_iri(text: &str, iri: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(iri) {
        let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || "/-_~%".contains(c));
        out.push_str(before);
        out.push_str(if goes_on { iri } else { ERASED });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_commits_lose_what_is_erased_and_nothing_like_it() {
        let erasure = Erasure {
            iris: ["http://e/g/1", "http://e/g/1/restricted"].map(str::to_owned).into(),
            texts: vec!["Jane Roe".to_owned()],
            ..Erasure::default()
        };
        for (text, expected) in [
            ("for Jane Roe, twice Jane Roe", Some("for [erased], twice [erased]")),
            ("load into <http://e/g/1>", Some("load into <[erased]>")),
            ("load into <http://e/g/12>", None),
            ("http://e/g/1/restricted", Some("[erased]")),
            ("jane roe", None),
        ] {
            assert_eq!(erasure.redacted(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_term_within_a_term_counts() {
        let erasure = Erasure { texts: vec!["Roe".to_owned()], ..Erasure::default() };
        let node = NamedNode::new_unchecked("http://e/a");
        let inner = crate::rdf::Literal::new_simple_literal("Jane Roe");
        let triple = crate::rdf::Triple::new(node.clone(), node.clone(), inner);
        assert!(erasure.means_term(&triple.into()));
        assert!(!erasure.means_term(&node.into()));
    }
}
