//! What the gate refuses is what a validation of everything finds afterwards and did not before.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use super::*;
use crate::access::GraphRule;
use crate::{DatasetMode, Operation, Store, StoreOptions, Write, WriteError};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad, Term, Triple};
use proptest::prelude::*;

const SHAPES: &str = r"
@prefix : <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:A sh:targetClass :C0 ; sh:property :A1, :A2, :A3 .
:A1 sh:path :p ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class :C1 .
:A2 sh:path ( :p [ sh:zeroOrMorePath :q ] ) ; sh:node :N ; sh:maxCount 3 .
:A3 sh:path [ sh:inversePath :q ] ; sh:qualifiedValueShape [ sh:class :C2 ] ; sh:qualifiedMaxCount 1 .
:N sh:property [ sh:path :r ; sh:minInclusive 1 ; sh:lessThanOrEquals :s ] .
:B sh:targetSubjectsOf :r ; sh:closed true ; sh:ignoredProperties ( :p :q :s rdfs:subClassOf
  <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ; sh:property [ sh:path :r ; sh:datatype xsd:integer ] .
:D sh:targetObjectsOf :q ; sh:not [ sh:class :C2 ] ;
  sh:or ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [ sh:property [ sh:path :s ; sh:maxCount 0 ] ] ) .
:E sh:targetClass :C1 ; sh:equals :q ; sh:path [ sh:alternativePath ( :p [ sh:oneOrMorePath :q ] ) ] .
:F sh:targetNode :n0 ; sh:property [ sh:path ( [ sh:zeroOrOnePath :p ] :s ) ; sh:hasValue 2 ] ;
  sh:xone ( [ sh:property [ sh:path :p ; sh:minCount 1 ] ] [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ) .
:W sh:targetClass :C0 ; sh:severity sh:Warning ; sh:nodeKind sh:Literal .
";

#[derive(Debug)]
struct Open(Arc<Access>);

impl GateScope for Open {
    fn open(&self, _: &Snapshot) -> Result<Arc<Access>, ReadError> {
        Ok(Arc::clone(&self.0))
    }

    fn is_guarded(&self, graph: &str) -> bool {
        graph != "http://e/candidates"
    }
}

fn scope() -> Arc<Open> {
    let closed = ["http://e/candidates", "http://e/hidden"].map(str::to_owned).into();
    let visible =
        GraphRule::Except { graphs: closed, prefixes: std::collections::BTreeSet::default() };
    Arc::new(Open(Arc::new(Access { visible, ..Access::default() })))
}

fn triples(turtle: &str) -> Vec<Triple> {
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle);
    quads.map(|quad| Triple::from(quad.unwrap())).collect()
}

fn gate(turtle: &str) -> ShaclGate {
    let (shapes, diagnostics) = Shapes::compile(triples(turtle));
    assert_eq!(diagnostics, []);
    ShaclGate::new(shapes, scope())
}

/// The gate beside a validation of everything.
#[derive(Debug)]
struct Compared {
    gate: ShaclGate,
    mismatches: Mutex<Vec<String>>,
}

impl Compared {
    fn whole(&self, snapshot: &Snapshot, view: &View) -> Vec<Finding> {
        let shapes = &self.gate.shapes;
        let ids = Binding::of_store(&shapes.constants, &snapshot.view(&Access::all()));
        let mut evaluator = Evaluator::new(shapes, view, &ids);
        let mut all = Vec::new();
        for (id, shape) in shapes.targeted() {
            let mut nodes = Vec::new();
            for target in &shape.targets {
                nodes.extend(evaluator.target_nodes(*target).unwrap());
            }
            nodes.sort_unstable();
            nodes.dedup();
            for node in nodes {
                evaluator.findings(id, node, &mut all).unwrap();
            }
        }
        all.retain(|finding| shapes.is_violation(finding));
        all
    }
}

impl CommitRule for Compared {
    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        let found = self.gate.check(change);
        let Some(scope) = Scope::of(change, self.gate.scope.as_ref(), &Default::default()).unwrap()
        else {
            assert!(found.is_ok());
            return Ok(());
        };
        let old = self.whole(change.before, &scope.before);
        let new = self.whole(change.after, &scope.after);
        let line =
            |finding: &Finding| self.gate.shapes.result(finding, &scope.after).unwrap().line();
        let mut expected: Vec<String> =
            new.iter().filter(|finding| !was_there(&old, finding)).map(line).collect();
        let mut refused = match &found {
            Err(RuleError::Refused(refusal)) => refusal.details.clone(),
            _ => Vec::new(),
        };
        // A node may be named by two shapes that share a part.
        for lines in [&mut expected, &mut refused] {
            lines.sort();
            lines.dedup();
        }
        if expected != refused {
            let text = format!("expected {expected:#?}, refused {refused:#?}");
            self.mismatches.lock().unwrap().push(text);
        }
        // Some writes pass all the same, so that later ones find violations that stand.
        if change.author == "forced" { Ok(()) } else { found }
    }
}

fn node(name: impl std::fmt::Display) -> NamedNode {
    NamedNode::new_unchecked(format!("http://e/{name}"))
}

fn any_quad() -> impl Strategy<Value = Quad> {
    let graph =
        prop_oneof![6 => Just("g0"), 3 => Just("g1"), 1 => Just("hidden"), 1 => Just("candidates")];
    let link = (0..4_u8, prop_oneof![Just("p"), Just("q")], 0..4_u8)
        .prop_map(|(s, p, o)| (node(format!("n{s}")), node(p), Term::from(node(format!("n{o}")))));
    let number = (0..4_u8, prop_oneof![Just("r"), Just("s")], 0..4_i64).prop_map(|(s, p, o)| {
        (node(format!("n{s}")), node(p), Term::from(oxigraph::model::Literal::from(o)))
    });
    let kind = (0..4_u8, 0..3_u8).prop_map(|(s, c)| {
        let kind = oxigraph::model::vocab::rdf::TYPE.into_owned();
        (node(format!("n{s}")), kind, Term::from(node(format!("C{c}"))))
    });
    let below = (0..3_u8, 0..3_u8).prop_map(|(c, d)| {
        let below = oxigraph::model::vocab::rdfs::SUB_CLASS_OF.into_owned();
        (node(format!("C{c}")), below, Term::from(node(format!("C{d}"))))
    });
    let triple = prop_oneof![5 => link, 4 => number, 3 => kind, 1 => below];
    (triple, graph).prop_map(|((s, p, o), g)| Quad::new(s, p, o, GraphName::from(node(g))))
}

fn store(rules: Vec<Arc<dyn CommitRule>>) -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let options =
        StoreOptions { mode: DatasetMode::Union, rules, ..StoreOptions::with_base("http://e/") };
    let store = Store::open(directory.path(), options).unwrap();
    (directory, store)
}

fn commit(
    store: &Store,
    author: &str,
    insert: Vec<Quad>,
    remove: Vec<Quad>,
) -> Result<(), WriteError> {
    let (author, activity) = (author.to_owned(), "update".to_owned());
    let operation = Operation::Change { insert, remove };
    store.commit(Write { author, activity, message: String::new(), operation }).map(drop)
}

type Commit = (bool, Vec<Quad>, Vec<Quad>);

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_refused_is_what_is_new(
        commits in prop::collection::vec(
            (any::<bool>(), prop::collection::vec(any_quad(), 0..5), prop::collection::vec(any_quad(), 0..5)),
            1..16,
        ),
    ) {
        let commits: Vec<Commit> = commits;
        let rule = Arc::new(Compared { gate: gate(SHAPES), mismatches: Mutex::default() });
        let (_directory, store) = store(vec![Arc::clone(&rule) as Arc<dyn CommitRule>]);
        for (forced, insert, remove) in commits {
            let _ = commit(&store, if forced { "forced" } else { "held" }, insert, remove);
        }
        let mismatches = rule.mismatches.lock().unwrap();
        prop_assert!(mismatches.is_empty(), "{}", mismatches[0]);
    }
}

fn quads(turtle: &str, graph: &str) -> Vec<Quad> {
    let prefixes =
        "@prefix : <http://e/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . ";
    triples(&format!("{prefixes}{turtle}"))
        .into_iter()
        .map(|triple| triple.in_graph(GraphName::from(node(graph))))
        .collect()
}

fn held() -> (tempfile::TempDir, Store) {
    store(vec![Arc::new(gate(
        "@prefix : <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
         :P sh:targetClass :Person ; sh:property :Age .
         :Age sh:path :age ; sh:maxCount 1 ; sh:maxInclusive 150 ; sh:message 'one age up to 150'@en, 'једна старост'@sr .",
    ))])
}

fn refusal_of(result: Result<(), WriteError>) -> Arc<Refusal> {
    match result {
        Err(WriteError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn a_refusal_names_node_path_value_shape_and_what_would_do() {
    let (_directory, store) = held();
    commit(&store, "a", quads(":x a :Person ; :age 20 .", "g0"), vec![]).unwrap();
    let refusal = refusal_of(commit(&store, "a", quads(":y a :Person ; :age 200 .", "g0"), vec![]));
    assert_eq!(refusal.code, "shape-violation");
    for part in [
        "<http://e/y>",
        "<http://e/age>",
        "\"200\"",
        "<http://e/Age>",
        "not greater than",
        "one age",
    ] {
        assert!(refusal.message.contains(part), "{part} is missing in {}", refusal.message);
    }
    let report = refusal.report.as_ref().unwrap();
    assert!(report.results[0].messages.iter().any(|text| text.value() == "једна старост"));
    assert_eq!(report.results[0].message(), "one age up to 150");
    assert_eq!(store.revision(), 1);
}

#[test]
fn what_was_wrong_before_does_not_hold_up_other_work_but_may_not_grow() {
    let (directory, open) = store(Vec::new());
    commit(&open, "a", quads(":x a :Person ; :age 20, 21 .", "g0"), vec![]).unwrap();
    drop(open);
    let options = StoreOptions {
        rules: vec![Arc::new(gate(
            "@prefix : <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
             :P sh:targetClass :Person ; sh:property [ sh:path :age ; sh:maxCount 1 ] .",
        ))],
        ..StoreOptions::with_base("http://e/")
    };
    let store = Store::open(directory.path(), options).unwrap();
    commit(&store, "a", quads(":x :name 'X' ; :age 20 .", "g1"), vec![]).unwrap();
    refusal_of(commit(&store, "a", quads(":x :age 22 .", "g1"), vec![]));
    commit(&store, "a", quads(":x :age 30 .", "g0"), quads(":x :age 20, 21 .", "g0")).unwrap();
    // One age is left in each graph: the fact of the other graph counts too.
    refusal_of(commit(&store, "a", quads(":x :age 31 .", "g0"), vec![]));
}

#[test]
fn a_hidden_fact_refuses_nothing_in_public() {
    let (_directory, store) = held();
    commit(&store, "a", quads(":x a :Person ; :age 20 .", "hidden"), vec![]).unwrap();
    commit(&store, "a", quads(":x a :Person ; :age 21 .", "g0"), vec![]).unwrap();
    // Whoever writes into the hidden graph may see it.
    refusal_of(commit(&store, "a", quads(":x :age 22 .", "hidden"), vec![]));
    commit(&store, "a", quads(":z a :Person ; :age 1, 2 .", "candidates"), vec![]).unwrap();
}

const UPWARDS: &str = "
@prefix : <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dash: <http://datashapes.org/dash#> .
:Up sh:targetSubjectsOf :above ; sh:targetObjectsOf :below ; sh:property :Up1 .
:Up1 dash:nonRecursive true ;
  sh:path [ sh:oneOrMorePath [ sh:alternativePath ( :above [ sh:inversePath :below ] ) ] ] .
";

#[test]
fn a_path_that_may_not_lead_back_does_not() {
    let (_directory, store) = store(vec![Arc::new(gate(UPWARDS))]);
    commit(&store, "a", quads(":a :above :b . :b :above :c .", "g0"), vec![]).unwrap();
    for turtle in [":c :above :a .", ":b :above :a .", ":d :above :d .", ":a :below :c ."] {
        let refusal = refusal_of(commit(&store, "a", quads(turtle, "g1"), vec![]));
        assert_eq!(refusal.code, "shape-violation", "{turtle}");
    }
    let refusal = refusal_of(commit(&store, "a", quads(":c :above :a .", "g1"), vec![]));
    let line = "<http://e/c> (<http://e/above>|^<http://e/below>)+ <http://e/a>: a value that does not lead back to the node; this one does: <http://e/c> → <http://e/a> → <http://e/b> → <http://e/c> [<http://e/Up1>]";
    assert_eq!(refusal.details, [line]);
    // Turning an edge round is no circle, and neither is saying one twice.
    commit(&store, "a", quads(":c :above :b .", "g0"), quads(":b :above :c .", "g0")).unwrap();
    commit(&store, "a", quads(":a :above :b .", "g1"), vec![]).unwrap();
}

/// The edges of a relation that lie on a circle.
fn on_a_circle(edges: &FxHashSet<(u8, u8)>) -> FxHashSet<(u8, u8)> {
    let reaches = |from: u8, to: u8| {
        let (mut seen, mut open) = (vec![from], vec![from]);
        while let Some(place) = open.pop() {
            for (_, next) in edges.iter().filter(|(start, _)| *start == place) {
                if !seen.contains(next) {
                    seen.push(*next);
                    open.push(*next);
                }
            }
        }
        seen.contains(&to)
    };
    edges.iter().copied().filter(|(from, to)| reaches(*to, *from)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_circle_is_refused_when_it_is_new(
        commits in prop::collection::vec(
            (any::<bool>(), prop::collection::vec((0..6_u8, any::<bool>(), 0..6_u8, any::<bool>()), 1..4)),
            1..24,
        ),
    ) {
        let rule = Arc::new(Compared { gate: gate(UPWARDS), mismatches: Mutex::default() });
        let (_directory, store) = store(vec![Arc::clone(&rule) as Arc<dyn CommitRule>]);
        let mut stated: FxHashSet<(u8, bool, u8)> = FxHashSet::default();
        let edges = |stated: &FxHashSet<(u8, bool, u8)>| -> FxHashSet<(u8, u8)> {
            stated.iter().map(|(s, up, o)| if *up { (*s, *o) } else { (*o, *s) }).collect()
        };
        let quad = |(s, up, o): (u8, bool, u8)| {
            let property = node(if up { "above" } else { "below" });
            Quad::new(node(s), property, node(o), GraphName::from(node("g0")))
        };
        for (forced, changes) in commits {
            let (mut after, mut insert, mut remove) = (stated.clone(), Vec::new(), Vec::new());
            for (s, up, o, add) in changes {
                let change = (s, up, o);
                if add && after.insert(change) {
                    insert.push(quad(change));
                } else if !add && !insert.contains(&quad(change)) && after.remove(&change) {
                    remove.push(quad(change));
                }
            }
            let was = on_a_circle(&edges(&stated));
            let is_new = on_a_circle(&edges(&after)).iter().any(|edge| !was.contains(edge));
            let done = commit(&store, if forced { "forced" } else { "held" }, insert, remove);
            prop_assert_eq!(done.is_err(), is_new && !forced);
            if done.is_ok() {
                stated = after;
            }
        }
    }
}

#[test]
fn a_write_that_reaches_no_shape_reads_next_to_nothing() {
    let (_directory, store) = held();
    commit(&store, "a", quads(":x a :Person ; :age 20 .", "g0"), vec![]).unwrap();
    let gate = gate(
        "@prefix : <http://e/> . @prefix sh: <http://www.w3.org/ns/shacl#> . :P sh:targetClass :Person ; sh:property [ sh:path :age ; sh:maxCount 1 ] .",
    );
    assert_eq!(gate.reach.by_predicate.len(), 3, "type, subClassOf and age");
    assert!(gate.reach.any.is_empty());
}
