//! The store of sulh in strict mode, under test.

use oxigraph::model::Quad;
use sulh_store::{
    Access, AdmissionLimits, Answer as Found, DatasetMode, Operation, ParsedQuery, ParsedUpdate,
    QueryRun, Store, StoreOptions, Write,
};
use tempfile::TempDir;

use super::answer::Answer;
use super::subject::Subject;

/// See the module. One store serves all tests; it is emptied between them.
pub(crate) struct SulhSubject {
    store: Store,
    _directory: TempDir,
}

impl SulhSubject {
    /// A new store in a directory of its own, in memory where the system offers that.
    pub(crate) fn new() -> Self {
        let directory = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        let options = StoreOptions {
            mode: DatasetMode::Strict,
            ..StoreOptions::with_base("https://w3id.org/sulh/")
        };
        Self { store: Store::open(directory.path(), options).unwrap(), _directory: directory }
    }

    fn commit(&self, operation: Operation) -> Result<(), String> {
        let (author, activity, message) = ("test".to_owned(), "update".to_owned(), String::new());
        self.store.commit(Write { author, activity, message, operation }).map(drop).map_err(text)
    }
}

fn text(error: impl std::error::Error) -> String {
    error.to_string()
}

fn parse_query(query: &str, base: &str) -> Result<ParsedQuery, String> {
    ParsedQuery::parse(query, Some(base), &AdmissionLimits::default()).map_err(text)
}

fn parse_update(update: &str, base: &str) -> Result<ParsedUpdate, String> {
    ParsedUpdate::parse(update, Some(base), &AdmissionLimits::update()).map_err(text)
}

impl Subject for SulhSubject {
    fn clear(&mut self) -> Result<(), String> {
        self.update("DROP ALL", "https://w3id.org/sulh/")
    }

    fn load(&mut self, quads: Vec<Quad>) -> Result<(), String> {
        self.commit(Operation::Change { insert: quads, remove: Vec::new() })
    }

    fn query(&mut self, text_of_query: &str, base: &str) -> Result<Answer, String> {
        let query = parse_query(text_of_query, base)?;
        let found = query.answer(&self.store.snapshot(), &Access::all(), &QueryRun::default());
        Ok(match found.map_err(text)? {
            Found::Boolean(value) => Answer::Boolean(value),
            Found::Graph(triples) => Answer::Graph(triples),
            Found::Rows(rows) => Answer::Solutions {
                variables: rows
                    .variables
                    .iter()
                    .map(|variable| variable.as_str().to_owned())
                    .collect(),
                rows: rows.rows,
            },
        })
    }

    fn update(&mut self, update: &str, base: &str) -> Result<(), String> {
        self.commit(Operation::Update(Box::new(parse_update(update, base)?)))
    }

    fn dump(&mut self) -> Result<Vec<Quad>, String> {
        self.store.snapshot().quads().collect::<Result<_, _>>().map_err(text)
    }

    fn parse_query(&mut self, text: &str, base: &str) -> Result<(), String> {
        parse_query(text, base).map(drop)
    }

    fn parse_update(&mut self, text: &str, base: &str) -> Result<(), String> {
        parse_update(text, base).map(drop)
    }
}
