//! Why a table could not be read or an import could not be made at all.
//!
//! A bad value in a good file is not here: it is a [`Diagnostic`] or a reject.

use crate::diagnostic::Diagnostic;

/// A CSV file, shipped or given, that cannot serve as the table it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The file holds no row, not even the names of its columns.
    #[error("{file} is empty, expected a first row with the names of the columns")]
    NoHeader {
        /// The file as the user named it.
        file: String,
    },
    /// A column that is needed is not there.
    #[error("{file} has no column {column:?}, it has {}", listed(found))]
    MissingColumn {
        /// The file as the user named it.
        file: String,
        /// The column that was looked for.
        column: String,
        /// The columns that the file has, in order.
        found: Vec<String>,
    },
    /// A column that is needed is there twice.
    #[error("{file} has more than one column {column:?}")]
    AmbiguousColumn {
        /// The file as the user named it.
        file: String,
        /// The name that occurs more than once.
        column: String,
    },
    /// A row breaks the rules of the format.
    #[error("{0}")]
    Malformed(Diagnostic),
    /// A row holds a value that the table does not allow.
    #[error("{0}")]
    Value(Diagnostic),
    /// A shipped table is not in this build.
    #[error("the shipped table {name:?} is not in this build")]
    NotShipped {
        /// The name of the table.
        name: String,
    },
}

impl TableError {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHeader { .. } => "no-header",
            Self::MissingColumn { .. } => "missing-column",
            Self::AmbiguousColumn { .. } => "ambiguous-column",
            Self::Malformed(diagnostic) | Self::Value(diagnostic) => diagnostic.code,
            Self::NotShipped { .. } => "not-shipped",
        }
    }
}

/// Why nothing of a file was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file itself: its columns, or in strict mode its first malformed row.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A mapping is not of the form `FIELD=COLUMN`.
    #[error("found the mapping {argument:?}, expected FIELD=COLUMN with one of the fields {known}")]
    MalformedMapping {
        /// What was given.
        argument: String,
        /// The fields that can be mapped.
        known: String,
    },
    /// A mapping names a field that the import does not have.
    #[error("found the field {field:?} in a mapping, expected one of {known}")]
    UnknownField {
        /// What was given.
        field: String,
        /// The fields that can be mapped.
        known: String,
    },
}

impl ImportError {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Table(error) => error.code(),
            Self::MalformedMapping { .. } => "malformed-mapping",
            Self::UnknownField { .. } => "unknown-field",
        }
    }

    /// The place in the file, where there is one.
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        match self {
            Self::Table(TableError::Malformed(diagnostic) | TableError::Value(diagnostic)) => {
                Some(diagnostic)
            }
            _ => None,
        }
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
