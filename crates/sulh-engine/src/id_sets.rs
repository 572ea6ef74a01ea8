//! Sorted lists of ids as sets: what a filter matches, and all filters together.
//!
//! It knows no facts; the lists come in id order from the indexes.

use sulh_store::TermId;

/// The ids of any of the lists, each once, in id order.
pub(crate) fn union(lists: impl IntoIterator<Item = Vec<TermId>>) -> Vec<TermId> {
    let mut lists = lists.into_iter();
    let mut all = lists.next().unwrap_or_default();
    let mut merged = false;
    for list in lists {
        all.extend(list);
        merged = true;
    }
    if merged {
        all.sort_unstable();
        all.dedup();
    }
    all
}

/// The ids that both have, in id order; both in id order. Cost: O(smaller · log larger), or O(both).
pub(crate) fn intersection(a: &[TermId], b: &[TermId]) -> Vec<TermId> {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if small.len() * 16 < large.len() {
        return small.iter().copied().filter(|id| large.binary_search(id).is_ok()).collect();
    }
    let mut other = large.iter().copied().peekable();
    small
        .iter()
        .copied()
        .filter(|id| {
            while other.next_if(|next| next < id).is_some() {}
            other.peek() == Some(id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u32]) -> Vec<TermId> {
        numbers.iter().map(|number| TermId::from_u32(*number)).collect()
    }

    #[test]
    fn unite_and_intersect_in_order() {
        assert_eq!(union([ids(&[3, 5]), ids(&[1, 3]), ids(&[])]), ids(&[1, 3, 5]));
        assert_eq!(intersection(&ids(&[1, 3, 5]), &ids(&[2, 3, 5, 9])), ids(&[3, 5]));
        let many: Vec<u32> = (0..1000).collect();
        assert_eq!(intersection(&ids(&many), &ids(&[7, 999, 1000])), ids(&[7, 999]));
    }
}
