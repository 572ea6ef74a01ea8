//! `/api/v1/…`: the engine's look-ups as lists, in JSON, as tables and as RDF.
//!
//! It reads filters and writes pages; what a filter means is the engine's.

use std::time::{Duration, Instant};

use axum::http::Method;
use axum::http::header::{HeaderName, LINK};
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use sulh_engine::{
    ActorFilter, CountryFilter, Engine, EngineError, Identity, Listing, RecommendationFilter, Role,
    ThreatFilter,
};

use crate::call::{Call, set_header, whole};
use crate::columns;
use crate::csv::{self, Column};
use crate::etag::Tag;
use crate::filter::Filter;
use crate::format::Format;
use crate::item_graph;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/recommendations",
        answer: |call, _| Box::pin(recommendations(call)),
    },
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/threats",
        answer: |call, _| Box::pin(threats(call)),
    },
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/actors",
        answer: |call, _| Box::pin(actors(call)),
    },
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/countries",
        answer: |call, _| Box::pin(countries(call)),
    },
];

async fn recommendations(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let call = call.reading(&parameters)?;
    let filter = Filter::new(&parameters);
    let wanted = RecommendationFilter {
        threats: filter.many("threat"),
        countries: filter.many("country"),
        addressees: filter.many("addressee"),
        issuers: filter.many("issuer"),
        statuses: filter.many("status"),
        levels: filter.many("level"),
        themes: filter.many("theme"),
        actions: filter.many("action"),
        sessions: filter.many("session"),
        since: filter.one("since")?,
        until: filter.one("until")?,
        text: filter.one("text")?,
        sample: filter.flag("sample")?,
    };
    let page = filter.page()?;
    filter.finish()?;
    let look_up =
        move |engine: &Engine, who: &Identity| engine.recommendations(who, &wanted, &page);
    answer(&call, &parameters, columns::RECOMMENDATIONS, look_up).await
}

async fn threats(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let call = call.reading(&parameters)?;
    let filter = Filter::new(&parameters);
    let wanted = ThreatFilter {
        dimension: filter.one("dimension")?,
        under: filter.one("under")?,
        text: filter.one("text")?,
    };
    let page = filter.page()?;
    filter.finish()?;
    let look_up = move |engine: &Engine, who: &Identity| engine.threats(who, &wanted, &page);
    answer(&call, &parameters, columns::THREATS, look_up).await
}

async fn actors(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let call = call.reading(&parameters)?;
    let filter = Filter::new(&parameters);
    let wanted = ActorFilter {
        sector: filter.one("sector")?,
        country: filter.one("country")?,
        text: filter.one("text")?,
    };
    let page = filter.page()?;
    filter.finish()?;
    let look_up = move |engine: &Engine, who: &Identity| engine.actors(who, &wanted, &page);
    answer(&call, &parameters, columns::ACTORS, look_up).await
}

async fn countries(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let call = call.reading(&parameters)?;
    let filter = Filter::new(&parameters);
    let wanted = CountryFilter {
        region: filter.one("region")?,
        text: filter.one("text")?,
        covered: filter.flag("covered")?,
    };
    let page = filter.page()?;
    filter.finish()?;
    let look_up = move |engine: &Engine, who: &Identity| engine.countries(who, &wanted, &page);
    answer(&call, &parameters, columns::COUNTRIES, look_up).await
}

/// What every list has beside its items.
struct Head {
    total: u64,
    next: Option<String>,
    revision: u64,
    took: Duration,
}

/// Looks up and writes in the format that the client wants.
pub(crate) async fn answer<T: Serialize + Send + 'static>(
    call: &Call,
    parameters: &Parameters,
    columns: &'static [Column],
    look_up: impl FnOnce(&Engine, &Identity) -> Result<Listing<T>, EngineError> + Send + 'static,
) -> Result<Response, Problem> {
    call.await_revision(parameters).await?;
    let format = call.wish(parameters).choose(Format::LISTS)?;
    let tag = Tag::of_newest(call, parameters, format);
    let newest = call.newest_revision()?;
    let unchanged = |tag: &Tag| tag.not_modified(&call.parts.headers, newest);
    if let Some(same) = tag.as_ref().and_then(unchanged) {
        return Ok(same);
    }
    let (engine, identity) = (call.engine(parameters).await?, call.identity.clone());
    let work = move || {
        let start = Instant::now();
        let listing = look_up(&engine, &identity).map_err(Problem::from)?;
        let body = write(&engine, &identity, &listing, format, columns)?;
        let (total, revision, next) = (listing.total, listing.revision, listing.next);
        Ok((Head { total, next, revision, took: start.elapsed() }, body))
    };
    let (head, body) = call.app.lookups().run(work).await?;
    let mut response = whole(format.content_type(Format::LISTS), body);
    if let Some(tag) = tag {
        tag.set(&mut response, head.revision);
    }
    call.set_language(&mut response);
    set_header(&mut response, HeaderName::from_static("x-total-count"), &head.total.to_string());
    // How long it took depends on all that is held: only who may see that is told.
    if call.identity.role == Some(Role::Admin) {
        let timing = format!("engine;dur={:.3}", head.took.as_secs_f64() * 1000.0);
        set_header(&mut response, HeaderName::from_static("server-timing"), &timing);
    }
    if let Some(next) = &head.next {
        let link = format!("<{}?{}>; rel=\"next\"", call.path(), parameters.with("cursor", next));
        set_header(&mut response, LINK, &link);
    }
    Ok(response)
}

fn write<T: Serialize>(
    engine: &Engine,
    identity: &Identity,
    listing: &Listing<T>,
    format: Format,
    columns: &[Column],
) -> Result<Vec<u8>, Problem> {
    if format == Format::Json {
        return serde_json::to_vec(listing).map_err(|error| Problem::internal(error.to_string()));
    }
    let items = listing.items.iter().map(serde_json::to_value).collect::<Result<Vec<Value>, _>>();
    let items = items.map_err(|error| Problem::internal(error.to_string()))?;
    if format == Format::Csv {
        return Ok(csv::table(columns, &items).into_bytes());
    }
    let iris = items.iter().filter_map(|item| item.get("iri").and_then(Value::as_str));
    item_graph::write(engine, identity, iris, format)
}
