//! `/api/v1/purge`: erasure, for administrators.
//!
//! It must not repeat what is erased, nor keep the body that named it.

use axum::body::Body;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use sulh_engine::{Action, PurgeRequest, PurgeTarget};

use crate::call::{Call, whole};
use crate::problem::Problem;
use crate::request_body::read_text;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: &Method::POST,
    path: "/api/v1/purge",
    answer: |call, body| Box::pin(post(call, body)),
}];

/// Bytes of a request.
const LARGEST: usize = 64 << 10;

/// What is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    kind: Kind,
    value: String,
    reason: String,
    #[serde(default)]
    dry_run: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Document,
    Graph,
    Name,
}

async fn post(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::Purge)?;
    let text = read_text(&call.parts.headers, body, LARGEST).await?;
    let wanted: Wanted = serde_json::from_str(&text).map_err(|_| {
        // The parser's own words may hold a piece of the value.
        Problem::bad_request("bad-json", "this does not say what to erase").with_hint(
            "send {\"kind\": \"document\", \"graph\" or \"name\", \"value\": TEXT, \"reason\": TEXT, \"dry_run\": true}",
        )
    })?;
    let target = match wanted.kind {
        Kind::Document => PurgeTarget::Document(wanted.value),
        Kind::Graph => PurgeTarget::Graph(wanted.value),
        Kind::Name => PurgeTarget::Name(wanted.value),
    };
    let request = PurgeRequest { target, reason: wanted.reason, dry_run: wanted.dry_run };
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let work = move || {
        let report = engine.purge(&identity, &request).map_err(Problem::from)?;
        serde_json::to_vec(&report).map_err(|error| Problem::internal(error.to_string()))
    };
    Ok(whole("application/json", call.app.writes().run(work).await?))
}
