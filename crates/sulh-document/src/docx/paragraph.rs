//! A paragraph while it is read: its words so far and what was said about it.

use crate::block_writer::{LINE_BREAK, PAGE_BREAK};

use super::story::{NoteReference, Piece};

/// An open paragraph.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that the file may set")]
pub(super) struct Paragraph {
    /// Words with the signs of `block_writer` for breaks.
    pub(super) words: String,
    /// Id of its style.
    pub(super) style: Option<String>,
    /// Numbering and level that it names itself; the numbering `0` is none.
    pub(super) numbering: Option<String>,
    pub(super) level: Option<usize>,
    /// Level as a heading that it names itself.
    pub(super) outline: Option<u8>,
    /// Whether a page begins before it, if it says so itself.
    pub(super) breaks_page: Option<bool>,
    /// Whether its end was deleted, so that it goes on in the next one.
    pub(super) runs_on: bool,
    /// Whether a section ends with it and the next one begins a page.
    pub(super) ends_section: bool,
    /// Notes that it cites.
    pub(super) notes: Vec<NoteReference>,
    /// What stands in its text boxes; it follows the paragraph.
    pub(super) boxes: Vec<Piece>,
    /// Whether its style hides its words.
    pub(super) style_hides: bool,
    /// Whether the open run is hidden.
    pub(super) hides: bool,
    /// Whether characters are words now.
    pub(super) reads: bool,
    /// Whether its own properties are being read.
    pub(super) in_properties: bool,
    pub(super) fields: Fields,
}

/// Open fields: codes, which are no words, and results, which are.
#[derive(Debug, Default)]
pub(super) struct Fields {
    has_result: Vec<bool>,
    codes: usize,
}

impl Paragraph {
    /// Adds words, unless they are hidden or the code of a field; whether it did.
    pub(super) fn push(&mut self, words: &str) -> bool {
        let is_shown = !self.hides && self.fields.codes == 0;
        if is_shown {
            self.words.push_str(words);
        }
        is_shown
    }

    /// Adds the sign of a break.
    pub(super) fn push_break(&mut self, is_page: bool) -> bool {
        let sign = if is_page { PAGE_BREAK } else { LINE_BREAK };
        self.push(sign.encode_utf8(&mut [0; 4]))
    }

    /// Begins a field, ends its code or ends the field.
    pub(super) fn field(&mut self, step: &str) {
        let Fields { has_result, codes } = &mut self.fields;
        match step {
            "begin" => {
                has_result.push(false);
                *codes += 1;
            }
            "separate" => {
                if let Some(open) = has_result.last_mut().filter(|open| !**open) {
                    *open = true;
                    *codes -= 1;
                }
            }
            "end" => *codes -= usize::from(has_result.pop() == Some(false)),
            _ => {}
        }
    }
}
