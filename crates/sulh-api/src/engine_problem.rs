//! Errors of the engine as problems: the one place where a kind becomes a status.
//!
//! What failed inside the server goes to the log; a client hears what it can act on.

use std::error::Error;

use axum::http::StatusCode;
use serde_json::json;
use sulh_engine::{EngineError, ErrorKind, QueryError};

use crate::problem::Problem;

/// What a client that met a limit is told to wait.
const RETRY_AFTER_SECONDS: u64 = 5;
/// Codes that mean that the disk takes no more.
const FULL: [&str; 2] = ["disk-full", "dictionary-full"];

/// The problem that tells of an error.
pub(crate) fn problem(error: EngineError) -> Problem {
    let (code, detail, hint) = (error.code(), error.to_string(), error.hint());
    let problem = match error.kind() {
        _ if code == "query-refused" => Problem::bad_request(code, detail),
        _ if FULL.contains(&code) => {
            let full = "there is no room: nothing was written, reading goes on";
            Problem::new(StatusCode::INSUFFICIENT_STORAGE, code, full).with_cause(chain(&error))
        }
        ErrorKind::NotFound => Problem::new(StatusCode::NOT_FOUND, code, detail),
        ErrorKind::BadInput => Problem::bad_request(code, detail),
        ErrorKind::Forbidden => Problem::new(StatusCode::FORBIDDEN, code, detail),
        ErrorKind::Unauthorized => Problem::unauthorized(code, detail),
        ErrorKind::Conflict => Problem::new(StatusCode::CONFLICT, code, detail),
        ErrorKind::Limit => Problem::unavailable(code, detail, RETRY_AFTER_SECONDS),
        _ => return Problem::internal(format!("{code}: {}", chain(&error))),
    };
    let problem = match hint {
        Some(hint) => problem.with_hint(hint),
        None => problem,
    };
    placed(problem, &error)
}

/// Adds line and column, or the values that were meant.
fn placed(problem: Problem, error: &EngineError) -> Problem {
    match error {
        EngineError::Query(QueryError::Syntax { line, column, .. }) => problem.with_place(*line, *column),
        EngineError::RdfSyntax { line, column, .. } => {
            let narrow = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            problem.with_place(narrow(*line), narrow(*column))
        }
        EngineError::UnknownValue { field, value, suggestions } => problem
            .with_member("field", json!(field))
            .with_member("value", json!(value))
            .with_member("suggestions", json!(suggestions)),
        _ => problem,
    }
}

/// An error with everything that caused it.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
