//! What a file says: its text, and where in it pages and blocks stand.
//!
//! It reads no file format: each parser fills a [`Builder`].

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A file as text.
///
/// `text` is the concatenation of its blocks, each followed by one line feed. A block has no line
/// feed, no two white spaces in a row and none at its ends; soft hyphens are gone and words that
/// were hyphenated at the end of a line are joined. All spans are bytes of `text`, half-open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    /// The normalised text.
    pub text: String,
    /// In reading order; their spans do not overlap and only rise.
    pub blocks: Vec<Block>,
    /// At least one, in order. A file without pages (HTML, Markdown, text) has one.
    pub pages: Vec<Page>,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// What could not be read, in words, at most [`Document::NOTICES`].
    pub notices: Vec<String>,
}

/// A piece of text that stands for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the text, without the line feed behind it.
    pub span: Range<usize>,
    /// The page on which it begins, from 1.
    pub page: u32,
    /// Its number or bullet as printed, without white space at its ends: `96.1.`, `(a)`, `•`.
    /// It is not part of the text.
    pub marker: Option<String>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading; 1 is the highest.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list; 1 is the outermost.
    ListItem(u8),
    /// A cell of a table: number of the table in the document, row and column, each from 0.
    TableCell {
        /// The table.
        table: u32,
        /// The row.
        row: u32,
        /// The column.
        column: u32,
    },
    /// A note at the foot of a page or the end of the text.
    Footnote,
}

/// A page and where its text begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its number in the file, from 1.
    pub number: u32,
    /// The first byte of the text that stands on it; a paragraph may run over into it.
    pub start: usize,
    /// How its text was got.
    pub state: PageState,
}

/// How the text of a page was got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageState {
    /// The file holds it.
    Text,
    /// It was recognised in a picture.
    Recognised,
    /// There is a picture and no text: it needs OCR.
    NeedsOcr,
    /// There is nothing on it.
    Empty,
    /// It could not be read.
    Failed,
}

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// The title; that of the file's properties unless it is plainly a name of a file, else the
    /// first heading.
    pub title: Option<String>,
    /// Who wrote it, as the file says. It may name a person: never published by itself.
    pub author: Option<String>,
    /// When it was made: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
    /// A BCP 47 tag, as the file says.
    pub language: Option<String>,
    /// What kind of file it is, by its bytes.
    #[serde(default)]
    pub media_type: Option<crate::MediaType>,
}

impl Document {
    /// The most notices that are kept.
    pub const NOTICES: usize = 100;

    /// Says one thing more that could not be read.
    pub(crate) fn note(&mut self, message: String) {
        if self.notices.len() < Self::NOTICES {
            self.notices.push(message);
        }
    }

    /// The words of a block.
    pub fn text_of(&self, block: &Block) -> &str {
        self.text.get(block.span.clone()).unwrap_or_default()
    }

    /// The page on which a byte stands.
    ///
    /// Cost: O(log pages).
    pub fn page_at(&self, byte: usize) -> u32 {
        let behind = self.pages.partition_point(|page| page.start <= byte);
        self.pages.get(behind.saturating_sub(1)).map_or(1, |page| page.number)
    }
}

/// Puts a document together, block by block, and keeps its promises.
#[derive(Debug, Default)]
pub struct Builder {
    document: Document,
}

impl Builder {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a page; it stays open until the next one.
    pub fn page(&mut self, state: PageState) {
        let number = self.document.pages.len() as u32 + 1;
        let start = self.document.text.len();
        self.document.pages.push(Page { number, start, state });
    }

    /// Adds a block; nothing if it has no words.
    pub fn block(&mut self, kind: BlockKind, marker: Option<&str>, words: &str) {
        self.block_over_pages(kind, marker, &[words]);
    }

    /// Adds a block whose parts stand on the current page and on ones that begin within it: between
    /// two parts a page begins. Parts are joined with a space, or without one where the first ends
    /// in a hyphen that a line break made.
    pub fn block_over_pages(&mut self, kind: BlockKind, marker: Option<&str>, parts: &[&str]) {
        if self.document.pages.is_empty() {
            self.page(PageState::Text);
        }
        let start = self.document.text.len();
        let mut page = self.document.pages.len() as u32;
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.page(PageState::Text);
            }
            if self.document.text.len() == start {
                page = self.document.pages.len() as u32;
            }
            let open = self.document.text.len();
            push_normalised(&mut self.document.text, part, open > start);
        }
        let end = self.document.text.len();
        if end == start {
            return;
        }
        self.document.text.push('\n');
        let marker = marker.map(str::trim).filter(|marker| !marker.is_empty()).map(str::to_owned);
        self.document.blocks.push(Block { kind, span: start..end, page, marker });
    }

    /// Says what could not be read.
    pub fn notice(&mut self, message: impl Into<String>) {
        self.document.note(message.into());
    }

    /// What the file says about itself.
    pub fn metadata(&mut self) -> &mut Metadata {
        &mut self.document.metadata
    }

    /// How many bytes the text has.
    pub fn len(&self) -> usize {
        self.document.text.len()
    }

    /// Whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.document.text.is_empty()
    }

    /// The document; it has a page even if it has no text.
    pub fn finish(mut self) -> Document {
        if self.document.pages.is_empty() {
            self.page(PageState::Empty);
        }
        self.document
    }
}

/// Adds words with each run of white space as one space, without control characters and soft
/// hyphens; with a space before them if they continue others.
fn push_normalised(text: &mut String, words: &str, continues: bool) {
    let mut is_owed = continues;
    let mut is_first = true;
    for letter in words.chars() {
        if letter.is_whitespace() {
            is_owed |= !is_first || continues;
        } else if !(letter.is_control() || IGNORED.contains(&letter)) {
            if is_owed {
                text.push(' ');
            }
            text.push(letter);
            (is_owed, is_first) = (false, false);
        }
    }
}

/// Soft hyphen, zero-width space and joiners' kin, byte order mark: they have no shape.
const IGNORED: [char; 5] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{fffe}'];

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::{BlockKind, Builder, PageState};

    #[test]
    fn blocks_are_lines_of_single_spaces() {
        let mut builder = Builder::new();
        builder.page(PageState::Text);
        builder.block(BlockKind::Heading(1), Some(" II. "), "  Con\u{ad}clusions \n and  more ");
        builder.block(BlockKind::Paragraph, None, " \t ");
        builder.block_over_pages(BlockKind::Paragraph, None, &["one ", " two"]);
        let document = builder.finish();
        assert_eq!(document.text, "Conclusions and more\none two\n");
        let words: Vec<_> = document.blocks.iter().map(|block| document.text_of(block)).collect();
        assert_eq!(words, ["Conclusions and more", "one two"]);
        assert_eq!(document.blocks[0].marker.as_deref(), Some("II."));
        assert_eq!((document.page_at(0), document.page_at(22), document.page_at(25)), (1, 1, 2));
    }
}
