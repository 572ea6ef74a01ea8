//! Parses one document in a process of its own: the same program, started again under limits.
//!
//! Files are written by strangers and parsers have faults. Whatever a parser does to itself, the
//! caller gets a [`WorkerError`] and goes on. The child sees the document and nothing else: it may
//! open no file, no socket and no process ([`child_main`] says how).
//!
//! It must not know any file format: the caller hands [`child_main`] the parser, and what makes
//! pictures of pages.

mod answer;
mod child;
mod conversion;
mod crash;
mod document_error;
mod error;
mod filter;
mod limits;
mod parsing;
mod places;
mod process;
mod recognition;
mod resource;
mod scan;
mod soundness;
mod task;
mod tool;

pub use child::{Input, PARSE_DOCUMENT, PagePicture, Parse, child_main};
pub use crash::Crash;
pub use error::WorkerError;
pub use limits::{ToolLimits, WorkerLimits};
pub use parsing::Parsed;
#[cfg(test)]
pub(crate) use soundness::fault as soundness_fault;
pub use tool::{RUN_TOOL, tool_main};

use std::path::PathBuf;

/// Starts workers; shared between threads, each call has a child of its own.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
    limits: WorkerLimits,
    tool_limits: ToolLimits,
    languages: Vec<String>,
}

impl Worker {
    /// `program` is the program whose `main` calls [`child_main`] when its first argument is
    /// [`PARSE_DOCUMENT`] and [`tool_main`] when it is [`RUN_TOOL`]: as a rule
    /// [`std::env::current_exe`].
    pub fn new(program: PathBuf, limits: WorkerLimits) -> Self {
        Self { program, limits, tool_limits: ToolLimits::default(), languages: Vec::new() }
    }

    /// Other limits for converters and text recognition.
    #[must_use]
    pub fn with_tool_limits(mut self, limits: ToolLimits) -> Self {
        self.tool_limits = limits;
        self
    }

    /// The languages of scanned pages, as names of Tesseract's models (`eng`, `srp_latn`), the most
    /// likely first. Without them: English, and those of the region that are installed.
    #[must_use]
    pub fn with_languages(mut self, languages: Vec<String>) -> Self {
        self.languages = languages;
        self
    }
}
