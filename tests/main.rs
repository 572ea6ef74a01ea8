//! End-to-end, conformance and repository tests, in one binary.

mod attack;
mod cli;
mod conformance;
mod real_data;
mod tidy;
mod w3c;
