//! Markdown: its structure as blocks, and what stands in its front matter.
//!
//! HTML in it is not read as HTML: its tags are dropped and its words stay.

mod front_matter;

#[cfg(test)]
mod tests;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser as Events, Tag, TagEnd};

use crate::block_writer::{BlockWriter, LINE_BREAK, SOFT_BREAK};
use crate::encoding::decode;
use crate::list_label::NumberFormat;
use crate::parser::{Limits, Parser};
use crate::{BlockKind, Document, DocumentError};

/// Reads Markdown: `CommonMark` with tables, footnotes and front matter (YAML or TOML).
#[derive(Debug, Clone, Copy, Default)]
pub struct MarkdownParser;

const BULLET: &str = "•";
/// The parser keeps some fifty bytes for each byte that is markup, so that less of it may come.
const MARKUP: usize = 6;

impl Parser for MarkdownParser {
    fn parse(&self, bytes: &[u8], limits: &Limits) -> Result<Document, DocumentError> {
        let decoded = decode(bytes, None);
        let most = limits.text_bytes / MARKUP;
        if decoded.text.len() > most {
            return Err(DocumentError::TooLarge { what: "bytes of Markdown", limit: most as u64 });
        }
        let mut writer = BlockWriter::new(limits);
        if let Some(notice) = decoded.notice {
            writer.notice(notice);
        }
        let text = front_matter::take(&decoded.text, writer.metadata());
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut state = State::new(&mut writer);
        for event in Events::new_ext(text, options) {
            state.take(event)?;
        }
        state.flush()?;
        Ok(writer.finish())
    }
}

struct State<'w, 'l> {
    writer: &'w mut BlockWriter<'l>,
    words: String,
    /// The marker of the item that has begun, until a block bears it.
    marker: Option<String>,
    /// For each open list the number of its next item; none for bullets.
    lists: Vec<Option<u64>>,
    heading: Option<u8>,
    /// Number, row and column of the open table.
    table: Option<(u32, u32, u32)>,
    in_note: bool,
    /// Pictures and struck words are no text.
    hidden: usize,
}

impl<'w, 'l> State<'w, 'l> {
    fn new(writer: &'w mut BlockWriter<'l>) -> Self {
        let (words, lists) = (String::new(), Vec::new());
        Self {
            writer,
            words,
            marker: None,
            lists,
            heading: None,
            table: None,
            in_note: false,
            hidden: 0,
        }
    }

    fn take(&mut self, event: Event<'_>) -> Result<(), DocumentError> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => {
                self.push(&text);
                Ok(())
            }
            Event::SoftBreak => {
                self.words.push(SOFT_BREAK);
                Ok(())
            }
            Event::HardBreak => {
                self.words.push(LINE_BREAK);
                Ok(())
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.html(&html);
                Ok(())
            }
            Event::Rule => self.flush(),
            _ => Ok(()),
        }
    }

    fn push(&mut self, words: &str) {
        if self.hidden == 0 {
            self.words.push_str(words);
        }
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), DocumentError> {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } => return Ok(()),
            Tag::Image { .. } | Tag::Strikethrough => {
                self.hidden += 1;
                return Ok(());
            }
            _ => self.flush()?,
        }
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(level_of(level)),
            Tag::List(first) => self.lists.push(first),
            Tag::Item => {
                self.marker = self.lists.last_mut().map(|next| match next {
                    Some(number) => {
                        *number += 1;
                        let shown = u32::try_from(*number - 1).unwrap_or(u32::MAX);
                        format!("{}.", NumberFormat::Decimal.label(shown))
                    }
                    None => BULLET.to_owned(),
                });
            }
            Tag::FootnoteDefinition(label) => {
                (self.in_note, self.marker) = (true, Some(label.into_string()));
            }
            Tag::Table(_) => self.table = Some((self.writer.table(), 0, 0)),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), DocumentError> {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => return Ok(()),
            TagEnd::Image | TagEnd::Strikethrough => {
                self.hidden = self.hidden.saturating_sub(1);
                return Ok(());
            }
            _ => self.flush()?,
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => self.marker = None,
            TagEnd::FootnoteDefinition => (self.in_note, self.marker) = (false, None),
            TagEnd::TableCell => {
                if let Some((_, _, column)) = &mut self.table {
                    *column += 1;
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some((_, row, column)) = &mut self.table {
                    (*row, *column) = (*row + 1, 0);
                }
            }
            TagEnd::Table => self.table = None,
            _ => {}
        }
        Ok(())
    }

    /// Tags are dropped; those that break a line do.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((words, behind)) = rest.split_once('<') {
            self.push(words);
            let (tag, behind) = match behind.strip_prefix("!--") {
                Some(comment) => ("", comment.split_once("-->").map_or("", |(_, rest)| rest)),
                None => behind.split_once('>').unwrap_or((behind, "")),
            };
            let name = tag.trim_start_matches('/').to_ascii_lowercase();
            let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if ["br", "p", "div", "li", "tr"].contains(&name) {
                self.words.push(LINE_BREAK);
            }
            rest = behind;
        }
        self.push(rest);
    }

    /// Ends the block that is open.
    fn flush(&mut self) -> Result<(), DocumentError> {
        if self.words.trim().is_empty() {
            self.words.clear();
            return Ok(());
        }
        let words = std::mem::take(&mut self.words);
        let marker = self.marker.take();
        let kind = match (self.in_note, self.table, self.heading, self.lists.len()) {
            (true, ..) => BlockKind::Footnote,
            (_, Some((table, row, column)), ..) => BlockKind::TableCell { table, row, column },
            (_, _, Some(level), _) => BlockKind::Heading(level),
            (_, _, _, 0) => BlockKind::Paragraph,
            (_, _, _, level) => BlockKind::ListItem(level.min(255) as u8),
        };
        // What somebody typed behind a bullet says more than the bullet.
        let is_bullet = marker.as_deref() == Some(BULLET);
        let is_typed = is_bullet && crate::split_marker(&words).0.is_some();
        self.writer.write(kind, marker.as_deref().filter(|_| !is_typed), &words)
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
