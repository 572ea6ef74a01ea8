//! The binary `sulh`: parses, calls one function, and maps the result to an exit code.
//!
//! It must not know any command: that is `command.rs`.

mod arguments;
mod command;
mod context;
mod csv_table;
mod delegation;
mod document_worker;
mod error;
mod fault;
mod file_output;
mod filter;
mod heading;
mod listing;
mod log;
mod progress;
mod server;
mod session;
mod style;
mod table;
mod terms;
mod text_input;

use std::process::ExitCode;

/// Gives memory back after mass replacement, which the system's allocator keeps.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    if let Some(ended) = document_worker::run(&arguments) {
        return ended;
    }
    fault::caught(|| session::run(&arguments)).into()
}
