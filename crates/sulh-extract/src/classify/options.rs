//! How a model is trained: the options, and which of them have no meaning.

use serde::{Deserialize, Serialize};

use super::error::TrainError;
use super::feature::FeatureSet;

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

impl TrainOptions {
    /// Whether every option has a meaning.
    pub(crate) fn check(&self) -> Result<(), TrainError> {
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
