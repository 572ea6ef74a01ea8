//! Files become text: what a report looks like on its pages becomes blocks in reading order and
//! one exact normalised text, on which every byte span stands.
//!
//! It knows no graph, no store and no clock, and asks no network: the same bytes give the same
//! document. It is run in a process of its own, since files are written by strangers.

mod block_writer;
mod document;
mod docx;
mod encoding;
mod error;
mod html;
mod hyphen;
mod list_label;
mod markdown;
mod marker;
mod media_type;
mod odt;
mod ordinal;
mod package;
#[cfg(test)]
mod packed;
mod parser;
mod pdf;
mod plain_text;
mod recognised;
mod stated;
mod title;
pub mod worker;
mod xml;

pub use document::{Block, BlockKind, Builder, Document, Metadata, Page, PageState};
pub use docx::DocxParser;
pub use error::DocumentError;
pub use html::HtmlParser;
pub use markdown::MarkdownParser;
pub use marker::{split_heading_marker, split_marker};
pub use media_type::MediaType;
pub use odt::OdtParser;
pub use parser::{Limits, Parser, page_pnm, parse, parse_input};
pub use pdf::{Picture, page_picture, parse_pdf};
pub use plain_text::PlainTextParser;
