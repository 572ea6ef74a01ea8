//! The rows of a reference table: chosen columns, trimmed, every fault fatal.
//!
//! Reference tables decide what data means, so nothing in them is skipped.

use crate::{
    csv_table::{CsvTable, Record},
    diagnostic::Severity,
    error::TableError,
    partial_date::PartialDate,
};

/// The rows of a table of which `N` columns are wanted.
#[derive(Debug)]
pub(crate) struct ReferenceRows<'a, const N: usize> {
    table: CsvTable<'a>,
    columns: [usize; N],
    record: Record<'a>,
}

impl<'a, const N: usize> ReferenceRows<'a, N> {
    /// Finds the columns; others may be there.
    ///
    /// # Errors
    /// As [`CsvTable::open`] and [`CsvTable::column`].
    pub(crate) fn open(
        file: &'a str,
        input: &'a [u8],
        names: [&str; N],
    ) -> Result<Self, TableError> {
        let table = CsvTable::open(file, input)?;
        let mut columns = [0; N];
        for (column, name) in columns.iter_mut().zip(names) {
            *column = table.column(name)?;
        }
        Ok(Self { table, columns, record: Record::default() })
    }

    /// Goes to the next row; `false` at the end.
    ///
    /// # Errors
    /// [`TableError::Malformed`] for a row that cannot be read.
    pub(crate) fn advance(&mut self) -> Result<bool, TableError> {
        self.table
            .read(&mut self.record)
            .map_err(|malformed| TableError::Malformed(malformed.diagnostic))
    }

    /// The wanted columns of the row at hand, in the order of their names.
    pub(crate) fn fields(&self) -> [&str; N] {
        self.columns.map(|column| self.record.get(column).trim())
    }

    /// The date in a wanted column; `None` if it is empty.
    ///
    /// # Errors
    /// [`TableError::Value`] if the text is no date.
    pub(crate) fn date(&self, field: usize) -> Result<Option<PartialDate>, TableError> {
        let text = self.fields().get(field).copied().unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let message = || format!("found {text:?}, expected a date as YYYY, YYYY-MM or YYYY-MM-DD");
        PartialDate::parse(text)
            .map(Some)
            .ok_or_else(|| self.fault(field, "invalid-date", message()))
    }

    /// An error about a wanted column of the row at hand.
    pub(crate) fn fault(&self, field: usize, code: &'static str, message: String) -> TableError {
        let column = self.columns.get(field).copied().unwrap_or_default();
        TableError::Value(self.table.diagnostic(
            &self.record,
            column,
            Severity::Error,
            code,
            message,
        ))
    }
}
