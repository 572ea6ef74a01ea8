//! Footnotes and endnotes, kept by their ids until the text cites them.

use std::collections::HashMap;
use std::io::Read;

use crate::DocumentError;
use crate::list_label::NumberFormat;
use crate::xml::XmlReader;

use super::numbering::Numbering;
use super::story::{NoteReference, Story};
use super::styles::Styles;

/// The notes that were not cited yet.
#[derive(Debug, Default)]
pub(super) struct Notes {
    words: HashMap<NoteReference, String>,
    footnotes: u32,
    endnotes: u32,
}

impl Notes {
    /// Reads one part of notes. Paragraphs of a note become one.
    pub(super) fn read<R: Read>(
        &mut self,
        part: &mut XmlReader<R>,
        styles: &Styles,
        numbering: &mut Numbering,
        is_endnote: bool,
        limit: usize,
    ) -> Result<(), DocumentError> {
        let mut story = Story::new(styles, numbering, limit);
        loop {
            match story.step(part) {
                Ok(true) => {}
                // Notes that cannot be read are none; the text is worth more.
                Ok(false) | Err(DocumentError::Malformed { .. }) => return Ok(()),
                Err(error) => return Err(error),
            }
            let Some(id) = story.note.clone() else { continue };
            for piece in story.take_pieces() {
                let key = NoteReference { is_endnote, id: id.clone() };
                let words = self.words.entry(key).or_default();
                words.push(' ');
                words.push_str(&piece.words.replace(|c: char| c.is_control(), " "));
            }
        }
    }

    /// The mark and the words of a note, the first time it is cited.
    pub(super) fn take(&mut self, reference: &NoteReference) -> Option<(String, String)> {
        let words = self.words.remove(reference)?;
        let (count, format) = if reference.is_endnote {
            (&mut self.endnotes, NumberFormat::LowerRoman)
        } else {
            (&mut self.footnotes, NumberFormat::Decimal)
        };
        *count += 1;
        Some((format.label(*count), words))
    }
}
