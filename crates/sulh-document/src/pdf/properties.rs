//! What a PDF says about itself.
//!
//! A title that is plainly the name of a file is none.

use crate::document::{BlockKind, Document};
use crate::title::is_file_name;
use hayro_interpret::hayro_syntax::Pdf;

/// Fills the metadata of a document.
pub(super) fn read(pdf: &Pdf, document: &mut Document) {
    let properties = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        bytes
            .as_deref()
            .map(decode)
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    let first_heading = document
        .blocks
        .iter()
        .take(40)
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)))
        .min_by_key(|block| match block.kind {
            BlockKind::Heading(level) => level,
            _ => u8::MAX,
        })
        .map(|block| document.text_of(block).to_owned());
    document.metadata.title =
        text(&properties.title).filter(|title| !is_file_name(title)).or(first_heading);
    document.metadata.author = text(&properties.author);
    document.metadata.date = properties
        .creation_date
        .as_ref()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
}

/// UTF-16 with a mark, UTF-8, or Latin-1.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
        }
        _ => String::from_utf8(bytes.to_vec())
            .unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}
