//! A SPARQL query: admitted, parsed, evaluated on a view, written as it comes.
//!
//! It must not evaluate on anything but a [`View`](crate::view::View), nor end a
//! result that a limit cut short as if it were whole.

use crate::access::Access;
use crate::admission::{AdmissionError, AdmissionLimits, admit};
use crate::error::ReadError;
use crate::guard::{CancelFlag, Guard, RunLimits};
use crate::query_thread::on_query_thread;
use crate::snapshot::Snapshot;
use crate::view::{Dataset, View, ViewOptions};
use crate::watched_term::watch;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{NamedNode, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use std::io::{self, Write};
use std::sync::Arc;

/// Why a query or update was not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is larger or deeper than is admitted.
    #[error(transparent)]
    Admission(#[from] AdmissionError),
    /// The text is not SPARQL.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Line, from 1; 0 when it is not known.
        line: usize,
        /// Column in characters, from 1; 0 when it is not known.
        column: usize,
        /// What the parser expected.
        message: String,
    },
    /// The base IRI is none.
    #[error("{iri:?} is not an absolute IRI: {message}")]
    BaseIri {
        /// What was given.
        iri: String,
        /// What is wrong with it.
        message: String,
    },
    /// Reading stopped: a limit, a cancellation, a damaged file.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The query needs something that is not offered (a remote service, a function).
    #[error("{message}")]
    Unsupported {
        /// What is missing.
        message: String,
    },
    /// The asked-for format cannot hold this kind of answer.
    #[error("{format} cannot hold the answer of a {form} query")]
    Format {
        /// Media type of the format.
        format: &'static str,
        /// Kind of query.
        form: &'static str,
    },
    /// The one who asked stopped reading.
    #[error("failed to write the answer")]
    Output(#[from] io::Error),
}

impl QueryError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Admission(error) => error.code(),
            Self::Syntax { .. } => "query-syntax",
            Self::BaseIri { .. } => "base-iri",
            Self::Read(error) => error.code(),
            Self::Unsupported { .. } => "query-unsupported",
            Self::Format { .. } => "format",
            Self::Output(_) => "output",
        }
    }
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Dataset(inner) => match inner.downcast::<ReadError>() {
                Ok(read) => Self::Read(*read),
                Err(other) => Self::Unsupported { message: other.to_string() },
            },
            QueryEvaluationError::Cancelled => Self::Read(ReadError::Cancelled),
            other => Self::Unsupported { message: other.to_string() },
        }
    }
}

/// The four kinds of query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QueryForm {
    /// Rows of bindings.
    Select,
    /// True or false.
    Ask,
    /// A graph from a template.
    Construct,
    /// A graph about things.
    Describe,
}

impl QueryForm {
    /// The keyword.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Ask => "ASK",
            Self::Construct => "CONSTRUCT",
            Self::Describe => "DESCRIBE",
        }
    }

    /// Whether the answer is a graph.
    pub fn is_graph(self) -> bool {
        matches!(self, Self::Construct | Self::Describe)
    }
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutputFormat {
    /// Rows or a boolean.
    Results(QueryResultsFormat),
    /// A graph.
    Graph(RdfFormat),
}

/// Limits and cancellation of one run.
#[derive(Clone, Debug, Default)]
pub struct QueryRun {
    /// Time and memory.
    pub limits: RunLimits,
    /// Raised when the one who asked went away.
    pub cancel: CancelFlag,
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueryStats {
    /// Rows, or triples of a graph; 1 for a boolean.
    pub rows: u64,
    /// Quads pulled from the indexes: the work, independent of the machine.
    pub pulled: u64,
}

/// A SELECT's whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The variables, in the order of the projection.
    pub variables: Vec<Variable>,
    /// A value, or none, for each variable.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// An answer in memory.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Of a SELECT.
    Rows(Rows),
    /// Of an ASK.
    Boolean(bool),
    /// Of a CONSTRUCT or DESCRIBE.
    Graph(Vec<Triple>),
}

/// A query that was admitted and parsed.
#[derive(Clone, Debug)]
pub struct ParsedQuery {
    query: Query,
    dataset: Option<Dataset>,
}

impl ParsedQuery {
    /// Scans, then parses, on a thread whose stack is large enough for what the scan lets through.
    pub fn parse(
        text: &str,
        base: Option<&str>,
        limits: &AdmissionLimits,
    ) -> Result<Self, QueryError> {
        admit(text, limits)?;
        let mut query = on_query_thread(|| {
            parser(base)?.parse_query(text).map_err(|error| syntax(&error.to_string()))
        })?;
        let (Query::Select { dataset, .. }
        | Query::Ask { dataset, .. }
        | Query::Construct { dataset, .. }
        | Query::Describe { dataset, .. }) = &mut query;
        let dataset = dataset
            .take()
            .map(|d| Dataset { default: d.default, named: Some(d.named.unwrap_or_default()) });
        Ok(Self { query, dataset })
    }

    /// The kind of query.
    pub fn form(&self) -> QueryForm {
        match &self.query {
            Query::Select { .. } => QueryForm::Select,
            Query::Ask { .. } => QueryForm::Ask,
            Query::Construct { .. } => QueryForm::Construct,
            Query::Describe { .. } => QueryForm::Describe,
        }
    }

    /// Whether it is a SELECT or ASK of a few triple patterns and nothing else: no expression,
    /// path or list of values, so that the limits of a run bound all its work.
    pub fn is_plain(&self) -> bool {
        match &self.query {
            Query::Select { pattern, .. } | Query::Ask { pattern, .. } => {
                triple_patterns(pattern).is_some_and(|count| count <= PLAIN_PATTERNS)
            }
            Query::Construct { .. } | Query::Describe { .. } => false,
        }
    }

    /// Replaces `FROM` and `FROM NAMED` by graphs that the protocol names, if it names any.
    pub fn set_dataset(&mut self, default: Vec<NamedNode>, named: Vec<NamedNode>) {
        if !default.is_empty() || !named.is_empty() {
            self.dataset = Some(Dataset { default, named: Some(named) });
        }
    }

    fn view(&self, snapshot: &Snapshot, access: &Access, guard: &Arc<Guard>) -> View {
        let options = ViewOptions { guard: Arc::clone(guard), dataset: self.dataset.clone() };
        View::new(snapshot, access, options)
    }

    fn run<T: Send>(
        &self,
        snapshot: &Snapshot,
        access: &Access,
        run: &QueryRun,
        take: impl FnOnce(QueryResults<'static>, &Guard) -> Result<T, QueryError> + Send,
    ) -> Result<T, QueryError> {
        on_query_thread(|| {
            let guard = Guard::new(run.limits.clone(), run.cancel.clone());
            let view = self.view(snapshot, access, &guard);
            let _hashing = view.hash_by_content();
            let taken = watch(&guard, || {
                let results = SparqlEvaluator::new()
                    .with_cancellation_token(guard.token())
                    .for_query(self.query.clone())
                    .on_queryable_dataset(view)
                    .execute();
                results.map_err(QueryError::from).and_then(|results| take(results, &guard))
            });
            // A limit that tripped inside an operator says so, whatever the operator made of it.
            guard.check()?;
            taken?
        })
    }

    /// The whole answer in memory.
    pub fn answer(
        &self,
        snapshot: &Snapshot,
        access: &Access,
        run: &QueryRun,
    ) -> Result<Answer, QueryError> {
        self.run(snapshot, access, run, |results, _| {
            Ok(match results {
                QueryResults::Boolean(value) => Answer::Boolean(value),
                QueryResults::Graph(triples) => Answer::Graph(triples.collect::<Result<_, _>>()?),
                QueryResults::Solutions(solutions) => {
                    let variables = solutions.variables().to_vec();
                    let rows = solutions
                        .map(|solution| Ok(solution?.values().to_vec()))
                        .collect::<Result<_, QueryEvaluationError>>()?;
                    Answer::Rows(Rows { variables, rows })
                }
            })
        })
    }

    /// Writes the answer as it is found.
    ///
    /// When a limit trips in the midst, what was written is not closed and the
    /// error says so: a sender must then break the connection off.
    pub fn write(
        &self,
        snapshot: &Snapshot,
        access: &Access,
        run: &QueryRun,
        format: OutputFormat,
        out: &mut (dyn Write + Send),
    ) -> Result<QueryStats, QueryError> {
        let form = self.form();
        self.run(snapshot, access, run, |results, guard| {
            let rows = match (results, format) {
                (QueryResults::Boolean(value), OutputFormat::Results(format)) => {
                    QueryResultsSerializer::from_format(format)
                        .serialize_boolean_to_writer(out, value)?;
                    1
                }
                (QueryResults::Solutions(solutions), OutputFormat::Results(format)) => {
                    let mut writer = QueryResultsSerializer::from_format(format)
                        .serialize_solutions_to_writer(out, solutions.variables().to_vec())?;
                    let mut rows = 0;
                    for solution in solutions {
                        writer.serialize(&solution?)?;
                        rows += 1;
                    }
                    guard.check()?;
                    writer.finish()?;
                    rows
                }
                (QueryResults::Graph(triples), OutputFormat::Graph(format)) => {
                    let mut writer = RdfSerializer::from_format(format).for_writer(out);
                    let mut rows = 0;
                    for triple in triples {
                        writer.serialize_triple(&triple?)?;
                        rows += 1;
                    }
                    guard.check()?;
                    writer.finish()?;
                    rows
                }
                (_, OutputFormat::Results(format)) => {
                    return Err(QueryError::Format {
                        format: format.media_type(),
                        form: form.as_str(),
                    });
                }
                (_, OutputFormat::Graph(format)) => {
                    return Err(QueryError::Format {
                        format: format.media_type(),
                        form: form.as_str(),
                    });
                }
            };
            Ok(QueryStats { rows, pulled: guard.pulled() })
        })
    }
}

/// Triple patterns of a query that is planned in no time.
const PLAIN_PATTERNS: usize = 4;

/// How many triple patterns there are; `None` if there is anything else but projection and slices.
fn triple_patterns(pattern: &GraphPattern) -> Option<usize> {
    match pattern {
        GraphPattern::Bgp { patterns } => Some(patterns.len()),
        GraphPattern::Join { left, right } => {
            Some(triple_patterns(left)? + triple_patterns(right)?)
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => triple_patterns(inner),
        _ => None,
    }
}

pub(crate) fn parser(base: Option<&str>) -> Result<SparqlParser, QueryError> {
    let parser = SparqlParser::new();
    match base {
        None => Ok(parser),
        Some(iri) => parser.with_base_iri(iri).map_err(|error| QueryError::BaseIri {
            iri: iri.to_owned(),
            message: error.to_string(),
        }),
    }
}

/// Takes line and column out of the parser's message (`error at 1:8: expected …`).
pub(crate) fn syntax(message: &str) -> QueryError {
    let place = message.strip_prefix("error at ").and_then(|rest| {
        let (line, rest) = rest.split_once(':')?;
        let (column, rest) = rest.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, rest.trim().to_owned()))
    });
    let (line, column, message) = place.unwrap_or_else(|| (0, 0, message.to_owned()));
    QueryError::Syntax { line, column, message }
}
