//! Queries that nest or repeat without end: refused at once, or answered; never the death of the process.
//!
//! They run within the test process, so that a death fails the run.
//! It must not judge by the clock where work can be counted; the bounds of time here are generous, for builds without optimisation.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

use std::time::{Duration, Instant};

use sulh_store::{
    Access, AdmissionError, AdmissionLimits, ParsedQuery, QueryError, QueryRun, Store,
    StoreOptions, admit,
};
use tempfile::TempDir;

/// A way to nest or to repeat, written `count` times.
struct Shape {
    name: &'static str,
    before: &'static str,
    opening: &'static str,
    middle: &'static str,
    closing: &'static str,
    after: &'static str,
}

const fn nested(name: &'static str, parts: [&'static str; 5]) -> Shape {
    let [before, opening, middle, closing, after] = parts;
    Shape { name, before, opening, middle, closing, after }
}

const fn repeated(
    name: &'static str,
    before: &'static str,
    part: &'static str,
    after: &'static str,
) -> Shape {
    Shape { name, before, opening: part, middle: "", closing: "", after }
}

const SHAPES: &[Shape] = &[
    nested("brackets", ["ASK { FILTER(", "(", "1", ")", ") }"]),
    nested("groups", ["ASK ", "{", "", "}", ""]),
    nested("path groups", ["ASK { ?s ", "(", "<a:b>", ")", " ?o }"]),
    nested("starred paths", ["ASK { ?s ", "(", "<a:b>", ")*", " ?o }"]),
    nested("negations", ["ASK { FILTER(", "!", "true", "", ") }"]),
    nested("negated brackets", ["ASK { FILTER(", "!(", "true", ")", ") }"]),
    nested("negated brackets with a slip", ["ASK { FILTER(", "!(", "slip", ")", ") }"]),
    nested("signs", ["SELECT (", "- ", "1", "", " AS ?x) {}"]),
    nested("conditions", ["SELECT (", "IF(true, ", "1", ", 2)", " AS ?x) {}"]),
    nested("replacements", ["SELECT (", "REPLACE(", "'a'", ", 'b', 'c')", " AS ?x) {}"]),
    nested("patterns of text", ["SELECT (", "REGEX(", "'a'", ", 'b')", " AS ?x) {}"]),
    nested("lists", ["ASK { ?s ?p ", "(1 ", "", ")", " }"]),
    nested("empty lists", ["ASK { ?s ?p ", "(", "", ")", " }"]),
    nested("blank nodes", ["ASK { ?s ?p ", "[ <a:b> ", "1", " ]", " }"]),
    nested("subqueries", ["SELECT * ", "{ { SELECT * ", "{}", " } }", ""]),
    nested("tests of existence", ["ASK { ?s ?p ?o ", "FILTER EXISTS { ?s ?p ?o ", "", "}", " }"]),
    nested("tests with a slip", ["ASK { ", "FILTER(!EXISTS { ", "slip", "})", " }"]),
    nested("calls with a slip", ["ASK { ", "FILTER <a:f>(EXISTS { ", "slip", "})", " }"]),
    nested("options", ["ASK { ?s ?p ?o ", "OPTIONAL { ?s ?p ?o ", "", "}", " }"]),
    nested("differences", ["ASK { ?s ?p ?o ", "MINUS { ?s ?p ?o ", "", "}", " }"]),
    nested("unions", ["ASK ", "{ {} UNION ", "{}", " }", ""]),
    nested("graphs", ["ASK { ", "GRAPH ?g { ", "?s ?p ?o", " }", " }"]),
    nested("triple terms", ["ASK { ?s ?p ", "<<( <a:s> <a:p> ", "1", " )>>", " }"]),
    nested("reified triples", ["ASK { ?s ?p ", "<< <a:s> <a:p> ", "1", " >>", " }"]),
    nested("annotations", ["ASK { ?s ?p ?o ", "{| <a:p> 1 ", "", " |}", " }"]),
    nested("hidden brackets", ["ASK { FILTER(", "(1<#>)\n", "1", ")", ") }"]),
    repeated("alternatives", "ASK { FILTER(", "?x = 1 || ", "true) }"),
    repeated("conjunctions", "ASK { FILTER(", "?x = 1 && ", "true) }"),
    repeated("a sum", "SELECT (", "1 + ", "1 AS ?x) {}"),
    repeated("a product", "SELECT (", "1 * ", "1 AS ?x) {}"),
    repeated("union", "ASK { {} ", "UNION { ?s ?p 1 } ", "}"),
    repeated("path sequence", "ASK { ?s ", "<a:b>/", "<a:b> ?o }"),
    repeated("path alternatives", "ASK { ?s ", "<a:b>|", "<a:b> ?o }"),
    repeated("starred sequence", "ASK { ?s (", "<a:b>/", "<a:b>)* ?o }"),
    repeated("patterns", "ASK { ", "?s ?p ?o . ", "}"),
    repeated("unconnected patterns", "ASK { ", "[] ?p [] . ", "}"),
    repeated("objects", "ASK { ?s ?p ", "?o , ", "1 }"),
    repeated("properties", "ASK { ?s ?p ?o ", "; <a:p> ?o ", "}"),
    repeated("list", "ASK { ?s ?p (", "1 ", ") }"),
    repeated("option after option", "ASK { ?s ?p ?o ", "OPTIONAL { ?s <a:p> ?x } ", "}"),
    repeated("difference after difference", "ASK { ?s ?p ?o ", "MINUS { ?s <a:p> ?x } ", "}"),
    repeated("filter after filter", "ASK { ?s ?p ?o ", "FILTER(?o != 1) ", "}"),
    repeated("group after group", "ASK { ", "{ ?s ?p ?o } ", "}"),
    repeated("graph after graph", "ASK { ", "GRAPH ?g { ?s ?p ?o } ", "}"),
    repeated("values after values", "ASK { ", "VALUES ?x { 1 } ", "}"),
    repeated("resources to describe", "DESCRIBE ", "<a:b> ", ""),
    repeated(
        "conditions of groups",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING ",
        "(COUNT(*) > 1) ",
        "",
    ),
    repeated("keys of order", "SELECT * { ?s ?p ?o } ORDER BY ", "(?s + 1) ", ""),
    repeated("aggregates", "SELECT (CONCAT(", "COUNT(?o), ", "'') AS ?x) { ?s ?p ?o }"),
    repeated("variables", "SELECT ", "?x ", "{}"),
    repeated("prefixes", "", "PREFIX p: <a:b> ", "ASK {}"),
    repeated("values", "SELECT * { VALUES ?x { ", "7 ", "} } LIMIT 1"),
    repeated("members", "ASK { ?s ?p ?o FILTER(?o IN (", "7, ", "7)) }"),
    repeated("arguments", "SELECT (COALESCE(", "?y, ", "1) AS ?x) {}"),
    repeated("digits", "SELECT (", "1", " AS ?x) {}"),
    repeated("text", "SELECT ('", "x", "' AS ?x) {}"),
    repeated("space", "ASK ", " ", "{}"),
];

impl Shape {
    fn text(&self, count: usize) -> String {
        let (opening, closing) = (self.opening.repeat(count), self.closing.repeat(count));
        format!("{}{opening}{}{closing}{}", self.before, self.middle, self.after)
    }
}

/// What became of a text.
#[derive(Debug)]
enum Fate {
    Refused(AdmissionError),
    Failed(QueryError),
    Answered,
}

/// An empty store, and its directory.
fn store() -> (TempDir, Store) {
    let directory = TempDir::new().unwrap();
    let options = StoreOptions::with_base("https://w3id.org/sulh/");
    let store = Store::open(directory.path(), options).unwrap();
    (directory, store)
}

/// Admits, parses, plans, answers and drops, as every surface does.
fn fate(text: &str, store: &Store) -> Fate {
    let answer =
        |query: ParsedQuery| query.answer(&store.snapshot(), &Access::all(), &QueryRun::default());
    match ParsedQuery::parse(text, None, &AdmissionLimits::default()).and_then(answer) {
        Ok(_) => Fate::Answered,
        Err(QueryError::Admission(error)) => Fate::Refused(error),
        Err(error) => Fate::Failed(error),
    }
}

#[test]
fn hostile_queries_are_refused_or_answered() {
    let (_directory, store) = store();
    let (mut refused, mut slowest) = (0, (Duration::ZERO, String::new()));
    for shape in SHAPES {
        for count in [100, 1_000, 10_000, 100_000] {
            let text = shape.text(count);
            let start = Instant::now();
            let fate = fate(&text, &store);
            let took = start.elapsed();
            let title = format!("{} × {count}: {fate:?} after {took:?}", shape.name);
            if let Fate::Refused(error) = fate {
                refused += 1;
                assert!(took < Duration::from_millis(500), "{title}");
                assert!(["query-too-complex", "query-syntax"].contains(&error.code()), "{title}");
            }
            assert!(took < Duration::from_secs(20), "{title}");
            slowest = slowest.max((took, title));
        }
    }
    println!("{refused} of {} refused; slowest: {}", SHAPES.len() * 4, slowest.1);
}

/// Each shape passes the scan up to some count, so that no limit is there that refuses honest queries of its kind.
#[test]
fn the_same_queries_pass_when_they_are_short() {
    let (_directory, store) = store();
    for shape in SHAPES.iter().filter(|shape| !shape.middle.contains("slip")) {
        let fate = fate(&shape.text(5), &store);
        let may_err = ["signs", "objects", "empty lists", "variables"].contains(&shape.name);
        let passed = match &fate {
            Fate::Answered => true,
            Fate::Failed(error) => may_err && error.code() == "query-syntax",
            Fate::Refused(_) => false,
        };
        assert!(passed, "{}: {fate:?}", shape.name);
    }
}

/// The scan of a text a hundred times as long costs a hundred times as much, give or take the clock: tokens are read once.
#[test]
fn the_scan_reads_each_token_once() {
    let unlimited =
        AdmissionLimits { max_bytes: u64::MAX, max_tokens: u64::MAX, ..AdmissionLimits::update() };
    let tokens = |count: usize| {
        admit(&format!("INSERT DATA {{ {}}}", "<a:s> <a:p> 1 . ".repeat(count)), &unlimited)
            .unwrap()
            .tokens
    };
    assert_eq!(tokens(1_000), 4 + 4 * 1_000);
    assert_eq!(tokens(100_000), 4 + 4 * 100_000);
}
