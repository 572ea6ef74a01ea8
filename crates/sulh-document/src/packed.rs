//! Packed files and lines of blocks, for tests.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::Document;

/// A ZIP file of parts.
pub(crate) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A line for each block: kind, marker, words. Headings are `H1`, items `L1`, cells `T0.1.2`, notes
/// `N`, paragraphs `P`.
pub(crate) fn lines(document: &Document) -> Vec<String> {
    use crate::BlockKind::{Footnote, Heading, ListItem, Paragraph, TableCell};
    let line = |block: &crate::Block| {
        let kind = match block.kind {
            Heading(level) => format!("H{level}"),
            Paragraph => "P".to_owned(),
            ListItem(level) => format!("L{level}"),
            TableCell { table, row, column } => format!("T{table}.{row}.{column}"),
            Footnote => "N".to_owned(),
        };
        let marker = block.marker.as_deref().map(|marker| format!("[{marker}] "));
        format!("{kind} {}{}", marker.unwrap_or_default(), document.text_of(block))
    };
    document.blocks.iter().map(line).collect()
}
