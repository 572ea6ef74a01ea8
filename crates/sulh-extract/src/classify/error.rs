//! What can go wrong: with a table, in training, with the bytes of a model.

/// Why a table gave no rows.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The table is not CSV in UTF-8.
    #[error("the table cannot be read")]
    Csv(#[from] csv::Error),
    /// A column that was asked for is not in the header.
    #[error("the table has no column {name:?}")]
    NoColumn {
        /// The name as it was asked for.
        name: String,
    },
}

/// Why there is no model.
#[derive(Debug, thiserror::Error, PartialEq)]
#[non_exhaustive]
pub enum TrainError {
    /// No row can be learnt from.
    #[error("there is no row to learn from")]
    NoRows,
    /// No label is frequent enough, or the only one stands on every row.
    #[error("no label stands on {least} rows or more and is missing on another")]
    NoLabels {
        /// Rows that a label needs.
        least: usize,
    },
    /// More labels or features than the format holds.
    #[error("{found} {what} are more than the {most} that a model holds")]
    TooMany {
        /// `labels` or `features`.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many fit.
        most: usize,
    },
    /// An option has no meaning.
    #[error("the option {name} cannot be {value}")]
    Option {
        /// The option.
        name: &'static str,
        /// What it was set to.
        value: f64,
    },
}

/// Why bytes are no model.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes do not begin as a model does.
    #[error("this is not a model of a classifier")]
    NotAModel,
    /// Written by another version.
    #[error("the model has format {found}, this program reads {known}")]
    Version {
        /// The format of the bytes.
        found: u32,
        /// The format that is read.
        known: u32,
    },
    /// The bytes are not those that were written.
    #[error("the model is damaged: its checksum differs")]
    Checksum,
    /// The content contradicts itself.
    #[error("the model is malformed: {what}")]
    Malformed {
        /// The part that does not fit.
        what: &'static str,
    },
}

impl TableError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Csv(_) => "table-unreadable",
            Self::NoColumn { .. } => "table-column-missing",
        }
    }
}

impl TrainError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRows => "train-no-rows",
            Self::NoLabels { .. } => "train-no-labels",
            Self::TooMany { .. } => "train-too-many",
            Self::Option { .. } => "train-option",
        }
    }
}

impl ModelError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAModel => "model-not-a-model",
            Self::Version { .. } => "model-version",
            Self::Checksum => "model-checksum",
            Self::Malformed { .. } => "model-malformed",
        }
    }
}
