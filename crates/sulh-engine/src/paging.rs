//! Cutting a page out of a sorted list, after the place that a cursor names.

use crate::cursor::Cursor;
use crate::error::EngineError;
use crate::listing::Page;

/// The items of a page and the cursor of the next.
#[derive(Debug)]
pub(crate) struct Cut<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<String>,
}

impl<T> Cut<T> {
    /// The same with other items.
    pub(crate) fn try_map<U, E>(self, f: impl FnMut(T) -> Result<U, E>) -> Result<Cut<U>, E> {
        let items = self.items.into_iter().map(f).collect::<Result<_, E>>()?;
        Ok(Cut { items, next: self.next })
    }
}

/// The number of items that a page may have.
pub(crate) fn limit(page: &Page) -> usize {
    page.limit.clamp(1, Page::MAX_LIMIT)
}

/// Where a page starts; `None` is the beginning.
pub(crate) fn start(page: &Page) -> Result<Option<Cursor>, EngineError> {
    page.cursor.as_deref().map(Cursor::decode).transpose()
}

/// Sorts items by key and IRI and cuts a page. Cost: O(items · log items).
pub(crate) fn cut<T>(mut items: Vec<(Cursor, T)>, page: &Page) -> Result<Cut<T>, EngineError> {
    let start = start(page)?;
    items.retain(|(at, _)| start.as_ref().is_none_or(|start| at > start));
    items.sort_by(|(a, _), (b, _)| a.cmp(b));
    let limit = limit(page);
    let is_last = items.len() <= limit;
    items.truncate(limit);
    let next = items.last().filter(|_| !is_last).map(|(at, _)| at.encode());
    Ok(Cut { items: items.into_iter().map(|(_, item)| item).collect(), next })
}
