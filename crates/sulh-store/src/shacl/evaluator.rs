//! Shapes held against nodes of a view: what is found, by ids.
//!
//! It must not make texts: a finding that nobody is shown costs no term. Shapes have
//! no cycle (the compiler sees to that), so the recursion is as deep as they nest.

use super::circle::Circles;
use super::constants::Binding;
use super::literal_value::Value;
use super::path::{Path, Walk};
use super::shape::{Constraint, Shape, ShapeId, Shapes, Target};
use crate::error::ReadError;
use crate::term_id::TermId;
use crate::view::View;
use oxigraph::model::{Literal, NamedNodeRef, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;
use sulh_ontology::sh;

/// Answers that are kept, at most.
const KEPT_ANSWERS: usize = 1 << 20;

/// A node that does not meet a condition.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Finding {
    pub(crate) focus: TermId,
    /// What is wrong, unless it is something about all values together.
    pub(crate) value: Option<TermId>,
    /// The shape that has the condition.
    pub(crate) shape: ShapeId,
    /// The place of the condition in the shape.
    pub(crate) constraint: u32,
    pub(crate) component: NamedNodeRef<'static>,
    /// The predicate that a closed shape does not allow, or the repeated language.
    pub(crate) detail: Option<Detail>,
    /// By how many values a count is missed; 0 where nothing is counted.
    pub(crate) excess: u64,
}

/// What a finding says beside its value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Detail {
    Predicate(TermId),
    Language(String),
}

/// Holds shapes against nodes.
pub(crate) struct Evaluator<'a> {
    pub(crate) shapes: &'a Shapes,
    pub(crate) view: &'a View,
    pub(crate) ids: &'a Binding,
    rdf_type: Option<TermId>,
    sub_class_of: Option<TermId>,
    below: FxHashMap<(TermId, TermId), bool>,
    conforming: FxHashMap<(ShapeId, TermId), bool>,
    circles: Circles,
}

/// Where findings go.
struct Sink<'f> {
    findings: &'f mut Vec<Finding>,
    /// The first is enough.
    any: bool,
}

impl Sink<'_> {
    fn is_full(&self) -> bool {
        self.any && !self.findings.is_empty()
    }
}

/// One condition at one node.
#[derive(Clone, Copy)]
struct Place<'s> {
    focus: TermId,
    shape_id: ShapeId,
    shape: &'s Shape,
    number: u32,
    constraint: &'s Constraint,
}

impl Place<'_> {
    fn finding(&self, value: Option<TermId>) -> Finding {
        Finding {
            focus: self.focus,
            value,
            shape: self.shape_id,
            constraint: self.number,
            component: self.constraint.component(),
            detail: None,
            excess: 0,
        }
    }
}

impl<'a> Evaluator<'a> {
    /// Ids hold for this view.
    pub(crate) fn new(shapes: &'a Shapes, view: &'a View, ids: &'a Binding) -> Self {
        let (rdf_type, sub_class_of) = match shapes.class_terms {
            Some((kind, below)) => (ids.get(kind), ids.get(below)),
            None => (None, None),
        };
        let (below, conforming) = (FxHashMap::default(), FxHashMap::default());
        let circles = Circles::default();
        Self { shapes, view, ids, rdf_type, sub_class_of, below, conforming, circles }
    }

    fn walk(&self) -> Walk<'a> {
        Walk { view: self.view, ids: self.ids }
    }

    /// Adds what a node misses of a shape.
    pub(crate) fn findings(
        &mut self,
        shape: ShapeId,
        focus: TermId,
        findings: &mut Vec<Finding>,
    ) -> Result<(), ReadError> {
        self.run(shape, focus, &mut Sink { findings, any: false })
    }

    /// Whether a node misses nothing of a shape.
    pub(crate) fn conforms(&mut self, shape: ShapeId, node: TermId) -> Result<bool, ReadError> {
        if let Some(known) = self.conforming.get(&(shape, node)) {
            return Ok(*known);
        }
        let mut findings = Vec::new();
        self.run(shape, node, &mut Sink { findings: &mut findings, any: true })?;
        if self.conforming.len() >= KEPT_ANSWERS {
            self.conforming.clear();
        }
        self.conforming.insert((shape, node), findings.is_empty());
        Ok(findings.is_empty())
    }

    fn run(
        &mut self,
        shape_id: ShapeId,
        focus: TermId,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let shapes = self.shapes;
        let Some(shape) = shapes.shape(shape_id).filter(|shape| !shape.deactivated) else {
            return Ok(());
        };
        let values = match &shape.path {
            Some(_) if shape.repeated_step().is_some() => Vec::new(),
            Some(path) => self.walk().values(path, focus)?,
            None => vec![focus],
        };
        for (constraint, number) in shape.constraints.iter().zip(0..) {
            let place = Place { focus, shape_id, shape, number, constraint };
            self.check(place, &values, sink)?;
            if sink.is_full() {
                break;
            }
        }
        Ok(())
    }

    fn check(
        &mut self,
        place: Place<'_>,
        values: &[TermId],
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let count = values.len() as u64;
        match place.constraint {
            Constraint::MinCount(least) if count < *least => {
                sink.findings.push(Finding { excess: least - count, ..place.finding(None) });
            }
            Constraint::MaxCount(most) if count > *most => {
                sink.findings.push(Finding { excess: count - most, ..place.finding(None) });
            }
            Constraint::MinCount(_) | Constraint::MaxCount(_) => {}
            Constraint::HasValue(wanted) => {
                let there = self.ids.get(*wanted).is_some_and(|id| values.contains(&id));
                if !there {
                    sink.findings.push(place.finding(None));
                }
            }
            Constraint::UniqueLang => self.unique_languages(place, values, sink)?,
            Constraint::Equals(_) | Constraint::Disjoint(_) => self.sets(place, values, sink)?,
            Constraint::LessThan(_) | Constraint::LessThanOrEquals(_) => {
                self.order(place, values, sink)?;
            }
            Constraint::Qualified { .. } => self.qualified(place, values, sink)?,
            Constraint::NonRecursive => self.circles(place, sink)?,
            Constraint::Closed(allowed) => self.closed(place, allowed, values, sink)?,
            Constraint::Property(shape) => {
                for value in values {
                    self.run(*shape, *value, sink)?;
                }
            }
            _ => {
                for value in values {
                    if !self.value_conforms(place.constraint, *value)? {
                        sink.findings.push(place.finding(Some(*value)));
                    }
                }
            }
        }
        Ok(())
    }

    /// Conditions that look at one value alone.
    fn value_conforms(
        &mut self,
        constraint: &Constraint,
        value: TermId,
    ) -> Result<bool, ReadError> {
        Ok(match constraint {
            Constraint::Class(class) => match self.ids.get(*class) {
                Some(class) => self.is_instance(value, class)?,
                None => false,
            },
            Constraint::In(members) => {
                members.iter().any(|member| self.ids.get(*member) == Some(value))
            }
            Constraint::Not(shape) => !self.conforms(*shape, value)?,
            Constraint::Node(shape) => self.conforms(*shape, value)?,
            Constraint::And(shapes) => self.count_conforming(shapes, value)? == shapes.len(),
            Constraint::Or(shapes) => self.any_conforms(shapes, value)?,
            Constraint::Xone(shapes) => self.count_conforming(shapes, value)? == 1,
            other => other.allows(&self.view.term(value)?),
        })
    }

    fn any_conforms(&mut self, shapes: &[ShapeId], value: TermId) -> Result<bool, ReadError> {
        for shape in shapes {
            if self.conforms(*shape, value)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn count_conforming(&mut self, shapes: &[ShapeId], value: TermId) -> Result<usize, ReadError> {
        let mut count = 0;
        for shape in shapes {
            count += usize::from(self.conforms(*shape, value)?);
        }
        Ok(count)
    }

    fn unique_languages(
        &self,
        place: Place<'_>,
        values: &[TermId],
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let mut counts: Vec<(String, u64)> = Vec::new();
        for value in values {
            let Term::Literal(literal) = self.view.term(*value)? else { continue };
            let Some(language) = literal.language().map(str::to_ascii_lowercase) else { continue };
            match counts.iter_mut().find(|(known, _)| *known == language) {
                Some((_, count)) => *count += 1,
                None => counts.push((language, 1)),
            }
        }
        for (language, count) in counts.into_iter().filter(|(_, count)| *count > 1) {
            let detail = Some(Detail::Language(language));
            sink.findings.push(Finding { detail, excess: count - 1, ..place.finding(None) });
        }
        Ok(())
    }

    fn sets(
        &self,
        place: Place<'_>,
        values: &[TermId],
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (Constraint::Equals(other) | Constraint::Disjoint(other)) = place.constraint else {
            return Ok(());
        };
        let others = self.walk().values(&Path::Predicate(*other), place.focus)?;
        let equal = matches!(place.constraint, Constraint::Equals(_));
        let missing = values.iter().filter(|value| others.contains(value) != equal);
        sink.findings.extend(missing.map(|value| place.finding(Some(*value))));
        if equal {
            let missing = others.iter().filter(|other| !values.contains(other));
            sink.findings.extend(missing.map(|value| place.finding(Some(*value))));
        }
        Ok(())
    }

    fn order(
        &self,
        place: Place<'_>,
        values: &[TermId],
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (Constraint::LessThan(other) | Constraint::LessThanOrEquals(other)) = place.constraint
        else {
            return Ok(());
        };
        let or_equal = matches!(place.constraint, Constraint::LessThanOrEquals(_));
        let others = self.walk().values(&Path::Predicate(*other), place.focus)?;
        let others =
            others.into_iter().map(|id| self.value_of(id)).collect::<Result<Vec<_>, _>>()?;
        for value in values {
            let left = self.value_of(*value)?;
            for right in &others {
                let holds = match left.as_ref().zip(right.as_ref()).map(|(l, r)| l.compare(r)) {
                    Some(Some(Ordering::Less)) => true,
                    Some(Some(Ordering::Equal)) => or_equal,
                    _ => false,
                };
                if !holds {
                    sink.findings.push(place.finding(Some(*value)));
                }
            }
        }
        Ok(())
    }

    fn value_of(&self, id: TermId) -> Result<Option<Value>, ReadError> {
        Ok(match self.view.term(id)? {
            Term::Literal(literal) => Some(Value::of(literal.as_ref())),
            _ => None,
        })
    }

    fn circles(&mut self, place: Place<'_>, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        let (walk, focus) = (self.walk(), place.focus);
        let (step, repeated) = match &place.shape.path {
            Some(Path::OneOrMore(step)) => (&**step, true),
            Some(path) => (path, false),
            None => return Ok(()),
        };
        for value in walk.values(step, focus)? {
            let of = (place.shape_id, step);
            if value == focus || (repeated && self.circles.joined(walk, of, (value, focus))?) {
                sink.findings.push(place.finding(Some(value)));
            }
        }
        Ok(())
    }

    fn qualified(
        &mut self,
        place: Place<'_>,
        values: &[TermId],
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let Constraint::Qualified { shape, min, max, siblings } = place.constraint else {
            return Ok(());
        };
        let mut count = 0;
        for value in values {
            if self.conforms(*shape, *value)? && !self.any_conforms(siblings, *value)? {
                count += 1;
            }
        }
        if let Some(min) = min.filter(|min| count < *min) {
            sink.findings.push(Finding { excess: min - count, ..place.finding(None) });
        }
        if let Some(max) = max.filter(|max| count > *max) {
            let component = sh::QUALIFIED_MAX_COUNT_CONSTRAINT_COMPONENT;
            sink.findings.push(Finding { component, excess: count - max, ..place.finding(None) });
        }
        Ok(())
    }

    fn closed(
        &self,
        place: Place<'_>,
        allowed: &[super::constants::Constant],
        values: &[TermId],
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let allowed: Vec<_> = allowed.iter().filter_map(|known| self.ids.get(*known)).collect();
        for node in values {
            for triple in self.view.triples(Some(*node), None, None) {
                let [_, predicate, object] = triple?;
                if !allowed.contains(&predicate) {
                    let detail = Some(Detail::Predicate(predicate));
                    // The value node is what has the triple; for a node shape that is the focus.
                    let focus = if place.shape.path.is_none() { *node } else { place.focus };
                    sink.findings.push(Finding { focus, detail, ..place.finding(Some(object)) });
                }
            }
        }
        Ok(())
    }

    /// Whether a node has a class, or one below it, for type.
    pub(crate) fn is_instance(&mut self, node: TermId, class: TermId) -> Result<bool, ReadError> {
        let Some(rdf_type) = self.rdf_type else { return Ok(false) };
        for kind in self.view.objects(node, rdf_type) {
            if self.is_below(kind?, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a class is another one or stands below it.
    pub(crate) fn is_below(&mut self, class: TermId, above: TermId) -> Result<bool, ReadError> {
        if class == above {
            return Ok(true);
        }
        let Some(sub_class_of) = self.sub_class_of else { return Ok(false) };
        if let Some(known) = self.below.get(&(class, above)) {
            return Ok(*known);
        }
        let (mut open, mut seen) = (vec![class], FxHashSet::default());
        let mut found = false;
        'search: while let Some(node) = open.pop() {
            for next in self.view.objects(node, sub_class_of) {
                let next = next?;
                if next == above {
                    found = true;
                    break 'search;
                }
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        if self.below.len() >= KEPT_ANSWERS {
            self.below.clear();
        }
        self.below.insert((class, above), found);
        Ok(found)
    }

    /// Whether a target names a node.
    pub(crate) fn is_target(&mut self, target: Target, node: TermId) -> Result<bool, ReadError> {
        let is_some = |found: Option<Result<_, ReadError>>| found.transpose().map(|f| f.is_some());
        match target {
            Target::Node(named) => Ok(self.ids.get(named) == Some(node)),
            Target::Class(class) => match self.ids.get(class) {
                Some(class) => self.is_instance(node, class),
                None => Ok(false),
            },
            Target::SubjectsOf(predicate) => match self.ids.get(predicate) {
                Some(predicate) => is_some(self.view.objects(node, predicate).next()),
                None => Ok(false),
            },
            Target::ObjectsOf(predicate) => match self.ids.get(predicate) {
                Some(predicate) => is_some(self.view.subjects(predicate, node).next()),
                None => Ok(false),
            },
        }
    }

    /// The nodes that a target names, each once for each triple that says so.
    pub(crate) fn target_nodes(&self, target: Target) -> Result<Vec<TermId>, ReadError> {
        let column = |predicate: Option<TermId>, subject: bool| {
            let Some(predicate) = predicate else { return Ok(Vec::new()) };
            let triples = self.view.triples(None, Some(predicate), None);
            triples.map(|triple| triple.map(|[s, _, o]| if subject { s } else { o })).collect()
        };
        match target {
            Target::Node(node) => Ok(self.ids.get(node).into_iter().collect()),
            Target::SubjectsOf(predicate) => column(self.ids.get(predicate), true),
            Target::ObjectsOf(predicate) => column(self.ids.get(predicate), false),
            Target::Class(class) => {
                let (Some(class), Some((kind, below))) =
                    (self.ids.get(class), self.shapes.class_terms)
                else {
                    return Ok(Vec::new());
                };
                let up = Path::ZeroOrMore(Box::new(Path::Predicate(below)));
                self.walk().sources(&Path::Predicate(kind).then(&up), class)
            }
        }
    }
}

impl Constraint {
    /// Conditions that the term alone decides; true for all others.
    fn allows(&self, term: &Term) -> bool {
        match self {
            Self::Datatype(datatype) => match term {
                Term::Literal(literal) => {
                    literal.datatype() == datatype.as_ref()
                        && super::literal_value::is_well_formed(literal.as_ref())
                }
                _ => false,
            },
            Self::NodeKind(kinds) => match term {
                Term::NamedNode(_) => kinds.iri,
                Term::BlankNode(_) => kinds.blank,
                Term::Literal(_) => kinds.literal,
                Term::Triple(_) => false,
            },
            Self::Range(bound, _, limit) => match term {
                Term::Literal(literal) => Value::of(literal.as_ref())
                    .compare(limit)
                    .is_some_and(|order| bound.allows(order)),
                _ => false,
            },
            Self::MinLength(least) => text(term).is_some_and(|t| length(t) >= *least),
            Self::MaxLength(most) => text(term).is_some_and(|t| length(t) <= *most),
            Self::Pattern(regex, _) => text(term).is_some_and(|t| regex.is_match(t)),
            Self::LanguageIn(ranges) => match term {
                Term::Literal(literal) => speaks_one_of(literal, ranges),
                _ => false,
            },
            _ => true,
        }
    }
}

impl super::shape::Bound {
    fn allows(self, order: Ordering) -> bool {
        match self {
            Self::MinExclusive => order.is_gt(),
            Self::MinInclusive => order.is_ge(),
            Self::MaxExclusive => order.is_lt(),
            Self::MaxInclusive => order.is_le(),
        }
    }
}

fn text(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

/// SPARQL's `langMatches` with basic ranges.
fn speaks_one_of(literal: &Literal, ranges: &[String]) -> bool {
    let Some(language) = literal.language().map(str::to_ascii_lowercase) else { return false };
    ranges.iter().any(|range| {
        let rest = language.strip_prefix(range.as_str());
        range == "*" || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}
