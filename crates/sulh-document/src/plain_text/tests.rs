//! Small texts and the blocks that they give.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::PlainTextParser;
use crate::{Document, Limits, Parser};

fn lines(text: &str) -> Vec<String> {
    let document = read(text);
    let line = |block: &crate::Block| {
        let marker = block.marker.as_deref().unwrap_or("_");
        format!("{} {:?} {marker} {}", block.page, block.kind, document.text_of(block))
    };
    document.blocks.iter().map(line).collect()
}

fn read(text: &str) -> Document {
    PlainTextParser.parse(text.as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn folded_lines_are_one_paragraph() {
    let text = "REPORT ON RIGHTS\n\nThe government should adopt the law on the protec-\ntion of victims \
        in\n2014. The rest of it followed in the year after.\r\n\r\n1. Introduction\n\nShort one.\n\
        This begins another, since the one before was short.\n";
    assert_eq!(
        lines(text),
        [
            "1 Heading(1) _ REPORT ON RIGHTS",
            "1 Paragraph _ The government should adopt the law on the protection of victims in 2014. \
             The rest of it followed in the year after.",
            "1 Heading(2) 1. Introduction",
            "1 Paragraph _ Short one.",
            "1 Paragraph _ This begins another, since the one before was short.",
        ]
    );
}

#[test]
fn lists_and_underlined_headings_are_known() {
    let text = "Report\n======\nIt recommends:\n- ratify the Convention\n- report on it;\n  \
        - in time\n(a) adopt\n\n96.12. Continue its efforts to\nadopt the law.\n";
    assert_eq!(
        lines(text),
        [
            "1 Heading(1) _ Report",
            "1 Paragraph _ It recommends:",
            "1 ListItem(1) - ratify the Convention",
            "1 ListItem(1) - report on it;",
            "1 ListItem(2) - in time",
            "1 Paragraph (a) adopt",
            "1 Paragraph 96.12. Continue its efforts to adopt the law.",
        ]
    );
}

#[test]
fn form_feeds_begin_pages() {
    assert_eq!(lines("one.\n\u{c}two.\n"), ["1 Paragraph _ one.", "2 Paragraph _ two."]);
    let document = read("one\n\u{c}\n\u{c}three");
    assert_eq!(document.pages.len(), 3);
    assert_eq!(document.blocks[1].page, 3);
}

#[test]
fn long_lines_are_paragraphs() {
    let line = "word ".repeat(60);
    assert_eq!(lines(&format!("{line}\n{line}\n")).len(), 2);
}
