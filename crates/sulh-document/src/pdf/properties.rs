//! What a PDF says about itself.
//!
//! A title that is plainly the name of a file is none; then the first page tells.

use crate::document::{Block, BlockKind, Document};
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
    document.metadata.title = text(&properties.title)
        .filter(|title| !is_file_name(title))
        .or_else(|| printed_title(document))
        .or_else(|| first_heading(document));
    document.metadata.author = text(&properties.author);
    document.metadata.date = properties
        .creation_date
        .as_ref()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
}

/// What stands at the head of a page before its title: who publishes, and to whom it goes.
const MASTHEADS: [&str; 9] = [
    "united nations",
    "united",
    "nations",
    "general assembly",
    "security council",
    "economic and social council",
    "human rights council",
    "distr",
    "general",
];
/// What stands beside it, a symbol or a date, is no longer than this.
const BESIDE_MASTHEAD: usize = 18;

/// The longest run of headings on the first page with text, but for mastheads and numbered ones: its
/// headings of the highest level.
fn printed_title(document: &Document) -> Option<String> {
    let page = document.blocks.first()?.page;
    let blocks = document.blocks.iter().take_while(|block| block.page == page);
    let level = |block: &Block| match block.kind {
        BlockKind::Heading(level) if block.marker.is_none() => Some(level),
        _ => None,
    };
    let is_title = |block: &Block| {
        let words = document.text_of(block).to_lowercase();
        let is_masthead = MASTHEADS
            .iter()
            .find_map(|head| words.strip_prefix(head))
            .is_some_and(|rest| rest.len() <= BESIDE_MASTHEAD);
        level(block).is_some() && !is_masthead
    };
    let blocks: Vec<&Block> = blocks.collect();
    let run = blocks
        .split(|block| !is_title(block))
        .max_by_key(|run| run.iter().map(|block| block.span.len()).sum::<usize>())?;
    let highest = run.iter().filter_map(|block| level(block)).min()?;
    let of_highest = |block: &&&Block| level(block) == Some(highest);
    let parts = run.iter().skip_while(|block| !of_highest(block)).take_while(of_highest);
    let parts: Vec<&str> = parts
        .map(|block| document.text_of(block).trim_end_matches(['*', '∗', '†', ' ', ':']))
        .collect();
    let title = parts.join(": ");
    (title.contains(' ') && title.chars().count() <= 300).then_some(title)
}

fn first_heading(document: &Document) -> Option<String> {
    let level = |block: &&Block| match block.kind {
        BlockKind::Heading(level) => level,
        _ => u8::MAX,
    };
    let headings = document.blocks.iter().take(40).filter(|block| level(block) < u8::MAX);
    headings.min_by_key(level).map(|block| document.text_of(block).to_owned())
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
