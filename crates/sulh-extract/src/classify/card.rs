//! What a model says of itself: how it was made, from what, and how good it was found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::calibration::{CalibrationBin, Correction};
use super::options::TrainOptions;
use super::scores::Counts;

/// How a model was made and how good it was found. It stands readable in the model's bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// The options of the training; with the same rows they give the same model.
    pub options: TrainOptions,
    /// Rows that were learnt from.
    pub rows: u64,
    /// Rows that were not: without exactly one label where the task gives one.
    pub rows_left_out: u64,
    /// SHA-256 of the rows that were given: texts and labels, in order.
    pub rows_sha256: String,
    /// What the caller noted: columns, sessions, hash of the table, figures of the test.
    pub notes: BTreeMap<String, String>,
    /// The labels, in the order of their names.
    pub labels: Vec<LabelCard>,
    /// Probabilities against what people said, on texts that the scoring plane had not learnt.
    pub calibration: Vec<CalibrationBin>,
    /// What is corrected in the probabilities of all labels.
    pub(crate) correction: Correction,
}

/// What is known of one label of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelCard {
    /// The label as it stands in the table.
    pub name: String,
    /// Rows with it.
    pub rows: u64,
    /// Its counts in cross-validation.
    pub cross_validated: Counts,
}
