//! The derived graphs against an oracle that looks at the whole store by SPARQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use super::*;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::Arc;
use sulh_store::rdf::NamedNode;
use sulh_store::{
    Access, AdmissionLimits, Answer, Load, LoadError, Operation, ParsedQuery, ParsedUpdate,
    QueryRun, Store, StoreOptions, Write, WriteError,
};
use tempfile::TempDir;

const PREFIXES: &str = "PREFIX sulh: <https://w3id.org/sulh/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX g: <https://w3id.org/sulh/graph/>
PREFIX status: <https://w3id.org/sulh/id/review-status/>
PREFIX polarity: <https://w3id.org/sulh/id/polarity/>
PREFIX : <https://example.org/>
";

/// Graphs of the small world, by what stands behind `graph/`.
const GRAPHS: [&str; 5] =
    ["source/a", "source/b", "source/b/restricted", "source/d", "candidates/a"];

/// A store whose derived graphs are kept by the rule.
struct Kept {
    store: Store,
    dir: TempDir,
}

impl Kept {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let base = Base::default();
        let mut options = StoreOptions::with_base(base.as_str());
        options.rules = vec![Arc::new(ClaimRule::new(base))];
        Self { store: Store::open(&dir.path().join("data"), options).unwrap(), dir }
    }

    fn commit(&self, activity: &str, operation: Operation) -> Result<u64, WriteError> {
        let (author, message) = ("test".to_owned(), String::new());
        let write = Write { author, activity: activity.to_owned(), message, operation };
        self.store.commit(write).map(|committed| committed.revision)
    }

    fn update(&self, text: &str) -> Result<u64, WriteError> {
        let text = format!("{PREFIXES} {text}");
        let parsed = ParsedUpdate::parse(&text, None, &AdmissionLimits::update()).unwrap();
        self.commit("update", Operation::Update(Box::new(parsed)))
    }

    /// The way of large files, which is not that of updates.
    fn load(&self, graph: &str, facts: &str) -> Result<(), LoadError> {
        let file = self.dir.path().join("load.ttl");
        std::fs::write(&file, format!("{PREFIXES} {facts}")).unwrap();
        let graph = NamedNode::new_unchecked(format!("https://w3id.org/sulh/graph/{graph}"));
        let load = Load {
            files: vec![file],
            graph: Some(graph),
            keep_going: false,
            author: "test".to_owned(),
            activity: "load".to_owned(),
            message: String::new(),
        };
        self.store.load(&load, &mut |_| {}).map(|_| ())
    }

    fn rows(&self, query: &str) -> BTreeSet<String> {
        let text = format!("{PREFIXES} {query}");
        let parsed = ParsedQuery::parse(&text, None, &AdmissionLimits::default()).unwrap();
        let answer =
            parsed.answer(&self.store.snapshot(), &Access::all(), &QueryRun::default()).unwrap();
        let Answer::Rows(rows) = answer else { panic!("no rows") };
        rows.rows
            .into_iter()
            .map(|row| {
                row.into_iter()
                    .map(|term| term.map(|t| t.to_string()).unwrap_or_default())
                    .fold(String::new(), |line, term| line + &term + " ")
            })
            .collect()
    }

    fn derived(&self) -> BTreeSet<String> {
        self.rows(
            "SELECT ?s ?p ?o ?rest { GRAPH ?g { ?s ?p ?o }
               FILTER(STRSTARTS(STR(?g), 'https://w3id.org/sulh/graph/derived/'))
               BIND(STRAFTER(STR(?g), 'https://w3id.org/sulh/graph/derived/') AS ?rest) }",
        )
    }

    /// Pairs of graphs of which the first may be felt in the second, by asking every reader.
    fn felt(&self) -> String {
        let seen = |word: &str, graph: &str| {
            self.rows(&format!(
                "SELECT ?v {{ GRAPH g:access {{ <https://w3id.org/sulh/graph/{graph}> sulh:{word} ?v }} }}"
            ))
        };
        let reads = |reader: &str, graph: &str| {
            let strictest =
                seen("visibility", graph).into_iter().map(|v| v.replace(['"', ' '], ""));
            let words: Vec<String> = strictest.collect();
            let restricted = words.iter().any(|w| w == "restricted")
                || (words.is_empty() && graph.ends_with("/restricted"));
            if restricted {
                !words.is_empty()
                    && seen("visibleTo", graph).iter().any(|v| v.contains(&format!("\"{reader}\"")))
            } else {
                reader != "anonymous" || !words.iter().any(|w| w == "members")
            }
        };
        let mut pairs = String::new();
        for a in GRAPHS {
            for b in GRAPHS {
                let all = ["anonymous", "member", "ga", "gb"];
                if a == b || all.into_iter().all(|who| !reads(who, b) || reads(who, a)) {
                    let [a, b] =
                        [a, b].map(|graph| format!("<https://w3id.org/sulh/graph/{graph}>"));
                    pairs = pairs + "(" + &a + " " + &b + ") ";
                }
            }
        }
        pairs
    }

    /// What should be derived, by a query over everything.
    fn oracle(&self) -> BTreeSet<String> {
        let felt = self.felt();
        self.rows(&format!(
            "SELECT DISTINCT ?s ?p ?o ?rest {{
               GRAPH ?a {{ ?c a sulh:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
                            sulh:polarity polarity:positive ; sulh:reviewStatus status:accepted }}
               FILTER(STRSTARTS(STR(?a), 'https://w3id.org/sulh/graph/source/'))
               FILTER(ISIRI(?p) && !ISLITERAL(?s))
               FILTER NOT EXISTS {{
                 VALUES (?b ?a) {{ {felt} }}
                 GRAPH ?b {{ ?d a sulh:Claim ; sulh:reviewStatus status:accepted ; sulh:contests ?c }}
                 FILTER(STRSTARTS(STR(?b), 'https://w3id.org/sulh/graph/source/')) }}
               FILTER NOT EXISTS {{
                 VALUES (?b ?a) {{ {felt} }}
                 GRAPH ?b {{ ?n a sulh:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
                              sulh:polarity polarity:negative ; sulh:reviewStatus status:accepted }}
                 FILTER(STRSTARTS(STR(?b), 'https://w3id.org/sulh/graph/source/')) }}
               BIND(STRAFTER(STR(?a), 'https://w3id.org/sulh/graph/source/') AS ?rest) }}"
        ))
    }
}

#[derive(Clone, Debug)]
enum Step {
    Update(String),
    Load(&'static str, String),
    Undo(u64),
}

fn any_graph() -> impl Strategy<Value = &'static str> {
    select(&GRAPHS[..])
}

fn any_fact() -> impl Strategy<Value = String> {
    (select(&[":s0", ":s1", "'s'"][..]), select(&[":p0", ":p1"][..]), select(&[":o0", "1"][..]))
        .prop_map(|(s, p, o)| format!("{s} {p} {o}"))
}

fn any_claim() -> impl Strategy<Value = String> {
    let status = select(&["accepted", "accepted", "accepted", "candidate", "withdrawn"][..]);
    let polarity = select(&["positive", "positive", "negative"][..]);
    (0..5_u8, any_fact(), polarity, status, prop::option::weighted(0.3, 0..5_u8)).prop_map(
        |(claim, fact, polarity, status, contests)| {
            let fact: Vec<&str> = fact.split(' ').collect();
            let contests =
                contests.map(|other| format!("; sulh:contests :c{other}")).unwrap_or_default();
            format!(
                ":c{claim} a sulh:Claim ; rdf:subject {} ; rdf:predicate {} ; rdf:object {} ;
                 sulh:polarity polarity:{polarity} ; sulh:reviewStatus status:{status} {contests} .",
                fact[0], fact[1], fact[2]
            )
        },
    )
}

const PREDICATES: &[&str] = &[
    "rdf:type",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "sulh:polarity",
    "sulh:reviewStatus",
    "sulh:contests",
];

const RECORDS: &[&str] = &[
    "sulh:visibility 'public'",
    "sulh:visibility 'members'",
    "sulh:visibility 'restricted' ; sulh:visibleTo 'ga'",
    "sulh:visibility 'restricted' ; sulh:visibleTo 'ga' , 'gb'",
    "sulh:visibility 'restricted'",
];

fn any_step() -> impl Strategy<Value = Step> {
    let claims = (any_graph(), prop::collection::vec(any_claim(), 1..4))
        .prop_map(|(graph, claims)| (graph, claims.concat()))
        .boxed();
    prop_oneof![
        4 => claims.clone().prop_map(|(graph, claims)|
            Step::Update(format!("INSERT DATA {{ GRAPH <https://w3id.org/sulh/graph/{graph}> {{ {claims} }} }}"))),
        1 => claims.prop_map(|(graph, claims)| Step::Load(graph, claims)),
        2 => (0..5_u8, any_graph(), select(&["candidate", "accepted", "withdrawn"][..])).prop_map(|(claim, graph, status)|
            Step::Update(format!("WITH <https://w3id.org/sulh/graph/{graph}> DELETE {{ :c{claim} sulh:reviewStatus ?old }}
                INSERT {{ :c{claim} sulh:reviewStatus status:{status} }} WHERE {{ :c{claim} sulh:reviewStatus ?old }}"))),
        2 => (0..5_u8, any_graph(), select(PREDICATES)).prop_map(|(claim, graph, predicate)|
            Step::Update(format!("DELETE WHERE {{ GRAPH <https://w3id.org/sulh/graph/{graph}> {{ :c{claim} {predicate} ?x }} }}"))),
        2 => (any_graph(), select(RECORDS)).prop_map(|(graph, record)|
            Step::Update(format!("DELETE WHERE {{ GRAPH g:access {{ <https://w3id.org/sulh/graph/{graph}> ?p ?o }} }} ;
                INSERT DATA {{ GRAPH g:access {{ <https://w3id.org/sulh/graph/{graph}> {record} }} }}"))),
        1 => any_graph().prop_map(|graph| Step::Update(format!("DROP SILENT GRAPH <https://w3id.org/sulh/graph/{graph}>"))),
        1 => any_graph().prop_map(|graph| Step::Update(format!("CLEAR SILENT GRAPH <https://w3id.org/sulh/graph/{}>", graph.replace("source", "derived")))),
        1 => (any_graph(), any_graph()).prop_map(|(from, to)|
            Step::Update(format!("COPY SILENT <https://w3id.org/sulh/graph/{from}> TO <https://w3id.org/sulh/graph/{to}>"))),
        1 => any_graph().prop_map(|graph|
            Step::Update(format!("INSERT DATA {{ GRAPH <https://w3id.org/sulh/graph/{}> {{ :s0 :p0 :o0 }} }}", graph.replace("source", "derived")))),
        2 => (1..40_u64).prop_map(Step::Undo),
        1 => Just(Step::Update("CLEAR ALL".to_owned())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn derived_graphs_are_what_the_whole_store_says(steps in prop::collection::vec(any_step(), 1..24)) {
        let kept = Kept::new();
        for step in steps {
            let result = match &step {
                Step::Update(text) => kept.update(text).map(|_| ()),
                Step::Load(graph, facts) => kept.load(graph, facts).map_err(|error| match error {
                    LoadError::Write(error) => error,
                    other => panic!("{other}"),
                }),
                Step::Undo(back) => {
                    let newest = kept.store.revision();
                    let Some(revision) = newest.checked_sub(*back).filter(|r| *r > 0) else { continue };
                    kept.commit("undo", Operation::Undo { revision, graphs: sulh_store::GraphRule::All }).map(|_| ())
                }
            };
            if let Err(error) = result {
                prop_assert_eq!(error.code(), DERIVED_GRAPH, "{:?}", step);
            }
            prop_assert_eq!(kept.derived(), kept.oracle(), "{:?}", step);
        }
    }
}

fn claim(name: &str, rest: &str) -> String {
    format!(
        ":{name} a sulh:Claim ; rdf:subject :s ; rdf:predicate :p ; rdf:object :o ;
         sulh:reviewStatus status:accepted ; {rest} ."
    )
}

const POSITIVE: &str = "sulh:polarity polarity:positive";
const NEGATIVE: &str = "sulh:polarity polarity:negative";

#[test]
fn a_fact_comes_with_its_claim_and_goes_with_a_contest() {
    let kept = Kept::new();
    kept.load("source/a", &claim("c", POSITIVE)).unwrap();
    assert_eq!(kept.derived().len(), 1);
    let contest = claim("d", &format!("{NEGATIVE} ; sulh:contests :c"));
    let revision = kept.update(&format!("INSERT DATA {{ GRAPH g:b {{ {contest} }} }}")).unwrap();
    assert_eq!(kept.derived().len(), 1, "graph/b is no source");
    kept.commit("undo", Operation::Undo { revision, graphs: sulh_store::GraphRule::All }).unwrap();
    kept.load("source/b", &contest).unwrap();
    assert_eq!(kept.derived().len(), 0);
    let newest = kept.store.revision();
    kept.commit("undo", Operation::Undo { revision: newest, graphs: sulh_store::GraphRule::All })
        .unwrap();
    assert_eq!(kept.derived().len(), 1);
}

#[test]
fn a_hidden_contest_is_felt_by_none_who_cannot_see_it() {
    let kept = Kept::new();
    kept.load("source/a", &claim("c", POSITIVE)).unwrap();
    kept.load("source/a/restricted", &claim("d", NEGATIVE)).unwrap();
    kept.load("source/b/restricted", &claim("e", POSITIVE)).unwrap();
    let derived = kept.derived();
    assert!(derived.iter().any(|row| row.contains("\"a\"")), "{derived:?}");
    assert_eq!(derived.len(), 1, "among the hidden the hidden one counts: {derived:?}");
}

#[test]
fn what_does_not_follow_is_refused_with_the_facts() {
    let kept = Kept::new();
    let insert = "INSERT DATA { GRAPH <https://w3id.org/sulh/graph/derived/a> { :s :p :o } }";
    let Err(WriteError::Refused(refusal)) = kept.update(insert) else { panic!("taken") };
    assert_eq!(refusal.code, DERIVED_GRAPH);
    assert_eq!(refusal.details.len(), 1);
    kept.load("source/a", &claim("c", POSITIVE)).unwrap();
    kept.update(insert).expect("what follows anyway may be said");
    let drop = "DROP GRAPH <https://w3id.org/sulh/graph/derived/a>";
    assert!(matches!(kept.update(drop), Err(WriteError::Refused(_))));
    kept.update(&format!("{drop} ; DROP GRAPH <https://w3id.org/sulh/graph/source/a>"))
        .expect("nothing follows from nothing");
    assert!(kept.derived().is_empty());
}

#[test]
fn a_contest_counts_from_its_acceptance_on_whatever_it_says_itself() {
    let kept = Kept::new();
    kept.load("source/a", &claim("c", POSITIVE)).unwrap();
    kept.load(
        "source/b",
        ":d a sulh:Claim ; rdf:subject :s ; rdf:predicate :p ; rdf:object :other ;
         sulh:reviewStatus status:candidate ; sulh:polarity polarity:positive ; sulh:contests :c .",
    )
    .unwrap();
    assert_eq!(kept.derived().len(), 1);
    kept.update(
        "WITH <https://w3id.org/sulh/graph/source/b> DELETE { :d sulh:reviewStatus ?old }
        INSERT { :d sulh:reviewStatus status:accepted } WHERE { :d sulh:reviewStatus ?old }",
    )
    .unwrap();
    let derived = kept.derived();
    assert!(derived.iter().all(|row| row.contains("other")) && derived.len() == 1, "{derived:?}");
}
