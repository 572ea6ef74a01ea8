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

/// Pairs of text and label whose probability fell between two tenths.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Lower end of the bin, in [0, 0.9].
    pub from: f64,
    /// Pairs in it.
    pub count: u64,
    /// Mean probability of these pairs, to four decimals.
    pub said: f64,
    /// Share of these pairs in which people gave the label, to four decimals.
    pub found: f64,
}

/// What the curves of all labels together get wrong, as a rising line through knots of
/// (log-odds that were said, probability that was found). Without knots nothing is corrected.
///
/// Scores of rare words have heavier tails than the curve; one label has too few texts to see it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Correction(pub(crate) Vec<(f64, f64)>);

impl Correction {
    /// Finds the knots in pairs of (probability, truth). Cost: O(pairs · log pairs).
    ///
    /// Source: pool adjacent violators, Ayer et al. 1955, over groups of neighbouring pairs.
    pub(crate) fn fit(mut pairs: Vec<(f64, bool)>) -> Self {
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut groups: Vec<Group> = Vec::new();
        for (probability, truth) in pairs {
            let odds = log_odds(probability);
            let step = (odds / ODDS_STEP).floor() as i64;
            match groups.last_mut().filter(|group| group.step == step || group.count < LEAST_PAIRS)
            {
                Some(group) => group.add(odds, truth, step),
                None => groups.push(Group::of(odds, truth, step)),
            }
        }
        let mut rising: Vec<Group> = Vec::new();
        for group in groups {
            rising.push(group);
            while let [.., before, last] = rising.as_slice()
                && (before.found() > last.found() || last.count < LEAST_PAIRS)
            {
                let merged = before.with(last);
                rising.truncate(rising.len() - 2);
                rising.push(merged);
            }
        }
        Self(rising.iter().map(|g| (rounded(g.odds / g.count), rounded(g.found()))).collect())
    }

    /// The corrected probability, in [0, 1]; rises with the one that was said.
    pub(crate) fn corrected(&self, probability: f64) -> f64 {
        let odds = log_odds(probability);
        let after = self.0.partition_point(|knot| knot.0 <= odds);
        let before = after.checked_sub(1).and_then(|at| self.0.get(at));
        match (before, self.0.get(after)) {
            (None, None) => probability,
            (None, Some(knot)) | (Some(knot), None) => knot.1,
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (odds - a.0) / (b.0 - a.0),
        }
    }
}

/// Width of a group of pairs, in log-odds.
const ODDS_STEP: f64 = 0.5;
/// Pairs that a group has at least.
const LEAST_PAIRS: f64 = 100.0;

/// Pairs with neighbouring probabilities.
#[derive(Clone, Copy)]
struct Group {
    step: i64,
    count: f64,
    odds: f64,
    truths: f64,
}

impl Group {
    fn of(odds: f64, truth: bool, step: i64) -> Self {
        Self { step, count: 1.0, odds, truths: f64::from(u8::from(truth)) }
    }

    fn add(&mut self, odds: f64, truth: bool, step: i64) {
        *self = self.with(&Self::of(odds, truth, step));
        self.step = step;
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            step: other.step,
            count: self.count + other.count,
            odds: self.odds + other.odds,
            truths: self.truths + other.truths,
        }
    }

    fn found(&self) -> f64 {
        self.truths / self.count
    }
}

fn log_odds(probability: f64) -> f64 {
    let inside = probability.clamp(1e-6, 1.0 - 1e-6);
    (inside / (1.0 - inside)).ln()
}

/// To four decimals: what is written as text comes back the same.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
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
        // The upper end of each bin is the lower one of the next; the last holds 1 too.
        let bin = (1..BINS).take_while(|end| probability >= *end as f64 / BINS as f64).count();
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
            said: rounded(said / count as f64),
            found: rounded(found as f64 / count as f64),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

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
    fn the_correction_rises_and_meets_what_was_found() {
        // What is said to be one in ten is one in four; the rest is right.
        let pairs = |said: f64, found: u32| (0..2000_u32).map(move |n| (said, n % 100 < found));
        let all: Vec<_> = pairs(0.1, 25).chain(pairs(0.5, 50)).chain(pairs(0.9, 90)).collect();
        let correction = Correction::fit(all);
        for (said, found) in [(0.1, 0.25), (0.5, 0.5), (0.9, 0.9)] {
            assert!((correction.corrected(said) - found).abs() < 0.01, "{correction:?}");
        }
        let line: Vec<f64> =
            (0..=100).map(|n| correction.corrected(f64::from(n) / 100.0)).collect();
        assert!(line.is_sorted(), "{line:?}");
        assert!((Correction::default().corrected(0.3) - 0.3).abs() < 1e-12);
    }

    #[test]
    fn bins_hold_what_falls_into_them() {
        let table = calibration_table([(0.05, false), (0.95, true), (1.0, true)].into_iter());
        assert_eq!(table.len(), 2);
        assert_eq!((table[0].count, table[1].count), (1, 2));
        assert!((table[1].found - 1.0).abs() < 1e-12);
    }
}
