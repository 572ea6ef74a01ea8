//! A write in the making: changes laid over a state, never seen by readers.
//!
//! It must not touch the journal. What it ends in is the *effective* diff:
//! quads really added and really removed, none twice.

use crate::dictionary::DictionaryFull;
use crate::row::{IdQuad, Permutation};
use crate::snapshot::State;
use crate::term_codec;
use crate::term_id::TermId;
use oxigraph::model::{GraphNameRef, QuadRef, TermRef};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The effective difference between two states, as ids of their generation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct IdDiff {
    pub(crate) added: Vec<IdQuad>,
    pub(crate) removed: Vec<IdQuad>,
    pub(crate) created: Vec<TermId>,
    pub(crate) dropped: Vec<TermId>,
}

impl IdDiff {
    /// Whether it changes nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.created.is_empty()
            && self.dropped.is_empty()
    }
}

/// Changes laid over a state.
#[derive(Debug)]
pub(crate) struct Transaction {
    start: Arc<State>,
    now: Arc<State>,
}

impl Transaction {
    /// Starts on a state.
    pub(crate) fn new(state: Arc<State>) -> Self {
        Self { start: Arc::clone(&state), now: state }
    }

    /// The state with the changes so far; a snapshot of it reads them.
    pub(crate) fn state(&self) -> &Arc<State> {
        &self.now
    }

    /// The id of a term, added to the dictionary when new.
    pub(crate) fn intern(&self, term: TermRef<'_>) -> Result<TermId, DictionaryFull> {
        self.now.generation.dictionary.intern(term)
    }

    /// The graph that a write to `graph` means: without a name, the local graph unless strict.
    pub(crate) fn intern_graph(&self, graph: GraphNameRef<'_>) -> Result<TermId, DictionaryFull> {
        match term_codec::graph_term(graph) {
            Some(name) => self.intern(name),
            None if self.now.strict => Ok(TermId::DEFAULT_GRAPH),
            None => self.intern(self.now.local_graph.as_ref().as_ref().into()),
        }
    }

    /// A quad as ids, its terms added to the dictionary when new.
    pub(crate) fn intern_quad(&self, quad: QuadRef<'_>) -> Result<IdQuad, DictionaryFull> {
        Ok(IdQuad {
            subject: self.intern(quad.subject.into())?,
            predicate: self.intern(quad.predicate.into())?,
            object: self.intern(quad.object)?,
            graph: self.intern_graph(quad.graph_name)?,
        })
    }

    /// A quad as ids, if the store knows all its terms.
    pub(crate) fn find_quad(&self, quad: QuadRef<'_>) -> Option<IdQuad> {
        let dictionary = &self.now.generation.dictionary;
        let graph = match term_codec::graph_term(quad.graph_name) {
            Some(name) => dictionary.find(name)?,
            None if self.now.strict => TermId::DEFAULT_GRAPH,
            None => dictionary.find(self.now.local_graph.as_ref().as_ref().into())?,
        };
        Some(IdQuad {
            subject: dictionary.find(quad.subject.into())?,
            predicate: dictionary.find(quad.predicate.into())?,
            object: dictionary.find(quad.object)?,
            graph,
        })
    }

    /// Removes, then inserts: a quad in both lists is there afterwards.
    pub(crate) fn change(&mut self, insert: Vec<IdQuad>, remove: Vec<IdQuad>) {
        let insert: FxHashSet<IdQuad> = insert.into_iter().collect();
        let remove: FxHashSet<IdQuad> = remove.into_iter().collect();
        let removed: Vec<IdQuad> =
            remove.into_iter().filter(|q| !insert.contains(q) && self.now.contains(*q)).collect();
        let added: Vec<IdQuad> = insert.into_iter().filter(|q| !self.now.contains(*q)).collect();
        let mut next = self.now.flipped(&added, &removed);
        let new: BTreeSet<TermId> = added
            .iter()
            .map(|quad| quad.graph)
            .filter(|graph| *graph != TermId::DEFAULT_GRAPH && !next.graphs.contains(graph))
            .collect();
        if !new.is_empty() {
            Arc::make_mut(&mut next.graphs).extend(new);
        }
        self.now = Arc::new(next);
    }

    /// Adds a run of rows that are all absent, with the graphs that they stand in.
    pub(crate) fn add_run(&mut self, run: Arc<crate::run::Run>, graphs: &BTreeSet<TermId>) {
        let mut next = State::clone(&self.now);
        next.quads += run.len() as u64;
        next.push_run(run);
        if !graphs.is_subset(&next.graphs) {
            Arc::make_mut(&mut next.graphs).extend(graphs);
        }
        self.now = Arc::new(next);
    }

    /// Whether a named graph exists.
    pub(crate) fn has_graph(&self, graph: TermId) -> bool {
        self.now.graphs.contains(&graph)
    }

    /// Makes a named graph exist.
    pub(crate) fn create_graph(&mut self, graph: TermId) {
        if !self.has_graph(graph) {
            let mut next = State::clone(&self.now);
            Arc::make_mut(&mut next.graphs).insert(graph);
            self.now = Arc::new(next);
        }
    }

    /// Makes a named graph not exist; it must be empty.
    pub(crate) fn forget_graph(&mut self, graph: TermId) {
        if self.has_graph(graph) {
            let mut next = State::clone(&self.now);
            Arc::make_mut(&mut next.graphs).remove(&graph);
            self.now = Arc::new(next);
        }
    }

    /// The quads of one graph. Cost: O(quads).
    pub(crate) fn graph_quads(&self, graph: TermId) -> Vec<IdQuad> {
        crate::scan::Scan::new(&self.now, Permutation::Gspo, &[graph])
            .map(|row| Permutation::Gspo.quad(row))
            .collect()
    }

    /// Removes every quad of a graph; the graph stays.
    pub(crate) fn clear_graph(&mut self, graph: TermId) {
        let quads = self.graph_quads(graph);
        if !quads.is_empty() {
            self.now = Arc::new(self.now.flipped(&[], &quads));
        }
    }

    /// What changed since the start.
    ///
    /// The runs of both states cancel where they agree, so that a quad added by
    /// one operation and removed by the next does not appear.
    pub(crate) fn diff(&self) -> IdDiff {
        let rows = crate::fold::difference(&self.start, &self.now);
        let (removed, added) = rows.into_iter().partition(|quad| self.start.contains(*quad));
        IdDiff {
            added,
            removed,
            created: self.now.graphs.difference(&self.start.graphs).copied().collect(),
            dropped: self.start.graphs.difference(&self.now.graphs).copied().collect(),
        }
    }
}
