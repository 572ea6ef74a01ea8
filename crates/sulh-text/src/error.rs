//! What can go wrong with an index.

use std::path::PathBuf;

/// Why the index did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// The index cannot be read or written.
    #[error("the text index in {path} cannot be used: {message}")]
    Index {
        /// Where it is; empty for one in memory.
        path: PathBuf,
        /// What the engine said.
        message: String,
    },
    /// The system refused a file.
    #[error("failed to {doing} {path}")]
    File {
        /// `read`, `write` …
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl TextError {
    #[expect(clippy::needless_pass_by_value, reason = "the end of a map_err")]
    pub(crate) fn from_engine(error: tantivy::TantivyError) -> Self {
        Self::Index { path: PathBuf::new(), message: error.to_string() }
    }

    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Index { .. } => "text-index",
            Self::File { .. } => "file-unreadable",
        }
    }
}
