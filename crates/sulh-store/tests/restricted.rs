//! A view that is restricted answers as a store that holds only what it shows.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use std::collections::BTreeSet;
use sulh_store::rdf::{NamedNode, Quad};
use sulh_store::{
    Access, AdmissionLimits, Answer, Operation, ParsedQuery, QueryRun, Store, StoreOptions, Write,
};
use tempfile::TempDir;

const GRAPHS: [&str; 4] = ["urn:g:a", "urn:g:b", "urn:g:c", "urn:g:d"];

const QUERIES: &[&str] = &[
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?g { GRAPH ?g {} }",
    "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?o) AS ?m) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * { GRAPH <urn:g:a> { ?s <urn:t:1> ?o } }",
    "SELECT * { GRAPH <urn:g:b> { ?s ?p <urn:t:2> } }",
    "SELECT * FROM <urn:g:a> FROM <urn:g:c> { ?s ?p ?o }",
    "SELECT * FROM NAMED <urn:g:b> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?a ?b { ?a <urn:t:1>* ?b . ?a ?p ?b }",
    "SELECT ?a ?b { ?a (<urn:t:1>|^<urn:t:2>)+ ?b }",
    "SELECT ?a { ?a ?p ?b MINUS { ?b ?q ?a } }",
    "SELECT ?a { ?a ?p ?b FILTER NOT EXISTS { ?b ?q ?c } }",
    "SELECT ?a ?c { ?a ?p ?b OPTIONAL { GRAPH <urn:g:d> { ?b ?q ?c } } }",
    "SELECT DISTINCT ?a { { ?a <urn:t:1> ?b } UNION { GRAPH ?g { ?b <urn:t:2> ?a } } }",
    "ASK { <urn:t:1> ?p <urn:t:3> }",
    "ASK { GRAPH <urn:g:c> {} }",
    "DESCRIBE <urn:t:0>",
    "CONSTRUCT { ?o ?p ?s } WHERE { GRAPH <urn:g:d> { ?s ?p ?o } }",
];

fn store(quads: &[Quad]) -> (Store, TempDir) {
    let dir = TempDir::new().unwrap();
    let store = Store::open(dir.path(), StoreOptions::with_base("https://example.org/")).unwrap();
    let operation = Operation::Change { insert: quads.to_vec(), remove: Vec::new() };
    let (author, activity) = ("test".to_owned(), "test".to_owned());
    store.commit(Write { author, activity, message: String::new(), operation }).unwrap();
    (store, dir)
}

/// An answer whose order does not count: ids are given in the order of first mention.
fn answer(store: &Store, text: &str, access: &Access) -> Vec<String> {
    let query = ParsedQuery::parse(text, None, &AdmissionLimits::default()).unwrap();
    let mut lines = match query.answer(&store.snapshot(), access, &QueryRun::default()).unwrap() {
        Answer::Boolean(value) => vec![value.to_string()],
        Answer::Graph(triples) => triples.iter().map(ToString::to_string).collect(),
        Answer::Rows(rows) => rows.rows.iter().map(|row| format!("{row:?}")).collect(),
    };
    lines.sort_unstable();
    lines
}

fn quad() -> impl Strategy<Value = Quad> {
    let term = || (0..5_u8).prop_map(|n| NamedNode::new_unchecked(format!("urn:t:{n}")));
    let graph = proptest::sample::select(GRAPHS.to_vec());
    (term(), term(), term(), graph)
        .prop_map(|(s, p, o, g)| Quad::new(s, p, o, NamedNode::new_unchecked(g)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_restricted_view_is_a_store_of_what_it_shows(
        quads in proptest::collection::vec(quad(), 1..60),
        seen in proptest::collection::btree_set(proptest::sample::select(GRAPHS.to_vec()), 0..4),
    ) {
        let seen: BTreeSet<String> = seen.into_iter().map(str::to_owned).collect();
        let access = Access::only(seen.clone());
        let shown: Vec<Quad> = quads
            .iter()
            .filter(|quad| matches!(&quad.graph_name, sulh_store::rdf::GraphName::NamedNode(name) if seen.contains(name.as_str())))
            .cloned()
            .collect();
        let (whole, _whole_dir) = store(&quads);
        let (part, _part_dir) = store(&shown);
        for query in QUERIES {
            let expected = answer(&part, query, &Access::all());
            prop_assert_eq!(&answer(&part, query, &access), &expected, "{} restricted", query);
            prop_assert_eq!(&answer(&whole, query, &access), &expected, "{}", query);
        }
    }
}
