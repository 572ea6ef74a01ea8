//! From which score on a label is given.

/// Scores of texts for one label, with what people said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scored {
    pub(crate) scores: Vec<f64>,
    pub(crate) truths: Vec<bool>,
}

impl Scored {
    /// Texts that have the label.
    pub(crate) fn positives(&self) -> usize {
        self.truths.iter().filter(|truth| **truth).count()
    }

    /// Pairs from the highest score down; equal scores keep the order of the texts.
    fn descending(&self) -> Vec<(f64, bool)> {
        let mut pairs: Vec<(f64, bool)> =
            self.scores.iter().copied().zip(self.truths.iter().copied()).collect();
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        pairs
    }

    /// The threshold with the highest F1, midway between two scores; none without positives.
    fn best(&self) -> Option<f64> {
        let positives = self.positives();
        let pairs = self.descending();
        let (mut best, mut found, mut hits) = (0.0, None, 0_usize);
        for (rank, &(score, truth)) in pairs.iter().enumerate() {
            hits += usize::from(truth);
            let next = pairs.get(rank + 1).map_or(score, |pair| pair.0);
            let f1 = 2.0 * hits as f64 / (rank + 1 + positives) as f64;
            if f1 > best {
                (best, found) = (f1, Some(f64::midpoint(score, next)));
            }
        }
        found
    }
}

/// A threshold for each label: its own best one, pulled towards the best common one as if that
/// had been seen on `pull` positive texts. Rare labels alone would fit the noise.
/// Cost: O(texts · log texts) a label.
pub(crate) fn thresholds(labels: &[Scored], pull: f64) -> Vec<f64> {
    let common = common(labels);
    let each = labels.iter().map(|label| {
        let weight = label.positives() as f64;
        match label.best() {
            Some(own) if weight + pull > 0.0 => (weight * own + pull * common) / (weight + pull),
            Some(own) => own,
            None => common,
        }
    });
    each.collect()
}

/// The one threshold with the highest F1 over all labels together, in steps of 0.05.
fn common(labels: &[Scored]) -> f64 {
    let steps = (-20..=20).map(|step| f64::from(step) / 20.0);
    let f1 = |threshold: f64| {
        let (mut hits, mut marked) = (0_usize, 0_usize);
        for label in labels {
            for (score, truth) in label.scores.iter().zip(&label.truths) {
                let given = *score > threshold;
                hits += usize::from(given && *truth);
                marked += usize::from(given) + usize::from(*truth);
            }
        }
        2.0 * hits as f64 / marked.max(1) as f64
    };
    let mut best = (f1(0.0), 0.0);
    for step in steps {
        let found = f1(step);
        if found > best.0 {
            best = (found, step);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn scored(pairs: &[(f64, bool)]) -> Scored {
        let (scores, truths) = pairs.iter().copied().unzip();
        Scored { scores, truths }
    }

    #[test]
    fn a_label_alone_is_cut_where_its_f1_is_highest() {
        let label = scored(&[(0.9, true), (0.5, true), (0.1, false), (-0.5, true), (-0.6, false)]);
        // Three of four given are right and none is missed: better than two of two.
        let found = thresholds(&[label], 0.0);
        assert!((found[0] - -0.55).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn a_rare_label_follows_the_common_threshold() {
        let frequent: Vec<(f64, bool)> =
            (0..1000).map(|n| (f64::from(n) / 500.0 - 1.0, n >= 400)).collect();
        let rare = scored(&[(0.9, true), (0.8, false)]);
        let found = thresholds(&[scored(&frequent), rare], 1e6);
        assert!((found[1] - found[0]).abs() < 0.01 && (found[0] - -0.2).abs() < 0.02, "{found:?}");
    }

    #[test]
    fn without_positives_there_is_still_a_threshold() {
        assert_eq!(thresholds(&[scored(&[(0.1, false)])], 10.0).len(), 1);
    }
}
