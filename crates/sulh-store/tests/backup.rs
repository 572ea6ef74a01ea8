//! Backups: taken while others write, the same state when restored, and nothing of them believed
//! once a byte is another.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use sulh_store::rdf::{Literal, NamedNode, Quad};
use sulh_store::{BackupError, Operation, Snapshot, Store, StoreOptions, Write};

fn open(directory: &Path) -> Store {
    // Folds come often, so that backups meet them.
    let options = StoreOptions { fold_rows: 200, ..StoreOptions::with_base("http://e/") };
    Store::open(directory, options).unwrap()
}

fn iri(kind: &str, number: usize) -> NamedNode {
    NamedNode::new_unchecked(format!("http://e/{kind}/{number}"))
}

fn quad(number: usize) -> Quad {
    let text = Literal::new_simple_literal(format!("said by somebody, number {number}"));
    Quad::new(iri("s", number), iri("p", number % 7), text, iri("g", number % 3))
}

fn write(insert: Vec<Quad>, remove: Vec<Quad>) -> Write {
    Write {
        author: "w".to_owned(),
        activity: "test".to_owned(),
        message: "a message".to_owned(),
        operation: Operation::Change { insert, remove },
    }
}

/// Every quad as a line, sorted.
fn lines(snapshot: &Snapshot) -> Vec<String> {
    let mut lines: Vec<String> = snapshot.quads().map(|quad| quad.unwrap().to_string()).collect();
    lines.sort();
    lines
}

/// A store with some history, a checkpoint and a file beside them.
fn filled(directory: &Path) -> Store {
    let store = open(directory);
    for n in 0..30 {
        let insert = (n * 20..n * 20 + 20).map(quad).collect();
        let remove = if n > 0 { vec![quad(n * 20 - 1)] } else { Vec::new() };
        store.commit(write(insert, remove)).unwrap();
    }
    store.checkpoint().unwrap();
    store.commit(write(vec![quad(10_000)], Vec::new())).unwrap();
    std::fs::write(directory.join("tokens.json"), b"{\"version\":1}").unwrap();
    store
}

fn beside() -> Vec<PathBuf> {
    vec![PathBuf::from("tokens.json"), PathBuf::from("not-there")]
}

#[test]
fn a_restored_backup_is_the_store_that_was() {
    let place = tempfile::tempdir().unwrap();
    let store = filled(&place.path().join("a"));
    let file = place.path().join("b.sulh");
    let made = store.backup(&file, &beside(), &mut |_| {}).unwrap();
    assert_eq!((made.revision, made.commits), (31, 31));
    let bits = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
    assert_eq!(bits & 0o777, 0o600);
    assert_eq!(made.bytes, file.metadata().unwrap().len());
    assert_eq!(sulh_store::verify_backup(&file, &mut |_| {}).unwrap(), made);

    let again = place.path().join("deep/down/c");
    assert_eq!(sulh_store::restore(&file, &again, &mut |_| {}).unwrap(), made);
    assert_eq!(std::fs::read(again.join("tokens.json")).unwrap(), b"{\"version\":1}");
    let restored = open(&again);
    assert_eq!(restored.stats().checkpoint_revision, store.stats().checkpoint_revision);
    assert!(restored.stats().repairs.is_empty());
    assert_eq!(restored.commits(None, 100).unwrap(), store.commits(None, 100).unwrap());
    for revision in [0, 7, 30, 31] {
        let [then, now] = [&store, &restored].map(|s| lines(&s.snapshot_at(revision).unwrap()));
        assert_eq!(then, now, "revision {revision}");
    }
    assert!(restored.check(true).unwrap().is_clean());
    restored.commit(write(vec![quad(10_001)], Vec::new())).unwrap();
}

#[test]
fn nothing_is_written_over() {
    let place = tempfile::tempdir().unwrap();
    let store = filled(&place.path().join("a"));
    let file = place.path().join("b.sulh");
    store.backup(&file, &[], &mut |_| {}).unwrap();
    let before = std::fs::read(&file).unwrap();
    let again = store.backup(&file, &[], &mut |_| {}).unwrap_err();
    assert!(matches!(again, BackupError::Exists { .. }), "{again}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let over = sulh_store::restore(&file, &place.path().join("a"), &mut |_| {}).unwrap_err();
    assert!(matches!(over, BackupError::NotEmpty { .. }), "{over}");
    let missing =
        sulh_store::restore(&place.path().join("x"), &place.path().join("y"), &mut |_| {});
    assert!(matches!(missing, Err(BackupError::Io { .. })));
    assert!(!place.path().join("y").exists());
}

#[test]
fn every_flipped_byte_and_every_cut_is_refused_with_its_place() {
    let place = tempfile::tempdir().unwrap();
    let store = filled(&place.path().join("a"));
    let whole = place.path().join("whole");
    store.backup(&whole, &beside(), &mut |_| {}).unwrap();
    let bytes = std::fs::read(&whole).unwrap();
    let (broken, target) = (place.path().join("broken"), place.path().join("target"));
    let mut tries = 0;
    let mut refused = |content: &[u8], what: &str| {
        std::fs::write(&broken, content).unwrap();
        let verified = sulh_store::verify_backup(&broken, &mut |_| {});
        let error = verified.expect_err(what).to_string();
        // Both read the same way; a restore also synchronises files, so not each is tried.
        if tries % 25 == 0 {
            sulh_store::restore(&broken, &target, &mut |_| {}).expect_err(what);
            assert!(!target.exists(), "{what}");
        }
        tries += 1;
        error
    };
    // A fixed sequence of places all over the file, and every byte of its two ends.
    let step = (bytes.len() / 900).max(1);
    let ends = (0..120).chain(bytes.len() - 300..bytes.len());
    let mut sections = std::collections::BTreeSet::new();
    let mut flips = 0;
    for at in ends.chain((0..bytes.len()).step_by(step)) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let said = refused(&flipped, &format!("byte {at} flipped"));
        sections.extend(
            said.split(" is damaged in ").nth(1).map(|s| s.split(',').next().unwrap().to_owned()),
        );
        flips += 1;
    }
    assert!(flips >= 500, "{flips}");
    for name in [
        "the beginning",
        "the journal",
        "the file tokens.json",
        "what follows the file tokens.json",
    ] {
        assert!(sections.iter().any(|said| said.starts_with(name)), "{name}: {sections:?}");
    }
    for length in (0..bytes.len()).step_by(bytes.len() / 97) {
        refused(&bytes[..length], &format!("cut at {length}"));
    }
    refused(&[bytes.as_slice(), b"x"].concat(), "one byte more");
    println!("{flips} flipped bytes, each refused");
}

#[test]
fn twenty_backups_under_load_are_each_the_state_of_their_revision() {
    let place = tempfile::tempdir().unwrap();
    let store = open(&place.path().join("a"));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for writer in 0..3 {
            let (store, stop) = (&store, &stop);
            scope.spawn(move || {
                for n in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let at = writer * 1_000_000 + n * 5;
                    let remove = if n % 2 == 1 { vec![quad(at - 3)] } else { Vec::new() };
                    store.commit(write((at..at + 5).map(quad).collect(), remove)).unwrap();
                }
            });
        }
        let mut revisions = std::collections::BTreeSet::new();
        for round in 0..20 {
            store.wait_for((round + 1) * 4, std::time::Duration::from_mins(1));
            let file = place.path().join(format!("{round}.sulh"));
            let made = store.backup(&file, &[], &mut |_| {}).unwrap();
            let target = place.path().join(format!("restored-{round}"));
            sulh_store::restore(&file, &target, &mut |_| {}).unwrap();
            let restored = open(&target);
            assert_eq!(restored.revision(), made.revision);
            let expected = lines(&store.snapshot_at(made.revision).unwrap());
            assert_eq!(lines(&restored.snapshot()), expected, "revision {}", made.revision);
            assert!(restored.check(true).unwrap().is_clean());
            revisions.insert(made.revision);
            drop(restored);
            std::fs::remove_dir_all(&target).unwrap();
        }
        stop.store(true, Ordering::Relaxed);
        assert!(revisions.len() > 10, "hardly anything was written meanwhile: {revisions:?}");
    });
}
