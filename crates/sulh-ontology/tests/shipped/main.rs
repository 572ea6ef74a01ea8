//! What the binary carries is whole, agrees with itself and says only what it may.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

mod countries;
mod graph;
mod labels;
mod network;
mod reference;
mod sample;
mod shapes;
mod table;
mod terms;
mod threats;
mod turtle;
mod upr;
