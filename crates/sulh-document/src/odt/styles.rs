//! Styles of an ODT: which words are hidden, where pages begin, how lists number.
//!
//! `styles.xml` has the named ones, `content.xml` those that the writer made on its way; the
//! latter win.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::BytesStart;

use crate::DocumentError;
use crate::list_label::{NumberFormat, bullet};
use crate::stated;
use crate::xml::{Node, XmlReader, attribute};

use super::list::{LEVELS, ListStyle};

/// The longest chain of styles that build on each other; also what ends a circle.
const LONGEST_CHAIN: usize = 32;
/// Styles, and styles of lists, beyond these are not kept.
const MOST: usize = 50_000;
/// The name under which the numbering of headings is kept; no style can have it.
pub(super) const OUTLINE: &str = "";

/// All styles, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    map: HashMap<(Family, String), Style>,
    lists: HashMap<String, ListStyle>,
    open: Option<(Family, String)>,
    open_list: Option<String>,
    in_default: bool,
    /// The language of the text where it says nothing else.
    pub(super) language: Option<String>,
}

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Paragraph,
    Text,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    is_hidden: Option<bool>,
    begins_page: Option<bool>,
    ends_page: Option<bool>,
}

/// What a style comes to, with all that it builds on.
#[derive(Debug, Default, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a style may set")]
pub(super) struct Resolved {
    pub(super) is_hidden: bool,
    pub(super) begins_page: bool,
    pub(super) ends_page: bool,
    pub(super) is_title: bool,
}

impl Styles {
    /// Reads a part that holds nothing else of interest.
    pub(super) fn read<R: Read>(&mut self, part: &mut XmlReader<R>) -> Result<(), DocumentError> {
        loop {
            match part.next()? {
                Node::Start(start) => self.start(&start),
                Node::End(end) => self.end(end.name().as_ref()),
                Node::EndOfPart => return Ok(()),
                _ => {}
            }
        }
    }

    /// Takes an element of a style; others are nothing to it.
    pub(super) fn start(&mut self, start: &BytesStart<'_>) {
        let get = |name: &str| attribute(start, name);
        match start.name().as_ref() {
            "style:style" => self.begin(get),
            "style:default-style" => {
                self.in_default = get("style:family").is_some_and(|family| family == "paragraph");
            }
            "style:text-properties" => self.text_properties(get),
            "style:paragraph-properties" => {
                if let Some(style) = self.open.as_ref().and_then(|key| self.map.get_mut(key)) {
                    let is_page = |name| get(name).map(|value| value == "page");
                    style.begins_page = is_page("fo:break-before").or(style.begins_page);
                    style.ends_page = is_page("fo:break-after").or(style.ends_page);
                }
            }
            "text:list-style" => self.begin_list(get("style:name")),
            "text:outline-style" => self.begin_list(Some(OUTLINE.to_owned())),
            "text:list-level-style-number" | "text:outline-level-style" => {
                self.level(get, |level| level.format = format(get("style:num-format").as_deref()));
            }
            "text:list-level-style-bullet" | "text:list-level-style-image" => {
                let sign = get("text:bullet-char").unwrap_or_default();
                self.level(get, |level| {
                    level.format = NumberFormat::Bullet;
                    bullet(&sign).clone_into(&mut level.bullet);
                });
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "style:style" => self.open = None,
            "style:default-style" => self.in_default = false,
            "text:list-style" | "text:outline-style" => self.open_list = None,
            _ => {}
        }
    }

    fn begin(&mut self, get: impl Fn(&str) -> Option<String>) {
        let family = match get("style:family").as_deref() {
            Some("paragraph") => Family::Paragraph,
            Some("text") => Family::Text,
            _ => return,
        };
        let Some(name) = get("style:name").filter(|_| self.map.len() < MOST) else { return };
        let mut style = Style { parent: get("style:parent-style-name"), ..Style::default() };
        // Another kind of page needs a new page.
        if get("style:master-page-name").is_some_and(|name| !name.is_empty()) {
            style.begins_page = Some(true);
        }
        self.open = Some((family, name.clone()));
        self.map.insert((family, name), style);
    }

    fn text_properties(&mut self, get: impl Fn(&str) -> Option<String>) {
        if let Some(style) = self.open.as_ref().and_then(|key| self.map.get_mut(key)) {
            style.is_hidden = get("text:display").map(|display| display == "none");
        } else if self.in_default && self.language.is_none() {
            let language = get("fo:language").filter(|language| language != "none");
            let script = get("fo:script").map(|script| format!("-{script}")).unwrap_or_default();
            self.language = language.and_then(|tag| stated::language(&format!("{tag}{script}")));
        }
    }

    fn begin_list(&mut self, name: Option<String>) {
        if let Some(name) = name.filter(|_| self.lists.len() < MOST) {
            self.lists.insert(name.clone(), ListStyle::default());
            self.open_list = Some(name);
        }
    }

    fn level(
        &mut self,
        get: impl Fn(&str) -> Option<String>,
        set: impl FnOnce(&mut super::list::Level),
    ) {
        let number = |name: &str| get(name).and_then(|value| value.parse::<u32>().ok());
        let index = number("text:level").unwrap_or(1).saturating_sub(1) as usize;
        let style = self.open_list.as_ref().and_then(|name| self.lists.get_mut(name));
        let Some(level) = style.and_then(|style| style.levels.get_mut(index.min(LEVELS - 1)))
        else {
            return;
        };
        let words = |name: &str| get(name).unwrap_or_default().chars().take(32).collect();
        level.prefix = words("style:num-prefix");
        level.suffix = words("style:num-suffix");
        level.shown_levels = number("text:display-levels").unwrap_or(1).clamp(1, 10) as usize;
        level.start = number("text:start-value").unwrap_or(1);
        set(level);
    }

    /// What a style comes to.
    pub(super) fn resolve(&self, family: Family, name: Option<&str>) -> Resolved {
        let (mut hidden, mut begins, mut ends) = (None, None, None);
        let mut found = Resolved::default();
        let mut next = name.map(str::to_owned);
        for _ in 0..LONGEST_CHAIN {
            let Some(name) = next.take() else { break };
            found.is_title |= name == "Title";
            let Some(style) = self.map.get(&(family, name)) else { break };
            hidden = hidden.or(style.is_hidden);
            begins = begins.or(style.begins_page);
            ends = ends.or(style.ends_page);
            next.clone_from(&style.parent);
        }
        found.is_hidden = hidden.unwrap_or(false);
        found.begins_page = begins.unwrap_or(false);
        found.ends_page = ends.unwrap_or(false);
        found
    }

    /// How a list numbers.
    pub(super) fn list(&self, name: &str) -> Option<&ListStyle> {
        self.lists.get(name)
    }
}

fn format(name: Option<&str>) -> NumberFormat {
    let name = name.unwrap_or_default();
    match name.chars().next() {
        Some('a') => NumberFormat::LowerLetter,
        Some('A') => NumberFormat::UpperLetter,
        Some('i') => NumberFormat::LowerRoman,
        Some('I') => NumberFormat::UpperRoman,
        Some('а') => NumberFormat::LowerCyrillic,
        Some('А') => NumberFormat::UpperCyrillic,
        None => NumberFormat::Nothing,
        Some(_) => NumberFormat::Decimal,
    }
}
