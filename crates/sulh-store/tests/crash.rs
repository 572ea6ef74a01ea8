//! Kills of a writing process, at random moments and at named points: whatever
//! was acknowledged is there afterwards, whole, and nothing else is there in part.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::format_collect,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use sulh_store::{
    Access, AdmissionLimits, Answer, Operation, ParsedQuery, ParsedUpdate, QueryRun, Store,
    StoreOptions, Write,
};

const TRIPLES: usize = 10;
const DIRECTORY: &str = "SULH_CRASH_DIRECTORY";
const ROUND: &str = "SULH_CRASH_ROUND";

fn open(directory: &Path) -> Store {
    // Folds come often, so that kills meet them.
    let options = StoreOptions { fold_rows: 300, ..StoreOptions::with_base("http://e/") };
    Store::open(directory, options).unwrap()
}

/// The process that is killed: writes until it is, and says each key once it is acknowledged.
#[test]
fn writer() {
    let (Ok(directory), Ok(round)) = (std::env::var(DIRECTORY), std::env::var(ROUND)) else {
        return;
    };
    let store = open(Path::new(&directory));
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (store, round) = (&store, &round);
            scope.spawn(move || {
                for n in 0.. {
                    let key = format!("{round}-{thread}-{n}");
                    let triples: String =
                        (0..TRIPLES).map(|p| format!("<http://k/{key}> <http://p/{p}> \"{key}\" . ")).collect();
                    // Every third write also takes an older one away, whole.
                    let text = if n % 3 == 2 {
                        let old = format!("{round}-{thread}-{}", n - 2);
                        format!("INSERT DATA {{ {triples} }} ; DELETE WHERE {{ <http://k/{old}> ?p ?o }}")
                    } else {
                        format!("INSERT DATA {{ {triples} }}")
                    };
                    let update = ParsedUpdate::parse(&text, None, &AdmissionLimits::update()).unwrap();
                    let operation = Operation::Update(Box::new(update));
                    let write = Write { author: "w".into(), activity: "test".into(), message: String::new(), operation };
                    store.commit(write).unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "\nacknowledged {key}").unwrap();
                    out.flush().unwrap();
                }
            });
        }
    });
}

fn start(directory: &Path, round: usize, fault: Option<&str>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "writer", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if let Some(fault) = fault {
        command.env("SULH_FAULT", fault);
    }
    command.spawn().unwrap()
}

/// Lets the writer run until it has acknowledged a few writes and `more` has passed, or until it dies.
fn run_and_kill(mut child: Child, more: Duration) -> Vec<String> {
    let reader = BufReader::new(child.stdout.take().unwrap());
    let lines = std::thread::spawn(move || {
        reader
            .lines()
            .map_while(Result::ok)
            .filter_map(|l| l.strip_prefix("acknowledged ").map(str::to_owned))
            .collect()
    });
    let deadline = std::time::Instant::now() + Duration::from_millis(40) + more;
    while std::time::Instant::now() < deadline && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    // SIGKILL; the child may be dead by its own fault.
    let _ = child.kill();
    child.wait().unwrap();
    lines.join().unwrap()
}

/// Keys that must be there, given what was acknowledged.
fn expected(acknowledged: &[String]) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = acknowledged.iter().cloned().collect();
    for key in acknowledged {
        let parts: Vec<&str> = key.split('-').collect();
        let n: u64 = parts[2].parse().unwrap();
        if n % 3 == 2 {
            keys.remove(&format!("{}-{}-{}", parts[0], parts[1], n - 2));
        }
    }
    keys
}

fn present(store: &Store) -> BTreeMap<String, usize> {
    let text = "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s";
    let query = ParsedQuery::parse(text, None, &AdmissionLimits::default()).unwrap();
    let answer = query.answer(&store.snapshot(), &Access::all(), &QueryRun::default()).unwrap();
    let Answer::Rows(rows) = answer else { panic!() };
    let text = |term: &Option<oxigraph::model::Term>| term.as_ref().unwrap().to_string();
    rows.rows
        .iter()
        .map(|row| {
            let key =
                text(&row[0]).trim_start_matches("<http://k/").trim_end_matches('>').to_owned();
            (key, text(&row[1]).split('"').nth(1).unwrap().parse().unwrap())
        })
        .collect()
}

/// A key whose removal was on its way when the process died may be there or not, but whole.
fn may_be_gone(key: &str, acknowledged: &BTreeSet<&str>) -> bool {
    let parts: Vec<&str> = key.split('-').collect();
    let n: u64 = parts[2].parse().unwrap();
    let next = |n: u64| format!("{}-{}-{n}", parts[0], parts[1]);
    n.is_multiple_of(3)
        && acknowledged.contains(next(n + 1).as_str())
        && !acknowledged.contains(next(n + 2).as_str())
}

/// Lost and partial keys of a store after kills.
fn damage(store: &Store, acknowledged: &[String]) -> (Vec<String>, Vec<String>) {
    let found = present(store);
    let known: BTreeSet<&str> = acknowledged.iter().map(String::as_str).collect();
    let lost = expected(acknowledged)
        .into_iter()
        .filter(|key| !found.contains_key(key) && !may_be_gone(key, &known))
        .collect();
    let partial =
        found.iter().filter(|(_, n)| **n != TRIPLES).map(|(key, _)| key.clone()).collect();
    (lost, partial)
}

#[test]
fn two_hundred_kills_lose_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    // A fixed sequence of moments; the scheduler adds the chance.
    let mut moment = 7_u64;
    let faults =
        ["journal-before-append", "journal-after-append", "fold-before-write", "fold-after-write"];
    for round in 0..200 {
        moment =
            moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let fault =
            (round % 4 == 3).then(|| format!("{}:{}", faults[round / 4 % 4], 1 + moment % 5));
        let child = start(directory.path(), round, fault.as_deref());
        acknowledged.extend(run_and_kill(child, Duration::from_millis(moment % 120)));
        if round % 20 == 19 {
            let store = open(directory.path());
            let (lost, partial) = damage(&store, &acknowledged);
            assert!(
                lost.is_empty() && partial.is_empty(),
                "round {round}: lost {lost:?}, partial {partial:?}"
            );
            let report = store.check(true).unwrap();
            assert!(report.is_clean(), "round {round}: {:?}", report.findings);
        }
    }
    assert!(acknowledged.len() > 1000, "only {} writes were acknowledged", acknowledged.len());
    println!("200 kills, {} acknowledged writes, none lost, none partial", acknowledged.len());
}

#[test]
fn a_build_without_replay_is_caught() {
    let directory = tempfile::tempdir().unwrap();
    let child = start(directory.path(), 0, None);
    let acknowledged = run_and_kill(child, Duration::from_millis(200));
    assert!(!acknowledged.is_empty());
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command
        .args(["--exact", "reader", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory.path())
        .env("SULH_FAULT", "skip-replay")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let seen: usize = text.lines().find_map(|l| l.strip_prefix("seen ")).unwrap().parse().unwrap();
    assert!(
        seen < expected(&acknowledged).len(),
        "the broken build lost nothing: the crash test would not see it"
    );
}

/// Counts what a store has, in a process of its own.
#[test]
fn reader() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    if std::env::var(ROUND).is_err() {
        println!("\nseen {}", present(&open(Path::new(&directory))).len());
    }
}
