//! How good a model is on rows that people labelled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::TrainError;
use super::folds::folds;
use super::model::Model;
use super::options::{Choice, TrainOptions};
use super::row::Row;
use super::train::train;

/// Decisions for one label, or for all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Given by the model and by people.
    pub hits: u64,
    /// Given by the model alone.
    pub extra: u64,
    /// Given by people alone.
    pub missed: u64,
}

/// Figures over rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// Rows that were compared.
    pub rows: u64,
    /// Rows whose labels are exactly those that people gave.
    pub exact: u64,
    /// Counts of each label that the model knows, sorted by name.
    pub labels: BTreeMap<String, Counts>,
    /// Labels on the rows that the model does not know; they count as missed in
    /// [`micro`](Self::micro) and not at all in [`macro_f1`](Self::macro_f1).
    pub unknown: u64,
}

impl Counts {
    /// Adds one decision.
    pub(crate) fn add(&mut self, given: bool, truth: bool) {
        match (given, truth) {
            (true, true) => self.hits += 1,
            (true, false) => self.extra += 1,
            (false, true) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// Share of given labels that are right, in [0, 1]; 0 where none was given.
    pub fn precision(&self) -> f64 {
        share(self.hits, self.hits + self.extra)
    }

    /// Share of the people's labels that were given, in [0, 1]; 0 where people gave none.
    pub fn recall(&self) -> f64 {
        share(self.hits, self.hits + self.missed)
    }

    /// Harmonic mean of precision and recall, in [0, 1]; 0 where nothing was given or to give.
    pub fn f1(&self) -> f64 {
        share(2 * self.hits, 2 * self.hits + self.extra + self.missed)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Scores {
    /// Counts of all labels together; its [`Counts::f1`] is the micro F1.
    pub fn micro(&self) -> Counts {
        let start = Counts { missed: self.unknown, ..Counts::default() };
        self.labels.values().fold(start, |sum, counts| Counts {
            hits: sum.hits + counts.hits,
            extra: sum.extra + counts.extra,
            missed: sum.missed + counts.missed,
        })
    }

    /// Mean of the F1 of every label that the model knows, in [0, 1].
    pub fn macro_f1(&self) -> f64 {
        let sum: f64 = self.labels.values().map(Counts::f1).sum();
        if self.labels.is_empty() { 0.0 } else { sum / self.labels.len() as f64 }
    }

    /// Share of rows whose labels are exactly those that people gave, in [0, 1].
    pub fn accuracy(&self) -> f64 {
        share(self.exact, self.rows)
    }

    fn add(&mut self, model: &Model, row: &Row) {
        let given: Vec<&str> = model.classify(&row.text).iter().map(|label| label.name).collect();
        for name in model.labels() {
            let counts = self.labels.entry(name.to_owned()).or_default();
            counts.add(given.contains(&name), row.labels.iter().any(|label| label == name));
        }
        let unknown = row.labels.iter().filter(|label| model.place(label).is_none()).count();
        self.unknown += unknown as u64;
        self.rows += 1;
        let same = given.len() == row.labels.len()
            && given.iter().all(|name| row.labels.iter().any(|label| label == name));
        self.exact += u64::from(same);
    }
}

/// Compares a model with labelled rows. Where the model gives one label, rows without exactly
/// one are left out. Cost: O(rows · labels).
pub fn evaluate(model: &Model, rows: &[Row]) -> Scores {
    let mut scores = Scores::default();
    for row in rows {
        if model.card().options.choice == Choice::Several || row.labels.len() == 1 {
            scores.add(model, row);
        }
    }
    scores
}

/// Trains on all parts but one and compares with that one, for each of `parts` parts; equal
/// texts stay in one part. For tables too small for a test of their own.
/// Cost: `parts` trainings.
///
/// # Errors
/// Those of [`train`], for any part.
pub fn cross_validate(
    rows: &[Row],
    options: &TrainOptions,
    parts: usize,
) -> Result<Scores, TrainError> {
    let borrowed: Vec<&Row> = rows.iter().collect();
    let part_of = folds(&borrowed, parts, options.seed ^ 0x5eed);
    let mut scores = Scores::default();
    for part in 0..parts {
        let pick = |test: bool| -> Vec<Row> {
            let chosen = rows.iter().zip(&part_of).filter(|(_, of)| (**of == part) == test);
            chosen.map(|(row, _)| row.clone()).collect()
        };
        let model = train(&pick(false), options)?;
        let found = evaluate(&model, &pick(true));
        scores.rows += found.rows;
        scores.exact += found.exact;
        scores.unknown += found.unknown;
        for (name, counts) in found.labels {
            let sum = scores.labels.entry(name).or_default();
            sum.hits += counts.hits;
            sum.extra += counts.extra;
            sum.missed += counts.missed;
        }
    }
    Ok(scores)
}
