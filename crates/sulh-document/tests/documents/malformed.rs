//! Hundreds of broken and hostile files: each comes to an end, none does harm, and the healthy ones
//! among them give their text.

use crate::{GO_ON, judge, suite::Check, worker};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use sulh_document::worker::WorkerError;

pub(crate) const CHECKS: &[Check] = &[
    ("malformed::every_broken_pdf_comes_to_an_end", broken_files),
    ("malformed::every_attack_comes_to_an_end", attacks),
];

/// Two at a time.
const THREADS: usize = 2;
/// The default limit of time, and some for a loaded machine.
const MOST: Duration = Duration::from_secs(45);
/// The share of healthy files that must give text.
const SHARE: f64 = 0.97;

/// Files that the judge calls healthy though what it reads is no text: their fonts have no table
/// that says what letters read, and it shows their numbers as letters.
const GUESSED: [&str; 4] =
    ["ThuluthFeatures.pdf", "issue13916.pdf", "issue19802.pdf", "issue20453.pdf"];

/// What became of a file.
struct Outcome {
    path: PathBuf,
    result: Result<usize, WorkerError>,
    elapsed: Duration,
}

fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(folder);
    if !path.exists() {
        println!("left out: there is no {}", path.display());
    }
    path.canonicalize().ok()
}

fn broken_files() {
    let Some(folder) = shared("data/malformed-pdf") else { return };
    let outcomes = outcomes(&folder);
    tell("broken PDFs", &outcomes);
    if !judge::is_there() {
        return;
    }
    let healthy: Vec<bool> = in_parallel(&outcomes, |outcome| judge::is_healthy(&outcome.path));
    let healthy: Vec<&Outcome> =
        outcomes.iter().zip(healthy).filter(|(_, healthy)| *healthy).map(|pair| pair.0).collect();
    let mute: Vec<_> = healthy.iter().filter(|outcome| !outcome.has_text()).collect();
    for outcome in &mute {
        println!("  healthy, without text: {} {}", name(&outcome.path), outcome.word());
    }
    let heard = healthy.len() - mute.len();
    #[expect(clippy::cast_precision_loss, reason = "some hundred files")]
    let share = |of: usize| heard as f64 / of.max(1) as f64;
    let guessed = mute.iter().filter(|outcome| GUESSED.contains(&name(&outcome.path).as_str()));
    let readable = healthy.len() - guessed.count();
    println!(
        "  healthy {}, of them with text {heard}: {:.1} %, {:.1} % of the {readable} readable ones",
        healthy.len(),
        100.0 * share(healthy.len()),
        100.0 * share(readable)
    );
    let share = share(readable);
    assert!(share >= SHARE, "{share}");
}

fn attacks() {
    let Some(script) = shared("attack/gen.py") else { return };
    let place = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg(script).arg(place.path()).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("left out: python3 does not run the script of attacks");
        return;
    }
    // The documents call home at this address.
    let home = TcpListener::bind("127.0.0.1:19999").ok();
    let outcomes = outcomes(&place.path().join("doc"));
    tell("attacks", &outcomes);
    match home {
        Some(home) => {
            home.set_nonblocking(true).unwrap();
            assert!(home.accept().is_err(), "a document called home");
        }
        None => println!("  left out: the address that documents call is taken"),
    }
    let word_of = |file: &str| {
        outcomes.iter().find(|outcome| name(&outcome.path) == file).map_or("", Outcome::word)
    };
    let found = EXPECTED.map(|(file, _)| (file, word_of(file)));
    assert_eq!(found, EXPECTED);
}

/// Attacks whose outcome is known.
const EXPECTED: [(&str, &str); 11] = [
    ("ok.pdf", "document"),
    ("ok.docx", "document"),
    ("polyglot.pdf", "document"),
    ("empty.pdf", "empty-document"),
    ("page_cycle.pdf", "malformed-document"),
    ("xref_huge.pdf", "malformed-document"),
    ("bomb_300MB.docx", "document-too-large"),
    ("many_entries.docx", "unsupported-document"),
    ("not_a_zip.docx", "malformed-document"),
    ("truncated.docx", "malformed-document"),
    ("deep_tables.docx", "document-too-large"),
];

impl Outcome {
    fn has_text(&self) -> bool {
        self.result.as_ref().is_ok_and(|letters| *letters > 0)
    }

    fn word(&self) -> &'static str {
        self.result.as_ref().map_or_else(WorkerError::code, |_| "document")
    }
}

/// Parses the files of a folder, each in a worker, and looks for what they leave behind.
fn outcomes(folder: &Path) -> Vec<Outcome> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let before = places();
    let outcomes = in_parallel(&paths, |path| outcome(path));
    let left: Vec<_> = places().difference(&before).cloned().collect();
    assert!(left.is_empty(), "files were written: {left:?}");
    for outcome in &outcomes {
        assert!(outcome.elapsed < MOST, "{} {:?}", name(&outcome.path), outcome.elapsed);
        if let Err(error) = &outcome.result {
            assert!(!error.to_string().is_empty());
            assert!(
                !matches!(error, WorkerError::Spawn(_) | WorkerError::Garbled { .. }),
                "{error}"
            );
        }
    }
    outcomes
}

fn outcome(path: &Path) -> Outcome {
    let started = Instant::now();
    let file = File::open(path).unwrap();
    let result = worker().parse(&file, path.file_name().and_then(|name| name.to_str()), &GO_ON);
    let result = result.map(|parsed| judge::letters(&parsed.document.text));
    Outcome { path: path.to_owned(), result, elapsed: started.elapsed() }
}

/// What a document could have written to: the current directory, and names like those of sulh and
/// of the attacks where temporary files are.
fn places() -> BTreeSet<OsString> {
    let here = fs::read_dir(".").unwrap().map(|entry| entry.unwrap().file_name());
    let temporary = fs::read_dir(std::env::temp_dir()).unwrap();
    let temporary = temporary.filter_map(|entry| Some(entry.ok()?.file_name()));
    let is_ours = |name: &OsString| {
        let name = name.to_string_lossy();
        name.starts_with("sulh-") || name.contains("pwned")
    };
    here.chain(temporary.filter(is_ours)).collect()
}

fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let queue = Mutex::new(items.iter().enumerate());
    let done = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some((index, item)) = next else { return };
                    let result = work(item);
                    done.lock().unwrap().insert(index, result);
                }
            });
        }
    });
    done.into_inner().unwrap().into_values().collect()
}

fn tell(what: &str, outcomes: &[Outcome]) {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes {
        *words.entry(outcome.word()).or_default() += 1;
    }
    let texts = outcomes.iter().filter(|outcome| outcome.has_text()).count();
    let seconds: f64 = outcomes.iter().map(|outcome| outcome.elapsed.as_secs_f64()).sum();
    println!("{what}: {} files, {texts} with text, {seconds:.0} s: {words:?}", outcomes.len());
    let mut slow: Vec<_> = outcomes.iter().collect();
    slow.sort_by_key(|outcome| std::cmp::Reverse(outcome.elapsed));
    for outcome in slow.iter().take(3) {
        println!("  slowest: {} {:?} {}", name(&outcome.path), outcome.elapsed, outcome.word());
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
