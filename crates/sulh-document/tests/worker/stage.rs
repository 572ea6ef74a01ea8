//! The two stages on which a document is parsed: in a worker, and unguarded as the control.

use crate::parsers;
use std::fs::File;
use std::io::{Seek, Write};
use std::process::{Command, ExitCode};
use std::sync::atomic::AtomicBool;
use sulh_document::worker::{Input, Parsed, Worker, WorkerError, WorkerLimits};

/// Never set.
pub(crate) static GO_ON: AtomicBool = AtomicBool::new(false);

pub(crate) fn worker(limits: WorkerLimits) -> Worker {
    Worker::new(std::env::current_exe().unwrap(), limits)
}

/// A file with these words; open for reading and writing, and at its end.
pub(crate) fn file(words: &str) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(words.as_bytes()).unwrap();
    file
}

/// Parses the words in a worker.
pub(crate) fn guarded_under(limits: WorkerLimits, words: &str) -> Result<Parsed, WorkerError> {
    worker(limits).parse(&file(words), Some("attack.txt"), &GO_ON)
}

pub(crate) fn guarded(words: &str) -> Result<Parsed, WorkerError> {
    guarded_under(WorkerLimits::default(), words)
}

/// The text that the document gives in a worker.
pub(crate) fn said(words: &str) -> String {
    guarded(words).unwrap().document.text.trim_end().to_owned()
}

/// What the same parser says in a process of its own without any guard; none if it has no end.
pub(crate) fn unguarded(words: &str) -> Option<String> {
    let mut input = file(words);
    input.rewind().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.args(["control", words]).stdin(input).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    output.status.success().then_some(text)
}

/// The control: parses its argument, with the stack of a worker's parser.
pub(crate) fn control(words: &str) -> ExitCode {
    let words = words.to_owned();
    let parser = std::thread::Builder::new().stack_size(1 << 30).spawn(move || {
        let input = Input { bytes: words.as_bytes(), name: None, announce_pages: &|_| {} };
        parsers::parse(&input).map(|document| document.text)
    });
    match parser.unwrap().join() {
        Ok(Ok(text)) => print!("{text}"),
        Ok(Err(error)) => print!("{}", error.code()),
        Err(_) => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}
