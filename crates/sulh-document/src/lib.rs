//! Files become text: what a report looks like on its pages becomes blocks in reading order and
//! one exact normalised text, on which every byte span stands.
//!
//! It knows no graph, no store and no clock, and asks no network: the same bytes give the same
//! document. It is run in a process of its own, since files are written by strangers.

mod document;
mod error;
mod hyphen;
mod marker;
mod media_type;
mod pdf;
mod title;
pub mod worker;

pub use document::{Block, BlockKind, Builder, Document, Metadata, Page, PageState};
pub use error::DocumentError;
pub use marker::split_marker;
pub use media_type::MediaType;
pub use pdf::{Picture, page_picture, parse_pdf};
