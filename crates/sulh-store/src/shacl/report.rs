//! What a validation found, as results for people and programs and as a graph.
//!
//! It must not evaluate anything.

use super::circle::{way_back, way_text};
use super::constants::Binding;
use super::evaluator::{Detail, Evaluator, Finding};
use super::expectation::expectations;
use super::label_templates::ENGLISH;
use super::path::{Path, Walk};
use super::shape::{Constraint, Shape, Shapes};
use crate::error::ReadError;
use crate::view::View;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{BlankNode, Literal, NamedNode, Term, Triple};
use rustc_hash::FxHashSet;
use sulh_ontology::sh;

/// One condition that one node does not meet.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ValidationResult {
    /// The node.
    pub focus_node: Term,
    /// The path to the value, as SPARQL writes it; `None` where the node itself is meant.
    pub path: Option<String>,
    /// The value, where one alone is wrong.
    pub value: Option<Term>,
    /// The shape that has the condition.
    pub source_shape: Term,
    /// The kind of condition (`sh:…ConstraintComponent`).
    pub component: NamedNode,
    /// How bad it is: `sh:Violation`, `sh:Warning`, `sh:Info` or another IRI.
    pub severity: NamedNode,
    /// What would satisfy the condition: in English, then in every language of the shapes graph.
    /// Empty where the messages alone say it.
    pub expected: Vec<Literal>,
    /// What the shape says to people, in its languages; may be empty.
    pub messages: Vec<Literal>,
    /// Where the node stands in what was given, once somebody has looked: `file:line`, `line 3`.
    pub place: Option<String>,
    path_node: Option<(Term, Vec<Triple>)>,
}

/// What a validation found.
#[derive(Clone, Debug, Default)]
pub struct ValidationReport {
    /// The results, in the order of shapes and nodes; at most as many as were asked for.
    pub results: Vec<ValidationResult>,
    /// How many results there are, those that were not kept counted.
    pub total: u64,
    /// How many nodes were looked at, a node once for each shape that targets it.
    pub focus_nodes: u64,
}

impl ValidationResult {
    /// Whether it forbids a commit.
    pub fn is_violation(&self) -> bool {
        self.severity == sh::VIOLATION
    }

    /// What the shape says without language or in English, or else what would satisfy it.
    pub fn message(&self) -> &str {
        let of = |wanted: Option<&str>| {
            self.messages.iter().find(|message| message.language() == wanted).map(Literal::value)
        };
        of(None).or_else(|| of(Some(ENGLISH))).unwrap_or_else(|| self.expectation())
    }

    /// What would satisfy the condition, in English.
    pub fn expectation(&self) -> &str {
        self.expected.first().map_or("", Literal::value)
    }

    /// One line that names node, path, value, shape and what would satisfy it.
    pub fn line(&self) -> String {
        self.line_saying(self.message(), self.expectation())
    }

    /// The same line in other words.
    pub fn line_saying(&self, message: &str, expected: &str) -> String {
        let path = self.path.as_ref().map_or_else(String::new, |path| format!(" {path}"));
        let value = self.value.as_ref().map_or_else(String::new, |value| format!(" {value}"));
        let said = expected.is_empty() || message == expected;
        let expected = if said { String::new() } else { format!(" ({expected})") };
        let place = self.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        let (node, shape) = (&self.focus_node, &self.source_shape);
        format!("{place}{node}{path}{value}: {message}{expected} [{shape}]")
    }
}

impl ValidationReport {
    /// Whether nothing was found, of whatever severity.
    pub fn conforms(&self) -> bool {
        self.total == 0
    }

    /// The report as a graph (`sh:ValidationReport`).
    pub fn triples(&self) -> Vec<Triple> {
        let report = BlankNode::default();
        let mut triples = vec![
            Triple::new(report.clone(), rdf::TYPE, sh::VALIDATION_REPORT),
            Triple::new(report.clone(), sh::CONFORMS, Literal::from(self.conforms())),
        ];
        for result in &self.results {
            let node = BlankNode::default();
            triples.push(Triple::new(report.clone(), sh::RESULT, node.clone()));
            result.describe(&node, &mut triples);
        }
        triples
    }
}

impl ValidationResult {
    fn describe(&self, node: &BlankNode, triples: &mut Vec<Triple>) {
        let mut say = |property: oxigraph::model::NamedNodeRef<'static>, value: Term| {
            triples.push(Triple::new(node.clone(), property, value));
        };
        say(rdf::TYPE, sh::VALIDATION_RESULT.into_owned().into());
        say(sh::FOCUS_NODE, self.focus_node.clone());
        say(sh::RESULT_SEVERITY, self.severity.clone().into());
        say(sh::SOURCE_SHAPE, self.source_shape.clone());
        say(sh::SOURCE_CONSTRAINT_COMPONENT, self.component.clone().into());
        if let Some(value) = &self.value {
            say(sh::VALUE, value.clone());
        }
        let said = if self.messages.is_empty() { &self.expected } else { &self.messages };
        for message in said {
            say(sh::RESULT_MESSAGE, message.clone().into());
        }
        if let Some((path, description)) = &self.path_node {
            say(sh::RESULT_PATH, path.clone());
            triples.extend(description.iter().cloned());
        }
    }
}

impl Shapes {
    /// Holds every shape against every node that it targets in what the view shows.
    ///
    /// At most `limit` results are kept; all are counted. Cost: O(targeted nodes · conditions).
    ///
    /// # Errors
    /// [`ReadError`] when the store cannot be read.
    pub fn validate(&self, view: &View, limit: usize) -> Result<ValidationReport, ReadError> {
        let ids = Binding::of_view(&self.constants, view)?;
        let mut evaluator = Evaluator::new(self, view, &ids);
        let (mut report, mut findings) = (ValidationReport::default(), Vec::new());
        for (id, shape) in self.targeted() {
            let mut seen = FxHashSet::default();
            for target in &shape.targets {
                for node in evaluator.target_nodes(*target)? {
                    if !seen.insert(node) {
                        continue;
                    }
                    report.focus_nodes += 1;
                    evaluator.findings(id, node, &mut findings)?;
                    report.total += findings.len() as u64;
                    for finding in findings.drain(..) {
                        if report.results.len() < limit {
                            report.results.push(self.result(&finding, view)?);
                        }
                    }
                }
            }
        }
        Ok(report)
    }

    /// A finding as a result.
    pub(crate) fn result(
        &self,
        finding: &Finding,
        view: &View,
    ) -> Result<ValidationResult, ReadError> {
        let shape = self.shape(finding.shape);
        let predicate = match finding.detail {
            Some(Detail::Predicate(predicate)) => Some(view.term(predicate)?),
            _ => None,
        };
        let path = match &predicate {
            Some(predicate) => Some(predicate.to_string()),
            None => shape.and_then(|s| s.path.as_ref()).map(|path| path.to_text(&self.constants)),
        };
        let path_node = match predicate {
            Some(predicate) => Some((predicate, Vec::new())),
            None => shape.and_then(|shape| shape.path.as_ref()).map(|path| {
                let mut description = Vec::new();
                (path.describe(&self.constants, &mut description), description)
            }),
        };
        Ok(ValidationResult {
            focus_node: view.term(finding.focus)?,
            path,
            value: finding.value.map(|value| view.term(value)).transpose()?,
            source_shape: shape.map_or_else(|| rdf::NIL.into_owned().into(), |s| s.node.clone()),
            component: finding.component.into_owned(),
            severity: severity(shape),
            expected: expectations(self, finding, &self.circle(finding, view)?),
            messages: shape.map(|shape| shape.messages.clone()).unwrap_or_default(),
            place: None,
            path_node,
        })
    }
}

impl Shapes {
    /// The way back to the node of a finding, in words, where the shape forbids one.
    fn circle(&self, finding: &Finding, view: &View) -> Result<String, ReadError> {
        let shape = self.shape(finding.shape);
        let constraint = shape.and_then(|s| s.constraints.get(finding.constraint as usize));
        let (Some(Constraint::NonRecursive), Some(value), Some(path)) =
            (constraint, finding.value, shape.and_then(|s| s.path.as_ref()))
        else {
            return Ok(String::new());
        };
        let step = match path {
            Path::OneOrMore(step) => step,
            path => path,
        };
        let ids = Binding::of_store(&self.constants, view);
        let walk = Walk { view, ids: &ids };
        way_text(walk, &way_back(walk, step, finding.focus, value)?)
    }
}

fn severity(shape: Option<&Shape>) -> NamedNode {
    shape.map_or_else(|| sh::VIOLATION.into_owned(), |shape| shape.severity.clone())
}
