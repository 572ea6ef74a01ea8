//! Importing tables of the machine into the graph of their source.
//!
//! An import writes that one graph and nothing else: what the table said before and says no more
//! is gone, what it says again is neither added nor removed.

use crate::coverage::Coverage;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::load::rejects_path;
use crate::permission::Action;
use crate::progress::Progress;
use serde::Serialize;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use sulh_ingest::upr::{SessionTable, UprColumns, UprMapping, UprOptions};
use sulh_ingest::{
    CountryTable, Import, ImportCounts, ImportError, IssueMap, OrganizationOptions, country_quads,
    import_organizations, import_upr,
};
use sulh_store::rdf::{GraphName, NamedNode, Quad};
use sulh_store::{Committed, Operation};

/// A table to import.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// The file.
    pub file: PathBuf,
    /// Field and column, or `issue` and a file with a mapping, as `--map FIELD=COLUMN` gives them.
    pub maps: Vec<(String, String)>,
    /// Put malformed rows among the rejects instead of refusing the file.
    pub keep_going: bool,
    /// The rejects file; `None` puts `NAME.rejects.csv` beside the file.
    pub rejects: Option<PathBuf>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportReport {
    /// The file.
    pub file: PathBuf,
    /// The graph that it was written to.
    pub graph: String,
    /// Rows of the file; always `accepted + rejected`.
    pub rows: u64,
    /// Rows that were taken.
    pub accepted: u64,
    /// Rows that were not taken; they stand in the rejects file.
    pub rejected: u64,
    /// Rows that repeat an earlier one word for word: taken as further evidence.
    pub repeated: u64,
    /// Recommendations, organisations or countries, each once.
    pub items: u64,
    /// Quads really added.
    pub added: u64,
    /// Quads really removed.
    pub removed: u64,
    /// The newest revision; that of before when nothing changed.
    pub revision: u64,
    /// Where the rejects stand, if there are any.
    pub rejects_file: Option<PathBuf>,
    /// Remarks as `file:line:column: message`, at most [`ImportReport::SHOWN`].
    pub diagnostics: Vec<String>,
    /// How many remarks there are.
    pub diagnostics_total: u64,
    /// The coverage after the import.
    pub coverage: Coverage,
}

impl ImportReport {
    /// The most remarks that a report shows.
    pub const SHOWN: usize = 100;
}

/// What was read of a file, ready to be committed.
struct Prepared {
    kind: &'static str,
    graph: NamedNode,
    quads: Vec<Quad>,
    counts: ImportCounts,
    diagnostics: Vec<String>,
    diagnostics_total: u64,
    rejects_file: Option<PathBuf>,
}

impl Engine {
    /// Imports the table of recommendations of the Universal Periodic Review into `graph/source/upr`.
    ///
    /// # Errors
    /// [`EngineError::Import`] with the place in the file, [`EngineError::File`], [`EngineError::Write`].
    pub fn import_upr(
        &self,
        who: &Identity,
        request: &ImportRequest,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, EngineError> {
        self.import(who, request, progress, |file, bytes, countries| {
            let (columns, issues) = upr_mapping(request)?;
            let sessions = SessionTable::shipped().map_err(ImportError::from)?;
            let options = UprOptions {
                file,
                base: self.base(),
                countries,
                issues: &issues,
                sessions: &sessions,
                columns,
                keep_going: request.keep_going,
            };
            prepared("upr", request, import_upr(bytes, &options)?)
        })
    }

    /// Imports a table of organisations into `graph/source/organizations-…`, named after the file.
    ///
    /// # Errors
    /// As [`Engine::import_upr`].
    pub fn import_organizations(
        &self,
        who: &Identity,
        request: &ImportRequest,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, EngineError> {
        self.import(who, request, progress, |file, bytes, countries| {
            refuse_maps(request)?;
            let options = OrganizationOptions {
                file,
                base: self.base(),
                countries,
                keep_going: request.keep_going,
            };
            prepared("organizations", request, import_organizations(bytes, &options)?)
        })
    }

    /// Imports a table of countries, of the form of `data/countries/countries.csv`, into
    /// `graph/source/countries`; the shipped reference graph stays as it is.
    ///
    /// # Errors
    /// As [`Engine::import_upr`]; a reference table has no rejects, each fault is an error.
    pub fn import_countries(
        &self,
        who: &Identity,
        request: &ImportRequest,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport, EngineError> {
        self.import(who, request, progress, |_, bytes, _| {
            refuse_maps(request)?;
            let table =
                CountryTable::from_csv(bytes, NO_NAMES.as_bytes()).map_err(ImportError::from)?;
            let items = table.iter().len() as u64;
            Ok(Prepared {
                kind: "countries",
                graph: self.base().graph_source("countries"),
                quads: country_quads(&table, self.base()),
                counts: ImportCounts {
                    rows: items,
                    accepted: items,
                    items,
                    ..ImportCounts::default()
                },
                diagnostics: Vec::new(),
                diagnostics_total: 0,
                rejects_file: None,
            })
        })
    }

    fn import(
        &self,
        who: &Identity,
        request: &ImportRequest,
        progress: &mut dyn FnMut(Progress),
        prepare: impl FnOnce(&str, &[u8], &CountryTable) -> Result<Prepared, EngineError>,
    ) -> Result<ImportReport, EngineError> {
        self.authorize(who, Action::Import)?;
        let mut stage = |stage, done, total, unit| {
            progress(Progress {
                stage,
                file: Some(request.file.clone()),
                done,
                total: Some(total),
                unit,
            });
        };
        stage("reading", 0, 0, "bytes");
        let bytes = read(&request.file)?;
        let size = bytes.len() as u64;
        stage("reading", size, size, "bytes");
        let countries = CountryTable::shipped().map_err(ImportError::from)?;
        let prepared = prepare(&request.file.display().to_string(), &bytes, &countries)?;
        drop(bytes);
        let rows = prepared.counts.rows;
        stage("writing", 0, rows, "rows");
        let committed =
            self.commit_import(who, request, prepared.kind, &prepared.graph, prepared.quads, rows)?;
        stage("writing", rows, rows, "rows");
        let facts = self.facts(who);
        let coverage = self.coverage(&facts)?.coverage.clone();
        Ok(ImportReport {
            file: request.file.clone(),
            graph: prepared.graph.into_string(),
            rows,
            accepted: prepared.counts.accepted,
            rejected: prepared.counts.rejected,
            repeated: prepared.counts.repeated,
            items: prepared.counts.items,
            added: committed.added,
            removed: committed.removed,
            revision: committed.revision,
            rejects_file: prepared.rejects_file,
            diagnostics: prepared.diagnostics,
            diagnostics_total: prepared.diagnostics_total,
            coverage,
        })
    }

    fn commit_import(
        &self,
        who: &Identity,
        request: &ImportRequest,
        kind: &str,
        graph: &NamedNode,
        quads: Vec<Quad>,
        rows: u64,
    ) -> Result<Committed, EngineError> {
        let name = request.file.file_name().unwrap_or_default().to_string_lossy();
        let message = format!("import {kind} {name}: {rows} rows");
        let operation =
            Operation::ReplaceGraph { graph: GraphName::NamedNode(graph.clone()), quads };
        self.commit(who, "import", message, operation)
    }
}

/// A table of names with no row: an imported table of countries brings none.
const NO_NAMES: &str = "iso3,name,lang,kind,valid_from,valid_until,source\n";

fn read(path: &Path) -> Result<Vec<u8>, EngineError> {
    std::fs::read(path).map_err(|source| EngineError::File {
        doing: "read",
        path: path.to_owned(),
        source,
    })
}

fn upr_mapping(request: &ImportRequest) -> Result<(UprColumns, IssueMap), EngineError> {
    let mut columns = UprColumns::default();
    let mut issues = IssueMap::shipped().map_err(ImportError::from)?;
    for (field, value) in &request.maps {
        match UprMapping::parse(&format!("{field}={value}"))? {
            UprMapping::Column(field, column) => columns = columns.with(field, column),
            UprMapping::IssueFile(file) => {
                let own = IssueMap::from_csv(&file, &read(Path::new(&file))?)
                    .map_err(ImportError::from)?;
                issues = issues.with(own);
            }
        }
    }
    Ok((columns, issues))
}

fn refuse_maps(request: &ImportRequest) -> Result<(), EngineError> {
    match request.maps.first() {
        None => Ok(()),
        Some((field, column)) => Err(EngineError::InvalidValue {
            field: "map",
            value: format!("{field}={column}"),
            expected: "used by this import: only `import upr` maps columns",
        }),
    }
}

fn prepared(
    kind: &'static str,
    request: &ImportRequest,
    import: Import,
) -> Result<Prepared, EngineError> {
    let rejects_file = write_rejects(request, &import)?;
    Ok(Prepared {
        kind,
        diagnostics: import
            .diagnostics
            .iter()
            .take(ImportReport::SHOWN)
            .map(ToString::to_string)
            .collect(),
        diagnostics_total: import.diagnostics.len() as u64,
        graph: import.graph,
        quads: import.quads,
        counts: import.counts,
        rejects_file,
    })
}

fn write_rejects(request: &ImportRequest, import: &Import) -> Result<Option<PathBuf>, EngineError> {
    if import.rejects.is_empty() {
        return Ok(None);
    }
    let path = request.rejects.clone().unwrap_or_else(|| rejects_path(&request.file, "csv"));
    let fail = |source| EngineError::File { doing: "write", path: path.clone(), source };
    let file = std::fs::File::create(&path).map_err(fail)?;
    import.write_rejects(BufWriter::new(file)).map_err(fail)?;
    Ok(Some(path))
}
