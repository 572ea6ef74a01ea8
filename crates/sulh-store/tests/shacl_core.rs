//! W3C's SHACL core tests: the report that each expects is the report that sulh makes.
//!
//! The suite lies beside the repository; where it is absent the tests say so and pass.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use sulh_ontology::sh;
use sulh_store::rdf::vocab::rdf;
use sulh_store::rdf::{Graph, NamedNode, NamedNodeRef, Term, TermRef, Triple};
use sulh_store::{Access, DatasetMode, Operation, Shapes, Store, StoreOptions, Write};
use sulh_store::{RdfFormat, RdfParser};
use tempfile::TempDir;

const MANIFEST: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const SHACL_TEST: &str = "http://www.w3.org/ns/shacl-test#";
const BASE: &str = "urn:shacl-tests:";

/// Tests that sulh may fail: name, reason.
const EXCEPTIONS: [(&str, &str); 0] = [];

fn suite() -> Option<PathBuf> {
    let root =
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/suites/shacl/tests"));
    if root.join("core/manifest.ttl").is_file() {
        return Some(root.to_owned());
    }
    println!("left out: ../shared/suites/shacl is not there");
    None
}

struct Case {
    name: String,
    data: String,
    shapes: String,
    expected: Vec<Triple>,
}

fn read(root: &Path, address: &str) -> Graph {
    let path = root.join(address.strip_prefix(BASE).expect("an address of the suite"));
    let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(address).unwrap();
    parser.for_slice(&text).map(|quad| Triple::from(quad.unwrap())).collect()
}

fn node(namespace: &str, local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{local}"))
}

fn objects(graph: &Graph, subject: &Term, predicate: NamedNodeRef<'_>) -> Vec<Term> {
    let found = graph.triples_for_predicate(predicate);
    found
        .filter(|t| Term::from(t.subject.into_owned()) == *subject)
        .map(|t| t.object.into_owned())
        .collect()
}

fn address(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => panic!("{other} is no address"),
    }
}

/// The tests of a manifest and of those that it includes.
fn cases(root: &Path, manifest: &str) -> Vec<Case> {
    let graph = read(root, manifest);
    let mut cases = Vec::new();
    for included in graph.triples_for_predicate(&node(MANIFEST, "include")) {
        cases.extend(self::cases(root, &address(&included.object.into_owned())));
    }
    for test in graph.subjects_for_predicate_object(rdf::TYPE, &node(SHACL_TEST, "Validate")) {
        let test = Term::from(test.into_owned());
        let one = |subject: &Term, predicate: NamedNode| {
            objects(&graph, subject, predicate.as_ref()).pop().expect("a value")
        };
        let action = one(&test, node(MANIFEST, "action"));
        let result = one(&test, node(MANIFEST, "result"));
        cases.push(Case {
            name: address(&test).strip_prefix(BASE).unwrap().to_owned(),
            data: address(&one(&action, node(SHACL_TEST, "dataGraph"))),
            shapes: address(&one(&action, node(SHACL_TEST, "shapesGraph"))),
            expected: below(&graph, &result),
        });
    }
    cases
}

/// What a report says as the suite compares it: the results, their parts, and the paths.
///
/// Messages count only where `messages` is set: a test that states one wants it kept.
fn judged(report: &[Triple], messages: bool) -> Vec<Triple> {
    let apart = |triple: &&Triple| triple.predicate != sh::RESULT_MESSAGE || messages;
    report.iter().filter(apart).cloned().collect()
}

/// What leads from a report to its results and to the parts of their paths.
const OF_A_REPORT: [NamedNodeRef<'static>; 9] = [
    sh::RESULT,
    sh::RESULT_PATH,
    sh::INVERSE_PATH,
    sh::ALTERNATIVE_PATH,
    sh::ZERO_OR_MORE_PATH,
    sh::ONE_OR_MORE_PATH,
    sh::ZERO_OR_ONE_PATH,
    rdf::FIRST,
    rdf::REST,
];

fn below(graph: &Graph, root: &Term) -> Vec<Triple> {
    let (mut found, mut open) = (Vec::new(), vec![root.clone()]);
    while let Some(next) = open.pop() {
        for triple in graph.iter().filter(|t| Term::from(t.subject.into_owned()) == next) {
            // Shapes and data have blank nodes too, and stand in the same file.
            if matches!(triple.object, TermRef::BlankNode(_))
                && OF_A_REPORT.contains(&triple.predicate)
                && !found.contains(&triple.into_owned())
            {
                open.push(triple.object.into_owned());
            }
            found.push(triple.into_owned());
        }
    }
    found
}

fn validate(root: &Path, case: &Case) -> Vec<Triple> {
    let directory = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
    let options = StoreOptions {
        mode: DatasetMode::Strict,
        ..StoreOptions::with_base("https://w3id.org/sulh/")
    };
    let store = Store::open(directory.path(), options).unwrap();
    let data = read(root, &case.data);
    let insert = data
        .iter()
        .map(|triple| triple.into_owned().in_graph(sulh_store::rdf::GraphName::DefaultGraph))
        .collect();
    let (author, activity) = ("test".to_owned(), "load".to_owned());
    let operation = Operation::Change { insert, remove: Vec::new() };
    store.commit(Write { author, activity, message: String::new(), operation }).unwrap();
    let shapes = read(root, &case.shapes);
    let (shapes, diagnostics) =
        Shapes::compile(shapes.iter().map(sulh_store::rdf::TripleRef::into_owned));
    for diagnostic in &diagnostics {
        println!("{}: {diagnostic}", case.name);
    }
    shapes.validate(&store.snapshot().view(&Access::all()), usize::MAX).unwrap().triples()
}

/// The triples in order, each blank node named by what is said of it near and far.
///
/// Rounds of renaming spread what is known by one step; reports are a few steps deep.
fn canonical(triples: &[Triple]) -> Vec<String> {
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    let name = |term: &Term, names: &BTreeMap<String, u64>| match term {
        Term::BlankNode(node) => format!("_:{:x}", names.get(node.as_str()).unwrap_or(&0)),
        other => other.to_string(),
    };
    for _ in 0..16 {
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for triple in triples {
            let (subject, object) = (Term::from(triple.subject.clone()), &triple.object);
            if let Term::BlankNode(node) = &subject {
                let what = format!("{} {}", triple.predicate, name(object, &names));
                said.entry(node.as_str().to_owned()).or_default().push(what);
            }
            if let Term::BlankNode(node) = object {
                let what = format!("{} of {}", triple.predicate, name(&subject, &names));
                said.entry(node.as_str().to_owned()).or_default().push(what);
            }
        }
        names = said
            .into_iter()
            .map(|(node, mut said)| {
                said.sort();
                let mut hasher = DefaultHasher::new();
                said.hash(&mut hasher);
                (node, hasher.finish())
            })
            .collect();
    }
    let mut lines: Vec<String> = triples
        .iter()
        .map(|t| {
            let (subject, object) =
                (name(&t.subject.clone().into(), &names), name(&t.object, &names));
            format!("{subject} {} {object}", t.predicate)
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

fn failure(root: &Path, case: &Case) -> Option<String> {
    let messages = case.expected.iter().any(|triple| triple.predicate == sh::RESULT_MESSAGE);
    let (expected, found) =
        (judged(&case.expected, messages), judged(&validate(root, case), messages));
    let (expected, found) = (canonical(&expected), canonical(&found));
    (expected != found)
        .then(|| format!("expected\n  {}\nfound\n  {}", expected.join("\n  "), found.join("\n  ")))
}

#[test]
fn reports_are_those_of_the_core_suite() {
    let Some(root) = suite() else { return };
    let cases = cases(&root, &format!("{BASE}core/manifest.ttl"));
    let failures: BTreeMap<&str, String> =
        cases.iter().filter_map(|case| Some((case.name.as_str(), failure(&root, case)?))).collect();
    println!("SHACL core: {} of {}", cases.len() - failures.len(), cases.len());
    assert_eq!(cases.len(), 98, "tests read");
    let excepted = |name: &str| EXCEPTIONS.iter().any(|(exception, _)| *exception == name);
    let unexpected: Vec<String> = failures
        .iter()
        .filter(|(name, _)| !excepted(name))
        .map(|(name, reason)| format!("{name}: {reason}"))
        .collect();
    assert!(unexpected.is_empty(), "{} tests fail:\n{}", unexpected.len(), unexpected.join("\n"));
    for (name, _) in EXCEPTIONS {
        assert!(failures.contains_key(name), "{name} passes: it is no exception any more");
    }
}

/// A judge that cannot say no would pass every engine.
#[test]
fn the_comparison_of_reports_can_fail() {
    let Some(root) = suite() else { return };
    let cases = cases(&root, &format!("{BASE}core/manifest.ttl"));
    let case = cases.iter().find(|case| case.expected.len() > 10).expect("a test with results");
    assert!(failure(&root, case).is_none());
    let mut less = case.expected.clone();
    less.pop();
    let changed = Case {
        expected: less,
        name: case.name.clone(),
        data: case.data.clone(),
        shapes: case.shapes.clone(),
    };
    assert!(failure(&root, &changed).is_some());
}
