//! SPARQL updates: every operation of a request, one after the other, each on the
//! state that the one before left.
//!
//! It must not reach out of the machine, and must not change a graph by any way
//! but the transaction.

use crate::access::Access;
use crate::admission::{AdmissionLimits, admit};
use crate::dictionary::DictionaryFull;
use crate::error::ReadError;
use crate::guard::Guard;
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
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, Quad};
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
    access: Access,
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
            access: Access::all(),
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

    /// What the WHERE parts may see.
    #[must_use]
    pub fn with_access(mut self, access: Access) -> Self {
        self.access = access;
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
        for operation in &self.update.operations {
            self.apply_one(operation, transaction, skolem)?;
        }
        Ok(())
    }

    fn apply_one(
        &self,
        operation: &GraphUpdateOperation,
        transaction: &mut Transaction,
        skolem: &Skolemizer,
    ) -> Result<(), UpdateError> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                let mut nodes = skolem.document();
                let quads = data
                    .iter()
                    .map(|quad| transaction.intern_quad(nodes.quad(data_quad(quad)).as_ref()))
                    .collect::<Result<_, _>>()?;
                transaction.change(quads, Vec::new());
            }
            GraphUpdateOperation::DeleteData { data } => {
                let quads = data
                    .iter()
                    .filter_map(|q| transaction.find_quad(ground_quad(q).as_ref()))
                    .collect();
                transaction.change(Vec::new(), quads);
            }
            GraphUpdateOperation::DeleteInsert { delete, insert, using, pattern } => {
                self.delete_insert(delete, insert, using.as_ref(), pattern, transaction, skolem)?;
            }
            GraphUpdateOperation::Load { silent, source, destination } => {
                let loaded = self.load(source, &model_graph(destination), transaction, skolem);
                if !silent {
                    loaded?;
                }
            }
            GraphUpdateOperation::Clear { silent, graph } => {
                clear(graph, *silent, false, transaction)?;
            }
            GraphUpdateOperation::Drop { silent, graph } => {
                clear(graph, *silent, true, transaction)?;
            }
            GraphUpdateOperation::Create { silent, graph } => {
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
        skolem: &Skolemizer,
    ) -> Result<(), UpdateError> {
        let dataset = using
            .map(|using| Dataset { default: using.default.clone(), named: using.named.clone() })
            .or_else(|| self.using.clone());
        let changes = on_query_thread(|| {
            let guard = Guard::new(self.run.limits.clone(), self.run.cancel.clone());
            let options = ViewOptions { guard: Arc::clone(&guard), dataset };
            let snapshot = Snapshot(Arc::clone(transaction.state()));
            let view = View::new(&snapshot, &self.access, options);
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
                    .and_then(|changes| collect_ids(changes, transaction, skolem))
            });
            guard.check()?;
            changes?.map_err(QueryError::from)
        })?;
        transaction.change(changes.insert, changes.remove);
        Ok(())
    }

    fn load(
        &self,
        source: &NamedNode,
        destination: &GraphName,
        transaction: &mut Transaction,
        skolem: &Skolemizer,
    ) -> Result<(), UpdateError> {
        let path = source.as_str().strip_prefix("file://").filter(|_| self.local_files);
        let Some(path) = path else {
            return Err(UpdateError::LoadRefused { source_iri: source.as_str().to_owned() });
        };
        let rdf = RdfSource::open(path.as_ref())?;
        let mut nodes = skolem.file(rdf.path());
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

struct Changes {
    insert: Vec<IdQuad>,
    remove: Vec<IdQuad>,
}

fn collect_ids(
    changes: impl Iterator<Item = Result<DeleteInsertQuad, QueryEvaluationError>>,
    transaction: &Transaction,
    skolem: &Skolemizer,
) -> Result<Changes, QueryEvaluationError> {
    let mut ids = Changes { insert: Vec::new(), remove: Vec::new() };
    for change in changes {
        match change? {
            DeleteInsertQuad::Delete(quad) => {
                ids.remove.extend(transaction.find_quad(quad.as_ref()));
            }
            DeleteInsertQuad::Insert(quad) => {
                // The evaluator has made a fresh blank node for each solution already.
                let quad = skolem.fresh_quad(quad);
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
) -> Result<(), UpdateError> {
    let default = transaction.intern_graph(GraphNameRef::DefaultGraph)?;
    let graphs: Vec<TermId> = match target {
        GraphTarget::NamedNode(graph) => {
            vec![existing(graph.as_ref(), silent, transaction)?].into_iter().flatten().collect()
        }
        GraphTarget::DefaultGraph => vec![default],
        GraphTarget::NamedGraphs => transaction.state().graphs.iter().copied().collect(),
        GraphTarget::AllGraphs => {
            let named = transaction.state().graphs.iter().copied();
            named.chain([TermId::DEFAULT_GRAPH]).collect()
        }
    };
    for graph in graphs {
        transaction.clear_graph(graph);
        if drop && graph != TermId::DEFAULT_GRAPH {
            transaction.forget_graph(graph);
        }
    }
    Ok(())
}

fn existing(
    graph: NamedNodeRef<'_>,
    silent: bool,
    transaction: &Transaction,
) -> Result<Option<TermId>, UpdateError> {
    let id = transaction.state().generation.dictionary.find(graph.into());
    let id = id.filter(|id| transaction.has_graph(*id));
    if id.is_none() && !silent {
        return Err(UpdateError::NoSuchGraph { graph: graph.as_str().to_owned() });
    }
    Ok(id)
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
