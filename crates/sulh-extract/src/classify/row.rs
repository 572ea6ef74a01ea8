//! Labelled texts, and how they are read from a table. It opens no file.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::error::TableError;

/// A text and the labels that people gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The text.
    pub text: String,
    /// Its labels, each once, in the order of the table; may be empty.
    pub labels: Vec<String>,
    /// The session in which the text was made, if the table says.
    pub session: Option<u32>,
}

/// Which columns of a table are read, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Column of the text.
    pub text: String,
    /// Column of the labels.
    pub labels: String,
    /// Column of the session, if there is one.
    pub session: Option<String>,
    /// What stands between two labels; `None`: the cell is one label.
    pub separator: Option<char>,
    /// Whether labels that differ only in capital letters are one, written small.
    pub fold_case: bool,
}

/// Reads the rows of a table with a header, in order. Cost: O(bytes).
///
/// A cell without labels gives a row without labels; a session that is no number gives none.
///
/// # Errors
/// [`TableError::Csv`] where a record does not fit the header or is not UTF-8,
/// [`TableError::NoColumn`] where the header lacks a column that was asked for.
pub fn read_rows(bytes: &[u8], columns: &Columns) -> Result<Vec<Row>, TableError> {
    let mut reader = csv::Reader::from_reader(bytes);
    let places: BTreeMap<String, usize> =
        reader.headers()?.iter().map(str::to_owned).zip(0..).collect();
    let place = |name: &str| {
        places.get(name).copied().ok_or_else(|| TableError::NoColumn { name: name.to_owned() })
    };
    let (text, labels) = (place(&columns.text)?, place(&columns.labels)?);
    let session = columns.session.as_deref().map(place).transpose()?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        rows.push(Row {
            text: record.get(text).unwrap_or_default().to_owned(),
            labels: split_labels(record.get(labels).unwrap_or_default(), columns),
            session: session.and_then(|at| record.get(at)?.trim().parse().ok()),
        });
    }
    Ok(rows)
}

fn split_labels(cell: &str, columns: &Columns) -> Vec<String> {
    let parts = match columns.separator {
        Some(separator) => cell.split(separator).collect(),
        None => vec![cell],
    };
    let mut labels: Vec<String> = Vec::new();
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let label = if columns.fold_case { part.to_lowercase() } else { part.to_owned() };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// A text as it is compared with others: its words in small letters, with one space between.
///
/// A word is a run of letters, digits and `_`; two texts that differ only in signs are the same.
pub fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|letter: char| !super::word::is_inner(letter)) {
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&word.to_lowercase());
        }
    }
    out
}

/// SHA-256 of bytes, in small hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// SHA-256 of rows: texts and labels, in order.
pub(crate) fn sha256_of_rows(rows: &[Row]) -> String {
    let mut bytes = Vec::new();
    for row in rows {
        for part in std::iter::once(&row.text).chain(&row.labels) {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes.extend_from_slice(&u64::MAX.to_le_bytes());
    }
    sha256_hex(&bytes)
}
