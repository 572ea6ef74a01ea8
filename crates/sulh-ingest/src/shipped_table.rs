//! The CSV files that the binary carries, by what they list.

use sulh_ontology::{CsvKind, Syntax, shipped};

use crate::error::TableError;

/// The name and the text of a shipped table.
///
/// # Errors
/// [`TableError::NotShipped`] if this build carries none of the kind.
pub(crate) fn shipped_table(kind: CsvKind) -> Result<(&'static str, &'static str), TableError> {
    shipped()
        .iter()
        .find(|file| file.syntax == Syntax::Csv(kind))
        .map(|file| (file.name, file.content))
        .ok_or_else(|| TableError::NotShipped { name: format!("{kind:?}") })
}
