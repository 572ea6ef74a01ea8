//! Ways that lead back to where they began (`dash:nonRecursive`).
//!
//! It must not walk the same part of the data for every node that stands in it: what reaches
//! what is found once for all of them, as strongly connected components.
//!
//! Source of the condition: DASH Constraint Components, "Non-recursive property paths".

use super::path::{Path, Walk};
use super::shape::ShapeId;
use super::strongly_connected::components;
use crate::error::ReadError;
use crate::term_id::TermId;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// Nodes that are looked at for naming one way back, at most.
const SEARCHED_NODES: usize = 10_000;
/// Nodes of a way that are named, at most.
const NAMED_NODES: usize = 8;

/// Which nodes reach each other along the steps of shapes; grows as it is asked.
#[derive(Debug, Default)]
pub(crate) struct Circles {
    component: FxHashMap<(ShapeId, TermId), (u32, u32)>,
    searches: u32,
}

impl Circles {
    /// Whether two nodes reach each other by repeating a step.
    ///
    /// Cost: O(what is reachable and was not walked before).
    pub(crate) fn joined(
        &mut self,
        walk: Walk<'_>,
        (shape, step): (ShapeId, &Path),
        (one, other): (TermId, TermId),
    ) -> Result<bool, ReadError> {
        if !self.component.contains_key(&(shape, one)) {
            // Components that are known are whole: nothing new can belong to them.
            let known = &self.component;
            let found = components([one], |node| {
                if known.contains_key(&(shape, node)) {
                    return Ok(Vec::new());
                }
                walk.values(step, node)
            })?;
            self.searches += 1;
            for (node, number) in found {
                self.component.entry((shape, node)).or_insert((self.searches, number));
            }
        }
        let of = |node| self.component.get(&(shape, node));
        Ok(one == other || (of(one).is_some() && of(one) == of(other)))
    }
}

/// The shortest way from a node by its value back to the node: node, value, …, node.
///
/// A way through very many nodes is not searched to its end, and comes back empty.
pub(crate) fn way_back(
    walk: Walk<'_>,
    step: &Path,
    node: TermId,
    value: TermId,
) -> Result<Vec<TermId>, ReadError> {
    let (mut came, mut open) = (FxHashMap::default(), VecDeque::from([value]));
    while let Some(place) = open.pop_front() {
        if place == node {
            let (mut way, mut at) = (vec![node], node);
            while at != value {
                let Some(before) = came.get(&at) else { break };
                way.push(*before);
                at = *before;
            }
            way.push(node);
            way.reverse();
            return Ok(way);
        }
        if came.len() > SEARCHED_NODES {
            break;
        }
        for next in walk.values(step, place)? {
            if next != value && !came.contains_key(&next) {
                came.insert(next, place);
                open.push_back(next);
            }
        }
    }
    Ok(Vec::new())
}

/// A way in words: `<a> → <b> → <a>`.
pub(crate) fn way_text(walk: Walk<'_>, way: &[TermId]) -> Result<String, ReadError> {
    let mut names = Vec::new();
    for node in way.iter().take(NAMED_NODES) {
        names.push(walk.view.term(*node)?.to_string());
    }
    if way.len() > NAMED_NODES || way.is_empty() {
        names.push("…".to_owned());
    }
    Ok(names.join(" → "))
}
