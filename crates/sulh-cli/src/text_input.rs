//! SPARQL from the command line, a file or standard input, and where in it an error lies.
//!
//! It must not understand SPARQL: it reads text and shows places in it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use sulh_engine::{AdmissionError, EngineError, QueryError};

use crate::context::Context;
use crate::error::CliError;
use crate::style::{Style, shortened};

/// The place of a text argument.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct TextInput {
    /// The text itself; `-` reads standard input
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// A file with the text
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
}

impl TextInput {
    /// Whether it stands on standard input.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.text.as_deref() == Some("-")
    }

    /// Reads the text.
    ///
    /// # Errors
    /// [`CliError::File`] if it cannot be read, [`CliError::Text`] if it is not UTF-8.
    pub(crate) fn read(&self, ctx: &mut Context<'_>) -> Result<Text, CliError> {
        if let Some(file) = &self.file {
            let path = ctx.resolve(file);
            let bytes = std::fs::read(&path).map_err(|source| CliError::File {
                doing: "read",
                path: path.clone(),
                source,
            })?;
            return Text::decode(file.display().to_string(), bytes);
        }
        if self.reads_stdin() {
            return Text::decode("standard input".to_owned(), ctx.stdin()?);
        }
        let text = self.text.clone().unwrap_or_default();
        Ok(Text { name: "the command line".to_owned(), text })
    }
}

/// A text and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// A file's name, `standard input` or `the command line`.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
}

impl Text {
    fn decode(name: String, bytes: Vec<u8>) -> Result<Self, CliError> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { name, text }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let good = bytes.get(..at).unwrap_or_default();
                let byte = bytes.get(at).copied().unwrap_or_default();
                let good = String::from_utf8_lossy(good);
                let line = good.matches('\n').count() + 1;
                let column = good.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                let message = format!("byte 0x{byte:02X} is not UTF-8");
                let excerpt = Excerpt { name, line, column, message, source: None };
                Err(CliError::Text { excerpt })
            }
        }
    }

    /// The place that an error of syntax names; nothing for other errors.
    pub(crate) fn excerpt(&self, error: &EngineError) -> Option<Excerpt> {
        let EngineError::Query(error) = error else { return None };
        let (line, column, message) = match error {
            QueryError::Syntax { line, column, message } => (*line, *column, message.clone()),
            QueryError::Admission(AdmissionError::Exceeded {
                limit,
                found,
                allowed,
                line,
                column,
            }) => (
                *line,
                *column,
                format!("too many {limit}: {found}, at most {allowed} are admitted"),
            ),
            QueryError::Admission(AdmissionError::Malformed { reason, line, column }) => {
                (*line, *column, (*reason).to_owned())
            }
            _ => return None,
        };
        let source = line.checked_sub(1).and_then(|at| self.text.lines().nth(at));
        Some(Excerpt {
            name: self.name.clone(),
            line,
            column,
            message,
            source: source.map(str::to_owned),
        })
    }
}

/// A place in a text that cannot be read.
#[derive(Clone, Debug)]
pub(crate) struct Excerpt {
    name: String,
    line: usize,
    column: usize,
    message: String,
    source: Option<String>,
}

/// Longest part of a line that is shown, and how much of it stands before the place.
const SHOWN: (usize, usize) = (100, 60);

impl Excerpt {
    /// `FILE:LINE:COLUMN: what is wrong`.
    pub(crate) fn headline(&self) -> String {
        let message = self.message.trim_end();
        if self.line == 0 {
            return format!("{}: {message}", self.name);
        }
        format!("{}:{}:{}: {message}", self.name, self.line, self.column)
    }

    /// What may help.
    pub(crate) fn hint(&self) -> Option<String> {
        let undeclared = self.message.to_ascii_lowercase().contains("prefix");
        undeclared.then(|| "a prefix is declared first: PREFIX name: <IRI>".to_owned())
    }

    /// Shows the line with a caret under the place.
    pub(crate) fn show(&self, err: &mut dyn Write, style: Style) -> io::Result<()> {
        let Some(source) = &self.source else { return Ok(()) };
        let before = self.column.saturating_sub(1);
        let skipped = before.saturating_sub(SHOWN.1);
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        let line: String = source.chars().map(plain).skip(skipped).take(SHOWN.0).collect();
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        writeln!(err, " {gutter} |")?;
        writeln!(err, " {number} | {}", line.trim_end())?;
        let caret = format!("{}^", " ".repeat(before - skipped));
        writeln!(err, " {gutter} | {}", style.alarm(&caret))
    }
}

/// The first words of a text, to remember a commit by.
pub(crate) fn first_words(text: &str) -> String {
    shortened(text, 72)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{Excerpt, Text};
    use crate::style::Style;

    fn shown(excerpt: &Excerpt) -> String {
        let mut out = Vec::new();
        excerpt.show(&mut out, Style::plain(80)).unwrap();
        format!("{}\n{}", excerpt.headline(), String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        let excerpt = Excerpt {
            name: "q.rq".to_owned(),
            line: 12,
            column: 8,
            message: "expected WHERE".to_owned(),
            source: Some("ASK {\tčšž oops".to_owned()),
        };
        let expected = "q.rq:12:8: expected WHERE\n    |\n 12 | ASK { čšž oops\n    |        ^\n";
        assert_eq!(shown(&excerpt), expected);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let source = format!("{}!{}", "a".repeat(500), "b".repeat(500));
        let excerpt = Excerpt {
            name: "q".to_owned(),
            line: 1,
            column: 501,
            message: String::new(),
            source: Some(source),
        };
        let text = shown(&excerpt);
        let lines: Vec<&str> = text.lines().collect();
        let at = lines.get(3).unwrap().find('^').unwrap();
        assert_eq!(lines.get(2).unwrap().as_bytes().get(at), Some(&b'!'));
        assert!(text.lines().all(|line| line.chars().count() < 120));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_placed() {
        let error = Text::decode("u.rq".to_owned(), b"ASK\n {\xC5\xBE \xFF}".to_vec()).unwrap_err();
        assert_eq!(error.to_string(), "u.rq:2:5: byte 0xFF is not UTF-8");
    }
}
