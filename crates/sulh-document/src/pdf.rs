//! PDF: letters on pages become blocks in reading order.
//!
//! It reads through `hayro`, which forbids unsafe code and draws nothing for us but hands over
//! letters, lines and pictures. What a page looks like decides what its blocks are.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    clippy::many_single_char_names,
    clippy::struct_excessive_bools,
    reason = "places on pages are small, matrices have letters, directions are four, and a paragraph looks many ways"
)]

mod blocks;
mod boldness;
mod content;
mod levels;
mod lines;
mod margins;
mod paragraphs;
mod picture;
mod properties;
mod regions;
mod table;
#[cfg(test)]
mod written;

use crate::document::{Document, PageState};
use crate::error::DocumentError;
use blocks::Blocks;
use boldness::Boldness;
use content::{Content, DIRECTIONS};
use hayro_interpret::hayro_syntax::object::Name;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use margins::{PagePieces, remove_margins};
pub use picture::{Picture, page_picture};

/// The most pages that are read.
const PAGES: usize = 5_000;
/// A page whose picture covers this share and that has fewer letters than [`FEW`] is a scan.
const SCAN: f32 = 0.3;
/// Fewer letters than any page of text has.
const FEW: usize = 40;

/// Reads a PDF.
///
/// `tell_pages` is told the number of pages before they are read.
/// Cost: O(bytes · log bytes); about a millisecond a page.
///
/// # Errors
/// [`DocumentError::Encrypted`], [`DocumentError::Malformed`].
pub fn parse_pdf(
    bytes: &[u8],
    text_bytes: usize,
    tell_pages: &mut dyn FnMut(usize),
) -> Result<Document, DocumentError> {
    let pdf = open(bytes)?;
    let pages = pdf.pages();
    if pages.iter().all(is_tree) {
        let reason = "its tree of pages has no pages, or runs in a circle".to_owned();
        return Err(DocumentError::Malformed { kind: "PDF", reason });
    }
    tell_pages(pages.len().min(PAGES));
    let mut blocks = Blocks::new(text_bytes);
    if pages.len() > PAGES {
        blocks.notice(format!("only the first {PAGES} of {} pages are read", pages.len()));
    }
    let cache = InterpreterCache::new();
    let mut read: Vec<ReadPage> = Vec::new();
    for page in pages.iter().take(PAGES) {
        read.push(ReadPage::of(&pdf, page, &cache));
    }
    for direction in 0..DIRECTIONS {
        let mut pieces: Vec<PagePieces> =
            read.iter_mut().map(|page| std::mem::take(&mut page.pieces[direction])).collect();
        remove_margins(&mut pieces);
        for (page, pieces) in read.iter_mut().zip(pieces) {
            page.pieces[direction] = pieces;
        }
    }
    for (index, page) in read.into_iter().enumerate() {
        if page.unreadable > 0 {
            blocks.notice(format!(
                "page {}: {} letters of a font that does not say what they read",
                index + 1,
                page.unreadable
            ));
        }
        blocks.page(page.state);
        for pieces in page.pieces {
            blocks.read(regions::regions(pieces.pieces, &page.rules), pieces.height);
        }
    }
    let mut document = blocks.finish();
    properties::read(&pdf, &mut document);
    Ok(document)
}

fn open(bytes: &[u8]) -> Result<Pdf, DocumentError> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => DocumentError::Encrypted,
        LoadPdfError::Decryption(_) => DocumentError::Malformed {
            kind: "PDF",
            reason: "it is encrypted in a way that is not known".to_owned(),
        },
        LoadPdfError::Invalid => DocumentError::Malformed {
            kind: "PDF",
            reason: "neither its table of objects nor its pages can be found".to_owned(),
        },
    })
}

/// Whether what is taken for a page is a branch of their tree: it holds itself.
fn is_tree(page: &Page<'_>) -> bool {
    page.raw().get::<Name<'_>>(b"Type").is_some_and(|name| name.as_ref() == b"Pages")
}

/// Draws a page into a device that only listens.
fn draw<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    device: &mut impl hayro_interpret::Device<'a>,
) {
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, area, cache, pdf.xref(), settings);
    interpret_page(page, &mut context, device);
}

/// A page before it is put in order.
struct ReadPage {
    pieces: [PagePieces; DIRECTIONS],
    rules: Vec<content::Rule>,
    state: PageState,
    unreadable: usize,
}

impl ReadPage {
    fn of<'a>(pdf: &'a Pdf, page: &Page<'a>, cache: &InterpreterCache<'a>) -> Self {
        let (width, height) = page.render_dimensions();
        let mut content = Content::new(width, height, Boldness::of(page));
        draw(pdf, page, cache, &mut content);
        let state = match content.count() {
            0 if content.picture >= SCAN => PageState::NeedsOcr,
            0 => PageState::Empty,
            letters if letters < FEW && content.picture > 0.8 => PageState::NeedsOcr,
            _ => PageState::Text,
        };
        let mut pieces: [PagePieces; DIRECTIONS] = Default::default();
        for (direction, place) in pieces.iter_mut().enumerate() {
            let [_, height] = content.size(direction);
            let glyphs = std::mem::take(&mut content.glyphs[direction]);
            *place = PagePieces { pieces: lines::pieces(&glyphs), height };
        }
        Self { pieces, rules: content.rules, state, unreadable: content.unreadable }
    }
}

#[cfg(test)]
mod tests;
