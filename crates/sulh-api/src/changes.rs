//! `/api/v1/changes`: the feed of changes, as JSON lines or as server-sent events.
//!
//! JSON lines end at the newest commit. Events go on: each commit follows as it is made, until
//! the client goes, its token is revoked, or the server is to end.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use sulh_engine::{CancelFlag, ChangeLine, EngineError};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::App;
use crate::authentication;
use crate::call::{Call, response};
use crate::filter::Filter;
use crate::gate::Place;
use crate::history::number;
use crate::negotiation;
use crate::problem::Problem;
use crate::route::Endpoint;
use crate::server::Stopping;
use crate::stream::stream;

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint {
    method: &Method::GET,
    path: "/api/v1/changes",
    answer: |call, _| Box::pin(changes(call)),
}];

const LINES: &str = "application/x-ndjson";
const EVENTS: &str = "text/event-stream";
/// What a client that lost the connection sends: the id of the last event that it has.
const LAST_EVENT: &str = "last-event-id";
/// How often an open feed looks for new commits: a look is one load, a waiting thread for each
/// feed would be dear.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Silence after which a sign of life goes out.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Events that may lie between the feed and the client.
const EVENTS_AHEAD: usize = 4;
/// How long a client may take to read one event.
const READER_PATIENCE: Duration = Duration::from_secs(30);
/// Commits that are given before the token is looked at again.
const COMMITS_A_TURN: usize = 256;

async fn changes(call: Call) -> Result<Response, Problem> {
    let parameters = call.parameters()?;
    let filter = Filter::new(&parameters);
    let since = filter.one("since")?.map(|text| number("since", &text)).transpose()?.unwrap_or(0);
    let limit = filter.one("limit")?.map(|text| number("limit", &text)).transpose()?;
    filter.finish()?;
    let follows = negotiation::accept(&call.parts.headers).choose(&[&[LINES], &[EVENTS]])
        == Some(1)
        || parameters.one("format")? == Some("events");
    if follows {
        // What is to come has no past: a moment that does not exist is told all the same.
        call.engine(&parameters).await?;
        return events(&call, since).await;
    }
    let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    let (engine, identity) = (call.engine(&parameters).await?, call.identity.clone());
    let (body, length) = stream(call.app.queries(), CancelFlag::new(), move |out| {
        let each = &mut |line: &ChangeLine| {
            let mut text = serde_json::to_vec(line).map_err(io::Error::from)?;
            text.push(b'\n');
            Ok(out.write_all(&text)?)
        };
        engine.changes(&identity, since, limit.max(1), each).map(drop).map_err(Problem::from)
    })
    .await?;
    Ok(response(LINES, body, length))
}

async fn events(call: &Call, since: u64) -> Result<Response, Problem> {
    let last = call.parts.headers.get(LAST_EVENT).and_then(|value| value.to_str().ok());
    let since = last.map_or(Ok(since), |text| number(LAST_EVENT, text))?;
    let place = call
        .app
        .feeds()
        .try_enter()
        .ok_or_else(|| Problem::unavailable("busy", "too many feeds are open already", 30))?;
    let (engine, identity) = (call.app.engine().clone(), call.identity.clone());
    // A revision that does not exist is told before anything else.
    let exists = move || Ok(engine.as_of(&identity, &since.to_string()).map(drop)?);
    call.app.lookups().run(exists).await?;
    let (sender, receiver) = mpsc::channel(EVENTS_AHEAD);
    let stopping = call.parts.extensions.get::<Stopping>().map(|stopping| stopping.0.clone());
    let follower = Follower { app: call.app.clone(), headers: call.parts.headers.clone(), sender };
    tokio::spawn(follower.run(since, stopping, place));
    Ok(response(EVENTS, Body::from_stream(ReceiverStream::new(receiver)), None))
}

/// Sends events to one client.
#[derive(Clone)]
struct Follower {
    app: App,
    headers: HeaderMap,
    sender: mpsc::Sender<io::Result<Bytes>>,
}

impl Follower {
    async fn run(self, since: u64, stopping: Option<watch::Receiver<bool>>, place: Place) {
        let mut since = since;
        let end = async {
            match stopping {
                // An error means that the server is gone.
                Some(mut stopping) => drop(stopping.wait_for(|stops| *stops).await),
                None => std::future::pending().await,
            }
        };
        let mut end = std::pin::pin!(end);
        loop {
            let seen = self.app.engine().revision();
            let turn = self.clone();
            let turn = tokio::task::spawn_blocking(move || turn.turn(since));
            let reached = tokio::select! {
                reached = turn => reached,
                () = &mut end => break,
            };
            match reached {
                Ok(Ok(reached)) if reached > since => since = reached,
                Ok(Ok(_)) => {
                    let goes_on = tokio::select! {
                        goes_on = self.wait(seen) => goes_on,
                        () = &mut end => false,
                    };
                    if !goes_on {
                        break;
                    }
                }
                Ok(Err(error)) => {
                    tracing::debug!(code = error.code(), "a feed ended");
                    break;
                }
                Err(error) => {
                    tracing::error!(%error, "a feed ended badly");
                    break;
                }
            }
        }
        drop(place);
    }

    /// Gives what is there after a revision, as whoever the token is by now.
    fn turn(&self, since: u64) -> Result<u64, Problem> {
        let identity = authentication::identity(&self.app, &self.headers)?;
        let handle = Handle::current();
        let each = &mut |line: &ChangeLine| {
            let text = event(line).map_err(io::Error::from)?;
            let sent = self.sender.send_timeout(Ok(text.into()), READER_PATIENCE);
            let gone = || io::Error::new(io::ErrorKind::BrokenPipe, "the client stopped reading");
            handle.block_on(sent).map_err(|_| EngineError::from(gone()))
        };
        Ok(self.app.engine().changes(&identity, since, COMMITS_A_TURN, each)?)
    }

    /// Waits for a commit after `seen`; false when the client has gone.
    async fn wait(&self, seen: u64) -> bool {
        let mut silent_since = Instant::now();
        while self.app.engine().revision() <= seen {
            tokio::select! {
                () = self.sender.closed() => return false,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            if silent_since.elapsed() >= HEARTBEAT {
                // A client that is slow to read has something to read: that is a sign of life too.
                let _ = self.sender.try_send(Ok(Bytes::from_static(b":\n\n")));
                silent_since = Instant::now();
            }
        }
        true
    }
}

/// A line as an event; the id stands on the last line of a commit, so that a client that comes
/// again begins with a whole commit.
fn event(line: &ChangeLine) -> serde_json::Result<String> {
    let data = serde_json::to_string(line)?;
    let id = if line.more { String::new() } else { format!("id: {}\n", line.revision) };
    Ok(format!("{id}data: {data}\n\n"))
}
