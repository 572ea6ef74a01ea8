//! The conditions of one shape, read from the shapes graph.
//!
//! It must not read targets or paths: that is [`super::compile`].

use super::compile::Compiler;
use super::literal_value::Value;
use super::shape::{Bound, Constraint, Made, NodeKinds, ShapeId};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use regex::RegexBuilder;
use sulh_ontology::{dash, sh};

/// Bytes that a compiled pattern may take.
const LARGEST_PATTERN: usize = 1 << 20;

impl Compiler<'_> {
    /// Every condition of a shape; ill-formed ones are noted and left out.
    pub(crate) fn constraints(&mut self, node: &Term, has_path: bool) -> Vec<Constraint> {
        let mut all = Vec::new();
        self.value_types(node, &mut all);
        self.counts(node, has_path, &mut all);
        self.ranges(node, &mut all);
        self.strings(node, has_path, &mut all);
        self.pairs(node, has_path, &mut all);
        self.logic(node, &mut all);
        self.qualified(node, has_path, &mut all);
        self.others(node, &mut all);
        if self.needs_path(node, dash::NON_RECURSIVE, has_path)
            && self.graph.truth(node, dash::NON_RECURSIVE)
        {
            all.push(Constraint::NonRecursive);
        }
        all
    }

    fn value_types(&mut self, node: &Term, all: &mut Vec<Constraint>) {
        for class in self.graph.iris(node, sh::CLASS) {
            all.push(Constraint::Class(self.constant(class)));
        }
        if let Some(datatype) = self.one_iri(node, sh::DATATYPE) {
            all.push(Constraint::Datatype(datatype));
        }
        if let Some(kind) = self.one_iri(node, sh::NODE_KIND) {
            match node_kinds(kind.as_ref()) {
                Some(kinds) => all.push(Constraint::NodeKind(kinds)),
                None => self.graph.wrong(
                    node,
                    "node-kind",
                    format!("{} is {kind}, which is no kind of node", sh::NODE_KIND),
                ),
            }
        }
    }

    fn one_iri(&mut self, node: &Term, property: NamedNodeRef<'_>) -> Option<NamedNode> {
        match self.graph.value(node, property)? {
            Term::NamedNode(iri) => Some(iri),
            other => {
                let message = format!("{property} is {other}, but must be an IRI");
                self.graph.wrong(node, "not-an-iri", message);
                None
            }
        }
    }

    /// Notes a parameter that only property shapes may have.
    fn needs_path(&mut self, node: &Term, property: NamedNodeRef<'_>, has_path: bool) -> bool {
        if !has_path && !self.graph.values(node, property).is_empty() {
            let message = format!("has {property}, which only a shape with {} may have", sh::PATH);
            self.graph.wrong(node, "needs-path", message);
        }
        has_path
    }

    fn counts(&mut self, node: &Term, has_path: bool, all: &mut Vec<Constraint>) {
        let kinds: [Made<u64, Constraint>; 2] =
            [(sh::MIN_COUNT, Constraint::MinCount), (sh::MAX_COUNT, Constraint::MaxCount)];
        for (property, make) in kinds {
            if self.needs_path(node, property, has_path) {
                all.extend(self.graph.count(node, property).map(make));
            }
        }
    }

    fn ranges(&mut self, node: &Term, all: &mut Vec<Constraint>) {
        let bounds = [
            (sh::MIN_EXCLUSIVE, Bound::MinExclusive),
            (sh::MIN_INCLUSIVE, Bound::MinInclusive),
            (sh::MAX_EXCLUSIVE, Bound::MaxExclusive),
            (sh::MAX_INCLUSIVE, Bound::MaxInclusive),
        ];
        for (property, bound) in bounds {
            if let Some(literal) = self.graph.literal(node, property) {
                let value = Value::of(literal.as_ref());
                all.push(Constraint::Range(bound, literal, value));
            }
        }
    }

    fn strings(&mut self, node: &Term, has_path: bool, all: &mut Vec<Constraint>) {
        all.extend(self.graph.count(node, sh::MIN_LENGTH).map(Constraint::MinLength));
        all.extend(self.graph.count(node, sh::MAX_LENGTH).map(Constraint::MaxLength));
        self.pattern(node, all);
        if let Some(head) = self.graph.value(node, sh::LANGUAGE_IN) {
            let members = self.graph.list(node, &head).unwrap_or_default();
            let mut languages = Vec::new();
            for member in members {
                match member {
                    Term::Literal(tag) if tag.datatype() == xsd::STRING => {
                        languages.push(tag.value().to_ascii_lowercase());
                    }
                    other => {
                        let message = format!("{other} in {} is no text", sh::LANGUAGE_IN);
                        self.graph.wrong(node, "not-a-text", message);
                    }
                }
            }
            all.push(Constraint::LanguageIn(languages));
        }
        if self.needs_path(node, sh::UNIQUE_LANG, has_path)
            && self.graph.truth(node, sh::UNIQUE_LANG)
            // SHACL names the literal `true`, not every spelling of its value.
            && self.graph.values(node, sh::UNIQUE_LANG).contains(&Literal::from(true).into())
        {
            all.push(Constraint::UniqueLang);
        }
    }

    fn pattern(&mut self, node: &Term, all: &mut Vec<Constraint>) {
        let flags = self.graph.text(node, sh::FLAGS).unwrap_or_default();
        for pattern in self.graph.values(node, sh::PATTERN) {
            let Term::Literal(pattern) = pattern else {
                let message = format!("{} must be a text", sh::PATTERN);
                self.graph.wrong(node, "not-a-text", message);
                continue;
            };
            let source = if flags.contains('q') {
                regex::escape(pattern.value())
            } else {
                pattern.value().to_owned()
            };
            let built = RegexBuilder::new(&source)
                .size_limit(LARGEST_PATTERN)
                .dfa_size_limit(LARGEST_PATTERN)
                .case_insensitive(flags.contains('i'))
                .multi_line(flags.contains('m'))
                .dot_matches_new_line(flags.contains('s'))
                .ignore_whitespace(flags.contains('x'))
                .build();
            match built {
                Ok(regex) => {
                    all.push(Constraint::Pattern(Box::new(regex), pattern.value().to_owned()));
                }
                Err(error) => {
                    let message = format!("the pattern {pattern} cannot be used: {error}");
                    self.graph.wrong(node, "pattern", message);
                }
            }
        }
    }

    fn pairs(&mut self, node: &Term, has_path: bool, all: &mut Vec<Constraint>) {
        for property in self.graph.iris(node, sh::EQUALS) {
            all.push(Constraint::Equals(self.constant(property)));
        }
        for property in self.graph.iris(node, sh::DISJOINT) {
            all.push(Constraint::Disjoint(self.constant(property)));
        }
        if self.needs_path(node, sh::LESS_THAN, has_path) {
            for property in self.graph.iris(node, sh::LESS_THAN) {
                all.push(Constraint::LessThan(self.constant(property)));
            }
        }
        if self.needs_path(node, sh::LESS_THAN_OR_EQUALS, has_path) {
            for property in self.graph.iris(node, sh::LESS_THAN_OR_EQUALS) {
                all.push(Constraint::LessThanOrEquals(self.constant(property)));
            }
        }
    }

    fn logic(&mut self, node: &Term, all: &mut Vec<Constraint>) {
        let lists: [Made<Vec<ShapeId>, Constraint>; 3] =
            [(sh::AND, Constraint::And), (sh::OR, Constraint::Or), (sh::XONE, Constraint::Xone)];
        for (property, make) in lists {
            for head in self.graph.values(node, property) {
                if let Some(members) = self.graph.list(node, &head) {
                    let members = members.iter().map(|member| self.shape_of(member)).collect();
                    all.push(make(members));
                }
            }
        }
        let single: [Made<ShapeId, Constraint>; 3] = [
            (sh::NOT, Constraint::Not),
            (sh::NODE, Constraint::Node),
            (sh::PROPERTY, Constraint::Property),
        ];
        for (property, make) in single {
            for shape in self.graph.values(node, property) {
                if property == sh::PROPERTY && self.graph.values(&shape, sh::PATH).is_empty() {
                    let message = format!("{shape} is a value of {property} without {}", sh::PATH);
                    self.graph.wrong(node, "no-path", message);
                    continue;
                }
                all.push(make(self.shape_of(&shape)));
            }
        }
    }

    fn qualified(&mut self, node: &Term, has_path: bool, all: &mut Vec<Constraint>) {
        if !self.needs_path(node, sh::QUALIFIED_VALUE_SHAPE, has_path) {
            return;
        }
        let min = self.graph.count(node, sh::QUALIFIED_MIN_COUNT);
        let max = self.graph.count(node, sh::QUALIFIED_MAX_COUNT);
        let disjoint = self.graph.truth(node, sh::QUALIFIED_VALUE_SHAPES_DISJOINT);
        for value_shape in self.graph.values(node, sh::QUALIFIED_VALUE_SHAPE) {
            let shape = self.shape_of(&value_shape);
            // Who the siblings are is known when all shapes are read.
            let siblings = if disjoint { vec![shape] } else { Vec::new() };
            all.push(Constraint::Qualified { shape, min, max, siblings });
        }
    }

    fn others(&mut self, node: &Term, all: &mut Vec<Constraint>) {
        if self.graph.truth(node, sh::CLOSED) {
            let mut allowed = Vec::new();
            for property in self.graph.values(node, sh::PROPERTY) {
                for path in self.graph.values(&property, sh::PATH) {
                    if matches!(path, Term::NamedNode(_)) {
                        allowed.push(self.constant(path));
                    }
                }
            }
            if let Some(head) = self.graph.value(node, sh::IGNORED_PROPERTIES) {
                for property in self.graph.list(node, &head).unwrap_or_default() {
                    if !matches!(property, Term::NamedNode(_)) {
                        let message = format!("{property} in {} is no IRI", sh::IGNORED_PROPERTIES);
                        self.graph.wrong(node, "not-an-iri", message);
                    }
                    allowed.push(self.constant(property));
                }
            }
            all.push(Constraint::Closed(allowed));
        }
        for value in self.graph.values(node, sh::HAS_VALUE) {
            all.push(Constraint::HasValue(self.constant(value)));
        }
        if let Some(head) = self.graph.value(node, sh::IN) {
            let members = self.graph.list(node, &head).unwrap_or_default();
            let members = members.into_iter().map(|member| self.constant(member)).collect();
            all.push(Constraint::In(members));
        }
    }
}

fn node_kinds(kind: NamedNodeRef<'_>) -> Option<NodeKinds> {
    let kinds = |iri, blank, literal| Some(NodeKinds { iri, blank, literal });
    match kind {
        sh::IRI => kinds(true, false, false),
        sh::BLANK_NODE => kinds(false, true, false),
        sh::LITERAL => kinds(false, false, true),
        sh::BLANK_NODE_OR_IRI => kinds(true, true, false),
        sh::BLANK_NODE_OR_LITERAL => kinds(false, true, true),
        sh::IRIOR_LITERAL => kinds(true, false, true),
        _ => None,
    }
}
