//! Which words of a text speak for a label, and which against it.

use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

use super::feature::Feature;
use super::model::Model;
use super::word::{Word, words};

impl Model {
    /// The words of a text that weigh most for (above 0) or against (below 0) a label, the
    /// weightiest first; equal ones by their words.
    ///
    /// Words are as the text writes them; `a … b` are two words with others between. The weights
    /// and the label's bias sum to the score. Empty for a label that the model does not know.
    /// Cost: O(words · log words).
    pub fn explain(&self, text: &str, label: &str) -> Vec<(String, f32)> {
        let Some(label) = self.place(label) else { return Vec::new() };
        let words = words(text);
        let vector = self.vocabulary.vector(&words);
        let mut seen = FxHashSet::default();
        let mut parts: BTreeMap<String, f32> = BTreeMap::new();
        self.vocabulary.features.for_each(&words, &mut |feature| {
            // A feature that occurs again was counted in the value of the first.
            if seen.insert(feature.hash)
                && let Some(part) = self.part(&vector, feature, label)
            {
                *parts.entry(written(text, &words, feature)).or_default() += part;
            }
        });
        let mut parts: Vec<(String, f32)> = parts.into_iter().collect();
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        parts
    }

    /// What a feature adds to the score; none for nothing.
    fn part(&self, vector: &[(u32, f32)], feature: Feature, label: u16) -> Option<f32> {
        let place = self.vocabulary.place(feature.hash)?;
        let at = vector.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        let part = vector.get(at)?.1 * self.weights.weight(place, label);
        (part != 0.0).then_some(part)
    }
}

fn written(text: &str, words: &[Word], feature: Feature) -> String {
    let place = |at: usize| words.get(at).map(|word| word.place.clone()).unwrap_or_default();
    let (first, last) = (place(feature.first), place(feature.last));
    let slice = |range| text.get(range).unwrap_or_default();
    if feature.is_run {
        slice(first.start..last.end).to_owned()
    } else {
        format!("{} … {}", slice(first), slice(last))
    }
}
