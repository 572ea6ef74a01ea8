//! The parent's side of parsing: starts the child, hears its answer, judges its end.
//!
//! It must not believe the child: what it says is checked in `answer.rs`.

use crate::worker::Worker;
use crate::worker::answer::{Answer, AnswerReader, Fault};
use crate::worker::child::PARSE_DOCUMENT;
use crate::worker::crash::Crash;
use crate::worker::error::WorkerError;
use crate::worker::limits::WorkerLimits;
use crate::worker::process::{Heard, Process};
use crate::worker::resource;
use crate::worker::task::{self, ParseTask};
use crate::{Document, DocumentError};
use rustix::process::Signal;
use std::fs::File;
use std::io;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What a worker gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The document; it keeps the promises of its type.
    pub document: Document,
    /// What its reader should know about how it was parsed, in words: that this machine has no
    /// filter of system calls. It is not about the document.
    pub notices: Vec<String>,
    /// From the start of the child to its answer.
    pub elapsed: Duration,
}

/// What a child said that is no error.
struct Told {
    answer: Answer,
    notices: Vec<String>,
    elapsed: Duration,
}

impl Worker {
    /// Parses a document in a child of its own and waits for it.
    ///
    /// `file` is read from its beginning if it is a file, else (a pipe) to its end; it may be shared
    /// with other calls. `name` is what the file is called, for kinds of file that do not tell
    /// themselves. When `cancel` becomes true, the child is ended within some milliseconds.
    /// Blocks the calling thread, on which the child's life depends.
    ///
    /// Cost: a process, 3 to 10 ms, and what the parser needs.
    ///
    /// # Errors
    /// Each of [`WorkerError`] but [`WorkerError::ToolFailed`].
    pub fn parse(
        &self,
        file: &File,
        name: Option<&str>,
        cancel: &AtomicBool,
    ) -> Result<Parsed, WorkerError> {
        let told = self.ask(file, name, None, cancel)?;
        match told.answer {
            Answer::Document(document) => {
                Ok(Parsed { document, notices: told.notices, elapsed: told.elapsed })
            }
            _ => Err(WorkerError::Garbled { reason: "it is no document".to_owned() }),
        }
    }

    /// The picture of a page of a document, from 1, as PGM, made in a child of its own; none if
    /// there is no picture on it.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub(super) fn page_picture(
        &self,
        file: &File,
        page: u32,
        cancel: &AtomicBool,
    ) -> Result<Option<Vec<u8>>, WorkerError> {
        match self.ask(file, None, Some(page), cancel)?.answer {
            Answer::Picture(picture) => Ok(picture),
            _ => Err(WorkerError::Garbled { reason: "it is no picture".to_owned() }),
        }
    }

    /// Asks a child for the document in the file, or the picture of one of its pages.
    fn ask(
        &self,
        file: &File,
        name: Option<&str>,
        page: Option<u32>,
        cancel: &AtomicBool,
    ) -> Result<Told, WorkerError> {
        let limits = &self.limits;
        let file_data = file.metadata().map_err(WorkerError::Spawn)?;
        if file_data.is_file() && file_data.len() > limits.document {
            return Err(DocumentError::TooLarge { what: "bytes", limit: limits.document }.into());
        }
        let mut command = self.parse_command(file, name, page).map_err(WorkerError::Spawn)?;
        let mut process = Process::start(&mut command, limits.time, limits.output)?;
        let mut reader = AnswerReader::new(limits.output);
        let (child, mut pages, mut answer) = (process.id(), 0, None);
        let end = process.follow(cancel, &mut |bytes| {
            answer = reader.push(bytes).map_err(|fault| unread(fault, limits))?;
            if answer.is_some() {
                return Ok(Heard::Enough);
            }
            if reader.pages <= pages {
                return Ok(Heard::More);
            }
            pages = reader.pages;
            resource::allow_processor(child, limits, pages);
            Ok(Heard::Allow(limits.time_for(pages)))
        })?;
        let elapsed = process.elapsed();
        match (answer, end.map(Crash::of)) {
            (Some(Answer::Error(error)), _) => Err(error.into()),
            (Some(Answer::Refusal(reason)), _) => Err(WorkerError::Spawn(io::Error::other(reason))),
            (Some(Answer::Panic(message)), _) => {
                Err(WorkerError::Crashed { how: Crash::Panic(message), stderr: process.words() })
            }
            (Some(answer), _) => Ok(Told { answer, notices: reader.notices, elapsed }),
            (None, Some(how)) => Err(silent(how, &process, limits)),
            (None, None) => Err(WorkerError::Garbled { reason: "there is none".to_owned() }),
        }
    }

    fn parse_command(
        &self,
        file: &File,
        name: Option<&str>,
        page: Option<u32>,
    ) -> io::Result<Command> {
        let mut command = Command::new(&self.program);
        let task = ParseTask {
            parent: std::process::id(),
            name: name.map(last_part),
            page,
            limits: self.limits.clone(),
        };
        task::give(&mut command, &task)?;
        command.arg(PARSE_DOCUMENT).current_dir("/").stdin(Stdio::from(file.try_clone()?));
        Ok(command)
    }
}

/// The end of a name, which tells the kind of file; the system takes no environment of any length.
fn last_part(name: &str) -> String {
    let from = name.len().saturating_sub(1024);
    let from = (from..=name.len()).find(|&at| name.is_char_boundary(at)).unwrap_or_default();
    name.get(from..).unwrap_or_default().to_owned()
}

fn unread(fault: Fault, limits: &WorkerLimits) -> WorkerError {
    match fault {
        Fault::TooMuch => WorkerError::TooMuchOutput { limit: limits.output },
        Fault::Garbled(reason) => WorkerError::Garbled { reason },
    }
}

/// Why a child ended without an answer.
fn silent(how: Crash, process: &Process, limits: &WorkerLimits) -> WorkerError {
    let stderr = process.words();
    match how {
        Crash::Signal(signal) if signal == Signal::XCPU.as_raw() => process.timed_out(),
        // What the standard library says before it gives up.
        Crash::Signal(signal)
            if signal == Signal::ABORT.as_raw() && stderr.contains("memory allocation of") =>
        {
            WorkerError::OutOfMemory { limit: limits.memory }
        }
        how => WorkerError::Crashed { how, stderr },
    }
}

#[cfg(test)]
mod tests {
    use super::last_part;

    #[test]
    fn a_long_name_keeps_its_end() {
        let long = format!("{}ć.docx", "ж".repeat(5000));
        let kept = last_part(&long);
        assert!(kept.ends_with("жć.docx") && kept.len() <= 1024, "{}", kept.len());
        assert_eq!(last_part("a.md"), "a.md");
    }
}
