//! The quads of a view that match a pattern: which index to read, which graphs
//! pass, and duplicates of a union dropped.
//!
//! It must not yield a row whose graph was not checked.

use crate::access::GraphSet;
use crate::error::ReadError;
use crate::guard::Guard;
use crate::row::{IdQuad, Permutation};
use crate::scan::Scan;
use crate::snapshot::State;
use crate::term_id::TermId;
use std::sync::Arc;

/// The graph position of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum GraphPattern {
    /// The union of these graphs, each fact once.
    Union(Arc<GraphSet>),
    /// Each of these named graphs, a fact once for each.
    Each(Arc<GraphSet>),
    /// One graph.
    One(TermId),
    /// A graph that does not exist for the requester.
    Nothing,
}

/// An iterator over matching quads; after its first error it ends.
#[derive(Debug)]
pub(crate) struct PatternScan {
    scan: Option<Scan>,
    guard: Arc<Guard>,
    permutation: Permutation,
    /// What the prefix of the index does not settle: subject, predicate, object.
    rest: [Option<TermId>; 3],
    graph: GraphPattern,
    previous: Option<IdQuad>,
    refused: Option<ReadError>,
}

impl PatternScan {
    /// Chooses an index and finds its first row. Cost: O(runs · log rows).
    ///
    /// `counted` are the graphs whose rows may decide the choice, `None` for all of them.
    pub(crate) fn new(
        state: &Arc<State>,
        guard: &Arc<Guard>,
        pattern: [Option<TermId>; 3],
        graph: &GraphPattern,
        counted: Option<&GraphSet>,
    ) -> Self {
        let mut refused = guard.pull().err();
        let graph = simplified(graph);
        let chosen = match &graph {
            _ if refused.is_some() => None,
            GraphPattern::Nothing => None,
            GraphPattern::One(id) => scan_in_graph(state, pattern, *id, (counted, guard))
                .map_err(|error| refused = Some(error))
                .ok(),
            GraphPattern::Union(_) | GraphPattern::Each(_) => {
                Some(scan_over_graphs(state, pattern))
            }
        };
        let (scan, permutation, rest) = match chosen {
            Some(chosen) => (Some(chosen.scan), chosen.permutation, chosen.rest),
            None => (None, Permutation::Spog, [None; 3]),
        };
        Self { scan, guard: Arc::clone(guard), permutation, rest, graph, previous: None, refused }
    }

    fn passes(&mut self, quad: IdQuad) -> bool {
        let values = [quad.subject, quad.predicate, quad.object];
        if self.rest.iter().zip(values).any(|(want, have)| want.is_some_and(|id| id != have)) {
            return false;
        }
        match &self.graph {
            GraphPattern::One(graph) => quad.graph == *graph,
            GraphPattern::Each(graphs) => {
                quad.graph != TermId::DEFAULT_GRAPH && graphs.contains(quad.graph)
            }
            GraphPattern::Union(graphs) => {
                let same = self.previous.is_some_and(|p| IdQuad { graph: quad.graph, ..p } == quad);
                if same || !graphs.contains(quad.graph) {
                    return false;
                }
                self.previous = Some(quad);
                true
            }
            GraphPattern::Nothing => false,
        }
    }
}

/// A union of a single graph is that graph: no duplicates to look for.
fn simplified(graph: &GraphPattern) -> GraphPattern {
    if let GraphPattern::Union(set) = graph
        && let GraphSet::Only(ids) = set.as_ref()
    {
        let mut ids = ids.iter();
        return match (ids.next(), ids.next()) {
            (None, _) => GraphPattern::Nothing,
            (Some(only), None) => GraphPattern::One(*only),
            _ => graph.clone(),
        };
    }
    graph.clone()
}

struct Chosen {
    scan: Scan,
    permutation: Permutation,
    rest: [Option<TermId>; 3],
}

fn chosen(
    state: &Arc<State>,
    permutation: Permutation,
    prefix: &[TermId],
    rest: [Option<TermId>; 3],
) -> Chosen {
    Chosen { scan: Scan::new(state, permutation, prefix), permutation, rest }
}

fn scan_over_graphs(state: &Arc<State>, pattern: [Option<TermId>; 3]) -> Chosen {
    use Permutation::{Ospg, Posg, Spog};
    let none = [None; 3];
    match pattern {
        [Some(s), Some(p), Some(o)] => chosen(state, Spog, &[s, p, o], none),
        [Some(s), Some(p), None] => chosen(state, Spog, &[s, p], none),
        [Some(s), None, Some(o)] => chosen(state, Ospg, &[o, s], none),
        [Some(s), None, None] => chosen(state, Spog, &[s], none),
        [None, Some(p), Some(o)] => chosen(state, Posg, &[p, o], none),
        [None, Some(p), None] => chosen(state, Posg, &[p], none),
        [None, None, Some(o)] => chosen(state, Ospg, &[o], none),
        [None, None, None] => chosen(state, Spog, &[], none),
    }
}

fn scan_in_graph(
    state: &Arc<State>,
    pattern: [Option<TermId>; 3],
    g: TermId,
    (counted, guard): (Option<&GraphSet>, &Guard),
) -> Result<Chosen, ReadError> {
    use Permutation::{Gspo, Spog};
    Ok(match pattern {
        [Some(s), Some(p), Some(o)] => chosen(state, Spog, &[s, p, o, g], [None; 3]),
        [Some(s), Some(p), None] => chosen(state, Gspo, &[g, s, p], [None; 3]),
        [Some(s), None, o] => chosen(state, Gspo, &[g, s], [None, None, o]),
        [None, None, None] => chosen(state, Gspo, &[g], [None; 3]),
        [None, ..] => {
            // A small graph beside a frequent value, or the other way round: read the fewer rows.
            let by_value = scan_over_graphs(state, pattern);
            let in_graph = chosen(state, Gspo, &[g], pattern);
            let graph_is_smaller = match counted {
                None => in_graph.scan.upper_bound() < by_value.scan.upper_bound(),
                Some(counted) => ends_first(in_graph, by_value, counted, guard)?,
            };
            if graph_is_smaller {
                chosen(state, Gspo, &[g], pattern)
            } else {
                scan_over_graphs(state, pattern)
            }
        }
    })
}

/// Whether the rows of a graph end before those of a value, of which only visible ones count:
/// the index decides the order of an answer, and hidden rows must not decide the index.
///
/// Both are read side by side, and given up where both are long. Cost: O(the fewer rows, and
/// the hidden ones of the value among them).
fn ends_first(
    mut in_graph: Chosen,
    mut by_value: Chosen,
    counted: &GraphSet,
    guard: &Guard,
) -> Result<bool, ReadError> {
    for _ in 0..LONG {
        guard.pull()?;
        let mut visible = false;
        while !visible {
            let Some(row) = by_value.scan.next() else { return Ok(false) };
            let graph = by_value.permutation.quad(row).graph;
            visible = counted.contains(graph);
            if !visible {
                guard.pull()?;
            }
        }
        if in_graph.scan.next().is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Rows after which it no longer matters which index is read.
const LONG: usize = 1 << 16;

impl Iterator for PatternScan {
    type Item = Result<IdQuad, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.refused.take() {
            self.scan = None;
            return Some(Err(error));
        }
        loop {
            let row = self.scan.as_mut()?.next()?;
            if let Err(error) = self.guard.pull() {
                self.scan = None;
                return Some(Err(error));
            }
            let quad = self.permutation.quad(row);
            if self.passes(quad) {
                return Some(self.guard.gives(quad.graph).map(|()| quad));
            }
        }
    }
}
