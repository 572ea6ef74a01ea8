//! Parts for cross-validation, with equal texts in one part.

use std::collections::{BTreeMap, HashMap};

use super::random::Random;
use super::row::{Row, normalised};

/// The part (from 0) that each row falls into; rows whose texts are equal when [`normalised`]
/// fall into one, so no text is scored by a plane that learnt it.
///
/// Where every row has a session and there are enough of them, a session stays in one part too
/// (that of the first row, for equal texts): what is said in one session is alike, and a model
/// meets new ones. Otherwise texts are dealt out by the seed. Cost: O(bytes).
pub(crate) fn folds(rows: &[&Row], count: usize, seed: u64) -> Vec<usize> {
    let count = count.max(1);
    let mut groups: HashMap<String, usize> = HashMap::new();
    let mut sessions = Vec::new();
    let mut group_of = Vec::with_capacity(rows.len());
    for row in rows {
        let next = sessions.len();
        let group = *groups.entry(normalised(&row.text)).or_insert(next);
        if group == next {
            sessions.push(row.session);
        }
        group_of.push(group);
    }
    let parts = by_session(&sessions, count).unwrap_or_else(|| dealt(sessions.len(), count, seed));
    group_of.into_iter().map(|group| parts.get(group).copied().unwrap_or(0)).collect()
}

/// Whole sessions, the largest first, each to the part that is smallest so far.
fn by_session(groups: &[Option<u32>], count: usize) -> Option<Vec<usize>> {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for session in groups {
        *sizes.entry((*session)?).or_default() += 1;
    }
    if sizes.len() < count {
        return None;
    }
    let mut sizes: Vec<(u32, usize)> = sizes.into_iter().collect();
    sizes.sort_by_key(|&(_, size)| std::cmp::Reverse(size));
    let mut filled = vec![0; count];
    let mut part_of = BTreeMap::new();
    for (session, size) in sizes {
        let (part, total) = filled.iter_mut().enumerate().min_by_key(|(_, total)| **total)?;
        *total += size;
        part_of.insert(session, part);
    }
    groups.iter().map(|session| part_of.get(session.as_ref()?).copied()).collect()
}

fn dealt(groups: usize, count: usize, seed: u64) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..groups).map(|group| group % count).collect();
    Random::new(seed).shuffle(&mut parts);
    parts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn parts(rows: &[Row], count: usize, seed: u64) -> Vec<usize> {
        folds(&rows.iter().collect::<Vec<_>>(), count, seed)
    }

    fn row(text: String, session: Option<u32>) -> Row {
        Row { text, labels: Vec::new(), session }
    }

    #[test]
    fn equal_texts_stay_together_and_parts_are_even() {
        let rows: Vec<Row> = (0..100).map(|n| row(format!("text, {}", n / 2), None)).collect();
        let found = parts(&rows, 5, 3);
        assert!(found.chunks(2).all(|pair| pair[0] == pair[1]));
        assert!((0..5).all(|part| found.iter().filter(|p| **p == part).count() == 20));
        assert_eq!(found, parts(&rows, 5, 3));
        assert_ne!(found, parts(&rows, 5, 4));
    }

    #[test]
    fn sessions_stay_together_unless_a_text_is_older() {
        let mut rows: Vec<Row> =
            (0..120_u32).map(|n| row(format!("text {n}"), Some(n / 10))).collect();
        rows.push(row("Text 3!".to_owned(), Some(11)));
        let found = parts(&rows, 4, 3);
        assert!(found[..120].chunks(10).all(|session| session.iter().all(|p| *p == session[0])));
        assert_eq!(found[120], found[3]);
        assert_eq!(found.iter().max(), Some(&3));
    }
}
