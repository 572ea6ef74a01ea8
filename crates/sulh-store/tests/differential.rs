//! sulh's store against Oxigraph's in-memory `Store`: the same data, the same
//! updates, the same answers. Strict mode, random cases, fixed shape of the world.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "tests"
)]

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use proptest::prelude::*;
use sulh_store::{
    Access, AdmissionLimits, Answer, DatasetMode, Operation, ParsedQuery, ParsedUpdate, QueryRun,
    Store, StoreOptions, Write,
};

fn node(n: u8) -> NamedNode {
    NamedNode::new_unchecked(format!("http://e/n{n}"))
}

fn any_object() -> impl Strategy<Value = Term> {
    prop_oneof![
        (0_u8..5).prop_map(|n| node(n).into()),
        (-3_i64..3).prop_map(|n| Literal::from(n).into()),
        any::<bool>().prop_map(|b| Literal::from(b).into()),
        (1_u8..29).prop_map(|d| {
            Literal::new_typed_literal(format!("2014-11-{d:02}"), oxigraph::model::vocab::xsd::DATE)
                .into()
        }),
        "[a-cčђ]{0,3}".prop_map(|s| Literal::new_simple_literal(s).into()),
        ("[a-c]{1,2}", "(en|sr|tr)")
            .prop_map(|(s, l)| Literal::new_language_tagged_literal_unchecked(s, l).into()),
    ]
}

fn any_quad() -> impl Strategy<Value = Quad> {
    (0_u8..5, 0_u8..3, any_object(), 0_u8..4).prop_map(|(s, p, o, g)| {
        let graph = match g {
            0 => GraphName::DefaultGraph,
            g => NamedNode::new_unchecked(format!("http://e/g{g}")).into(),
        };
        Quad::new(node(s), NamedNode::new_unchecked(format!("http://e/p{p}")), o, graph)
    })
}

fn data(quads: &[Quad]) -> String {
    quads
        .iter()
        .map(|q| match &q.graph_name {
            GraphName::DefaultGraph => format!("{} {} {} . ", q.subject, q.predicate, q.object),
            g => format!("GRAPH {g} {{ {} {} {} }} ", q.subject, q.predicate, q.object),
        })
        .collect()
}

fn any_graph() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("DEFAULT".to_owned()),
        (1_u8..5).prop_map(|g| format!("GRAPH <http://e/g{g}>"))
    ]
}

fn any_operation() -> impl Strategy<Value = String> {
    let where_part = prop_oneof![
        Just("?s <http://e/p0> ?o"),
        Just("?s ?p ?o FILTER(isIRI(?o))"),
        Just("GRAPH ?g { ?s <http://e/p1> ?o }"),
        Just("?s ?p ?x . ?x ?q ?o"),
        Just("GRAPH <http://e/g1> { ?s ?p ?o } FILTER NOT EXISTS { ?s <http://e/p2> ?o }"),
    ];
    prop_oneof![
        prop::collection::vec(any_quad(), 0..6).prop_map(|q| format!("INSERT DATA {{ {} }}", data(&q))),
        prop::collection::vec(any_quad(), 0..6).prop_map(|q| format!("DELETE DATA {{ {} }}", data(&q))),
        where_part.clone().prop_map(|w| format!("DELETE {{ ?s <http://e/p0> ?o }} WHERE {{ {w} }}")),
        where_part.clone().prop_map(|w| format!("INSERT {{ GRAPH <http://e/g4> {{ ?s <http://e/p2> ?o }} }} WHERE {{ {w} }}")),
        where_part.prop_map(|w| format!(
            "DELETE {{ ?s ?p ?o . GRAPH <http://e/g1> {{ ?s <http://e/p1> ?o }} }} INSERT {{ ?s <http://e/p0> 7 , ?o }} WHERE {{ {w} }}"
        )),
        Just("DELETE WHERE { ?s <http://e/p1> ?o }".to_owned()),
        Just("WITH <http://e/g1> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }".to_owned()),
        Just("INSERT { ?s <http://e/p0> ?o } USING <http://e/g1> USING <http://e/g2> WHERE { ?s ?p ?o }".to_owned()),
        any_graph().prop_map(|g| format!("CLEAR SILENT {g}")),
        any_graph().prop_map(|g| format!("DROP SILENT {g}")),
        Just("DROP NAMED".to_owned()),
        Just("CLEAR ALL".to_owned()),
        (1_u8..6).prop_map(|g| format!("CREATE SILENT GRAPH <http://e/g{g}>")),
        (1_u8..6).prop_map(|g| format!("CREATE GRAPH <http://e/g{g}>")),
        (1_u8..6).prop_map(|g| format!("DROP GRAPH <http://e/g{g}>")),
        (any_graph(), any_graph()).prop_map(|(a, b)| format!("COPY SILENT {a} TO {b}")),
        (any_graph(), any_graph()).prop_map(|(a, b)| format!("MOVE SILENT {a} TO {b}")),
        (any_graph(), any_graph()).prop_map(|(a, b)| format!("ADD SILENT {a} TO {b}")),
    ]
}

const QUERIES: &[&str] = &[
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?g { GRAPH ?g {} }",
    "SELECT * FROM <http://e/g2> { ?s ?p ?o }",
    "SELECT ?g ?s FROM NAMED <http://e/g1> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://e/g1> { ?s <http://e/p0> ?o } }",
    "SELECT * { GRAPH <http://e/g2> { ?s ?p 1 } }",
    "SELECT * { ?s <http://e/p0> ?x . ?x <http://e/p1> ?o }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "SELECT ?s (SUM(?o) AS ?n) { ?s ?p ?o FILTER(isNumeric(?o)) } GROUP BY ?s",
    "SELECT DISTINCT ?p { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT * { ?s <http://e/p0> ?o OPTIONAL { ?o <http://e/p1> ?x } }",
    "SELECT * { ?s ?p ?o MINUS { ?s <http://e/p2> ?o } }",
    "SELECT * { ?s (<http://e/p0>|<http://e/p1>)+ ?o }",
    "SELECT * { ?s <http://e/p0>* <http://e/n1> }",
    "SELECT * { ?s ?p ?o FILTER(?o > 0) }",
    "SELECT * { ?s ?p ?o FILTER(?o = 1 || ?o = true) }",
    "SELECT ?s ?y { ?s ?p ?o BIND(CONCAT(STR(?s), \"x\") AS ?y) }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?s ?q ?o } } }",
    "SELECT * { VALUES ?o { 1 true \"a\" <http://e/n2> \"unknown\" } ?s ?p ?o }",
    "ASK { <http://e/n1> <http://e/p0> ?o }",
    "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o FILTER(isIRI(?o)) }",
    "DESCRIBE <http://e/n1>",
];

struct Pair {
    /// The quads and graphs of every revision, as they were.
    past: std::collections::BTreeMap<u64, (Vec<String>, Vec<String>)>,
    oracle: oxigraph::store::Store,
    store: Option<Store>,
    directory: tempfile::TempDir,
}

fn options() -> StoreOptions {
    StoreOptions { mode: DatasetMode::Strict, ..StoreOptions::with_base("http://e/") }
}

impl Pair {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(directory.path(), options()).unwrap();
        Self {
            past: std::collections::BTreeMap::default(),
            oracle: oxigraph::store::Store::new().unwrap(),
            store: Some(store),
            directory,
        }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn reopen(&mut self) {
        self.store = None;
        self.store = Some(Store::open(self.directory.path(), options()).unwrap());
    }

    fn update(&self, text: &str) {
        let theirs = SparqlEvaluator::new()
            .parse_update(text)
            .unwrap_or_else(|e| panic!("{text}: {e}"))
            .on_store(&self.oracle)
            .execute();
        let update = ParsedUpdate::parse(text, None, &AdmissionLimits::update()).unwrap();
        let ours = self.store().commit(write(Operation::Update(Box::new(update))));
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}\n{ours:?}\n{theirs:?}");
    }

    fn remember(&mut self) {
        let snapshot = self.store().snapshot();
        self.past.insert(snapshot.revision(), dump(&snapshot));
    }

    fn compare_past(&self) {
        for (revision, dumped) in &self.past {
            let snapshot = self.store().snapshot_at(*revision).unwrap();
            assert_eq!(&dump(&snapshot), dumped, "revision {revision}");
            assert_eq!(snapshot.quad_count(), dumped.0.len() as u64);
        }
        assert!(self.store().snapshot_at(self.store().revision() + 1).is_err());
    }

    fn compare(&self) {
        let mut theirs: Vec<String> = self.oracle.iter().map(|q| q.unwrap().to_string()).collect();
        let snapshot = self.store().snapshot();
        let mut ours: Vec<String> = snapshot.quads().map(|q| q.unwrap().to_string()).collect();
        theirs.sort();
        ours.sort();
        assert_eq!(ours, theirs);
        assert_eq!(snapshot.quad_count(), theirs.len() as u64);
        for query in QUERIES {
            assert_eq!(ours_of(self.store(), query), theirs_of(&self.oracle, query), "{query}");
        }
    }
}

fn write(operation: Operation) -> Write {
    Write { author: "t".into(), activity: "test".into(), message: String::new(), operation }
}

fn dump(snapshot: &sulh_store::Snapshot) -> (Vec<String>, Vec<String>) {
    let mut quads: Vec<String> = snapshot.quads().map(|q| q.unwrap().to_string()).collect();
    let graphs = snapshot.view(&Access::all()).named_graphs().unwrap();
    let mut graphs: Vec<String> = graphs.iter().map(ToString::to_string).collect();
    quads.sort();
    graphs.sort();
    (quads, graphs)
}

fn ours_of(store: &Store, query: &str) -> Vec<String> {
    let query = ParsedQuery::parse(query, None, &AdmissionLimits::default()).unwrap();
    let answer = query.answer(&store.snapshot(), &Access::all(), &QueryRun::default()).unwrap();
    let mut lines: Vec<String> = match answer {
        Answer::Boolean(value) => vec![value.to_string()],
        Answer::Graph(triples) => triples.iter().map(ToString::to_string).collect(),
        Answer::Rows(rows) => rows.rows.iter().map(|row| line(row.iter().cloned())).collect(),
    };
    lines.sort();
    lines
}

fn theirs_of(store: &oxigraph::store::Store, query: &str) -> Vec<String> {
    let results =
        SparqlEvaluator::new().parse_query(query).unwrap().on_store(store).execute().unwrap();
    let mut lines: Vec<String> = match results {
        QueryResults::Boolean(value) => vec![value.to_string()],
        QueryResults::Graph(triples) => triples.map(|t| t.unwrap().to_string()).collect(),
        QueryResults::Solutions(rows) => {
            rows.map(|row| line(row.unwrap().values().iter().cloned())).collect()
        }
    };
    lines.sort();
    lines
}

fn line(values: impl Iterator<Item = Option<Term>>) -> String {
    values.map(|v| v.map_or("-".to_owned(), |t| t.to_string())).collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_updates_give_the_same_store(
        quads in prop::collection::vec(any_quad(), 0..40),
        requests in prop::collection::vec((prop::collection::vec(any_operation(), 1..4), 0_u8..6), 0..8),
    ) {
        let mut pair = Pair::new();
        pair.update(&format!("INSERT DATA {{ {} }}", data(&quads)));
        pair.compare();
        pair.remember();
        for (operations, then) in requests {
            pair.update(&operations.join(" ; "));
            match then {
                0 => pair.store().checkpoint().unwrap(),
                1 => pair.reopen(),
                _ => {}
            }
            pair.compare();
            pair.remember();
        }
        pair.compare_past();
        let report = pair.store().check(true).unwrap();
        prop_assert!(report.is_clean(), "{:?}", report.findings);
    }
}
