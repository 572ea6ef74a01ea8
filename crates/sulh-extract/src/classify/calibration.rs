//! Scores as probabilities, and a table of how far they can be believed.
//!
//! Source: Platt 1999, *Probabilistic outputs for support vector machines*, fitted by Newton's
//! method as in Lin, Lin and Weng 2007; written from the papers.

use serde::{Deserialize, Serialize};

use super::threshold::Scored;

/// Steps of Newton's method, at most.
const STEPS: usize = 100;
/// Bins of the table.
const BINS: usize = 10;

/// The curve 1 / (1 + e^(slope · score + offset)); a rising one has a negative slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sigmoid {
    pub(crate) slope: f64,
    pub(crate) offset: f64,
}

/// Texts whose probability for a label fell between two tenths.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Lower end of the bin, in [0, 0.9].
    pub from: f64,
    /// Pairs of text and label in it.
    pub count: u64,
    /// Mean probability of these pairs.
    pub said: f64,
    /// Share of these pairs in which people gave the label.
    pub found: f64,
}

impl Sigmoid {
    /// Probability of the label, in [0, 1].
    pub(crate) fn probability(self, score: f64) -> f64 {
        1.0 / (1.0 + (self.slope * score + self.offset).exp())
    }

    /// Fits the curve to scores. Cost: O(steps · texts).
    pub(crate) fn fit(label: &Scored) -> Self {
        let positives = label.positives() as f64;
        let negatives = label.truths.len() as f64 - positives;
        // Targets a little inside [0, 1], so that few texts do not promise certainty.
        let high = (positives + 1.0) / (positives + 2.0);
        let low = 1.0 / (negatives + 2.0);
        let mut curve = Self { slope: 0.0, offset: ((negatives + 1.0) / (positives + 1.0)).ln() };
        let targets: Vec<(f64, f64)> = label
            .scores
            .iter()
            .zip(&label.truths)
            .map(|(score, truth)| (*score, if *truth { high } else { low }))
            .collect();
        let mut loss = curve.loss(&targets);
        for _ in 0..STEPS {
            let Some((next, next_loss)) = curve.step(&targets, loss) else { break };
            (curve, loss) = (next, next_loss);
        }
        curve
    }

    /// Cross-entropy of the targets.
    fn loss(self, targets: &[(f64, f64)]) -> f64 {
        let each = targets.iter().map(|(score, target)| {
            let power = self.slope * score + self.offset;
            if power >= 0.0 {
                target * power + (-power).exp().ln_1p()
            } else {
                (target - 1.0) * power + power.exp().ln_1p()
            }
        });
        each.sum()
    }

    /// One step of Newton's method, shortened until it helps; none where it no longer does.
    fn step(self, targets: &[(f64, f64)], loss: f64) -> Option<(Self, f64)> {
        // A ridge keeps the matrix invertible.
        let (mut h11, mut h22, mut h21, mut g1, mut g2) = (1e-12, 1e-12, 0.0, 0.0, 0.0);
        for (score, target) in targets {
            let said = self.probability(*score);
            let spread = said * (1.0 - said);
            h11 += score * score * spread;
            h22 += spread;
            h21 += score * spread;
            g1 += score * (target - said);
            g2 += target - said;
        }
        if g1.abs() < 1e-5 && g2.abs() < 1e-5 {
            return None;
        }
        let determinant = h11 * h22 - h21 * h21;
        let (by_slope, by_offset) =
            (-(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant);
        let descent = g1 * by_slope + g2 * by_offset;
        let lengths = (0..34).map(|halvings| 0.5_f64.powi(halvings));
        lengths.into_iter().find_map(|length| {
            let next = Self {
                slope: self.slope + length * by_slope,
                offset: self.offset + length * by_offset,
            };
            let next_loss = next.loss(targets);
            (next_loss < loss + 1e-4 * length * descent).then_some((next, next_loss))
        })
    }
}

/// The table over pairs of (probability, truth). Empty bins are left out. Cost: O(pairs).
pub(crate) fn calibration_table(pairs: impl Iterator<Item = (f64, bool)>) -> Vec<CalibrationBin> {
    let mut sums = [(0_u64, 0.0_f64, 0_u64); BINS];
    for (probability, truth) in pairs {
        let bin = ((probability * BINS as f64) as usize).min(BINS - 1);
        if let Some((count, said, found)) = sums.get_mut(bin) {
            *count += 1;
            *said += probability;
            *found += u64::from(truth);
        }
    }
    let filled = sums.iter().zip(0_u32..).filter(|((count, ..), _)| *count > 0);
    filled
        .map(|(&(count, said, found), bin)| CalibrationBin {
            from: f64::from(bin) / BINS as f64,
            count,
            said: said / count as f64,
            found: found as f64 / count as f64,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_meets_the_shares_that_were_seen() {
        // Of scores at −1 one in ten is true, at 0 a half, at 1 nine in ten.
        let mut label = Scored::default();
        for (score, share) in [(-1.0, 1), (0.0, 5), (1.0, 9)] {
            for n in 0..1000 {
                label.scores.push(score);
                label.truths.push(n % 10 < share);
            }
        }
        let curve = Sigmoid::fit(&label);
        for (score, share) in [(-1.0, 0.1), (0.0, 0.5), (1.0, 0.9)] {
            assert!((curve.probability(score) - share).abs() < 0.01, "{curve:?}");
        }
    }

    #[test]
    fn no_text_and_one_class_give_a_curve() {
        assert!(Sigmoid::fit(&Scored::default()).probability(3.0).is_finite());
        let one = Scored { scores: vec![0.3, 0.4], truths: vec![false, false] };
        assert!(Sigmoid::fit(&one).probability(0.3) < 0.5);
    }

    #[test]
    fn bins_hold_what_falls_into_them() {
        let table = calibration_table([(0.05, false), (0.95, true), (1.0, true)].into_iter());
        assert_eq!(table.len(), 2);
        assert_eq!((table[0].count, table[1].count), (1, 2));
        assert!((table[1].found - 1.0).abs() < 1e-12);
    }
}
