//! Recommendations of the Universal Periodic Review: a table becomes quads of one graph.
//!
//! Each row is one recommendation to the government of the state under review, with one response,
//! and the row is its evidence. It reads bytes and writes quads; it knows no store and no network.
//!
//! A row whose state or issuer is not exactly one country of today, that lacks its identifier or
//! text, or whose identifier an earlier, different row has, is a reject. A row with several
//! issuers of which one is unknown is rejected whole: half of its makers would be a false
//! statement.

mod columns;
mod coverage;
mod issue_map;
mod issues;
mod remarks;
mod response;
mod row;
mod session_table;
mod sessions;
mod states;

use oxrdf::{NamedNode, Quad, QuadRef};
use rustc_hash::FxHashMap;
use sulh_ontology::{Base, Kind, prov, sulh};

pub use columns::{UprColumns, UprField, UprMapping};
pub use issue_map::{IssueKind, IssueMap, IssueTarget};
pub use session_table::{SessionDates, SessionTable};

use crate::{
    country_table::CountryTable,
    csv_table::{CsvTable, Record},
    error::ImportError,
    import::Import,
    quad_writer::QuadWriter,
    reject::Rejection,
    tabular_document::TabularDocument,
};
use columns::UprPlaces;
use coverage::Coverage;
use issues::Issues;
use remarks::Remarks;
use row::{RowTerms, UprRow};
use sessions::Sessions;
use states::States;

/// The id of the source and of its graph.
pub const UPR_SOURCE: &str = "upr";

/// What an import of the UPR table needs beside the file.
#[derive(Debug, Clone)]
pub struct UprOptions<'a> {
    /// The file as the user named it, for messages; its last part is the title of the document.
    pub file: &'a str,
    /// The base of all IRIs.
    pub base: &'a Base,
    /// Countries and their names.
    pub countries: &'a CountryTable,
    /// Issue labels: the shipped mapping, perhaps [`with`](IssueMap::with) the reader's own.
    pub issues: &'a IssueMap,
    /// Sessions and their dates.
    pub sessions: &'a SessionTable,
    /// Which column holds what.
    pub columns: UprColumns,
    /// Whether malformed rows become rejects; if not, the first one fails the import.
    pub keep_going: bool,
}

/// Imports a UPR table into `graph/source/upr`.
///
/// Cost: O(bytes); about 23 quads a row are held in memory, see [`import_upr_into`].
///
/// # Errors
/// [`ImportError::Table`] for a column that is not there, a header that cannot be read and, unless
/// `keep_going`, the first malformed row. Rows that name no known country are rejects, not errors.
pub fn import_upr(input: &[u8], options: &UprOptions<'_>) -> Result<Import, ImportError> {
    let mut quads = Vec::<Quad>::new();
    let mut import = import_upr_into(input, options, &mut |quad| quads.push(quad.into_owned()))?;
    import.quads = quads;
    Ok(import)
}

/// The same, with the quads handed to a sink; [`Import::quads`] stays empty.
///
/// No quad is handed over twice. After an error the sink has been given a part of the quads, which
/// must not be used.
///
/// # Errors
/// As [`import_upr`].
pub fn import_upr_into(
    input: &[u8],
    options: &UprOptions<'_>,
    sink: &mut dyn FnMut(QuadRef<'_>),
) -> Result<Import, ImportError> {
    let table = CsvTable::open(options.file, input)?;
    let places = options.columns.find(&table)?;
    let document = TabularDocument::new(options.base, options.file, input);
    let graph = options.base.graph_source(UPR_SOURCE);
    let writer = QuadWriter::new(graph.clone(), sink);
    let mut importer = Importer {
        places,
        terms: RowTerms::new(options.base),
        states: States::new(options.countries, options.base),
        issues: Issues::new(options.issues, options.base),
        sessions: Sessions::new(options.sessions, options.base),
        remarks: Remarks::default(),
        coverage: Coverage::default(),
        seen: FxHashMap::default(),
        document,
        writer,
        options,
        import: Import::new(graph, &table),
        table,
    };
    importer.run()?;
    Ok(importer.finish())
}

struct Importer<'a, 's> {
    options: &'a UprOptions<'a>,
    table: CsvTable<'a>,
    places: UprPlaces,
    terms: RowTerms,
    states: States<'a>,
    issues: Issues<'a>,
    sessions: Sessions<'a>,
    remarks: Remarks,
    coverage: Coverage,
    document: TabularDocument,
    writer: QuadWriter<'s>,
    /// Where each accepted identifier first stood.
    seen: FxHashMap<String, FirstRow>,
    import: Import,
}

/// The row in which an identifier first stood.
#[derive(Clone, Copy)]
struct FirstRow {
    line: u64,
    start: usize,
}

impl<'a> Importer<'a, '_> {
    fn run(&mut self) -> Result<(), ImportError> {
        let mut record = Record::default();
        loop {
            match self.table.read(&mut record) {
                Ok(true) => {
                    let outcome = self.accept(&record);
                    self.import.count(&record, outcome);
                }
                Ok(false) => return Ok(()),
                Err(malformed) => {
                    self.import.count_malformed(*malformed, self.options.keep_going)?;
                }
            }
        }
    }

    fn accept(&mut self, record: &Record<'a>) -> Result<(), Rejection> {
        let row = UprRow::read(record, &self.places, &mut self.states)?;
        let recommendation = self.options.base.id(Kind::Recommendation, row.id);
        let evidence = self.document.row(record.line);
        match self.seen.get(row.id).copied() {
            Some(first) if self.is_repeated(record, first) => {
                self.import.counts.repeated += 1;
                let column = self.places.column(UprField::Id).unwrap_or_default();
                self.remarks.add(&self.table, record, column, "repeated-row", row.id);
            }
            Some(first) => return Err(Rejection::repeated_id(row.id, first.line)),
            None => self.state(record, &row, &recommendation),
        }
        self.document.write_row(&mut self.writer, &evidence, record.line);
        self.writer.write(&recommendation, prov::WAS_DERIVED_FROM, &evidence);
        Ok(())
    }

    fn is_repeated(&self, record: &Record<'a>, first: FirstRow) -> bool {
        let mut earlier = Record::default();
        self.table.read_at(first.start, &mut earlier) && earlier.fields().eq(record.fields())
    }

    /// States everything that the row says but its evidence.
    fn state(&mut self, record: &Record<'a>, row: &UprRow<'_>, recommendation: &NamedNode) {
        self.seen.insert(row.id.to_owned(), FirstRow { line: record.line, start: record.start() });
        self.import.counts.items += 1;
        self.import.counts.item_issuers += row.issuers.len() as u64;
        let mut remark = |field: UprField, code, value: &str| {
            let column = self.places.column(field).unwrap_or_default();
            self.remarks.add(&self.table, record, column, code, value);
        };
        let subjects = self.issues.subjects(row.issues, &mut remark);
        let session = self.sessions.session(row.session, &mut remark);
        let action = self.terms.action(row.action, &mut remark);
        let status = response::status(row.response, &mut remark);
        self.coverage.add(row);
        let writer = &mut self.writer;
        self.terms.write_recommendation(writer, recommendation, row, action);
        subjects.write(writer, recommendation);
        if let Some(session) = session {
            writer.write(recommendation, sulh::SESSION_PROPERTY, session);
        }
        let response = self.options.base.id(Kind::Response, row.id);
        self.terms.write_response(writer, &response, recommendation, row, status);
    }

    fn finish(mut self) -> Import {
        let base = self.options.base;
        let source = base.id(Kind::Source, UPR_SOURCE);
        self.document.write(&mut self.writer);
        self.sessions.write(&mut self.writer);
        self.issues.write(&mut self.writer);
        self.coverage.write(&mut self.writer, base, &source, &self.document, &self.sessions);
        let mut import = self.import;
        import.diagnostics = self.remarks.into_diagnostics();
        import
    }
}

#[cfg(test)]
mod tests;
