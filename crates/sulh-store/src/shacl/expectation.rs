//! What would satisfy a condition, in one sentence without its full stop, in one language.
//!
//! It must not evaluate. A language that lacks a template says nothing rather than half of it.

use super::constants::Constant;
use super::evaluator::{Detail, Finding};
use super::label_templates::LabelTemplates;
use super::shape::{Constraint, NodeKinds, Shape, ShapeId, Shapes};
use oxigraph::model::{Literal, NamedNodeRef, Term};
use sulh_ontology::sh;

/// Members of a list that are named one by one.
const NAMED_MEMBERS: usize = 12;
/// What stands for something that is not known.
const UNKNOWN: &str = "…";

/// What would satisfy the condition of a finding, English first, then in every language of the
/// shapes graph. `circle` is the way back to the node, where the condition forbids one.
///
/// Empty where the condition is another shape and the shape has words of its own: the name of
/// that shape would say less.
pub(crate) fn expectations(shapes: &Shapes, finding: &Finding, circle: &str) -> Vec<Literal> {
    let shape = shapes.shape(finding.shape).filter(|shape| !shape.messages.is_empty());
    let constraint = shape.and_then(|shape| shape.constraints.get(finding.constraint as usize));
    let is_plain = |constraint: &Constraint| {
        constraint.shapes().is_empty() || matches!(constraint, Constraint::Qualified { .. })
    };
    if constraint.is_some_and(|constraint| !is_plain(constraint)) {
        return Vec::new();
    }
    let said = shapes.templates.languages().filter_map(|language| {
        let sentence = Speaker { shapes, language, circle }.of(finding)?;
        Some(Literal::new_language_tagged_literal_unchecked(sentence, language))
    });
    said.collect()
}

#[derive(Clone, Copy)]
struct Speaker<'s> {
    shapes: &'s Shapes,
    language: &'s str,
    circle: &'s str,
}

impl Speaker<'_> {
    fn of(self, finding: &Finding) -> Option<String> {
        let shape = self.shapes.shape(finding.shape);
        let constraint = shape.and_then(|s| s.constraints.get(finding.constraint as usize));
        match (constraint, &finding.detail) {
            (None, _) => self.say(sh::SHAPE, &[]),
            (Some(constraint @ Constraint::UniqueLang), Some(Detail::Language(language))) => {
                self.say(constraint.component(), &[("language", language.clone())])
            }
            (Some(Constraint::Qualified { shape, max: Some(max), .. }), _)
                if finding.component == sh::QUALIFIED_MAX_COUNT_CONSTRAINT_COMPONENT =>
            {
                let (shape, max) = (self.name(*shape)?, max.to_string());
                let parameters = [("qualifiedValueShape", shape), ("qualifiedMaxCount", max)];
                self.say(finding.component, &parameters)
            }
            (Some(constraint), _) => self.sentence(constraint),
        }
    }

    fn template(&self, of: NamedNodeRef<'_>) -> Option<&str> {
        let templates: &LabelTemplates = &self.shapes.templates;
        templates.get(self.language, of)
    }

    /// The template of a component with its parameters filled in.
    fn say(self, component: NamedNodeRef<'_>, parameters: &[(&str, String)]) -> Option<String> {
        let mut rest = self.template(component)?;
        let mut said = String::with_capacity(rest.len());
        // One pass, so that a value with braces in it stays as it is.
        while let Some((before, after)) = rest.split_once("{$") {
            said.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                said.push_str("{$");
                rest = after;
                break;
            };
            let value = parameters.iter().find(|(known, _)| *known == name);
            said.push_str(value.map_or(UNKNOWN, |(_, value)| value));
            rest = behind;
        }
        said.push_str(rest);
        Some(said)
    }

    fn term(&self, constant: Constant) -> String {
        self.shapes.constants.term(constant).map_or_else(String::new, Term::to_string)
    }

    fn sentence(self, constraint: &Constraint) -> Option<String> {
        let parameters: Vec<(&str, String)> = match constraint {
            Constraint::Class(class) => vec![("class", self.term(*class))],
            Constraint::Datatype(datatype) => vec![("datatype", datatype.to_string())],
            Constraint::NodeKind(kinds) => vec![("nodeKind", self.kinds(*kinds)?)],
            Constraint::MinCount(least) => vec![("minCount", least.to_string())],
            Constraint::MaxCount(most) => vec![("maxCount", most.to_string())],
            Constraint::Range(bound, limit, _) => vec![(bound.parameter(), limit.to_string())],
            Constraint::MinLength(least) => vec![("minLength", least.to_string())],
            Constraint::MaxLength(most) => vec![("maxLength", most.to_string())],
            Constraint::Pattern(_, pattern) => vec![("pattern", format!("{pattern:?}"))],
            Constraint::LanguageIn(languages) => vec![("languageIn", languages.join(", "))],
            Constraint::UniqueLang | Constraint::Closed(_) => Vec::new(),
            Constraint::Equals(other) => vec![("equals", self.term(*other))],
            Constraint::Disjoint(other) => vec![("disjoint", self.term(*other))],
            Constraint::LessThan(other) => vec![("lessThan", self.term(*other))],
            Constraint::LessThanOrEquals(other) => vec![("lessThanOrEquals", self.term(*other))],
            Constraint::Not(shape) => vec![("not", self.name(*shape)?)],
            Constraint::And(all) => vec![("and", self.names(all)?)],
            Constraint::Or(any) => vec![("or", self.names(any)?)],
            Constraint::Xone(one) => vec![("xone", self.names(one)?)],
            Constraint::Node(shape) | Constraint::Property(shape) => {
                vec![("node", self.name(*shape)?)]
            }
            Constraint::Qualified { shape, min, .. } => vec![
                ("qualifiedValueShape", self.name(*shape)?),
                ("qualifiedMinCount", min.unwrap_or(0).to_string()),
            ],
            Constraint::HasValue(value) => vec![("hasValue", self.term(*value))],
            Constraint::In(members) => vec![("in", self.members(members))],
            Constraint::NonRecursive => vec![("circle", self.circle.to_owned())],
        };
        self.say(constraint.component(), &parameters)
    }

    fn kinds(self, kinds: NodeKinds) -> Option<String> {
        let named =
            [(kinds.iri, sh::IRI), (kinds.blank, sh::BLANK_NODE), (kinds.literal, sh::LITERAL)];
        let allowed = named.into_iter().filter(|(allowed, _)| *allowed);
        let kinds: Option<Vec<&str>> = allowed.map(|(_, kind)| self.template(kind)).collect();
        Some(kinds?.join(self.template(sh::OR)?))
    }

    fn members(self, members: &[Constant]) -> String {
        let shown: Vec<String> =
            members.iter().take(NAMED_MEMBERS).map(|member| self.term(*member)).collect();
        let more = members.len().saturating_sub(NAMED_MEMBERS);
        let more = if more > 0 { format!(", {UNKNOWN} (+ {more})") } else { String::new() };
        format!("{}{more}", shown.join(", "))
    }

    /// A shape by its IRI, or where it has none by what it asks for.
    fn name(self, id: ShapeId) -> Option<String> {
        match self.shapes.shape(id) {
            Some(Shape { node: node @ Term::NamedNode(_), .. }) => Some(node.to_string()),
            Some(shape) => {
                let constants = &self.shapes.constants;
                let path = shape.path.as_ref().map(|path| format!("{} ", path.to_text(constants)));
                let own = shape.constraints.iter().filter(|inner| inner.shapes().is_empty());
                let parts: Option<Vec<String>> = own.map(|inner| self.sentence(inner)).collect();
                Some(format!("[{}{}]", path.unwrap_or_default(), parts?.join("; ")))
            }
            None => Some(String::new()),
        }
    }

    fn names(self, ids: &[ShapeId]) -> Option<String> {
        let all: Option<Vec<String>> = ids.iter().map(|id| self.name(*id)).collect();
        Some(all?.join(", "))
    }
}
