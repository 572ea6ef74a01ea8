//! `/api/v1/search`: full text.
//!
//! It reads filters and writes pages; what matches is the engine's.

use axum::http::Method;
use axum::response::Response;
use sulh_engine::{Engine, Identity, SearchFacet, SearchFilter};

use crate::call::Call;
use crate::columns;
use crate::filter::Filter;
use crate::lists;
use crate::problem::Problem;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: &Method::GET,
    path: "/api/v1/search",
    answer: |call, _| Box::pin(search(call)),
}];

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
        exact: filter.flag("exact")?.unwrap_or_default(),
        no_synonyms: !filter.flag("synonyms")?.unwrap_or(true),
        wanted,
    };
    let page = filter.page()?;
    filter.finish()?;
    let look_up = move |engine: &Engine, who: &Identity| engine.search(who, &wanted, &page);
    lists::answer(&call, &parameters, columns::SEARCH, look_up).await
}
