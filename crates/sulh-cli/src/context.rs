//! What a command works with: the engine, who asks, two streams, and where it stands.
//!
//! It must not know whether the command runs in its own process or beside a server.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sulh_engine::{CancelFlag, Engine, Identity};

use crate::arguments::Format;
use crate::error::CliError;
use crate::style::Style;

/// Where the input of a command is.
#[derive(Debug)]
pub(crate) enum Input {
    /// The process has it.
    Own,
    /// It came with the command.
    Sent(Vec<u8>),
}

/// What surrounds a command, apart from engine and streams.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// Where relative paths start.
    pub(crate) cwd: PathBuf,
    /// The arguments, without the program's name.
    pub(crate) args: Vec<String>,
    /// Standard input.
    pub(crate) input: Input,
    /// Looks of standard output.
    pub(crate) style: Style,
    /// Whether somebody watches standard error, so that progress may be drawn there.
    pub(crate) watched: bool,
    /// The asked-for format.
    pub(crate) format: Option<Format>,
    /// The moment whose state is to be read, if it is not now.
    pub(crate) as_of: Option<String>,
    /// Raised when the one who asked went away.
    pub(crate) cancel: CancelFlag,
}

impl Surroundings {
    /// The asked-for format, which must be one of `known`; the first of them if none was asked for.
    pub(crate) fn format(&self, known: &[Format]) -> Result<Format, CliError> {
        let first = known.first().copied().unwrap_or(Format::Table);
        let wanted = self.format.unwrap_or(first);
        if known.contains(&wanted) {
            return Ok(wanted);
        }
        let names: Vec<&str> = known.iter().map(|format| format.name()).collect();
        Err(CliError::usage(
            format!("this cannot be written as {}", wanted.name()),
            format!("--format takes one of {} here", names.join(", ")),
        ))
    }
}

/// What a command works with.
pub(crate) struct Context<'a> {
    /// Answers.
    pub(crate) engine: Engine,
    /// Who asks.
    pub(crate) identity: Identity,
    /// Standard output.
    pub(crate) out: &'a mut (dyn Write + Send),
    /// Standard error.
    pub(crate) err: &'a mut (dyn Write + Send),
    /// The rest.
    pub(crate) around: Surroundings,
}

impl Context<'_> {
    /// A path as the one who asked meant it.
    pub(crate) fn resolve(&self, path: &Path) -> PathBuf {
        self.around.cwd.join(path)
    }

    /// All of standard input.
    pub(crate) fn stdin(&mut self) -> Result<Vec<u8>, CliError> {
        match std::mem::replace(&mut self.around.input, Input::Sent(Vec::new())) {
            Input::Sent(bytes) => Ok(bytes),
            Input::Own => read_stdin(),
        }
    }

    /// The asked-for format, as [`Surroundings::format`].
    pub(crate) fn format(&self, known: &[Format]) -> Result<Format, CliError> {
        self.around.format(known)
    }

    /// Writes a value as JSON, the shape that HTTP gives too.
    pub(crate) fn json<T: serde::Serialize>(&mut self, value: &T) -> Result<(), CliError> {
        // Through a buffer, so that an error of the stream stays one of the stream.
        let mut text = serde_json::to_vec_pretty(value)?;
        text.push(b'\n');
        self.out.write_all(&text)?;
        Ok(())
    }

    /// A note beside the answer, for people: on standard error.
    pub(crate) fn note(&mut self, text: &str) -> Result<(), CliError> {
        writeln!(self.err, "{text}").map_err(CliError::Output)
    }
}

/// All of this process's standard input.
pub(crate) fn read_stdin() -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|source| CliError::File {
        doing: "read",
        path: "standard input".into(),
        source,
    })?;
    Ok(bytes)
}
