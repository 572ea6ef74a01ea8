//! Disks that lose power, run full and fail: what was acknowledged stays.

use super::{Journal, Seeded, append, diff, last, on_disk, pending};
use crate::journal::backend::PowerCutDisk;
use crate::journal::{JournalError, PendingCommit};

/// Appends a few batches, loses power within the next one, and opens what is
/// left. Gives the last acknowledged revision, the last that was tried, and
/// the journal.
fn power_cut(seed: u64, lie: bool) -> (u64, u64, Result<Journal, JournalError>) {
    let mut random = Seeded(seed);
    let disk = PowerCutDisk::new();
    let journal = on_disk(&disk).unwrap();
    disk.ignore_sync(lie);
    let mut next = 0;
    for _ in 0..=random.below(6) {
        append_batch(&journal, &mut random, &mut next).unwrap();
    }
    let acknowledged = last(&journal);
    if !random.next().is_multiple_of(3) {
        // The power goes while a batch is being written: some of its bytes
        // reached the system, and its sync never came back.
        disk.limit_writes(Some(random.below(60_000)));
        disk.fail_syncs(true);
        let result = append_batch(&journal, &mut random, &mut next);
        assert!(result.is_err());
    }
    let after = disk.cut(&mut || random.next());
    (acknowledged, next, on_disk(&after))
}

fn append_batch(
    journal: &Journal,
    random: &mut Seeded,
    next: &mut u64,
) -> Result<(), JournalError> {
    let mut batch: Vec<PendingCommit<'_>> = (0..=random.below(8))
        .map(|_| {
            *next += 1;
            pending("cut", &diff(*next * 1000, 1 + random.below(300)))
        })
        .collect();
    journal.append(&mut batch).map(|_| ())
}

#[test]
fn no_power_cut_loses_or_halves_an_acknowledged_commit() {
    let (mut with_unacknowledged, mut without) = (0, 0);
    for seed in 0..150 {
        let (acknowledged, tried, journal) = power_cut(seed, false);
        let journal = journal.unwrap();
        let found = last(&journal);
        // The batch in flight is there whole or not at all.
        assert!(found == acknowledged || found == tried, "{seed}: {acknowledged} {found} {tried}");
        if found > acknowledged {
            with_unacknowledged += 1;
        } else {
            without += 1;
        }
        assert_eq!(journal.verify(&mut |_| {}).unwrap().commits, found, "{seed}");
        for revision in 1..=found {
            let diff = journal.diff(revision).unwrap().unwrap();
            assert_eq!(diff.added[0], super::quad(revision * 1000, 8), "{seed}");
        }
        assert_eq!(append(&journal, &diff(0, 1)).unwrap().revision, found + 1);
    }
    assert!(without > 50, "{without} of {with_unacknowledged}");
}

#[test]
fn a_disk_that_lies_about_syncing_is_caught() {
    let lost = (0..60)
        .filter(|&seed| {
            let (acknowledged, _, journal) = power_cut(seed, true);
            journal.map_or(true, |journal| last(&journal) < acknowledged)
        })
        .count();
    assert!(lost > 0, "without syncs nothing was lost: the test cannot see a missing sync");
}

#[test]
fn a_full_disk_refuses_a_batch_and_nothing_else() {
    let mut refused = 0;
    for limit in (0..200_000).step_by(2_711) {
        let disk = PowerCutDisk::new();
        let journal = on_disk(&disk).unwrap();
        append(&journal, &diff(0, 500)).unwrap();
        let before = journal.last();
        disk.limit_writes(Some(limit));
        let mut batch = [pending("big", &diff(1000, 3000)), pending("small", &diff(9000, 3))];
        match journal.append(&mut batch) {
            Ok(_) => assert_eq!(last(&journal), 3, "{limit}"),
            Err(error) => {
                refused += 1;
                assert_eq!(error.code(), "storage-full", "{limit}: {error}");
                assert!(error.to_string().contains("/test/journal.redb"));
                assert_eq!(journal.last(), before, "{limit}");
            }
        }
        disk.limit_writes(None);
        let found = last(&journal);
        let info = append(&journal, &diff(500, 2)).unwrap();
        assert_eq!(info.revision, found + 1, "{limit}");
        assert_eq!(journal.verify(&mut |_| {}).unwrap().commits, found + 1, "{limit}");
        drop(journal);
        assert_eq!(last(&on_disk(&disk).unwrap()), found + 1, "{limit}");
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn a_failed_fsync_leaves_no_commit_behind() {
    let disk = PowerCutDisk::new();
    let journal = on_disk(&disk).unwrap();
    append(&journal, &diff(0, 1)).unwrap();
    disk.fail_syncs(true);
    let error = append(&journal, &diff(1, 100)).unwrap_err();
    assert_eq!(error.code(), "journal-io");
    assert_eq!(last(&journal), 1);
    disk.fail_syncs(false);
    assert_eq!(append(&journal, &diff(7, 1)).unwrap().revision, 2);
    assert_eq!(journal.diff(2).unwrap(), Some(diff(7, 1)));
    assert_eq!(journal.verify(&mut |_| {}).unwrap().commits, 2);
    drop(journal);
    assert_eq!(last(&on_disk(&disk).unwrap()), 2);
}
