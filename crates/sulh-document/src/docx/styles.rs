//! `styles.xml`: what a style says about level, numbering and visibility.
//!
//! Styles are known by what they do, since their names are in the author's language.

use std::collections::HashMap;
use std::io::Read;

use crate::DocumentError;
use crate::stated;
use crate::xml::{Node, XmlReader, local_attribute};

/// The longest chain of styles that build on each other; also what ends a circle.
const LONGEST_CHAIN: usize = 32;
/// Styles beyond these are not kept; no writer makes as many.
const MOST: usize = 20_000;

/// All styles, by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    map: HashMap<String, Style>,
    default_paragraph: Option<String>,
    /// The language of the text where it says nothing else.
    pub(super) language: Option<String>,
}

/// What one style says itself.
#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<String>,
    level: Option<usize>,
    is_hidden: Option<bool>,
    breaks_page: Option<bool>,
}

/// What a paragraph's style comes to, with all that it builds on.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    /// The level of a heading, from 0; 9 and more is body text.
    pub(super) outline: Option<u8>,
    /// Id of the numbering.
    pub(super) numbering: Option<String>,
    /// Level in the numbering, from 0.
    pub(super) level: Option<usize>,
    /// Whether its words are hidden.
    pub(super) is_hidden: bool,
    /// Whether a page begins before it.
    pub(super) breaks_page: bool,
    /// Whether it is an entry of a table of contents.
    pub(super) is_contents: bool,
}

impl Styles {
    pub(super) fn read<R: Read>(part: &mut XmlReader<R>) -> Result<Self, DocumentError> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        loop {
            match part.next()? {
                Node::Start(start) => {
                    let value = || local_attribute(&start, "val");
                    match (start.local_name().as_ref(), open.as_mut()) {
                        ("style", _) => open = styles.begin(|name| local_attribute(&start, name)),
                        ("lang", None) => {
                            styles.language = value().and_then(|tag| stated::language(&tag));
                        }
                        (name, Some((_, style))) => style.take(name, value().as_deref()),
                        _ => {}
                    }
                }
                Node::End(end) if end.local_name().as_ref() == "style" => {
                    styles.map.extend(open.take().filter(|_| styles.map.len() < MOST));
                }
                Node::EndOfPart => return Ok(styles),
                _ => {}
            }
        }
    }

    fn begin(&mut self, get: impl Fn(&str) -> Option<String>) -> Option<(String, Style)> {
        let id = get("styleId")?;
        let is_default = get("default").is_some_and(|value| is_on(Some(&value)));
        if is_default && get("type").is_some_and(|kind| kind == "paragraph") {
            self.default_paragraph = Some(id.clone());
        }
        Some((id, Style::default()))
    }

    /// What a style comes to; the default style of paragraphs without one.
    pub(super) fn resolve(&self, id: Option<&str>) -> Resolved {
        let mut found = Resolved::default();
        let (mut hidden, mut breaks) = (None, None);
        let mut next = id.or(self.default_paragraph.as_deref());
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.map.get(id)) else { break };
            found.outline = found.outline.or_else(|| style.outline());
            if found.numbering.is_none() {
                found.numbering.clone_from(&style.numbering);
            }
            found.level = found.level.or(style.level);
            found.is_contents |= style.is_contents();
            hidden = hidden.or(style.is_hidden);
            breaks = breaks.or(style.breaks_page);
            next = style.based_on.as_deref();
        }
        found.is_hidden = hidden.unwrap_or(false);
        found.breaks_page = breaks.unwrap_or(false);
        found
    }

    /// What a style of characters comes to; nothing for characters without one.
    pub(super) fn resolve_run(&self, id: Option<&str>) -> Resolved {
        id.map(|id| self.resolve(Some(id))).unwrap_or_default()
    }

    /// The numbering that a numbering style names.
    pub(super) fn numbering(&self, id: &str) -> Option<&str> {
        self.map.get(id)?.numbering.as_deref()
    }
}

impl Style {
    fn take(&mut self, element: &str, value: Option<&str>) {
        let number = || value.and_then(|value| value.parse().ok());
        match element {
            "name" => self.name = value.unwrap_or_default().to_lowercase(),
            "basedOn" => self.based_on = value.map(str::to_owned),
            "outlineLvl" => self.outline = number().map(|level: usize| level.min(9) as u8),
            "numId" => self.numbering = value.map(str::to_owned),
            "ilvl" => self.level = number(),
            "vanish" => self.is_hidden = Some(is_on(value)),
            "pageBreakBefore" => self.breaks_page = Some(is_on(value)),
            _ => {}
        }
    }

    /// Its level as a heading: as it says, or as its well-known name does.
    fn outline(&self) -> Option<u8> {
        self.outline.or_else(|| {
            let level = self.name.strip_prefix("heading ").and_then(|n| n.parse::<u8>().ok());
            match level {
                Some(level) => level.checked_sub(1),
                None if self.name == "title" => Some(0),
                None => united_nations_outline(&self.name),
            }
        })
    }

    fn is_contents(&self) -> bool {
        self.name.strip_prefix("toc ").is_some_and(|rest| rest.parse::<u8>().is_ok())
            || self.name == "toc heading"
    }
}

/// The level of headings in the templates of United Nations documents, whose styles say none:
/// `_ H_M_G` is the title, `_ H _Ch_G` a chapter, `_ H_1_G` to `_ H_56_G` sections in it.
fn united_nations_outline(name: &str) -> Option<u8> {
    let kind: String = name.chars().filter(|letter| !matches!(letter, ' ' | '_')).collect();
    match kind.strip_prefix('h').filter(|_| name.starts_with("_ h"))?.strip_suffix('g')? {
        "m" => Some(0),
        "ch" => Some(1),
        "1" => Some(2),
        "23" => Some(3),
        "4" => Some(4),
        "56" => Some(5),
        _ => None,
    }
}

/// Whether a switch without a value, or with this one, is on.
pub(super) fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}
