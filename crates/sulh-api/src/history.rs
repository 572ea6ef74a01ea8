//! `/api/v1/history` and `/api/v1/diff`: who changed what, and what two states differ by.
//!
//! It must not read the journal itself.

use axum::http::Method;
use axum::http::header::LINK;
use axum::response::Response;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{CancelFlag, DiffFormat, DiffRequest};

use crate::call::{AS_OF, Call, response, set_header, whole};
use crate::filter::Filter;
use crate::problem::Problem;
use crate::route::Endpoint;
use crate::stream::stream;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/history",
        answer: |call, _| Box::pin(history(call)),
    },
    Endpoint { method: &Method::GET, path: "/api/v1/diff", answer: |call, _| Box::pin(diff(call)) },
];

/// The type of an RDF Patch.
const PATCH: &str = "application/rdf-patch";

/// `id` is an IRI or `kind/slug`; `before` is the `next` of the page before.
async fn history(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let filter = Filter::new(&parameters);
    let thing = filter.one("id")?;
    let before = filter.one("before")?.map(|text| number("before", &text)).transpose()?;
    let limit = filter.page()?.limit;
    filter.finish()?;
    let (engine, identity) = (call.engine(&parameters).await?, call.identity.clone());
    let work = move || {
        let before = engine.before_or_read(&identity, before)?;
        let page = engine.history_page(&identity, thing.as_deref(), before, limit)?;
        Ok((page.next, serde_json::to_vec(&page).map_err(|e| Problem::internal(e.to_string()))?))
    };
    let (next, body) = call.app.lookups().run(work).await?;
    let mut response = whole("application/json", body);
    if let Some(next) = next {
        let query = parameters.with("before", &next.to_string());
        set_header(&mut response, LINK, &format!("<{}?{query}>; rel=\"next\"", call.path()));
    }
    Ok(response)
}

async fn diff(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let filter = Filter::new(&parameters);
    if parameters.one(AS_OF)?.is_some() {
        let problem =
            Problem::bad_request("invalid-value", "a difference has no moment of its own");
        return Err(problem.with_hint("say `from` and `to` instead of `as-of`"));
    }
    let request = DiffRequest {
        from: needed(&filter, "from")?,
        to: needed(&filter, "to")?,
        graph: filter.one("graph")?.map(|iri| graph(&iri)).transpose()?,
    };
    filter.finish()?;
    let wants_json = parameters.one("format")? == Some("json")
        || crate::negotiation::accept(&call.parts.headers)
            .choose(&[&[PATCH], &["application/json"]])
            == Some(1);
    let (format, content_type) = if wants_json {
        (DiffFormat::Json, "application/json")
    } else {
        (DiffFormat::Patch, PATCH)
    };
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let (body, length) = stream(call.app.queries(), CancelFlag::new(), move |mut out| {
        engine.diff(&identity, &request, format, &mut out).map(drop).map_err(Problem::from)
    })
    .await?;
    Ok(response(content_type, body, length))
}

fn needed(filter: &Filter<'_>, name: &'static str) -> Result<String, Problem> {
    filter.one(name)?.ok_or_else(|| {
        let detail = format!("the request does not say `{name}`");
        Problem::bad_request("no-moment", detail).with_hint("add `?from=REV&to=REV`")
    })
}

fn graph(iri: &str) -> Result<NamedNode, Problem> {
    NamedNode::new(iri).map_err(|error| {
        Problem::bad_request("bad-iri", format!("graph {iri:?} is not an absolute IRI: {error}"))
    })
}

/// A revision, or 400.
pub(crate) fn number(field: &str, text: &str) -> Result<u64, Problem> {
    let detail = format!("{field} {text:?} is not a revision");
    text.parse().map_err(|_| Problem::bad_request("invalid-value", detail))
}
