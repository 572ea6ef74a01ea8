//! `numbering.xml`: the numbers that Word prints before paragraphs, counted as it counts them.
//!
//! It writes no text: it is asked for the label of one paragraph after the other.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use crate::DocumentError;
use crate::list_label::{NumberFormat, bullet};
use crate::xml::{Node, XmlReader, local_attribute};

use super::styles::{Styles, is_on};

/// Levels of a list.
const LEVELS: usize = 9;
/// Lists and definitions beyond these are not kept.
const MOST: usize = 20_000;

/// Lists and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<String, Definition>,
    lists: HashMap<String, List>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<String>,
}

/// What several lists have in common; they count on together.
#[derive(Debug, Default)]
struct Definition {
    levels: [Level; LEVELS],
    style: Option<String>,
}

/// A list: a definition and where it differs.
#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: NumberFormat,
    text: String,
    /// Begins again behind a level below this one; 0 never.
    restart: Option<usize>,
    is_legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        let text = String::new();
        Self { start: 1, format: NumberFormat::Decimal, text, restart: None, is_legal: false }
    }
}

/// Where the reader is.
#[derive(Default)]
struct Place {
    definition: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    override_level: Option<usize>,
}

impl Numbering {
    pub(super) fn read<R: Read>(
        part: &mut XmlReader<R>,
        styles: &Styles,
    ) -> Result<Self, DocumentError> {
        let mut numbering = Self::default();
        let mut place = Place::default();
        loop {
            match part.next()? {
                Node::Start(start) => {
                    let get = |name: &str| local_attribute(&start, name);
                    numbering.begin(&mut place, start.local_name().as_ref(), get);
                }
                Node::End(end) => match end.local_name().as_ref() {
                    "abstractNum" => place.definition = None,
                    "num" => place.list = None,
                    "lvl" => place.level = None,
                    "lvlOverride" => place.override_level = None,
                    _ => {}
                },
                Node::EndOfPart => break,
                _ => {}
            }
        }
        numbering.follow_styles(styles);
        Ok(numbering)
    }

    fn begin(&mut self, place: &mut Place, element: &str, get: impl Fn(&str) -> Option<String>) {
        let value = || get("val");
        let number = || get("ilvl").and_then(|n| n.parse().ok()).filter(|level| *level < LEVELS);
        match element {
            "abstractNum" => {
                place.definition = get("abstractNumId").filter(|_| self.definitions.len() < MOST);
                if let Some(id) = &place.definition {
                    self.definitions.entry(id.clone()).or_default();
                }
            }
            "num" => {
                place.list = get("numId").filter(|_| self.lists.len() < MOST);
                if let Some(id) = &place.list {
                    self.lists.entry(id.clone()).or_default();
                }
            }
            "abstractNumId" => {
                if let (Some(list), Some(id)) = (self.list(place), value()) {
                    list.definition = id;
                }
            }
            "numStyleLink" => {
                let id = place.definition.as_ref();
                if let Some(definition) = id.and_then(|id| self.definitions.get_mut(id)) {
                    definition.style = value();
                }
            }
            "lvlOverride" => place.override_level = number(),
            "startOverride" => {
                let start = value().and_then(|n| n.parse().ok());
                let starts = self.list(place).map(|list| &mut list.starts);
                let level = place.override_level;
                if let Some(slot) = starts.zip(level).and_then(|(s, level)| s.get_mut(level)) {
                    *slot = start;
                }
            }
            "lvl" => place.level = number(),
            _ => {
                if let Some(level) = self.level(place) {
                    level.take(element, value());
                }
            }
        }
    }

    fn list(&mut self, place: &Place) -> Option<&mut List> {
        self.lists.get_mut(place.list.as_ref()?)
    }

    fn level(&mut self, place: &Place) -> Option<&mut Level> {
        let level = place.level?;
        if let Some(id) = &place.definition {
            return self.definitions.get_mut(id)?.levels.get_mut(level);
        }
        let list = self.lists.get_mut(place.list.as_ref()?)?;
        Some(list.levels.get_mut(level)?.get_or_insert_default())
    }

    /// Definitions that only name a numbering style take the levels of that style's list.
    fn follow_styles(&mut self, styles: &Styles) {
        let follow = |definition: &Definition| {
            let list = self.lists.get(styles.numbering(definition.style.as_deref()?)?)?;
            self.definitions.get(&list.definition).map(|found| found.levels.clone())
        };
        let found: Vec<_> = self
            .definitions
            .iter()
            .filter_map(|(id, definition)| Some((id.clone(), follow(definition)?)))
            .collect();
        for (id, levels) in found {
            if let Some(definition) = self.definitions.get_mut(&id) {
                definition.levels = levels;
            }
        }
    }

    /// Counts one paragraph of a list and gives what is printed before it; nothing if the list is
    /// not known. `level` is from 0.
    pub(super) fn label(&mut self, list_id: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(list_id)?;
        let definition = self.definitions.get(&list.definition)?;
        let of = |index: usize| {
            let own = list.levels.get(index).and_then(Option::as_ref);
            own.or_else(|| definition.levels.get(index))
        };
        let start = |index: usize| {
            let own = list.starts.get(index).copied().flatten();
            own.unwrap_or_else(|| of(index).map_or(1, |level| level.start))
        };
        let counters = self.counters.entry(list.definition.clone()).or_default();
        if self.begun.insert(list_id.to_owned()) {
            for (counter, start) in counters.iter_mut().zip(list.starts) {
                if start.is_some() {
                    *counter = None;
                }
            }
        }
        for (index, counter) in counters.iter_mut().enumerate() {
            if index == level {
                *counter = Some(counter.map_or_else(|| start(index), |n| n.saturating_add(1)));
            } else if index > level {
                let restart = of(index).and_then(|level| level.restart);
                if restart.is_none_or(|restart| level < restart) {
                    *counter = None;
                }
            }
        }
        let own = of(level)?;
        if own.format == NumberFormat::Bullet {
            return Some(bullet(&own.text).to_owned());
        }
        let numbers = std::array::from_fn(|index| {
            let count = counters.get(index).copied().flatten().unwrap_or_else(|| start(index));
            let format = of(index).map_or(NumberFormat::Decimal, |level| level.format);
            if own.is_legal { NumberFormat::Decimal.label(count) } else { format.label(count) }
        });
        Some(fill(&own.text, &numbers)).filter(|label| !label.trim().is_empty())
    }
}

impl Level {
    fn take(&mut self, element: &str, value: Option<String>) {
        match element {
            "start" => self.start = value.and_then(|n| n.parse().ok()).unwrap_or(1),
            "numFmt" => self.format = format(value.as_deref().unwrap_or_default()),
            "lvlText" => self.text = value.unwrap_or_default().chars().take(64).collect(),
            "lvlRestart" => self.restart = value.and_then(|n| n.parse().ok()),
            "isLgl" => self.is_legal = is_on(value.as_deref()),
            _ => {}
        }
    }
}

fn format(name: &str) -> NumberFormat {
    match name {
        "lowerLetter" => NumberFormat::LowerLetter,
        "upperLetter" => NumberFormat::UpperLetter,
        "lowerRoman" => NumberFormat::LowerRoman,
        "upperRoman" => NumberFormat::UpperRoman,
        "russianLower" => NumberFormat::LowerCyrillic,
        "russianUpper" => NumberFormat::UpperCyrillic,
        "decimalZero" => NumberFormat::DecimalZero,
        "bullet" => NumberFormat::Bullet,
        "none" => NumberFormat::Nothing,
        _ => NumberFormat::Decimal,
    }
}

/// `%1.%2.` with the numbers of its levels.
fn fill(pattern: &str, numbers: &[String; LEVELS]) -> String {
    let mut label = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = letters.peek().and_then(|next| next.to_digit(10)).filter(|_| letter == '%');
        match digit.and_then(|digit| numbers.get((digit as usize).checked_sub(1)?)) {
            Some(number) => {
                label.push_str(number);
                letters.next();
            }
            None => label.push(letter),
        }
    }
    label
}
