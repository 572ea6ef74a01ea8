//! `/api/v1/search` and `/api/v1/suggest`: full text.
//!
//! It reads filters and writes pages; what matches is the engine's.

use axum::http::Method;
use axum::response::Response;
use sulh_engine::{Engine, Identity, Reach, SearchFacet, SearchFilter};

use crate::call::{Call, whole};
use crate::columns;
use crate::filter::Filter;
use crate::lists;
use crate::problem::Problem;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/search",
        answer: |call, _| Box::pin(search(call)),
    },
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/suggest",
        answer: |call, _| Box::pin(suggest(call)),
    },
];

async fn search(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let call = call.reading(&parameters)?;
    let filter = Filter::new(&parameters);
    let mut wanted = Vec::new();
    for facet in SearchFacet::ALL {
        let values = filter.many(facet.name());
        if !values.is_empty() {
            wanted.push((facet, values));
        }
    }
    let wanted = SearchFilter {
        text: match filter.one("q")? {
            Some(text) => text,
            None => filter.one("text")?.unwrap_or_default(),
        },
        reach: Reach::of(
            filter.flag("exact")?.unwrap_or_default(),
            filter.flag("synonyms")?.unwrap_or(true),
        ),
        wanted,
        query_language: filter.one("query-language")?,
        since: filter.one("since")?,
        until: filter.one("until")?,
        document: filter.one("document")?,
        unfolded: !filter.flag("fold")?.unwrap_or(true),
        recent: filter.flag("recent")?.unwrap_or_default(),
        explain: filter.flag("explain")?.unwrap_or_default(),
    };
    let page = filter.page()?;
    filter.finish()?;
    let look_up = move |engine: &Engine, who: &Identity| engine.search(who, &wanted, &page);
    lists::answer(&call, &parameters, columns::SEARCH, look_up).await
}

async fn suggest(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let call = call.reading(&parameters)?;
    let filter = Filter::new(&parameters);
    // A blank at the end is part of what was typed.
    let typed = filter.as_written("q")?.unwrap_or_default();
    let kinds = filter.many("kind");
    let limit = filter.one("limit")?.map(|text| limit(&text)).transpose()?;
    filter.finish()?;
    let (engine, identity) = (call.engine(&parameters).await?, call.identity.clone());
    let work = move || {
        let suggestions =
            engine.suggest(&identity, &typed, &kinds, limit).map_err(Problem::from)?;
        serde_json::to_vec(&suggestions).map_err(|error| Problem::internal(error.to_string()))
    };
    let mut response = whole("application/json", call.app.lookups().run(work).await?);
    call.set_language(&mut response);
    Ok(response)
}

fn limit(text: &str) -> Result<usize, Problem> {
    let wrong = || {
        let detail = format!("limit {text:?} is no number from 1 on");
        Problem::bad_request("invalid-value", detail)
    };
    text.parse().ok().filter(|limit| *limit > 0).ok_or_else(wrong)
}
