//! The scan on hostile and on honest text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use super::*;

fn query(text: &str) -> Result<Admitted, AdmissionError> {
    admit(text, &AdmissionLimits::default())
}

fn limit(text: &str) -> Limit {
    match query(text) {
        Err(AdmissionError::Exceeded { limit, .. }) => limit,
        other => panic!("{}: {other:?}", text.chars().take(60).collect::<String>()),
    }
}

fn sums(text: &str) -> Admitted {
    query(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn counts_brackets_operators_and_joins() {
    let all = sums(
        "SELECT * { ?s ?p ?o . ?s a [ ?q (1 2) ] ; ?r ?t OPTIONAL { ?s ?p 1 } FILTER(?o > 1 && !?t) }",
    );
    assert_eq!((all.depth, all.joins, all.operations), (3, 9, 1));
    assert_eq!(sums("ASK { ?s <a:b>/<a:c>/<a:d> ?o }").joins, 3);
    assert_eq!(sums("ASK { ?s (<a:b>|<a:c>)* ?o }").joins, 2);
    assert_eq!(sums("SELECT (COUNT(?s) AS ?n) (SUM(?o) AS ?m) { ?s ?p ?o }").aggregates, 2);
    assert_eq!(sums("CLEAR ALL; DROP ALL").operations, 2);
}

#[test]
fn names_the_limit_and_the_place() {
    let error =
        query(&format!("ASK\n{{ FILTER({}1{}) }}", "(".repeat(200), ")".repeat(200))).unwrap_err();
    let expected = AdmissionError::Exceeded {
        limit: Limit::Depth,
        found: 129,
        allowed: 128,
        line: 2,
        column: 136,
    };
    assert_eq!(error, expected);
    assert_eq!(
        error.to_string(),
        "too many nested brackets at 2:136: 129, at most 128 are admitted"
    );
    let error = query("ASK { ?é \"a\\q\" 1 }").unwrap_err();
    assert_eq!(error.to_string(), "syntax error at 1:12: an escape that strings do not have");
}

#[test]
fn refuses_each_kind_of_excess() {
    let many = |count: usize, part: &str| part.repeat(count);
    assert_eq!(limit(&format!("ASK {{ FILTER({}true) }}", many(500, "!"))), Limit::Height);
    assert_eq!(limit(&format!("ASK {{ FILTER({}1) }}", many(500, "1 + "))), Limit::Height);
    assert_eq!(limit(&format!("ASK {{ {} }}", many(500, "BIND(1 AS ?x) "))), Limit::Height);
    assert_eq!(limit(&format!("DESCRIBE {}", many(500, "<a:b> "))), Limit::Height);
    assert_eq!(limit(&format!("ASK {{ {} }}", many(100, "?s ?p ?o . "))), Limit::Joins);
    assert_eq!(limit(&format!("ASK {{ ?s ?p ({}) }}", many(100, "1 "))), Limit::Joins);
    assert_eq!(limit(&format!("ASK {{ {} }}", many(100, "{ ?s ?p ?o } "))), Limit::Joins);
    assert_eq!(limit(&format!("ASK {{ {} }}", many(100, "OPTIONAL { ?s ?p ?o } "))), Limit::Joins);
    let branch = format!("{{ {} }}", many(60, "?s ?p ?o . "));
    assert_eq!(limit(&format!("ASK {{ {} }}", [&*branch; 4].join(" UNION "))), Limit::JoinWork);
    assert_eq!(
        limit(&format!("SELECT ({}1{} AS ?x) {{}}", many(30, "REGEX("), many(30, ", 1)"))),
        Limit::Rereading
    );
    assert_eq!(
        limit(&format!("SELECT ({}1{} AS ?x) {{}}", many(30, "!("), many(30, ")"))),
        Limit::Rereading
    );
    assert_eq!(
        limit(&format!("ASK {{ {} }}", many(30, "FILTER <a:f>(EXISTS { "))),
        Limit::Rereading
    );
    assert_eq!(limit(&format!("SELECT {} {{}}", many(6_000, "?x "))), Limit::Variables);
    assert_eq!(
        limit(&format!("SELECT (CONCAT({}1) AS ?x) {{}}", many(600, "SUM(1), "))),
        Limit::Aggregates
    );
    assert_eq!(limit(&many(2_000, "CLEAR ALL; ")), Limit::Operations);
    assert_eq!(limit(&many(2 << 20, " ")), Limit::Bytes);
}

#[test]
fn long_flat_lists_pass() {
    let numbers: Vec<String> = (0..10_000).map(|number| (-number).to_string()).collect();
    sums(&format!("SELECT * {{ VALUES ?x {{ {} }} }}", numbers.join(" ")));
    sums(&format!("SELECT * {{ VALUES (?x) {{ ({}) }} }}", numbers.join(") (")));
    sums(&format!("ASK {{ ?s ?p ?o FILTER(?o IN ({})) }}", numbers.join(", ")));
    sums(&format!("INSERT DATA {{ {} }}", "<a:s> <a:p> [ <a:p> (1 2) ] . ".repeat(10_000)));
    sums(&format!("CONSTRUCT {{ {} }} WHERE {{}}", "?s ?p 1 . ".repeat(2_000)));
    sums(&format!("SELECT * {{ {} }}", ["{ ?s ?p ?o }"; 300].join(" UNION ")));
    let data = format!(
        "INSERT DATA {{ GRAPH <a:g> {{ {} }} }}",
        "<a:s> <a:p> \"text\" . ".repeat(800_000)
    );
    assert!(data.len() > 16 << 20);
    admit(&data, &AdmissionLimits::update()).unwrap();
}

/// Text that nests only for a reader who takes `<` for a comparison where others see an IRI.
#[test]
fn brackets_cannot_hide_behind_a_comparison() {
    let hidden =
        |count| format!("ASK {{ FILTER({}1{}) }}", "(1<#>)\n".repeat(count), ")".repeat(count));
    assert_eq!(limit(&hidden(200)), Limit::Depth);
    assert_eq!(limit(&format!("ASK {{ FILTER(?a<{}&&?b>1) }}", "(".repeat(200))), Limit::Depth);
    assert_eq!(
        limit(&format!("ASK {{ FILTER <a:f>(?a<{}&&?b>1) }}", "(".repeat(200))),
        Limit::Depth
    );
    // FILTER glued to a name: which of the two it is only the parser finds out.
    let glued = query("PREFIX e: <a:> ASK { FILTERe:f(?a<((1))&&?b>1) }").unwrap_err();
    assert!(glued.to_string().contains("two ways"), "{glued}");
    sums("PREFIX filter: <a:> ASK { ?s filter:p (?a <http://a/b#c> <a:b>) }");
    sums("ASK { ?s ?p (?a <#a> <b/c-d(e> ?b) }");
}

#[test]
fn strings_and_comments_hide_what_they_should() {
    let brackets = "(".repeat(500);
    for quote in ["'", "\"", "'''", "\"\"\""] {
        assert_eq!(sums(&format!("ASK {{ ?s ?p {quote}{brackets}{quote} }}")).depth, 1);
    }
    sums(&format!("ASK {{ ?s ?p ?o # {brackets}\n }}"));
    // A string that the parser would read as an empty one and go on.
    assert!(query(&format!("ASK {{ ?s ?p ('''a'{brackets} \\q ''') }}")).is_err());
    assert!(query(&format!("ASK {{ ?s ?p ('''' {brackets}) }}")).is_err());
}

/// The scan relies on the parser not decoding code point escapes outside strings and IRIs.
#[test]
fn escapes_are_no_brackets() {
    assert!(query("ASK \\u007B}").is_err());
    assert!(spargebra::SparqlParser::new().parse_query("ASK \\u007B}").is_err());
}

#[test]
fn is_linear_where_readers_tend_not_to_be() {
    for part in ["a.", "<", "<a", "''", "1.", "?x.", "a:b.", "_:a.", "{", "#", "'''"] {
        let _ = admit(&format!("ASK {{ {} ", part.repeat(4 << 20)), &AdmissionLimits::update());
    }
}
