//! Telling somebody that a watched graph is read, before the first of its quads is given out.
//!
//! It must not decide who may read: whoever cannot see a graph never comes so far.

use crate::error::ReadError;
use crate::guard::Guard;
use crate::snapshot::State;
use crate::term_codec;
use crate::term_id::TermId;
use rustc_hash::FxHashMap;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Is told of watched graphs that are read.
pub trait ReadWitness: Send + Sync {
    /// Whether a graph is to be watched.
    fn watches(&self, graph: &str) -> bool;

    /// A quad of a watched graph is about to be given out, the first of this reading.
    ///
    /// # Errors
    /// What kept it from noting that; the quad is not given out then.
    fn reads(&self, graph: &str) -> io::Result<()>;
}

/// Who is told, if anybody; it takes no part in comparing what two requesters see.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<dyn ReadWitness>>);

impl Watch {
    /// Tells this one.
    pub fn by(witness: Arc<dyn ReadWitness>) -> Self {
        Self(Some(witness))
    }

    /// Whether anybody is told.
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Tells of a graph that was read past a view, as a diff of the journal is.
    ///
    /// # Errors
    /// [`ReadError::Unwitnessed`] if it could not be noted.
    pub fn tell(&self, graph: &str) -> Result<(), ReadError> {
        match &self.0 {
            Some(witness) if witness.watches(graph) => noted(witness.reads(graph)),
            _ => Ok(()),
        }
    }

    /// Makes a guard tell of the graphs of a state. Cost: O(graphs) if anybody is told.
    pub(crate) fn start(&self, state: &State, guard: &Guard) {
        let Some(witness) = &self.0 else { return };
        let names = state.graphs.iter().filter_map(|id| {
            let dictionary = &state.generation.dictionary;
            let name = dictionary.with_bytes(*id, |b| term_codec::text(b).map(str::to_owned));
            Some((*id, name.flatten()?))
        });
        let watched: FxHashMap<_, _> = names
            .filter(|(_, name)| witness.watches(name))
            .map(|(id, name)| (id, (name, AtomicBool::new(false))))
            .collect();
        if !watched.is_empty() {
            guard.watch(WatchedGraphs { watched, witness: Arc::clone(witness) });
        }
    }
}

impl PartialEq for Watch {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Watch {}

impl std::hash::Hash for Watch {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Watch").field(&self.is_on()).finish()
    }
}

/// The watched graphs of one state, and which of them were told of.
pub(crate) struct WatchedGraphs {
    watched: FxHashMap<TermId, (String, AtomicBool)>,
    witness: Arc<dyn ReadWitness>,
}

impl WatchedGraphs {
    /// Tells of a graph, once.
    pub(crate) fn sees(&self, graph: TermId) -> Result<(), ReadError> {
        match self.watched.get(&graph) {
            Some((name, told)) if !told.load(Ordering::Relaxed) => {
                noted(self.witness.reads(name))?;
                told.store(true, Ordering::Relaxed);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn noted(outcome: io::Result<()>) -> Result<(), ReadError> {
    outcome.map_err(|source| ReadError::Unwitnessed { source: Arc::new(source) })
}
