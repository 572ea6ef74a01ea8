//! The W3C SPARQL suites: what Oxigraph's own store answers as they say, sulh must answer as they say.
//!
//! The suites lie beside the repository; where they are absent the tests say so and pass.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::collections::BTreeMap;

use oxigraph::model::{BlankNode, Literal, Term};
use sulh_store::{AdmissionLimits, admit};

use crate::w3c::answer::Answer;
use crate::w3c::manifest::{Case, Suites, Task};
use crate::w3c::oxigraph_subject::OxigraphSubject;
use crate::w3c::runner::run;
use crate::w3c::same::same_answer;
use crate::w3c::subject::Subject;
use crate::w3c::sulh_subject::SulhSubject;

const MANIFESTS: [&str; 4] = [
    "sparql/sparql10/manifest.ttl",
    "sparql/sparql11/manifest-sparql11-query.ttl",
    "sparql/sparql11/manifest-sparql11-update.ttl",
    "sparql/sparql12/manifest.ttl",
];
/// What the manifests above do not include.
const FURTHER: [&str; 2] =
    ["sparql/sparql11/csv-tsv-res/manifest.ttl", "sparql/sparql11/json-res/manifest.ttl"];

fn suites() -> Option<Suites> {
    let suites = Suites::find();
    if suites.is_none() {
        println!("left out: ../shared/suites/w3c-rdf-tests is not there");
    }
    suites
}

fn cases(suites: &Suites) -> Vec<Case> {
    let mut cases: Vec<Case> =
        MANIFESTS.iter().chain(&FURTHER).flat_map(|path| suites.cases(path)).collect();
    cases.sort_by(|left, right| left.name.cmp(&right.name));
    cases.dedup_by(|left, right| left.name == right.name);
    cases
}

/// Passed and run, by suite and kind of test.
#[derive(Default)]
struct Tally(BTreeMap<String, (usize, usize)>);

impl Tally {
    fn add(&mut self, case: &Case, passed: bool) {
        let suite = case.name.split('/').next().unwrap_or_default();
        let kind = match case.task {
            Task::Query { .. } => "query",
            Task::Update { .. } => "update",
            Task::Syntax { .. } => "syntax",
        };
        let counts = self.0.entry(format!("{suite} {kind}")).or_default();
        counts.0 += usize::from(passed);
        counts.1 += 1;
    }

    fn print(&self, subject: &str) {
        let parts: Vec<String> =
            self.0.iter().map(|(name, (passed, run))| format!("{name} {passed}/{run}")).collect();
        println!("{subject}: {}", parts.join(", "));
    }
}

/// The names of the tests that a subject fails, with its reasons.
fn failures(
    suites: &Suites,
    cases: &[Case],
    subject: &mut dyn Subject,
    title: &str,
) -> BTreeMap<String, String> {
    let (mut tally, mut failures) = (Tally::default(), BTreeMap::new());
    for case in cases {
        let result = run(case, suites, subject);
        tally.add(case, result.is_ok());
        if let Err(reason) = result {
            failures.insert(case.name.clone(), reason);
        }
    }
    tally.print(title);
    failures
}

#[test]
fn the_oracle_passes_most_of_the_suites() {
    let Some(suites) = suites() else { return };
    let cases = cases(&suites);
    let failures = failures(&suites, &cases, &mut OxigraphSubject::new(), "Oxigraph");
    assert!(cases.len() > 1_200, "{} tests read", cases.len());
    let names: Vec<&String> = failures.keys().collect();
    assert!(
        failures.len() * 30 < cases.len(),
        "{} tests fail on the oracle: {names:?}",
        failures.len()
    );
}

/// Tests that sulh may fail though Oxigraph's store passes them: name, reason.
const EXCEPTIONS: [(&str, &str); 0] = [];

#[test]
fn sulh_passes_what_the_oracle_passes() {
    let Some(suites) = suites() else { return };
    let cases = cases(&suites);
    let oracle = failures(&suites, &cases, &mut OxigraphSubject::new(), "Oxigraph");
    let sulh = failures(&suites, &cases, &mut SulhSubject::new(), "sulh");
    let excepted = |name: &str| EXCEPTIONS.iter().any(|(exception, _)| *exception == name);
    let worse: Vec<String> = sulh
        .iter()
        .filter(|(name, _)| !oracle.contains_key(*name) && !excepted(name))
        .map(|(name, reason)| format!("{name}: {}", reason.chars().take(400).collect::<String>()))
        .collect();
    let passed = |failures: &BTreeMap<String, String>| cases.len() - failures.len();
    println!(
        "of {} tests Oxigraph passes {}, sulh {}",
        cases.len(),
        passed(&oracle),
        passed(&sulh)
    );
    assert!(worse.is_empty(), "{} tests fail on sulh alone:\n{}", worse.len(), worse.join("\n"));
    for (name, _) in EXCEPTIONS {
        assert!(sulh.contains_key(name), "{name} passes: it is no exception any more");
    }
}

/// A judge that cannot say no would pass every subject.
#[test]
fn the_comparison_tells_answers_apart() {
    let answer = |rows: &[&[Term]]| Answer::Solutions {
        variables: vec!["x".to_owned(), "y".to_owned()],
        rows: rows.iter().map(|row| row.iter().cloned().map(Some).collect()).collect(),
    };
    let blank = |name: &str| Term::from(BlankNode::new_unchecked(name));
    let (one, two) = (Term::from(Literal::from(1)), Term::from(Literal::from(2)));
    let (ab, ba) = ([blank("a"), blank("b")], [blank("b"), blank("a")]);
    let (left, right) = ([one.clone(), two.clone()], [two, one]);
    assert!(same_answer(&answer(&[&left, &right]), &answer(&[&right, &left]), false));
    assert!(!same_answer(&answer(&[&left, &right]), &answer(&[&right, &left]), true));
    assert!(!same_answer(&answer(&[&left, &left]), &answer(&[&left]), false));
    assert!(same_answer(&answer(&[&ab, &ba]), &answer(&[&ba, &ab]), true));
    assert!(!same_answer(&answer(&[&ab]), &answer(&[&[blank("c"), blank("c")]]), false));
    assert!(!same_answer(&answer(&[&ab, &ab]), &answer(&[&ab, &ba]), false));
    assert!(!same_answer(&Answer::Boolean(true), &Answer::Boolean(false), false));
}

#[test]
fn every_text_that_must_be_accepted_is_admitted() {
    let Some(suites) = suites() else { return };
    let mut most = (0, 0, 0);
    for case in cases(&suites) {
        let (file, limits) = match &case.task {
            Task::Query { query, .. } => (query, AdmissionLimits::default()),
            Task::Update { update, .. } => (update, AdmissionLimits::update()),
            Task::Syntax { text, accept: true, .. } => (text, AdmissionLimits::default()),
            Task::Syntax { .. } => continue,
        };
        match admit(&suites.text(file), &limits) {
            Ok(sums) => {
                most = (most.0.max(sums.depth), most.1.max(sums.height), most.2.max(sums.joins));
            }
            Err(error) => panic!("{}: {error}", case.name),
        }
    }
    println!("the suites need depth {}, height {}, joins {}", most.0, most.1, most.2);
}
