//! How much more often a feature stands in texts with a label than in those without.
//!
//! Source: Wang and Manning 2012, *Baselines and bigrams*, §2.3: log-count ratios scale the
//! features of a support vector machine.

use super::descent::Example;

/// Added to each count, so that a feature that never occurs has a ratio.
const SMOOTHING: f64 = 1.0;

/// The square of each feature's scale: |log ratio| to the power `2 · power`; all 1 for power 0.
/// Cost: O(values + features).
pub(crate) fn scales(examples: &[Example<'_>], features: usize, power: f64) -> Vec<f32> {
    if power == 0.0 {
        return vec![1.0; features];
    }
    let mut with = vec![SMOOTHING; features];
    let mut without = with.clone();
    for example in examples {
        let counts = if example.is_positive { &mut with } else { &mut without };
        for (place, _) in example.vector {
            if let Some(count) = counts.get_mut(*place as usize) {
                *count += 1.0;
            }
        }
    }
    let (all_with, all_without): (f64, f64) = (with.iter().sum(), without.iter().sum());
    let ratio = |a: f64, b: f64| ((a / all_with) / (b / all_without)).ln().abs();
    with.iter().zip(&without).map(|(&a, &b)| ratio(a, b).powf(2.0 * power) as f32).collect()
}
