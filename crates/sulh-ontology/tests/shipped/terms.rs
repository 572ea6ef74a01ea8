//! Classes and properties: each said in full, with an example that parses.

use std::collections::BTreeSet;

use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use sulh_ontology::{Base, Kind, dcterms, org, owl, prov, rdf, rdfs, schema, skos, sulh, xsd};

use super::graph::{FILES, all, of_type, subject};
use super::table::rows;

/// The triples of an example, with the prefixes that all examples share.
fn parse_example(example: &str) -> Vec<Triple> {
    let base = Base::default();
    let mut parser = TurtleParser::new();
    for kind in Kind::ALL {
        let namespace = format!("{base}id/{kind}/");
        parser = parser.with_prefix(kind.as_str(), namespace).unwrap();
    }
    for (prefix, namespace) in [
        ("sulh", sulh::NAMESPACE),
        ("dcterms", dcterms::NAMESPACE),
        ("org", org::NAMESPACE),
        ("prov", prov::NAMESPACE),
        ("rdf", rdf::NAMESPACE),
        ("rdfs", rdfs::NAMESPACE),
        ("skos", skos::NAMESPACE),
        ("xsd", xsd::NAMESPACE),
    ] {
        parser = parser.with_prefix(prefix, namespace).unwrap();
    }
    let triples = parser.for_slice(example.as_bytes());
    triples.map(|triple| triple.unwrap_or_else(|error| panic!("{example}: {error}"))).collect()
}

/// The one example of a term.
fn example_of(term: &str) -> &'static str {
    let mut examples = all()
        .filter(|triple| triple.predicate == skos::EXAMPLE && subject(triple) == term)
        .filter_map(|triple| match &triple.object {
            Term::Literal(text) => Some(text.value()),
            _ => None,
        });
    let example = examples.next().unwrap_or_else(|| panic!("{term} has no example"));
    assert!(examples.next().is_none(), "{term} has several examples");
    example
}

#[test]
fn the_example_of_a_class_makes_one_with_all_in_one_place() {
    for class in of_type(owl::CLASS) {
        let triples = parse_example(example_of(class));
        let is_of_class = |triple: &Triple| {
            triple.predicate == rdf::TYPE
                && matches!(&triple.object, Term::NamedNode(node) if node.as_str() == class)
        };
        assert!(triples.iter().any(is_of_class), "{class}");
        let subjects: BTreeSet<_> = triples
            .iter()
            .map(|triple| match &triple.subject {
                NamedOrBlankNode::NamedNode(node) => node.as_str(),
                NamedOrBlankNode::BlankNode(_) => panic!("{class} has a blank node"),
            })
            .collect();
        assert_eq!(subjects.len(), 1, "{class}");
    }
}

#[test]
fn the_example_of_a_property_uses_it_as_it_is_declared() {
    for (kind, wants_iri) in [(owl::OBJECT_PROPERTY, true), (owl::DATATYPE_PROPERTY, false)] {
        for property in of_type(kind) {
            let triples = parse_example(example_of(property));
            assert!(!triples.is_empty(), "{property}");
            for triple in triples {
                assert_eq!(triple.predicate.as_str(), property);
                assert_eq!(triple.object.is_named_node(), wants_iri, "{property}");
            }
        }
    }
}

#[test]
fn every_property_says_where_it_leads() {
    let says = |term: &str, predicates: [oxrdf::NamedNodeRef<'_>; 2]| {
        all().any(|triple| {
            subject(triple) == term && predicates.contains(&triple.predicate.as_ref())
        })
    };
    for kind in [owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY] {
        for property in of_type(kind) {
            assert!(says(property, [rdfs::RANGE, schema::RANGE_INCLUDES]), "{property}");
        }
    }
}

#[test]
fn goals_that_name_a_threat_are_in_the_table_of_goals() {
    let base = Base::default();
    let codes: BTreeSet<_> =
        rows("data/sdg/sdgs.csv").iter().map(|row| row["code"].clone()).collect();
    let triples = &FILES["ontology/alignments.ttl"];
    assert!(triples.len() > 50, "{}", triples.len());
    for triple in triples {
        let Term::NamedNode(goal) = &triple.object else { panic!("{triple}") };
        let (kind, code) = base.parse_id(goal.as_str()).unwrap();
        assert!(kind == Kind::Sdg && codes.contains(code), "{triple}");
    }
}
