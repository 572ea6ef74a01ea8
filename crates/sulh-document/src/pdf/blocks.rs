//! Paragraphs of columns become blocks of the document: joined over columns and pages, with their
//! kinds.
//!
//! Kinds need the sizes of the whole document, so nothing is written before all pages are read.

use super::levels::Levels;
use super::lines::Piece;
use super::paragraphs::{Paragraph, is_contents_entry, paragraphs};
use super::regions::Region;
use crate::document::{BlockKind, Builder, Document, PageState};
use crate::hyphen::Hyphens;
use crate::marker::split_heading_marker;
use std::collections::{BTreeMap, BTreeSet};

/// The blocks of a document while its pages are read.
pub(super) struct Blocks {
    items: Vec<Item>,
    notices: Vec<String>,
    limit: usize,
    bytes: usize,
    tables: u32,
    is_cut: bool,
}

/// What a page brings.
enum Item {
    Page(PageState),
    Paragraph(Paragraph, Place),
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Column,
    Foot,
    Cell { table: u32, row: u32, column: u32 },
}

impl Blocks {
    /// No more text than this many bytes is taken.
    pub(super) fn new(limit: usize) -> Self {
        Self { items: Vec::new(), notices: Vec::new(), limit, bytes: 0, tables: 0, is_cut: false }
    }

    pub(super) fn notice(&mut self, message: String) {
        self.notices.push(message);
    }

    /// Begins a page.
    pub(super) fn page(&mut self, state: PageState) {
        self.items.push(Item::Page(state));
    }

    /// Takes the regions of the page that is open.
    pub(super) fn read(&mut self, regions: Vec<Region>, height: f32) {
        for region in regions {
            match region {
                Region::Column(pieces) => self.column(pieces, height),
                Region::Table(cells) => {
                    let table = self.tables;
                    self.tables += 1;
                    for (row, column, pieces) in cells {
                        for paragraph in paragraphs(pieces) {
                            self.push(paragraph, Place::Cell { table, row, column });
                        }
                    }
                }
            }
        }
    }

    fn column(&mut self, pieces: Vec<Piece>, height: f32) {
        for (index, mut paragraph) in paragraphs(pieces).into_iter().enumerate() {
            paragraph.opens_column = index == 0;
            let at_foot = paragraph.y > 0.55 * height;
            self.push(paragraph, if at_foot { Place::Foot } else { Place::Column });
        }
    }

    fn push(&mut self, paragraph: Paragraph, place: Place) {
        let bytes: usize = paragraph.lines.iter().map(String::len).sum();
        if self.bytes + bytes > self.limit {
            if !std::mem::replace(&mut self.is_cut, true) {
                let limit = self.limit;
                self.notice(format!("the text is cut at {limit} bytes"));
            }
            return;
        }
        self.bytes += bytes;
        self.items.push(Item::Paragraph(paragraph, place));
    }

    /// The document.
    pub(super) fn finish(self) -> Document {
        let style = Style::of(&self.items);
        let mut hyphens = Hyphens::default();
        for item in &self.items {
            if let Item::Paragraph(paragraph, _) = item {
                hyphens.learn(&paragraph.lines);
            }
        }
        let (builder, levels) = (Builder::new(), Levels::default());
        let mut writer = Writer { builder, open: None, style, hyphens, levels };
        for notice in self.notices {
            writer.builder.notice(notice);
        }
        let mut pages: Vec<(PageState, Vec<(Paragraph, BlockKind)>)> = Vec::new();
        for item in self.items {
            match item {
                Item::Page(state) => pages.push((state, Vec::new())),
                Item::Paragraph(paragraph, place) => {
                    let kind = writer.style.kind(&paragraph, place);
                    if let Some((_, page)) = pages.last_mut() {
                        page.push((paragraph, kind));
                    }
                }
            }
        }
        for (state, page) in pages {
            // Notes come behind the text of their page, so that it runs on over them.
            let (text, notes): (Vec<_>, Vec<_>) =
                page.into_iter().partition(|(_, kind)| *kind != BlockKind::Footnote);
            writer.page(state, text.first());
            for (paragraph, kind) in text {
                writer.push(paragraph, kind);
            }
            writer.notes(notes);
        }
        writer.close();
        writer.builder.finish()
    }
}

/// The sizes of letters that tell headings and notes from text.
struct Style {
    body: f32,
    /// Sizes of headings, from the largest.
    headings: Vec<i32>,
}

impl Style {
    fn of(items: &[Item]) -> Self {
        let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
        for item in items {
            if let Item::Paragraph(paragraph, _) = item {
                *sizes.entry(rounded(paragraph.size)).or_default() += paragraph.len();
            }
        }
        let body = sizes.iter().max_by_key(|size| *size.1).map_or(20, |size| *size.0);
        let body = body as f32 / 2.0;
        let headings: BTreeSet<i32> = items
            .iter()
            .filter_map(|item| match item {
                Item::Paragraph(paragraph, _) if is_large(paragraph, body) => {
                    Some(rounded(paragraph.size))
                }
                _ => None,
            })
            .collect();
        Self { body, headings: headings.into_iter().rev().collect() }
    }

    fn kind(&self, paragraph: &Paragraph, place: Place) -> BlockKind {
        if let Place::Cell { table, row, column } = place {
            return BlockKind::TableCell { table, row, column };
        }
        let is_entry = is_contents_entry(paragraph.end());
        if place == Place::Foot && !is_entry && self.is_note(paragraph) {
            return BlockKind::Footnote;
        }
        if !is_entry && is_large(paragraph, self.body) {
            let size = rounded(paragraph.size);
            let above = self.headings.iter().take_while(|heading| **heading > size).count();
            return BlockKind::Heading((above + 1).min(6) as u8);
        }
        if !is_entry && (paragraph.bold || is_capital(paragraph)) && is_heading_like(paragraph) {
            return BlockKind::Heading((self.headings.len() + 1).min(6) as u8);
        }
        if paragraph.marker.is_some() {
            return BlockKind::ListItem(1);
        }
        BlockKind::Paragraph
    }

    /// Small words at the foot of a page that begin with a number or a star.
    fn is_note(&self, paragraph: &Paragraph) -> bool {
        let begins = paragraph.begin();
        let marked = paragraph.is_note
            || paragraph.marker.is_some()
            || begins.starts_with(['*', '∗', '†', '‡', '¹', '²', '³'])
            || begins.starts_with(|letter: char| letter.is_ascii_digit());
        // Lone numbers are the labels of a chart.
        let has_words = paragraph.lines.iter().any(|line| line.contains(char::is_alphabetic));
        paragraph.size < 0.93 * self.body && marked && has_words
    }
}

/// Half points.
fn rounded(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

fn is_large(paragraph: &Paragraph, body: f32) -> bool {
    paragraph.size > 1.12 * body && paragraph.len() <= 250
}

/// Short, without the stop of a sentence. Recommendations are printed bold too: numbered, and often
/// with those who made them in brackets at the end.
fn is_heading_like(paragraph: &Paragraph) -> bool {
    let end = paragraph.end();
    let is_numbered = paragraph.marker.as_ref().is_some_and(|marker| {
        marker.contains(|letter: char| letter.is_ascii_digit()) || marker.starts_with('(')
    });
    if end.ends_with(':') || (is_numbered && (end.ends_with(')') || paragraph.len() > 90)) {
        return false;
    }
    paragraph.len() <= 200
        && !end.ends_with(['.', ';', ','])
        && paragraph.lines.len() <= 3
        && paragraph.begin().chars().any(char::is_alphabetic)
}

/// Whether nearly all letters are capitals: the headings of typewritten reports.
fn is_capital(paragraph: &Paragraph) -> bool {
    let letters = || paragraph.lines.iter().flat_map(|line| line.chars());
    let small = letters().filter(|letter| letter.is_lowercase()).count();
    let capital = letters().filter(|letter| letter.is_uppercase()).count();
    capital >= 6 && small * 12 < capital
}

/// Writes blocks, and joins what runs on.
struct Writer {
    builder: Builder,
    open: Option<OpenBlock>,
    style: Style,
    hyphens: Hyphens,
    levels: Levels,
}

struct OpenBlock {
    kind: BlockKind,
    marker: Option<String>,
    /// The words on each page that it touches.
    parts: Vec<String>,
    last: Paragraph,
}

impl Writer {
    /// Begins a page, within the open block if it runs on.
    fn page(&mut self, state: PageState, next: Option<&(Paragraph, BlockKind)>) {
        let runs_on = next.is_some_and(|(next, kind)| {
            self.open.as_ref().is_some_and(|open| open.takes(next, *kind))
        });
        if runs_on
            && state == PageState::Text
            && let Some(open) = &mut self.open
        {
            open.parts.push(String::new());
        } else {
            self.close();
            self.builder.page(state);
        }
    }

    fn push(&mut self, paragraph: Paragraph, kind: BlockKind) {
        let takes = self.open.as_ref().is_some_and(|open| {
            open.parts.last().is_some_and(String::is_empty) || open.takes(&paragraph, kind)
        });
        if let Some(open) = &mut self.open
            && open.is_number_of(&paragraph, kind)
        {
            open.marker = open.parts.pop();
            open.parts.push(String::new());
            open.kind = BlockKind::ListItem(1);
        }
        let takes = takes || self.open.as_ref().is_some_and(OpenBlock::is_bare);
        let mut words = self.words_of(&paragraph);
        if takes && let Some(open) = &mut self.open {
            match open.parts.as_mut_slice() {
                [.., before, part] if part.is_empty() => {
                    // A hyphen at the end of a page joins as one at the end of a line does.
                    let moved = self.hyphens.carry(before, &words);
                    *part = moved.unwrap_or(words);
                }
                [.., part] => self.hyphens.join(part, &words),
                [] => open.parts.push(words),
            }
            open.last = paragraph;
        } else {
            self.close();
            let kind = self.levelled(kind, paragraph.marker.as_deref());
            let mut marker = paragraph.marker.clone();
            // What may be an initial in running text is a number in a heading: `A. Scope`.
            if let (BlockKind::Heading(_), None) = (kind, &marker)
                && let (Some(found), rest) = split_heading_marker(&words)
            {
                marker = Some(found.to_owned());
                words = String::from(rest);
            }
            self.open = Some(OpenBlock { kind, marker, parts: vec![words], last: paragraph });
        }
    }

    fn words_of(&self, paragraph: &Paragraph) -> String {
        let mut words = String::new();
        for line in &paragraph.lines {
            self.hyphens.join(&mut words, line);
        }
        words
    }

    /// An item at its level.
    fn levelled(&mut self, kind: BlockKind, marker: Option<&str>) -> BlockKind {
        match (kind, marker) {
            (BlockKind::Heading(_), _) => self.levels.end(),
            (BlockKind::ListItem(_), Some(marker)) => {
                return BlockKind::ListItem(self.levels.level(marker));
            }
            _ => {}
        }
        kind
    }

    /// Notes of a page; the open block waits behind them if it may run on.
    fn notes(&mut self, notes: Vec<(Paragraph, BlockKind)>) {
        if notes.is_empty() {
            return;
        }
        if self.open.as_ref().is_some_and(|open| open.last.ends()) {
            self.close();
        }
        // A block that runs over pages cannot wait for notes between its parts: they come first.
        let waiting = self.open.take();
        for (note, kind) in notes {
            self.push(note, kind);
            self.close();
        }
        self.open = waiting;
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let parts: Vec<&str> = open.parts.iter().map(String::as_str).collect();
            self.builder.block_over_pages(open.kind, open.marker.as_deref(), &parts);
        }
    }
}

impl OpenBlock {
    /// Whether there is a marker and nothing behind it yet.
    fn is_bare(&self) -> bool {
        self.marker.is_some() && self.parts.last().is_some_and(String::is_empty)
    }

    /// Whether it is nothing but the number (`122.11`) of the paragraph that stands below.
    fn is_number_of(&self, next: &Paragraph, kind: BlockKind) -> bool {
        let is_number = |words: &String| {
            let digits = |part: &str| part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
            words
                .split_once('.')
                .is_some_and(|(a, b)| a.len() > 1 && !b.is_empty() && digits(a) && digits(b))
        };
        let begins = next.begin().chars().next();
        self.marker.is_none()
            && [self.kind, kind] == [BlockKind::Paragraph; 2]
            && (self.last.size - next.size).abs() < 0.6
            && !next.opens_column
            && begins.is_some_and(char::is_uppercase)
            && matches!(self.parts.as_slice(), [words] if is_number(words))
    }

    /// Whether a paragraph of the next column or page is the rest of this block.
    fn takes(&self, next: &Paragraph, kind: BlockKind) -> bool {
        let is_text = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem(_));
        let same_size = (self.last.size - next.size).abs() < 0.6;
        if !is_text(self.kind) || kind != BlockKind::Paragraph || !same_size {
            return false;
        }
        let end = self.last.end();
        let ends = self.last.ends();
        let begins = next.begin().chars().next();
        let begins_low = begins.is_some_and(char::is_lowercase);
        let is_cut = end.ends_with(['-', ',', '\u{ad}', '(', '/', '–']);
        !ends
            && (begins_low
                || is_cut
                || (self.last.is_full && next.opens_column && next.marker.is_none()))
    }
}
