//! Linear classifiers of texts: training, scoring, thresholds, probabilities, explanations.
//!
//! Only words of the text are looked at, never who speaks or about whom. No network of neurons,
//! no language model and no vectors from outside: a decision is a sum of weights of words.
//! The same rows, options and seed give the same model, byte by byte, on any number of threads.

#![expect(clippy::cast_precision_loss, reason = "counts of rows and words, far below 2^24")]

mod row;
mod split;

mod word;

mod feature;
mod vocabulary;

mod descent;
mod folds;
mod log_count_ratio;
mod random;

mod calibration;
mod threshold;

mod weights;

mod card;
mod model;
mod model_file;

mod explanation;
mod scores;

mod options;
mod recipe;

mod lesson;
mod train;
mod verdicts;

mod error;

pub use self::calibration::CalibrationBin;
pub use self::card::{LabelCard, ModelCard};
pub use self::error::{ModelError, TableError, TrainError};
pub use self::feature::FeatureSet;
pub use self::model::{Label, Model};
pub use self::options::{Choice, TrainOptions};
pub use self::recipe::{RECIPES, Recipe};
pub use self::row::{Columns, Row, normalised, read_rows, sha256_hex};
pub use self::scores::{Counts, Scores, cross_validate, evaluate};
pub use self::split::{SessionSplit, Split};
pub use self::train::train;

#[cfg(test)]
mod tests;
