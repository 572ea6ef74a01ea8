//! What every response gets: its problem rendered and logged, headers for browsers.
//!
//! It is the one place that logs failures of the server, and the outermost layer.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, AUTHORIZATION,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::call::empty;
use crate::negotiation;
use crate::problem::Problem;
use crate::reading_language::languages_of_all;

/// Nothing is loaded but styles of the server itself, nothing frames its pages.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const READING_METHODS: &str = "GET, HEAD, POST, OPTIONS";
const READING_HEADERS: &str = "Accept, Content-Type, If-None-Match";
const SHOWN_HEADERS: &str = "Content-Location, ETag, Link, Retry-After, X-Total-Count";
const PREFLIGHT_SECONDS: &str = "86400";

/// The layer.
pub(crate) async fn apply(request: Request, next: Next) -> Response {
    let accept = negotiation::accept(request.headers());
    let languages = languages_of_all(request.headers(), request.uri());
    let readable = is_open_reading(request.method(), request.headers());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let mut response =
        if method == Method::OPTIONS { preflight() } else { next.run(request).await };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        log(&problem, &method, &path);
        let allow = response.headers_mut().remove(ALLOW);
        response = problem.render(&accept, &languages);
        if let Some(allow) = allow {
            response.headers_mut().insert(ALLOW, allow);
        }
    }
    if method == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    protect(response.headers_mut());
    if readable {
        share(response.headers_mut());
    }
    response
}

/// Whether pages of other sites may read the answer: reading without a token, and queries by POST.
///
/// An update by POST without a token is refused anyway, so its refusal may be read.
fn is_open_reading(method: &Method, headers: &HeaderMap) -> bool {
    let reading = [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS].contains(method);
    reading && !headers.contains_key(AUTHORIZATION)
}

fn preflight() -> Response {
    let mut response = empty(StatusCode::NO_CONTENT);
    for (name, value) in [
        (ALLOW, "GET, HEAD, POST, PUT, DELETE, OPTIONS"),
        (ACCESS_CONTROL_ALLOW_METHODS, READING_METHODS),
        (ACCESS_CONTROL_ALLOW_HEADERS, READING_HEADERS),
        (ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn protect(headers: &mut HeaderMap) {
    set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, CONTENT_SECURITY_POLICY, POLICY);
    set(headers, REFERRER_POLICY, "no-referrer");
    // Some clients cannot read an answer that does not say its type.
    if !headers.contains_key(CONTENT_TYPE) {
        set(headers, CONTENT_TYPE, "text/plain; charset=utf-8");
    }
}

fn share(headers: &mut HeaderMap) {
    set(headers, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(headers, ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN_HEADERS);
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// Failures of the server are errors; what a limit stopped is a warning; the rest is the client's.
fn log(problem: &Problem, method: &Method, path: &str) {
    let (status, code) = (problem.status().as_u16(), problem.code());
    let cause = problem.cause().unwrap_or(problem.detail());
    match status {
        500 | 507 => tracing::error!(%method, path, status, code, cause, "request failed"),
        501.. => tracing::warn!(%method, path, status, code, cause, "request not answered"),
        _ => tracing::debug!(%method, path, status, code, "request refused"),
    }
}
