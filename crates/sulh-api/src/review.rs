//! `/api/v1/review`, `/api/v1/jobs`, `/api/v1/documents`: reports are brought and reviewed.
//!
//! It reads requests and writes answers; what a decision leads to is the engine's.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use sulh_engine::{
    Action, Chosen, Engine, EngineError, Identity, ReportOptions, ReviewFilter, Verdict,
};

use crate::call::{Call, whole};
use crate::claims::sent;
use crate::columns;
use crate::filter::Filter;
use crate::lists;
use crate::parameters::percent_decode;
use crate::problem::Problem;
use crate::request_body::read;
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/review",
        answer: |call, _| Box::pin(list(call)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/review",
        answer: |call, body| Box::pin(decide(call, body)),
    },
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/review/{kind}/{id}",
        answer: |call, _| Box::pin(show(call)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/review/{kind}/{id}",
        answer: |call, body| Box::pin(edit(call, body)),
    },
    Endpoint { method: &Method::GET, path: "/api/v1/jobs", answer: |call, _| Box::pin(jobs(call)) },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/documents",
        answer: |call, body| Box::pin(upload(call, body)),
    },
];

const JSON: &str = "application/json";

fn wanted(filter: &Filter<'_>) -> Result<ReviewFilter, Problem> {
    let number = |name: &'static str| -> Result<Option<f64>, Problem> {
        let Some(word) = filter.one(name)? else { return Ok(None) };
        let number = word.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
        number.map(Some).ok_or_else(|| {
            Problem::bad_request(
                "invalid-value",
                format!("{name} {word:?} is no number from 0 to 1"),
            )
        })
    };
    Ok(ReviewFilter {
        source: filter.one("source")?,
        kind: filter.one("kind")?,
        status: filter.one("status")?,
        above: number("above")?,
        below: number("below")?,
    })
}

async fn list(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let filter = Filter::new(&parameters);
    let wanted = wanted(&filter)?;
    let page = filter.page()?;
    filter.finish()?;
    let look_up = move |engine: &Engine, who: &Identity| engine.review(who, &wanted, &page);
    lists::answer(&call, &parameters, columns::REVIEW, look_up).await
}

async fn show(call: Call) -> Result<Response, Problem> {
    let id = item(&call)?;
    answer(&call, StatusCode::OK, move |engine, who| engine.review_item(who, &id)).await
}

/// A decision about items, by id or by filter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    verdict: Word,
    #[serde(default)]
    items: Vec<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    above: Option<f64>,
    #[serde(default)]
    below: Option<f64>,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Accept,
    Reject,
}

async fn decide(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::ClaimReview)?;
    let Decision { verdict, items, source, kind, above, below, reason } = sent(&call, body).await?;
    let filter = ReviewFilter { source, kind, status: None, above, below };
    let chosen = match (items.is_empty(), filter == ReviewFilter::default()) {
        (false, true) => Chosen::Items(items),
        (true, false) => Chosen::Matching(filter),
        _ => {
            return Err(Problem::bad_request(
                "invalid-body",
                "either items or a filter (source, kind, above, below) choose what is decided about"
                    .to_owned(),
            ));
        }
    };
    let verdict = match verdict {
        Word::Accept => Verdict::Accept,
        Word::Reject => Verdict::Reject,
    };
    answer(&call, StatusCode::OK, move |engine, who| {
        engine.decide(who, &chosen, verdict, reason.as_deref())
    })
    .await
}

/// Another value for a property of an item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    property: String,
    value: String,
}

async fn edit(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::ClaimReview)?;
    let id = item(&call)?;
    let Edit { property, value } = sent(&call, body).await?;
    answer(&call, StatusCode::OK, move |engine, who| engine.edit_item(who, &id, &property, &value))
        .await
}

async fn jobs(call: Call) -> Result<Response, Problem> {
    #[derive(Serialize)]
    struct Jobs<T> {
        total: usize,
        items: Vec<T>,
    }
    answer(&call, StatusCode::OK, |engine, who| {
        let items = engine.jobs(who)?;
        Ok(Jobs { total: items.len(), items })
    })
    .await
}

/// The body is the file; what is known of it stands in the query.
async fn upload(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::Ingest)?;
    let parameters = call.parameters()?;
    let filter = Filter::new(&parameters);
    let name = filter.one("name")?.ok_or_else(|| {
        Problem::bad_request("missing-parameter", "say what the file is called: ?name=…".to_owned())
    })?;
    let options = ReportOptions {
        country: filter.one("country")?,
        publisher: filter.one("publisher")?,
        date: filter.one("date")?,
        kind: filter.one("kind")?,
        language: filter.one("language")?,
        title: filter.one("title")?,
        source: filter.one("source")?,
        visibility: filter.one("visibility")?,
        again: filter.flag("again")?.unwrap_or(false),
    };
    filter.finish()?;
    let Some(worker) = call.app.options().worker.clone() else {
        return Err(Problem::not_found("this server reads no documents"));
    };
    let bytes = read(&call.parts.headers, body, call.app.options().body_bytes).await?;
    answer(&call, StatusCode::CREATED, move |engine, who| {
        engine.ingest_upload(who, &name, &bytes, &options, &worker)
    })
    .await
}

/// The item that the last two segments of the path name.
fn item(call: &Call) -> Result<String, Problem> {
    let mut segments = call.parts.uri.path().rsplit('/').map(percent_decode);
    match (segments.next().flatten(), segments.next().flatten()) {
        (Some(id), Some(kind)) if kind == "claim" => Ok(id),
        (Some(id), Some(kind)) => Ok(format!("{kind}/{id}")),
        _ => Err(Problem::not_found("there is no such item")),
    }
}

async fn answer<T: Serialize + Send + 'static>(
    call: &Call,
    status: StatusCode,
    work: impl FnOnce(&Engine, &Identity) -> Result<T, EngineError> + Send + 'static,
) -> Result<Response, Problem> {
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let done =
        call.app.writes().run(move || work(&engine, &identity).map_err(Problem::from)).await?;
    let body = serde_json::to_vec(&done).map_err(|error| Problem::internal(error.to_string()))?;
    let mut response = whole(JSON, body);
    *response.status_mut() = status;
    Ok(response)
}
