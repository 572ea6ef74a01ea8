//! Erasure: the past without what is erased is the past minus it, no file of the directory has a
//! byte of it, and a kill at any step leaves all of it or none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use sulh_store::rdf::{GraphName, Literal, NamedNode, Quad};
use sulh_store::{
    ERASED, Erasure, ErasurePlan, Operation, Purge, PurgeError, Purged, Snapshot, Store,
    StoreOptions, Write,
};

const DIRECTORY: &str = "SULH_PURGE_DIRECTORY";
const GRAPH: &str = "http://e/g/hidden-matter";
const NAME: &str = "Zdenka Horvatinović";

fn open(directory: &Path) -> Store {
    let options = StoreOptions { fold_rows: 50, ..StoreOptions::with_base("http://e/") };
    Store::open(directory, options).unwrap()
}

fn node(text: &str) -> NamedNode {
    NamedNode::new_unchecked(text)
}

fn quad(subject: usize, text: &str, graph: &str) -> Quad {
    let text = Literal::new_simple_literal(text);
    Quad::new(node(&format!("http://e/s/{subject}")), node("http://e/p"), text, node(graph))
}

fn write(message: &str, insert: Vec<Quad>, remove: Vec<Quad>) -> Write {
    Write {
        author: "w".to_owned(),
        activity: "test".to_owned(),
        message: message.to_owned(),
        operation: Operation::Change { insert, remove },
    }
}

#[allow(clippy::unnecessary_wraps, reason = "the store asks for it")]
fn tombstone(_: &ErasurePlan, _: &Snapshot) -> Result<Write, sulh_store::ReadError> {
    Ok(write("erased for a reason", vec![quad(0, "a reason", "http://e/tombstones")], Vec::new()))
}

fn purge(store: &Store, erasure: Erasure) -> Result<Purged, PurgeError> {
    store.purge(Purge {
        erasure,
        remove: BTreeSet::new(),
        replace: BTreeSet::new(),
        tombstone: Box::new(tombstone),
    })
}

fn of_iri(iri: &str) -> Erasure {
    Erasure { iris: BTreeSet::from([iri.to_owned()]), ..Erasure::default() }
}

fn of_text(text: &str) -> Erasure {
    Erasure { texts: vec![text.to_owned()], ..Erasure::default() }
}

fn state(store: &Store, revision: u64) -> BTreeSet<String> {
    let snapshot = store.snapshot_at(revision).unwrap();
    snapshot.quads().map(|quad| quad.unwrap().to_string()).collect()
}

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Where the bytes stand in the directory: as they are, and in whatever was compressed.
fn search(directory: &Path, wanted: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(wanted.len()).any(|part| part == wanted.as_bytes());
    let mut all = Vec::new();
    files(directory, &mut all);
    let mut found = Vec::new();
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        if holds(&bytes) || holds(path.to_string_lossy().as_bytes()) {
            found.push(path.display().to_string());
        }
        for at in 0..bytes.len().saturating_sub(4) {
            if bytes[at..at + 4] == [0x28, 0xb5, 0x2f, 0xfd] {
                let mut plain = Vec::new();
                // What stands behind the frame makes no sense to the decoder, which is no matter.
                let _ = zstd::Decoder::new(&bytes[at..]).unwrap().read_to_end(&mut plain);
                if holds(&plain) {
                    found.push(format!("{}, compressed at {at}", path.display()));
                }
            }
        }
    }
    found
}

/// A store in whose past and present the graph and the name occur, and a compressed commit.
fn filled(directory: &Path) -> Store {
    let store = open(directory);
    let many = (0..400).map(|n| quad(n, &format!("said by {NAME}, number {n}"), GRAPH)).collect();
    store.commit(write("a load", many, Vec::new())).unwrap();
    let kept = (0..300).map(|n| quad(n, &format!("kept {n}"), "http://e/g/kept")).collect();
    store.commit(write(&format!("from <{GRAPH}> by {NAME}"), kept, Vec::new())).unwrap();
    store.checkpoint().unwrap();
    let about = quad(7, &format!("once {NAME} stood here"), "http://e/g/kept");
    store.commit(write("", vec![about.clone()], Vec::new())).unwrap();
    store.commit(write("", vec![quad(8, "kept later", "http://e/g/kept")], vec![about])).unwrap();
    let removed =
        (0..100).map(|n| quad(n, &format!("said by {NAME}, number {n}"), GRAPH)).collect();
    store.commit(write("", Vec::new(), removed)).unwrap();
    store
}

#[test]
fn a_graph_and_a_name_leave_no_byte_and_the_rest_is_as_it_was() {
    for (erasure, wanted) in [(of_iri(GRAPH), GRAPH), (of_text(NAME), NAME)] {
        let place = tempfile::tempdir().unwrap();
        let store = filled(place.path());
        assert!(!search(place.path(), wanted).is_empty(), "the search would find it");
        let before: Vec<_> = (0..=5).map(|revision| state(&store, revision)).collect();
        let held = store.snapshot();
        let seen = held.quads().count();
        let done = purge(&store, erasure.clone()).unwrap();
        assert_eq!(done.revision, 6);
        assert_eq!((done.plan.texts, done.plan.present_count()), (1, 300));
        assert_eq!(held.quads().count(), seen, "a reader keeps its state");
        drop(held);
        assert_eq!(search(place.path(), wanted), Vec::<String>::new());
        for (revision, before) in (0..).zip(&before) {
            let expected: BTreeSet<String> =
                before.iter().filter(|line| !line.contains(wanted)).cloned().collect();
            assert_eq!(state(&store, revision), expected, "revision {revision}");
        }
        let commits = store.commits(None, 100).unwrap();
        assert_eq!(commits.iter().map(|c| c.revision).collect::<Vec<_>>(), [6, 5, 4, 3, 2, 1]);
        assert!(commits[4].message.contains(ERASED), "{}", commits[4].message);
        assert_eq!(commits[5].added, 0);
        let report = store.check(true).unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        assert!(matches!(purge(&store, erasure), Err(PurgeError::Nothing)));
        store.commit(write("", vec![quad(1, "after", "http://e/g/kept")], Vec::new())).unwrap();
        drop(store);
        let again = open(place.path());
        assert!(again.stats().repairs.is_empty(), "{:?}", again.stats().repairs);
        assert_eq!(again.revision(), 7);
        assert!(again.check(true).unwrap().is_clean());
        assert_eq!(search(place.path(), wanted), Vec::<String>::new());
    }
}

#[test]
fn what_leads_to_a_thing_goes_with_it_and_so_do_files() {
    let place = tempfile::tempdir().unwrap();
    let store = open(place.path());
    let [document, passage, claim, leads] =
        ["http://e/d", "http://e/passage", "http://e/claim", "http://e/in"].map(node);
    let graph = node("http://e/g/kept");
    let insert = vec![
        Quad::new(passage.clone(), leads.clone(), document, graph.clone()),
        Quad::new(claim.clone(), leads.clone(), passage, graph.clone()),
        Quad::new(node("http://e/review"), node("http://e/of"), claim, graph),
        quad(1, "kept", "http://e/g/kept"),
    ];
    store.commit(write("", insert, Vec::new())).unwrap();
    std::fs::create_dir(place.path().join("originals")).unwrap();
    std::fs::write(place.path().join("originals/aa"), "the text").unwrap();
    std::fs::write(place.path().join("tokens.json"), "old").unwrap();
    std::fs::write(place.path().join("tokens.json.erased"), "new").unwrap();
    let erasure = Erasure { follow: vec![leads], ..of_iri("http://e/d") };
    assert_eq!(store.plan_erasure(&erasure).unwrap().present_count(), 3);
    let done = store
        .purge(Purge {
            erasure,
            remove: BTreeSet::from(["originals/aa".to_owned()]),
            replace: BTreeSet::from(["tokens.json".to_owned()]),
            tombstone: Box::new(tombstone),
        })
        .unwrap();
    assert!(done.plan.erasure.iris.contains("http://e/claim"));
    assert_eq!(state(&store, 1).len(), 1);
    assert_eq!(search(place.path(), "http://e/claim"), Vec::<String>::new());
    assert!(!place.path().join("originals/aa").exists());
    assert_eq!(std::fs::read(place.path().join("tokens.json")).unwrap(), b"new");
}

#[test]
fn a_backup_from_before_is_told_from_one_after() {
    let place = tempfile::tempdir().unwrap();
    let store = filled(&place.path().join("a"));
    let file = |name: &str| place.path().join(name);
    store.backup(&file("before"), &[], &mut |_| {}).unwrap();
    purge(&store, of_iri(GRAPH)).unwrap();
    store.backup(&file("after"), &[], &mut |_| {}).unwrap();
    sulh_store::restore(&file("after"), &file("b"), &mut |_| {}).unwrap();
    assert_eq!(search(&file("b"), GRAPH), Vec::<String>::new());
    assert_eq!(state(&open(&file("b")), 5), state(&store, 5));
    assert!(
        !std::fs::read(file("after")).unwrap().windows(GRAPH.len()).any(|w| w == GRAPH.as_bytes())
    );
}

/// The process that is killed while it erases.
#[test]
fn eraser() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    purge(&open(Path::new(&directory)), of_text(NAME)).unwrap();
}

#[test]
fn a_kill_at_any_step_leaves_all_of_it_or_nothing() {
    let steps = [
        ("purge-before-write", false),
        ("purge-before-rename", false),
        ("purge-after-rename", true),
        ("purge-after-tip", true),
        ("purge-after-checkpoints", true),
        ("purge-after-removals", true),
        ("purge-before-end", true),
        ("purge-after-end", true),
    ];
    for (step, happened) in steps {
        let place = tempfile::tempdir().unwrap();
        let store = filled(place.path());
        let before = state(&store, 5);
        drop(store);
        let killed = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "eraser", "--test-threads=1"])
            .env(DIRECTORY, place.path())
            .env("SULH_FAULT", step)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(!killed.success(), "{step} was never passed");
        let store = open(place.path());
        assert_eq!(store.revision(), if happened { 6 } else { 5 }, "{step}");
        if happened {
            assert_eq!(search(place.path(), NAME), Vec::<String>::new(), "{step}");
        } else {
            assert_eq!(state(&store, 5), before, "{step}");
            let left = std::fs::read_dir(place.path()).unwrap();
            let aside = |e: std::fs::DirEntry| e.file_name().to_string_lossy().ends_with(".erased");
            assert!(!left.map(Result::unwrap).any(aside), "{step}");
            purge(&store, of_text(NAME)).unwrap();
        }
        let kept: BTreeSet<String> =
            before.into_iter().filter(|line| !line.contains(NAME)).collect();
        assert_eq!(state(&store, 5), kept, "{step}");
        assert!(store.check(true).unwrap().is_clean(), "{step}");
        drop(store);
        assert!(open(place.path()).stats().repairs.is_empty(), "{step}");
        assert_eq!(search(place.path(), NAME), Vec::<String>::new(), "{step}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_past_is_the_past_minus_what_is_erased(
        commits in prop::collection::vec(
            prop::collection::vec((any::<bool>(), 0..6_usize, 0..4_usize, 0..3_usize), 1..12),
            1..12,
        ),
        graph in 0..3_usize,
        fold in 0..12_usize,
    ) {
        let place = tempfile::tempdir().unwrap();
        let store = open(place.path());
        let made = |s: usize, t: usize, g: usize| quad(s, &format!("text {t}"), &format!("http://e/g/{g}"));
        for (number, changes) in commits.iter().enumerate() {
            let of = |adds: bool| {
                let those = changes.iter().filter(move |(add, ..)| *add == adds);
                those.map(|(_, s, t, g)| made(*s, *t, *g)).collect()
            };
            store.commit(write("", of(true), of(false))).unwrap();
            if number == fold {
                store.checkpoint().unwrap();
            }
        }
        let last = store.revision();
        let before: Vec<BTreeSet<String>> = (0..=last).map(|r| state(&store, r)).collect();
        let erased = format!("http://e/g/{graph}");
        match purge(&store, of_iri(&erased)) {
            Ok(done) => prop_assert_eq!(done.revision, last + 1),
            Err(PurgeError::Nothing) => {}
            Err(other) => panic!("{other}"),
        }
        for (revision, before) in (0..).zip(before) {
            let expected: BTreeSet<String> =
                before.into_iter().filter(|line| !line.contains(&erased)).collect();
            prop_assert_eq!(state(&store, revision), expected);
        }
        prop_assert!(store.check(true).unwrap().is_clean());
        let named = |quad: Quad| matches!(quad.graph_name, GraphName::NamedNode(g) if g.as_str() == erased);
        prop_assert!(!store.snapshot().quads().any(|quad| named(quad.unwrap())));
    }
}
