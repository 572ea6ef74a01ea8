//! Nodes that reach each other: the cycles of a graph, found without recursion.
//!
//! It must not know what the nodes are.
//!
//! Source: Tarjan 1972, "Depth-first search and linear graph algorithms".

use rustc_hash::FxHashMap;
use std::hash::Hash;

/// Numbers for what is reachable from `starts`: nodes with the same number reach each other.
///
/// A node alone has a number of its own, also where it has an edge to itself.
/// Cost: O(nodes + edges) reachable.
pub(crate) fn components<N: Copy + Eq + Hash, E>(
    starts: impl IntoIterator<Item = N>,
    mut next: impl FnMut(N) -> Result<Vec<N>, E>,
) -> Result<FxHashMap<N, u32>, E> {
    let mut search = Search::default();
    for start in starts {
        if search.found.contains_key(&start) {
            continue;
        }
        search.enter(start, next(start)?);
        while let Some(frame) = search.path.last_mut() {
            if let Some(node) = frame.rest.pop() {
                match search.found.get(&node) {
                    None => search.enter(node, next(node)?),
                    Some(Found { number, component: None }) => {
                        frame.lowest = frame.lowest.min(*number);
                    }
                    Some(_) => {}
                }
            } else {
                search.leave();
            }
        }
    }
    let numbered = search.found.into_iter();
    Ok(numbered.filter_map(|(node, found)| Some((node, found.component?))).collect())
}

struct Found {
    number: u32,
    component: Option<u32>,
}

struct Frame<N> {
    node: N,
    rest: Vec<N>,
    lowest: u32,
}

struct Search<N> {
    found: FxHashMap<N, Found>,
    path: Vec<Frame<N>>,
    open: Vec<N>,
}

impl<N> Default for Search<N> {
    fn default() -> Self {
        Self { found: FxHashMap::default(), path: Vec::new(), open: Vec::new() }
    }
}

impl<N: Copy + Eq + Hash> Search<N> {
    fn enter(&mut self, node: N, rest: Vec<N>) {
        let number = self.found.len() as u32;
        self.found.insert(node, Found { number, component: None });
        self.open.push(node);
        self.path.push(Frame { node, rest, lowest: number });
    }

    /// Closes the last node of the path, and the component that it opened.
    fn leave(&mut self) {
        let Some(Frame { node, lowest, .. }) = self.path.pop() else { return };
        let number = self.found.get(&node).map_or(0, |found| found.number);
        if lowest == number {
            while let Some(member) = self.open.pop() {
                if let Some(found) = self.found.get_mut(&member) {
                    found.component = Some(number);
                }
                if member == node {
                    break;
                }
            }
        }
        if let Some(above) = self.path.last_mut() {
            above.lowest = above.lowest.min(lowest);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;
    use proptest::prelude::*;
    use std::convert::Infallible;

    fn reaches(edges: &[Vec<usize>], from: usize, to: usize) -> bool {
        let (mut seen, mut open) = (vec![false; edges.len()], vec![from]);
        while let Some(node) = open.pop() {
            for next in &edges[node] {
                if !std::mem::replace(&mut seen[*next], true) {
                    open.push(*next);
                }
            }
        }
        seen[to]
    }

    proptest! {
        #[test]
        fn same_number_is_mutual_reach(pairs in prop::collection::vec((0_usize..9, 0_usize..9), 0..24)) {
            let mut edges = vec![Vec::new(); 9];
            for (a, b) in pairs {
                edges[a].push(b);
            }
            let found = components(0..9, |n: usize| Ok::<_, Infallible>(edges[n].clone())).unwrap();
            for a in 0..9 {
                for b in 0..9 {
                    let mutual = a == b || (reaches(&edges, a, b) && reaches(&edges, b, a));
                    prop_assert_eq!(found[&a] == found[&b], mutual);
                }
            }
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let next = |n: u32| Ok::<_, Infallible>(if n < 300_000 { vec![n + 1] } else { vec![0] });
        let found = components([0], next).unwrap();
        assert_eq!(found.len(), 300_001);
        assert!(found.values().all(|component| *component == 0));
    }
}
