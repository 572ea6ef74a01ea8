//! Union mode: a fact counts once however many graphs state it, hidden graphs
//! leave no trace, limits end an evaluation once and for all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "tests"
)]

use std::time::Duration;
use sulh_store::{
    Access, AdmissionLimits, Answer, Committed, Operation, OutputFormat, ParsedQuery, ParsedUpdate,
    QueryError, QueryResultsFormat, QueryRun, ReadError, RunLimits, Store, StoreOptions, Write,
};

fn open(directory: &tempfile::TempDir) -> Store {
    Store::open(directory.path(), StoreOptions::with_base("http://e/")).unwrap()
}

fn update(store: &Store, text: &str) -> Committed {
    let update = ParsedUpdate::parse(text, None, &AdmissionLimits::update()).unwrap();
    let operation = Operation::Update(Box::new(update));
    store
        .commit(Write {
            author: "a".into(),
            activity: "update".into(),
            message: "m".into(),
            operation,
        })
        .unwrap()
}

fn answer(store: &Store, access: &Access, text: &str) -> Answer {
    let query = ParsedQuery::parse(text, None, &AdmissionLimits::default()).unwrap();
    query.answer(&store.snapshot(), access, &QueryRun::default()).unwrap()
}

fn export(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = store.snapshot().quads().map(|q| q.unwrap().to_string()).collect();
    lines.sort();
    lines
}

#[test]
fn a_fact_of_three_sources_is_one_row() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory);
    for graph in ["a", "b", "c"] {
        update(
            &store,
            &format!(
                "INSERT DATA {{ GRAPH <http://e/graph/{graph}> {{ <http://e/s> <http://e/p> 1 }} }}"
            ),
        );
    }
    for checkpoint in [false, true] {
        if checkpoint {
            store.checkpoint().unwrap();
        }
        let counted = answer(&store, &Access::all(), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
        let Answer::Rows(rows) = counted else { panic!() };
        assert_eq!(
            rows.rows[0][0].as_ref().unwrap().to_string(),
            "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"
        );
        let Answer::Rows(rows) =
            answer(&store, &Access::all(), "SELECT * { GRAPH ?g { ?s ?p ?o } }")
        else {
            panic!()
        };
        assert_eq!(rows.rows.len(), 3);
        let view = store.snapshot().view(&Access::all());
        assert_eq!(view.triples(None, None, None).count(), 1);
    }
}

#[test]
fn a_hidden_graph_leaves_no_trace() {
    let (with, without) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (with, without) = (open(&with), open(&without));
    for store in [&with, &without] {
        update(
            store,
            "INSERT DATA { GRAPH <http://e/graph/a> { <http://e/s> <http://e/p> <http://e/o> . <http://e/o> <http://e/q> 1 }
             GRAPH <http://e/graph/b> { <http://e/s> <http://e/p> <http://e/o> , 2 } }",
        );
    }
    update(
        &with,
        "INSERT DATA { GRAPH <http://e/graph/hidden> { <http://e/s> <http://e/p> <http://e/secret> .
         <http://e/secret> <http://e/q> <http://e/o> . <http://e/o> <http://e/p> <http://e/s> } }",
    );
    let access = Access::only(["http://e/graph/a".to_owned(), "http://e/graph/b".to_owned()]);
    for query in [
        "SELECT ?g { GRAPH ?g {} } ORDER BY ?g",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?x { <http://e/s> (<http://e/p>|<http://e/q>)+ ?x } ORDER BY ?x",
        "SELECT ?x { <http://e/s> !<http://e/none>* ?x } ORDER BY ?x",
        "DESCRIBE <http://e/secret>",
        "DESCRIBE <http://e/s>",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "ASK { FILTER NOT EXISTS { ?s ?p <http://e/secret> } }",
        "ASK { GRAPH <http://e/graph/hidden> { ?s ?p ?o } }",
        "ASK { GRAPH <http://e/graph/hidden> {} }",
        "SELECT * FROM <http://e/graph/hidden> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://e/graph/hidden> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o MINUS { ?o <http://e/p> ?s } } ORDER BY ?s ?p ?o",
    ] {
        assert_eq!(answer(&with, &access, query), answer(&without, &access, query), "{query}");
    }
    // The test can fail: without the rule the graph shows.
    let all = answer(&with, &Access::all(), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
    assert_ne!(all, answer(&without, &Access::all(), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"));
}

#[test]
fn undo_restores_the_same_quads_and_empty_diffs_make_no_commit() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory);
    update(&store, "INSERT DATA { <http://e/s> <http://e/p> 1 , 2 }");
    let before = export(&store);
    // Inserting what is there and deleting what is not are no changes, and undo must not make them any.
    let committed = update(
        &store,
        "INSERT DATA { <http://e/s> <http://e/p> 1 , 3 } ; DELETE DATA { <http://e/s> <http://e/p> 2 , 9 }",
    );
    assert_eq!((committed.added, committed.removed), (1, 1));
    let write = |operation| Write {
        author: "a".into(),
        activity: "undo".into(),
        message: String::new(),
        operation,
    };
    store
        .commit(write(Operation::Undo {
            revision: committed.revision,
            graphs: sulh_store::GraphRule::All,
        }))
        .unwrap();
    assert_eq!(export(&store), before);
    let again = update(&store, "INSERT DATA { <http://e/s> <http://e/p> 1 }");
    assert_eq!((again.revision, again.added), (store.revision(), 0));
    assert!(
        store
            .commit(write(Operation::Undo { revision: 99, graphs: sulh_store::GraphRule::All }))
            .is_err()
    );
}

#[test]
fn limits_end_an_evaluation() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory);
    let triples: String =
        (0..300).map(|n| format!("<http://e/s{n}> <http://e/p> {n} . ")).collect();
    update(&store, &format!("INSERT DATA {{ {triples} }}"));
    let run = |query: &str, run: &QueryRun| {
        let query = ParsedQuery::parse(query, None, &AdmissionLimits::default()).unwrap();
        let mut out = Vec::new();
        let written = query.write(
            &store.snapshot(),
            &Access::all(),
            run,
            OutputFormat::Results(QueryResultsFormat::Json),
            &mut out,
        );
        (written, out)
    };
    let quick = QueryRun {
        limits: RunLimits { timeout: Duration::from_millis(50), ..RunLimits::default() },
        ..QueryRun::default()
    };
    for query in [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
        "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ] {
        let (written, out) = run(query, &quick);
        assert!(
            matches!(written, Err(QueryError::Read(ReadError::Timeout { .. }))),
            "{query}: {written:?}"
        );
        assert!(!String::from_utf8_lossy(&out).ends_with("]}}"), "{query} looks whole");
    }
    let cancelled = QueryRun::default();
    cancelled.cancel.cancel();
    let (written, _) = run("SELECT * { ?s ?p ?o } ORDER BY ?o", &cancelled);
    assert!(matches!(written, Err(QueryError::Read(ReadError::Cancelled))));
    let small = QueryRun {
        limits: RunLimits { value_bytes: 10_000, ..RunLimits::default() },
        ..QueryRun::default()
    };
    let (written, _) = run("SELECT ?x { ?s ?p ?o BIND(CONCAT(STR(?s), \"-\") AS ?x) }", &small);
    assert!(matches!(written, Err(QueryError::Read(ReadError::Memory { .. }))), "{written:?}");
}

#[test]
fn many_writers_share_synchronisations() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory);
    std::thread::scope(|scope| {
        for writer in 0..64 {
            let store = &store;
            scope.spawn(move || {
                for n in 0..20 {
                    update(
                        store,
                        &format!("INSERT DATA {{ <http://e/w{writer}> <http://e/p> {n} }}"),
                    );
                }
            });
        }
    });
    assert_eq!(store.snapshot().quad_count(), 64 * 20);
    assert_eq!(store.revision(), 64 * 20);
    let fsyncs = store.stats().journal_fsyncs;
    assert!(fsyncs <= 64 * 20 / 8, "{fsyncs} fsyncs for {} updates", 64 * 20);
    assert!(store.check(true).unwrap().is_clean());
}

#[test]
fn plain_queries_are_told_from_those_with_expressions() {
    let is_plain = |text: &str| {
        ParsedQuery::parse(text, None, &AdmissionLimits::default()).unwrap().is_plain()
    };
    for text in [
        "SELECT ?p ?o { <http://e/s> ?p ?o }",
        "ASK { ?s ?p ?o . ?o ?q ?x }",
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 3",
    ] {
        assert!(is_plain(text), "{text}");
    }
    for text in [
        "SELECT * { ?s ?p ?o FILTER(REGEX(?o, \"a\")) }",
        "SELECT (REPLACE(\"a\", \"a\", \"aa\") AS ?x) {}",
        "SELECT * { ?s <http://e/p>* ?o }",
        "SELECT * { VALUES ?x { 1 2 } }",
        "SELECT * { ?s ?p ?o } ORDER BY ?o",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }",
        "DESCRIBE <http://e/s>",
    ] {
        assert!(!is_plain(text), "{text}");
    }
}
