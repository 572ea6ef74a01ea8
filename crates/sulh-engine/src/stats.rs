//! How much of what is held.

use crate::coverage::Coverage;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::listing::Ref;
use crate::permission::Action;
use rustc_hash::FxHashMap;
use serde::Serialize;
use sulh_ontology::rdf;
use sulh_store::TermId;
use sulh_store::rdf::NamedOrBlankNode;

/// Figures of the graphs that the requester sees, and of the files, which hold hidden ones too.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stats {
    /// The newest revision.
    pub revision: u64,
    /// Quads in the visible graphs.
    pub quads: u64,
    /// The visible graphs, by name.
    pub graphs: Vec<GraphStats>,
    /// Things of each class in the default graph, the most frequent first.
    pub classes: Vec<ClassCount>,
    /// Terms in the dictionary.
    pub terms: u64,
    /// Bytes of the journal on disk.
    pub journal_bytes: u64,
    /// Bytes of the checkpoint on disk.
    pub checkpoint_bytes: u64,
    /// The revision of the checkpoint.
    pub checkpoint_revision: u64,
    /// Bytes of memory that changes since the checkpoint take.
    pub memory_bytes: u64,
    /// Synchronisations of the journal since the store was opened.
    pub journal_fsyncs: u64,
    /// What was mended when the store was opened, in words.
    pub repairs: Vec<String>,
    /// What the sources cover.
    pub coverage: Coverage,
}

/// A graph and its size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GraphStats {
    /// Its name.
    pub name: String,
    /// Its quads.
    pub quads: u64,
}

/// A class and its things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassCount {
    /// The class.
    #[serde(flatten)]
    pub class: Ref,
    /// How many things are of it.
    pub count: u64,
}

impl Engine {
    /// Figures. Cost: O(visible quads).
    ///
    /// # Errors
    /// [`EngineError::Read`].
    pub fn stats(&self, who: &Identity) -> Result<Stats, EngineError> {
        self.authorize(who, Action::Stats)?;
        let facts = self.facts(who);
        let view = facts.view();
        let mut graphs = Vec::new();
        for graph in view.named_graphs()? {
            let (name, id) = match &graph {
                NamedOrBlankNode::NamedNode(node) => {
                    (node.as_str().to_owned(), view.id(node.as_ref()))
                }
                NamedOrBlankNode::BlankNode(node) => (node.to_string(), view.id(node.as_ref())),
            };
            let quads = match id {
                Some(id) => count(view.quads(None, None, None, Some(id)))?,
                None => 0,
            };
            graphs.push(GraphStats { name, quads });
        }
        graphs.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let files = self.store().stats();
        Ok(Stats {
            revision: view.revision(),
            quads: graphs.iter().map(|graph| graph.quads).sum::<u64>() + self.unnamed(who)?,
            graphs,
            classes: classes(&facts)?,
            terms: files.terms,
            journal_bytes: files.journal_bytes,
            checkpoint_bytes: files.checkpoint_bytes,
            checkpoint_revision: files.checkpoint_revision,
            memory_bytes: files.memory_bytes,
            journal_fsyncs: files.journal_fsyncs,
            repairs: files.repairs,
            coverage: self.coverage(&facts)?.coverage.clone(),
        })
    }

    /// Triples of the default graph where it is a graph of its own.
    fn unnamed(&self, who: &Identity) -> Result<u64, EngineError> {
        if !self.mode().is_strict() {
            return Ok(0);
        }
        Ok(count(self.snapshot().view(&who.access(self)).triples(None, None, None))?)
    }
}

fn count<T>(
    items: impl Iterator<Item = Result<T, sulh_store::ReadError>>,
) -> Result<u64, sulh_store::ReadError> {
    let mut count = 0;
    for item in items {
        item?;
        count += 1;
    }
    Ok(count)
}

fn classes(facts: &crate::facts::Facts<'_>) -> Result<Vec<ClassCount>, sulh_store::ReadError> {
    let Some(kind) = facts.term_id(rdf::TYPE) else { return Ok(Vec::new()) };
    let mut counts: FxHashMap<TermId, u64> = FxHashMap::default();
    for triple in facts.view().triples(None, Some(kind), None) {
        let [_, _, class] = triple?;
        *counts.entry(class).or_default() += 1;
    }
    let mut classes = Vec::with_capacity(counts.len());
    for (class, count) in counts {
        classes.push(ClassCount { class: facts.reference(class)?, count });
    }
    classes.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.class.cmp(&b.class)));
    Ok(classes)
}
