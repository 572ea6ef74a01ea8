//! Tables as CSV for spreadsheets.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it;
//! such a cell gets an apostrophe in front. It must not be used for SPARQL results, whose CSV
//! is a standard of its own.

use std::io::Write;

use crate::error::CliError;

/// Writes a header and rows.
pub(crate) fn write<'a>(
    out: &mut dyn Write,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>> + 'a,
) -> Result<(), CliError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| safe(cell)))?;
    }
    let text = writer.into_inner().map_err(|error| CliError::Output(error.into_error()))?;
    out.write_all(&text)?;
    Ok(())
}

fn safe(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    #[test]
    fn a_formula_is_text() {
        let mut out = Vec::new();
        let row = vec!["=HYPERLINK(\"x\")".to_owned(), "@a".to_owned(), "a, b".to_owned()];
        super::write(&mut out, &["a", "b", "c"], [row]).unwrap();
        let expected = "a,b,c\n\"'=HYPERLINK(\"\"x\"\")\",'@a,\"a, b\"\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
