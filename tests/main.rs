//! End-to-end, conformance and repository tests, in one binary.

mod attack;
mod cli;
mod conformance;
mod tidy;
mod w3c;
