//! `/api/v1/visibility`: who may see which graph, for administrators.
//!
//! It must not decide what a visibility means: the engine does.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{Action, Level};

use crate::call::{Call, whole};
use crate::problem::Problem;
use crate::request_body::read_text;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/visibility",
        answer: |call, _| Box::pin(get(call)),
    },
    Endpoint {
        method: &Method::PUT,
        path: "/api/v1/visibility",
        answer: |call, body| Box::pin(put(call, body)),
    },
];

const JSON: &str = "application/json";
/// Bytes of a record.
const LARGEST: usize = 64 << 10;

/// What is put.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    graph: String,
    visibility: String,
    #[serde(default)]
    groups: BTreeSet<String>,
}

async fn get(call: Call) -> Result<Response, Problem> {
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let list = move || engine.visibilities(&identity).map_err(Problem::from);
    let graphs = call.app.lookups().run(list).await?;
    let body = serde_json::to_vec(&graphs).map_err(|e| Problem::internal(e.to_string()))?;
    Ok(whole(JSON, body))
}

async fn put(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::Visibility)?;
    let text = read_text(&call.parts.headers, body, LARGEST).await?;
    let wanted: Wanted = serde_json::from_str(&text).map_err(|error| {
        Problem::bad_request("bad-json", error.to_string()).with_hint(
            "send {\"graph\": IRI, \"visibility\": \"restricted\", \"groups\": [\"a-group\"]}",
        )
    })?;
    let graph = NamedNode::new(&wanted.graph).map_err(|error| {
        let detail = format!("graph {:?} is not an absolute IRI: {error}", wanted.graph);
        Problem::bad_request("bad-iri", detail)
    })?;
    let level = Level::parse(&wanted.visibility, &wanted.groups).map_err(Problem::from)?;
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let set = move || engine.set_visibility(&identity, &graph, &level).map_err(Problem::from);
    let committed = call.app.writes().run(set).await?;
    Ok(whole(JSON, json!({ "revision": committed.revision }).to_string()))
}
