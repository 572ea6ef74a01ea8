//! `/store`: the graph store protocol, with graphs named by `?graph=` or `?default`.
//!
//! It must not parse RDF: the engine does, and names the line.
//!
//! Source: W3C, SPARQL 1.1 Graph Store HTTP Protocol, sections 4 and 5.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use axum::body::{Body, Bytes};
use axum::http::header::LOCATION;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{Action, CancelFlag, GraphTarget, GraphWritten, RdfFormat};

use crate::call::{Call, empty, response, set_header};
use crate::format::Format;
use crate::multipart;
use crate::parameters::{Parameters, encode};
use crate::problem::Problem;
use crate::request_body::{ContentType, read, unsupported};
use crate::route::Endpoint;
use crate::stream::stream;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: &Method::GET, path: "/store", answer: |call, _| Box::pin(get(call)) },
    Endpoint { method: &Method::HEAD, path: "/store", answer: |call, _| Box::pin(head(call)) },
    Endpoint {
        method: &Method::PUT,
        path: "/store",
        answer: |call, body| Box::pin(put(call, body)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/store",
        answer: |call, body| Box::pin(post(call, body)),
    },
    Endpoint { method: &Method::DELETE, path: "/store", answer: |call, _| Box::pin(delete(call)) },
];

const MULTIPART: &str = "multipart/form-data";

/// The graph that a request names; `None` if it names none.
fn target(parameters: &Parameters) -> Result<Option<GraphTarget>, Problem> {
    match (parameters.one("graph")?, parameters.has("default")) {
        (Some(_), true) => {
            Err(Problem::bad_request("two-graphs", "the request names both `graph` and `default`"))
        }
        (None, true) => Ok(Some(GraphTarget::Default)),
        (None, false) => Ok(None),
        (Some(iri), false) => match NamedNode::new(iri) {
            Ok(graph) => Ok(Some(GraphTarget::Named(graph))),
            Err(error) => Err(Problem::bad_request(
                "bad-iri",
                format!("graph {iri:?} is not an absolute IRI: {error}"),
            )),
        },
    }
}

fn needed(target: Option<GraphTarget>) -> Result<GraphTarget, Problem> {
    target.ok_or_else(|| {
        Problem::bad_request("no-graph", "the request names no graph")
            .with_hint("add `?graph=IRI` or `?default`")
    })
}

async fn get(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let target = needed(target(&parameters)?)?;
    let format = call.wish(&parameters).choose(Format::GRAPHS)?;
    let rdf = rdf(format)?;
    let (engine, identity) = (call.engine(&parameters).await?, call.identity.clone());
    let (body, length) = stream(call.app.queries(), CancelFlag::new(), move |mut out| {
        engine.graph_get(&identity, &target, rdf, &mut out).map(drop).map_err(Problem::from)
    })
    .await?;
    Ok(response(format.content_type(Format::GRAPHS), body, length))
}

fn rdf(format: Format) -> Result<RdfFormat, Problem> {
    format.rdf().ok_or_else(|| Problem::internal("a format of graphs that is none"))
}

async fn head(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let target = needed(target(&parameters)?)?;
    let format = call.wish(&parameters).choose(Format::GRAPHS)?;
    let (engine, identity) = (call.engine(&parameters).await?, call.identity.clone());
    let exists = call
        .app
        .lookups()
        .run(move || engine.graph_exists(&identity, &target).map_err(Problem::from))
        .await?;
    if !exists {
        return Err(Problem::not_found("there is no such graph"));
    }
    Ok(response(format.content_type(Format::GRAPHS), Body::empty(), None))
}

async fn put(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::GraphWrite)?;
    let target = needed(target(&call.parameters()?)?)?;
    let format = sent_format(&ContentType::of(&call.parts.headers))?;
    let content = content(&call, body).await?;
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let written = call
        .app
        .writes()
        .run(move || engine.graph_put(&identity, &target, format, &content).map_err(Problem::from))
        .await?;
    Ok(empty(if written.created { StatusCode::CREATED } else { StatusCode::NO_CONTENT }))
}

async fn post(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::GraphWrite)?;
    let named = target(&call.parameters()?)?;
    let content_type = ContentType::of(&call.parts.headers);
    let parts = match content_type.media_type.as_str() {
        MULTIPART => {
            let content = content(&call, body).await?;
            let boundary = content_type.boundary.clone().unwrap_or_default();
            call.app.writes().run(move || parts(&content, &boundary)).await?
        }
        _ => vec![(sent_format(&content_type)?, content(&call, body).await?)],
    };
    let Some(target) = named else {
        return create(&call, parts).await;
    };
    let created = write_parts(&call, target, parts).await?;
    Ok(empty(if created { StatusCode::CREATED } else { StatusCode::NO_CONTENT }))
}

/// Writes to a new graph and says where it is (section 5.5).
async fn create(call: &Call, parts: Vec<(RdfFormat, Bytes)>) -> Result<Response, Problem> {
    let graph = new_graph(call)?;
    let location = format!("{}/store?graph={}", call.own_address(), encode(graph.as_str()));
    write_parts(call, GraphTarget::Named(graph), parts).await?;
    let mut response = empty(StatusCode::CREATED);
    set_header(&mut response, LOCATION, &location);
    Ok(response)
}

/// A name that no graph has: 128 random bits under the graph of what is written without a name.
fn new_graph(call: &Call) -> Result<NamedNode, Problem> {
    let random = || RandomState::new().build_hasher().finish();
    let local = call.app.engine().base().graph_local();
    let name = format!("{}/{:016x}{:016x}", local.as_str(), random(), random());
    NamedNode::new(name).map_err(|error| Problem::internal(error.to_string()))
}

/// Adds each part by a commit of its own; whether the graph is new.
async fn write_parts(
    call: &Call,
    target: GraphTarget,
    parts: Vec<(RdfFormat, Bytes)>,
) -> Result<bool, Problem> {
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let write = move || {
        let mut created = false;
        for (format, content) in parts {
            let written: GraphWritten =
                engine.graph_post(&identity, &target, format, &content).map_err(Problem::from)?;
            created |= written.created;
        }
        Ok(created)
    };
    call.app.writes().run(write).await
}

async fn delete(call: Call) -> Result<Response, Problem> {
    call.authorize_write(Action::GraphWrite)?;
    let target = needed(target(&call.parameters()?)?)?;
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    call.app
        .writes()
        .run(move || engine.graph_delete(&identity, &target).map_err(Problem::from))
        .await?;
    Ok(empty(StatusCode::NO_CONTENT))
}

async fn content(call: &Call, body: Body) -> Result<Bytes, Problem> {
    let limit = call.app.options().body_bytes;
    read(&call.parts.headers, body, limit).await
}

/// The format of a body.
fn sent_format(content_type: &ContentType) -> Result<RdfFormat, Problem> {
    content_type.require_utf8()?;
    let media_type = content_type.media_type.as_str();
    let format = Some(media_type)
        .filter(|name| name.contains('/'))
        .and_then(|name| Format::named(name, Format::GRAPHS));
    format.and_then(Format::rdf).ok_or_else(|| {
        let detail = if media_type.is_empty() {
            "the request has no `Content-Type`".to_owned()
        } else {
            format!("{media_type:?} is no RDF that is read here")
        };
        unsupported(detail).with_hint("send text/turtle, application/n-triples, application/rdf+xml, application/ld+json, application/trig or application/n-quads")
    })
}

/// The RDF in the parts of a form; a part without a type is Turtle.
fn parts(content: &Bytes, boundary: &str) -> Result<Vec<(RdfFormat, Bytes)>, Problem> {
    let parts = multipart::split(content, boundary).ok_or_else(|| {
        Problem::bad_request("bad-multipart", "the body is not a form of the stated boundary")
    })?;
    let parts = parts.into_iter().map(|part| match part.content_type {
        Some(text) => Ok((sent_format(&ContentType::parse(&text))?, part.content)),
        None => Ok((RdfFormat::Turtle, part.content)),
    });
    parts.collect()
}
