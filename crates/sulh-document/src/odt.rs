//! ODT: the parts of the package, put together.
//!
//! It follows no link out of the package and reads no header, footer, comment or deleted text.

mod list;
mod paragraph;
mod story;
mod styles;
mod table;

use std::io::Read;

use crate::block_writer::BlockWriter;
use crate::package::Package;
use crate::parser::{Limits, Parser};
use crate::stated;
use crate::xml::{Node, XmlReader};
use crate::{Document, DocumentError, Metadata};

use story::Story;
use styles::Styles;

/// Reads Open Document text (ODT, OTT).
///
/// A cell of a table gives one block for each of its paragraphs. Tables of contents and indexes are
/// left out. Pages begin where the file says that they began when it was last laid out.
#[derive(Debug, Clone, Copy, Default)]
pub struct OdtParser;

const KIND: &str = "ODT";

impl Parser for OdtParser {
    fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Document, DocumentError> {
        let mut package = Package::open(bytes, KIND, limits)?;
        if let Some(mut part) = package.part("META-INF/manifest.xml")? {
            refuse_encrypted(&mut part)?;
        }
        let mut styles = Styles::default();
        if let Some(mut part) = package.part("styles.xml")? {
            styles.read(&mut part)?;
        }
        let mut writer = BlockWriter::new(limits);
        if let Some(mut part) = package.part("meta.xml")? {
            read_properties(&mut part, writer.metadata())?;
        }
        let language = &mut writer.metadata().language;
        *language = language.take().or_else(|| styles.language.take());
        let Some(mut part) = package.part("content.xml")? else {
            let reason = "it has no part content.xml".to_owned();
            return Err(DocumentError::Malformed { kind: KIND, reason });
        };
        read_body(&mut part, Story::new(styles, limits.text_bytes), &mut writer)?;
        Ok(writer.finish())
    }
}

/// Reads the whole story. Where it breaks off behind some text, that text stands.
fn read_body<R: Read>(
    part: &mut XmlReader<R>,
    mut story: Story,
    writer: &mut BlockWriter<'_>,
) -> Result<(), DocumentError> {
    let (mut goes_on, mut broken) = (true, None);
    while goes_on {
        match story.step(part) {
            Ok(more) => goes_on = more,
            Err(error @ DocumentError::Malformed { .. }) => {
                story.finish();
                (goes_on, broken) = (false, Some(error));
            }
            Err(error) => return Err(error),
        }
        for piece in story.take_pieces() {
            writer.write(piece.kind, piece.marker.as_deref(), &piece.words)?;
        }
    }
    match broken {
        Some(error) if writer.is_empty() => return Err(error),
        Some(error) => writer.notice(format!("not all was read: {error}")),
        None => {}
    }
    if part.has_entities() {
        writer.notice("entities that the file defines itself were left out");
    }
    Ok(())
}

fn refuse_encrypted<R: Read>(part: &mut XmlReader<R>) -> Result<(), DocumentError> {
    loop {
        match part.next() {
            Ok(Node::Start(start)) if start.local_name().as_ref() == "encryption-data" => {
                return Err(DocumentError::Encrypted);
            }
            Ok(Node::EndOfPart) | Err(DocumentError::Malformed { .. }) => return Ok(()),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
}

/// What `meta.xml` says.
fn read_properties<R: Read>(
    part: &mut XmlReader<R>,
    metadata: &mut Metadata,
) -> Result<(), DocumentError> {
    let (mut open, mut words) = (String::new(), String::new());
    loop {
        match part.next() {
            Ok(Node::Start(start)) => {
                start.name().as_ref().clone_into(&mut open);
                words.clear();
            }
            Ok(Node::Text(text)) if words.len() < 4096 => words.push_str(&text),
            Ok(Node::End(_)) => match std::mem::take(&mut open).as_str() {
                "dc:title" => metadata.title = stated::title(&words),
                "meta:initial-creator" => metadata.author = stated::line(&words),
                "dc:creator" if metadata.author.is_none() => {
                    metadata.author = stated::line(&words);
                }
                "meta:creation-date" => metadata.date = stated::date(&words),
                "dc:date" if metadata.date.is_none() => metadata.date = stated::date(&words),
                "dc:language" => metadata.language = stated::language(&words),
                _ => {}
            },
            // Properties that cannot be read are none.
            Ok(Node::EndOfPart) | Err(DocumentError::Malformed { .. }) => return Ok(()),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
