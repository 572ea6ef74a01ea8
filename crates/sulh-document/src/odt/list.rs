//! Lists of an ODT: which are open, and what is printed before their items.
//!
//! It reads no words.

use std::collections::HashMap;

use crate::list_label::NumberFormat;

use super::styles::{OUTLINE, Styles};

/// Levels of a list.
pub(super) const LEVELS: usize = 10;

/// How a list numbers, level by level.
#[derive(Debug, Default)]
pub(super) struct ListStyle {
    pub(super) levels: [Level; LEVELS],
}

/// How one level numbers.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) format: NumberFormat,
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) bullet: String,
    pub(super) shown_levels: usize,
    pub(super) start: u32,
}

impl Default for Level {
    fn default() -> Self {
        let (prefix, suffix, bullet) = Default::default();
        Self { format: NumberFormat::Nothing, prefix, suffix, bullet, shown_levels: 1, start: 1 }
    }
}

/// A list that is open.
#[derive(Debug, Default)]
struct OpenList {
    style: Option<String>,
    /// Whether the open item still waits for its first paragraph, which bears the label.
    awaits_label: bool,
    /// The number that the open item asks for.
    start: Option<u32>,
}

/// The lists that are open and how far each style has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<OpenList>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Lists {
    /// A list begins; without a style it has that of the list around it.
    pub(super) fn begin(&mut self, style: Option<String>, continues: bool) {
        let style = style.or_else(|| self.open.last().and_then(|list| list.style.clone()));
        if self.open.is_empty() && !continues {
            self.counters.remove(style.as_deref().unwrap_or_default());
        }
        self.open.push(OpenList { style, ..OpenList::default() });
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// An item begins; a header of a list is an item without a label.
    pub(super) fn item(&mut self, is_header: bool, start: Option<u32>) {
        if let Some(list) = self.open.last_mut() {
            (list.awaits_label, list.start) = (!is_header, start);
        }
    }

    /// How many lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// What is printed before the paragraph that begins now; nothing for one that goes on.
    pub(super) fn label(&mut self, styles: &Styles) -> Option<String> {
        let depth = self.open.len();
        let list = self.open.last_mut()?;
        if !std::mem::take(&mut list.awaits_label) {
            return None;
        }
        let start = list.start.take();
        let name = list.style.clone()?;
        self.count(styles, &name, depth, start)
    }

    /// What is printed before a heading of a level, from 1.
    pub(super) fn heading_label(&mut self, styles: &Styles, level: usize) -> Option<String> {
        self.count(styles, OUTLINE, level, None)
    }

    fn count(
        &mut self,
        styles: &Styles,
        name: &str,
        level: usize,
        asked: Option<u32>,
    ) -> Option<String> {
        let index = level.saturating_sub(1).min(LEVELS - 1);
        let style = styles.list(name)?;
        let counters = self.counters.entry(name.to_owned()).or_default();
        let own = style.levels.get(index)?;
        let counter = counters.get_mut(index)?;
        let next = counter.map_or(own.start, |count| count.saturating_add(1));
        *counter = Some(asked.unwrap_or(next));
        counters.iter_mut().skip(index + 1).for_each(|deeper| *deeper = None);
        let label = match own.format {
            NumberFormat::Bullet => own.bullet.clone(),
            NumberFormat::Nothing => return None,
            _ => {
                let first = (index + 1).saturating_sub(own.shown_levels);
                let shown = style.levels.iter().zip(counters.iter()).take(index + 1).skip(first);
                let numbers = shown.filter(|(level, _)| level.format != NumberFormat::Nothing);
                let numbers: Vec<String> = numbers
                    .map(|(level, count)| level.format.label(count.unwrap_or(level.start)))
                    .filter(|number| !number.is_empty())
                    .collect();
                format!("{}{}{}", own.prefix, numbers.join("."), own.suffix)
            }
        };
        Some(label).filter(|label| !label.trim().is_empty())
    }
}
