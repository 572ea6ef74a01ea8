//! The sample reports and their keys: what extraction finds of what a careful reader finds.
//!
//! `open` may be looked at; of `aside` only counts are printed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use sulh_document::Document;
use sulh_extract::{Recommendation, recommendations};
use sulh_ingest::CountryTable;
use sulh_ingest::report::overlap::Bag;
use sulh_ingest::report::score::Counts;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/reports").join(name)
}

#[derive(Default, Clone, Copy, Debug)]
struct Score {
    recommendations: Counts,
    addressees: Counts,
}

fn parse(path: &Path) -> Option<Document> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    if name.ends_with(".pdf") {
        sulh_document::parse_pdf(&bytes, 32 << 20, &mut |_| ()).ok()
    } else {
        None
    }
}

fn strings(value: &Value, field: &str) -> Vec<String> {
    value[field]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| one["words"].as_str().unwrap().to_owned())
        .collect()
}

fn compare(document: &Document, found: &[Recommendation], key: &Value, speaks: bool) -> Score {
    let mut score = Score::default();
    let gold = key["recommendations"].as_array().unwrap();
    let gold_bags: Vec<Bag> =
        gold.iter().map(|one| Bag::of(one["text"].as_str().unwrap())).collect();
    let mut used = vec![false; gold.len()];
    for one in found {
        let bag = Bag::of(&one.text(document));
        let best = (0..gold.len())
            .filter(|index| !used[*index])
            .map(|index| (bag.overlap(&gold_bags[index]), index))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        match best {
            Some((overlap, index)) if overlap >= 0.8 => {
                used[index] = true;
                score.recommendations.hits += 1;
                let words: Vec<&str> =
                    one.addressees.iter().map(|span| &document.text[span.clone()]).collect();
                let expected = strings(&gold[index], "addressees");
                let hits = expected
                    .iter()
                    .filter(|words_| {
                        words.iter().any(|word| Bag::of(word).overlap(&Bag::of(words_)) >= 0.5)
                    })
                    .count() as u64;
                score.addressees.hits += hits;
                score.addressees.missed += expected.len() as u64 - hits;
                score.addressees.wrong += (words.len() as u64).saturating_sub(hits);
                if speaks && (hits as usize) < expected.len() {
                    println!("  addressee {words:?} not {expected:?}: {}", one.text(document));
                }
            }
            _ => {
                score.recommendations.wrong += 1;
                if speaks {
                    println!(
                        "  wrong [{}] {:.2}: {}",
                        one.rule,
                        best.map_or(0.0, |best| best.0),
                        one.text(document)
                    );
                }
            }
        }
    }
    for (index, used) in used.iter().enumerate() {
        if !used {
            score.recommendations.missed += 1;
            if speaks {
                println!("  missed: {}", gold[index]["text"].as_str().unwrap());
            }
        }
    }
    score
}

#[test]
fn samples() {
    let countries = CountryTable::shipped().unwrap();
    for name in ["open", "aside"] {
        let mut sum = Score::default();
        let mut keys: Vec<PathBuf> = std::fs::read_dir(folder(name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        keys.sort();
        for path in keys {
            let key: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let file = folder(name).join(key["file"].as_str().unwrap());
            let Some(document) = parse(&file) else { continue };
            let found = recommendations(&document, None, &countries);
            let score = compare(&document, &found, &key, name == "open");
            if name == "open" {
                println!(
                    "{} {:?} F {:.3} addressees F {:.3}",
                    file.file_name().unwrap().to_str().unwrap(),
                    score.recommendations,
                    score.recommendations.f1(),
                    score.addressees.f1()
                );
            }
            sum.recommendations += score.recommendations;
            sum.addressees += score.addressees;
        }
        println!(
            "{name}: {:?} P {:.3} R {:.3} F {:.3}; addressees F {:.3}",
            sum.recommendations,
            sum.recommendations.precision(),
            sum.recommendations.recall(),
            sum.recommendations.f1(),
            sum.addressees.f1()
        );
    }
}
