//! The answer to a query, in one shape for every subject and every file of results.

use oxigraph::model::{Term, Triple};

/// A row of solutions, in the order of the variables.
pub(crate) type Row = Vec<Option<Term>>;

/// What a query gives, or should give.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Of ASK.
    Boolean(bool),
    /// Of SELECT.
    Solutions {
        /// Names without `?`.
        variables: Vec<String>,
        /// One term or none for each variable.
        rows: Vec<Row>,
    },
    /// Of CONSTRUCT and DESCRIBE.
    Graph(Vec<Triple>),
}

/// Triples as rows of three columns.
pub(crate) fn triple_rows(triples: &[Triple]) -> Vec<Row> {
    let row = |triple: &Triple| {
        vec![
            Some(triple.subject.clone().into()),
            Some(triple.predicate.clone().into()),
            Some(triple.object.clone()),
        ]
    };
    triples.iter().map(row).collect()
}
