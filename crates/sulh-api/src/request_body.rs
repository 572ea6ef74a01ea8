//! Bodies of requests: read whole, within a size and at a least speed.
//!
//! It must not know what a body says.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use tokio::time::{Instant, timeout_at};

use crate::problem::Problem;

/// What a client gets before its speed counts.
const GRACE: Duration = Duration::from_secs(10);
/// Bytes a second that a body must come with.
const LEAST_SPEED: u64 = 1024;

/// Reads a body of at most `limit` bytes.
///
/// # Errors
/// 413 over the limit, 408 below 1 KiB/s, 415 for a compressed body, 400 if the client breaks off.
pub(crate) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Problem> {
    if let Some(encoding) = headers.get(CONTENT_ENCODING).filter(|encoding| *encoding != "identity")
    {
        let detail = format!("`Content-Encoding` {encoding:?} is not read: send the body as it is");
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-encoding", detail));
    }
    let start = Instant::now();
    let mut body = body;
    let mut bytes = Vec::new();
    loop {
        let deadline = start + GRACE + Duration::from_secs(bytes.len() as u64 / LEAST_SPEED);
        let Ok(frame) = timeout_at(deadline, body.frame()).await else {
            let detail = "the body came too slowly";
            return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "slow-body", detail));
        };
        let Some(frame) = frame else { return Ok(bytes.into()) };
        let frame = frame.map_err(|error| {
            Problem::bad_request("broken-body", "the body ended early")
                .with_cause(error.to_string())
        })?;
        if let Ok(data) = frame.into_data() {
            if bytes.len() + data.len() > limit {
                let detail = format!("the body is larger than {limit} bytes");
                return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", detail)
                    .with_hint("load large files with `sulh load`"));
            }
            bytes.extend_from_slice(&data);
        }
    }
}

/// Reads a body of text.
///
/// # Errors
/// As [`read`]; 400 if it is not UTF-8.
pub(crate) async fn read_text(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<String, Problem> {
    let bytes = read(headers, body, limit).await?;
    String::from_utf8(bytes.into()).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Problem::bad_request("not-utf-8", format!("the body is not UTF-8: byte {at} is wrong"))
    })
}

/// A `Content-Type`, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ContentType {
    /// `type/subtype` in lower case; empty if the request has none.
    pub(crate) media_type: String,
    charset: Option<String>,
    /// The boundary between the parts of a multipart body.
    pub(crate) boundary: Option<String>,
}

impl ContentType {
    /// Reads the header of a request.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let text =
            headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self::parse(text)
    }

    /// Reads a value, tolerant of blanks, case and unknown parameters.
    pub(crate) fn parse(text: &str) -> Self {
        let mut parts = text.split(';');
        let mut content_type = Self {
            media_type: parts.next().unwrap_or_default().trim().to_ascii_lowercase(),
            ..Self::default()
        };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            let value = value.trim().trim_matches('"').to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "charset" => content_type.charset = Some(value.to_ascii_lowercase()),
                "boundary" => content_type.boundary = Some(value),
                _ => {}
            }
        }
        content_type
    }

    /// Refuses other encodings than UTF-8.
    ///
    /// # Errors
    /// 415 for another `charset`.
    pub(crate) fn require_utf8(&self) -> Result<(), Problem> {
        match self.charset.as_deref() {
            None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => Ok(()),
            Some(other) => {
                Err(unsupported(format!("the charset {other:?} is not read: send UTF-8")))
            }
        }
    }
}

/// 415 with what is read here.
pub(crate) fn unsupported(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[tokio::test]
    async fn size_and_speed_are_bounded() {
        let headers = HeaderMap::new();
        assert_eq!(read(&headers, Body::from("abc"), 3).await.unwrap(), "abc");
        assert_eq!(read(&headers, Body::from("abcd"), 3).await.unwrap_err().status(), 413);
        tokio::time::pause();
        let never = Body::from_stream(tokio_stream::pending::<Result<Bytes, std::io::Error>>());
        assert_eq!(read(&headers, never, 3).await.unwrap_err().status(), 408);
    }

    #[test]
    fn parameters_of_content_types_are_tolerated() {
        let parsed = ContentType::parse("Application/SPARQL-Update ; charset=\"UTF-8\"; x=y;");
        assert_eq!(parsed.media_type, "application/sparql-update");
        assert!(parsed.require_utf8().is_ok());
        assert!(ContentType::parse("a/b;charset=UTF-16").require_utf8().is_err());
        assert_eq!(ContentType::parse("multipart/form-data; boundary=x1").boundary.unwrap(), "x1");
    }
}
