//! Real, broken and scanned documents through the worker, with the parser of the real program.
//!
//! This binary is its own child, as sulh is: its first argument says what it is to be.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "tests"
)]

mod judge;
mod malformed;
mod scanned;
mod special;
#[path = "../worker/suite.rs"]
mod suite;
#[allow(dead_code, clippy::many_single_char_names, reason = "shared with the tests of the parser")]
#[path = "../../src/pdf/written.rs"]
mod written;

use std::fs::File;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use sulh_document::worker::{self, Worker, WorkerLimits};
use sulh_document::{page_pnm, parse_input};

/// The real program has it too: what fits into a worker's memory depends on it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Never set.
static GO_ON: AtomicBool = AtomicBool::new(false);

const CHECKS: [&[suite::Check]; 3] = [special::CHECKS, scanned::CHECKS, malformed::CHECKS];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map_or("", String::as_str) {
        worker::PARSE_DOCUMENT => worker::child_main(parse_input, page_pnm),
        worker::RUN_TOOL => worker::tool_main(),
        "scan" => scanned::read_here(),
        _ => suite::run(&arguments, &CHECKS),
    }
}

fn worker() -> Worker {
    Worker::new(std::env::current_exe().unwrap(), WorkerLimits::default())
}

/// A file with these bytes.
fn file(bytes: &[u8]) -> File {
    use std::io::Write;
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}
