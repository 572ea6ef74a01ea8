//! Power cuts under the whole store: the journal's disk drops what was not
//! synchronised, checkpoints go missing or lose their tails, and the store that
//! opens afterwards has every acknowledged write and none in part.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "tests"
)]

use crate::journal::backend::PowerCutDisk;
use crate::{
    Access, AdmissionLimits, Operation, ParsedUpdate, Store, StoreOptions, Write, WriteError,
    checkpoint,
};
use std::collections::BTreeMap;
use std::path::Path;

struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 11
    }
}

fn open(directory: &Path, disk: &PowerCutDisk) -> Store {
    let options = StoreOptions { fold_rows: 60, ..StoreOptions::with_base("http://e/") };
    Store::open_with_backend(directory, options, disk.clone()).unwrap()
}

fn insert(store: &Store, key: u64) -> Result<(), WriteError> {
    let triples: String =
        (0..5).map(|p| format!("<http://k/{key}> <http://p/{p}> \"{key}\" . ")).collect();
    let update = ParsedUpdate::parse(
        &format!("INSERT DATA {{ {triples} }}"),
        None,
        &AdmissionLimits::update(),
    );
    let operation = Operation::Update(Box::new(update.unwrap()));
    let write =
        Write { author: "t".into(), activity: "test".into(), message: String::new(), operation };
    store.commit(write).map(drop)
}

/// How many quads each key has.
fn keys(store: &Store) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let view = store.snapshot().view(&Access::all());
    for triple in view.triples(None, None, None) {
        let key = view.term(triple.unwrap()[0]).unwrap().to_string();
        *found.entry(key).or_default() += 1;
    }
    found
}

/// What a power cut may do to the files beside the journal.
fn spoil_checkpoint(directory: &Path, random: &mut Seeded) {
    let Some(newest) = checkpoint::list(&directory.join("checkpoint")).unwrap().into_iter().next()
    else {
        return;
    };
    match random.next() % 4 {
        0 => std::fs::remove_dir_all(newest).unwrap(),
        1 => {
            let file =
                std::fs::OpenOptions::new().write(true).open(newest.join("spog.rows")).unwrap();
            file.set_len(16).unwrap();
        }
        2 => {
            let path = newest.join("terms.dict");
            let mut bytes = std::fs::read(&path).unwrap();
            let place = random.next() as usize % bytes.len();
            bytes[place] ^= 1;
            std::fs::write(path, bytes).unwrap();
        }
        _ => {}
    }
}

/// Writes, cuts the power in the midst of a write, and opens what is left.
fn round(seed: u64, lie: bool) -> (u64, u64, BTreeMap<String, usize>) {
    let mut random = Seeded(seed);
    let directory = tempfile::tempdir().unwrap();
    let disk = PowerCutDisk::new();
    let store = open(directory.path(), &disk);
    disk.ignore_sync(lie);
    let acknowledged = 1 + random.next() % 40;
    for key in 0..acknowledged {
        insert(&store, key).unwrap();
    }
    if random.next().is_multiple_of(2) {
        store.checkpoint().unwrap();
    }
    disk.limit_writes(Some(random.next() % 40_000));
    disk.fail_syncs(true);
    let tried = acknowledged + u64::from(insert(&store, acknowledged).is_err());
    drop(store);
    if !lie {
        spoil_checkpoint(directory.path(), &mut random);
    }
    let after = disk.cut(&mut || random.next());
    let store = open(directory.path(), &after);
    let report = store.check(true).unwrap();
    assert!(lie || report.is_clean(), "{seed}: {:?}", report.findings);
    (acknowledged, tried, keys(&store))
}

#[test]
fn a_hundred_power_cuts_lose_nothing() {
    for seed in 0..100 {
        let (acknowledged, tried, found) = round(seed, false);
        for key in 0..acknowledged {
            assert_eq!(found.get(&format!("<http://k/{key}>")), Some(&5), "seed {seed}, key {key}");
        }
        assert!(found.len() as u64 <= tried, "seed {seed}");
        assert!(found.values().all(|quads| *quads == 5), "seed {seed}: a write is there in part");
    }
}

#[test]
fn a_missing_synchronisation_is_noticed() {
    let lost = (0..40).filter(|seed| {
        let round = std::panic::catch_unwind(|| round(*seed, true));
        round.map_or(true, |(acknowledged, _, found)| (found.len() as u64) < acknowledged)
    });
    assert!(
        lost.count() > 0,
        "a disk that ignores synchronisation lost nothing: the test cannot fail"
    );
}
