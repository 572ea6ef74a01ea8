//! What a command can end in, how it is said, and which exit code it is.
//!
//! It must not decide what went wrong: errors come with their cause and their code.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use sulh_engine::{EngineError, ErrorKind};

use crate::delegation::DelegationError;
use crate::style::Style;
use crate::text_input::{Excerpt, Text};

/// Findings of a refusal that are listed.
const SHOWN_DETAILS: usize = 20;

/// How the process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// The answer is no, where that was the question.
    No,
    /// The command was written wrongly.
    Usage,
    /// What was given cannot be understood.
    Input,
    /// The machine: files, disks, another process; or a fault of the program.
    Environment,
}

impl Exit {
    /// The number that the shell sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::Usage => 2,
            Self::Input => 3,
            Self::Environment => 4,
        }
    }

    /// The end that a server's number stands for.
    pub(crate) fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Done,
            1 => Self::No,
            2 => Self::Usage,
            3 => Self::Input,
            _ => Self::Environment,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The arguments do not fit together.
    #[error("{message}")]
    Usage { message: String, hint: String },
    /// A text that was given cannot be read at a known place.
    #[error("{}", excerpt.headline())]
    Text { excerpt: Excerpt },
    /// A file that was named cannot be read or written.
    #[error("failed to {doing} {path}")]
    File {
        doing: &'static str,
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// Nothing has this name.
    #[error("nothing is called {thing:?}")]
    Unknown { thing: String },
    /// The system refused something else.
    #[error("failed to {doing}")]
    Environment {
        doing: &'static str,
        #[source]
        source: io::Error,
    },
    /// The program itself is wrong.
    #[error("a fault of the program: {message}")]
    Fault { message: String },
    /// The data directory belongs to a process that does not answer commands.
    #[error("{path} belongs to the running process {pid}", path = path.display())]
    Held { path: PathBuf, pid: u32, hint: &'static str },
    /// The running server was started differently.
    #[error("{message}")]
    OtherServer { message: String, hint: String },
    /// The running server did not answer.
    #[error(transparent)]
    Delegation(#[from] DelegationError),
    /// The server may not be reachable from elsewhere, or not at this address.
    #[error("{message}")]
    Address {
        message: String,
        hint: String,
        #[source]
        source: Option<io::Error>,
    },
    /// The answer could not be written.
    #[error("failed to write the answer")]
    Output(#[source] io::Error),
    /// The answer could not be written as a table of a kind.
    #[error("failed to write the answer as CSV")]
    Csv(#[from] csv::Error),
    /// The answer could not be written as JSON.
    #[error("failed to write the answer as JSON")]
    Json(#[from] serde_json::Error),
    /// The use case gave no answer.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl CliError {
    /// Arguments that do not fit together, with what would.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: hint.into() }
    }

    /// Puts the place in the text that was given to an error of its syntax.
    pub(crate) fn in_text(error: EngineError, text: &Text) -> Self {
        match text.excerpt(&error) {
            Some(excerpt) => Self::Text { excerpt },
            None => Self::Engine(error),
        }
    }

    /// Which exit code it is.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } => Exit::Usage,
            Self::Text { .. } | Self::Unknown { .. } => Exit::Input,
            Self::File { doing: "read", source, .. }
                if source.kind() == io::ErrorKind::NotFound =>
            {
                Exit::Input
            }
            Self::Engine(error) => match error.kind() {
                ErrorKind::BadInput | ErrorKind::NotFound | ErrorKind::Conflict => Exit::Input,
                _ => Exit::Environment,
            },
            _ => Exit::Environment,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Usage { hint, .. }
            | Self::OtherServer { hint, .. }
            | Self::Address { hint, .. } => Some(hint.clone()),
            Self::Held { hint, .. } => Some((*hint).to_owned()),
            Self::Text { excerpt } => excerpt.hint(),
            Self::Fault { .. } => {
                Some("please report it; SULH_LOG=debug shows the place".to_owned())
            }
            Self::Unknown { .. } => {
                Some("give the IRI or kind/slug, as `threat/human-trafficking`".to_owned())
            }
            Self::Delegation(DelegationError::BrokenOff { .. }) => {
                Some("see the server's own messages, and whether it runs".to_owned())
            }
            Self::Engine(error) => error.hint(),
            _ => None,
        }
    }

    /// Says it: `error: …`, what caused it, and a `hint: …`.
    pub(crate) fn say(&self, err: &mut dyn Write, style: Style) -> io::Result<()> {
        let headline = self.to_string();
        writeln!(err, "{} {headline}", style.alarm("error:"))?;
        if let Self::Text { excerpt } = self {
            excerpt.show(err, style)?;
        }
        if let Self::Engine(error) = self
            && let Some(refusal) = error.refusal()
        {
            // The first stands in the headline already, with the number of all.
            for line in refusal.details.iter().take(SHOWN_DETAILS).skip(1) {
                writeln!(err, "  {line}")?;
            }
        }
        let mut said = headline;
        let mut cause = self.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !said.contains(&text) {
                writeln!(err, "  because: {text}")?;
            }
            said = text;
            cause = error.source();
        }
        match self.hint() {
            Some(hint) if !hint.is_empty() => writeln!(err, "{} {hint}", style.advice("hint:")),
            _ => Ok(()),
        }
    }
}
