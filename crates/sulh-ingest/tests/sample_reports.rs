//! The sample reports and their keys: what extraction finds of what a careful reader finds.
//!
//! `open` may be looked at; of `aside` only sums are printed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

#[path = "sample_reports/names.rs"]
mod names;
#[path = "sample_reports/scoring.rs"]
mod scoring;

use names::Names;
use scoring::{Score, compare_findings, compare_recommendations};
use serde_json::Value;
use std::path::{Path, PathBuf};
use sulh_document::{Limits, parse};
use sulh_extract::{document_language, findings, recommendations};
use sulh_ingest::report::reading::{ReportFacts, read_report};
use sulh_ingest::report::score::Counts;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/reports").join(name)
}

fn keys(name: &str) -> Vec<Value> {
    let files = std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path());
    let mut keys: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    keys.sort();
    keys.iter().map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()).collect()
}

/// Reads one report and compares it.
fn score(name: &str, key: &Value, names: &Names, say: &mut dyn FnMut(String)) -> Score {
    let file = key["file"].as_str().unwrap();
    let bytes = std::fs::read(folder(name).join(file)).unwrap();
    let (_, document) = parse(&bytes, Some(file), &Limits::default()).unwrap();
    let candidates = read_report(&document, &ReportFacts::default(), &names.known);
    let mut score = compare_recommendations(&document, &candidates, key, names, say);
    let language = document_language(&document);
    let mentions = names.known.gazetteer().mentions(&document, language);
    let asked = recommendations(&document, language, names.known.countries());
    let found = findings(&document, language, &mentions, &asked);
    score += compare_findings(&document, &found, key, names, say);
    if key["recommendations"].as_array().unwrap().is_empty() {
        score.none_wanted = score.recommendations.wrong;
    }
    score
}

fn row(name: &str, score: &Score) -> String {
    let figure = |counts: Counts| format!("{:.2}", counts.f1());
    let all = score.recommendations;
    format!(
        "{name:8} {:3} hits {:2} wrong {:2} missed F {} | addressee {} country {} threat {} \
         quoted {} | findings {}/{}/{} F {} P {:.2} R {:.2} polarity {:.2} place {:.2} period {:.2} | \
         of none {}",
        all.hits,
        all.wrong,
        all.missed,
        figure(all),
        figure(score.addressees),
        figure(score.countries),
        figure(score.threats),
        figure(score.quoted),
        score.findings.hits,
        score.findings.wrong,
        score.findings.missed,
        figure(score.findings),
        score.findings.precision(),
        score.findings.recall(),
        score.polarity.precision(),
        score.places.precision(),
        score.periods.precision(),
        score.none_wanted,
    )
}

#[test]
fn open_reports_are_read() {
    let names = Names::shipped();
    let mut sum = Score::default();
    for key in keys("open") {
        let mut said = Vec::new();
        let one = score("open", &key, &names, &mut |line| said.push(line));
        println!("{}\n{}", row(key["file"].as_str().unwrap(), &one), said.join("\n"));
        sum += one;
    }
    println!("{}", row("open", &sum));
    assert!(sum.recommendations.f1() >= 0.95, "{sum:?}");
    assert!(sum.addressees.f1() >= 0.95, "{sum:?}");
    assert!(sum.countries.f1() >= 0.76, "{sum:?}");
    assert!(sum.threats.f1() >= 0.77, "{sum:?}");
    assert!(sum.findings.precision() >= 0.9 && sum.findings.f1() >= 0.5, "{sum:?}");
    assert!(sum.polarity.precision() >= 0.9, "{sum:?}");
    assert_eq!(sum.none_wanted, 0, "a report without recommendations has none");
}

#[test]
fn reports_set_aside_are_read() {
    let names = Names::shipped();
    let mut sum = Score::default();
    for key in keys("aside") {
        sum += score("aside", &key, &names, &mut |_| ());
    }
    println!("{}", row("aside", &sum));
}
