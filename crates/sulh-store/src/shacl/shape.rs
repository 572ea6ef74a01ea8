//! Shapes as they are evaluated: compiled once, spoken of by number.
//!
//! It must not read a graph or a store.

use super::constants::{Constant, Constants};
use super::label_templates::LabelTemplates;
use super::literal_value::Value;
use super::path::Path;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use regex::Regex;
use sulh_ontology::{dash, sh};

/// A property of the shapes graph, and what its value makes.
pub(crate) type Made<V, T> = (NamedNodeRef<'static>, fn(V) -> T);

/// A shape, by its place in [`Shapes`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct ShapeId(pub(crate) u32);

/// A shapes graph, ready to be held against data.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    pub(crate) all: Vec<Shape>,
    pub(crate) constants: Constants,
    /// How conditions are said.
    pub(crate) templates: LabelTemplates,
    /// `rdf:type` and `rdfs:subClassOf`, once anything was compiled.
    pub(crate) class_terms: Option<(Constant, Constant)>,
}

/// A node shape, or with a path a property shape.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// The node in the shapes graph.
    pub(crate) node: Term,
    pub(crate) path: Option<Path>,
    pub(crate) severity: NamedNode,
    pub(crate) messages: Vec<Literal>,
    pub(crate) deactivated: bool,
    pub(crate) targets: Vec<Target>,
    pub(crate) constraints: Vec<Constraint>,
}

/// Which nodes a shape is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Target {
    Node(Constant),
    Class(Constant),
    SubjectsOf(Constant),
    ObjectsOf(Constant),
}

/// One condition of a shape.
#[derive(Clone, Debug)]
pub(crate) enum Constraint {
    Class(Constant),
    Datatype(NamedNode),
    NodeKind(NodeKinds),
    MinCount(u64),
    MaxCount(u64),
    Range(Bound, Literal, Value),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Box<Regex>, String),
    LanguageIn(Vec<String>),
    UniqueLang,
    Equals(Constant),
    Disjoint(Constant),
    LessThan(Constant),
    LessThanOrEquals(Constant),
    Not(ShapeId),
    And(Vec<ShapeId>),
    Or(Vec<ShapeId>),
    Xone(Vec<ShapeId>),
    Node(ShapeId),
    Property(ShapeId),
    Qualified {
        shape: ShapeId,
        min: Option<u64>,
        max: Option<u64>,
        siblings: Vec<ShapeId>,
    },
    Closed(Vec<Constant>),
    HasValue(Constant),
    In(Vec<Constant>),
    /// The path must not lead back to the node.
    NonRecursive,
}

/// Which side of a bound a value must lie on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bound {
    MinExclusive,
    MinInclusive,
    MaxExclusive,
    MaxInclusive,
}

impl Bound {
    fn component(self) -> NamedNodeRef<'static> {
        match self {
            Self::MinExclusive => sh::MIN_EXCLUSIVE_CONSTRAINT_COMPONENT,
            Self::MinInclusive => sh::MIN_INCLUSIVE_CONSTRAINT_COMPONENT,
            Self::MaxExclusive => sh::MAX_EXCLUSIVE_CONSTRAINT_COMPONENT,
            Self::MaxInclusive => sh::MAX_INCLUSIVE_CONSTRAINT_COMPONENT,
        }
    }

    /// The name of its parameter in templates.
    pub(crate) fn parameter(self) -> &'static str {
        match self {
            Self::MinExclusive => "minExclusive",
            Self::MinInclusive => "minInclusive",
            Self::MaxExclusive => "maxExclusive",
            Self::MaxInclusive => "maxInclusive",
        }
    }
}

/// What kinds of node a value may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NodeKinds {
    pub(crate) iri: bool,
    pub(crate) blank: bool,
    pub(crate) literal: bool,
}

impl Constraint {
    /// The shapes that it refers to.
    pub(crate) fn shapes(&self) -> &[ShapeId] {
        match self {
            Self::Not(shape)
            | Self::Node(shape)
            | Self::Property(shape)
            | Self::Qualified { shape, .. } => std::slice::from_ref(shape),
            Self::And(shapes) | Self::Or(shapes) | Self::Xone(shapes) => shapes,
            _ => &[],
        }
    }

    /// The name of its component in a report; for counts of qualified values that of the minimum.
    pub(crate) fn component(&self) -> NamedNodeRef<'static> {
        match self {
            Self::Class(_) => sh::CLASS_CONSTRAINT_COMPONENT,
            Self::Datatype(_) => sh::DATATYPE_CONSTRAINT_COMPONENT,
            Self::NodeKind(_) => sh::NODE_KIND_CONSTRAINT_COMPONENT,
            Self::MinCount(_) => sh::MIN_COUNT_CONSTRAINT_COMPONENT,
            Self::MaxCount(_) => sh::MAX_COUNT_CONSTRAINT_COMPONENT,
            Self::Range(bound, ..) => bound.component(),
            Self::MinLength(_) => sh::MIN_LENGTH_CONSTRAINT_COMPONENT,
            Self::MaxLength(_) => sh::MAX_LENGTH_CONSTRAINT_COMPONENT,
            Self::Pattern(..) => sh::PATTERN_CONSTRAINT_COMPONENT,
            Self::LanguageIn(_) => sh::LANGUAGE_IN_CONSTRAINT_COMPONENT,
            Self::UniqueLang => sh::UNIQUE_LANG_CONSTRAINT_COMPONENT,
            Self::Equals(_) => sh::EQUALS_CONSTRAINT_COMPONENT,
            Self::Disjoint(_) => sh::DISJOINT_CONSTRAINT_COMPONENT,
            Self::LessThan(_) => sh::LESS_THAN_CONSTRAINT_COMPONENT,
            Self::LessThanOrEquals(_) => sh::LESS_THAN_OR_EQUALS_CONSTRAINT_COMPONENT,
            Self::Not(_) => sh::NOT_CONSTRAINT_COMPONENT,
            Self::And(_) => sh::AND_CONSTRAINT_COMPONENT,
            Self::Or(_) => sh::OR_CONSTRAINT_COMPONENT,
            Self::Xone(_) => sh::XONE_CONSTRAINT_COMPONENT,
            Self::Node(_) | Self::Property(_) => sh::NODE_CONSTRAINT_COMPONENT,
            Self::Qualified { .. } => sh::QUALIFIED_MIN_COUNT_CONSTRAINT_COMPONENT,
            Self::Closed(_) => sh::CLOSED_CONSTRAINT_COMPONENT,
            Self::HasValue(_) => sh::HAS_VALUE_CONSTRAINT_COMPONENT,
            Self::In(_) => sh::IN_CONSTRAINT_COMPONENT,
            Self::NonRecursive => dash::NON_RECURSIVE_CONSTRAINT_COMPONENT,
        }
    }
}

impl Shape {
    /// The step that a shape repeats which asks for nothing but that no way leads back.
    ///
    /// Its values need not be found: a circle is found by its steps.
    pub(crate) fn repeated_step(&self) -> Option<&Path> {
        let alone = self.constraints.iter().all(|one| matches!(one, Constraint::NonRecursive));
        match &self.path {
            Some(Path::OneOrMore(step)) if alone => Some(step),
            _ => None,
        }
    }
}

impl Shapes {
    pub(crate) fn shape(&self, id: ShapeId) -> Option<&Shape> {
        self.all.get(id.0 as usize)
    }

    /// The shapes that name nodes to be checked, with their numbers; deactivated ones are left out.
    pub(crate) fn targeted(&self) -> impl Iterator<Item = (ShapeId, &Shape)> {
        self.all
            .iter()
            .zip(0..)
            .filter(|(shape, _)| !shape.targets.is_empty() && !shape.deactivated)
            .map(|(shape, place)| (ShapeId(place), shape))
    }

    /// How many shapes name nodes to be checked.
    pub fn len(&self) -> usize {
        self.targeted().count()
    }

    /// Whether nothing is ever checked.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
