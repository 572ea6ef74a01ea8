//! SPARQL updates: every operation of a request, one after the other, each on the
//! state that the one before left.
//!
//! It must not reach out of the machine, and must not change a graph by any way
//! but the transaction.

use crate::access::{Access, WriterAccess};
use crate::admission::{AdmissionLimits, admit};
use crate::dictionary::DictionaryFull;
use crate::error::ReadError;
use crate::guard::Guard;
use crate::language_tag::{is_unknown_language, unknown_language};
use crate::query::{QueryError, QueryRun, parser, syntax};
use crate::query_thread::on_query_thread;
use crate::rdf_source::{RdfSource, SourceError};
use crate::row::IdQuad;
use crate::skolem::Skolemizer;
use crate::snapshot::Snapshot;
use crate::term_id::TermId;
use crate::transaction::Transaction;
use crate::view::{Dataset, View, ViewOptions};
use crate::watched_term::watch;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::sparql::QueryEvaluationError;
use spareval::{DeleteInsertQuad, QueryEvaluator};
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{GroundQuad, GroundQuadPattern, QuadPattern};
use spargebra::{GraphUpdateOperation, Update};
use std::sync::Arc;

/// Why an update changed nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// Its text or its WHERE part.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// It needs a graph that is not there.
    #[error("graph <{graph}> does not exist: use SILENT if that is fine")]
    NoSuchGraph {
        /// The graph.
        graph: String,
    },
    /// It creates a graph that is there.
    #[error("graph <{graph}> exists already: use SILENT if that is fine")]
    GraphExists {
        /// The graph.
        graph: String,
    },
    /// It adds to a graph that the writer does not see; said of every such name alike, whether
    /// there is such a graph or not.
    #[error("the graph <{graph}> is not open to you for writing")]
    GraphClosed {
        /// The graph.
        graph: String,
    },
    /// It writes a text in a language that does not exist.
    #[error("{}", unknown_language(tag))]
    UnknownLanguage {
        /// The tag.
        tag: String,
    },
    /// It loads from an address; only the command line may, and only files.
    #[error("LOAD <{source_iri}> is refused: load files with `sulh load` or `sulh update`")]
    LoadRefused {
        /// What was to be loaded.
        source_iri: String,
    },
    /// The file to be loaded is not there or not RDF.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// No more terms fit.
    #[error(transparent)]
    Full(#[from] DictionaryFull),
}

impl UpdateError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Query(error) => error.code(),
            Self::NoSuchGraph { .. } => "no-such-graph",
            Self::GraphExists { .. } => "graph-exists",
            Self::GraphClosed { .. } => "graph-closed",
            Self::UnknownLanguage { .. } => "unknown-language",
            Self::LoadRefused { .. } => "load-refused",
            Self::Source(error) => error.code(),
            Self::Full(_) => "dictionary-full",
        }
    }
}

impl From<ReadError> for UpdateError {
    fn from(error: ReadError) -> Self {
        Self::Query(error.into())
    }
}

/// An update that was admitted and parsed.
#[derive(Clone, Debug)]
pub struct ParsedUpdate {
    update: Update,
    using: Option<Dataset>,
    writer: Arc<dyn WriterAccess>,
    run: QueryRun,
    local_files: bool,
}

impl ParsedUpdate {
    /// Scans, then parses, as [`crate::ParsedQuery::parse`] does.
    pub fn parse(
        text: &str,
        base: Option<&str>,
        limits: &AdmissionLimits,
    ) -> Result<Self, QueryError> {
        admit(text, limits)?;
        let update = on_query_thread(|| {
            parser(base)?.parse_update(text).map_err(|error| syntax(&error.to_string()))
        })?;
        Ok(Self {
            update,
            using: None,
            writer: Arc::new(Access::all()),
            run: QueryRun::default(),
            local_files: false,
        })
    }

    /// Whether an operation says itself which graphs its WHERE part reads (`USING`, `WITH`).
    pub fn names_dataset(&self) -> bool {
        self.update.operations.iter().any(|operation| {
            matches!(operation, GraphUpdateOperation::DeleteInsert { using: Some(_), .. })
        })
    }

    /// Graphs that the protocol names for WHERE parts (`using-graph-uri`), if it names any.
    pub fn set_using(&mut self, default: Vec<NamedNode>, named: Vec<NamedNode>) {
        if !default.is_empty() || !named.is_empty() {
            self.using = Some(Dataset { default, named: Some(named) });
        }
    }

    /// What the writer sees: all that the WHERE parts read and that operations change. A graph
    /// that it does not see is not there to be removed from, and refused to be added to.
    #[must_use]
    pub fn with_writer(mut self, writer: Arc<dyn WriterAccess>) -> Self {
        self.writer = writer;
        self
    }

    /// Limits and cancellation; the time is that of each operation.
    #[must_use]
    pub fn with_run(mut self, run: QueryRun) -> Self {
        self.run = run;
        self
    }

    /// Lets `LOAD <file:…>` read files of this machine: for the command line only.
    #[must_use]
    pub fn with_local_files(mut self) -> Self {
        self.local_files = true;
        self
    }

    /// Lays the operations over the transaction.
    pub(crate) fn apply(
        &self,
        transaction: &mut Transaction,
        skolem: &Skolemizer,
    ) -> Result<(), UpdateError> {
        let access = self.writer.of(&Snapshot(Arc::clone(transaction.state())))?;
        let writer = Writer { access: &access, skolem };
        for operation in &self.update.operations {
            self.apply_one(operation, transaction, &writer)?;
        }
        Ok(())
    }

    fn apply_one(
        &self,
        operation: &GraphUpdateOperation,
        transaction: &mut Transaction,
        writer: &Writer<'_>,
    ) -> Result<(), UpdateError> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                let mut nodes = writer.skolem.document();
                let quads = data
                    .iter()
                    .map(|quad| {
                        let quad = nodes.quad(data_quad(quad));
                        check_language(&quad, transaction)?;
                        writer.check(quad.graph_name.as_ref(), transaction)?;
                        Ok::<_, UpdateError>(transaction.intern_quad(quad.as_ref())?)
                    })
                    .collect::<Result<_, _>>()?;
                transaction.change(quads, Vec::new());
            }
            GraphUpdateOperation::DeleteData { data } => {
                let quads: Vec<Quad> = data.iter().map(ground_quad).collect();
                for quad in quads.iter().filter(|quad| writer.is_kept(quad.graph_name.as_ref())) {
                    writer.check(quad.graph_name.as_ref(), transaction)?;
                }
                let quads = quads
                    .into_iter()
                    .filter(|quad| writer.sees(quad.graph_name.as_ref(), transaction))
                    .filter_map(|quad| transaction.find_quad(quad.as_ref()))
                    .collect();
                transaction.change(Vec::new(), quads);
            }
            GraphUpdateOperation::DeleteInsert { delete, insert, using, pattern } => {
                self.delete_insert(delete, insert, using.as_ref(), pattern, transaction, writer)?;
            }
            GraphUpdateOperation::Load { silent, source, destination } => {
                let loaded = self.load(source, &model_graph(destination), transaction, writer);
                if !silent {
                    loaded?;
                }
            }
            GraphUpdateOperation::Clear { silent, graph } => {
                clear(graph, *silent, false, transaction, writer)?;
            }
            GraphUpdateOperation::Drop { silent, graph } => {
                clear(graph, *silent, true, transaction, writer)?;
            }
            GraphUpdateOperation::Create { silent, graph } => {
                writer.check(graph.as_ref().into(), transaction)?;
                let id = transaction.intern(graph.as_ref().into())?;
                if transaction.has_graph(id) && !silent {
                    return Err(UpdateError::GraphExists { graph: graph.as_str().to_owned() });
                }
                transaction.create_graph(id);
            }
        }
        Ok(())
    }

    fn delete_insert(
        &self,
        delete: &[GroundQuadPattern],
        insert: &[QuadPattern],
        using: Option<&QueryDataset>,
        pattern: &GraphPattern,
        transaction: &mut Transaction,
        writer: &Writer<'_>,
    ) -> Result<(), UpdateError> {
        let dataset = using
            .map(|using| Dataset { default: using.default.clone(), named: using.named.clone() })
            .or_else(|| self.using.clone());
        let changes = on_query_thread(|| {
            let guard = Guard::new(self.run.limits.clone(), self.run.cancel.clone());
            let options = ViewOptions { guard: Arc::clone(&guard), dataset };
            let snapshot = Snapshot(Arc::clone(transaction.state()));
            let view = View::new(&snapshot, writer.access, options);
            let evaluator = QueryEvaluator::new().with_cancellation_token(guard.token());
            let changes = watch(&guard, || {
                evaluator
                    .prepare_delete_insert(
                        delete.to_vec(),
                        insert.to_vec(),
                        self.update.base_iri.clone(),
                        None,
                        pattern,
                    )
                    .execute(view)
                    .and_then(|changes| collect_ids(changes, transaction, writer))
            });
            guard.check()?;
            changes?.map_err(QueryError::from)
        })?;
        if let Some(graph) = changes.refused {
            return Err(UpdateError::GraphClosed { graph });
        }
        if let Some(tag) = changes.unknown_language {
            return Err(UpdateError::UnknownLanguage { tag });
        }
        transaction.change(changes.insert, changes.remove);
        Ok(())
    }

    fn load(
        &self,
        source: &NamedNode,
        destination: &GraphName,
        transaction: &mut Transaction,
        writer: &Writer<'_>,
    ) -> Result<(), UpdateError> {
        writer.check(destination.as_ref(), transaction)?;
        let path = source.as_str().strip_prefix("file://").filter(|_| self.local_files);
        let Some(path) = path else {
            return Err(UpdateError::LoadRefused { source_iri: source.as_str().to_owned() });
        };
        let rdf = RdfSource::open(path.as_ref())?;
        let mut nodes = writer.skolem.file(rdf.path());
        let mut quads = Vec::new();
        for quad in rdf.quads()? {
            let mut quad = nodes.quad(quad?);
            quad.graph_name = destination.clone();
            quads.push(transaction.intern_quad(quad.as_ref())?);
        }
        let graph = transaction.intern_graph(destination.as_ref())?;
        if graph != TermId::DEFAULT_GRAPH {
            transaction.create_graph(graph);
        }
        transaction.change(quads, Vec::new());
        Ok(())
    }
}

/// Who changes what.
struct Writer<'a> {
    access: &'a Access,
    skolem: &'a Skolemizer,
}

impl Writer<'_> {
    /// Whether nobody writes to the graph.
    fn is_kept(&self, graph: GraphNameRef<'_>) -> bool {
        matches!(graph, GraphNameRef::NamedNode(node) if self.access.kept.contains(node.as_str()))
    }

    /// Whether the writer sees the graph that a write to `graph` means.
    fn sees(&self, graph: GraphNameRef<'_>, transaction: &Transaction) -> bool {
        match graph {
            GraphNameRef::NamedNode(node) => self.access.visible.allows(node.as_str()),
            GraphNameRef::BlankNode(node) => self.access.visible.allows(node.as_str()),
            GraphNameRef::DefaultGraph if transaction.state().strict => true,
            GraphNameRef::DefaultGraph => {
                self.access.visible.allows(transaction.state().local_graph.as_str())
            }
        }
    }

    /// Refuses a graph that the writer does not see, whether it exists or not.
    fn check(&self, graph: GraphNameRef<'_>, transaction: &Transaction) -> Result<(), UpdateError> {
        if self.sees(graph, transaction) && !self.is_kept(graph) {
            return Ok(());
        }
        Err(UpdateError::GraphClosed { graph: name(graph, transaction) })
    }
}

fn name(graph: GraphNameRef<'_>, transaction: &Transaction) -> String {
    match graph {
        GraphNameRef::NamedNode(node) => node.as_str().to_owned(),
        GraphNameRef::BlankNode(node) => node.as_str().to_owned(),
        GraphNameRef::DefaultGraph => transaction.state().local_graph.as_str().to_owned(),
    }
}

/// Refuses a text in a language that does not exist; the suites' strict mode knows no such rule.
fn check_language(quad: &Quad, transaction: &Transaction) -> Result<(), UpdateError> {
    match &quad.object {
        Term::Literal(text) if !transaction.state().strict => match text.language() {
            Some(tag) if is_unknown_language(tag) => {
                Err(UpdateError::UnknownLanguage { tag: tag.to_owned() })
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

#[derive(Default)]
struct Changes {
    insert: Vec<IdQuad>,
    remove: Vec<IdQuad>,
    /// A graph that the writer does not see.
    refused: Option<String>,
    /// A tag of no language.
    unknown_language: Option<String>,
}

fn collect_ids(
    changes: impl Iterator<Item = Result<DeleteInsertQuad, QueryEvaluationError>>,
    transaction: &Transaction,
    writer: &Writer<'_>,
) -> Result<Changes, QueryEvaluationError> {
    let mut ids = Changes::default();
    for change in changes {
        match change? {
            DeleteInsertQuad::Delete(quad) if writer.is_kept(quad.graph_name.as_ref()) => {
                ids.refused = Some(name(quad.graph_name.as_ref(), transaction));
                break;
            }
            DeleteInsertQuad::Delete(quad) => {
                if writer.sees(quad.graph_name.as_ref(), transaction) {
                    ids.remove.extend(transaction.find_quad(quad.as_ref()));
                }
            }
            DeleteInsertQuad::Insert(quad) => {
                if writer.check(quad.graph_name.as_ref(), transaction).is_err() {
                    ids.refused = Some(name(quad.graph_name.as_ref(), transaction));
                    break;
                }
                if let Err(UpdateError::UnknownLanguage { tag }) =
                    check_language(&quad, transaction)
                {
                    ids.unknown_language = Some(tag);
                    break;
                }
                // The evaluator has made a fresh blank node for each solution already.
                let quad = writer.skolem.fresh_quad(quad);
                let quad = transaction
                    .intern_quad(quad.as_ref())
                    .map_err(|full| QueryEvaluationError::Unexpected(Box::new(full)))?;
                ids.insert.push(quad);
            }
        }
    }
    Ok(ids)
}

fn clear(
    target: &GraphTarget,
    silent: bool,
    drop: bool,
    transaction: &mut Transaction,
    writer: &Writer<'_>,
) -> Result<(), UpdateError> {
    let default = transaction.intern_graph(GraphNameRef::DefaultGraph)?;
    let view = Snapshot(Arc::clone(transaction.state())).view(writer.access);
    let kept: Vec<TermId> = writer
        .access
        .kept
        .iter()
        .filter_map(|graph| view.id(NamedNodeRef::new_unchecked(graph)))
        .collect();
    let named = || {
        let all = transaction.state().graphs.iter().copied();
        all.filter(|id| view.shows(*id) && !kept.contains(id))
    };
    let graphs: Vec<TermId> = match target {
        GraphTarget::NamedNode(graph) => {
            if writer.is_kept(graph.as_ref().into()) {
                writer.check(graph.as_ref().into(), transaction)?;
            }
            let id = named().find(|id| view.id(graph.as_ref()) == Some(*id));
            if id.is_none() && !silent {
                return Err(UpdateError::NoSuchGraph { graph: graph.as_str().to_owned() });
            }
            id.into_iter().collect()
        }
        GraphTarget::DefaultGraph => {
            let seen = writer.sees(GraphNameRef::DefaultGraph, transaction);
            seen.then_some(default).into_iter().collect()
        }
        GraphTarget::NamedGraphs => named().collect(),
        GraphTarget::AllGraphs => named().chain([TermId::DEFAULT_GRAPH]).collect(),
    };
    for graph in graphs {
        transaction.clear_graph(graph);
        if drop && graph != TermId::DEFAULT_GRAPH {
            transaction.forget_graph(graph);
        }
    }
    Ok(())
}

fn model_graph(graph: &spargebra::term::GraphName) -> GraphName {
    match graph {
        spargebra::term::GraphName::NamedNode(node) => GraphName::NamedNode(node.clone()),
        spargebra::term::GraphName::DefaultGraph => GraphName::DefaultGraph,
    }
}

fn data_quad(quad: &spargebra::term::Quad) -> Quad {
    let graph = model_graph(&quad.graph_name);
    Quad::new(quad.subject.clone(), quad.predicate.clone(), quad.object.clone(), graph)
}

fn ground_quad(quad: &GroundQuad) -> Quad {
    let graph = model_graph(&quad.graph_name);
    Quad::new(quad.subject.clone(), quad.predicate.clone(), ground_term(&quad.object), graph)
}

fn ground_term(term: &spargebra::term::GroundTerm) -> oxigraph::model::Term {
    use spargebra::term::GroundTerm;
    match term {
        GroundTerm::NamedNode(node) => node.clone().into(),
        GroundTerm::Literal(literal) => literal.clone().into(),
        GroundTerm::Triple(triple) => oxigraph::model::Triple::new(
            triple.subject.clone(),
            triple.predicate.clone(),
            ground_term(&triple.object),
        )
        .into(),
    }
}
