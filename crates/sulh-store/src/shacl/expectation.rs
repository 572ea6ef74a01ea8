//! What would satisfy a condition, in one English sentence without its full stop.
//!
//! It is what is shown where a shape has no message of its own; it must not evaluate.

use super::constants::Constant;
use super::evaluator::{Detail, Finding};
use super::shape::{Bound, Constraint, NodeKinds, Shape, ShapeId, Shapes};
use oxigraph::model::Term;
use sulh_ontology::sh;

/// Members of a list that are named one by one.
const NAMED_MEMBERS: usize = 12;

/// What would satisfy the condition of a finding.
pub(crate) fn expectation(shapes: &Shapes, finding: &Finding) -> String {
    let shape = shapes.shape(finding.shape);
    let constraint = shape.and_then(|s| s.constraints.get(finding.constraint as usize));
    let Some(constraint) = constraint else { return "a value that the shape allows".to_owned() };
    match (constraint, &finding.detail) {
        (Constraint::UniqueLang, Some(Detail::Language(language))) => {
            format!("one value in each language; several are in {language:?}")
        }
        (Constraint::Qualified { shape, max: Some(max), .. }, _)
            if finding.component == sh::QUALIFIED_MAX_COUNT_CONSTRAINT_COMPONENT =>
        {
            format!("at most {} of the shape {}", values(*max), name(shapes, *shape))
        }
        (constraint, _) => sentence(shapes, constraint),
    }
}

fn sentence(shapes: &Shapes, constraint: &Constraint) -> String {
    let term = |constant: &Constant| {
        shapes.constants.term(*constant).map_or_else(String::new, Term::to_string)
    };
    match constraint {
        Constraint::Class(class) => format!("a node of the class {}", term(class)),
        Constraint::Datatype(datatype) => format!("a well-formed value of the datatype {datatype}"),
        Constraint::NodeKind(kinds) => kind_name(*kinds).to_owned(),
        Constraint::MinCount(least) => format!("at least {}", values(*least)),
        Constraint::MaxCount(most) => format!("at most {}", values(*most)),
        Constraint::Range(bound, limit, _) => format!("a value {} {limit}", bound_name(*bound)),
        Constraint::MinLength(least) => format!("a text of at least {least} characters"),
        Constraint::MaxLength(most) => format!("a text of at most {most} characters"),
        Constraint::Pattern(_, pattern) => format!("a text that matches {pattern:?}"),
        Constraint::LanguageIn(languages) => {
            format!("a text in one of the languages {}", languages.join(", "))
        }
        Constraint::UniqueLang => "one value in each language".to_owned(),
        Constraint::Equals(other) => format!("the same values as {}", term(other)),
        Constraint::Disjoint(other) => format!("no value that is one of {} too", term(other)),
        Constraint::LessThan(other) => format!("a value less than each of {}", term(other)),
        Constraint::LessThanOrEquals(other) => {
            format!("a value not greater than any of {}", term(other))
        }
        Constraint::Not(shape) => format!("not what the shape {} describes", name(shapes, *shape)),
        Constraint::And(all) => format!("what all of these describe: {}", names(shapes, all)),
        Constraint::Or(any) => format!("what one of these describes: {}", names(shapes, any)),
        Constraint::Xone(one) => {
            format!("what exactly one of these describes: {}", names(shapes, one))
        }
        Constraint::Node(shape) | Constraint::Property(shape) => {
            format!("what the shape {} describes", name(shapes, *shape))
        }
        Constraint::Qualified { shape, min, .. } => {
            format!("at least {} of the shape {}", values(min.unwrap_or(0)), name(shapes, *shape))
        }
        Constraint::Closed(_) => "no property but those that the shape names".to_owned(),
        Constraint::HasValue(value) => format!("the value {} among the values", term(value)),
        Constraint::In(members) => {
            let shown: Vec<String> = members.iter().take(NAMED_MEMBERS).map(term).collect();
            let more = members.len().saturating_sub(NAMED_MEMBERS);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("one of {}{more}", shown.join(", "))
        }
    }
}

fn values(count: u64) -> String {
    if count == 1 { "1 value".to_owned() } else { format!("{count} values") }
}

fn kind_name(kinds: NodeKinds) -> &'static str {
    match (kinds.iri, kinds.blank, kinds.literal) {
        (true, false, false) => "an IRI",
        (false, true, false) => "a blank node",
        (false, false, true) => "a literal",
        (true, true, false) => "an IRI or a blank node",
        (true, false, true) => "an IRI or a literal",
        _ => "a blank node or a literal",
    }
}

fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::MinExclusive => "greater than",
        Bound::MinInclusive => "not less than",
        Bound::MaxExclusive => "less than",
        Bound::MaxInclusive => "not greater than",
    }
}

/// A shape by its IRI, or where it has none by what it asks for.
fn name(shapes: &Shapes, id: ShapeId) -> String {
    match shapes.shape(id) {
        Some(Shape { node: node @ Term::NamedNode(_), .. }) => node.to_string(),
        Some(shape) => {
            let path =
                shape.path.as_ref().map(|path| format!("{} ", path.to_text(&shapes.constants)));
            let parts: Vec<String> = shape
                .constraints
                .iter()
                .filter(|constraint| constraint.shapes().is_empty())
                .map(|constraint| sentence(shapes, constraint))
                .collect();
            format!("[{}{}]", path.unwrap_or_default(), parts.join(" and "))
        }
        None => String::new(),
    }
}

fn names(shapes: &Shapes, ids: &[ShapeId]) -> String {
    let all: Vec<String> = ids.iter().map(|id| name(shapes, *id)).collect();
    all.join(", ")
}
