//! A paragraph while it is read, and a note while its paragraphs are.

use crate::BlockKind;

/// A paragraph that is ready.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    pub(super) marker: Option<String>,
    pub(super) words: String,
}

/// An open paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) kind: BlockKind,
    pub(super) marker: Option<String>,
    pub(super) words: String,
    /// Notes and text boxes; they follow the paragraph.
    pub(super) after: Vec<Piece>,
    /// Whether a page begins behind it.
    pub(super) ends_page: bool,
    /// For each open span, whether it hides its words.
    spans: Vec<bool>,
    hidden: usize,
}

impl Paragraph {
    pub(super) fn new(kind: BlockKind, marker: Option<String>, is_hidden: bool) -> Self {
        Self {
            kind,
            marker,
            words: String::new(),
            after: Vec::new(),
            ends_page: false,
            spans: Vec::new(),
            hidden: usize::from(is_hidden),
        }
    }

    pub(super) fn begin_span(&mut self, hides: bool) {
        self.spans.push(hides);
        self.hidden += usize::from(hides);
    }

    pub(super) fn end_span(&mut self) {
        let hid = self.spans.pop().unwrap_or(false);
        self.hidden = self.hidden.saturating_sub(usize::from(hid));
    }

    pub(super) fn push(&mut self, words: &str) {
        if self.hidden == 0 {
            self.words.push_str(words);
        }
    }
}

/// An open note.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) mark: String,
    pub(super) words: String,
    /// How many paragraphs are open around it.
    pub(super) depth: usize,
    /// Whether its mark is being read.
    pub(super) in_mark: bool,
}
