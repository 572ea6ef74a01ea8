//! DOCX: the parts of the package, put together.
//!
//! It follows no link out of the package, runs nothing and reads no header, footer or comment.

mod notes;
mod numbering;
mod paragraph;
mod relationships;
mod story;
mod styles;
mod table;

use std::io::Read;

use crate::block_writer::BlockWriter;
use crate::package::Package;
use crate::parser::{Limits, Parser};
use crate::stated;
use crate::xml::{Node, XmlReader};
use crate::{BlockKind, Document, DocumentError, Metadata};

use notes::Notes;
use numbering::Numbering;
use relationships::Relationships;
use story::{Piece, Story};
use styles::Styles;

/// Reads Office Open XML text (DOCX, DOCM, DOTX).
///
/// A cell of a table gives one block for each of its paragraphs. Tables of contents are left out:
/// their headings come again. Pages begin where Word last began them, if the file says so.
#[derive(Debug, Clone, Copy, Default)]
pub struct DocxParser;

const KIND: &str = "DOCX";

impl Parser for DocxParser {
    fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Document, DocumentError> {
        let mut package = Package::open(bytes, KIND, limits)?;
        let outer = Relationships::read(&mut package, "")?;
        let main = main_part(&package, &outer)?;
        let inner = Relationships::read(&mut package, &main)?;
        let styles = match package.part(&inner.target("styles", "styles.xml"))? {
            Some(mut part) => Styles::read(&mut part)?,
            None => Styles::default(),
        };
        let mut numbering = match package.part(&inner.target("numbering", "numbering.xml"))? {
            Some(mut part) => Numbering::read(&mut part, &styles)?,
            None => Numbering::default(),
        };
        let mut notes = Notes::default();
        for (kind, name) in [("footnotes", "footnotes.xml"), ("endnotes", "endnotes.xml")] {
            if let Some(mut part) = package.part(&inner.target(kind, name))? {
                notes.read(
                    &mut part,
                    &styles,
                    &mut numbering,
                    kind == "endnotes",
                    limits.text_bytes,
                )?;
            }
        }
        let mut writer = BlockWriter::new(limits);
        if let Some(mut part) =
            package.part(&outer.target("core-properties", "docProps/core.xml"))?
        {
            read_properties(&mut part, writer.metadata())?;
        }
        writer.metadata().language.clone_from(&styles.language);
        let missing =
            || DocumentError::Malformed { kind: KIND, reason: format!("it has no part {main}") };
        let mut part = package.part(&main)?.ok_or_else(missing)?;
        let mut body = Body { writer, notes };
        body.read(&mut part, Story::new(&styles, &mut numbering, limits.text_bytes))?;
        Ok(body.writer.finish())
    }
}

/// The name of the part that holds the text.
fn main_part(package: &Package<'_, '_>, outer: &Relationships) -> Result<String, DocumentError> {
    let main = outer.target("officeDocument", "word/document.xml");
    if package.has(&main) {
        return Ok(main);
    }
    let main = "word/document.xml".to_owned();
    if package.has(&main) {
        return Ok(main);
    }
    let reason = "it has no text part".to_owned();
    Err(DocumentError::Malformed { kind: KIND, reason })
}

/// The text, on its way from the story to the document.
struct Body<'l> {
    writer: BlockWriter<'l>,
    notes: Notes,
}

impl Body<'_> {
    /// Reads the whole story. Where it breaks off behind some text, that text stands.
    fn read<R: Read>(
        &mut self,
        part: &mut XmlReader<R>,
        mut story: Story<'_>,
    ) -> Result<(), DocumentError> {
        loop {
            match story.step(part) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error @ DocumentError::Malformed { .. }) => {
                    story.finish();
                    self.write(story.take_pieces())?;
                    if self.writer.is_empty() {
                        return Err(error);
                    }
                    self.writer.notice(format!("not all was read: {error}"));
                    break;
                }
                Err(error) => return Err(error),
            }
            self.write(story.take_pieces())?;
        }
        self.write(story.take_pieces())?;
        if part.has_entities() {
            self.writer.notice("entities that the file defines itself were left out");
        }
        if story.has_foreign_part() {
            self.writer.notice("a part in another format (altChunk) was left out");
        }
        Ok(())
    }

    fn write(&mut self, pieces: Vec<Piece>) -> Result<(), DocumentError> {
        for piece in pieces {
            self.writer.write(piece.kind, piece.marker.as_deref(), &piece.words)?;
            for reference in &piece.notes {
                if let Some((marker, words)) = self.notes.take(reference) {
                    self.writer.write(BlockKind::Footnote, Some(&marker), &words)?;
                }
            }
        }
        Ok(())
    }
}

/// What `docProps/core.xml` says.
fn read_properties<R: Read>(
    part: &mut XmlReader<R>,
    metadata: &mut Metadata,
) -> Result<(), DocumentError> {
    let (mut open, mut words) = (String::new(), String::new());
    loop {
        match part.next() {
            Ok(Node::Start(start)) => {
                start.local_name().as_ref().clone_into(&mut open);
                words.clear();
            }
            Ok(Node::Text(text)) if words.len() < 4096 => words.push_str(&text),
            Ok(Node::End(_)) => match std::mem::take(&mut open).as_str() {
                "title" => metadata.title = stated::title(&words),
                "creator" => metadata.author = stated::line(&words),
                "created" => metadata.date = stated::date(&words),
                _ => {}
            },
            // Properties that cannot be read are none.
            Ok(Node::EndOfPart) | Err(DocumentError::Malformed { .. }) => return Ok(()),
            Err(error) => return Err(error),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
