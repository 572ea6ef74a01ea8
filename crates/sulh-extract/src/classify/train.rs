//! Rows become a model.

use std::collections::BTreeMap;

use super::card::ModelCard;
use super::error::TrainError;
use super::folds::folds;
use super::lesson::Lesson;
use super::model::Model;
use super::options::{Choice, TrainOptions};
use super::row::{Row, sha256_of_rows};
use super::verdicts::Verdicts;
use super::vocabulary::Vocabulary;
use super::weights::Weights;

/// Trains a classifier.
///
/// Where a text has one label, rows without exactly one are left out and counted. Thresholds and
/// probabilities come from cross-validation, in which equal texts stay together.
/// Cost: O(folds · labels · values of the texts), spread over the threads of the machine.
///
/// # Errors
/// [`TrainError::Option`] for an option without meaning, [`TrainError::NoRows`] and
/// [`TrainError::NoLabels`] where there is nothing to tell apart, [`TrainError::TooMany`] where
/// the format of models ends.
pub fn train(rows: &[Row], options: &TrainOptions) -> Result<Model, TrainError> {
    options.check()?;
    let learnt: Vec<&Row> = rows
        .iter()
        .filter(|row| options.choice == Choice::Several || row.labels.len() == 1)
        .collect();
    if learnt.is_empty() {
        return Err(TrainError::NoRows);
    }
    let labels = frequent_labels(&learnt, options)?;
    let texts: Vec<&str> = learnt.iter().map(|row| row.text.as_str()).collect();
    let (vocabulary, vectors) =
        Vocabulary::of(&texts, options.features, options.least_texts, options.length_power);
    let part_of = folds(&learnt, options.folds, options.seed);
    let lesson =
        Lesson { vectors: &vectors, part_of: &part_of, options, features: vocabulary.hashes.len() };
    let truths: Vec<Vec<bool>> = labels
        .iter()
        .map(|(name, _)| learnt.iter().map(|row| row.labels.contains(name)).collect())
        .collect();
    let (planes, scored) = lesson.learn_all(truths);
    let verdicts = Verdicts::of(scored, options);
    let card = ModelCard {
        options: options.clone(),
        rows: learnt.len() as u64,
        rows_left_out: (rows.len() - learnt.len()) as u64,
        rows_sha256: sha256_of_rows(rows),
        notes: BTreeMap::new(),
        labels: verdicts.label_cards(labels),
        calibration: verdicts.calibration(),
        correction: verdicts.correction(),
    };
    let weights: Vec<&[f64]> = planes.iter().map(|plane| plane.weights.as_slice()).collect();
    let weights = Weights::of(&weights, vocabulary.hashes.len(), options.least_weight);
    Ok(Model { card, decisions: verdicts.decisions(&planes), weights, vocabulary })
}

/// Labels on enough rows and not on all of them, with their rows, sorted by name.
fn frequent_labels(
    rows: &[&Row],
    options: &TrainOptions,
) -> Result<Vec<(String, u64)>, TrainError> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in rows.iter().flat_map(|row| &row.labels) {
        *counts.entry(label).or_default() += 1;
    }
    let least = options.least_rows.max(1);
    let kept: Vec<(String, u64)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= least && *count < rows.len())
        .map(|(name, count)| (name.to_owned(), count as u64))
        .collect();
    let most = usize::from(u16::MAX);
    match kept.len() {
        0 => Err(TrainError::NoLabels { least }),
        found if found > most => Err(TrainError::TooMany { what: "labels", found, most }),
        _ => Ok(kept),
    }
}
