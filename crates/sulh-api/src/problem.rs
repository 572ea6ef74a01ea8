//! What a client is told when it gets no answer: RFC 9457 problem bodies.
//!
//! A problem keeps its cause for the log and never shows it. It must not know
//! the engine's errors: [`crate::engine_problem`] maps them.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use sulh_engine::{Languages, RdfFormat, ShapeViolation, ValidationReport, write_report};

use crate::accept::Accept;

/// The media type of a problem.
const PROBLEM_JSON: &str = "application/problem+json";
const TURTLE: &str = "text/turtle";
const N_TRIPLES: &str = "application/n-triples";

/// Why a request got no answer.
#[derive(Clone, Debug)]
pub(crate) struct Problem(Box<Told>);

/// Boxed, since a problem is the rare end of functions that return small things.
#[derive(Clone, Debug)]
struct Told {
    status: StatusCode,
    code: &'static str,
    detail: String,
    hint: Option<String>,
    place: Option<(usize, usize)>,
    further: Map<String, Value>,
    retry_after_seconds: Option<u64>,
    challenge: Option<&'static str>,
    /// What shapes found, when they refused a write.
    report: Option<Arc<ValidationReport>>,
    /// For the log alone.
    cause: Option<String>,
}

impl Problem {
    /// A problem with what happened in one plain sentence.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Told {
            status,
            code,
            detail: detail.into(),
            hint: None,
            place: None,
            further: Map::new(),
            retry_after_seconds: None,
            challenge: None,
            report: None,
            cause: None,
        }))
    }

    /// 400: the request is wrong.
    pub(crate) fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 404: there is no such thing, as far as the requester may see.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", detail)
    }

    /// 401: a token is needed, or the one that came is not known.
    pub(crate) fn unauthorized(code: &'static str, detail: impl Into<String>) -> Self {
        let mut problem = Self::new(StatusCode::UNAUTHORIZED, code, detail);
        problem.0.challenge = Some(if code == "invalid-token" {
            "Bearer realm=\"sulh\", error=\"invalid_token\""
        } else {
            "Bearer realm=\"sulh\""
        });
        problem
    }

    /// 503: busy, late or over a limit; the client may come again.
    pub(crate) fn unavailable(
        code: &'static str,
        detail: impl Into<String>,
        retry_after_seconds: u64,
    ) -> Self {
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail);
        problem.0.retry_after_seconds = Some(retry_after_seconds);
        problem
    }

    /// 503: a commit that the reader must see is not there yet.
    pub(crate) fn revision_not_reached(revision: u64) -> Self {
        Self::unavailable(
            "revision-not-reached",
            format!("revision {revision} is not there yet"),
            1,
        )
    }

    /// 500: the server failed; `cause` goes to the log and nowhere else.
    pub(crate) fn internal(cause: impl Into<String>) -> Self {
        let detail = "the server failed to answer; its log says why";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail).with_cause(cause)
    }

    /// Says what to do about it.
    #[must_use]
    pub(crate) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// Says where in the text it is, both from 1.
    #[must_use]
    pub(crate) fn with_place(mut self, line: usize, column: usize) -> Self {
        self.0.place = (line > 0).then_some((line, column));
        self
    }

    /// Adds a member to the body.
    #[must_use]
    pub(crate) fn with_member(mut self, name: &str, value: Value) -> Self {
        self.0.further.insert(name.to_owned(), value);
        self
    }

    /// Says what shapes found; a client that reads RDF gets it as a graph.
    #[must_use]
    pub(crate) fn with_report(mut self, report: Arc<ValidationReport>) -> Self {
        self.0.report = Some(report);
        self
    }

    /// Keeps a cause for the log.
    #[must_use]
    pub(crate) fn with_cause(mut self, cause: impl Into<String>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// The status.
    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable name of the case.
    pub(crate) fn code(&self) -> &'static str {
        self.0.code
    }

    /// What the log is told beyond the detail.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// What the client is told in one sentence.
    pub(crate) fn detail(&self) -> &str {
        &self.0.detail
    }

    fn json(&self, languages: &Languages) -> String {
        // "about:blank" says that the title is the status's own phrase (RFC 9457, section 4.2.1).
        let mut body = Map::from_iter([
            ("type".to_owned(), json!("about:blank")),
            ("title".to_owned(), json!(self.0.status.canonical_reason().unwrap_or("Error"))),
            ("status".to_owned(), json!(self.0.status.as_u16())),
            ("code".to_owned(), json!(self.0.code)),
            ("detail".to_owned(), json!(self.0.detail)),
        ]);
        if let Some((line, column)) = self.0.place {
            body.insert("line".to_owned(), json!(line));
            if column > 0 {
                body.insert("column".to_owned(), json!(column));
            }
        }
        if let Some(hint) = &self.0.hint {
            body.insert("hint".to_owned(), json!(hint));
        }
        if let Some(report) = &self.0.report {
            let violations: Vec<ShapeViolation> =
                report.results.iter().map(|result| ShapeViolation::of(result, languages)).collect();
            body.insert("violations".to_owned(), json!(violations));
        }
        body.extend(self.0.further.clone());
        Value::Object(body).to_string()
    }

    fn text(&self) -> String {
        let hint = self.0.hint.as_ref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        format!("{} ({}){hint}\n", self.0.detail, self.0.code)
    }

    /// What shapes found, as RDF.
    fn graph(&self, format: RdfFormat) -> String {
        let mut bytes = Vec::new();
        if let Some(report) = &self.0.report {
            // Writing to memory cannot fail.
            let _ = write_report(report, format, &mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The response in the form that the client likes better; JSON unless it says otherwise.
    pub(crate) fn render(&self, accept: &Accept, languages: &Languages) -> Response {
        let mut offers: Vec<&[&str]> =
            vec![&[PROBLEM_JSON, "application/json"], &["text/plain", "text/html", "text/csv"]];
        if self.0.report.is_some() {
            offers.extend([&[TURTLE][..], &[N_TRIPLES][..]]);
        }
        let (media_type, body) = match accept.choose(&offers) {
            Some(1) => ("text/plain; charset=utf-8", self.text()),
            Some(2) => (TURTLE, self.graph(RdfFormat::Turtle)),
            Some(3) => (N_TRIPLES, self.graph(RdfFormat::NTriples)),
            _ => (PROBLEM_JSON, self.json(languages)),
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.0.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        if let Some(seconds) = self.0.retry_after_seconds {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = self.0.challenge {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}

impl IntoResponse for Problem {
    /// An empty response that carries the problem; the outermost layer renders and logs it.
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_never_shown() {
        let problem = Problem::internal("secret path").with_hint("look").with_place(3, 4);
        assert!(
            !problem.json(&Languages::default()).contains("secret")
                && !problem.text().contains("secret")
        );
        assert_eq!(problem.cause(), Some("secret path"));
    }

    #[test]
    fn members_stand_in_a_fixed_order() {
        let problem = Problem::bad_request("query-syntax", "expected }")
            .with_place(1, 8)
            .with_hint("close it");
        let expected = r#"{"type":"about:blank","title":"Bad Request","status":400,"code":"query-syntax","detail":"expected }","line":1,"column":8,"hint":"close it"}"#;
        assert_eq!(problem.json(&Languages::default()), expected);
    }
}
