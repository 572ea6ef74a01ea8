//! Tables of recommendations: a column says what, one says who.
//!
//! A table without such a head is none.

use super::cues::{BODIES, NOUN, WHAT, WHO};
use crate::cue::has_any;
use crate::word::words;
use std::collections::BTreeMap;
use std::ops::Range;
use sulh_document::{BlockKind, Document};

/// A recommendation of a table.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// The block that states it.
    pub(super) block: usize,
    /// Who is asked: bytes of the document's text.
    pub(super) addressee: Option<Range<usize>>,
}

/// The recommendations of the table that begins at a block, and the block behind it.
pub(super) fn rows(document: &Document, from: usize, in_section: bool) -> (Vec<Row>, usize) {
    let mut cells: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    let mut number = None;
    let mut end = from;
    while let Some(block) = document.blocks.get(end) {
        let BlockKind::TableCell { table, row, column } = block.kind else { break };
        if *number.get_or_insert(table) != table {
            break;
        }
        cells.entry((row, column)).or_default().push(end);
        end += 1;
    }
    let mut what = None;
    let mut who = None;
    let first_row = cells.keys().map(|cell| cell.0).min().unwrap_or_default();
    for ((_, column), blocks) in cells.range((first_row, 0)..(first_row + 1, 0)) {
        let head = text_of(document, blocks);
        let words = words(&head);
        if words.len() > 6 {
            continue;
        }
        if has_any(&NOUN, &words) {
            what = Some(*column);
        } else if has_any(&WHO, &words) {
            who = who.or(Some(*column));
        } else if in_section && has_any(&WHAT, &words) {
            what = what.or(Some(*column));
        }
    }
    let Some(what) = what else { return (Vec::new(), end) };
    let mut found = Vec::new();
    for ((row, column), blocks) in &cells {
        if *column != what || *row == first_row {
            continue;
        }
        let addressee = who.and_then(|who| cells.get(&(*row, who))).and_then(|blocks| {
            let first = document.blocks.get(*blocks.first()?)?;
            let last = document.blocks.get(*blocks.last()?)?;
            Some(first.span.start..last.span.end)
        });
        for block in blocks {
            let words =
                words(document.blocks.get(*block).map_or("", |block| document.text_of(block)));
            // A number or a lone name in the column is no request.
            if words.len() >= 3
                && !(words.len() <= 4
                    && words
                        .iter()
                        .enumerate()
                        .all(|(index, _)| BODIES.iter().any(|cue| cue.at(&words, index).is_some())))
            {
                found.push(Row { block: *block, addressee: addressee.clone() });
            }
        }
    }
    (found, end)
}

fn text_of(document: &Document, blocks: &[usize]) -> String {
    let mut text = String::new();
    for block in blocks.iter().filter_map(|block| document.blocks.get(*block)) {
        text.push_str(document.text_of(block));
        text.push(' ');
    }
    text
}
