//! The shipped tasks: which table, columns, sessions and options each model is made from.

use std::ops::RangeInclusive;

use super::feature::FeatureSet;
use super::options::{Choice, TrainOptions};
use super::row::{Columns, Row};
use super::split::{SessionSplit, Split};

/// How the model of a task is made from its table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Recipe {
    /// Name of the task, and of the model's file before `.model`.
    pub task: &'static str,
    /// Column of the labels.
    pub label_column: &'static str,
    /// What stands between two labels of a row.
    pub separator: Option<char>,
    /// Whether labels that differ only in capital letters are one.
    pub fold_case: bool,
    /// Sessions that are learnt from.
    pub train: RangeInclusive<u32>,
    /// Sessions that are tested with; without, the table is too small and is cross-validated.
    pub test: Option<RangeInclusive<u32>>,
    /// Rows that a label needs.
    pub least_rows: usize,
}

/// Column of the text in every table.
const TEXT_COLUMN: &str = "text";
/// Column of the session in every table.
const SESSION_COLUMN: &str = "session";

/// The tasks whose models are shipped.
pub const RECIPES: [Recipe; 4] = [
    Recipe {
        task: "issues",
        label_column: "issue_themes",
        separator: Some('|'),
        fold_case: false,
        train: 1..=12,
        test: Some(13..=15),
        least_rows: 50,
    },
    Recipe {
        task: "action",
        label_column: "action",
        separator: None,
        fold_case: false,
        train: 1..=12,
        test: Some(13..=15),
        least_rows: 50,
    },
    Recipe {
        task: "groups",
        label_column: "persons",
        separator: Some('|'),
        fold_case: true,
        train: 20..=34,
        test: None,
        least_rows: 10,
    },
    Recipe {
        task: "sdg",
        label_column: "sdgs",
        separator: Some('|'),
        fold_case: false,
        train: 34..=34,
        test: None,
        least_rows: 10,
    },
];

impl Recipe {
    /// The recipe of a task, if it is shipped.
    pub fn of(task: &str) -> Option<&'static Self> {
        static ALL: [Recipe; 4] = RECIPES;
        ALL.iter().find(|recipe| recipe.task == task)
    }

    /// Which columns are read.
    pub fn columns(&self) -> Columns {
        Columns {
            text: TEXT_COLUMN.to_owned(),
            labels: self.label_column.to_owned(),
            session: Some(SESSION_COLUMN.to_owned()),
            separator: self.separator,
            fold_case: self.fold_case,
        }
    }

    /// How the model is trained.
    pub fn options(&self) -> TrainOptions {
        let options = TrainOptions { least_rows: self.least_rows, ..TrainOptions::default() };
        if self.task == "action" {
            return TrainOptions {
                choice: Choice::One,
                features: FeatureSet::Opening,
                cost: 0.5,
                cost_of_missing: 1.0,
                ratio_power: 0.0,
                ..options
            };
        }
        options
    }

    /// Splits the rows of the table; without sessions to test with, no row is a test.
    pub fn split(&self, rows: Vec<Row>) -> Split {
        let nothing = RangeInclusive::new(1, 0);
        let test = self.test.clone().unwrap_or(nothing);
        SessionSplit { train: self.train.clone(), test }.split(rows)
    }
}
