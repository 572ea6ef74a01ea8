//! The whole surface, asked without a socket (and in one file with one).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod browsers;
mod changes;
mod differences;
mod entities;
mod errors;
mod graph_store;
mod languages;
mod listing;
mod negotiation;
mod past;
mod permissions;
mod protocol;
mod purge;
mod sockets;
mod streaming;
mod visibility;

use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt;
use serde_json::Value;
use sulh_engine::{DatasetMode, Engine, EngineOptions, Identity, Role, UpdateRequest};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::app::App;
use crate::options::ApiOptions;
use crate::route::router;

/// A server on a directory of its own.
struct Server {
    app: App,
    router: Router,
    tokens: Vec<(Role, String)>,
    _dir: TempDir,
}

/// An answer that came whole.
#[derive(Debug)]
struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Server {
    /// Union mode without what is shipped, unless `configure` says otherwise; a token for each role.
    fn open(configure: impl FnOnce(&mut EngineOptions)) -> Self {
        Self::with(configure, ApiOptions { running_queries: 2, ..ApiOptions::default() })
    }

    fn with(configure: impl FnOnce(&mut EngineOptions), options: ApiOptions) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut engine_options = EngineOptions::new(dir.path());
        engine_options.reference = false;
        configure(&mut engine_options);
        let engine = Engine::open(engine_options).unwrap();
        let owner = Identity::command_line();
        let tokens = Role::ALL.map(|role| {
            (role, engine.create_token(&owner, &format!("the-{role}"), role).unwrap().token)
        });
        let app = App::new(engine, options);
        Self { router: router(app.clone()), app, tokens: tokens.to_vec(), _dir: dir }
    }

    /// Strict mode, as the outside suites expect it.
    fn strict() -> Self {
        Self::open(|options| options.mode = DatasetMode::Strict)
    }

    /// The demonstration, shared by tests that only read.
    fn demo() -> &'static Self {
        static DEMO: OnceLock<Server> = OnceLock::new();
        DEMO.get_or_init(|| {
            Self::open(|options| {
                options.reference = true;
                options.demo = true;
            })
        })
    }

    fn engine(&self) -> &Engine {
        self.app.engine()
    }

    fn token(&self, role: Role) -> &str {
        &self.tokens.iter().find(|(found, _)| *found == role).unwrap().1
    }

    /// Writes as the owner of the data directory, past HTTP.
    fn write(&self, update: &str) {
        let request = UpdateRequest { text: update.to_owned(), ..UpdateRequest::default() };
        self.engine().update(&Identity::command_line(), request).unwrap();
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    async fn get(&self, path: &str) -> Reply {
        self.send(ask("GET", path).body(Body::empty()).unwrap()).await
    }

    async fn get_as(&self, path: &str, accept: &str) -> Reply {
        self.send(ask("GET", path).header("accept", accept).body(Body::empty()).unwrap()).await
    }

    /// A write by the editor.
    async fn edit(&self, method: &str, path: &str, content_type: &str, body: &str) -> Reply {
        let mut request = ask(method, path).header("authorization", self.bearer(Role::Editor));
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    fn bearer(&self, role: Role) -> String {
        format!("Bearer {}", self.token(role))
    }

    async fn post(&self, path: &str, content_type: &str, body: &str) -> Reply {
        let mut request = ask("POST", path);
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }
}

impl Reply {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The answer of an ASK in JSON.
    fn boolean(&self) -> bool {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()["boolean"].as_bool().unwrap()
    }
}

fn ask(method: &str, path: &str) -> Builder {
    Request::builder().method(method).uri(path).header("host", "data.example")
}

/// `/sparql?query=…`.
fn query_path(query: &str) -> String {
    format!("/sparql?query={}", crate::parameters::encode(query))
}

/// An update that inserts `n` triples, each with a number.
fn numbers(n: usize) -> String {
    let triples: Vec<_> = (0..n).map(|n| format!("<http://ex/{n}> <http://ex/p> {n}")).collect();
    format!("INSERT DATA {{ {} }}", triples.join(" . "))
}
