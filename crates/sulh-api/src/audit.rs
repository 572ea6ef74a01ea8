//! `/api/v1/audit`: commits told by their outside, for administrators.
//!
//! It must not read the journal itself.

use axum::http::Method;
use axum::response::Response;
use sulh_engine::AuditFilter;

use crate::call::{Call, whole};
use crate::filter::Filter;
use crate::problem::Problem;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: &Method::GET,
    path: "/api/v1/audit",
    answer: |call, _| Box::pin(audit(call)),
}];

async fn audit(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let filter = Filter::new(&parameters);
    let before = filter.one("before")?.map(|text| number("before", &text)).transpose()?;
    let mut wanted = AuditFilter {
        since: filter.one("since")?,
        until: filter.one("until")?,
        author: filter.one("author")?,
        activity: filter.one("activity")?,
        before,
    };
    let page = filter.page()?;
    filter.finish()?;
    let (engine, identity) = (call.engine(&parameters).await?, call.identity.clone());
    let work = move || {
        wanted.before = engine.before_or_read(&identity, wanted.before)?;
        let audit = engine.audit(&identity, &wanted, page.limit).map_err(Problem::from)?;
        serde_json::to_vec(&audit).map_err(|error| Problem::internal(error.to_string()))
    };
    Ok(whole("application/json", call.app.lookups().run(work).await?))
}

fn number(field: &str, text: &str) -> Result<u64, Problem> {
    let wrong =
        || Problem::bad_request("invalid-value", format!("{field} {text:?} is not a number"));
    text.parse().map_err(|_| wrong())
}
