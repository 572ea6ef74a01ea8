//! The SHACL shapes: one for every class, each with words that say what is wrong.

use std::collections::BTreeSet;

use oxrdf::{NamedNodeRef, Term, Triple};
use sulh_ontology::{Kind, org, owl, rdf, sh, shapes, skos, sulh};

use super::graph::{FILES, of_type, slug_of, subject};

/// The languages that every message is in, by lower-case tag.
const LANGUAGES: [&str; 9] = ["en", "bs", "hr", "sr-cyrl", "cnr", "tr", "bg", "sq", "mk"];

/// All triples of the files of shapes.
fn triples() -> impl Iterator<Item = &'static Triple> {
    shapes().flat_map(|file| &FILES[file.name])
}

fn objects(shape: &str, predicate: NamedNodeRef<'_>) -> Vec<&'static Term> {
    triples()
        .filter(|triple| triple.predicate == predicate && subject(triple) == shape)
        .map(|triple| &triple.object)
        .collect()
}

fn iris(terms: &[&'static Term]) -> Vec<&'static str> {
    let iris = terms.iter().map(|term| match term {
        Term::NamedNode(node) => node.as_str(),
        other => panic!("{other} is no IRI"),
    });
    iris.collect()
}

/// The shapes that something is held to: those with a target, and the properties of these.
fn reporting() -> BTreeSet<&'static str> {
    let targeted: BTreeSet<_> = triples()
        .filter(|triple| {
            [sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF]
                .map(NamedNodeRef::as_str)
                .contains(&triple.predicate.as_str())
        })
        .map(subject)
        .collect();
    let properties: BTreeSet<_> =
        targeted.iter().flat_map(|shape| iris(&objects(shape, sh::PROPERTY))).collect();
    let judging = targeted.into_iter().filter(|shape| !objects(shape, sh::OR).is_empty());
    judging.chain(properties).collect()
}

#[test]
fn every_class_has_a_shape() {
    let targets: BTreeSet<_> = triples()
        .filter(|triple| triple.predicate == sh::TARGET_CLASS)
        .flat_map(|triple| iris(&[&triple.object]))
        .collect();
    let mut classes = of_type(owl::CLASS);
    classes
        .extend([org::MEMBERSHIP, skos::CONCEPT, skos::CONCEPT_SCHEME].map(NamedNodeRef::as_str));
    for class in classes {
        assert!(targets.contains(class), "{class} has no shape");
    }
}

#[test]
fn every_shape_says_in_each_language_what_is_wrong() {
    let shapes = reporting();
    assert!(shapes.len() > 200, "{} shapes", shapes.len());
    for shape in shapes {
        for language in LANGUAGES {
            let messages = objects(shape, sh::MESSAGE).into_iter().filter(|message| {
                matches!(message, Term::Literal(text) if text.language() == Some(language))
            });
            assert_eq!(messages.count(), 1, "{shape} in {language}");
        }
    }
}

/// What is filled into a template, in its order of the alphabet.
fn parameters(template: &str) -> BTreeSet<&str> {
    template.split("{$").skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

#[test]
fn every_condition_is_said_in_each_language_with_the_same_parameters() {
    let said: Vec<_> = triples().filter(|triple| triple.predicate == sh::LABEL_TEMPLATE).collect();
    let of: BTreeSet<_> = said.iter().map(|triple| subject(triple)).collect();
    assert!(of.len() > 30, "{} templates", of.len());
    for component in of {
        let templates: Vec<_> = objects(component, sh::LABEL_TEMPLATE)
            .into_iter()
            .filter_map(|template| match template {
                Term::Literal(text) => Some((text.language()?, text.value())),
                _ => None,
            })
            .collect();
        let first = parameters(templates[0].1);
        for language in LANGUAGES.into_iter().filter(|language| *language != "en") {
            let mut own = templates.iter().filter(|(tag, _)| *tag == language);
            let (_, template) = own.next().unwrap_or_else(|| panic!("{component} in {language}"));
            assert_eq!(parameters(template), first, "{component} in {language}");
            assert!(own.next().is_none(), "{component} twice in {language}");
        }
    }
}

#[test]
fn every_shape_that_is_named_is_there_and_every_one_that_is_there_is_named() {
    let declared: BTreeSet<_> = triples().map(subject).collect();
    let mut named: BTreeSet<&str> = BTreeSet::from([rdf::NIL.as_str()]);
    for triple in triples() {
        let leads_on = [
            sh::PROPERTY,
            sh::NODE,
            sh::OR,
            sh::ONE_OR_MORE_PATH,
            sh::ALTERNATIVE_PATH,
            rdf::FIRST,
            rdf::REST,
        ];
        if triple.predicate == sh::PATH {
            named.extend(iris(&[&triple.object]));
        }
        if leads_on.contains(&triple.predicate.as_ref()) {
            let iri = iris(&[&triple.object])[0];
            let foreign = !iri.starts_with(sulh_ontology::NAMESPACE);
            assert!(foreign || declared.contains(iri), "{iri} is nowhere");
            named.insert(iri);
        }
        if [sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF].contains(&triple.predicate.as_ref()) {
            named.insert(subject(triple));
        }
    }
    for shape in declared.into_iter().filter(|node| node.starts_with(sulh_ontology::NAMESPACE)) {
        assert!(named.contains(shape), "{shape} is used nowhere");
    }
}

#[test]
fn closed_lists_in_the_shapes_are_those_of_the_ontology() {
    for (class, kind) in [
        (sulh::RESPONSE_STATUS, Kind::ResponseStatus),
        (sulh::REVIEW_STATUS_CLASS, Kind::ReviewStatus),
        (sulh::POLARITY_CLASS, Kind::Polarity),
        (sulh::FINDING_POLARITY, Kind::FindingPolarity),
        (sulh::IMPLEMENTATION_STATUS_CLASS, Kind::ImplementationStatus),
    ] {
        let start = format!("/id/{kind}/(");
        let patterns: Vec<_> = triples()
            .filter(|triple| triple.predicate == sh::PATTERN)
            .filter_map(|triple| match &triple.object {
                Term::Literal(text) => text.value().strip_prefix(start.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(patterns.len(), 1, "{kind}");
        let in_shape: BTreeSet<_> = patterns[0].trim_end_matches(")$").split('|').collect();
        let in_list: BTreeSet<_> =
            of_type(class).into_iter().map(|iri| slug_of(kind, iri)).collect();
        assert_eq!(in_shape, in_list, "{kind}");
    }
}
