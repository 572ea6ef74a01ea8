//! Documents that attack their parser: each must fail in its own process, with the right error.
//!
//! This binary is its own child, as sulh is: its first argument says what it is to be. Each attack
//! is also run without a guard (the *control*), to show that it is the guard that stops it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests"
)]

mod attempts;
mod environment;
mod false_tools;
mod lives;
mod parsers;
mod reach;
mod resources;
mod stage;
mod suite;
mod tools;

use std::process::ExitCode;
use sulh_document::worker;

/// The real program has it too: what fits into a worker's memory depends on it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CHECKS: [&[suite::Check]; 5] =
    [resources::CHECKS, reach::CHECKS, environment::CHECKS, lives::CHECKS, tools::CHECKS];

fn main() -> ExitCode {
    if let Some(tool) = false_tools::name() {
        return false_tools::run(&tool);
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map_or("", String::as_str) {
        worker::PARSE_DOCUMENT => {
            environment::remember_open_files();
            worker::child_main(parsers::parse, parsers::picture)
        }
        worker::RUN_TOOL => worker::tool_main(),
        "control" => stage::control(&arguments[1]),
        "parent" => lives::be_parent(&arguments[1]),
        "convert" => tools::convert_here(),
        "recognise" => tools::recognise_here(),
        _ => suite::run(&arguments, &CHECKS),
    }
}
