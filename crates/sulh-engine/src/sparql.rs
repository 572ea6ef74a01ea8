//! SPARQL as a use case: who may, under which limits, on which graphs.
//!
//! It must not evaluate anything itself; the store does, on what the requester sees.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::rdf_text::line_of_language;
use crate::validation::{placed_in, said_in};
use std::io::Write;
use std::time::Duration;
use sulh_store::rdf::NamedNode;
use sulh_store::{
    Answer, Committed, Operation, OutputFormat, ParsedQuery, ParsedUpdate, QueryRun, QueryStats,
    Snapshot, UpdateError, WriteError,
};

/// An update to be made.
#[derive(Debug, Clone, Default)]
pub struct UpdateRequest {
    /// The text.
    pub text: String,
    /// The base IRI of relative ones.
    pub base: Option<String>,
    /// Graphs whose union the WHERE parts read (`using-graph-uri`).
    pub using: Vec<NamedNode>,
    /// Named graphs of the WHERE parts (`using-named-graph-uri`).
    pub named: Vec<NamedNode>,
    /// What it is for; empty is "update".
    pub message: String,
    /// Whether `LOAD <file:…>` may read files of this machine; only from the command line.
    pub local_files: bool,
    /// Limits and cancellation; `None` takes those of the engine.
    pub run: Option<QueryRun>,
}

impl Engine {
    /// Admits and parses a query.
    ///
    /// # Errors
    /// [`EngineError::Query`] for a text that is too large or deep, or that is not SPARQL.
    pub fn parse_query(&self, text: &str, base: Option<&str>) -> Result<ParsedQuery, EngineError> {
        Ok(ParsedQuery::parse(text, base, &self.limits().admission)?)
    }

    /// The limits of the engine with a flag of their own to cancel.
    pub fn query_run(&self) -> QueryRun {
        QueryRun { limits: self.limits().run.clone(), ..QueryRun::default() }
    }

    /// Waits until a revision is visible; false when it is not after `timeout`.
    pub fn wait_for(&self, revision: u64, timeout: Duration) -> bool {
        self.store().wait_for(revision, timeout)
    }

    /// Writes the answer on a state as it is found.
    ///
    /// # Errors
    /// [`EngineError::Query`]; when a limit trips in the midst, what was written is not a whole answer.
    pub fn query(
        &self,
        who: &Identity,
        query: &ParsedQuery,
        snapshot: &Snapshot,
        run: &QueryRun,
        format: OutputFormat,
        out: &mut (dyn Write + Send),
    ) -> Result<QueryStats, EngineError> {
        self.authorize(who, Action::Query)?;
        Ok(query.write(snapshot, &who.access(self), run, format, out)?)
    }

    /// The whole answer on a state, in memory.
    ///
    /// # Errors
    /// [`EngineError::Query`].
    pub fn query_answer(
        &self,
        who: &Identity,
        query: &ParsedQuery,
        snapshot: &Snapshot,
        run: &QueryRun,
    ) -> Result<Answer, EngineError> {
        self.authorize(who, Action::Query)?;
        Ok(query.answer(snapshot, &who.access(self), run)?)
    }

    /// Makes an update: all of it, as one commit by the requester, or nothing.
    ///
    /// # Errors
    /// [`EngineError::Query`] for its text, [`EngineError::Write`] for what it does,
    /// [`EngineError::InvalidValue`] if it names a dataset twice.
    pub fn update(&self, who: &Identity, request: UpdateRequest) -> Result<Committed, EngineError> {
        self.authorize(who, Action::Update)?;
        let mut update = ParsedUpdate::parse(
            &request.text,
            request.base.as_deref(),
            &self.limits().update_admission,
        )?;
        let names_dataset = !request.using.is_empty() || !request.named.is_empty();
        if names_dataset && update.names_dataset() {
            return Err(EngineError::InvalidValue {
                field: "using-graph-uri",
                value: request
                    .using
                    .first()
                    .or(request.named.first())
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                expected: "allowed beside USING or WITH in the update itself",
            });
        }
        update.set_using(request.using, request.named);
        let run = request.run.unwrap_or_else(|| self.query_run());
        let mut update = update.with_writer(self.writer(who)).with_run(run);
        if request.local_files && who.local {
            update = update.with_local_files();
        }
        let text = request.text.as_bytes();
        self.commit(who, "update", request.message, Operation::Update(Box::new(update))).map_err(
            |error| match unknown_tag(&error) {
                Some(tag) => {
                    let line = line_of_language(text, tag);
                    EngineError::RdfSyntax { line, column: 0, message: error.to_string() }
                }
                None => placed_in(&who.languages, error, text),
            },
        )
    }

    /// Commits in the name of the requester, who was authorised before.
    pub(crate) fn commit(
        &self,
        who: &Identity,
        activity: &str,
        message: String,
        operation: Operation,
    ) -> Result<Committed, EngineError> {
        let message = if message.trim().is_empty() { activity.to_owned() } else { message };
        let write = sulh_store::Write {
            author: who.name.clone(),
            activity: activity.to_owned(),
            message,
            operation,
        };
        let committed =
            self.store().commit(write).map_err(|error| said_in(&who.languages, error))?;
        self.shown(who, committed)
    }

    /// A commit with its number as the requester counts.
    pub(crate) fn shown(
        &self,
        who: &Identity,
        committed: Committed,
    ) -> Result<Committed, EngineError> {
        Ok(Committed { revision: self.shown_revision(who, committed.revision)?, ..committed })
    }
}

/// The tag of no language that an update was refused for.
fn unknown_tag(error: &EngineError) -> Option<&str> {
    let EngineError::Write(WriteError::Update(error)) = error else { return None };
    match &**error {
        UpdateError::UnknownLanguage { tag } => Some(tag),
        _ => None,
    }
}
