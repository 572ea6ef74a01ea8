//! `/id/{kind}/{slug}`: one thing, as JSON, a page, or RDF, by `Accept` or suffix.
//!
//! It must not look anything up but by the engine.

use std::fmt::Write;

use axum::http::header::CONTENT_LOCATION;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use sulh_engine::{Engine, Entity, Fact, Identity, Ref, Value};

use crate::call::{Call, set_header, whole};
use crate::etag::Tag;
use crate::format::Format;
use crate::html;
use crate::item_graph;
use crate::parameters::percent_decode;
use crate::problem::Problem;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: &Method::GET,
    path: "/id/{kind}/{slug}",
    answer: |call, _| Box::pin(get(call)),
}];

async fn get(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let call = call.reading(&parameters)?;
    let format = call.wish(&parameters).choose(Format::ENTITIES)?;
    let path = call.parts.uri.path().to_owned();
    let id = path.strip_prefix("/id/").and_then(percent_decode);
    let id = id.ok_or_else(|| Problem::not_found("the path is not percent-encoded UTF-8"))?;
    let tag = Tag::of_newest(&call, &parameters, format);
    let newest = call.newest_revision()?;
    let unchanged = |tag: &Tag| tag.not_modified(&call.parts.headers, newest);
    if let Some(same) = tag.as_ref().and_then(unchanged) {
        return Ok(same);
    }
    let (engine, identity) = (call.engine(&parameters).await?, call.identity.clone());
    let work = move || {
        let found = engine.entity(&identity, &id).map_err(Problem::from)?;
        let Some(entity) = found else { return Err(missing(&engine, &identity, &id)?) };
        Ok((entity.revision, write(&engine, &identity, &entity, format)?))
    };
    let (revision, body) = call.app.lookups().run(work).await?;
    let mut response = whole(format.content_type(Format::ENTITIES), body);
    if let Some(tag) = tag {
        tag.set(&mut response, revision);
    }
    call.set_language(&mut response);
    let extension = format.names().first().copied().unwrap_or_default();
    set_header(&mut response, CONTENT_LOCATION, &format!("{path}.{extension}"));
    Ok(response)
}

/// A thing that is not there: erased, where the requester may know that, or unknown.
fn missing(engine: &Engine, identity: &Identity, id: &str) -> Result<Problem, Problem> {
    let iri = format!("{}id/{id}", engine.base().as_str());
    Ok(match engine.erased(identity, &iri).map_err(Problem::from)? {
        Some(erased) => {
            Problem::new(StatusCode::GONE, "erased", format!("it was erased: {}", erased.reason))
        }
        None => Problem::not_found(format!("there is no {id}")),
    })
}

fn write(
    engine: &Engine,
    identity: &Identity,
    entity: &Entity,
    format: Format,
) -> Result<Vec<u8>, Problem> {
    match format {
        Format::Json => {
            serde_json::to_vec(entity).map_err(|error| Problem::internal(error.to_string()))
        }
        Format::Html => Ok(page(engine, entity).into_bytes()),
        _ => item_graph::write(engine, identity, [entity.iri.as_str()].into_iter(), format),
    }
}

/// A table of facts. What lies under the base leads to this server, whatever its name is.
fn page(engine: &Engine, entity: &Entity) -> String {
    let base = engine.base().as_str();
    let mut body = format!(
        "<h1>{}</h1>\n<p><code>{}</code></p>\n",
        html::escape(&entity.label),
        html::escape(&entity.iri)
    );
    for note in &entity.notes {
        // Writing to a string cannot fail.
        let _ = writeln!(body, "<p>{}</p>", html::escape(note));
    }
    body.push_str("<table>\n<tr><th>property</th><th>value</th><th>stated in</th></tr>\n");
    for fact in &entity.facts {
        let _ = writeln!(body, "{}", row(base, fact));
    }
    body.push_str("</table>\n");
    if !entity.mentions.is_empty() {
        body.push_str(
            "<h2>Pointed to by</h2>\n<table>\n<tr><th>property</th><th>things</th></tr>\n",
        );
        for mention in &entity.mentions {
            let _ = writeln!(
                body,
                "<tr><td>{}</td><td>{}</td></tr>",
                link(base, &mention.predicate),
                mention.count
            );
        }
        body.push_str("</table>\n");
    }
    html::page(&entity.label, &body)
}

fn row(base: &str, fact: &Fact) -> String {
    let value = match &fact.value {
        Value::Iri(thing) => link(base, thing),
        Value::Literal { value, language: Some(language), .. } => {
            format!("<span lang=\"{}\">{}</span>", html::escape(language), html::escape(value))
        }
        Value::Literal { value, .. } | Value::Other { value } => html::escape(value),
    };
    let graphs: Vec<_> = fact.graphs.iter().map(|graph| html::escape(graph)).collect();
    format!(
        "<tr><td>{}</td><td>{value}</td><td>{}</td></tr>",
        link(base, &fact.predicate),
        graphs.join("<br>")
    )
}

fn link(base: &str, thing: &Ref) -> String {
    let own = thing.iri.strip_prefix(base).filter(|rest| rest.starts_with("id/"));
    match own {
        Some(path) => html::link(&format!("/{path}"), &thing.label),
        None => html::link(&thing.iri, &thing.label),
    }
}
