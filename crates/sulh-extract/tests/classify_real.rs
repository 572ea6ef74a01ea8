//! The shipped models against the tables that they were made from and tested with, and a small
//! training on them. Left out where the shared folder is absent. It must not write a model.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs;
use std::path::PathBuf;

use sulh_extract::classify::{
    Model, RECIPES, Recipe, Split, evaluate, read_rows, sha256_hex, train,
};

fn table(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/upr");
    let bytes = fs::read(folder.join(name)).ok();
    if bytes.is_none() {
        println!("left out: ../shared/data/upr/{name} is not there");
    }
    bytes
}

fn shipped(task: &str) -> Model {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/models");
    Model::from_bytes(&fs::read(folder.join(format!("{task}.model"))).unwrap()).unwrap()
}

fn split(recipe: &Recipe, bytes: &[u8]) -> Split {
    recipe.split(read_rows(bytes, &recipe.columns()).unwrap())
}

#[test]
fn every_shipped_model_opens_and_is_written_as_it_was() {
    for recipe in &RECIPES {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/models");
        let bytes = fs::read(folder.join(format!("{}.model", recipe.task))).unwrap();
        let model = Model::from_bytes(&bytes).unwrap();
        assert_eq!(model.card().options, recipe.options(), "{}", recipe.task);
        // Another release of zstd may pack otherwise; what is packed stays the same.
        let again = Model::from_bytes(&model.to_bytes().unwrap()).unwrap();
        assert_eq!(again, model, "{}", recipe.task);
    }
}

#[test]
fn shipped_models_know_the_task() {
    let issues = shipped("issues");
    assert_eq!(issues.labels().count(), 54);
    let text = "Ratify the Optional Protocol to the Convention against Torture";
    let given: Vec<&str> = issues.classify(text).iter().map(|label| label.name).collect();
    assert!(given.contains(&"Torture and other CID treatment"), "{given:?}");
    assert!(given.contains(&"International instruments"), "{given:?}");
    let why = issues.explain(text, "Torture and other CID treatment");
    assert!(why.iter().take(5).any(|(words, _)| words.contains("Torture")), "{why:?}");
    let action = shipped("action");
    let given = action.classify("Consider lifting the ban on assemblies");
    assert_eq!(given[0].name, "3-considering action");
}

#[test]
fn shipped_models_reach_their_figures_on_later_sessions() {
    let Some(bytes) = table("recommendations.csv") else { return };
    for (task, micro, mean, exact) in [("issues", 0.90, 0.82, 0.70), ("action", 0.90, 0.85, 0.90)] {
        let recipe = Recipe::of(task).unwrap();
        let model = shipped(task);
        assert_eq!(model.card().notes.get("table-sha256"), Some(&sha256_hex(&bytes)), "{task}");
        let split = split(recipe, &bytes);
        assert_eq!(split.test.len(), 5888);
        let scores = evaluate(&model, &split.test);
        let found = (scores.micro().f1(), scores.macro_f1(), scores.accuracy());
        println!("{task}: micro F1, macro F1, exact {found:?}");
        assert!(found.0 >= micro && found.1 >= mean && found.2 >= exact, "{task}: {found:?}");
        assert_eq!(scores.unknown, 0);
    }
}

#[test]
fn training_anew_gives_the_shipped_small_models() {
    let Some(bytes) = table("slovenia_sdg.csv") else { return };
    for task in ["groups", "sdg"] {
        let recipe = Recipe::of(task).unwrap();
        let anew = train(&split(recipe, &bytes).train, &recipe.options()).unwrap();
        let kept = shipped(task);
        assert_eq!(anew.card().rows_sha256, kept.card().rows_sha256, "{task}");
        assert_eq!(anew.card().labels, kept.card().labels, "{task}");
        let text = "Protect women and children of the Roma minority";
        assert_eq!(anew.classify(text), kept.classify(text), "{task}");
    }
}

#[test]
fn a_training_on_few_sessions_already_learns() {
    let Some(bytes) = table("recommendations.csv") else { return };
    let mut recipe = Recipe::of("action").unwrap().clone();
    (recipe.train, recipe.test) = (1..=3, Some(13..=13));
    let split = split(&recipe, &bytes);
    let model = train(&split.train, &recipe.options()).unwrap();
    let accuracy = evaluate(&model, &split.test).accuracy();
    println!("{} rows: {accuracy:.4}", split.train.len());
    assert!(accuracy > 0.75, "{accuracy}");
}
