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

#[test]
fn every_shape_that_is_named_is_there_and_every_one_that_is_there_is_named() {
    let declared: BTreeSet<_> = triples().map(subject).collect();
    let mut named: BTreeSet<&str> = BTreeSet::from([rdf::NIL.as_str()]);
    for triple in triples() {
        let leads_on = [sh::PROPERTY, sh::NODE, sh::OR, rdf::FIRST, rdf::REST];
        if leads_on.contains(&triple.predicate.as_ref()) {
            let iri = iris(&[&triple.object])[0];
            assert!(declared.contains(iri) || iri == rdf::NIL.as_str(), "{iri} is nowhere");
            named.insert(iri);
        }
        if [sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF].contains(&triple.predicate.as_ref()) {
            named.insert(subject(triple));
        }
    }
    for shape in declared {
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
