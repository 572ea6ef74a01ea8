//! `/sparql`: the SPARQL 1.1 protocol, queries and updates.
//!
//! It reads a request, lets the engine answer and writes; it must not look into
//! a query beyond its form.
//!
//! Source: W3C, SPARQL 1.1 Protocol, sections 2.1 and 2.2.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use axum::response::Response;
use serde_json::json;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{Action, Engine, ParsedQuery, QueryRun, UpdateRequest};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::call::{AS_OF, Call, response, whole};
use crate::format::Format;
use crate::negotiation::Wish;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::request_body::{ContentType, read_text, unsupported};
use crate::route::Endpoint;
use crate::stream::{CHUNK, stream};
use crate::{index, service_description};

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { method: &Method::GET, path: "/sparql", answer: |call, _| Box::pin(get(call)) },
    Endpoint {
        method: &Method::POST,
        path: "/sparql",
        answer: |call, body| Box::pin(post(call, body)),
    },
];

/// Bytes of a form or a query whose sender may not update.
const QUERY_BYTES: usize = 4 << 20;
const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

async fn get(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    if parameters.has("update") {
        let detail = "an update is not taken by GET";
        return Err(
            Problem::bad_request("update-by-get", detail).with_hint("send it by POST with a token")
        );
    }
    let wish = call.wish(&parameters);
    match parameters.one("query")? {
        Some(text) => query(&call, text.to_owned(), &parameters, wish).await,
        None if call.suffix().is_some() => Err(no_query()),
        None => description(&call, &wish).await,
    }
}

async fn post(call: Call, body: Body) -> Result<Response, Problem> {
    let content_type = ContentType::of(&call.parts.headers);
    let parameters = call.parameters()?;
    match content_type.media_type.as_str() {
        FORM => {
            content_type.require_utf8()?;
            let form = Parameters::parse(&text(&call, body, Action::Query).await?)?;
            answer_form(&call, &parameters.and(form)).await
        }
        QUERY => {
            content_type.require_utf8()?;
            if parameters.has("query") {
                return Err(Problem::bad_request(
                    "repeated-parameter",
                    "a query stands both in the body and in the address",
                ));
            }
            let text = text(&call, body, Action::Query).await?;
            let wish = call.wish(&parameters);
            query(&call, text, &parameters, wish).await
        }
        UPDATE => {
            content_type.require_utf8()?;
            call.authorize_write(Action::Update)?;
            let text = text(&call, body, Action::Update).await?;
            update(&call, text, &parameters).await
        }
        "" => Err(unsupported("the request has no `Content-Type`").with_hint(what_is_read())),
        other => Err(unsupported(format!("{other:?} is not read here")).with_hint(what_is_read())),
    }
}

fn what_is_read() -> String {
    format!("send {FORM}, {QUERY} or {UPDATE}")
}

/// The body as text; who may not update may send a query's worth only.
async fn text(call: &Call, body: Body, wanted: Action) -> Result<String, Problem> {
    let may_update = call.app.engine().authorize(&call.identity, Action::Update).is_ok();
    let large = wanted == Action::Update || may_update;
    let limit = call.app.options().body_bytes;
    let limit = if large { limit } else { limit.min(QUERY_BYTES) };
    read_text(&call.parts.headers, body, limit).await
}

async fn answer_form(call: &Call, parameters: &Parameters) -> Result<Response, Problem> {
    match (parameters.one("query")?, parameters.one("update")?) {
        (Some(text), None) => query(call, text.to_owned(), parameters, call.wish(parameters)).await,
        (None, Some(text)) => {
            call.authorize_write(Action::Update)?;
            update(call, text.to_owned(), parameters).await
        }
        (None, None) => Err(no_query()),
        (Some(_), Some(_)) => {
            Err(Problem::bad_request("query-and-update", "the form has both a query and an update"))
        }
    }
}

fn no_query() -> Problem {
    Problem::bad_request("no-query", "there is no `query` in the request")
}

/// Bytes of a query that is parsed where it arrives: quicker than to hand it over.
const SHORT_TEXT: usize = 2048;
/// Quads that a query may read on the thread that read the request.
const SMALL_QUADS: u64 = 1000;
/// How long it may take there; more is done again where it disturbs nobody.
const SMALL_TIME: Duration = Duration::from_millis(5);

/// Runs a query and streams its answer.
async fn query(
    call: &Call,
    text: String,
    parameters: &Parameters,
    wish: Wish,
) -> Result<Response, Problem> {
    call.await_revision(parameters).await?;
    let default = graphs(parameters, "default-graph-uri")?;
    let named = graphs(parameters, "named-graph-uri")?;
    let engine = call.app.engine().clone();
    let run = run(call, parameters)?;
    let is_short = text.len() <= SHORT_TEXT;
    let parse = move || {
        let base = engine.base().as_str().to_owned();
        let mut parsed = engine.parse_query(&text, Some(&base)).map_err(Problem::from)?;
        parsed.set_dataset(default, named);
        Ok(parsed)
    };
    let parsed = if is_short { parse()? } else { call.app.queries().run(parse).await? };
    let offers = if parsed.form().is_graph() { Format::GRAPHS } else { Format::RESULTS };
    let (format, engine) = (wish.choose(offers)?, call.engine(parameters).await?);
    if is_short && let Some(answer) = at_once(call, &engine, &parsed, &run, format, offers)? {
        return Ok(answer);
    }
    write_answer(call, engine, parsed, run, format, offers).await
}

/// The answer of a query that is as small as its text, found on the thread that read the
/// request; `None` when it turns out to be more work, or when there is no place or no such thread.
fn at_once(
    call: &Call,
    engine: &Engine,
    parsed: &ParsedQuery,
    run: &QueryRun,
    format: Format,
    offers: &[Format],
) -> Result<Option<Response>, Problem> {
    let many_threads = Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread;
    let (true, Some(output), Some(_place)) =
        (many_threads, format.output(), call.app.queries().try_enter())
    else {
        return Ok(None);
    };
    let mut run = run.clone();
    run.limits.quads = SMALL_QUADS;
    run.limits.timeout = run.limits.timeout.min(SMALL_TIME);
    let mut body = Vec::new();
    let mut answer =
        || engine.query(&call.identity, parsed, &engine.snapshot(), &run, output, &mut body);
    // A few patterns under these limits take less time than to let another thread take over;
    // an expression may be slow without reading anything.
    let done = if parsed.is_plain() { answer() } else { tokio::task::block_in_place(answer) };
    match done {
        // A long answer is streamed, however little it took to find: nothing in the head of a
        // response may depend on how much was read.
        Ok(_) if body.len() >= CHUNK => Ok(None),
        Ok(_) => {
            let length = body.len();
            Ok(Some(response(format.content_type(offers), Body::from(body), Some(length))))
        }
        Err(error) if matches!(error.code(), "work-limit" | "timeout") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Streams the answer of a query in a format of the offers.
pub(crate) async fn write_answer(
    call: &Call,
    engine: Engine,
    parsed: ParsedQuery,
    run: QueryRun,
    format: Format,
    offers: &[Format],
) -> Result<Response, Problem> {
    let output =
        format.output().ok_or_else(|| Problem::internal("a format that no query is written in"))?;
    let identity = call.identity.clone();
    let cancel = run.cancel.clone();
    let (body, length) = stream(call.app.queries(), cancel, move |out| {
        engine
            .query(&identity, &parsed, &engine.snapshot(), &run, output, out)
            .map(drop)
            .map_err(Problem::from)
    })
    .await?;
    Ok(response(format.content_type(offers), body, length))
}

/// The engine's limits; `timeout=` in seconds may shorten the time.
fn run(call: &Call, parameters: &Parameters) -> Result<QueryRun, Problem> {
    let mut run = call.app.engine().query_run();
    if let Some(text) = parameters.one("timeout")? {
        let seconds =
            text.parse::<f64>().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let seconds = seconds.ok_or_else(|| {
            Problem::bad_request(
                "invalid-value",
                format!("timeout {text:?} is not a number of seconds"),
            )
        })?;
        run.limits.timeout = run.limits.timeout.min(seconds);
    }
    Ok(run)
}

/// The graphs that the protocol names.
fn graphs(parameters: &Parameters, name: &'static str) -> Result<Vec<NamedNode>, Problem> {
    let graphs = parameters.all(name).map(|iri| {
        NamedNode::new(iri).map_err(|error| {
            Problem::bad_request("bad-iri", format!("{name} {iri:?} is not an IRI: {error}"))
        })
    });
    graphs.collect()
}

async fn update(call: &Call, text: String, parameters: &Parameters) -> Result<Response, Problem> {
    if parameters.has(AS_OF) {
        return Err(Problem::bad_request("past-is-read-only", "the past cannot be written"));
    }
    let using = graphs(parameters, "using-graph-uri")?;
    let named = graphs(parameters, "using-named-graph-uri")?;
    let message = parameters.one("message")?.unwrap_or_default().to_owned();
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    let committed = call
        .app
        .writes()
        .run(move || {
            let base = engine.base().as_str().to_owned();
            let request = UpdateRequest {
                text,
                base: Some(base),
                using,
                named,
                message,
                ..UpdateRequest::default()
            };
            engine.update(&identity, request).map_err(Problem::from)
        })
        .await?;
    let body = json!({
        "revision": committed.revision,
        "added": committed.added,
        "removed": committed.removed,
    });
    Ok(whole("application/json", body.to_string()))
}

/// The answer to a bare GET: a page for browsers, a service description for programs.
async fn description(call: &Call, wish: &Wish) -> Result<Response, Problem> {
    if wish.prefers_html() {
        return Ok(index::page(&call.own_address()));
    }
    let format = wish.choose(Format::GRAPHS)?;
    let engine = call.app.engine().clone();
    let endpoint = format!("{}{}", call.own_address(), call.parts.uri.path());
    let run = run(call, &Parameters::default())?;
    let parsed = call
        .app
        .queries()
        .run(move || {
            let text = service_description::query(&endpoint, engine.mode());
            engine.parse_query(&text, None).map_err(Problem::from)
        })
        .await?;
    write_answer(call, call.app.engine().clone(), parsed, run, format, Format::GRAPHS).await
}
