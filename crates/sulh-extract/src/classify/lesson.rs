//! The planes of all labels, and their scores on texts that they had not learnt. It decides nothing.

use std::num::NonZero;

use super::descent::{Cost, Example, Plane, descend};
use super::log_count_ratio::scales;
use super::options::TrainOptions;
use super::threshold::Scored;
use super::vocabulary::Vector;

/// What every label is learnt from.
pub(crate) struct Lesson<'a> {
    /// The texts as numbers.
    pub(crate) vectors: &'a [Vector],
    /// The part of the cross-validation that each text falls into.
    pub(crate) part_of: &'a [usize],
    pub(crate) options: &'a TrainOptions,
    /// Features of the vocabulary.
    pub(crate) features: usize,
}

impl Lesson<'_> {
    /// The plane of each label, and its scores in cross-validation, in the order of the labels.
    pub(crate) fn learn_all(&self, truths: Vec<Vec<bool>>) -> (Vec<Plane>, Vec<Scored>) {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let truths: Vec<(usize, Vec<bool>)> = truths.into_iter().enumerate().collect();
        let mut learnt: Vec<(usize, Plane, Scored)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|worker| {
                    let mine = truths.iter().skip(worker).step_by(threads);
                    scope.spawn(move || {
                        mine.map(|(at, truth)| self.learn(*at, truth)).collect::<Vec<_>>()
                    })
                })
                .collect();
            let joined = workers.into_iter().map(std::thread::ScopedJoinHandle::join);
            joined
                .flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        learnt.sort_by_key(|(at, ..)| *at);
        learnt.into_iter().map(|(_, plane, scored)| (plane, scored)).unzip()
    }

    fn learn(&self, label: usize, truths: &[bool]) -> (usize, Plane, Scored) {
        let mut scores = vec![0.0; truths.len()];
        for part in 0..self.options.folds {
            let plane = self.plane(label, truths, Some(part));
            let tested = self.vectors.iter().zip(self.part_of).zip(&mut scores);
            for ((vector, of), score) in tested {
                if *of == part {
                    *score = plane.score(vector);
                }
            }
        }
        let plane = self.plane(label, truths, None);
        (label, plane, Scored { scores, truths: truths.to_vec() })
    }

    /// The plane learnt from all rows but those of one part.
    fn plane(&self, label: usize, truths: &[bool], without: Option<usize>) -> Plane {
        let examples: Vec<Example<'_>> = self
            .vectors
            .iter()
            .zip(truths)
            .zip(self.part_of)
            .filter(|(_, part)| Some(**part) != without)
            .map(|((vector, is_positive), _)| Example { vector, is_positive: *is_positive })
            .collect();
        let scales = scales(&examples, self.features, self.options.ratio_power);
        let cost = Cost {
            positive: self.options.cost * self.options.cost_of_missing,
            negative: self.options.cost,
        };
        descend(&examples, &scales, cost, self.options.seed ^ (label as u64) << 8)
    }
}
