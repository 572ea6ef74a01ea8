//! Errors of the engine as problems: the one place where a kind becomes a status.
//!
//! What failed inside the server goes to the log; a client hears what it can act on.

use std::error::Error;
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::json;
use sulh_engine::{AdmissionError, EngineError, ErrorKind, QueryError};

use crate::problem::Problem;

/// What a client that met a limit is told to wait.
const RETRY_AFTER_SECONDS: u64 = 5;
/// Codes that mean that nothing more can be kept.
const FULL: [&str; 3] = ["disk-full", "storage-full", "dictionary-full"];
/// Codes that mean that a text or a term is more than is taken.
const TOO_MUCH: [&str; 4] =
    ["query-too-complex", "quad-too-long", "triple-term-too-deep", "commit-text-too-long"];

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        tell(&error)
    }
}

fn tell(error: &EngineError) -> Problem {
    let (code, detail, hint) = (error.code(), error.to_string(), error.hint());
    let problem = match error.kind() {
        // A rule of commits refused: the request was understood, its content may not be.
        ErrorKind::BadInput if error.refusal().is_some() => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
        }
        _ if TOO_MUCH.contains(&code) => Problem::bad_request(code, detail),
        _ if code == "closing" => Problem::unavailable(code, detail, RETRY_AFTER_SECONDS),
        _ if FULL.contains(&code) => {
            let full = "there is no room: nothing was written, reading goes on";
            Problem::new(StatusCode::INSUFFICIENT_STORAGE, code, full).with_cause(chain(error))
        }
        ErrorKind::NotFound => Problem::new(StatusCode::NOT_FOUND, code, detail),
        ErrorKind::BadInput => Problem::bad_request(code, detail),
        ErrorKind::Forbidden => Problem::new(StatusCode::FORBIDDEN, code, detail),
        ErrorKind::Unauthorized => Problem::unauthorized(code, detail),
        ErrorKind::Conflict => Problem::new(StatusCode::CONFLICT, code, detail),
        ErrorKind::Limit => Problem::unavailable(code, detail, RETRY_AFTER_SECONDS),
        _ => return Problem::internal(format!("{code}: {}", chain(error))),
    };
    let problem = match hint {
        Some(hint) => problem.with_hint(hint),
        None => problem,
    };
    placed(problem, error)
}

/// Adds line and column, or the values that were meant.
fn placed(problem: Problem, error: &EngineError) -> Problem {
    if let Some(report) = error.refusal().and_then(|refusal| refusal.report.as_ref()) {
        return problem.with_report(Arc::clone(report));
    }
    match error {
        EngineError::Query(QueryError::Syntax { line, column, .. }) => {
            problem.with_place(*line, *column)
        }
        EngineError::Query(QueryError::Admission(
            AdmissionError::Exceeded { line, column, .. }
            | AdmissionError::Malformed { line, column, .. },
        )) => problem.with_place(*line, *column),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accept::Accept;
    use sulh_engine::{Action, Role};

    fn file_error() -> EngineError {
        let source = std::io::Error::other("secret cause");
        EngineError::File { doing: "write", path: "secret/path".into(), source }
    }

    #[test]
    fn each_kind_has_its_status() {
        let value = || "v".to_owned();
        for (error, expected) in [
            (EngineError::NotFound { what: "graph", value: value() }, 404),
            (EngineError::Exists { what: "token", value: value() }, 409),
            (EngineError::Unauthorized { reason: "who" }, 401),
            (
                EngineError::Forbidden {
                    action: Action::Update,
                    needed: Role::Editor,
                    name: value(),
                },
                403,
            ),
            (EngineError::InvalidValue { field: "f", value: value(), expected: "x" }, 400),
            (EngineError::RdfSyntax { line: 2, column: 3, message: value() }, 400),
            (file_error(), 500),
        ] {
            assert_eq!(Problem::from(error).status().as_u16(), expected);
        }
    }

    #[test]
    fn what_failed_inside_goes_to_the_log_alone() {
        let problem = Problem::from(file_error());
        assert!(!problem.detail().contains("secret"));
        assert!(
            problem.cause().is_some_and(
                |cause| cause.contains("secret/path") && cause.contains("secret cause")
            )
        );
        assert_eq!(
            problem.render(&Accept::default(), &sulh_engine::Languages::default()).status(),
            500
        );
    }
}
