//! Writes blocks as parsers of flowing formats find them: splits them at breaks, takes typed
//! markers off, opens pages when they get words, and counts against the limits.
//!
//! It reads no format. Inside the words that it is given, three signs stand for breaks.

use crate::marker::{split_heading_marker, split_marker};
use crate::parser::Limits;
use crate::{BlockKind, Builder, Document, DocumentError, Metadata, PageState};

/// A line break that the author made; two of them are the end of a paragraph.
pub(crate) const LINE_BREAK: char = '\n';
/// A line break that may be there only because the line was full.
pub(crate) const SOFT_BREAK: char = '\u{b}';
/// The beginning of a page.
pub(crate) const PAGE_BREAK: char = '\u{c}';

/// A [`Builder`] that takes words with breaks in them.
pub(crate) struct BlockWriter<'l> {
    builder: Builder,
    limits: &'l Limits,
    blocks: usize,
    tables: u32,
    /// Pages that have begun since the last word.
    pages: u32,
    first_heading: Option<String>,
}

impl<'l> BlockWriter<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        let builder = Builder::new();
        Self { builder, limits, blocks: 0, tables: 0, pages: 0, first_heading: None }
    }

    /// The number of a table that begins.
    pub(crate) fn table(&mut self) -> u32 {
        self.tables += 1;
        self.tables - 1
    }

    pub(crate) fn notice(&mut self, message: impl Into<String>) {
        self.builder.notice(message);
    }

    pub(crate) fn metadata(&mut self) -> &mut Metadata {
        self.builder.metadata()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.builder.is_empty()
    }

    /// Adds words: one block, or several where breaks divide them.
    ///
    /// # Errors
    /// [`DocumentError::TooLarge`] if the document would be larger than its limits.
    pub(crate) fn write(
        &mut self,
        kind: BlockKind,
        marker: Option<&str>,
        words: &str,
    ) -> Result<(), DocumentError> {
        if self.builder.len().saturating_add(words.len()) > self.limits.text_bytes {
            let limit = self.limits.text_bytes as u64;
            return Err(DocumentError::TooLarge { what: "bytes of text", limit });
        }
        let mut marker = marker;
        for piece in pieces(words, marker.is_some()) {
            let leading = piece.len() - piece.trim_start().len();
            self.count_pages(piece.get(..leading).unwrap_or_default());
            let inner = piece.trim();
            if !inner.is_empty() {
                self.block(kind, marker.take(), inner)?;
                let behind = leading + inner.len();
                self.count_pages(piece.get(behind..).unwrap_or_default());
            }
        }
        Ok(())
    }

    fn count_pages(&mut self, space: &str) {
        self.pages += space.matches(PAGE_BREAK).count() as u32;
    }

    fn block(
        &mut self,
        kind: BlockKind,
        marker: Option<&str>,
        words: &str,
    ) -> Result<(), DocumentError> {
        self.blocks += 1 + words.matches(PAGE_BREAK).count() + self.pages as usize;
        if self.blocks > self.limits.blocks {
            let limit = self.limits.blocks as u64;
            return Err(DocumentError::TooLarge { what: "blocks and pages", limit });
        }
        self.open_pages();
        let (kind, marker, words) = match marker {
            Some(marker) => (kind, Some(marker), words),
            None => typed(kind, words),
        };
        if matches!(kind, BlockKind::Heading(_)) && self.first_heading.is_none() {
            self.first_heading = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let parts: Vec<&str> = words.split(PAGE_BREAK).collect();
        self.builder.block_over_pages(kind, marker, &parts);
        Ok(())
    }

    /// Opens the pages that have begun; those before the last one have no words.
    fn open_pages(&mut self) {
        if self.pages > 0 && self.builder.is_empty() {
            self.builder.page(PageState::Empty);
        }
        for left in (0..std::mem::take(&mut self.pages)).rev() {
            self.builder.page(if left == 0 { PageState::Text } else { PageState::Empty });
        }
    }

    /// The document; its title is its first heading if nothing else is.
    pub(crate) fn finish(mut self) -> Document {
        let heading = self.first_heading.take();
        let title = &mut self.builder.metadata().title;
        if title.is_none() {
            *title = heading;
        }
        self.builder.finish()
    }
}

/// Takes a typed marker off. A bullet makes a list item of a paragraph.
fn typed(kind: BlockKind, words: &str) -> (BlockKind, Option<&str>, &str) {
    let (marker, rest) = match kind {
        BlockKind::Heading(_) => split_heading_marker(words),
        _ => split_marker(words),
    };
    if rest.is_empty() {
        // A marker that stands alone is all the words there are.
        return (kind, None, words);
    }
    let is_bullet = marker.is_some_and(|marker| !marker.contains(char::is_alphanumeric));
    let kind = match kind {
        BlockKind::Paragraph if is_bullet => BlockKind::ListItem(1),
        other => other,
    };
    (kind, marker, rest)
}

/// Divides words where an author's breaks end a paragraph: at two in a row, and before a line that
/// begins with a marker. Where a line may only have been full, the marker must have two numbers or
/// stand between two sentences.
fn pieces(words: &str, has_marker: bool) -> Vec<&str> {
    let is_break = |letter: char| matches!(letter, LINE_BREAK | SOFT_BREAK);
    let lines = words.split_inclusive(is_break);
    let (mut at, mut start, mut pieces) = (0, 0, Vec::new());
    // What is known of the lines so far: whether the last one is blank, how the last word ends, and
    // whether the whole begins with a marker, so that further ones are no surprise.
    let (mut is_blank, mut last, mut is_list) = (false, None, has_marker);
    let mut sign = None;
    for line in lines {
        let inner = line.trim_end_matches(is_break);
        let (marker, rest) = split_marker(inner);
        let is_cut = match sign {
            None => {
                is_list |= marker.is_some();
                false
            }
            Some(SOFT_BREAK) => {
                let ends_sentence = matches!(last, Some('.' | ';' | ':'));
                let is_new = ends_sentence && rest.starts_with(char::is_uppercase);
                marker.is_some_and(|m| is_new || m.trim_end_matches('.').contains('.'))
            }
            Some(_) => marker.is_some_and(|marker| is_list || !is_lone_number(marker)),
        };
        if is_cut || (is_blank && sign.is_some() && !inner.trim().is_empty()) {
            pieces.extend(words.get(start..at));
            start = at;
        }
        is_blank = inner.trim().is_empty();
        last = inner.trim_end().chars().next_back().or(last);
        sign = line.chars().next_back();
        at += line.len();
    }
    pieces.extend(words.get(start..));
    pieces
}

fn is_lone_number(marker: &str) -> bool {
    marker.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::BlockWriter;
    use crate::{BlockKind, DocumentError, Limits, PageState};

    fn written(words: &str) -> Vec<(Option<String>, String, u32)> {
        let limits = Limits::default();
        let mut writer = BlockWriter::new(&limits);
        writer.write(BlockKind::Paragraph, None, words).unwrap();
        let document = writer.finish();
        let blocks = document.blocks.iter();
        blocks.map(|b| (b.marker.clone(), document.text_of(b).to_owned(), b.page)).collect()
    }

    #[test]
    fn breaks_divide_paragraphs_only_where_they_mean_it() {
        assert_eq!(written("one\ntwo"), [(None, "one two".to_owned(), 1)]);
        assert_eq!(written("one\n \ntwo").len(), 2);
        let list = written("We ask to:\n- ratify\n- report");
        assert_eq!(list.len(), 3);
        assert_eq!(list[1], (Some("-".to_owned()), "ratify".to_owned(), 1));
        assert_eq!(written("as in paragraph\u{b}12. The").len(), 1);
        assert_eq!(written("It was so.\u{b}12. The").len(), 2);
        assert_eq!(written("Theme\u{b}121.2 Ratify it").len(), 2);
    }

    #[test]
    fn pages_open_with_their_first_word() {
        let limits = Limits::default();
        let mut writer = BlockWriter::new(&limits);
        writer.write(BlockKind::Paragraph, None, "one\u{c}two").unwrap();
        writer.write(BlockKind::Paragraph, None, "\u{c}\u{c}three\u{c}").unwrap();
        let document = writer.finish();
        let states: Vec<_> = document.pages.iter().map(|page| page.state).collect();
        assert_eq!(states, [PageState::Text, PageState::Text, PageState::Empty, PageState::Text]);
        assert_eq!(document.blocks.iter().map(|b| b.page).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn limits_are_errors_that_name_them() {
        let limits = Limits { text_bytes: 10, ..Limits::default() };
        let error = BlockWriter::new(&limits).write(BlockKind::Paragraph, None, "more than that");
        assert_eq!(error, Err(DocumentError::TooLarge { what: "bytes of text", limit: 10 }));
        let limits = Limits { blocks: 1, ..Limits::default() };
        let error = BlockWriter::new(&limits).write(BlockKind::Paragraph, None, "one\n\ntwo");
        assert!(matches!(error, Err(DocumentError::TooLarge { limit: 1, .. })));
    }
}
