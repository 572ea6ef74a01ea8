//! Remarks on rows that were taken: one for each value, at its first place, with its number.

use rustc_hash::FxHashMap;

use crate::{
    csv_table::{CsvTable, Record},
    diagnostic::{Diagnostic, Severity},
};

/// Collects remarks.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    remarks: Vec<(Diagnostic, u64)>,
    by_value: FxHashMap<(&'static str, String), usize>,
}

impl Remarks {
    /// Notes that a value of a row gave rise to a remark.
    pub(super) fn add(
        &mut self,
        table: &CsvTable<'_>,
        record: &Record<'_>,
        column: usize,
        code: &'static str,
        value: &str,
    ) {
        let known = self.by_value.get(&(code, value.to_owned()));
        if let Some((_, count)) = known.and_then(|index| self.remarks.get_mut(*index)) {
            *count += 1;
            return;
        }
        let message = message(code, value);
        let diagnostic = table.diagnostic(record, column, Severity::Warning, code, message);
        self.by_value.insert((code, value.to_owned()), self.remarks.len());
        self.remarks.push((diagnostic, 1));
    }

    /// All remarks, in the order of their first places.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let with_count = |(mut diagnostic, count): (Diagnostic, u64)| {
            if count > 1 {
                diagnostic.message = format!("{} ({count} rows)", diagnostic.message);
            }
            diagnostic
        };
        let mut diagnostics = self.remarks.into_iter().map(with_count).collect::<Vec<_>>();
        diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
        diagnostics
    }
}

fn message(code: &str, value: &str) -> String {
    match code {
        "unknown-issue" => {
            format!(
                "found the issue {value:?}, which the mapping lacks; it became a theme of that name"
            )
        }
        "unknown-response" => {
            format!(
                "found the response {value:?}, expected Accepted, Supported, Noted or nothing; its status is unknown"
            )
        }
        "unknown-action" => {
            format!(
                "found the action {value:?}, expected one that begins with a digit from 1 to 5; it was left out"
            )
        }
        "unknown-session" => {
            format!("found the session {value:?}, for which the table of sessions has no dates")
        }
        "no-session" => "found no session, expected its number".to_owned(),
        "repeated-row" => format!("found the row {value:?} once more, word for word"),
        _ => format!("found {value:?}"),
    }
}
