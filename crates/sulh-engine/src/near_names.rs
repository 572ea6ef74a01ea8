//! Which of many names a mistyped one may have meant.
//!
//! It suggests; nothing is ever taken for what it looks like.

/// The names nearest to `value`, at most three, the nearest first.
///
/// Near is: at most a third of the letters differ, or one begins with or contains the other.
/// Cost: O(names · letters²).
pub(crate) fn near_names<'n>(value: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let value = value.to_lowercase();
    let letters = value.chars().count();
    let allowed = (letters / 3).max(1);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let distance = edit_distance(&value, &lower);
            if distance <= allowed {
                return Some((distance, name));
            }
            let holds = letters >= 3
                && (lower.contains(&value) || (lower.len() >= 4 && value.contains(&lower)));
            // A whole word in common is as near as a word that has changed by the most allowed.
            holds.then(|| (allowed + lower.len().abs_diff(value.len()), name))
        })
        .collect();
    near.sort_unstable();
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
///
/// Source: optimal string alignment, the restricted form of Damerau 1964.
fn edit_distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cell(&last, j) + usize::from(x != y))
                .min(cell(&last, j + 1) + 1)
                .min(cell(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_mistyped() {
        let names = ["human-trafficking", "drug-trafficking", "corruption", "poverty"];
        assert_eq!(
            near_names("human-trafiking", names).first().map(String::as_str),
            Some("human-trafficking")
        );
        assert_eq!(near_names("corrpution", names), ["corruption"]);
        assert_eq!(near_names("trafficking", names), ["drug-trafficking", "human-trafficking"]);
        assert!(near_names("zzzzzz", names).is_empty());
    }

    #[test]
    fn counts_a_swap_as_one() {
        assert_eq!(edit_distance("abcd", "abdc"), 1);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
    }
}
