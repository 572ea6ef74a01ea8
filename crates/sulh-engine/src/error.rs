//! What a use case can end in, for people and for programs; nothing about screens or wires.

use crate::permission::Action;
use crate::role::Role;
use std::path::PathBuf;
use sulh_ingest::ImportError;
use sulh_store::{
    AsOfError, BackupError, CheckError, JournalError, LoadError, OpenError, PurgeError, QueryError,
    ReadError, Refusal, SourceError, WriteError,
};

/// The nature of an error, from which a surface makes its status or exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// What was asked for is not there.
    NotFound,
    /// What was given cannot be understood.
    BadInput,
    /// The requester is known and may not.
    Forbidden,
    /// The requester must say who it is.
    Unauthorized,
    /// It clashes with what is there.
    Conflict,
    /// It took more time, memory or text than is allowed.
    Limit,
    /// The machine: files, disks, another process.
    Environment,
    /// A fault of the program or damaged data.
    Internal,
}

/// Why a use case gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The store cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// No token, or one that is unknown or revoked.
    #[error("{reason}")]
    Unauthorized {
        /// What is missing or wrong.
        reason: &'static str,
    },
    /// The role does not reach.
    #[error("{name} may not {}: that needs the role {needed}", action.as_str())]
    Forbidden {
        /// What was tried.
        action: Action,
        /// The least role for it.
        needed: Role,
        /// Who tried.
        name: String,
    },
    /// A filter value names nothing that is known.
    #[error("unknown {field} {value:?}")]
    UnknownValue {
        /// The filter (`threat`, `country` …).
        field: &'static str,
        /// What was given.
        value: String,
        /// Known values that look like it, the nearest first.
        suggestions: Vec<String>,
    },
    /// A value is not of the form that is needed.
    #[error("{field} {value:?} is not {expected}")]
    InvalidValue {
        /// What it is for.
        field: &'static str,
        /// What was given.
        value: String,
        /// What would do.
        expected: &'static str,
    },
    /// There is no such thing.
    #[error("no {what} {value:?}")]
    NotFound {
        /// The kind of thing (`graph`, `token` …).
        what: &'static str,
        /// What was asked for.
        value: String,
    },
    /// It is there already.
    #[error("{what} {value:?} exists already")]
    Exists {
        /// The kind of thing.
        what: &'static str,
        /// Its name.
        value: String,
    },
    /// RDF that was sent cannot be read.
    #[error("{}{message}", line_and_column(*line, *column))]
    RdfSyntax {
        /// Line, from 1; 0 when it is not known.
        line: u64,
        /// Column in characters, from 1; 0 when it is not known.
        column: u64,
        /// What is wrong.
        message: String,
    },
    /// A SPARQL query or update.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A write was refused.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A bulk load was refused.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Reading stopped.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A past state that cannot be shown.
    #[error(transparent)]
    AsOf(#[from] AsOfError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The check itself could not run.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// Nothing was erased, or not all yet.
    #[error(transparent)]
    Purge(#[from] PurgeError),
    /// A backup could not be made, believed or restored.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A table could not be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A file that the engine reads or writes itself.
    #[error("failed to {doing} {path}")]
    File {
        /// `read` or `write`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The file of tokens is not what this program wrote.
    #[error("{path} is not a file of tokens: {message}")]
    TokenFile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The answer could not be written.
    #[error("failed to write the answer")]
    Output(#[from] std::io::Error),
    /// Data that the program carries cannot be read: a fault of the build.
    #[error("the shipped file {name} cannot be read: {message}")]
    Shipped {
        /// Its name.
        name: String,
        /// What is wrong.
        message: String,
    },
    /// Shapes that cannot be relied on.
    #[error("the shapes are ill-formed: {}", findings.join("; "))]
    Shapes {
        /// What is wrong, each as one line.
        findings: Vec<String>,
    },
    /// The text index cannot be used.
    #[error(transparent)]
    Text(#[from] sulh_text::TextError),
    /// The system gave no random bits.
    #[error("the system gave no random bits: {message}")]
    Random {
        /// What the system said.
        message: String,
    },
}

/// Codes of the store that are more than a fault of the machine.
fn kind_of(code: &str) -> ErrorKind {
    match code {
        "timeout" | "memory-limit" | "work-limit" | "cancelled" | "dictionary-full" => {
            ErrorKind::Limit
        }
        "query-too-complex"
        | "query-syntax"
        | "base-iri"
        | "query-unsupported"
        | "format"
        | "load-refused"
        | "unknown-language"
        | "not-a-moment"
        | "rdf-syntax"
        | "unknown-format"
        | "quad-too-long"
        | "triple-term-too-deep"
        | "commit-text-too-long"
        | crate::claim_rule::DERIVED_GRAPH
        | "backup-damaged"
        | "not-a-backup"
        | "backup-version"
        | "shape-violation"
        | crate::passage_rule::OTHER_WORDS => ErrorKind::BadInput,
        "no-such-graph" | "no-such-revision" | "nothing-to-erase" => ErrorKind::NotFound,
        "graph-exists" | "file-exists" | "directory-not-empty" | crate::erased_rule::ERASED => {
            ErrorKind::Conflict
        }
        "graph-closed" => ErrorKind::Forbidden,
        "file-damaged" | "journal-damaged" | "journal-lost-commits" | "internal" => {
            ErrorKind::Internal
        }
        _ => ErrorKind::Environment,
    }
}

impl EngineError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open(error) => error.code(),
            Self::Unauthorized { .. } => "unauthorized",
            Self::Forbidden { .. } => "forbidden",
            Self::UnknownValue { .. } => "unknown-value",
            Self::InvalidValue { .. } => "invalid-value",
            Self::NotFound { .. } => "not-found",
            Self::Exists { .. } => "exists",
            Self::RdfSyntax { .. } => "rdf-syntax",
            Self::Query(error) => error.code(),
            Self::Write(error) => error.code(),
            Self::Load(error) => error.code(),
            Self::Read(error) | Self::Check(CheckError::Read(error)) => error.code(),
            Self::AsOf(error) => error.code(),
            Self::Journal(error) => error.code(),
            Self::Check(CheckError::File(error)) => error.code(),
            Self::Check(_) => "check",
            Self::Backup(error) => error.code(),
            Self::Purge(error) => error.code(),
            Self::Import(error) => error.code(),
            Self::File { doing: "read", .. } => "file-unreadable",
            Self::File { .. } => "file-unwritable",
            Self::TokenFile { .. } => "token-file",
            Self::Output(_) => "output",
            Self::Shipped { .. } => "shipped",
            Self::Shapes { .. } => "ill-formed-shapes",
            Self::Text(error) => error.code(),
            Self::Random { .. } => "no-random",
        }
    }

    /// The nature of the case.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Unauthorized { .. } => ErrorKind::Unauthorized,
            Self::Forbidden { .. } => ErrorKind::Forbidden,
            Self::UnknownValue { .. }
            | Self::InvalidValue { .. }
            | Self::RdfSyntax { .. }
            | Self::Shapes { .. }
            | Self::Import(_) => ErrorKind::BadInput,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Exists { .. } => ErrorKind::Conflict,
            // A file that the user names and that is not there is the user's input.
            Self::File { doing: "read", source, .. }
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                ErrorKind::BadInput
            }
            Self::Backup(BackupError::Io { doing: "read", source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                ErrorKind::BadInput
            }
            Self::Load(LoadError::Source(SourceError::Read { source, .. }))
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                ErrorKind::BadInput
            }
            Self::File { .. } | Self::TokenFile { .. } | Self::Output(_) | Self::Random { .. } => {
                ErrorKind::Environment
            }
            Self::Shipped { .. } => ErrorKind::Internal,
            _ => kind_of(self.code()),
        }
    }

    /// What the reader may do about it, in a sentence; `None` where the message says it all.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownValue { suggestions, .. } if !suggestions.is_empty() => {
                Some(format!("did you mean {}?", listed(suggestions)))
            }
            Self::UnknownValue { field, .. } => Some(match *field {
                "threat" | "under" => "`sulh threats` lists the threats".to_owned(),
                "country" => "`sulh countries` lists the countries with their codes".to_owned(),
                "issuer" | "addressee" => "`sulh actors` lists the bodies".to_owned(),
                _ => format!("a list without this filter shows each {field} that occurs among its facets"),
            }),
            Self::Unauthorized { .. } => {
                Some("make a token with `sulh token create NAME --role editor` and send it as a bearer token".to_owned())
            }
            Self::Forbidden { needed, .. } => Some(format!("ask an administrator for a token of the role {needed}")),
            Self::InvalidValue { field: "cursor", .. } => {
                Some("leave the cursor out to start from the beginning".to_owned())
            }
            Self::NotFound { what: "token", .. } => Some("`sulh token list` shows the tokens".to_owned()),
            Self::NotFound { what: "graph", .. } => Some("`sulh stats` lists the graphs".to_owned()),
            Self::Exists { what: "token", .. } => {
                Some("revoke it first with `sulh token revoke`, or choose another name".to_owned())
            }
            Self::Open(_) if self.holder_pid().is_some() => {
                Some("stop that process, or let the command ask the running server".to_owned())
            }
            _ => self.hint_by_code(),
        }
    }

    /// Why a rule of commits refused, when that is the reason.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Write(WriteError::Refused(refusal))
            | Self::Load(LoadError::Write(WriteError::Refused(refusal))) => Some(refusal),
            _ => None,
        }
    }

    fn hint_by_code(&self) -> Option<String> {
        let hint = match self.code() {
            "no-such-revision" => "`sulh history` lists the revisions",
            "timeout" | "memory-limit" => "narrow the query, or add a LIMIT",
            "rdf-syntax" if matches!(self, Self::Load(_)) => {
                "with --keep-going, `sulh load` keeps the good part and lists the rest"
            }
            "query-too-complex" => "make it shorter, or ask in several parts",
            "disk-full" | "storage-full" => "make room on the disk and try again; nothing was lost",
            "file-damaged" | "journal-damaged" => "`sulh check --deep` says what is damaged",
            "unterminated-quote" | "field-count" => {
                "with --keep-going the good rows are imported and the others listed"
            }
            "backup-damaged" => "take another backup; this one cannot be trusted in any part",
            "file-exists" => "choose another name: backups are not written over",
            "directory-not-empty" => "choose another --data-dir: nothing is written over",
            "missing-column" => "name the column with --map FIELD=COLUMN",
            _ => return None,
        };
        Some(hint.to_owned())
    }

    /// The process that owns the data directory, when that is why it does not open.
    pub fn holder_pid(&self) -> Option<u32> {
        match self {
            Self::Open(error) => error.owner(),
            _ => None,
        }
    }
}

fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
/// A place as far as it is known; 0 is not.
fn line_and_column(line: u64, column: u64) -> String {
    match (line, column) {
        (0, _) => String::new(),
        (_, 0) => format!("line {line}: "),
        _ => format!("line {line}, column {column}: "),
    }
}
