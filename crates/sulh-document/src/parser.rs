//! From the bytes of a file to a document: the parsers behind one door.
//!
//! It reads no format itself, opens no file and asks no network.

use crate::docx::DocxParser;
use crate::html::HtmlParser;
use crate::markdown::MarkdownParser;
use crate::odt::OdtParser;
use crate::pdf::{page_picture, parse_pdf};
use crate::plain_text::PlainTextParser;
use crate::worker::Input;
use crate::{Document, DocumentError, MediaType};

/// Reads one kind of file.
pub trait Parser {
    /// The document in `bytes`.
    ///
    /// A file that can be read in part gives that part, with a notice; the same bytes give the same
    /// document. Cost: linear in the bytes, unpacked.
    ///
    /// # Errors
    /// [`DocumentError`] if there is no text to be had, or more than the limits allow.
    fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Document, DocumentError>;
}

/// How much a document may have. Files are written by strangers: what they say about their own size
/// is never believed, it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the normalised text.
    pub text_bytes: usize,
    /// Blocks.
    pub blocks: usize,
    /// Bytes that the parts of a packed file (DOCX, ODT) may unpack to, together.
    pub unpacked_bytes: u64,
    /// Elements within each other. XML deeper than this is refused, HTML is flattened.
    pub depth: usize,
    /// Files in a packed file.
    pub parts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 32 << 20,
            blocks: 1_000_000,
            unpacked_bytes: 256 << 20,
            depth: 400,
            parts: 10_000,
        }
    }
}

/// Recognises a file and reads it. `name` is asked only to tell Markdown from plain text.
///
/// # Errors
/// [`DocumentError::NeedsProgram`] for Word 97 to 2003, which must be converted first; else what
/// [`MediaType::recognise`] and [`Parser::parse`] give.
pub fn parse(
    bytes: &[u8],
    name: Option<&str>,
    limits: &Limits,
) -> Result<(MediaType, Document), DocumentError> {
    parse_telling(bytes, name, limits, &mut |_| ())
}

/// Reads what a worker is given, under the usual limits: what
/// [`child_main`](crate::worker::child_main) calls in the program.
///
/// # Errors
/// As [`parse`].
pub fn parse_input(input: &Input<'_>) -> Result<Document, DocumentError> {
    let mut tell_pages = |pages| {
        (input.announce_pages)(u32::try_from(pages).unwrap_or(u32::MAX));
    };
    let limits = Limits::default();
    parse_telling(input.bytes, input.name, &limits, &mut tell_pages).map(|(_, document)| document)
}

/// The picture of a page of a file, from 1, as PGM; none if the file has no pages or the page no
/// picture. Cost: as that of the picture, up to a second.
///
/// # Errors
/// As [`parse`].
pub fn page_pnm(bytes: &[u8], page: u32) -> Result<Option<Vec<u8>>, DocumentError> {
    if MediaType::recognise(bytes, None)? != MediaType::Pdf {
        return Ok(None);
    }
    Ok(page_picture(bytes, page)?.map(|picture| picture.to_pgm()))
}

fn parse_telling(
    bytes: &[u8],
    name: Option<&str>,
    limits: &Limits,
    tell_pages: &mut dyn FnMut(usize),
) -> Result<(MediaType, Document), DocumentError> {
    let media_type = MediaType::recognise(bytes, name)?;
    let mut document = match media_type {
        MediaType::Pdf => parse_pdf(bytes, limits.text_bytes, tell_pages),
        MediaType::Doc => {
            return Err(DocumentError::NeedsProgram { kind: "DOC", program: "LibreOffice" });
        }
        MediaType::Docx => DocxParser.parse(bytes, limits),
        MediaType::Odt => OdtParser.parse(bytes, limits),
        MediaType::Html => HtmlParser.parse(bytes, limits),
        MediaType::Markdown => MarkdownParser.parse(bytes, limits),
        MediaType::Text => PlainTextParser.parse(bytes, limits),
    }?;
    document.metadata.media_type = Some(media_type);
    Ok((media_type, document))
}
