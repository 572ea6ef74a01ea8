//! Rows that were not taken, each with its reason, and the file that hands them back.
//!
//! A reject is never dropped: it keeps its fields so that it can be mended and imported again.

use std::io;

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The physical line on which the row starts, counted from 1.
    pub line: u64,
    /// A stable word for programs, such as `unknown-issuer`.
    pub code: &'static str,
    /// Why it was not taken: a lowercase fragment with the value.
    pub reason: String,
    /// Its fields as they stand in the file; its raw text as one field where they could not be
    /// told apart.
    pub record: Vec<String>,
}

/// Why a row that could be read is not taken.
#[derive(Debug)]
pub(crate) struct Rejection {
    pub(crate) code: &'static str,
    pub(crate) reason: String,
}

impl Rejection {
    /// A field that must not be empty is.
    pub(crate) fn missing(code: &'static str, what: &str) -> Self {
        Self { code, reason: format!("missing {what}: the field is empty") }
    }

    /// An earlier row bears the identifier and says something else.
    pub(crate) fn repeated_id(id: &str, line: u64) -> Self {
        let reason = format!("the id {id:?} stands on line {line} already, with other content");
        Self { code: "repeated-id", reason }
    }
}

/// Writes rejects as CSV: `line,code,reason` and the columns of the file that they come from.
///
/// A row with fewer fields is filled with empty ones; what a row has too many goes, joined by
/// commas, into the last column.
///
/// # Errors
/// Those of `out`.
pub fn write_rejects(header: &[String], rejects: &[Reject], out: impl io::Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let names = header.iter().map(String::as_str);
    writer.write_record(["line", "code", "reason"].into_iter().chain(names))?;
    for reject in rejects {
        writer.write_field(reject.line.to_string())?;
        writer.write_field(reject.code)?;
        writer.write_field(&reject.reason)?;
        for column in 0..header.len() {
            let rest = reject.record.get(column..).unwrap_or_default();
            if column + 1 == header.len() {
                writer.write_field(rest.join(","))?;
            } else {
                writer.write_field(rest.first().map_or("", String::as_str))?;
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn writes_rows_of_one_width() {
        let reject = |record: &[&str]| Reject {
            line: 3,
            code: "c",
            reason: "why, so".to_owned(),
            record: record.iter().map(|&field| field.to_owned()).collect(),
        };
        let rejects = [reject(&["1"]), reject(&["1", "2"]), reject(&["1", "2", "3"])];
        let mut out = Vec::new();
        write_rejects(&["a".to_owned(), "b".to_owned()], &rejects, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "line,code,reason,a,b\n3,c,\"why, so\",1,\n3,c,\"why, so\",1,2\n3,c,\"why, so\",1,\"2,3\"\n"
        );
    }
}
