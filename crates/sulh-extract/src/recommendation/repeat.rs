//! Recommendations that a document prints twice: in a box before the text, in a summary.
//!
//! It compares within one document; across documents is for others.

use super::Recommendation;
use crate::word::words;
use rustc_hash::FxHashMap;
use sulh_document::Document;

/// Of a hundred words of the shorter text so many stand in the longer one.
const SAME: usize = 88;
/// Texts with fewer words than this must be the same whole.
const SHORT: usize = 5;

/// Removes recommendations that stand again elsewhere, in the same or in fewer words: the fuller
/// one stays, of equal ones that with a known addressee, then the later.
///
/// Cost: O(recommendations · words), those with words in common compared.
pub(super) fn without_repeats(
    document: &Document,
    found: Vec<Recommendation>,
) -> Vec<Recommendation> {
    let bags: Vec<Vec<String>> = found
        .iter()
        .map(|recommendation| {
            let mut bag: Vec<String> =
                words(&recommendation.text(document)).into_iter().map(|word| word.folded).collect();
            bag.sort_unstable();
            bag
        })
        .collect();
    let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (index, bag) in bags.iter().enumerate() {
        for word in bag {
            let places = by_word.entry(word).or_default();
            if places.last() != Some(&index) {
                places.push(index);
            }
        }
    }
    let mut gone = vec![false; found.len()];
    for (index, bag) in bags.iter().enumerate() {
        // The rarest word tells who may have the same.
        let rarest = bag.iter().min_by_key(|word| by_word.get(word.as_str()).map_or(0, Vec::len));
        let others = rarest.and_then(|word| by_word.get(word.as_str())).into_iter().flatten();
        for other in others.copied().filter(|other| *other != index) {
            let (Some(a), Some(b)) = (found.get(index), found.get(other)) else { continue };
            let Some(longer) = bags.get(other) else { continue };
            if !a.states.is_empty() || !b.states.is_empty() || is_gone(&gone, other) {
                continue;
            }
            let is_fuller = longer.len() > bag.len()
                || longer.len() == bag.len()
                    && (b.addressees.is_empty(), a.block) <= (a.addressees.is_empty(), b.block);
            if is_fuller && a.block != b.block && is_within(bag, longer) {
                if let Some(gone) = gone.get_mut(index) {
                    *gone = true;
                }
                break;
            }
        }
    }
    found.into_iter().zip(gone).filter_map(|(kept, gone)| (!gone).then_some(kept)).collect()
}

fn is_gone(gone: &[bool], index: usize) -> bool {
    gone.get(index).copied().unwrap_or_default()
}

/// Whether nearly all words of the shorter text stand in the longer one; both are sorted.
fn is_within(shorter: &[String], longer: &[String]) -> bool {
    let (mut shared, mut at) = (0_usize, 0);
    for word in shorter {
        while longer.get(at).is_some_and(|other| other < word) {
            at += 1;
        }
        if longer.get(at) == Some(word) {
            shared += 1;
            at += 1;
        }
    }
    if shorter.len() < SHORT {
        return shared == shorter.len() && shorter.len() == longer.len();
    }
    100 * shared >= SAME * shorter.len()
}
