//! Appending and reading back: order, batches, streams, the history index.

use super::super::{Body, DecodedChunk, JournalError, Op, PendingCommit};
use super::{Journal, append, diff, last, node, on_disk, pending, quad, subject};
use crate::journal::backend::PowerCutDisk;
use crate::journal::database::META;
use crate::journal::{CommitInfo, Diff};

fn fresh() -> (PowerCutDisk, Journal) {
    let disk = PowerCutDisk::new();
    let journal = on_disk(&disk).unwrap();
    (disk, journal)
}

#[test]
fn commits_come_back_in_order_and_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.redb");
    let journal = Journal::open(&path).unwrap();
    assert_eq!(journal.last(), None);
    let first = append(&journal, &diff(0, 3)).unwrap();
    let second = append(&journal, &diff(3, 2)).unwrap();
    assert_eq!((first.revision, second.revision, second.added), (1, 2, 2));
    drop(journal);

    let journal = Journal::open(&path).unwrap();
    assert_eq!(journal.last().as_ref(), Some(&second));
    assert_eq!(journal.info(1).unwrap().as_ref(), Some(&first));
    assert_eq!(journal.info(3).unwrap(), None);
    assert_eq!(journal.infos(None, 10).unwrap(), [second.clone(), first.clone()]);
    assert_eq!(journal.infos(Some(2), 10).unwrap(), [first]);
    assert_eq!(journal.infos(None, 1).unwrap(), [second]);
    assert_eq!(journal.infos(Some(0), 5).unwrap(), []);
    assert_eq!(journal.diff(2).unwrap(), Some(diff(3, 2)));
    assert_eq!(journal.diff(9).unwrap(), None);
    assert_eq!(journal.verify(&mut |_| {}).unwrap().commits, 2);
}

#[test]
fn replay_starts_after_a_revision_and_shows_empty_commits() {
    let (_, journal) = fresh();
    for part in [diff(0, 1), Diff::default(), diff(1, 1)] {
        append(&journal, &part).unwrap();
    }
    let mut seen = Vec::new();
    journal
        .replay(1, &mut |info: &CommitInfo, chunk: DecodedChunk| {
            seen.push((info.revision, chunk.rows().len()));
            Ok(())
        })
        .unwrap();
    assert_eq!(seen, [(2, 0), (3, 1)]);
    assert_eq!(journal.replay(4, &mut |_, _| Ok(())).unwrap_err().code(), "journal-damaged");
    let stopped = journal.replay(0, &mut |_, _| Err("enough".into())).unwrap_err();
    assert_eq!(stopped.to_string(), "enough");
}

#[test]
fn a_batch_costs_one_fsync() {
    let (disk, journal) = fresh();
    append(&journal, &diff(0, 1)).unwrap();
    let (before, resized) = (disk.syncs(), disk.resizes());
    for round in 0..20 {
        let mut batch: Vec<_> =
            (0..64).map(|i| pending("batch", &diff(round * 64 + i, 1))).collect();
        journal.append(&mut batch).unwrap();
    }
    // redb syncs once more whenever the file grows, by half or more each time.
    let resized = disk.resizes() - resized;
    assert!(resized < 6, "{resized}");
    assert_eq!(disk.syncs() - before, 20 + resized);
    assert_eq!(last(&journal), 1 + 20 * 64);
}

#[test]
fn a_streamed_commit_of_many_chunks_comes_back() {
    let (disk, journal) = fresh();
    append(&journal, &diff(0, 1)).unwrap();
    let (before, resized) = (disk.syncs(), disk.resizes());
    let mut stream = |commit: &mut super::super::CommitWriter<'_>| {
        commit.create_graph(node("graph").as_ref().into())?;
        for number in 0..300_000 {
            commit.push(Op::Add, quad(number, 10).as_ref())?;
        }
        commit.drop_graph(node("other").as_ref().into())
    };
    let body = Body::Stream(&mut stream);
    let commit = PendingCommit::new(0, "a", "load", "", body).unwrap();
    let info = journal.append(&mut [commit]).unwrap().remove(0);
    assert_eq!((info.added, info.removed), (300_000, 0));
    assert_eq!(disk.syncs() - before, 1 + disk.resizes() - resized);
    let report = journal.verify(&mut |_| {}).unwrap();
    assert!(report.chunks > 3, "{report:?}");
    let diff = journal.diff(2).unwrap().unwrap();
    assert_eq!(diff.added.len(), 300_000);
    assert_eq!(diff.added[299_999], quad(299_999, 10));
    assert_eq!((diff.created.len(), diff.dropped.len()), (1, 1));
    assert_eq!(journal.commits_touching(subject(299_999).as_ref()).unwrap(), [2]);
    assert_eq!(journal.commits_touching(subject(0).as_ref()).unwrap(), [1, 2]);
    assert_eq!(journal.commits_touching(subject(300_000).as_ref()).unwrap(), Vec::<u64>::new());
}

#[test]
fn a_source_that_fails_or_panics_leaves_nothing() {
    let (_, journal) = fresh();
    append(&journal, &diff(0, 1)).unwrap();
    let mut failing = |commit: &mut super::super::CommitWriter<'_>| {
        for number in 0..100_000 {
            commit.push(Op::Add, quad(number, 100).as_ref())?;
        }
        Err(JournalError::Caller("line 7: a bad IRI".into()))
    };
    let commit = PendingCommit::new(0, "a", "load", "", Body::Stream(&mut failing)).unwrap();
    let error = journal.append(&mut [pending("before", &diff(5, 1)), commit]).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        ("commit-source-failed", "line 7: a bad IRI")
    );

    let mut panicking =
        |_: &mut super::super::CommitWriter<'_>| -> Result<(), JournalError> { panic!("a bug") };
    let commit = PendingCommit::new(0, "a", "load", "", Body::Stream(&mut panicking)).unwrap();
    assert_eq!(journal.append(&mut [commit]).unwrap_err().code(), "internal");

    assert_eq!(last(&journal), 1);
    assert_eq!(append(&journal, &diff(1, 1)).unwrap().revision, 2);
    assert_eq!(journal.verify(&mut |_| {}).unwrap().commits, 2);
    assert_eq!(journal.commits_touching(subject(5).as_ref()).unwrap(), Vec::<u64>::new());
}

#[test]
fn the_history_index_knows_small_and_large_commits() {
    let (_, journal) = fresh();
    append(&journal, &diff(0, 2)).unwrap();
    append(&journal, &diff(1, 20_000)).unwrap();
    let removed = Diff { removed: vec![quad(1, 8)], ..Diff::default() };
    append(&journal, &removed).unwrap();
    assert_eq!(journal.commits_touching(subject(0).as_ref()).unwrap(), [1]);
    assert_eq!(journal.commits_touching(subject(1).as_ref()).unwrap(), [1, 2, 3]);
    assert_eq!(journal.commits_touching(subject(20_000).as_ref()).unwrap(), [2]);
    assert_eq!(journal.commits_touching(subject(20_001).as_ref()).unwrap(), Vec::<u64>::new());
}

#[test]
fn reading_goes_on_beside_an_append() {
    let (_, journal) = fresh();
    append(&journal, &diff(0, 1)).unwrap();
    let mut stream = |commit: &mut super::super::CommitWriter<'_>| {
        assert_eq!(journal.info(1).unwrap().unwrap().revision, 1);
        assert_eq!(last(&journal), 1);
        commit.push(Op::Add, quad(1, 1).as_ref())
    };
    let commit = PendingCommit::new(0, "a", "load", "", Body::Stream(&mut stream)).unwrap();
    journal.append(&mut [commit]).unwrap();
    assert_eq!(last(&journal), 2);
}

#[test]
fn another_format_and_another_kind_of_file_are_told() {
    let disk = PowerCutDisk::new();
    drop(on_disk(&disk).unwrap());
    let database = redb::Database::builder().create_with_backend(disk.clone()).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(META).unwrap().insert("format", 2).unwrap();
    transaction.commit().unwrap();
    drop(database);
    let error = on_disk(&disk).err().unwrap();
    assert_eq!(
        error.to_string(),
        "the journal /test/journal.redb has format 2; this version reads format 1"
    );

    let disk = PowerCutDisk::with_image(b"not a database, only text".repeat(400));
    let error = on_disk(&disk).err().unwrap();
    assert_eq!(error.code(), "journal-damaged");
    assert!(error.to_string().contains("/test/journal.redb"), "{error}");
}

#[test]
fn a_second_owner_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.redb");
    let _first = Journal::open(&path).unwrap();
    let error = Journal::open(&path).err().unwrap();
    assert_eq!(error.code(), "journal-locked");
}
