//! Text that was recognised in pictures takes its place in a document.
//!
//! It recognises nothing, and touches no page that has text of its own.

use crate::document::{Block, BlockKind, Builder, Document, PageState};
use crate::hyphen::Hyphens;
use crate::marker::split_marker;
use std::collections::BTreeMap;
use std::ops::Range;

impl Document {
    /// The document with the text of pages that are pictures.
    ///
    /// `recognised` holds the text of pages by their number, in lines, with an empty line between
    /// paragraphs. Pages that are not [`PageState::NeedsOcr`], and pages without a letter in their
    /// text, stay as they are; on the others it takes the place of what little stands there.
    ///
    /// Cost: linear in both texts.
    #[must_use]
    pub fn with_recognised(self, recognised: &BTreeMap<u32, String>) -> Self {
        let takes = |number: u32, state: PageState| {
            recognised.get(&number).filter(|text| {
                state == PageState::NeedsOcr && text.chars().any(char::is_alphanumeric)
            })
        };
        let hyphens = hyphens(&self, recognised);
        let ends = self.pages.iter().skip(1).map(|page| page.start).chain([self.text.len()]);
        let ends: Vec<usize> = ends.collect();
        let mut splice = Splice::of(&self);
        for (page, end) in self.pages.iter().zip(ends) {
            let words = takes(page.number, page.state);
            let Some(text) = words.filter(|_| splice.can_replace(&(page.start..end))) else {
                splice.page(page.start, page.state);
                continue;
            };
            splice.replace(page.start..end, page.number, &page_of(text, &hyphens));
        }
        let (text, blocks, pages) = splice.finish();
        Self { text, blocks, pages, metadata: self.metadata, notices: self.notices }
    }
}

/// What the words of the document and of its recognised pages tell about hyphens.
fn hyphens(document: &Document, recognised: &BTreeMap<u32, String>) -> Hyphens {
    let mut hyphens = Hyphens::default();
    let lines = document.text.lines().chain(recognised.values().flat_map(|text| text.lines()));
    for line in lines {
        hyphens.learn(&[line.to_owned()]);
    }
    hyphens
}

/// The paragraphs of one page, as a document of their own.
fn page_of(text: &str, hyphens: &Hyphens) -> Document {
    let mut builder = Builder::new();
    let mut open = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim();
        if !line.is_empty() {
            hyphens.join(&mut open, line);
            continue;
        }
        let words = std::mem::take(&mut open);
        match split_marker(&words) {
            (Some(marker), rest) if !rest.trim().is_empty() => {
                builder.block(BlockKind::ListItem(1), Some(marker), rest);
            }
            _ => builder.block(BlockKind::Paragraph, None, &words),
        }
    }
    builder.finish()
}

/// A document that is copied with pages replaced.
struct Splice<'d> {
    old: &'d Document,
    new: Document,
    /// Up to where the old text and blocks are copied.
    copied: usize,
    blocks: usize,
}

impl<'d> Splice<'d> {
    fn of(old: &'d Document) -> Self {
        Self { old, new: Document::default(), copied: 0, blocks: 0 }
    }

    /// Whether blocks begin and end with the page: none runs on over one of its ends.
    fn can_replace(&self, page: &Range<usize>) -> bool {
        let starts_block = |byte: usize| {
            byte == self.old.text.len()
                || self.old.blocks.binary_search_by_key(&byte, |block| block.span.start).is_ok()
        };
        starts_block(page.start) && starts_block(page.end)
    }

    /// Begins a page that keeps its text.
    fn page(&mut self, start: usize, state: PageState) {
        let start = self.new.text.len() + start.saturating_sub(self.copied);
        let number = self.new.pages.len() as u32 + 1;
        self.new.pages.push(crate::document::Page { number, start, state });
    }

    /// Begins a page with other text than it had.
    fn replace(&mut self, page: Range<usize>, number: u32, with: &Document) {
        self.copy(page.start);
        self.page(page.start, PageState::Recognised);
        let shift = self.new.text.len();
        self.new.text.push_str(&with.text);
        self.new.blocks.extend(with.blocks.iter().map(|block| Block {
            span: block.span.start + shift..block.span.end + shift,
            page: number,
            ..block.clone()
        }));
        let rest = self.old.blocks.get(self.blocks..).unwrap_or_default();
        self.blocks += rest.iter().take_while(|block| block.span.start < page.end).count();
        self.copied = page.end;
    }

    /// Copies what stands before a byte at which a block begins.
    fn copy(&mut self, end: usize) {
        let from = self.copied;
        let to = self.new.text.len();
        self.new.text.push_str(self.old.text.get(from..end).unwrap_or_default());
        let rest = self.old.blocks.get(self.blocks..).unwrap_or_default();
        for block in rest.iter().take_while(|block| block.span.start < end) {
            let span = block.span.start - from + to..block.span.end - from + to;
            self.new.blocks.push(Block { span, ..block.clone() });
            self.blocks += 1;
        }
        self.copied = end;
    }

    fn finish(mut self) -> (String, Vec<Block>, Vec<crate::document::Page>) {
        self.copy(self.old.text.len());
        (self.new.text, self.new.blocks, self.new.pages)
    }
}

#[cfg(test)]
mod tests;
