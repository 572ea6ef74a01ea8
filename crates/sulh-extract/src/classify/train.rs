//! Rows become a model.

use std::collections::BTreeMap;
use std::num::NonZero;

use serde::{Deserialize, Serialize};

use super::calibration::{Correction, Sigmoid, calibration_table};
use super::card::{LabelCard, ModelCard};
use super::descent::{Cost, Example, Plane, descend};
use super::error::TrainError;
use super::feature::FeatureSet;
use super::folds::folds;
use super::log_count_ratio::scales;
use super::model::{Decision, Model};
use super::row::{Row, sha256_of_rows};
use super::scores::Counts;
use super::threshold::{Scored, thresholds};
use super::vocabulary::{Vector, Vocabulary};
use super::weights::Weights;

/// How many labels a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// None, one or several: each label is decided for itself.
    Several,
    /// Exactly one: the label with the highest score.
    One,
}

/// How a model is trained. The same options and rows give the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainOptions {
    /// How many labels a text has.
    pub choice: Choice,
    /// Which features are looked at.
    pub features: FeatureSet,
    /// Rows that a label needs; rarer labels are not learnt.
    pub least_rows: usize,
    /// Texts that a feature needs.
    pub least_texts: u32,
    /// What an error costs, above 0; more gives a closer fit.
    pub cost: f64,
    /// How many times as much it costs to miss a label, above 0.
    pub cost_of_missing: f64,
    /// How far features are scaled by their log-count ratios, in [0, 1].
    pub ratio_power: f64,
    /// How far the lengths of texts are evened out, in [0, 1].
    pub length_power: f32,
    /// Parts of the cross-validation that finds thresholds and probabilities, at least 2.
    pub folds: usize,
    /// Positive texts that a label needs for half a say in its threshold; the rest is common.
    pub threshold_pull: f64,
    /// Weights below this share of the label's largest are left out, in [0, 1).
    pub least_weight: f64,
    /// Seed of every order that is drawn.
    pub seed: u64,
}

impl Default for TrainOptions {
    /// Labels of a text by its topic.
    fn default() -> Self {
        Self {
            choice: Choice::Several,
            features: FeatureSet::Topic,
            least_rows: 50,
            least_texts: 3,
            cost: 0.3,
            cost_of_missing: 2.0,
            ratio_power: 0.5,
            length_power: 0.5,
            folds: 5,
            threshold_pull: 200.0,
            least_weight: 0.01,
            seed: 1,
        }
    }
}

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
    let cuts = thresholds(&scored, options.threshold_pull);
    let curves: Vec<Sigmoid> = scored.iter().map(Sigmoid::fit).collect();
    let decisions =
        planes.iter().zip(&cuts).zip(&curves).map(|((plane, threshold), curve)| Decision {
            bias: plane.bias as f32,
            threshold: *threshold as f32,
            slope: curve.slope as f32,
            offset: curve.offset as f32,
        });
    let verdicts =
        Verdicts { scored: &scored, cuts: &cuts, curves: &curves, choice: options.choice };
    let correction = match options.choice {
        Choice::Several => Correction::fit(verdicts.pairs(&Correction::default())),
        Choice::One => Correction::default(),
    };
    let card = ModelCard {
        options: options.clone(),
        rows: learnt.len() as u64,
        rows_left_out: (rows.len() - learnt.len()) as u64,
        rows_sha256: sha256_of_rows(rows),
        notes: BTreeMap::new(),
        labels: verdicts.label_cards(labels),
        calibration: calibration_table(verdicts.pairs(&correction).into_iter()),
        correction,
    };
    let weights: Vec<&[f64]> = planes.iter().map(|plane| plane.weights.as_slice()).collect();
    let weights = Weights::of(&weights, vocabulary.hashes.len(), options.least_weight);
    Ok(Model { card, decisions: decisions.collect(), weights, vocabulary })
}

impl TrainOptions {
    fn check(&self) -> Result<(), TrainError> {
        let share = 0.0..=1.0;
        let checks = [
            ("cost", self.cost, self.cost > 0.0 && self.cost.is_finite()),
            (
                "cost_of_missing",
                self.cost_of_missing,
                self.cost_of_missing > 0.0 && self.cost_of_missing.is_finite(),
            ),
            ("ratio_power", self.ratio_power, share.contains(&self.ratio_power)),
            (
                "length_power",
                f64::from(self.length_power),
                share.contains(&f64::from(self.length_power)),
            ),
            ("folds", self.folds as f64, self.folds >= 2),
            (
                "threshold_pull",
                self.threshold_pull,
                self.threshold_pull >= 0.0 && self.threshold_pull.is_finite(),
            ),
            ("least_weight", self.least_weight, (0.0..1.0).contains(&self.least_weight)),
        ];
        match checks.into_iter().find(|(.., holds)| !holds) {
            Some((name, value, _)) => Err(TrainError::Option { name, value }),
            None => Ok(()),
        }
    }
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

/// What every label is learnt from.
struct Lesson<'a> {
    vectors: &'a [Vector],
    part_of: &'a [usize],
    options: &'a TrainOptions,
    features: usize,
}

impl Lesson<'_> {
    /// The plane of each label, and its scores in cross-validation, in the order of the labels.
    fn learn_all(&self, truths: Vec<Vec<bool>>) -> (Vec<Plane>, Vec<Scored>) {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let truths: Vec<(usize, Vec<bool>)> = truths.into_iter().enumerate().collect();
        let mut learnt: Vec<(usize, Plane, Scored)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|worker| {
                    let mine = truths.iter().skip(worker).step_by(threads);
                    scope.spawn(move || {
                        mine.map(|(at, truth)| self.learn(*at, truth)).collect::<Vec<_>>()
                    })
                })
                .collect();
            let joined = workers.into_iter().map(std::thread::ScopedJoinHandle::join);
            joined
                .flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        learnt.sort_by_key(|(at, ..)| *at);
        learnt.into_iter().map(|(_, plane, scored)| (plane, scored)).unzip()
    }

    fn learn(&self, label: usize, truths: &[bool]) -> (usize, Plane, Scored) {
        let mut scores = vec![0.0; truths.len()];
        for part in 0..self.options.folds {
            let plane = self.plane(label, truths, Some(part));
            let tested = self.vectors.iter().zip(self.part_of).zip(&mut scores);
            for ((vector, of), score) in tested {
                if *of == part {
                    *score = plane.score(vector);
                }
            }
        }
        let plane = self.plane(label, truths, None);
        (label, plane, Scored { scores, truths: truths.to_vec() })
    }

    /// The plane learnt from all rows but those of one part.
    fn plane(&self, label: usize, truths: &[bool], without: Option<usize>) -> Plane {
        let examples: Vec<Example<'_>> = self
            .vectors
            .iter()
            .zip(truths)
            .zip(self.part_of)
            .filter(|(_, part)| Some(**part) != without)
            .map(|((vector, is_positive), _)| Example { vector, is_positive: *is_positive })
            .collect();
        let scales = scales(&examples, self.features, self.options.ratio_power);
        let cost = Cost {
            positive: self.options.cost * self.options.cost_of_missing,
            negative: self.options.cost,
        };
        descend(&examples, &scales, cost, self.options.seed ^ (label as u64) << 8)
    }
}

/// What the cross-validation says of the decisions.
struct Verdicts<'a> {
    scored: &'a [Scored],
    cuts: &'a [f64],
    curves: &'a [Sigmoid],
    choice: Choice,
}

impl Verdicts<'_> {
    fn rows(&self) -> usize {
        self.scored.first().map_or(0, |label| label.truths.len())
    }

    /// Of each label: (score, truth) in a row.
    fn row(&self, row: usize) -> Vec<(f64, bool)> {
        let each = self
            .scored
            .iter()
            .filter_map(|label| Some((*label.scores.get(row)?, *label.truths.get(row)?)));
        each.collect()
    }

    fn label_cards(&self, labels: Vec<(String, u64)>) -> Vec<LabelCard> {
        let mut counts = vec![Counts::default(); labels.len()];
        for row in 0..self.rows() {
            let scores = self.row(row);
            let best = scores.iter().map(|(score, _)| *score).fold(f64::NEG_INFINITY, f64::max);
            for ((count, (score, truth)), cut) in counts.iter_mut().zip(scores).zip(self.cuts) {
                let given = match self.choice {
                    Choice::Several => score > *cut,
                    Choice::One => score >= best,
                };
                count.add(given, truth);
            }
        }
        let each = labels.into_iter().zip(counts);
        each.map(|((name, rows), cross_validated)| LabelCard { name, rows, cross_validated })
            .collect()
    }

    /// Probability and truth of every pair of text and label.
    fn pairs(&self, correction: &Correction) -> Vec<(f64, bool)> {
        let pairs = (0..self.rows()).flat_map(|row| {
            let said = self.row(row).into_iter().zip(self.curves);
            let mut said: Vec<(f64, bool)> = said
                .map(|((score, truth), curve)| {
                    (correction.corrected(curve.probability(score)), truth)
                })
                .collect();
            if self.choice == Choice::One {
                let sum: f64 = said.iter().map(|(probability, _)| probability).sum();
                let sum = sum.max(f64::MIN_POSITIVE);
                said.iter_mut().for_each(|(probability, _)| *probability /= sum);
            }
            said
        });
        pairs.collect()
    }
}
