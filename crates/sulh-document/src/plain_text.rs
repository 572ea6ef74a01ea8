//! Plain text: paragraphs, lists and headings by how the lines lie.
//!
//! Form feeds begin pages. What cannot be told apart stays a paragraph.

mod lines;

#[cfg(test)]
mod tests;

use crate::block_writer::{BlockWriter, PAGE_BREAK};
use crate::encoding::decode;
use crate::marker::split_marker;
use crate::parser::{Limits, Parser};
use crate::{BlockKind, Document, DocumentError};

use lines::{Layout, Line};

/// Reads plain text.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainTextParser;

/// The longest line that may be a heading, in letters.
const LONGEST_HEADING: usize = 120;

impl Parser for PlainTextParser {
    fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Document, DocumentError> {
        let decoded = decode(bytes, None);
        if decoded.text.len() > limits.text_bytes {
            let limit = limits.text_bytes as u64;
            return Err(DocumentError::TooLarge { what: "bytes of text", limit });
        }
        let mut writer = BlockWriter::new(limits);
        if let Some(notice) = decoded.notice {
            writer.notice(notice);
        }
        let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
        let layout = Layout::of(&text);
        let mut paragraph = Paragraph::default();
        for line in text.split('\n') {
            let line = Line::of(line);
            if let Some(level) = line.underline().filter(|_| paragraph.lines == 1) {
                paragraph.kind = Some(BlockKind::Heading(level));
                paragraph.end(&mut writer)?;
            } else if line.is_blank() {
                paragraph.is_alone = paragraph.lines == 1 && paragraph.follows_blank;
                paragraph.end(&mut writer)?;
                paragraph.follows_blank = true;
                writer.write(BlockKind::Paragraph, None, line.text)?;
            } else {
                if paragraph.ends_before(&line, &layout) {
                    paragraph.end(&mut writer)?;
                }
                paragraph.take(&line);
            }
        }
        paragraph.is_alone = paragraph.lines == 1 && paragraph.follows_blank;
        paragraph.end(&mut writer)?;
        Ok(writer.finish())
    }
}

/// The lines that belong together so far.
struct Paragraph {
    words: String,
    kind: Option<BlockKind>,
    lines: usize,
    /// Width and end of the last line.
    width: usize,
    /// Indent of the first and of the last line.
    indent: usize,
    last_indent: usize,
    /// Whether it begins with a marker.
    is_item: bool,
    /// Whether a blank line, or nothing, stands before it.
    follows_blank: bool,
    /// Whether it is one line between blank ones.
    is_alone: bool,
}

impl Default for Paragraph {
    fn default() -> Self {
        let words = String::new();
        Self {
            words,
            kind: None,
            lines: 0,
            width: 0,
            indent: 0,
            last_indent: 0,
            is_item: false,
            follows_blank: true,
            is_alone: false,
        }
    }
}

impl Paragraph {
    /// Whether a line begins another paragraph.
    fn ends_before(&self, line: &Line<'_>, layout: &Layout) -> bool {
        if self.lines == 0 {
            return false;
        }
        let last = self.words.trim_end();
        let ends_sentence = last.ends_with(['.', '!', '?', ':', ';', '”', '"', '»', '…']);
        let is_short = self.width * 10 < layout.width * 7;
        let is_indented = line.indent >= self.last_indent + 2 && !self.is_item;
        layout.is_line_a_paragraph
            || line.begins_item(ends_sentence || self.is_item)
            || (ends_sentence && (is_short || is_indented))
            || line.text.contains(PAGE_BREAK) && ends_sentence
    }

    /// Adds a line; a word that is divided at its end is joined.
    fn take(&mut self, line: &Line<'_>) {
        if self.lines == 0 {
            self.indent = line.indent;
            self.is_item = split_marker(line.text).0.is_some();
        }
        let words = line.text;
        let begins_lower = words.trim_start().chars().next().is_some_and(char::is_lowercase);
        let stem = self.words.strip_suffix(['-', '\u{ad}', '‐']);
        let is_divided = begins_lower
            && stem.is_some_and(|stem| stem.chars().next_back().is_some_and(char::is_alphabetic));
        if is_divided {
            self.words.pop();
            self.words.push_str(words.trim_start());
        } else {
            if self.lines > 0 {
                self.words.push(' ');
            }
            self.words.push_str(words);
        }
        self.words.truncate(self.words.trim_end_matches([' ', '\t']).len());
        self.lines += 1;
        self.width = line.width;
        self.last_indent = line.indent;
    }

    fn end(&mut self, writer: &mut BlockWriter<'_>) -> Result<(), DocumentError> {
        let paragraph = std::mem::take(self);
        self.follows_blank = false;
        if paragraph.lines == 0 {
            return Ok(());
        }
        let kind = paragraph.kind.unwrap_or_else(|| paragraph.guess());
        writer.write(kind, None, &paragraph.words)
    }

    /// What it is, by its letters and marker.
    fn guess(&self) -> BlockKind {
        let (marker, rest) = split_marker(&self.words);
        let letters = || rest.chars().filter(|letter| letter.is_alphabetic());
        let is_short = rest.chars().count() <= LONGEST_HEADING && self.lines <= 2;
        let is_capital = letters().count() > 3 && !letters().any(char::is_lowercase);
        let ends_open = !rest.ends_with(['.', ';', ',', ':']);
        if is_short && is_capital && ends_open && letters().any(char::is_uppercase) {
            return BlockKind::Heading(1);
        }
        let Some(marker) = marker else { return BlockKind::Paragraph };
        let begins_upper = rest.chars().next().is_some_and(char::is_uppercase);
        let is_numbered = marker
            .starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
            && marker.ends_with(|c: char| c == '.' || c.is_ascii_digit());
        if self.is_alone && is_numbered && is_short && begins_upper && ends_open {
            let depth = marker.split('.').filter(|part| !part.trim().is_empty()).count();
            return BlockKind::Heading(depth.clamp(1, 8) as u8 + 1);
        }
        if marker.chars().any(char::is_alphanumeric) && self.indent == 0 {
            return BlockKind::Paragraph;
        }
        BlockKind::ListItem((self.indent / 2).min(8) as u8 + 1)
    }
}
