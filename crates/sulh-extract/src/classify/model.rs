//! A trained classifier: labels of a text, with probability and score.

use super::calibration::Sigmoid;
use super::card::ModelCard;
use super::options::Choice;
use super::vocabulary::Vocabulary;
use super::weights::Weights;
use super::word::words;

/// A linear classifier of texts. Reading it changes nothing; threads may share it.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) card: ModelCard,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) weights: Weights,
    /// One a label, in the order of the card.
    pub(crate) decisions: Vec<Decision>,
}

/// How a score becomes a decision and a probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Decision {
    pub(crate) bias: f32,
    /// The label is given above it.
    pub(crate) threshold: f32,
    pub(crate) slope: f32,
    pub(crate) offset: f32,
}

/// A label of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Label<'m> {
    /// Its name, as in the table that was learnt from.
    pub name: &'m str,
    /// How often such a label is right, in [0, 1]. Where the model gives one label, the
    /// probabilities of all of them sum to 1.
    pub probability: f32,
    /// What the weights sum to, unitless; comparable within one label only.
    pub score: f32,
}

impl Model {
    /// How the model was made and how good it was found.
    pub fn card(&self) -> &ModelCard {
        &self.card
    }

    /// Adds a note to the card, such as the hash of the table or the figures of a test.
    #[must_use]
    pub fn with_note(mut self, name: &str, note: &str) -> Self {
        self.card.notes.insert(name.to_owned(), note.to_owned());
        self
    }

    /// Names of the labels that the model can give, sorted.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.card.labels.iter().map(|label| label.name.as_str())
    }

    /// Features and weights that the model holds.
    pub fn size(&self) -> (usize, usize) {
        (self.vocabulary.hashes.len(), self.weights.steps.len())
    }

    /// The labels of a text, the most probable first.
    ///
    /// Where texts have several labels, those above their thresholds: perhaps none. Where they
    /// have one, the one with the highest score; a text without a known word has none.
    /// Cost: O(words · labels), tens of microseconds for a sentence.
    pub fn classify(&self, text: &str) -> Vec<Label<'_>> {
        let Some(scores) = self.scores(text) else { return Vec::new() };
        match self.card.options.choice {
            Choice::Several => self.ranked(&scores, true),
            Choice::One => {
                let mut labels = self.ranked(&scores, false);
                labels.truncate(1);
                labels
            }
        }
    }

    /// Every label with its probability for a text, the most probable first; empty for a text
    /// without a known word.
    pub fn rank(&self, text: &str) -> Vec<Label<'_>> {
        self.scores(text).map(|scores| self.ranked(&scores, false)).unwrap_or_default()
    }

    /// Score of each label; none for a text without a known word.
    pub(crate) fn scores(&self, text: &str) -> Option<Vec<f32>> {
        let vector = self.vocabulary.vector(&words(text));
        if vector.is_empty() {
            return None;
        }
        let mut scores: Vec<f32> = self.decisions.iter().map(|decision| decision.bias).collect();
        for (feature, value) in vector {
            for (label, weight) in self.weights.of_feature(feature) {
                if let Some(score) = scores.get_mut(usize::from(label)) {
                    *score += value * weight;
                }
            }
        }
        Some(scores)
    }

    /// Labels, the best first; equal ones by name. `only_given`: those above their thresholds.
    fn ranked(&self, scores: &[f32], only_given: bool) -> Vec<Label<'_>> {
        let each = self.card.labels.iter().zip(&self.decisions).zip(scores);
        let mut labels: Vec<Label<'_>> = each
            .filter(|((_, decision), score)| !only_given || **score > decision.threshold)
            .map(|((label, decision), &score)| {
                let said = decision.probability(score);
                let probability = self.card.correction.corrected(said) as f32;
                Label { name: &label.name, probability, score }
            })
            .collect();
        match self.card.options.choice {
            Choice::Several => labels.sort_by(|a, b| b.probability.total_cmp(&a.probability)),
            Choice::One => {
                let sum: f32 = labels.iter().map(|label| label.probability).sum();
                if sum > 0.0 {
                    for label in &mut labels {
                        label.probability /= sum;
                    }
                }
                labels.sort_by(|a, b| b.score.total_cmp(&a.score));
            }
        }
        labels
    }

    /// Place of a label in the model.
    pub(crate) fn place(&self, label: &str) -> Option<u16> {
        let at = self.card.labels.binary_search_by(|known| known.name.as_str().cmp(label)).ok()?;
        u16::try_from(at).ok()
    }
}

impl Decision {
    pub(crate) fn probability(self, score: f32) -> f64 {
        let curve = Sigmoid { slope: f64::from(self.slope), offset: f64::from(self.offset) };
        curve.probability(f64::from(score))
    }
}
