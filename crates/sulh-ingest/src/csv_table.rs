//! The rows of a CSV file (RFC 4180), read strictly and with the place of every field.
//!
//! The `csv` crate forgives an unterminated quote and keeps no columns, so a damaged file would be
//! read as other rows than it holds; this reader refuses instead. It knows nothing of any domain,
//! and after a fault it goes on at the next line, so that one bad row costs one row.
//! A test compares it with the `csv` crate on well-formed input.

use std::borrow::Cow;

use crate::{
    diagnostic::{Diagnostic, Severity},
    error::TableError,
};

/// A CSV file whose first row names its columns.
///
/// Cost of reading it whole: O(bytes); a field is copied only when it holds doubled quotes.
#[derive(Debug)]
pub(crate) struct CsvTable<'a> {
    file: &'a str,
    input: &'a [u8],
    at: usize,
    line: u64,
    header: Vec<String>,
}

/// One row; reused from row to row.
#[derive(Debug, Default)]
pub(crate) struct Record<'a> {
    /// The physical line on which the row starts, counted from 1.
    pub(crate) line: u64,
    start: usize,
    end: usize,
    fields: Vec<Cow<'a, str>>,
    starts: Vec<usize>,
}

impl Record<'_> {
    /// The text of a column, the empty text when there is none.
    pub(crate) fn get(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", Cow::as_ref)
    }

    /// All fields, in order.
    pub(crate) fn fields(&self) -> impl ExactSizeIterator<Item = &str> {
        self.fields.iter().map(Cow::as_ref)
    }

    /// The byte offset of the row in its file.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    fn clear(&mut self, line: u64, start: usize) {
        self.line = line;
        self.start = start;
        self.end = start;
        self.fields.clear();
        self.starts.clear();
    }
}

/// A row that cannot be read, with what remains of it.
#[derive(Debug)]
pub(crate) struct Malformed {
    pub(crate) diagnostic: Diagnostic,
    /// The line on which the row starts.
    pub(crate) line: u64,
    /// Its fields where they could be told apart, else its raw text as one field.
    pub(crate) fields: Vec<String>,
}

/// A fault at a byte offset, before its place is known.
struct Fault {
    at: usize,
    code: &'static str,
    message: Cow<'static, str>,
}

impl Fault {
    fn new(at: usize, code: &'static str, message: &'static str) -> Self {
        Self { at, code, message: Cow::Borrowed(message) }
    }
}

impl<'a> CsvTable<'a> {
    /// Reads the header of a file; a UTF-8 byte order mark before it is skipped.
    ///
    /// # Errors
    /// [`TableError::NoHeader`] if the file holds no row; [`TableError::Malformed`] if the header
    /// cannot be read.
    pub(crate) fn open(file: &'a str, input: &'a [u8]) -> Result<Self, TableError> {
        let at = if input.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut table = Self { file, input, at, line: 1, header: Vec::new() };
        let mut record = Record::default();
        match table.scan(&mut record) {
            Ok(true) => {
                table.header = record.fields().map(|name| name.trim().to_owned()).collect();
                Ok(table)
            }
            Ok(false) => Err(TableError::NoHeader { file: file.to_owned() }),
            Err(malformed) => Err(TableError::Malformed(malformed.diagnostic)),
        }
    }

    /// The names of the columns, trimmed.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The place of a column.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`], which lists what the file has;
    /// [`TableError::AmbiguousColumn`] if two columns carry the name.
    pub(crate) fn column(&self, name: &str) -> Result<usize, TableError> {
        let mut places = self.header.iter().enumerate().filter(|(_, found)| *found == name);
        match (places.next(), places.next()) {
            (Some((place, _)), None) => Ok(place),
            (Some(_), Some(_)) => Err(TableError::AmbiguousColumn {
                file: self.file.to_owned(),
                column: name.to_owned(),
            }),
            (None, _) => Err(TableError::MissingColumn {
                file: self.file.to_owned(),
                column: name.to_owned(),
                found: self.header.clone(),
            }),
        }
    }

    /// Reads the next row into `record`; `false` at the end of the file. Blank lines are skipped.
    ///
    /// After an error the next call goes on: behind the row if its fields could be told apart, else
    /// at the next physical line.
    ///
    /// # Errors
    /// [`Malformed`] for a row that breaks the quoting rules, holds NUL or invalid UTF-8, or has
    /// more or fewer fields than the header.
    pub(crate) fn read(&mut self, record: &mut Record<'a>) -> Result<bool, Box<Malformed>> {
        if !self.scan(record)? {
            return Ok(false);
        }
        let (expected, found) = (self.header.len(), record.fields.len());
        if expected == found {
            return Ok(true);
        }
        let at = record.starts.get(expected).copied().unwrap_or(record.end);
        let fault = Fault {
            at,
            code: "unequal-columns",
            message: Cow::Owned(format!(
                "expected {expected} columns as in the header, found {found}"
            )),
        };
        let fields = record.fields().map(str::to_owned).collect();
        Err(Box::new(self.malformed(record, &fault, fields)))
    }

    /// Reads the row that starts at a byte offset that [`Record::start`] gave.
    pub(crate) fn read_at(&self, start: usize, record: &mut Record<'a>) -> bool {
        let mut again =
            Self { file: self.file, input: self.input, at: start, line: 1, header: Vec::new() };
        again.scan(record).unwrap_or(false)
    }

    /// A remark about a column of a row.
    pub(crate) fn diagnostic(
        &self,
        record: &Record<'_>,
        column: usize,
        severity: Severity,
        code: &'static str,
        message: String,
    ) -> Diagnostic {
        let at = record.starts.get(column).copied().unwrap_or(record.start);
        let (line, column) = self.place(record.line, record.start, at);
        Diagnostic { file: self.file.to_owned(), line, column, severity, code, message }
    }

    fn scan(&mut self, record: &mut Record<'a>) -> Result<bool, Box<Malformed>> {
        self.skip_blank_lines();
        record.clear(self.line, self.at);
        if self.at >= self.input.len() {
            return Ok(false);
        }
        let (spans, next) = match self.split() {
            Ok(split) => split,
            Err(fault) => return Err(Box::new(self.give_up_line(record, &fault))),
        };
        record.end = spans.last().map_or(self.at, |span| span.end);
        let raw = self.input.get(self.at..next).unwrap_or_default();
        self.at = next;
        self.line += newlines(raw);
        if let Err(fault) = decode(raw, &spans, record) {
            let fields = vec![String::from_utf8_lossy(raw).trim_end().to_owned()];
            return Err(Box::new(self.malformed(record, &fault, fields)));
        }
        Ok(true)
    }

    fn skip_blank_lines(&mut self) {
        loop {
            match self.input.get(self.at..).unwrap_or_default() {
                [b'\n', ..] => self.at += 1,
                [b'\r', b'\n', ..] => self.at += 2,
                _ => return,
            }
            self.line += 1;
        }
    }

    /// The spans of the fields of the row at hand and the offset of the next row.
    fn split(&self) -> Result<(Vec<FieldSpan>, usize), Fault> {
        let mut spans = Vec::with_capacity(self.header.len().max(4));
        let mut at = self.at;
        loop {
            let span = field(self.input, at)?;
            at = span.end;
            spans.push(span);
            match self.input.get(at..).unwrap_or_default() {
                [b',', ..] => at += 1,
                [b'\n', ..] => return Ok((spans, at + 1)),
                [b'\r', b'\n', ..] => return Ok((spans, at + 2)),
                _ => return Ok((spans, self.input.len())),
            }
        }
    }

    /// Leaves the physical line on which the row starts and goes on at the next one.
    fn give_up_line(&mut self, record: &Record<'_>, fault: &Fault) -> Malformed {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        let raw = rest.get(..length).unwrap_or_default();
        self.at += length;
        self.line += 1;
        let fields = vec![String::from_utf8_lossy(raw).trim_end().to_owned()];
        self.malformed(record, fault, fields)
    }

    fn malformed(&self, record: &Record<'_>, fault: &Fault, fields: Vec<String>) -> Malformed {
        let (line, column) = self.place(record.line, record.start, fault.at);
        Malformed {
            diagnostic: Diagnostic {
                file: self.file.to_owned(),
                line,
                column,
                severity: Severity::Error,
                code: fault.code,
                message: fault.message.clone().into_owned(),
            },
            line: record.line,
            fields,
        }
    }

    /// Line and column of an offset in a row; cost O(row).
    fn place(&self, line: u64, row_start: usize, at: usize) -> (u64, u64) {
        let before = self.input.get(row_start..at).unwrap_or_default();
        let in_line = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(before, |newline| before.get(newline + 1..).unwrap_or_default());
        let column = in_line.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64 + 1;
        (line + newlines(before), column)
    }
}

/// Where a field lies: `start..end` with its quotes, and what is in them.
struct FieldSpan {
    start: usize,
    end: usize,
    quoted: bool,
    doubled: bool,
}

/// The field that starts at `start`, up to the separator behind it.
fn field(input: &[u8], start: usize) -> Result<FieldSpan, Fault> {
    let rest = input.get(start..).unwrap_or_default();
    match rest {
        [b'"', inside @ ..] => quoted_field(inside, start),
        _ => bare_field(rest, start),
    }
}

fn bare_field(rest: &[u8], start: usize) -> Result<FieldSpan, Fault> {
    let length = rest
        .iter()
        .position(|byte| matches!(byte, b',' | b'\n' | b'\r' | b'"'))
        .unwrap_or(rest.len());
    let end = start + length;
    match rest.get(length..).unwrap_or_default() {
        [b'"', ..] => Err(Fault::new(
            end,
            "stray-quote",
            "found a quote inside an unquoted field, expected the field in quotes with its own quotes doubled",
        )),
        behind @ [b'\r', ..] if !ends_field(behind) => Err(Fault::new(
            end,
            "bare-carriage-return",
            "found a carriage return without a line feed",
        )),
        _ => Ok(FieldSpan { start, end, quoted: false, doubled: false }),
    }
}

fn quoted_field(inside: &[u8], start: usize) -> Result<FieldSpan, Fault> {
    let mut at = 0;
    let mut doubled = false;
    loop {
        let rest = inside.get(at..).unwrap_or_default();
        let Some(quote) = rest.iter().position(|byte| *byte == b'"') else {
            return Err(Fault::new(
                start,
                "unterminated-quote",
                "found a quote that opens a field and is never closed, expected a closing quote",
            ));
        };
        at += quote + 1;
        let behind = inside.get(at..).unwrap_or_default();
        if let [b'"', ..] = behind {
            doubled = true;
            at += 1;
            continue;
        }
        let end = start + 1 + at;
        return if ends_field(behind) {
            Ok(FieldSpan { start, end, quoted: true, doubled })
        } else {
            Err(Fault::new(
                end,
                "text-after-quote",
                "found text behind a closing quote, expected a comma or the end of the line",
            ))
        };
    }
}

fn ends_field(behind: &[u8]) -> bool {
    matches!(behind, [] | [b',' | b'\n', ..] | [b'\r', b'\n', ..])
}

/// Fills `record` with the texts of the spans of one row, whose bytes are `raw`.
fn decode<'a>(raw: &'a [u8], spans: &[FieldSpan], record: &mut Record<'a>) -> Result<(), Fault> {
    if let Some(nul) = raw.iter().position(|byte| *byte == 0) {
        return Err(Fault::new(record.start + nul, "nul", "found a NUL byte, expected text"));
    }
    let text = std::str::from_utf8(raw).map_err(|error| {
        Fault::new(
            record.start + error.valid_up_to(),
            "invalid-utf-8",
            "found bytes that are not UTF-8, expected a file saved as UTF-8",
        )
    })?;
    for span in spans {
        let quotes = usize::from(span.quoted);
        let from = span.start - record.start + quotes;
        let to = span.end - record.start - quotes;
        let field = text.get(from..to).unwrap_or_default();
        record.starts.push(span.start);
        record.fields.push(if span.doubled {
            Cow::Owned(field.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(field)
        });
    }
    Ok(())
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.split(|byte| *byte == b'\n').skip(1).count() as u64
}

#[cfg(test)]
mod tests;
