//! Small texts and the blocks that they give.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::MarkdownParser;
use crate::{Document, Limits, Parser};

fn read(text: &str) -> Document {
    MarkdownParser.parse(text.as_bytes(), &Limits::default()).unwrap()
}

fn lines(document: &Document) -> Vec<String> {
    let line = |block: &crate::Block| {
        let marker = block.marker.as_deref().unwrap_or("_");
        format!("{:?} {marker} {}", block.kind, document.text_of(block))
    };
    document.blocks.iter().map(line).collect()
}

#[test]
fn structure_becomes_blocks() {
    let text = "# II. Conclusions\n\nSee *this* [link](x) &amp; `code`[^1].\n\n1. one\n2. two\n   \
        - inner\n\n     more\n\n| a | b |\n|---|---|\n| c |  |\n| d | e |\n\n[^1]: The note.\n";
    assert_eq!(
        lines(&read(text)),
        [
            "Heading(1) II. Conclusions",
            "Paragraph _ See this link & code.",
            "ListItem(1) 1. one",
            "ListItem(1) 2. two",
            "ListItem(2) • inner",
            "ListItem(2) _ more",
            "TableCell { table: 0, row: 0, column: 0 } _ a",
            "TableCell { table: 0, row: 0, column: 1 } _ b",
            "TableCell { table: 0, row: 1, column: 0 } _ c",
            "TableCell { table: 0, row: 2, column: 0 } _ d",
            "TableCell { table: 0, row: 2, column: 1 } _ e",
            "Footnote 1 The note.",
        ]
    );
}

#[test]
fn numbered_lines_of_a_paragraph_stand_alone() {
    let text = "Theme: norms\n121.1 Ratify the Convention;\nSupported in\n2014. The rest\n";
    assert_eq!(
        lines(&read(text)),
        [
            "Paragraph _ Theme: norms",
            "Paragraph 121.1 Ratify the Convention; Supported in 2014. The rest",
        ]
    );
}

#[test]
fn front_matter_states_what_the_file_is() {
    let document = read("---\ntitle: \"Report\"\ndate: 2020-02-18\nlang: sr-Cyrl\n---\n# Other\n");
    assert_eq!(document.metadata.title.as_deref(), Some("Report"));
    assert_eq!(document.metadata.date.as_deref(), Some("2020-02-18"));
    assert_eq!(document.metadata.language.as_deref(), Some("sr-Cyrl"));
    assert_eq!(document.text, "Other\n");
    assert_eq!(read("# Other\n").metadata.title.as_deref(), Some("Other"));
    assert_eq!(read("---\nnever closed").text, "never closed\n");
}

#[test]
fn tags_are_dropped_and_their_words_stay() {
    let document = read("<div>One</div>\n<!-- no -->\n\nTwo<br>three <b>four</b>\n");
    assert_eq!(document.text, "One\nTwo three four\n");
}
