//! `/api/v1/claims`: claims as a list, and what is done to them, in JSON.
//!
//! It reads requests and writes answers; what a claim is and leads to is the engine's.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sulh_engine::{
    Action, ClaimDraft, ClaimEvidence, ClaimFilter, ClaimWritten, Engine, EngineError, Identity,
    Verdict,
};

use crate::call::{Call, whole};
use crate::columns;
use crate::filter::Filter;
use crate::lists;
use crate::parameters::percent_decode;
use crate::problem::Problem;
use crate::request_body::{ContentType, read, unsupported};
use crate::route::Endpoint;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        method: &Method::GET,
        path: "/api/v1/claims",
        answer: |call, _| Box::pin(list(call)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/claims",
        answer: |call, body| Box::pin(add(call, body)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/claims/{id}/contest",
        answer: |call, body| Box::pin(contest(call, body)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/claims/{id}/corroborate",
        answer: |call, body| Box::pin(corroborate(call, body)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/claims/{id}/review",
        answer: |call, body| Box::pin(review(call, body)),
    },
    Endpoint {
        method: &Method::POST,
        path: "/api/v1/claims/{id}/withdraw",
        answer: |call, body| Box::pin(withdraw(call, body)),
    },
];

const JSON: &str = "application/json";

async fn list(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let filter = Filter::new(&parameters);
    let wanted = ClaimFilter {
        subject: filter.one("subject")?,
        predicate: filter.one("predicate")?,
        object: filter.one("object")?,
        source: filter.one("source")?,
        status: filter.one("status")?,
        valid_at: filter.one("valid-at")?,
        disputed: filter.flag("disputed")?,
    };
    let page = filter.page()?;
    filter.finish()?;
    let look_up = move |engine: &Engine, who: &Identity| engine.claims(who, &wanted, &page);
    lists::answer(&call, &parameters, columns::CLAIMS, look_up).await
}

async fn add(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::ClaimAdd)?;
    let draft: ClaimDraft = sent(&call, body).await?;
    write(&call, StatusCode::CREATED, move |engine, who| engine.add_claim(who, &draft)).await
}

/// What stands against a claim.
#[derive(Deserialize)]
struct Contest {
    /// What is so instead.
    #[serde(default)]
    object: Option<String>,
    #[serde(flatten)]
    evidence: ClaimEvidence,
}

async fn contest(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::ClaimAdd)?;
    let claim = id(&call)?;
    let Contest { object, evidence } = sent(&call, body).await?;
    write(&call, StatusCode::CREATED, move |engine, who| {
        engine.contest_claim(who, &claim, object.as_deref(), &evidence)
    })
    .await
}

async fn corroborate(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::ClaimAdd)?;
    let claim = id(&call)?;
    let evidence: ClaimEvidence = sent(&call, body).await?;
    write(&call, StatusCode::CREATED, move |engine, who| {
        engine.corroborate_claim(who, &claim, &evidence)
    })
    .await
}

/// A decision.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    verdict: Word,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Accept,
    Reject,
}

async fn review(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::ClaimReview)?;
    let claim = id(&call)?;
    let Review { verdict, reason } = sent(&call, body).await?;
    let verdict = match verdict {
        Word::Accept => Verdict::Accept,
        Word::Reject => Verdict::Reject,
    };
    write(&call, StatusCode::OK, move |engine, who| {
        engine.review_claim(who, &claim, verdict, reason.as_deref())
    })
    .await
}

/// Why a claim is taken back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Withdrawal {
    reason: String,
}

async fn withdraw(call: Call, body: Body) -> Result<Response, Problem> {
    call.authorize_write(Action::ClaimReview)?;
    let claim = id(&call)?;
    let Withdrawal { reason } = sent(&call, body).await?;
    write(&call, StatusCode::OK, move |engine, who| {
        engine.review_claim(who, &claim, Verdict::Withdraw, Some(&reason))
    })
    .await
}

/// The claim that the path names, in its last segment but one.
fn id(call: &Call) -> Result<String, Problem> {
    let segment = call.parts.uri.path().rsplit('/').nth(1).and_then(percent_decode);
    segment.ok_or_else(|| Problem::not_found("there is no such claim"))
}

pub(crate) async fn sent<T: DeserializeOwned>(call: &Call, body: Body) -> Result<T, Problem> {
    let content_type = ContentType::of(&call.parts.headers);
    content_type.require_utf8()?;
    if content_type.media_type != JSON {
        return Err(unsupported(format!("send {JSON}")));
    }
    let bytes = read(&call.parts.headers, body, call.app.options().body_bytes).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Problem::bad_request("invalid-body", format!("the body is no such request: {error}"))
    })
}

async fn write(
    call: &Call,
    status: StatusCode,
    work: impl FnOnce(&Engine, &Identity) -> Result<ClaimWritten, EngineError> + Send + 'static,
) -> Result<Response, Problem> {
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let written =
        call.app.writes().run(move || work(&engine, &identity).map_err(Problem::from)).await?;
    let body =
        serde_json::to_vec(&written).map_err(|error| Problem::internal(error.to_string()))?;
    let mut response = whole(JSON, body);
    *response.status_mut() = status;
    Ok(response)
}
