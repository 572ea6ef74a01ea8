//! Rules between a write and the journal: what follows joins the commit, what is refused leaves nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "tests"
)]

use std::sync::Arc;
use sulh_store::rdf::{Literal, NamedNode, NamedNodeRef, Quad};
use sulh_store::{
    Access, AdmissionLimits, CommitRule, Committed, Consequences, Load, Operation, ParsedUpdate,
    ProposedChange, Refusal, RuleError, Store, StoreOptions, Write, WriteError,
};

const LIKES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://e/likes");
const LIKED_BY: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://e/likedBy");
const FORBIDDEN: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://e/forbidden");

/// `likedBy` is the inverse of `likes`; nothing may be called forbidden.
#[derive(Debug)]
struct Rule;

impl Rule {
    fn inverse(change: &ProposedChange<'_>, is_added: bool) -> Result<Vec<Quad>, RuleError> {
        let (quads, state) =
            if is_added { (change.added, change.after) } else { (change.removed, change.before) };
        let view = state.view(&Access::all());
        let mut inverse = Vec::new();
        for ids in quads.iter() {
            let quad = view.quad(ids)?;
            if quad.predicate.as_ref() == LIKES {
                let sulh_store::rdf::Term::NamedNode(object) = quad.object else { continue };
                let graph = NamedNode::new_unchecked("http://e/derived");
                inverse.push(Quad::new(object, LIKED_BY, quad.subject, graph));
            }
        }
        Ok(inverse)
    }
}

impl CommitRule for Rule {
    fn consequences(&self, change: &ProposedChange<'_>) -> Result<Consequences, RuleError> {
        Ok(Consequences {
            insert: Self::inverse(change, true)?,
            remove: Self::inverse(change, false)?,
        })
    }

    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        let view = change.after.view(&Access::all());
        for ids in change.added.iter() {
            if view.quad(ids)?.predicate.as_ref() == FORBIDDEN {
                return Err(RuleError::Refused(Refusal {
                    code: "forbidden-word",
                    message: format!("{} says what is forbidden", change.author),
                    details: Vec::new(),
                    report: None,
                }));
            }
        }
        Ok(())
    }
}

fn open(directory: &std::path::Path) -> Store {
    let rules: Vec<Arc<dyn CommitRule>> = vec![Arc::new(Rule)];
    Store::open(directory, StoreOptions { rules, ..StoreOptions::with_base("http://e/") }).unwrap()
}

fn commit(store: &Store, operation: Operation) -> Result<Committed, WriteError> {
    let (author, activity, message) = ("ana".into(), "test".into(), "m".into());
    store.commit(Write { author, activity, message, operation })
}

fn update(store: &Store, text: &str) -> Result<Committed, WriteError> {
    let update = ParsedUpdate::parse(text, None, &AdmissionLimits::update()).unwrap();
    commit(store, Operation::Update(Box::new(update)))
}

fn dump(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = store.snapshot().quads().map(|q| q.unwrap().to_string()).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn what_follows_stands_in_the_same_commit_and_goes_with_it() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    let committed =
        update(&store, "INSERT DATA { <http://e/a> <http://e/likes> <http://e/b> }").unwrap();
    assert_eq!((committed.revision, committed.added), (1, 2));
    assert_eq!(store.commit_diff(1).unwrap().unwrap().added.len(), 2);
    assert_eq!(dump(&store)[1], "<http://e/b> <http://e/likedBy> <http://e/a> <http://e/derived>");

    let undone =
        commit(&store, Operation::Undo { revision: 1, graphs: sulh_store::GraphRule::All })
            .unwrap();
    assert_eq!((undone.revision, undone.removed), (2, 2));
    assert!(dump(&store).is_empty());

    let again = commit(&store, Operation::Undo { revision: 2, graphs: sulh_store::GraphRule::All })
        .unwrap();
    assert_eq!((again.added, dump(&store).len()), (2, 2));
    update(&store, "DELETE DATA { <http://e/a> <http://e/likes> <http://e/b> }").unwrap();
    assert!(dump(&store).is_empty());
}

#[test]
fn what_follows_from_a_load_is_in_its_commit_and_in_the_journal() {
    let (directory, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = files.path().join("likes.nt");
    let lines: String = (0..5000)
        .map(|n| format!("<http://e/{n}> <http://e/likes> <http://e/b{}> .\n", n % 70))
        .collect();
    std::fs::write(&file, lines).unwrap();
    let load = Load { files: vec![file], author: "ana".into(), ..Load::default() };
    let store = open(directory.path());
    update(&store, "INSERT DATA { GRAPH <http://e/derived> { <http://e/b1> <http://e/likedBy> <http://e/1> } }").unwrap();
    let committed = store.load(&load, &mut |_| {}).unwrap().committed;
    assert_eq!((committed.revision, committed.added), (2, 9_999), "one was there before");
    let before = dump(&store);
    assert_eq!(before.len(), 10_000);
    // The journal alone gives the same state again.
    drop(store);
    std::fs::remove_dir_all(directory.path().join("checkpoint")).unwrap();
    let store = open(directory.path());
    assert_eq!(dump(&store), before);
    assert_eq!(store.snapshot_at(1).unwrap().quad_count(), 1);
}

#[test]
fn a_refused_write_leaves_nothing_and_the_others_of_its_batch_stand() {
    let directory = tempfile::tempdir().unwrap();
    let store = open(directory.path());
    // Two hundred writers at once share batches; every fourth is refused.
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..200)
            .map(|n| {
                let store = &store;
                scope.spawn(move || {
                    let predicate = if n % 4 == 0 { "forbidden" } else { "likes" };
                    update(
                        store,
                        &format!(
                            "INSERT DATA {{ <http://e/{n}> <http://e/{predicate}> <http://e/b> }}"
                        ),
                    )
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let refused: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert_eq!(refused.len(), 50);
    assert!(refused.iter().all(|error| error.code() == "forbidden-word"));
    assert_eq!(refused[0].to_string(), "ana says what is forbidden");
    assert_eq!(store.revision(), 150);
    assert_eq!(dump(&store).len(), 300);
    assert!(dump(&store).iter().all(|line| !line.contains("forbidden")));
}

#[test]
fn a_load_and_an_undo_are_refused_like_any_write() {
    let (directory, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = files.path().join("bad.nt");
    std::fs::write(&file, "<http://e/a> <http://e/forbidden> <http://e/b> .\n").unwrap();
    {
        // Written before the rule was there.
        let store = Store::open(directory.path(), StoreOptions::with_base("http://e/")).unwrap();
        update(&store, "INSERT DATA { <http://e/old> <http://e/forbidden> 1 }").unwrap();
        update(&store, "DELETE DATA { <http://e/old> <http://e/forbidden> 1 }").unwrap();
    }
    let store = open(directory.path());
    let load = Load { files: vec![file], author: "ana".into(), ..Load::default() };
    let error = store.load(&load, &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "forbidden-word");
    assert_eq!(
        commit(&store, Operation::Undo { revision: 2, graphs: sulh_store::GraphRule::All })
            .unwrap_err()
            .code(),
        "forbidden-word"
    );
    let quad = Quad::new(FORBIDDEN, FORBIDDEN, Literal::from(1), LIKES);
    let change = Operation::Change { insert: vec![quad], remove: Vec::new() };
    assert_eq!(commit(&store, change).unwrap_err().code(), "forbidden-word");
    assert_eq!((store.revision(), dump(&store).len()), (2, 0));
}
