//! Documents as their readers use them: real files, hostile files, broken files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "tests"
)]

mod hostile;
mod mutated;
mod outside_judge;
mod promises;
mod real_files;
mod zipped;
