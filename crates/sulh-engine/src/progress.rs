//! How far long work has come; nothing about how that is shown.

use std::path::PathBuf;

/// A report of progress; it comes at most some dozens of times a second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What is being done (`reading`, `sorting`, `writing` …).
    pub stage: &'static str,
    /// The file at hand.
    pub file: Option<PathBuf>,
    /// How much of it is done.
    pub done: u64,
    /// How much there is, where that is known.
    pub total: Option<u64>,
    /// What `done` and `total` count (`bytes`, `quads`, `rows` …).
    pub unit: &'static str,
}
