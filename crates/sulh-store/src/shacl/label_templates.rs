//! How conditions are said in words: `sh:labelTemplate` by component and language.
//!
//! It must not know values: `{$name}` stands where the value of a parameter goes. English is
//! built in, so that shapes without any words of their own are still explained.

use super::shapes_graph::ShapesGraph;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use sulh_ontology::{dash, sh};

/// The language of the templates that are built in.
pub(crate) const ENGLISH: &str = "en";

/// Templates in languages other than English.
#[derive(Clone, Debug, Default)]
pub(crate) struct LabelTemplates(BTreeMap<String, FxHashMap<String, String>>);

impl LabelTemplates {
    /// Reads what a shapes graph says of components and of kinds of nodes.
    pub(crate) fn read(graph: &ShapesGraph<'_>) -> Self {
        let mut all = Self::default();
        for triple in graph.graph.triples_for_predicate(sh::LABEL_TEMPLATE) {
            if let (NamedOrBlankNodeRef::NamedNode(of), TermRef::Literal(template)) =
                (triple.subject, triple.object)
                && let Some(language) = template.language()
            {
                let templates = all.0.entry(language.to_owned()).or_default();
                templates.insert(of.as_str().to_owned(), template.value().to_owned());
            }
        }
        all
    }

    /// English, then every other language in which there is a template.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &str> {
        let others = self.0.keys().map(String::as_str).filter(|language| *language != ENGLISH);
        std::iter::once(ENGLISH).chain(others)
    }

    /// The template of a component, or the name of a kind of node.
    pub(crate) fn get(&self, language: &str, of: NamedNodeRef<'_>) -> Option<&str> {
        let given = self.0.get(language).and_then(|templates| templates.get(of.as_str()));
        given.map(String::as_str).or_else(|| if language == ENGLISH { english(of) } else { None })
    }
}

fn english(of: NamedNodeRef<'_>) -> Option<&'static str> {
    ENGLISH_TEMPLATES.iter().find(|(known, _)| *known == of).map(|(_, template)| *template)
}

/// What is said of each condition in English.
pub(crate) const ENGLISH_TEMPLATES: [(NamedNodeRef<'static>, &str); 34] = [
    (sh::CLASS_CONSTRAINT_COMPONENT, "a node of the class {$class}"),
    (sh::DATATYPE_CONSTRAINT_COMPONENT, "a well-formed value of the datatype {$datatype}"),
    (sh::NODE_KIND_CONSTRAINT_COMPONENT, "kind of node: {$nodeKind}"),
    (sh::MIN_COUNT_CONSTRAINT_COMPONENT, "number of values: at least {$minCount}"),
    (sh::MAX_COUNT_CONSTRAINT_COMPONENT, "number of values: at most {$maxCount}"),
    (sh::MIN_EXCLUSIVE_CONSTRAINT_COMPONENT, "a value greater than {$minExclusive}"),
    (sh::MIN_INCLUSIVE_CONSTRAINT_COMPONENT, "a value not less than {$minInclusive}"),
    (sh::MAX_EXCLUSIVE_CONSTRAINT_COMPONENT, "a value less than {$maxExclusive}"),
    (sh::MAX_INCLUSIVE_CONSTRAINT_COMPONENT, "a value not greater than {$maxInclusive}"),
    (sh::MIN_LENGTH_CONSTRAINT_COMPONENT, "number of characters: at least {$minLength}"),
    (sh::MAX_LENGTH_CONSTRAINT_COMPONENT, "number of characters: at most {$maxLength}"),
    (sh::PATTERN_CONSTRAINT_COMPONENT, "a text that matches {$pattern}"),
    (sh::LANGUAGE_IN_CONSTRAINT_COMPONENT, "a text in one of the languages {$languageIn}"),
    (
        sh::UNIQUE_LANG_CONSTRAINT_COMPONENT,
        "only one value in each language (several: {$language})",
    ),
    (sh::EQUALS_CONSTRAINT_COMPONENT, "the same values as {$equals}"),
    (sh::DISJOINT_CONSTRAINT_COMPONENT, "no value that is one of {$disjoint} too"),
    (sh::LESS_THAN_CONSTRAINT_COMPONENT, "a value less than each of {$lessThan}"),
    (
        sh::LESS_THAN_OR_EQUALS_CONSTRAINT_COMPONENT,
        "a value not greater than any of {$lessThanOrEquals}",
    ),
    (sh::NOT_CONSTRAINT_COMPONENT, "not what the shape {$not} describes"),
    (sh::AND_CONSTRAINT_COMPONENT, "what all of these describe: {$and}"),
    (sh::OR_CONSTRAINT_COMPONENT, "what one of these describes: {$or}"),
    (sh::XONE_CONSTRAINT_COMPONENT, "what exactly one of these describes: {$xone}"),
    (sh::NODE_CONSTRAINT_COMPONENT, "what the shape {$node} describes"),
    (
        sh::QUALIFIED_MIN_COUNT_CONSTRAINT_COMPONENT,
        "number of values of the shape {$qualifiedValueShape}: at least {$qualifiedMinCount}",
    ),
    (
        sh::QUALIFIED_MAX_COUNT_CONSTRAINT_COMPONENT,
        "number of values of the shape {$qualifiedValueShape}: at most {$qualifiedMaxCount}",
    ),
    (sh::CLOSED_CONSTRAINT_COMPONENT, "no property but those that the shape names"),
    (sh::HAS_VALUE_CONSTRAINT_COMPONENT, "the value {$hasValue} among the values"),
    (sh::IN_CONSTRAINT_COMPONENT, "one of: {$in}"),
    (
        dash::NON_RECURSIVE_CONSTRAINT_COMPONENT,
        "a value that does not lead back to the node; this one does: {$circle}",
    ),
    (sh::SHAPE, "a value that the shape allows"),
    (sh::IRI, "an address (IRI)"),
    (sh::BLANK_NODE, "a blank node"),
    (sh::LITERAL, "a literal"),
    (sh::OR, " or "),
];
