//! The program as its own worker: it parses one document, or starts one converter, and ends.
//!
//! It must not read arguments of people, settings or a store: its input is a stranger's.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use sulh_document::worker::{
    PARSE_DOCUMENT, RUN_TOOL, Worker, WorkerLimits, child_main, tool_main,
};
use sulh_document::{page_pnm, parse_input};

/// What the program does as a worker, if that is what it was started for.
pub(crate) fn run(arguments: &[OsString]) -> Option<ExitCode> {
    let task = arguments.get(1)?;
    if task == PARSE_DOCUMENT {
        return Some(child_main(parse_input, page_pnm));
    }
    (task == RUN_TOOL).then(tool_main)
}

/// Workers that are this program.
pub(crate) fn workers() -> Worker {
    // The link outlives an upgrade of the file under a running server.
    let own = PathBuf::from("/proc/self/exe");
    let program = if own.exists() { own } else { std::env::current_exe().unwrap_or(own) };
    Worker::new(program, WorkerLimits::default())
}
