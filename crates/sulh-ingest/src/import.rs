//! What an import hands back: what it states, what it set aside, what it remarked.

use std::io;

use oxrdf::{NamedNode, Quad};

use crate::{
    csv_table::{CsvTable, Malformed, Record},
    diagnostic::Diagnostic,
    error::{ImportError, TableError},
    reject::{Reject, Rejection, write_rejects},
};

/// The outcome of an import of one file. The same bytes and options give the same outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The graph of all its statements.
    pub graph: NamedNode,
    /// Its statements, all in one graph, without blank nodes; empty where they went to a sink.
    pub quads: Vec<Quad>,
    /// The rows that were not taken, by line.
    pub rejects: Vec<Reject>,
    /// Remarks on rows that were taken; one for each value that gave rise to it.
    pub diagnostics: Vec<Diagnostic>,
    /// Figures.
    pub counts: ImportCounts,
    /// The columns of the file, for [`Import::write_rejects`].
    pub header: Vec<String>,
}

impl Import {
    /// Nothing yet.
    pub(crate) fn new(graph: NamedNode, table: &CsvTable<'_>) -> Self {
        Self {
            graph,
            quads: Vec::new(),
            rejects: Vec::new(),
            diagnostics: Vec::new(),
            counts: ImportCounts::default(),
            header: table.header().to_vec(),
        }
    }

    /// Counts a row that could be read, and keeps it if it was not taken.
    pub(crate) fn count(&mut self, record: &Record<'_>, outcome: Result<(), Rejection>) {
        self.counts.rows += 1;
        match outcome {
            Ok(()) => self.counts.accepted += 1,
            Err(Rejection { code, reason }) => {
                let record_fields = record.fields().map(str::to_owned).collect();
                self.reject(Reject { line: record.line, code, reason, record: record_fields });
            }
        }
    }

    /// Counts and keeps a row that could not be read.
    ///
    /// # Errors
    /// The fault itself unless `keep_going`.
    pub(crate) fn count_malformed(
        &mut self,
        malformed: Malformed,
        keep_going: bool,
    ) -> Result<(), ImportError> {
        let Malformed { diagnostic, line, fields } = malformed;
        if !keep_going {
            return Err(TableError::Malformed(diagnostic).into());
        }
        self.counts.rows += 1;
        let (code, reason) = (diagnostic.code, diagnostic.message);
        self.reject(Reject { line, code, reason, record: fields });
        Ok(())
    }

    fn reject(&mut self, reject: Reject) {
        self.counts.rejected += 1;
        self.rejects.push(reject);
    }

    /// Writes the rejects as CSV; see [`write_rejects`].
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_rejects(&self, out: impl io::Write) -> io::Result<()> {
        write_rejects(&self.header, &self.rejects, out)
    }
}

/// Figures of an import. `rows` is always `accepted + rejected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportCounts {
    /// Rows of the file without its header and blank lines.
    pub rows: u64,
    /// Rows that were taken, repeated ones included.
    pub accepted: u64,
    /// Rows that were not taken.
    pub rejected: u64,
    /// Rows that say word for word what an earlier one says: taken as further evidence.
    pub repeated: u64,
    /// Recommendations or organisations, each once.
    pub items: u64,
    /// Pairs of a recommendation and one that makes it.
    pub item_issuers: u64,
}
