//! Which features a model knows, how rare each is, and a text as numbers.

use rustc_hash::FxHashMap;

use super::feature::FeatureSet;
use super::word::{Word, words};

/// The features that occur in enough texts, in the order of their hashes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Vocabulary {
    pub(crate) features: FeatureSet,
    /// Texts that were counted.
    pub(crate) documents: u32,
    /// Hashes, rising.
    pub(crate) hashes: Vec<u32>,
    /// Of each feature: texts that it occurs in.
    pub(crate) document_counts: Vec<u32>,
    /// Length that a text has at the median.
    pub(crate) median_length: f32,
    /// How far lengths are evened out: 0 not at all, 1 wholly.
    pub(crate) length_power: f32,
    places: FxHashMap<u32, u32>,
    rarities: Vec<f32>,
}

/// A text as numbers: (place of the feature in the vocabulary, value), rising.
pub(crate) type Vector = Vec<(u32, f32)>;

impl Vocabulary {
    /// Puts a vocabulary together from its parts; `hashes` rise.
    pub(crate) fn from_parts(
        features: FeatureSet,
        documents: u32,
        hashes: Vec<u32>,
        document_counts: Vec<u32>,
        length: (f32, f32),
    ) -> Self {
        let places = hashes.iter().copied().zip(0..).collect();
        let whole = f64::from(documents) + 1.0;
        let rarities = document_counts
            .iter()
            .map(|&count| ((whole / (f64::from(count) + 1.0)).ln() + 1.0) as f32)
            .collect();
        let (median_length, length_power) = length;
        Self {
            features,
            documents,
            hashes,
            document_counts,
            median_length,
            length_power,
            places,
            rarities,
        }
    }

    /// Counts the features of texts and keeps those of at least `least` of them.
    /// Cost: O(bytes), with every feature in memory once.
    pub(crate) fn of(
        texts: &[&str],
        features: FeatureSet,
        least: u32,
        length_power: f32,
    ) -> (Self, Vec<Vector>) {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for text in texts {
            for (hash, _) in counted(features, &words(text)) {
                *counts.entry(hash).or_default() += 1;
            }
        }
        let mut kept: Vec<(u32, u32)> =
            counts.into_iter().filter(|&(_, count)| count >= least).collect();
        kept.sort_unstable();
        let (hashes, document_counts) = kept.into_iter().unzip();
        let length = (1.0, length_power);
        let mut found =
            Self::from_parts(features, texts.len() as u32, hashes, document_counts, length);
        found.median_length = found.median(texts);
        let vectors = texts.iter().map(|text| found.vector(&words(text))).collect();
        (found, vectors)
    }

    fn median(&self, texts: &[&str]) -> f32 {
        let mut lengths: Vec<f32> =
            texts.iter().map(|text| length(&self.raw(&words(text)))).collect();
        lengths.sort_unstable_by(f32::total_cmp);
        lengths.get(lengths.len() / 2).copied().filter(|&length| length > 0.0).unwrap_or(1.0)
    }

    /// A text as numbers. Cost: O(words).
    ///
    /// A feature that occurs *n* times has (1 + ln *n*) · its rarity, divided by the text's length
    /// (the root of the sum of squares) to the power that was asked for; a text of median length
    /// has the values that it would have with the power 1.
    pub(crate) fn vector(&self, words: &[Word]) -> Vector {
        let mut vector = self.raw(words);
        let length = length(&vector);
        if length > 0.0 {
            let divisor =
                self.median_length * (length / self.median_length).powf(self.length_power);
            for (_, value) in &mut vector {
                *value /= divisor;
            }
        }
        vector
    }

    fn raw(&self, words: &[Word]) -> Vector {
        let known = counted(self.features, words).into_iter().filter_map(|(hash, count)| {
            let place = self.places.get(&hash)?;
            let rarity = self.rarities.get(*place as usize)?;
            let often = if count == 1 { 1.0 } else { 1.0 + (count as f32).ln() };
            Some((*place, often * rarity))
        });
        known.collect()
    }

    /// Place of a feature, if the vocabulary has it.
    pub(crate) fn place(&self, hash: u32) -> Option<u32> {
        self.places.get(&hash).copied()
    }
}

fn length(vector: &[(u32, f32)]) -> f32 {
    vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt()
}

/// How often each feature occurs, by rising hash.
fn counted(features: FeatureSet, words: &[Word]) -> Vec<(u32, u32)> {
    let mut hashes = Vec::with_capacity(words.len() * 6);
    features.for_each(words, &mut |feature| hashes.push(feature.hash));
    hashes.sort_unstable();
    hashes
        .chunk_by(|a, b| a == b)
        .filter_map(|same| Some((*same.first()?, same.len() as u32)))
        .collect()
}
