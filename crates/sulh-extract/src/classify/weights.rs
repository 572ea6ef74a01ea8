//! Weights of features for labels, few and short: small ones are left out, the others are kept
//! in eight bits.

/// A weight in eight bits is sign · (step / 127)² · the largest of its label, so that small
/// weights keep their shape.
const STEPS: f64 = 127.0;

/// The weights of a model, by feature.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Weights {
    /// Where the entries of each feature begin; one more than there are features.
    pub(crate) starts: Vec<u32>,
    /// Labels of the entries, rising within a feature.
    pub(crate) labels: Vec<u16>,
    /// Steps of the entries, never 0.
    pub(crate) steps: Vec<i8>,
    /// Largest weight of each label.
    pub(crate) scales: Vec<f32>,
    /// What each step is worth.
    values: Vec<f32>,
}

impl Weights {
    /// Takes the weights of each label, by feature. Those below `least` of the label's largest
    /// are left out. Cost: O(features · labels).
    pub(crate) fn of(labels: &[&[f64]], features: usize, least: f64) -> Self {
        let largest = |weights: &&[f64]| weights.iter().fold(0.0_f64, |a, b| a.max(b.abs()));
        let scales: Vec<f32> = labels.iter().map(|label| largest(label) as f32).collect();
        let (mut starts, mut kept, mut steps) = (vec![0], Vec::new(), Vec::new());
        for feature in 0..features {
            for ((label, weights), scale) in (0_u16..).zip(labels).zip(&scales) {
                let weight = weights.get(feature).copied().unwrap_or(0.0);
                let share = if *scale > 0.0 { weight / f64::from(*scale) } else { 0.0 };
                let step = (share.abs().min(1.0).sqrt() * STEPS).round() as i8;
                if step > 0 && share.abs() >= least {
                    kept.push(label);
                    steps.push(if share < 0.0 { -step } else { step });
                }
            }
            starts.push(kept.len() as u32);
        }
        Self::from_parts(starts, kept, steps, scales)
    }

    /// Puts weights together from their parts, which must fit.
    pub(crate) fn from_parts(
        starts: Vec<u32>,
        labels: Vec<u16>,
        steps: Vec<i8>,
        scales: Vec<f32>,
    ) -> Self {
        let values = labels
            .iter()
            .zip(&steps)
            .map(|(label, step)| {
                let scale = scales.get(usize::from(*label)).copied().unwrap_or(0.0);
                let share = f64::from(*step) / STEPS;
                (share * share.abs()) as f32 * scale
            })
            .collect();
        Self { starts, labels, steps, scales, values }
    }

    /// Entries of a feature: (label, weight).
    pub(crate) fn of_feature(&self, feature: u32) -> impl Iterator<Item = (u16, f32)> + '_ {
        let start = self.starts.get(feature as usize).copied().unwrap_or(0) as usize;
        let end = self.starts.get(feature as usize + 1).copied().unwrap_or(0) as usize;
        let labels = self.labels.get(start..end).unwrap_or_default();
        labels.iter().copied().zip(self.values.get(start..end).unwrap_or_default().iter().copied())
    }

    /// Weight of a feature for a label; 0 where it was left out.
    pub(crate) fn weight(&self, feature: u32, label: u16) -> f32 {
        self.of_feature(feature).find(|(found, _)| *found == label).map_or(0.0, |entry| entry.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_within_a_step_and_small_ones_are_gone() {
        let label = [1.0, -0.25, 0.001, 0.0];
        let weights = Weights::of(&[&label], 4, 0.01);
        assert!((weights.weight(0, 0) - 1.0).abs() < 1e-6);
        assert!((weights.weight(1, 0) + 0.25).abs() < 0.01);
        assert_eq!((weights.weight(2, 0), weights.weight(3, 0)), (0.0, 0.0));
        assert_eq!(weights.steps.len(), 2);
    }
}
