//! Which kind of file bytes are.
//!
//! The bytes decide; the name is asked only where they cannot (Markdown and plain text).

use serde::{Deserialize, Serialize};

/// A kind of file that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MediaType {
    /// PDF.
    Pdf,
    /// Office Open XML text.
    Docx,
    /// Word 97 to 2003.
    Doc,
    /// OpenDocument text.
    Odt,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

impl MediaType {
    /// The registered media type.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::Text => "text/plain",
        }
    }
}
