//! Whether files meet shapes: any data, without a data directory.
//!
//! It must not touch the engine's own store: the files are loaded into one that is gone afterwards.

use crate::error::EngineError;
use crate::gate::{shipped_shapes, shipped_templates};
use crate::language::Languages;
use crate::progress::Progress;
use crate::rdf_text;
use crate::shipped_graphs;
use crate::source_lines;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use sulh_ontology::{Base, Syntax, shipped};
use sulh_store::rdf::{GraphName, Literal, NamedNode, Term, Triple};
use sulh_store::{
    DatasetMode, Load, LoadProgress, Operation, RdfFormat, RdfSource, Refusal, Shapes, Store,
    StoreOptions, ValidationReport, ValidationResult, Write as Commit, WriteError,
};

/// What is to be validated.
#[derive(Debug, Clone)]
pub struct ValidationRequest {
    /// The data; the syntax is taken from the name, also behind `.gz` and `.zst`.
    pub files: Vec<PathBuf>,
    /// The shapes; without any, those that are shipped, beside the data that is shipped.
    pub shapes: Vec<PathBuf>,
    /// Where the project's own IRIs begin.
    pub base: Base,
    /// Results that are kept, at most; all are counted.
    pub limit: usize,
}

/// What a validation found.
#[derive(Debug)]
pub struct Validation {
    /// The report.
    pub report: ValidationReport,
    /// Quads in the files.
    pub quads: u64,
    /// Shapes that have targets.
    pub shapes: usize,
    /// What in the shapes is not looked at.
    pub notes: Vec<String>,
}

/// Writes a report as RDF.
///
/// # Errors
/// [`EngineError::Output`].
pub fn write_report(
    report: &ValidationReport,
    format: RdfFormat,
    out: &mut dyn Write,
) -> Result<(), EngineError> {
    let triples = report.triples().into_iter();
    let quads =
        triples.map(|triple| Ok::<_, EngineError>(triple.in_graph(GraphName::DefaultGraph)));
    rdf_text::write_triples(quads, format, out).map(drop)
}

/// A result as it is written for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShapeViolation {
    /// The node.
    pub focus_node: String,
    /// Where the node stands in a file that was given, as `file:line`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The path to the value, as SPARQL writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The value, where one alone is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The shape.
    pub shape: String,
    /// The kind of condition.
    pub component: String,
    /// `Violation`, `Warning`, `Info` or another IRI.
    pub severity: String,
    /// What the shape says, in the reader's language where it has it.
    pub message: String,
    /// What would satisfy the condition, in the reader's language.
    pub expected: String,
    /// What the shape says, by language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub messages: BTreeMap<String, String>,
}

impl Validation {
    /// The results that were kept, for readers of these languages.
    pub fn violations(&self, languages: &Languages) -> Vec<ShapeViolation> {
        self.report.results.iter().map(|result| ShapeViolation::of(result, languages)).collect()
    }
}

impl ShapeViolation {
    /// Writes a result for a reader of these languages.
    pub fn of(result: &ValidationResult, languages: &Languages) -> Self {
        Self {
            focus_node: plain(&result.focus_node),
            place: result.place.clone(),
            path: result.path.clone(),
            value: result.value.as_ref().map(plain),
            shape: plain(&result.source_shape),
            component: result.component.as_str().to_owned(),
            severity: last_name(&result.severity),
            message: wording(result, languages),
            expected: expectation(result, languages),
            messages: result
                .messages
                .iter()
                .filter_map(|text| Some((text.language()?.to_owned(), text.value().to_owned())))
                .collect(),
        }
    }
}

/// What a shape says, in the reader's language where it has it; or else what would satisfy it.
fn wording(result: &ValidationResult, languages: &Languages) -> String {
    best(&result.messages, languages).unwrap_or_else(|| expectation(result, languages))
}

/// What would satisfy the condition; what the shape says, where nothing else does.
fn expectation(result: &ValidationResult, languages: &Languages) -> String {
    let said = best(&result.expected, languages);
    said.or_else(|| best(&result.messages, languages)).unwrap_or_default()
}

/// The wording that fits the reader best.
fn best(said: &[Literal], languages: &Languages) -> Option<String> {
    let tagged = said
        .iter()
        .map(|text| (text.language().unwrap_or_default().to_ascii_lowercase(), text.value()));
    let (tag, text) = tagged.min_by_key(|(tag, _)| languages.fit(tag))?;
    Some(languages.shown(text.to_owned(), tag).0)
}

/// Finds the places of IRIs.
type FindPlaces<'f> = dyn Fn(&BTreeSet<&str>) -> BTreeMap<String, String> + 'f;

/// Says of each result where its node stands, as far as that is found.
fn put_places(report: &mut ValidationReport, find: &FindPlaces<'_>) {
    let iri = |result: &ValidationResult| match &result.focus_node {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        _ => None,
    };
    let nodes: Vec<Option<String>> = report.results.iter().map(iri).collect();
    let places = find(&nodes.iter().flatten().map(String::as_str).collect());
    for (result, node) in report.results.iter_mut().zip(nodes) {
        result.place = node.and_then(|node| places.get(&node).cloned());
    }
}

/// A refusal by shapes with the places of its nodes, in the reader's languages.
pub(crate) fn placed(
    languages: &Languages,
    error: WriteError,
    find: &FindPlaces<'_>,
) -> WriteError {
    let WriteError::Refused(refusal) = &error else { return error };
    let Some(report) = &refusal.report else { return error };
    let mut report = ValidationReport::clone(report);
    put_places(&mut report, find);
    let refusal = Refusal { report: Some(Arc::new(report)), ..Refusal::clone(refusal) };
    said_in(languages, WriteError::Refused(Arc::new(refusal)))
}

/// The same for a text that was sent.
pub(crate) fn placed_in(languages: &Languages, error: EngineError, text: &[u8]) -> EngineError {
    match error {
        EngineError::Write(error) => {
            placed(languages, error, &|iris| source_lines::find_in(text, iris)).into()
        }
        other => other,
    }
}

/// A refusal by shapes as the reader's languages say it; others stay as they are.
pub(crate) fn said_in(languages: &Languages, error: WriteError) -> WriteError {
    let WriteError::Refused(refusal) = &error else { return error };
    let Some(report) = &refusal.report else { return error };
    let line = |result: &ValidationResult| {
        result.line_saying(&wording(result, languages), &expectation(result, languages))
    };
    WriteError::Refused(Arc::new(Refusal::of_shapes(Arc::clone(report), line)))
}

/// An IRI bare, anything else as Turtle has it.
fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

fn last_name(iri: &NamedNode) -> String {
    let name = iri.as_str().strip_prefix(sulh_ontology::sh::NAMESPACE);
    name.unwrap_or(iri.as_str()).to_owned()
}

/// Holds files against shapes.
///
/// Cost: O(bytes) to load, O(targeted nodes · conditions) to validate.
///
/// # Errors
/// [`EngineError::Load`] with `file:line:column` for what is not RDF, [`EngineError::Shapes`] for
/// shapes that are ill-formed, and those of a temporary store.
pub fn validate(
    request: &ValidationRequest,
    progress: &mut dyn FnMut(Progress),
) -> Result<Validation, EngineError> {
    let (shapes, notes) = shapes(request)?;
    let directory = tempfile::tempdir().map_err(|source| EngineError::File {
        doing: "write",
        path: std::env::temp_dir(),
        source,
    })?;
    // Strict, so that blank nodes stay what they are.
    let options = StoreOptions {
        mode: DatasetMode::Strict,
        ..StoreOptions::with_base(request.base.as_str())
    };
    let store = Store::open(directory.path(), options)?;
    let load = Load { files: request.files.clone(), ..Load::default() };
    let mut tell = |at: LoadProgress| progress(at.into());
    let loaded = store.load(&load, &mut tell)?;
    if request.shapes.is_empty() {
        add_shipped(&store, &request.base)?;
    }
    let mut report = shapes.validate(&store.snapshot().everything(), request.limit)?;
    put_places(&mut report, &|iris| source_lines::find(&request.files, iris));
    Ok(Validation { report, quads: loaded.quads, shapes: shapes.len(), notes })
}

/// The shapes, and what in them is not looked at.
fn shapes(request: &ValidationRequest) -> Result<(Shapes, Vec<String>), EngineError> {
    if request.shapes.is_empty() {
        return Ok((shipped_shapes(&request.base)?.0, Vec::new()));
    }
    let mut triples = Vec::new();
    for path in &request.shapes {
        let source = RdfSource::open(path).map_err(sulh_store::LoadError::from)?;
        for quad in source.quads().map_err(sulh_store::LoadError::from)? {
            triples.push(Triple::from(quad.map_err(sulh_store::LoadError::from)?));
        }
    }
    triples.extend(shipped_templates(&request.base)?);
    let (shapes, diagnostics) = Shapes::compile(triples);
    if diagnostics.iter().any(|diagnostic| diagnostic.is_error) {
        let findings = diagnostics.iter().map(ToString::to_string).collect();
        return Err(EngineError::Shapes { findings });
    }
    if shapes.is_empty() {
        let finding = "no shape names what it is for (sh:targetClass, sh:targetNode …): nothing would be looked at";
        return Err(EngineError::Shapes { findings: vec![finding.to_owned()] });
    }
    Ok((shapes, diagnostics.iter().map(ToString::to_string).collect()))
}

/// Data may name what is shipped (countries, statuses, classes) without saying it again.
fn add_shipped(store: &Store, base: &Base) -> Result<(), EngineError> {
    let mut insert = Vec::new();
    for file in shipped().iter().filter(|file| !file.demo_only) {
        let is_guide = matches!(
            file.syntax,
            Syntax::Csv(sulh_ontology::CsvKind::UprIssues | sulh_ontology::CsvKind::UprSessions)
        );
        if !is_guide {
            let graph = file.graph.iri(base);
            let quads = shipped_graphs::quads_of(file, base)?;
            insert.extend(quads.into_iter().map(|quad| Triple::from(quad).in_graph(graph.clone())));
        }
    }
    let operation = Operation::Change { insert, remove: Vec::new() };
    let (author, activity) = ("sulh".to_owned(), "ship".to_owned());
    store.commit(Commit { author, activity, message: String::new(), operation })?;
    Ok(())
}
