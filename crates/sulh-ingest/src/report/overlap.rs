//! How alike two texts are: the share of words that they have in common.

use rustc_hash::FxHashMap;
use sulh_extract::words;

/// The words of a text with how often each occurs, without marks and case.
#[derive(Debug, Clone, Default)]
pub struct Bag {
    counts: FxHashMap<String, u32>,
    size: u32,
}

impl Bag {
    /// The words of a text.
    ///
    /// Cost: O(bytes).
    pub fn of(text: &str) -> Self {
        let mut bag = Self::default();
        for word in words(text) {
            *bag.counts.entry(word.folded).or_default() += 1;
            bag.size += 1;
        }
        bag
    }

    /// The words in common, as a share of those of the longer text: from 0 to 1; 1 for two texts
    /// without words.
    ///
    /// Cost: O(words).
    pub fn overlap(&self, other: &Self) -> f64 {
        let shared: u32 = self
            .counts
            .iter()
            .map(|(word, count)| other.counts.get(word).map_or(0, |others| *count.min(others)))
            .sum();
        let longer = self.size.max(other.size);
        if longer == 0 { 1.0 } else { f64::from(shared) / f64::from(longer) }
    }

    /// How many words there are.
    pub fn len(&self) -> u32 {
        self.size
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.size == 0
    }
}

#[cfg(test)]
mod tests {
    use super::Bag;

    #[test]
    fn words_in_common_count_once_each() {
        let overlap = |a, b| Bag::of(a).overlap(&Bag::of(b));
        assert!((overlap("End torture now", "end TORTURE") - 2.0 / 3.0).abs() < 1e-9);
        assert!((overlap("a a b", "a b b") - 2.0 / 3.0).abs() < 1e-9);
        assert!((overlap("Препоруке", "preporuke") - 1.0).abs() < 1e-9);
        assert!((overlap("", "") - 1.0).abs() < 1e-9);
    }
}
