//! A story is Word's name for one stream of paragraphs and tables: the body, or all footnotes.
//!
//! It keeps what is open on stacks of its own and never calls itself, so depth costs nothing. It
//! knows no document: what it finds are pieces.

use std::io::Read;

use quick_xml::events::BytesStart;
use quick_xml::name::QName;

use crate::list_label::bullet;
use crate::xml::{Node, XmlReader, local_attribute};
use crate::{BlockKind, DocumentError};

use super::numbering::Numbering;
use super::paragraph::Paragraph;
use super::styles::{Resolved, Styles, is_on};
use super::table::Table;

/// A paragraph that is ready.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) marker: Option<String>,
    pub(super) words: String,
    pub(super) notes: Vec<NoteReference>,
}

/// A note that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct NoteReference {
    pub(super) is_endnote: bool,
    pub(super) id: String,
}

/// A content control: whether what it holds is left out.
#[derive(Debug, Default)]
struct Control {
    is_left_out: bool,
    in_properties: bool,
}

/// The reader of one story.
pub(super) struct Story<'s> {
    styles: &'s Styles,
    numbering: &'s mut Numbering,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    controls: Vec<Control>,
    /// For each open choice of formats, whether one was taken.
    choices: Vec<bool>,
    table_count: u32,
    pieces: Vec<Piece>,
    /// What a paragraph without an end of its own leaves to the next one.
    carried: Option<Paragraph>,
    /// The prefix of the names that count, as the root element has it.
    prefix: Option<String>,
    /// A page has begun, by the author's hand or the story's, and no word has come since.
    broke: bool,
    has_foreign_part: bool,
    /// Bytes of words that were read, and how many there may be.
    read_bytes: usize,
    limit: usize,
    /// The note that is open, if the story is one of notes.
    pub(super) note: Option<String>,
}

/// Elements that say nothing about the text as it is now: what was deleted, moved away or
/// different before, how it is spoken, and codes of fields.
const PASSED_OVER: [&str; 17] = [
    "moveFrom",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "tblPrExChange",
    "tblGridChange",
    "numberingChange",
    "sdtEndPr",
    "rt",
    "tabs",
    "instrText",
    "delInstrText",
    "delText",
    "tblGrid",
];

impl<'s> Story<'s> {
    /// A story of at most so many bytes of words.
    pub(super) fn new(styles: &'s Styles, numbering: &'s mut Numbering, limit: usize) -> Self {
        Self {
            styles,
            numbering,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            controls: Vec::new(),
            choices: Vec::new(),
            table_count: 0,
            pieces: Vec::new(),
            carried: None,
            prefix: None,
            broke: true,
            has_foreign_part: false,
            read_bytes: 0,
            limit,
            note: None,
        }
    }

    /// Reads one node; false at the end of the part.
    pub(super) fn step<R: Read>(&mut self, part: &mut XmlReader<R>) -> Result<bool, DocumentError> {
        let is_passed_over = match part.next()? {
            Node::Start(start) => self.start(&start),
            Node::End(end) => {
                self.end(end.name());
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
            self.end_paragraph();
        }
        if let Some(last) = self.carried.take() {
            self.emit(last, BlockKind::Paragraph, None);
        }
    }

    /// Whether a part in another format was left out.
    pub(super) fn has_foreign_part(&self) -> bool {
        self.has_foreign_part
    }

    /// Begins an element; true if it is to be passed over with all that is in it.
    fn start(&mut self, start: &BytesStart<'_>) -> bool {
        let (local, prefix) = start.name().decompose();
        let (name, prefix) = (local.as_ref(), prefix.map(|prefix| prefix.as_ref().to_owned()));
        if matches!(name, "document" | "footnotes" | "endnotes") && self.prefix.is_none() {
            self.prefix = prefix;
            return false;
        }
        if prefix != self.prefix {
            return self.foreign(start.name());
        }
        let value = || local_attribute(start, "val");
        match name {
            _ if PASSED_OVER.contains(&name) => return true,
            "del" => return self.deleted(),
            "p" => self.begin_paragraph(),
            "tbl" => {
                self.tables.push(Table::new(self.table_count));
                self.table_count = self.table_count.saturating_add(1);
            }
            "tr" | "gridBefore" | "tc" | "gridSpan" | "vMerge" => {
                if let Some(table) = self.tables.last_mut() {
                    table.take(name, value().as_deref());
                }
            }
            "altChunk" => self.has_foreign_part = true,
            "sdt" | "sdtPr" | "showingPlcHdr" | "docPartGallery" | "sdtContent" => {
                return self.control(name, value().as_deref());
            }
            "footnote" | "endnote" => {
                let is_text = local_attribute(start, "type").is_none_or(|kind| kind == "normal");
                self.note = local_attribute(start, "id").filter(|_| is_text);
                return !is_text;
            }
            "rPr" => return self.controls.last().is_some_and(|control| control.in_properties),
            _ => self.within_paragraph(name, start),
        }
        false
    }

    /// Elements of other vocabularies: of several formats of one thing the first is taken.
    fn foreign(&mut self, name: QName<'_>) -> bool {
        match name.as_ref() {
            "mc:AlternateContent" => self.choices.push(false),
            "mc:Choice" | "mc:Fallback" => match self.choices.last_mut() {
                Some(true) => return true,
                Some(is_taken) => *is_taken = true,
                None => {}
            },
            "m:t" => self.reads(true),
            _ => {}
        }
        false
    }

    /// `w:del`: around words, or a mark at the end of a paragraph or on a row.
    fn deleted(&mut self) -> bool {
        match (self.paragraphs.last_mut(), self.tables.last_mut()) {
            (Some(open), _) if open.in_properties => open.runs_on = true,
            (None, Some(table)) => table.delete_row(),
            _ => return true,
        }
        false
    }

    /// Content controls: what asks to be filled in and tables of contents are left out.
    fn control(&mut self, name: &str, value: Option<&str>) -> bool {
        match (name, self.controls.last_mut()) {
            ("sdt", _) => self.controls.push(Control::default()),
            ("sdtPr", Some(control)) => control.in_properties = true,
            ("showingPlcHdr", Some(control)) => control.is_left_out = is_on(value),
            ("docPartGallery", Some(control)) => {
                control.is_left_out |= value == Some("Table of Contents");
            }
            ("sdtContent", Some(control)) => return control.is_left_out,
            _ => {}
        }
        false
    }

    fn begin_paragraph(&mut self) {
        let carried = self.carried.take().unwrap_or_default();
        let Paragraph { words, notes, boxes, .. } = carried;
        self.paragraphs.push(Paragraph { words, notes, boxes, ..Paragraph::default() });
    }

    /// Properties and contents of the open paragraph.
    fn within_paragraph(&mut self, name: &str, start: &BytesStart<'_>) {
        let get = |name: &str| local_attribute(start, name);
        let value = || get("val");
        let Some(open) = self.paragraphs.last_mut() else { return };
        match name {
            "pPr" => open.in_properties = true,
            "pStyle" => {
                open.style = value();
                open.style_hides = self.styles.resolve(open.style.as_deref()).is_hidden;
            }
            "numId" => open.numbering = value(),
            "ilvl" => open.level = value().and_then(|n| n.parse().ok()),
            "outlineLvl" => open.outline = value().and_then(|n| n.parse().ok()),
            "pageBreakBefore" => open.breaks_page = Some(is_on(value().as_deref())),
            "sectPr" => open.ends_section = true,
            "type" => open.ends_section &= value().is_none_or(|v| v != "continuous"),
            "r" => open.hides = open.style_hides,
            "vanish" if !open.in_properties => open.hides = is_on(value().as_deref()),
            "rStyle" if !open.in_properties => {
                open.hides |= self.styles.resolve_run(value().as_deref()).is_hidden;
            }
            "fldChar" => open.field(&get("fldCharType").unwrap_or_default()),
            "t" => open.reads = true,
            _ => self.sign(name, get),
        }
    }

    /// Elements that stand for a sign or a break.
    fn sign(&mut self, name: &str, get: impl Fn(&str) -> Option<String>) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        match name {
            "tab" | "ptab" => drop(open.push(" ")),
            "cr" => drop(open.push_break(false)),
            "br" => match get("type").as_deref() {
                Some("page") => self.broke |= open.push_break(true),
                Some("column") => drop(open.push(" ")),
                _ => drop(open.push_break(false)),
            },
            "lastRenderedPageBreak" if std::mem::take(&mut self.broke) => {}
            "lastRenderedPageBreak" => drop(open.push_break(true)),
            "noBreakHyphen" => drop(open.push("-")),
            "sym" => {
                let code = get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(letter) = code.and_then(char::from_u32) {
                    open.push(bullet(letter.encode_utf8(&mut [0; 4])));
                }
            }
            "footnoteReference" | "endnoteReference" => {
                let is_endnote = name == "endnoteReference";
                if let Some(id) = get("id").filter(|_| open.push("")) {
                    open.notes.push(NoteReference { is_endnote, id });
                }
                // A mark of the author's own follows in the same run.
                open.hides |= get("customMarkFollows").is_some_and(|v| is_on(Some(&v)));
            }
            _ => {}
        }
    }

    fn reads(&mut self, reads: bool) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.reads = reads;
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut().filter(|open| open.reads) {
            let is_shown = open.push(text);
            self.read_bytes += text.len();
            self.broke &= !is_shown || text.trim().is_empty();
        }
    }

    fn end(&mut self, name: QName<'_>) {
        let (local, prefix) = name.decompose();
        match (name.as_ref(), self.paragraphs.last_mut()) {
            ("mc:AlternateContent", _) => drop(self.choices.pop()),
            ("m:t", Some(open)) => open.reads = false,
            _ => {}
        }
        if prefix.as_ref().map(AsRef::as_ref) != self.prefix.as_deref() {
            return;
        }
        match (local.as_ref(), self.paragraphs.last_mut()) {
            ("p", _) => self.end_paragraph(),
            ("tbl", _) => drop(self.tables.pop()),
            ("sdt", _) => drop(self.controls.pop()),
            ("sdtPr", _) => {
                if let Some(control) = self.controls.last_mut() {
                    control.in_properties = false;
                }
            }
            ("footnote" | "endnote", _) => self.note = None,
            ("pPr", Some(open)) => {
                open.in_properties = false;
                let style = self.styles.resolve(open.style.as_deref());
                if open.breaks_page.unwrap_or(style.breaks_page) && !self.broke {
                    self.broke = open.push_break(true);
                }
            }
            ("r", Some(open)) => open.hides = open.style_hides,
            ("t", Some(open)) => open.reads = false,
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut open) = self.paragraphs.pop() else { return };
        if open.runs_on {
            self.carried = Some(open);
            return;
        }
        let style = self.styles.resolve(open.style.as_deref());
        let marker = self.label(&open, &style);
        if style.is_contents {
            return;
        }
        if open.ends_section {
            open.words.push(crate::block_writer::PAGE_BREAK);
            self.broke = true;
        }
        let Some(kind) = self.kind(&open, &style) else { return };
        self.emit(open, kind, marker);
    }

    /// What is printed before a paragraph, if it is one of a list.
    fn label(&mut self, open: &Paragraph, style: &Resolved) -> Option<String> {
        let numbering = open.numbering.as_ref().or(style.numbering.as_ref())?;
        let level = open.level.or(style.level).unwrap_or(0);
        self.numbering.label(numbering, level)
    }

    /// What a paragraph is; nothing if it stands in a cell that is not shown.
    fn kind(&self, open: &Paragraph, style: &Resolved) -> Option<BlockKind> {
        if let Some(table) = self.tables.last() {
            return table.cell();
        }
        let outline = open.outline.or(style.outline).filter(|level| *level < 9);
        let is_item =
            open.numbering.as_ref().or(style.numbering.as_ref()).is_some_and(|id| id != "0");
        let level = open.level.or(style.level).unwrap_or(0).min(8) as u8;
        Some(match outline {
            Some(outline) => BlockKind::Heading(outline + 1),
            None if is_item => BlockKind::ListItem(level + 1),
            None => BlockKind::Paragraph,
        })
    }

    /// A paragraph in a text box waits for the one that the box hangs on.
    fn emit(&mut self, open: Paragraph, kind: BlockKind, marker: Option<String>) {
        let Paragraph { words, notes, boxes, .. } = open;
        let ready = match self.paragraphs.last_mut() {
            Some(outer) => &mut outer.boxes,
            None => &mut self.pieces,
        };
        ready.push(Piece { kind, marker, words, notes });
        ready.extend(boxes);
    }
}
