//! End-to-end, conformance and repository tests, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

mod attack;
mod cli;
mod conformance;
mod real_data;
mod tidy;
mod visibility;
mod w3c;
