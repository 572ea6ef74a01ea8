//! The main text of a page as blocks: headings, paragraphs, items, cells, notes.

use crate::block_writer::{BlockWriter, LINE_BREAK};
use crate::list_label::NumberFormat;
use crate::marker::split_marker;
use crate::{BlockKind, DocumentError};

use super::footnote;
use super::main_text::MainText;
use super::table::Table;
use super::tree::{NodeId, Step, Tree};

/// Elements that begin and end a block.
const BLOCKS: [&str; 46] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
const BULLET: &str = "•";

/// Writes the main text of a page.
///
/// # Errors
/// [`DocumentError::TooLarge`] over the limits of a document.
pub(super) fn write(
    tree: &Tree,
    main: &MainText,
    writer: &mut BlockWriter<'_>,
) -> Result<(), DocumentError> {
    let mut state = State {
        tree,
        main,
        writer,
        words: String::new(),
        marker: None,
        lists: Vec::new(),
        tables: Vec::new(),
        heading: None,
        note: None,
        preformatted: 0,
    };
    let mut walk = tree.walk(main.root);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(node) => {
                if let Some(text) = tree.text(node) {
                    state.text(text);
                } else if main.leaves_out(tree, node) || state.mark(node) {
                    walk.pass_over();
                    // What is left out still divides what stands around it.
                    if BLOCKS.contains(&tree.name(node)) {
                        state.flush()?;
                    }
                } else {
                    state.enter(node)?;
                }
            }
            Step::Leave(node) => state.leave(node)?,
        }
    }
    state.flush()
}

struct State<'t, 'w, 'l> {
    tree: &'t Tree,
    main: &'t MainText,
    writer: &'w mut BlockWriter<'l>,
    words: String,
    /// The marker of the item that has begun, until a block bears it.
    marker: Option<String>,
    lists: Vec<List>,
    tables: Vec<(NodeId, Table)>,
    heading: Option<(NodeId, u8)>,
    note: Option<NodeId>,
    preformatted: usize,
}

/// A list that is open.
struct List {
    node: NodeId,
    format: NumberFormat,
    next: u32,
}

impl State<'_, '_, '_> {
    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.words.push_str(text);
        } else {
            // In HTML a line feed is a space.
            let is_space = |letter: char| letter.is_ascii_whitespace() || letter.is_control();
            self.words.extend(text.chars().map(|c| if is_space(c) { ' ' } else { c }));
        }
    }

    /// Whether a node is the mark of a note or leads back from one; neither is text. What stands on
    /// the way back is the marker of the note.
    fn mark(&mut self, node: NodeId) -> bool {
        if self.tree.name(node) != "a" {
            return false;
        }
        if self.note.is_none() {
            return footnote::is_mark(self.tree, node) || footnote::is_arrow_back(self.tree, node);
        }
        let is_way_back = footnote::is_way_back(self.tree, node);
        let mark = self.tree.words(node, 16);
        let mark = mark.trim().trim_matches(['[', ']']);
        if is_way_back && self.marker.is_none() && mark.chars().any(char::is_alphanumeric) {
            self.marker = Some(mark.to_owned());
        }
        is_way_back
    }

    fn enter(&mut self, node: NodeId) -> Result<(), DocumentError> {
        let (tree, name) = (self.tree, self.tree.name(node));
        if name == "br" {
            self.words.push(LINE_BREAK);
        }
        if !BLOCKS.contains(&name) {
            return Ok(());
        }
        self.flush()?;
        if self.note.is_none() && footnote::is_note(tree, node) {
            (self.note, self.marker) = (Some(node), None);
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().map_or(1, |digit| digit - b'0');
                self.heading = Some((node, level));
            }
            "ul" | "ol" | "menu" | "dir" => self.lists.push(List::new(tree, node)),
            "li" => self.item(node),
            "pre" => self.preformatted += 1,
            "table" => {
                let is_layout = self.main.is_layout(tree, node);
                let number = if is_layout { None } else { Some(self.writer.table()) };
                self.tables.push((node, Table::new(number)));
            }
            "tr" => {
                if let Some((_, table)) = self.tables.last_mut() {
                    table.row();
                }
            }
            "td" | "th" => {
                if let Some((_, table)) = self.tables.last_mut() {
                    table.cell(tree.attribute(node, "colspan"), tree.attribute(node, "rowspan"));
                }
            }
            _ => {
                let level = tree.attribute(node, "aria-level").and_then(|level| level.parse().ok());
                if tree.attribute(node, "role") == Some("heading") {
                    self.heading = Some((node, level.unwrap_or(2).clamp(1, 9)));
                }
            }
        }
        Ok(())
    }

    fn item(&mut self, node: NodeId) {
        let value = self.tree.attribute(node, "value").and_then(|value| value.parse().ok());
        self.marker = self.lists.last_mut().map(|list| list.label(value));
    }

    fn leave(&mut self, node: NodeId) -> Result<(), DocumentError> {
        let name = self.tree.name(node);
        if !BLOCKS.contains(&name) {
            // Cells of what is no table, and the like, still are apart.
            return Ok(());
        }
        self.flush()?;
        if self.heading.is_some_and(|(open, _)| open == node) {
            self.heading = None;
        }
        if self.note == Some(node) {
            self.note = None;
        }
        if self.lists.last().is_some_and(|list| list.node == node) {
            self.lists.pop();
        }
        if self.tables.last().is_some_and(|(open, _)| *open == node) {
            self.tables.pop();
        }
        match name {
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "li" => self.marker = None,
            _ => {}
        }
        Ok(())
    }

    /// Ends the block that is open.
    fn flush(&mut self) -> Result<(), DocumentError> {
        if self.words.trim().is_empty() {
            self.words.clear();
            return Ok(());
        }
        let words = std::mem::take(&mut self.words);
        let marker = self.marker.take();
        // What somebody typed is more than the bullet that is drawn, and the same number twice is
        // one number.
        let marker = marker.filter(|own| match split_marker(&words).0 {
            Some(typed) => own != BULLET && own != typed,
            None => true,
        });
        self.writer.write(self.kind(), marker.as_deref(), &words)
    }

    fn kind(&self) -> BlockKind {
        let cell = || self.tables.iter().rev().find_map(|(_, table)| table.kind());
        match (self.note, self.heading) {
            (Some(_), _) => BlockKind::Footnote,
            (None, Some((_, level))) if cell().is_none() => BlockKind::Heading(level),
            _ => cell().unwrap_or_else(|| match self.lists.len() {
                0 => BlockKind::Paragraph,
                level => BlockKind::ListItem(level.min(255) as u8),
            }),
        }
    }
}

impl List {
    fn new(tree: &Tree, node: NodeId) -> Self {
        let style = tree.attribute(node, "style").unwrap_or_default().to_ascii_lowercase();
        let styled = |names: &[&str]| names.iter().any(|name| style.contains(name));
        let format = match tree.attribute(node, "type") {
            _ if tree.name(node) != "ol" => NumberFormat::Bullet,
            Some("a") => NumberFormat::LowerLetter,
            Some("A") => NumberFormat::UpperLetter,
            Some("i") => NumberFormat::LowerRoman,
            Some("I") => NumberFormat::UpperRoman,
            _ if styled(&["lower-alpha", "lower-latin"]) => NumberFormat::LowerLetter,
            _ if styled(&["upper-alpha", "upper-latin"]) => NumberFormat::UpperLetter,
            _ if styled(&["lower-roman"]) => NumberFormat::LowerRoman,
            _ if styled(&["upper-roman"]) => NumberFormat::UpperRoman,
            _ => NumberFormat::Decimal,
        };
        let next = tree.attribute(node, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
        Self { node, format, next }
    }

    fn label(&mut self, value: Option<u32>) -> String {
        if self.format == NumberFormat::Bullet {
            return BULLET.to_owned();
        }
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(1);
        format!("{}.", self.format.label(number))
    }
}
