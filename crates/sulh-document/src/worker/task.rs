//! What a parent tells a child before it starts: JSON in one variable of its environment.
//!
//! Not in its arguments, which every user of the machine may read: a document's name can be secret.

use crate::worker::limits::{ToolLimits, WorkerLimits};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;
use std::process::Command;

const VARIABLE: &str = "SULH_WORKER_TASK";

/// For the allocators, which otherwise take address space in advance that a limit counts: the
/// system's 64 MiB for each thread, the program's own (mimalloc) 1 GiB before the first line of
/// `main`, and later up to 128 MiB more than a large piece needs.
const ALLOCATORS: [(&str, &str); 3] = [
    ("MALLOC_ARENA_MAX", "1"),
    ("MIMALLOC_ARENA_RESERVE", "32MiB"),
    ("MIMALLOC_ARENA_MAX_OBJECT_SIZE", "16MiB"),
];

/// The parsing of one document, or the picture of one of its pages.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ParseTask {
    /// The process that waits for the answer.
    pub(super) parent: u32,
    pub(super) name: Option<String>,
    /// The page whose picture is asked for; the document's text, if none.
    pub(super) page: Option<u32>,
    pub(super) limits: WorkerLimits,
}

/// The run of a program that is not part of sulh.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ToolTask {
    /// The process that waits for the answer.
    pub(super) parent: u32,
    pub(super) limits: ToolLimits,
    /// All variables of the program's environment.
    pub(super) environment: Vec<(String, String)>,
    /// Beneath which the program may read, besides the system's own places.
    pub(super) readable: Vec<PathBuf>,
    /// Where alone the program may write, if it may: its own, and removed if the parent dies.
    pub(super) directory: Option<PathBuf>,
}

/// Gives the child its task and no other environment.
pub(super) fn give(command: &mut Command, task: &impl Serialize) -> io::Result<()> {
    command.env_clear().env(VARIABLE, serde_json::to_string(task)?).envs(ALLOCATORS);
    Ok(())
}

/// The task of this process; none if it was not started by a parent.
pub(super) fn take<T: DeserializeOwned>() -> Option<T> {
    serde_json::from_str(&std::env::var(VARIABLE).ok()?).ok()
}
