//! The one trace that a hidden graph can leave, and how far it goes: terms have numbers in the
//! order of their first mention, and an answer without `ORDER BY` comes in that order.

use crate::stage::{Stage, stage};
use sulh_engine::{Answer, Identity};

/// A graph that only administrators see.
const HIDDEN: &str = "https://w3id.org/sulh/graph/source/x/restricted";

fn told(first: Option<&str>) -> Stage {
    let stage = stage(|options| options.reference = false);
    stage.update("INSERT DATA { <urn:a> <urn:p> <urn:b> }");
    if let Some(first) = first {
        stage.update(&format!("INSERT DATA {{ GRAPH <{HIDDEN}> {{ {first} }} }}"));
    }
    for subject in ["c", "d", "e"] {
        stage.update(&format!("INSERT DATA {{ <urn:{subject}> <urn:p> <urn:b> }}"));
    }
    stage
}

fn rows(stage: &Stage, query: &str) -> Vec<String> {
    let parsed = stage.engine.parse_query(query, None).unwrap();
    let (who, run) = (Identity::anonymous(), stage.engine.query_run());
    match stage.engine.query_answer(&who, &parsed, &stage.engine.snapshot(), &run).unwrap() {
        Answer::Rows(rows) => rows.rows.iter().map(|row| format!("{row:?}")).collect(),
        other => panic!("{other:?}"),
    }
}

const UNORDERED: &str = "SELECT ?s { ?s <urn:p> <urn:b> }";

#[test]
fn terms_of_their_own_leave_no_trace() {
    let without = told(None);
    let with = told(Some("<urn:x> <urn:p> <urn:y> . <urn:a> <urn:q> <urn:x>"));
    for query in [
        UNORDERED,
        "SELECT ?s { ?s <urn:p> <urn:b> } LIMIT 2",
        "SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?o",
        "SELECT ?x { ?x (<urn:p>|^<urn:p>)* <urn:a> }",
    ] {
        assert_eq!(rows(&with, query), rows(&without, query), "{query}");
    }
}

#[test]
fn a_term_first_mentioned_in_a_hidden_graph_comes_earlier_and_nothing_else_changes() {
    let without = told(None);
    let with = told(Some("<urn:e> <urn:p> <urn:y>"));
    assert_ne!(rows(&with, UNORDERED), rows(&without, UNORDERED), "the trace is closed: say so");
    for ordered in [
        "SELECT ?s { ?s <urn:p> <urn:b> } ORDER BY ?s",
        "SELECT ?s { ?s <urn:p> <urn:b> } ORDER BY ?s LIMIT 2",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    ] {
        assert_eq!(rows(&with, ordered), rows(&without, ordered), "{ordered}");
    }
    let sorted = |mut rows: Vec<String>| {
        rows.sort_unstable();
        rows
    };
    assert_eq!(sorted(rows(&with, UNORDERED)), sorted(rows(&without, UNORDERED)));
}
