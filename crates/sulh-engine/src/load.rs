//! Loading RDF files of the machine as one commit.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::graph_store::GraphTarget;
use crate::identity::Identity;
use crate::language::Languages;
use crate::permission::Action;
use crate::progress::Progress;
use crate::source_lines;
use crate::validation::placed;
use crate::visibility::Level;
use serde::Serialize;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use sulh_store::rdf::NamedNode;
use sulh_store::{Load, LoadError, LoadProgress, RdfSource, SourceError};

/// Files to load.
#[derive(Debug, Clone, Default)]
pub struct LoadRequest {
    /// The files; the syntax is taken from the name, also behind `.gz` and `.zst`.
    pub files: Vec<PathBuf>,
    /// The graph of triples that name none; the local graph if `None`.
    pub graph: Option<NamedNode>,
    /// Who may see the graph, settled before anything is in it; needs `graph`, and files without
    /// graphs of their own.
    pub visibility: Option<Level>,
    /// Leave out what is not RDF and write it to the rejects file, instead of refusing everything.
    pub keep_going: bool,
    /// The rejects file; `None` puts `NAME.rejects.txt` beside the first file.
    pub rejects: Option<PathBuf>,
}

/// What a load did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoadReport {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Quads in them, repeated ones counted each.
    pub read: u64,
    /// Quads that were not there before.
    pub added: u64,
    /// Mistakes that were left out.
    pub rejected: u64,
    /// Where they are listed, if there were any.
    pub rejects_file: Option<PathBuf>,
    /// The newest revision.
    pub revision: u64,
    /// The first mistakes as `file:line:column: message`, at most [`LoadReport::SHOWN`].
    pub diagnostics: Vec<String>,
}

impl LoadReport {
    /// The most mistakes that a report shows.
    pub const SHOWN: usize = 100;
}

impl Engine {
    /// Loads files as one commit by the requester: all of them, or nothing.
    ///
    /// # Errors
    /// [`EngineError::Load`] with `file:line:column` for what is not RDF (unless `keep_going`),
    /// [`EngineError::File`] if the rejects cannot be written.
    pub fn load(
        &self,
        who: &Identity,
        request: &LoadRequest,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<LoadReport, EngineError> {
        self.authorize(who, Action::Load)?;
        let target = request.graph.clone().map_or(GraphTarget::Default, GraphTarget::Named);
        self.refuse_hidden(who, &target)?;
        self.settle_visibility(who, request)?;
        let names: Vec<String> =
            request.files.iter().map(|file| file.display().to_string()).collect();
        let load = Load {
            files: request.files.clone(),
            graph: request.graph.clone(),
            keep_going: request.keep_going,
            author: who.name.clone(),
            activity: "load".to_owned(),
            message: format!("load {}", names.join(", ")),
        };
        let loaded = self
            .store()
            .load(&load, &mut |at: LoadProgress| progress(at.into()))
            .map_err(|error| placed_in_files(&request.files, &who.languages, error))?;
        let rejects_file = write_mistakes(request, &loaded.first_mistakes)?;
        Ok(LoadReport {
            files: request.files.clone(),
            read: loaded.quads,
            added: loaded.committed.added,
            rejected: loaded.mistakes,
            rejects_file,
            revision: self.shown_revision(who, loaded.committed.revision)?,
            diagnostics: loaded
                .first_mistakes
                .iter()
                .take(LoadReport::SHOWN)
                .map(ToString::to_string)
                .collect(),
        })
    }
}

impl Engine {
    /// Writes the record before the data, so that nobody else ever sees these.
    fn settle_visibility(&self, who: &Identity, request: &LoadRequest) -> Result<(), EngineError> {
        let Some(level) = &request.visibility else { return Ok(()) };
        let invalid = |field, value: String, expected| {
            Err(EngineError::InvalidValue { field, value, expected })
        };
        let Some(graph) = &request.graph else {
            let expected = "possible without the graph that is loaded into";
            return invalid("visibility", level.as_str().to_owned(), expected);
        };
        for file in &request.files {
            if RdfSource::open(file).map_err(LoadError::Source)?.has_graphs() {
                let expected = "a file without graphs of its own: Turtle, N-Triples or RDF/XML";
                return invalid("file", file.display().to_string(), expected);
            }
        }
        self.set_visibility(who, graph, level).map(drop)
    }
}

/// Says of each finding of a refusal on which line of the files its node stands.
fn placed_in_files(files: &[PathBuf], languages: &Languages, error: LoadError) -> LoadError {
    match error {
        LoadError::Write(error) => {
            placed(languages, error, &|iris| source_lines::find(files, iris)).into()
        }
        other => other,
    }
}

impl From<LoadProgress> for Progress {
    fn from(at: LoadProgress) -> Self {
        Self {
            stage: at.phase,
            file: None,
            done: at.bytes,
            total: (at.total_bytes > 0).then_some(at.total_bytes),
            unit: "bytes",
        }
    }
}

/// The file beside `file` that takes what was refused.
pub(crate) fn rejects_path(file: &Path, extension: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{name}.rejects.{extension}"))
}

fn write_mistakes(
    request: &LoadRequest,
    mistakes: &[SourceError],
) -> Result<Option<PathBuf>, EngineError> {
    let first = request.files.first().filter(|_| !mistakes.is_empty());
    let Some(first) = first else { return Ok(None) };
    let path = request.rejects.clone().unwrap_or_else(|| rejects_path(first, "txt"));
    let fail = |source| EngineError::File { doing: "write", path: path.clone(), source };
    let mut out = BufWriter::new(std::fs::File::create(&path).map_err(fail)?);
    for mistake in mistakes {
        writeln!(out, "{mistake}").map_err(fail)?;
    }
    out.flush().map_err(fail)?;
    Ok(Some(path))
}
