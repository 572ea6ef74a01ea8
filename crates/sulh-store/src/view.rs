//! A snapshot as one requester sees it: graphs hidden, unions without duplicates,
//! limits asked at every quad. SPARQL runs on this and on nothing else.
//!
//! It must not give a quad, a graph name or a count that the requester may not see.

use crate::access::{Access, GraphSet};
use crate::error::ReadError;
use crate::guard::{CancelFlag, Guard, RunLimits};
use crate::local_terms::LocalTerms;
use crate::pattern_scan::{GraphPattern, PatternScan};
use crate::row::IdQuad;
use crate::snapshot::{Snapshot, State};
use crate::term_codec;
use crate::term_id::TermId;
use crate::watched_term::{ContentHashing, WatchedTerm};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, TermRef};
use rustc_hash::FxHashSet;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of one value that a query makes; ten doublings of a text would be gigabytes.
const LARGEST_VALUE: usize = 16 << 20;

/// How a view is made.
pub(crate) struct ViewOptions {
    /// The limits that it asks.
    pub(crate) guard: Arc<Guard>,
    /// Graphs that a query or the protocol names (`FROM`, `FROM NAMED`).
    pub(crate) dataset: Option<Dataset>,
}

/// The graphs that a query asked for by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dataset {
    /// Their union is the default graph.
    pub(crate) default: Vec<NamedNode>,
    /// The named graphs; `None` leaves all of them.
    pub(crate) named: Option<Vec<NamedNode>>,
}

impl Default for ViewOptions {
    fn default() -> Self {
        let limits = RunLimits { timeout: Duration::MAX, value_bytes: usize::MAX, quads: u64::MAX };
        Self { guard: Guard::new(limits, CancelFlag::new()), dataset: None }
    }
}

/// What one requester sees of a snapshot.
#[derive(Clone, Debug)]
pub struct View {
    state: Arc<State>,
    default: GraphPattern,
    named: Arc<GraphSet>,
    /// What a requester who does not see everything sees: whatever chooses how to read must not
    /// count other rows.
    counted: Option<Arc<GraphSet>>,
    guard: Arc<Guard>,
    local: Rc<RefCell<LocalTerms>>,
}

impl View {
    /// Resolves the rules of `access` for this snapshot. Cost: O(graphs) unless all are seen.
    pub(crate) fn new(snapshot: &Snapshot, access: &Access, options: ViewOptions) -> Self {
        let state = Arc::clone(&snapshot.0);
        let (visible, published) = resolve(&state, access);
        let counted = (*access != Access::all()).then(|| Arc::new(visible.clone()));
        access.watch.start(&state, &options.guard);
        let (default, named) = match options.dataset {
            None if state.strict => (GraphPattern::One(TermId::DEFAULT_GRAPH), visible),
            None => (GraphPattern::Union(Arc::new(published)), visible),
            Some(dataset) => {
                let default =
                    GraphPattern::Union(Arc::new(named_set(&state, &visible, &dataset.default)));
                let named = dataset.named.map(|graphs| named_set(&state, &visible, &graphs));
                (default, named.unwrap_or(visible))
            }
        };
        let (named, guard) = (Arc::new(named), options.guard);
        Self { state, default, named, counted, guard, local: Rc::default() }
    }

    /// All that stands in some graphs, as their union.
    pub(crate) fn over_union(snapshot: &Snapshot, graphs: Arc<GraphSet>) -> Self {
        let default = GraphPattern::Union(Arc::clone(&graphs));
        Self {
            state: Arc::clone(&snapshot.0),
            default,
            named: graphs,
            // No requester is told of the work.
            counted: None,
            guard: ViewOptions::default().guard,
            local: Rc::default(),
        }
    }

    /// The revision that it shows.
    pub fn revision(&self) -> u64 {
        self.state.revision
    }

    /// The id of a term, if the store has it. Ids hold for this view only.
    pub fn id<'t>(&self, term: impl Into<TermRef<'t>>) -> Option<TermId> {
        self.state.generation.dictionary.find(term.into())
    }

    /// The term of an id.
    pub fn term(&self, id: TermId) -> Result<Term, ReadError> {
        if let Some(term) = self.local.borrow().term(id) {
            return Ok(term.clone());
        }
        self.state.generation.dictionary.term(id)
    }

    /// Calls `f` with the text of an IRI or the value of a literal, without copying it.
    ///
    /// `None` for blank nodes, triple terms and inline values.
    pub fn with_text<T>(&self, id: TermId, f: impl FnOnce(&str) -> T) -> Option<T> {
        self.state.generation.dictionary.with_bytes(id, |bytes| term_codec::text(bytes).map(f))?
    }

    /// The facts that match, over all published graphs, each once, in the order of an index.
    pub fn triples(
        &self,
        subject: Option<TermId>,
        predicate: Option<TermId>,
        object: Option<TermId>,
    ) -> impl Iterator<Item = Result<[TermId; 3], ReadError>> + use<> {
        self.scan(subject, predicate, object, &self.default)
            .map(|quad| quad.map(|q| [q.subject, q.predicate, q.object]))
    }

    /// The quads of visible named graphs that match, one for each graph.
    pub fn quads(
        &self,
        subject: Option<TermId>,
        predicate: Option<TermId>,
        object: Option<TermId>,
        graph: Option<TermId>,
    ) -> impl Iterator<Item = Result<[TermId; 4], ReadError>> + use<> {
        let graph = self.graph_pattern(graph);
        self.scan(subject, predicate, object, &graph).map(|quad| quad.map(IdQuad::ids))
    }

    /// What a subject has for a predicate, each once, in id order.
    pub fn objects(
        &self,
        subject: TermId,
        predicate: TermId,
    ) -> impl Iterator<Item = Result<TermId, ReadError>> + use<> {
        self.scan(Some(subject), Some(predicate), None, &self.default)
            .map(|quad| quad.map(|q| q.object))
    }

    /// What has an object for a predicate, each once, in id order.
    pub fn subjects(
        &self,
        predicate: TermId,
        object: TermId,
    ) -> impl Iterator<Item = Result<TermId, ReadError>> + use<> {
        self.scan(None, Some(predicate), Some(object), &self.default)
            .map(|quad| quad.map(|q| q.subject))
    }

    /// The named graphs that exist for the requester, empty ones too, in id order.
    pub fn named_graphs(&self) -> Result<Vec<NamedOrBlankNode>, ReadError> {
        let mut names = Vec::new();
        for id in self.state.graphs.iter().filter(|id| self.named.contains(**id)) {
            match self.term(*id)? {
                Term::NamedNode(node) => names.push(node.into()),
                Term::BlankNode(node) => names.push(node.into()),
                _ => {}
            }
        }
        Ok(names)
    }

    /// Whether a named graph is among those that the requester sees.
    pub(crate) fn shows(&self, graph: TermId) -> bool {
        self.named.contains(graph)
    }

    /// Makes the evaluator's hash tables, and with them the order of groups and of what a path
    /// reaches, depend on terms and not on ids, where ids tell of what the requester may not see.
    pub(crate) fn hash_by_content(&self) -> ContentHashing {
        let names = (Arc::clone(&self.state), Rc::clone(&self.local));
        ContentHashing::start(self.counted.is_some().then_some(names))
    }

    /// A quad of this view as terms.
    pub fn quad(&self, ids: [TermId; 4]) -> Result<Quad, ReadError> {
        let [subject, predicate, object, graph] = ids;
        self.externalize_quad(IdQuad { subject, predicate, object, graph })
    }

    pub(crate) fn externalize_quad(&self, quad: IdQuad) -> Result<Quad, ReadError> {
        let unknown =
            |id: TermId| ReadError::UnknownTerm { id: id.to_u32(), path: "terms.dict".into() };
        let subject = match self.term(quad.subject)? {
            Term::NamedNode(node) => NamedOrBlankNode::from(node),
            Term::BlankNode(node) => node.into(),
            _ => return Err(unknown(quad.subject)),
        };
        let Term::NamedNode(predicate) = self.term(quad.predicate)? else {
            return Err(unknown(quad.predicate));
        };
        let graph = if quad.graph == TermId::DEFAULT_GRAPH {
            GraphName::DefaultGraph
        } else {
            term_codec::graph_name(self.term(quad.graph)?).ok_or_else(|| unknown(quad.graph))?
        };
        Ok(Quad::new(subject, predicate, self.term(quad.object)?, graph))
    }

    fn graph_pattern(&self, graph: Option<TermId>) -> GraphPattern {
        match graph {
            None => GraphPattern::Each(Arc::clone(&self.named)),
            Some(graph) if graph != TermId::DEFAULT_GRAPH && self.named.contains(graph) => {
                GraphPattern::One(graph)
            }
            Some(_) => GraphPattern::Nothing,
        }
    }

    fn scan(
        &self,
        subject: Option<TermId>,
        predicate: Option<TermId>,
        object: Option<TermId>,
        graph: &GraphPattern,
    ) -> PatternScan {
        let pattern = [subject, predicate, object];
        PatternScan::new(&self.state, &self.guard, pattern, graph, self.counted.as_deref())
    }

    /// The id of a term, one that only this view knows when the store has none.
    pub(crate) fn intern_local(&self, term: TermRef<'_>) -> Result<TermId, ReadError> {
        if let TermRef::Literal(literal) = term
            && let Some(id) = TermId::inline(literal)
        {
            return Ok(id);
        }
        let bytes = term_codec::encode_to_vec(term);
        if bytes.len() > LARGEST_VALUE {
            return Err(ReadError::Memory { megabytes: LARGEST_VALUE >> 20 });
        }
        if let Some(id) = self.state.generation.dictionary.find_bytes(&bytes) {
            // It costs what a value costs that nobody holds: else a limit would tell that
            // somebody holds it.
            if self.counted.is_some() && self.local.borrow_mut().is_first_use(id) {
                self.guard.keep(LocalTerms::cost(&bytes))?;
            }
            return Ok(id);
        }
        let interned = self.local.borrow_mut().intern(term, bytes);
        let (id, kept) = interned.ok_or(ReadError::Memory { megabytes: 0 })?;
        self.guard.keep(kept)?;
        Ok(id)
    }
}

/// The published graphs that an access shows, for this state. Cost: O(graphs) unless all are seen.
pub(crate) fn graphs_of(snapshot: &Snapshot, access: &Access) -> GraphSet {
    resolve(&snapshot.0, access).1
}

fn resolve(state: &State, access: &Access) -> (GraphSet, GraphSet) {
    if *access == Access::all() || state.is_unfiltered() {
        return (GraphSet::All, GraphSet::All);
    }
    let (mut visible, mut published) = (FxHashSet::default(), FxHashSet::default());
    for id in state.graphs.iter() {
        let name =
            state.generation.dictionary.with_bytes(*id, |b| term_codec::text(b).map(str::to_owned));
        let name = name.flatten().unwrap_or_default();
        if access.visible.allows(&name) {
            visible.insert(*id);
            if access.published.allows(&name) {
                published.insert(*id);
            }
        }
    }
    let total = state.graphs.len();
    (GraphSet::from_ids(visible, total), GraphSet::from_ids(published, total))
}

fn named_set(state: &State, visible: &GraphSet, graphs: &[NamedNode]) -> GraphSet {
    GraphSet::Only(
        graphs
            .iter()
            .filter_map(|graph| state.generation.dictionary.find(graph.as_ref().into()))
            .filter(|id| state.graphs.contains(id) && visible.contains(*id))
            .collect(),
    )
}

impl<'a> QueryableDataset<'a> for View {
    type InternalTerm = WatchedTerm;
    type Error = ReadError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&WatchedTerm>,
        predicate: Option<&WatchedTerm>,
        object: Option<&WatchedTerm>,
        graph_name: Option<Option<&WatchedTerm>>,
    ) -> impl Iterator<Item = Result<InternalQuad<WatchedTerm>, ReadError>> + use<'a> {
        let named;
        let (graph, is_default) = match graph_name {
            Some(None) => (&self.default, true),
            Some(Some(graph)) => {
                named = self.graph_pattern(Some(graph.0));
                (&named, false)
            }
            None => {
                named = self.graph_pattern(None);
                (&named, false)
            }
        };
        let [subject, predicate, object] =
            [subject, predicate, object].map(|term| term.map(|t| t.0));
        self.scan(subject, predicate, object, graph).map(move |quad| {
            quad.map(|q| InternalQuad {
                subject: WatchedTerm(q.subject),
                predicate: WatchedTerm(q.predicate),
                object: WatchedTerm(q.object),
                graph_name: (!is_default).then_some(WatchedTerm(q.graph)),
            })
        })
    }

    fn internal_named_graphs(
        &self,
    ) -> impl Iterator<Item = Result<WatchedTerm, ReadError>> + use<'a> {
        let graphs: Vec<TermId> =
            self.state.graphs.iter().copied().filter(|id| self.named.contains(*id)).collect();
        let guard = Arc::clone(&self.guard);
        graphs.into_iter().map(move |id| guard.pull().map(|()| WatchedTerm(id)))
    }

    fn contains_internal_graph_name(&self, graph_name: &WatchedTerm) -> Result<bool, ReadError> {
        self.guard.pull()?;
        Ok(self.state.graphs.contains(&graph_name.0) && self.named.contains(graph_name.0))
    }

    fn internalize_term(&self, term: Term) -> Result<WatchedTerm, ReadError> {
        self.intern_local(term.as_ref()).map(WatchedTerm)
    }

    fn externalize_term(&self, term: WatchedTerm) -> Result<Term, ReadError> {
        self.guard.check()?;
        self.term(term.0)
    }

    fn externalize_expression_term(&self, term: WatchedTerm) -> Result<ExpressionTerm, ReadError> {
        if let Some(number) = term.0.inline_integer() {
            return Ok(ExpressionTerm::IntegerLiteral(number.into()));
        }
        if let Some(boolean) = term.0.inline_boolean() {
            return Ok(ExpressionTerm::BooleanLiteral(boolean.into()));
        }
        Ok(self.externalize_term(term)?.into())
    }
}
