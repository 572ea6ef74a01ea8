//! `/healthz` and `/readyz`: whether the process lives, and whether it can answer.
//!
//! They must not read the data.

use std::future;

use axum::http::Method;
use axum::response::Response;

use crate::call::{Call, whole};
use crate::problem::Problem;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: &Method::GET,
        path: "/healthz",
        answer: |_, _| Box::pin(future::ready(Ok(healthy()))),
    },
    Endpoint {
        method: &Method::GET,
        path: "/readyz",
        answer: |call, _| Box::pin(future::ready(ready(&call))),
    },
];

const TEXT: &str = "text/plain; charset=utf-8";

fn healthy() -> Response {
    whole(TEXT, "ok\n")
}

fn ready(call: &Call) -> Result<Response, Problem> {
    if call.app.engine().is_ready() {
        Ok(whole(TEXT, "ready\n"))
    } else {
        Err(Problem::unavailable("not-ready", "the server is starting or stopping", 1))
    }
}
