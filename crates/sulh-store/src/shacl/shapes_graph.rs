//! Reading a shapes graph: the values of a node, lists, and what is wrong with it.
//!
//! It must not follow a graph without a bound: lists may bite their own tail.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{
    Graph, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef,
};
use std::collections::BTreeSet;
use std::fmt;

/// Members that a list in a shapes graph may have.
const LONGEST_LIST: usize = 100_000;

/// Something wrong in a shapes graph; the shape does not count.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ShapesDiagnostic {
    /// The shape, or the node of it, that is meant.
    pub node: Term,
    /// A stable name of the case, for programs.
    pub code: &'static str,
    /// What is wrong and what would be right.
    pub message: String,
    /// Whether the shapes cannot be relied on; otherwise only a part of them is not used.
    pub is_error: bool,
}

impl fmt::Display for ShapesDiagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.node, self.message)
    }
}

/// A shapes graph while it is read.
#[derive(Debug)]
pub(crate) struct ShapesGraph<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) diagnostics: Vec<ShapesDiagnostic>,
}

/// A term as the subject of further triples; literals have none.
pub(crate) fn as_subject(term: &Term) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        Term::NamedNode(node) => Some(node.as_ref().into()),
        Term::BlankNode(node) => Some(node.as_ref().into()),
        _ => None,
    }
}

impl ShapesGraph<'_> {
    /// Notes that something is wrong.
    pub(crate) fn wrong(&mut self, node: &Term, code: &'static str, message: impl Into<String>) {
        let message = message.into();
        self.diagnostics.push(ShapesDiagnostic {
            node: node.clone(),
            code,
            message,
            is_error: true,
        });
    }

    /// Notes that something is left out; the rest can be relied on.
    pub(crate) fn note(&mut self, node: &Term, code: &'static str, message: String) {
        let node = node.clone();
        self.diagnostics.push(ShapesDiagnostic { node, code, message, is_error: false });
    }

    /// The values of a property, in an order that depends on the graph only.
    pub(crate) fn values(&self, node: &Term, property: NamedNodeRef<'_>) -> Vec<Term> {
        let Some(subject) = as_subject(node) else { return Vec::new() };
        let found = self.graph.objects_for_subject_predicate(subject, property);
        found.map(TermRef::into_owned).collect()
    }

    /// The only value of a property; more than one is wrong.
    pub(crate) fn value(&mut self, node: &Term, property: NamedNodeRef<'_>) -> Option<Term> {
        let mut values = self.values(node, property);
        if values.len() > 1 {
            let many = values.len();
            let message =
                format!("has {many} values of {property} where one is allowed: keep one of them");
            self.wrong(node, "several-values", message);
        }
        values.pop()
    }

    /// Whether a node has a type.
    pub(crate) fn has_type(&self, node: &Term, class: NamedNodeRef<'_>) -> bool {
        let Some(subject) = as_subject(node) else { return false };
        let mut types = self.graph.objects_for_subject_predicate(subject, rdf::TYPE);
        types.any(|found| found == TermRef::from(class))
    }

    /// The values of a property that must all be IRIs.
    pub(crate) fn iris(&mut self, node: &Term, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let mut iris = Vec::new();
        for value in self.values(node, property) {
            match value {
                Term::NamedNode(iri) => iris.push(iri),
                other => self.wrong(
                    node,
                    "not-an-iri",
                    format!("{property} is {other}, but must be an IRI"),
                ),
            }
        }
        iris
    }

    /// The only value of a property as a count from 0.
    pub(crate) fn count(&mut self, node: &Term, property: NamedNodeRef<'_>) -> Option<u64> {
        let value = self.value(node, property)?;
        if let Term::Literal(literal) = &value
            && literal.datatype() == xsd::INTEGER
            && let Ok(number) = literal.value().parse()
        {
            return Some(number);
        }
        let message = format!("{property} is {value}, but must be a whole number from 0");
        self.wrong(node, "not-a-count", message);
        None
    }

    /// The only value of a property as a truth value; false when there is none.
    pub(crate) fn truth(&mut self, node: &Term, property: NamedNodeRef<'_>) -> bool {
        let Some(value) = self.value(node, property) else { return false };
        match &value {
            Term::Literal(literal) if literal.datatype() == xsd::BOOLEAN => match literal.value() {
                "true" | "1" => return true,
                "false" | "0" => return false,
                _ => {}
            },
            _ => {}
        }
        self.wrong(
            node,
            "not-a-boolean",
            format!("{property} is {value}, but must be true or false"),
        );
        false
    }

    /// The only value of a property as a plain text.
    pub(crate) fn text(&mut self, node: &Term, property: NamedNodeRef<'_>) -> Option<String> {
        match self.value(node, property)? {
            Term::Literal(literal) if literal.datatype() == xsd::STRING => {
                Some(literal.value().to_owned())
            }
            other => {
                let message = format!("{property} is {other}, but must be a text without language");
                self.wrong(node, "not-a-text", message);
                None
            }
        }
    }

    /// The only value of a property as a literal.
    pub(crate) fn literal(&mut self, node: &Term, property: NamedNodeRef<'_>) -> Option<Literal> {
        match self.value(node, property)? {
            Term::Literal(literal) => Some(literal),
            other => {
                let message = format!("{property} is {other}, but must be a literal");
                self.wrong(node, "not-a-literal", message);
                None
            }
        }
    }

    /// The members of a list; `None` (and noted) when it is none.
    pub(crate) fn list(&mut self, owner: &Term, head: &Term) -> Option<Vec<Term>> {
        let (mut members, mut seen) = (Vec::new(), BTreeSet::new());
        let mut place = head.clone();
        while place != Term::from(rdf::NIL.into_owned()) {
            let (first, rest) = (self.values(&place, rdf::FIRST), self.values(&place, rdf::REST));
            let ([first], [rest]) = (first.as_slice(), rest.as_slice()) else {
                self.wrong(owner, "not-a-list", format!("{head} is not a closed list"));
                return None;
            };
            members.push(first.clone());
            if !seen.insert(place.to_string()) || members.len() > LONGEST_LIST {
                self.wrong(owner, "endless-list", format!("the list at {head} does not end"));
                return None;
            }
            place = rest.clone();
        }
        Some(members)
    }

    /// The nodes that have a property.
    pub(crate) fn subjects_of(&self, property: NamedNodeRef<'_>) -> Vec<Term> {
        let found = self.graph.triples_for_predicate(property);
        found.map(|triple| triple.subject.into_owned().into()).collect()
    }

    /// The nodes of a type.
    pub(crate) fn instances(&self, class: NamedNodeRef<'_>) -> Vec<Term> {
        let found = self.graph.subjects_for_predicate_object(rdf::TYPE, class);
        found.map(|node| node.into_owned().into()).collect()
    }
}
