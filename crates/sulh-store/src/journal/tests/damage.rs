//! Flipped bytes and cut files: an error that names the file, or no difference
//! at all; never a panic, never a commit that is not the one written.

use std::fs;
use std::path::Path;

use super::{Journal, JournalError, Seeded, append, diff, last, node, on_disk, pending, subject};
use crate::journal::backend::PowerCutDisk;
use crate::journal::{CommitInfo, Diff};

/// Everything a journal says, or the first error.
fn read_all(journal: &Journal) -> Result<(Vec<CommitInfo>, Vec<Diff>), JournalError> {
    journal.verify(&mut |_| {})?;
    let infos = journal.infos(None, usize::MAX)?;
    let mut diffs = vec![Diff::default(); infos.len()];
    journal.replay(0, &mut |info, chunk| {
        chunk.append_to(&mut diffs[info.revision as usize - 1]);
        Ok(())
    })?;
    for number in [0, 5, 1500] {
        journal.commits_touching(subject(number).as_ref())?;
    }
    Ok((infos, diffs))
}

/// Opens a journal at `path` and reads it all; an error must name the file.
fn read_file(path: &Path) -> Option<(Vec<CommitInfo>, Vec<Diff>)> {
    match Journal::open(path).and_then(|journal| read_all(&journal)) {
        Ok(all) => Some(all),
        Err(error) => {
            assert!(error.to_string().contains("journal.redb"), "{error}");
            None
        }
    }
}

fn sample(path: &Path) {
    let journal = Journal::open(path).unwrap();
    append(&journal, &diff(0, 10)).unwrap();
    append(&journal, &diff(1000, 2000)).unwrap();
    let mut batch: Vec<_> = (0..40).map(|i| pending("small", &diff(i, 2))).collect();
    journal.append(&mut batch).unwrap();
    let graphs = vec![node("a").into(), node("b").into()];
    append(&journal, &Diff { removed: diff(3, 2).added, created: graphs, ..Diff::default() })
        .unwrap();
}

/// Tries `damaged` images of a closed and of a crashed journal.
fn try_images(rounds: u64, damage: impl Fn(&mut Vec<u8>, &mut Seeded)) -> (usize, usize) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.redb");
    sample(&path);
    let tip = fs::read(dir.path().join("journal.tip")).unwrap();
    let closed = fs::read(&path).unwrap();
    let good = read_file(&path).unwrap();
    let journal = Journal::open(&path).unwrap();
    let crashed = fs::read(&path).unwrap();
    drop(journal);
    let (mut noticed, mut harmless) = (0, 0);
    for seed in 0..rounds {
        let mut random = Seeded(seed);
        let mut image = if seed % 2 == 0 { closed.clone() } else { crashed.clone() };
        damage(&mut image, &mut random);
        fs::write(&path, &image).unwrap();
        fs::write(dir.path().join("journal.tip"), &tip).unwrap();
        match read_file(&path) {
            None => noticed += 1,
            Some(found) => {
                assert_eq!(found, good, "seed {seed}: damage changed an answer");
                harmless += 1;
            }
        }
    }
    (noticed, harmless)
}

#[test]
fn a_flipped_bit_is_an_error_or_makes_no_difference() {
    let (noticed, harmless) = try_images(300, |image, random| {
        let at = random.below(image.len() as u64) as usize;
        image[at] ^= 1 << random.below(8);
    });
    assert!(noticed > 20, "{noticed} noticed, {harmless} harmless");
}

#[test]
fn a_flip_in_the_first_pages_is_an_error_or_makes_no_difference() {
    let (noticed, harmless) = try_images(300, |image, random| {
        let at = random.below(400) as usize;
        image[at] ^= 1 << random.below(8);
    });
    assert!(noticed > 20, "{noticed} noticed, {harmless} harmless");
}

#[test]
fn a_page_overwritten_is_an_error_or_makes_no_difference() {
    let (noticed, _) = try_images(150, |image, random| {
        let pages = image.len() as u64 / 4096;
        let at = random.below(pages) as usize * 4096;
        for byte in &mut image[at..at + 4096] {
            *byte = random.next() as u8;
        }
    });
    assert!(noticed > 10, "{noticed}");
}

#[test]
fn a_cut_file_is_an_error() {
    let (noticed, harmless) = try_images(150, |image, random| {
        let length = random.below(image.len() as u64) as usize;
        image.truncate(length);
    });
    assert!(noticed > 75, "{noticed} noticed, {harmless} harmless");
}

#[test]
fn a_journal_replaced_by_an_older_one_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal.redb");
    let journal = Journal::open(&path).unwrap();
    append(&journal, &diff(0, 1)).unwrap();
    drop(journal);
    let older = fs::read(&path).unwrap();
    let journal = Journal::open(&path).unwrap();
    append(&journal, &diff(1, 1)).unwrap();
    drop(journal);
    fs::write(&path, older).unwrap();
    let error = Journal::open(&path).err().unwrap();
    assert!(matches!(error, JournalError::Lost { acknowledged: 2, found: 1, .. }), "{error}");
    assert!(error.to_string().contains("journal.tip"), "{error}");

    fs::remove_file(&path).unwrap();
    assert_eq!(Journal::open(&path).err().unwrap().code(), "journal-lost-commits");
    fs::remove_file(path.with_extension("tip")).unwrap();
    assert_eq!(last(&Journal::open(&path).unwrap()), 0);
}

#[test]
fn a_header_of_another_journal_breaks_the_chain() {
    use crate::journal::database::COMMITS;
    use redb::ReadableDatabase;

    let (disk, other) = (PowerCutDisk::new(), PowerCutDisk::new());
    for (disk, first) in [(&disk, 0), (&other, 5)] {
        let journal = on_disk(disk).unwrap();
        append(&journal, &diff(first, 1)).unwrap();
        append(&journal, &diff(8, 1)).unwrap();
    }
    let open =
        |disk: &PowerCutDisk| redb::Database::builder().create_with_backend(disk.clone()).unwrap();
    let strange = open(&other).begin_read().unwrap().open_table(COMMITS).unwrap();
    let header = strange.get(2).unwrap().unwrap().value().to_vec();
    let database = open(&disk);
    let transaction = database.begin_write().unwrap();
    transaction.open_table(COMMITS).unwrap().insert(2, header.as_slice()).unwrap();
    transaction.commit().unwrap();
    drop(database);

    let journal = on_disk(&disk).unwrap();
    for error in [
        journal.verify(&mut |_| {}).unwrap_err(),
        journal.replay(0, &mut |_, _| Ok(())).unwrap_err(),
        journal.replay(1, &mut |_, _| Ok(())).unwrap_err(),
    ] {
        assert!(matches!(error, JournalError::Chain { revision: 2, .. }), "{error}");
    }
}
