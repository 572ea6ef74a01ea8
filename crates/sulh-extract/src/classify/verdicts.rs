//! What cross-validation says of the decisions: thresholds, probabilities, counts.

use super::calibration::{CalibrationBin, Correction, Sigmoid, calibration_table};
use super::card::LabelCard;
use super::descent::Plane;
use super::model::Decision;
use super::options::{Choice, TrainOptions};
use super::scores::Counts;
use super::threshold::{Scored, thresholds};

/// What the cross-validation says of the decisions.
pub(crate) struct Verdicts {
    scored: Vec<Scored>,
    thresholds: Vec<f64>,
    curves: Vec<Sigmoid>,
    correction: Correction,
    choice: Choice,
}

impl Verdicts {
    /// Finds thresholds and probabilities for the scores of each label.
    /// Cost: O(labels · texts · log texts).
    pub(crate) fn of(scored: Vec<Scored>, options: &TrainOptions) -> Self {
        let thresholds = thresholds(&scored, options.threshold_pull);
        let curves = scored.iter().map(Sigmoid::fit).collect();
        let correction = Correction::default();
        let choice = options.choice;
        let mut found = Self { scored, thresholds, curves, correction, choice };
        if choice == Choice::Several {
            found.correction = Correction::fit(found.pairs());
        }
        found
    }

    /// Of each label: how a score of its plane becomes a decision.
    pub(crate) fn decisions(&self, planes: &[Plane]) -> Vec<Decision> {
        let each = planes.iter().zip(&self.thresholds).zip(&self.curves);
        each.map(|((plane, threshold), curve)| Decision {
            bias: plane.bias as f32,
            threshold: *threshold as f32,
            slope: curve.slope as f32,
            offset: curve.offset as f32,
        })
        .collect()
    }

    /// What is corrected in the probabilities of all labels.
    pub(crate) fn correction(&self) -> Correction {
        self.correction.clone()
    }

    /// Probabilities against what people said.
    pub(crate) fn calibration(&self) -> Vec<CalibrationBin> {
        calibration_table(self.pairs().into_iter())
    }

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

    /// Of each label, with its rows: the counts of its decisions.
    pub(crate) fn label_cards(&self, labels: Vec<(String, u64)>) -> Vec<LabelCard> {
        let mut counts = vec![Counts::default(); labels.len()];
        for row in 0..self.rows() {
            let scores = self.row(row);
            let best = scores.iter().map(|(score, _)| *score).fold(f64::NEG_INFINITY, f64::max);
            for ((count, (score, truth)), threshold) in
                counts.iter_mut().zip(scores).zip(&self.thresholds)
            {
                let given = match self.choice {
                    Choice::Several => score > *threshold,
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
    fn pairs(&self) -> Vec<(f64, bool)> {
        let pairs = (0..self.rows()).flat_map(|row| {
            let said = self.row(row).into_iter().zip(&self.curves);
            let mut said: Vec<(f64, bool)> = said
                .map(|((score, truth), curve)| {
                    (self.correction.corrected(curve.probability(score)), truth)
                })
                .collect();
            if self.choice == Choice::One {
                let sum: f64 = said.iter().map(|(probability, _)| probability).sum();
                let sum = sum.max(f64::MIN_POSITIVE);
                for (probability, _) in &mut said {
                    *probability /= sum;
                }
            }
            said
        });
        pairs.collect()
    }
}
