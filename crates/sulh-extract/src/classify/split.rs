//! Rows to learn from and rows to test with, by session.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::row::{Row, normalised};

/// Which sessions are learnt from and which are tested with.
///
/// Texts are repeated from session to session; a text that occurs in training is no test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSplit {
    /// Sessions that are learnt from.
    pub train: RangeInclusive<u32>,
    /// Sessions that are tested with.
    pub test: RangeInclusive<u32>,
}

/// Rows in two parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// Rows to learn from, in the order of the table.
    pub train: Vec<Row>,
    /// Rows to test with, in the order of the table.
    pub test: Vec<Row>,
    /// Rows of the sessions of the test whose text occurs in training: left out.
    pub repeated: usize,
    /// Rows of neither part: other sessions, or none.
    pub outside: usize,
}

impl SessionSplit {
    /// Splits rows; texts are compared as [`normalised`]. Cost: O(bytes).
    pub fn split(&self, rows: Vec<Row>) -> Split {
        let mut split = Split::default();
        let mut later = Vec::new();
        for row in rows {
            match row.session {
                Some(session) if self.train.contains(&session) => split.train.push(row),
                Some(session) if self.test.contains(&session) => later.push(row),
                _ => split.outside += 1,
            }
        }
        let known: HashSet<String> = split.train.iter().map(|row| normalised(&row.text)).collect();
        let tested = later.len();
        split.test = later;
        split.test.retain(|row| !known.contains(&normalised(&row.text)));
        split.repeated = tested - split.test.len();
        split
    }
}
