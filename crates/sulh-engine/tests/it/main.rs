//! The engine as its callers use it, on small stores in directories of their own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::format_collect,
    reason = "tests"
)]

mod audit;
mod claims;
mod first_mention;
mod history;
mod imports;
mod labels;
mod read_log;
mod recommendations;
mod revisions;
mod sample;
mod seed;
mod shapes;
mod shipped;
mod stage;
mod tokens;
mod visibility;
mod writers;
