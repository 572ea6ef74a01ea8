//! Parts for cross-validation, with equal texts in one part.

use std::collections::HashMap;

use super::random::Random;
use super::row::normalised;

/// The part (from 0) that each text falls into; texts that are equal when
/// [`normalised`] fall into one, so no text is scored by a plane that learnt it.
/// Cost: O(bytes).
pub(crate) fn folds(texts: &[&str], count: usize, seed: u64) -> Vec<usize> {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let group_of: Vec<usize> = texts
        .iter()
        .map(|text| {
            let next = groups.len();
            *groups.entry(normalised(text)).or_insert(next)
        })
        .collect();
    let mut parts: Vec<usize> = (0..groups.len()).map(|group| group % count.max(1)).collect();
    Random::new(seed).shuffle(&mut parts);
    group_of.into_iter().map(|group| parts.get(group).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::folds;

    #[test]
    fn equal_texts_stay_together_and_parts_are_even() {
        let texts: Vec<String> = (0..100).map(|n| format!("text, {}", n / 2)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let parts = folds(&texts, 5, 3);
        assert!(parts.chunks(2).all(|pair| pair[0] == pair[1]));
        assert!((0..5).all(|part| parts.iter().filter(|p| **p == part).count() == 20));
        assert_eq!(parts, folds(&texts, 5, 3));
        assert_ne!(parts, folds(&texts, 5, 4));
    }
}
