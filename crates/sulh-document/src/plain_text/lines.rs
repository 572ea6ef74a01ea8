//! Lines of a plain text: where they begin, how wide they are, what they may begin.

use crate::block_writer::PAGE_BREAK;
use crate::marker::split_marker;

/// Columns between two stops of the tabulator.
const TAB: usize = 4;
/// Text whose lines are wider than this was never folded.
const WIDEST: usize = 130;

/// How the lines of a whole text lie.
#[derive(Debug)]
pub(super) struct Layout {
    /// The width to which lines are filled, in letters.
    pub(super) width: usize,
    /// Whether lines are not folded, so that each is a paragraph.
    pub(super) is_line_a_paragraph: bool,
}

impl Layout {
    /// Looks at all lines.
    pub(super) fn of(text: &str) -> Self {
        let mut counts = [0_usize; WIDEST + 2];
        for line in text.split('\n') {
            let width = line.trim().chars().count().min(WIDEST + 1);
            if let Some(count) = counts.get_mut(width).filter(|_| width > 0) {
                *count += 1;
            }
        }
        // The width that nineteen of twenty lines do not exceed.
        let lines: usize = counts.iter().sum();
        let mut seen = 0;
        let reaches = |count: &usize| {
            seen += count;
            seen * 20 >= lines * 19
        };
        let width = counts.iter().position(reaches).unwrap_or(0);
        Self { width, is_line_a_paragraph: width > WIDEST }
    }
}

/// A line.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// Columns before its first letter.
    pub(super) indent: usize,
    /// Its letters with the indent.
    pub(super) width: usize,
}

impl<'t> Line<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut indent = 0;
        for letter in text.chars() {
            match letter {
                ' ' | '\u{a0}' => indent += 1,
                '\t' => indent += TAB - indent % TAB,
                PAGE_BREAK | '\u{feff}' => {}
                _ => break,
            }
        }
        Self { text, indent, width: indent + text.trim().chars().count() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The level of the heading that this line underlines.
    pub(super) fn underline(&self) -> Option<u8> {
        let line = self.text.trim();
        let is_all = |sign: char| line.len() >= 3 && line.chars().all(|letter| letter == sign);
        match () {
            () if is_all('=') => Some(1),
            () if is_all('-') || is_all('~') => Some(2),
            () => None,
        }
    }

    /// Whether it begins an item of a list or a numbered paragraph. In the middle of a sentence only
    /// what can hardly be anything else does.
    pub(super) fn begins_item(&self, after_sentence: bool) -> bool {
        let Some(marker) = split_marker(self.text.trim_start_matches(PAGE_BREAK)).0 else {
            return false;
        };
        let is_bullet = !marker.contains(char::is_alphanumeric);
        let is_dash = marker.starts_with(['-', '–', '—', '*', '+', '·']);
        let is_enclosed = marker.starts_with('(') || marker.ends_with(')');
        let is_deep = marker.trim_end_matches('.').contains('.');
        after_sentence || (is_bullet && !is_dash) || is_enclosed || is_deep || self.indent > 0
    }
}
