//! The text of an ODT as a stream: paragraphs, headings, lists, tables, notes, text boxes.
//!
//! It keeps what is open on stacks of its own and never calls itself, so depth costs nothing.

use std::io::Read;

use quick_xml::events::BytesStart;

use crate::block_writer::{LINE_BREAK, PAGE_BREAK};
use crate::xml::{Node, XmlReader, attribute};
use crate::{BlockKind, DocumentError};

use super::list::Lists;
use super::paragraph::{Note, Paragraph, Piece};
use super::styles::{Family, Styles};
use super::table::Table;

/// Elements that are no part of the text as it stands: deleted text, comments, indexes, forms,
/// descriptions of pictures, how words are spoken.
const PASSED_OVER: [&str; 20] = [
    "text:tracked-changes",
    "office:annotation",
    "office:forms",
    "office:scripts",
    "office:binary-data",
    "office:event-listeners",
    "text:table-of-content",
    "text:alphabetical-index",
    "text:illustration-index",
    "text:table-index",
    "text:object-index",
    "text:user-index",
    "text:ruby-text",
    "text:hidden-text",
    "text:hidden-paragraph",
    "text:variable-decls",
    "text:sequence-decls",
    "svg:title",
    "svg:desc",
    "table:shapes",
];

/// The reader of the text.
pub(super) struct Story {
    styles: Styles,
    lists: Lists,
    tables: Vec<Table>,
    table_count: u32,
    paragraphs: Vec<Paragraph>,
    notes: Vec<Note>,
    pieces: Vec<Piece>,
    /// Pages that have begun between paragraphs.
    begun_pages: usize,
    in_body: bool,
    /// Bytes of words that were read, and how many there may be.
    read_bytes: usize,
    limit: usize,
    has_words: bool,
}

impl Story {
    /// A text of at most so many bytes of words.
    pub(super) fn new(styles: Styles, limit: usize) -> Self {
        Self {
            styles,
            lists: Lists::default(),
            tables: Vec::new(),
            table_count: 0,
            paragraphs: Vec::new(),
            notes: Vec::new(),
            pieces: Vec::new(),
            begun_pages: 0,
            in_body: false,
            read_bytes: 0,
            limit,
            has_words: false,
        }
    }

    /// Reads one node; false at the end of the part.
    pub(super) fn step<R: Read>(&mut self, part: &mut XmlReader<R>) -> Result<bool, DocumentError> {
        let is_passed_over = match part.next()? {
            Node::Start(start) => self.start(&start),
            Node::End(end) => {
                self.end(end.name().as_ref());
                false
            }
            Node::Text(text) => {
                self.text(&text);
                false
            }
            Node::Nothing => false,
            Node::EndOfPart => {
                self.finish();
                return Ok(false);
            }
        };
        if is_passed_over {
            part.skip()?;
        }
        if self.read_bytes > self.limit {
            let limit = self.limit as u64;
            return Err(DocumentError::TooLarge { what: "bytes of text", limit });
        }
        Ok(true)
    }

    /// The pieces that have become ready.
    pub(super) fn take_pieces(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.pieces)
    }

    /// Ends what is still open; the part may have broken off.
    pub(super) fn finish(&mut self) {
        while !self.paragraphs.is_empty() {
            self.end_note();
            self.end_paragraph();
        }
    }

    /// Begins an element; true if it is to be passed over with all that is in it.
    fn start(&mut self, start: &BytesStart<'_>) -> bool {
        let name = start.name();
        let name = name.as_ref();
        if PASSED_OVER.contains(&name) {
            return true;
        }
        if !self.in_body {
            self.styles.start(start);
            self.in_body = name == "office:body";
            return false;
        }
        let get = |name: &str| attribute(start, name);
        let number = |name: &str| get(name).and_then(|value| value.parse::<u32>().ok());
        match name {
            "text:section" => return get("text:display").is_some_and(|display| display == "none"),
            "text:p" | "text:h" => self.begin_paragraph(name == "text:h", get),
            "text:list" => {
                let continues = get("text:continue-numbering").is_some_and(|value| value == "true")
                    || get("text:continue-list").is_some();
                self.lists.begin(get("text:style-name"), continues);
            }
            "text:list-item" => self.lists.item(false, number("text:start-value")),
            "text:list-header" => self.lists.item(true, None),
            "table:table" => {
                self.tables.push(Table::new(self.table_count));
                self.table_count = self.table_count.saturating_add(1);
            }
            "table:table-row" | "table:table-cell" | "table:covered-table-cell" => {
                let Some(table) = self.tables.last_mut() else { return false };
                if name == "table:table-row" {
                    table.row(number("table:number-rows-repeated").unwrap_or(1));
                } else {
                    table.cell(number("table:number-columns-repeated").unwrap_or(1));
                }
            }
            _ => self.within_paragraph(name, get),
        }
        false
    }

    fn within_paragraph(&mut self, name: &str, get: impl Fn(&str) -> Option<String>) {
        let depth = self.paragraphs.len();
        let Some(open) = self.paragraphs.last_mut() else {
            self.begun_pages += usize::from(name == "text:soft-page-break");
            return;
        };
        match name {
            "text:span" => {
                let style = get("text:style-name");
                open.begin_span(self.styles.resolve(Family::Text, style.as_deref()).is_hidden);
            }
            "text:s" | "text:tab" => open.push(" "),
            "text:line-break" => open.push(LINE_BREAK.encode_utf8(&mut [0; 4])),
            "text:soft-page-break" => open.push(PAGE_BREAK.encode_utf8(&mut [0; 4])),
            "text:note" => self.notes.push(Note { depth, ..Note::default() }),
            "text:note-citation" => {
                if let Some(note) = self.notes.last_mut() {
                    note.in_mark = true;
                }
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self, is_heading: bool, get: impl Fn(&str) -> Option<String>) {
        let style = self.styles.resolve(Family::Paragraph, get("text:style-name").as_deref());
        let level = get("text:outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
        let is_listed = self.lists.depth() > 0;
        let is_label_off = get("text:is-list-header").is_some_and(|value| value == "true");
        let marker = if is_listed {
            self.lists.label(&self.styles)
        } else if is_heading && !is_label_off {
            self.lists.heading_label(&self.styles, level)
        } else {
            None
        };
        let kind = if let Some(table) = self.tables.last() {
            table.kind()
        } else if is_heading || style.is_title {
            BlockKind::Heading(level.clamp(1, 10) as u8)
        } else if is_listed {
            BlockKind::ListItem(self.lists.depth().min(255) as u8)
        } else {
            BlockKind::Paragraph
        };
        let mut paragraph = Paragraph::new(kind, marker, style.is_hidden);
        paragraph.ends_page = style.ends_page;
        // The first paragraph of a text begins a page anyhow.
        if style.begins_page && self.has_words && self.begun_pages == 0 {
            self.begun_pages = 1;
        }
        if self.paragraphs.is_empty() {
            let pages = std::mem::take(&mut self.begun_pages);
            paragraph.words.extend(std::iter::repeat_n(PAGE_BREAK, pages));
        }
        self.paragraphs.push(paragraph);
    }

    fn text(&mut self, text: &str) {
        let depth = self.paragraphs.len();
        self.read_bytes += text.len();
        match (self.notes.last_mut(), self.paragraphs.last_mut()) {
            (Some(note), _) if note.in_mark => note.mark.push_str(text),
            // Between the paragraphs of a note there is nothing but layout.
            (Some(note), _) if note.depth == depth => {}
            (_, Some(open)) => {
                self.has_words |= !text.trim().is_empty();
                open.push(text);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if !self.in_body {
            self.styles.end(name);
            return;
        }
        match name {
            "office:body" => self.in_body = false,
            "text:p" | "text:h" => self.end_paragraph(),
            "text:span" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.end_span();
                }
            }
            "text:list" => self.lists.end(),
            "table:table" => drop(self.tables.pop()),
            "text:note-citation" => {
                if let Some(note) = self.notes.last_mut() {
                    note.in_mark = false;
                }
            }
            "text:note" => self.end_note(),
            _ => {}
        }
    }

    /// A paragraph ends: in a note it is a part of it, in a text box it waits for the paragraph that
    /// the box hangs on.
    fn end_paragraph(&mut self) {
        let Some(open) = self.paragraphs.pop() else { return };
        let Paragraph { kind, marker, mut words, after, ends_page, .. } = open;
        let depth = self.paragraphs.len();
        if let Some(note) = self.notes.last_mut().filter(|note| note.depth == depth) {
            note.words.push(' ');
            note.words.push_str(&words.replace(char::is_control, " "));
            return;
        }
        if ends_page {
            words.push(PAGE_BREAK);
        }
        let ready = match self.paragraphs.last_mut() {
            Some(outer) => &mut outer.after,
            None => &mut self.pieces,
        };
        ready.push(Piece { kind, marker, words });
        ready.extend(after);
    }

    fn end_note(&mut self) {
        let depth = self.paragraphs.len();
        if self.notes.last().is_some_and(|note| note.depth == depth) {
            let (note, open) = (self.notes.pop(), self.paragraphs.last_mut());
            if let (Some(Note { mark, words, .. }), Some(open)) = (note, open) {
                let (kind, marker) = (BlockKind::Footnote, Some(mark));
                open.after.push(Piece { kind, marker, words });
            }
        }
    }
}
