//! The plane that parts two classes: a linear support vector machine with squared hinge loss,
//! by dual coordinate descent.
//!
//! Source: Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, *A dual coordinate descent method for
//! large-scale linear SVM*, algorithms 1 and 3; written from the paper.

use super::random::Random;
use super::vocabulary::Vector;

/// Longest search, in passes over the rows.
const PASSES: usize = 200;
/// How even the gradients must be for the search to end.
const TOLERANCE: f64 = 0.01;

/// A plane: a text's score is the bias plus the sum of value · weight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plane {
    pub(crate) weights: Vec<f64>,
    pub(crate) bias: f64,
}

impl Plane {
    /// Score of a text; places beyond the weights count nothing.
    pub(crate) fn score(&self, vector: &[(u32, f32)]) -> f64 {
        vector.iter().fold(self.bias, |sum, (place, value)| {
            sum + f64::from(*value) * self.weights.get(*place as usize).copied().unwrap_or(0.0)
        })
    }

    fn add(&mut self, vector: &[(u32, f32)], step: f64, scales: &[f32]) {
        for (place, value) in vector {
            let place = *place as usize;
            if let (Some(weight), Some(scale)) = (self.weights.get_mut(place), scales.get(place)) {
                *weight += step * f64::from(*value) * f64::from(*scale);
            }
        }
        self.bias += step;
    }
}

/// A row of the problem.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Example<'a> {
    pub(crate) vector: &'a Vector,
    pub(crate) is_positive: bool,
}

/// What an error costs: more gives a closer fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) positive: f64,
    pub(crate) negative: f64,
}

/// What is known of a row while the search runs.
struct Dual<'a> {
    vector: &'a Vector,
    sign: f64,
    alpha: f64,
    /// Curvature along this coordinate.
    curvature: f64,
    /// What the cost adds to the diagonal.
    diagonal: f64,
}

/// Largest and smallest projected gradient of a pass.
struct Spread {
    largest: f64,
    smallest: f64,
}

/// Finds the plane. `scales` multiply the squares of the features' values, so a feature with a
/// larger one is cheaper to use. Cost: O(passes · values).
pub(crate) fn descend(examples: &[Example<'_>], scales: &[f32], cost: Cost, seed: u64) -> Plane {
    let mut plane = Plane { weights: vec![0.0; scales.len()], bias: 0.0 };
    let mut duals: Vec<Dual<'_>> =
        examples.iter().map(|example| Dual::new(*example, scales, cost)).collect();
    let mut random = Random::new(seed);
    let mut order: Vec<u32> = (0..duals.len() as u32).collect();
    let mut active = order.len();
    let mut limit = f64::INFINITY;
    for _ in 0..PASSES {
        random.shuffle(order.get_mut(..active).unwrap_or_default());
        let spread = pass(&mut duals, &mut order, &mut active, limit, &mut plane, scales);
        if spread.largest - spread.smallest <= TOLERANCE {
            if active == order.len() {
                break;
            }
            // What was set aside is looked at once more before the search ends.
            active = order.len();
            limit = f64::INFINITY;
        } else {
            limit = if spread.largest > 0.0 { spread.largest } else { f64::INFINITY };
        }
    }
    plane
}

/// One pass over the active rows; rows that are surely no support vectors move behind `active`.
fn pass(
    duals: &mut [Dual<'_>],
    order: &mut [u32],
    active: &mut usize,
    limit: f64,
    plane: &mut Plane,
    scales: &[f32],
) -> Spread {
    let mut spread = Spread { largest: f64::NEG_INFINITY, smallest: f64::INFINITY };
    let mut at = 0;
    while at < *active {
        let Some(dual) = order.get(at).and_then(|row| duals.get_mut(*row as usize)) else { break };
        let gradient = dual.sign * plane.score(dual.vector) - 1.0 + dual.alpha * dual.diagonal;
        if dual.alpha == 0.0 && gradient > limit {
            *active -= 1;
            order.swap(at, *active);
            continue;
        }
        let projected = if dual.alpha == 0.0 { gradient.min(0.0) } else { gradient };
        spread.largest = spread.largest.max(projected);
        spread.smallest = spread.smallest.min(projected);
        if projected.abs() > 1e-12 {
            let before = dual.alpha;
            dual.alpha = (before - gradient / dual.curvature).max(0.0);
            plane.add(dual.vector, (dual.alpha - before) * dual.sign, scales);
        }
        at += 1;
    }
    spread
}

impl<'a> Dual<'a> {
    fn new(example: Example<'a>, scales: &[f32], cost: Cost) -> Self {
        let (sign, cost) =
            if example.is_positive { (1.0, cost.positive) } else { (-1.0, cost.negative) };
        let diagonal = 0.5 / cost;
        let squares: f64 = example
            .vector
            .iter()
            .filter_map(|(place, value)| {
                let scale = f64::from(*scales.get(*place as usize)?);
                Some(f64::from(*value).powi(2) * scale)
            })
            .sum();
        Self {
            vector: example.vector,
            sign,
            alpha: 0.0,
            curvature: squares + 1.0 + diagonal,
            diagonal,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::*;

    const COST: Cost = Cost { positive: 1.0, negative: 1.0 };

    fn examples(vectors: &[(Vector, bool)]) -> Vec<Example<'_>> {
        vectors
            .iter()
            .map(|(vector, is_positive)| Example { vector, is_positive: *is_positive })
            .collect()
    }

    #[test]
    fn the_gradient_of_the_primal_is_zero_at_the_end() {
        // w/2·w + C Σ max(0, 1 − y·s)²: its derivative at the plane found is nearly nothing.
        let vectors: Vec<(Vector, bool)> = (0..40_u32)
            .map(|n| (vec![(n % 3, 1.0), (3 + n % 5, 0.5 + (n % 7) as f32 / 7.0)], n % 4 == 0))
            .collect();
        let scales = vec![1.0_f32; 8];
        let plane = descend(&examples(&vectors), &scales, COST, 7);
        let mut gradient = plane.weights.clone();
        for (vector, is_positive) in &vectors {
            let sign = if *is_positive { 1.0 } else { -1.0 };
            let slack = (1.0 - sign * plane.score(vector)).max(0.0);
            for (place, value) in vector {
                gradient[*place as usize] -= 2.0 * slack * sign * f64::from(*value);
            }
        }
        assert!(gradient.iter().all(|part| part.abs() < 0.2), "{gradient:?}");
    }

    #[test]
    fn classes_that_can_be_parted_are() {
        let vectors: Vec<(Vector, bool)> =
            (0..20_u32).map(|n| (vec![(n % 2, 1.0), (2 + n % 3, 0.3)], n % 2 == 0)).collect();
        let plane = descend(&examples(&vectors), &[1.0; 5], COST, 1);
        assert!(
            vectors.iter().all(|(vector, is_positive)| (plane.score(vector) > 0.0) == *is_positive)
        );
    }

    #[test]
    fn without_rows_the_plane_is_flat() {
        assert_eq!(descend(&[], &[1.0; 2], COST, 1), Plane { weights: vec![0.0; 2], bias: 0.0 });
    }
}
