//! The store as it was, compared with a second store into which the journal was played up to there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "tests"
)]

use std::collections::BTreeSet;
use sulh_store::rdf::NamedOrBlankNode;
use sulh_store::{
    Access, AdmissionLimits, Load, Operation, ParsedUpdate, Snapshot, Store, StoreOptions, Write,
};

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn open(directory: &tempfile::TempDir) -> Store {
    let options = StoreOptions { fold_rows: 150, ..StoreOptions::with_base("http://e/") };
    Store::open(directory.path(), options).unwrap()
}

fn commit(store: &Store, operation: Operation) {
    let (author, activity, message) = ("a".into(), "test".into(), "m".into());
    store.commit(Write { author, activity, message, operation }).unwrap();
}

fn update(store: &Store, text: &str) {
    let update = ParsedUpdate::parse(text, None, &AdmissionLimits::update()).unwrap();
    commit(store, Operation::Update(Box::new(update)));
}

/// Sorted N-Quads, which are canonical where no blank node is, and the names of the graphs.
fn dump(snapshot: &Snapshot) -> (Vec<String>, Vec<NamedOrBlankNode>) {
    let mut lines: Vec<String> = snapshot.quads().map(|q| q.unwrap().to_string()).collect();
    lines.sort_unstable();
    let mut graphs = snapshot.view(&Access::all()).named_graphs().unwrap();
    graphs.sort_by_key(ToString::to_string);
    (lines, graphs)
}

fn quad(numbers: &mut Numbers) -> String {
    let (s, p, o, g) = (numbers.below(30), numbers.below(4), numbers.below(30), numbers.below(5));
    let object =
        if o % 2 == 0 { format!("<http://e/n{o}>") } else { format!("\"текст {o}\"@sr") };
    format!("GRAPH <http://e/graph/{g}> {{ <http://e/n{s}> <http://e/p{p}> {object} }}")
}

/// One commit of a kind that is drawn: inserts, deletes, drops, moves, loads, undone commits.
fn change(store: &Store, numbers: &mut Numbers, directory: &std::path::Path) {
    let graph = numbers.below(5);
    match numbers.below(12) {
        0 => update(store, &format!("DROP SILENT GRAPH <http://e/graph/{graph}>")),
        1 => update(store, &format!("CREATE SILENT GRAPH <http://e/graph/{}>", graph + 5)),
        2 => update(
            store,
            &format!(
                "MOVE SILENT <http://e/graph/{graph}> TO <http://e/graph/{}>",
                (graph + 1) % 5
            ),
        ),
        3 if store.revision() > 1 => {
            let revision = 1 + numbers.below(store.revision() - 1);
            commit(store, Operation::Undo { revision, graphs: sulh_store::GraphRule::All });
        }
        4 => {
            let file = directory.join("some.nq");
            let lines: String = (0..numbers.below(60))
                .map(|n| {
                    format!(
                        "<http://e/l{n}> <http://e/p0> \"{}\" <http://e/graph/{graph}> .\n",
                        numbers.below(9)
                    )
                })
                .collect();
            std::fs::write(&file, lines).unwrap();
            load(store, &file);
        }
        5 => update(
            store,
            &format!(
                "DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?s = <http://e/n{}>) }}",
                numbers.below(30)
            ),
        ),
        _ => {
            let quads: String = (0..=numbers.below(12)).map(|_| quad(numbers) + " ").collect();
            update(store, &format!("INSERT DATA {{ {quads} }}"));
        }
    }
}

fn load(store: &Store, file: &std::path::Path) {
    let load = Load { files: vec![file.to_owned()], author: "a".into(), ..Load::default() };
    store.load(&load, &mut |_| {}).unwrap();
}

/// Plays one commit of the journal into another store, evaluating nothing.
fn play(from: &Store, revision: u64, into: &Store) {
    let diff = from.commit_diff(revision).unwrap().unwrap();
    for graph in &diff.created {
        update(into, &format!("CREATE SILENT GRAPH {graph}"));
    }
    commit(into, Operation::Change { insert: diff.added.clone(), remove: diff.removed.clone() });
    for graph in &diff.dropped {
        update(into, &format!("DROP SILENT GRAPH {graph}"));
    }
}

#[test]
fn a_past_state_is_what_the_journal_played_up_to_there_makes() {
    let (directory, replayed, files) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = open(&directory);
    let mut numbers = Numbers(202_611);
    for round in 0..160 {
        change(&store, &mut numbers, files.path());
        if round % 40 == 20 {
            store.checkpoint().unwrap();
        }
    }
    let mut chosen = BTreeSet::new();
    while chosen.len() < 60 {
        chosen.insert(numbers.below(store.revision() + 1));
    }
    let replayed = open(&replayed);
    let mut different = BTreeSet::new();
    for revision in 0..=store.revision() {
        if revision > 0 {
            play(&store, revision, &replayed);
        }
        if chosen.contains(&revision) {
            let (past, graphs) = dump(&store.snapshot_at(revision).unwrap());
            let (played, played_graphs) = dump(&replayed.snapshot());
            assert_eq!(past, played, "quads at revision {revision}");
            assert_eq!(graphs, played_graphs, "graphs at revision {revision}");
            assert_eq!(store.snapshot_at(revision).unwrap().quad_count(), past.len() as u64);
            different.insert(past);
        }
    }
    assert!(different.len() > 40, "the states must differ for the test to mean something");
}
