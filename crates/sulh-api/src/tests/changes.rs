//! `/api/v1/changes`: whoever plays the feed has what it may see, and events come as commits are made.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{Role, Server, ask};
use crate::serve;
use axum::body::Body;
use serde_json::Value;
use sulh_engine::{Engine, Identity, UpdateRequest};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const NS: &str = "https://w3id.org/sulh/ns#";
const GRAPH: &str = "https://w3id.org/sulh/graph/";

fn write(engine: &Engine, update: String) {
    let request = UpdateRequest { text: update, ..UpdateRequest::default() };
    engine.update(&Identity::command_line(), request).unwrap();
}

fn see(engine: &Engine, graph: &str, level: &str) {
    let graph = format!("{GRAPH}source/{graph}");
    write(
        engine,
        format!(
            "DELETE WHERE {{ GRAPH <{GRAPH}access> {{ <{graph}> <{NS}visibility> ?old }} }} ;
             INSERT DATA {{ GRAPH <{GRAPH}access> {{ <{graph}> <{NS}visibility> '{level}' }} }}"
        ),
    );
}

/// One change of a kind that goes round: data, graphs that open and close, graphs that go.
fn change(engine: &Engine, n: u64) {
    let graph =
        format!("{GRAPH}source/{}{}", n % 5, if n.is_multiple_of(7) { "/restricted" } else { "" });
    match n % 11 {
        3 => see(engine, &(n % 5).to_string(), "restricted"),
        6 => see(engine, &(n % 5).to_string(), "public"),
        8 => see(engine, &(n % 5).to_string(), "members"),
        9 => write(engine, format!("DROP SILENT GRAPH <{graph}>")),
        10 => {
            write(engine, format!("DELETE WHERE {{ GRAPH <{graph}> {{ ?s <urn:p> {} }} }}", n % 3));
        }
        _ => {
            let quads: Vec<_> =
                (0..n % 40).map(|i| format!("<urn:{n}-{i}> <urn:p> {} . ", i % 3)).collect();
            let quads = quads.concat();
            write(
                engine,
                format!("INSERT DATA {{ GRAPH <{graph}> {{ {quads} <urn:x> <urn:y> 'ж' }} }}"),
            );
        }
    }
}

/// A copy that is kept by playing the feed.
#[derive(Default)]
struct Replica {
    quads: BTreeSet<String>,
    since: u64,
}

impl Replica {
    fn play(&mut self, line: &Value) {
        let texts = |field: &str| -> Vec<String> {
            let list = line[field].as_array().cloned().unwrap_or_default();
            list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        for graph in texts("withdrawn") {
            self.quads.retain(|quad| !quad.ends_with(&format!(" <{graph}> .")));
        }
        for quad in texts("removed") {
            self.quads.remove(&quad);
        }
        self.quads.extend(texts("added"));
        let revision = line["revision"].as_u64().unwrap();
        if line["more"] == false {
            assert!(revision > self.since, "{revision} after {}", self.since);
            self.since = revision;
        }
    }

    async fn follow(&mut self, server: &Server, role: Option<Role>, limit: &str) -> String {
        let mut request = ask("GET", &format!("/api/v1/changes?since={}{limit}", self.since));
        if let Some(role) = role {
            request = request.header("authorization", server.bearer(role));
        }
        let reply = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        for line in reply.text().lines() {
            self.play(&serde_json::from_str(line).unwrap());
        }
        reply.text().to_owned()
    }
}

/// What somebody sees now, by graph.
fn visible(server: &Server, role: Option<Role>) -> BTreeSet<String> {
    let who = match role {
        None => Identity::anonymous(),
        Some(role) => server.engine().authenticate(server.token(role)).unwrap(),
    };
    let mut out = Vec::new();
    let request =
        sulh_engine::ExportRequest { graph: None, format: sulh_engine::RdfFormat::NQuads };
    server.engine().export(&who, &request, &mut out, &mut |_| {}).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

const READERS: [Option<Role>; 3] = [None, Some(Role::Reader), Some(Role::Admin)];

#[tokio::test]
async fn a_replica_of_the_feed_is_what_its_reader_sees() {
    let server = Server::open(|_| {});
    let mut followed = READERS.map(|role| (role, Replica::default()));
    for n in 0..150 {
        change(server.engine(), n);
        for (role, replica) in &mut followed {
            // Some keep up, some come rarely and read in pages.
            if n % 4 == 0 || role.is_none() {
                replica.follow(&server, *role, if n % 8 == 0 { "&limit=3" } else { "" }).await;
            }
        }
        if n % 30 == 29 {
            for role in READERS {
                let mut fresh = Replica::default();
                fresh.follow(&server, role, "").await;
                assert_eq!(fresh.quads, visible(&server, role), "after {n}, {role:?}");
            }
        }
    }
    for (role, mut replica) in followed {
        replica.follow(&server, role, "").await;
        assert_eq!(replica.quads, visible(&server, role), "{role:?}");
    }
}

#[tokio::test]
async fn a_replica_made_under_load_is_whole() {
    let server = Server::open(|_| {});
    let stop = Arc::new(AtomicBool::new(false));
    let (engine, until) = (server.engine().clone(), Arc::clone(&stop));
    let writer = std::thread::spawn(move || {
        let mut n = 0;
        while !until.load(Ordering::Relaxed) {
            change(&engine, n);
            n += 1;
        }
    });
    let mut replicas = READERS.map(|role| (role, Replica::default()));
    while replicas.iter().any(|(_, replica)| replica.since < 60) {
        for (role, replica) in &mut replicas {
            replica.follow(&server, *role, "&limit=20").await;
        }
    }
    stop.store(true, Ordering::Relaxed);
    writer.join().unwrap();
    for (role, mut replica) in replicas {
        replica.follow(&server, role, "").await;
        assert_eq!(replica.quads, visible(&server, role), "{role:?}");
    }
}

#[tokio::test]
async fn outsiders_hear_neither_who_nor_why_nor_of_what_was_never_open() {
    let server = Server::open(|_| {});
    server.write(&format!(
        "INSERT DATA {{ GRAPH <{GRAPH}source/a/restricted> {{ <urn:secret> <urn:p> 1 }} }}"
    ));
    server.write(&format!("INSERT DATA {{ GRAPH <{GRAPH}source/a> {{ <urn:open> <urn:p> 1 }} }}"));
    let outside = Replica::default().follow(&server, None, "").await;
    assert!(outside.contains("\"revision\":1,") && outside.contains("urn:open"), "{outside}");
    for word in ["secret", "restricted", "author", "message", "activity"] {
        assert!(!outside.contains(word), "{word}: {outside}");
    }
    let inside = Replica::default().follow(&server, Some(Role::Admin), "").await;
    assert!(inside.contains("secret") && inside.contains("\"author\""), "{inside}");
}

#[tokio::test]
async fn a_large_commit_comes_in_bounded_lines() {
    let server = Server::open(|_| {});
    server.write(&super::numbers(2500));
    let mut replica = Replica::default();
    let lines = replica.follow(&server, None, "").await;
    assert_eq!(lines.lines().count(), 3);
    assert_eq!((replica.quads.len(), replica.since), (2500, 1));
    assert_eq!(server.get("/api/v1/changes?since=2").await.status, 404);
    assert_eq!(server.get("/api/v1/changes?since=x").await.status, 400);
}

struct Events(Lines<BufReader<TcpStream>>);

impl Events {
    async fn open(address: std::net::SocketAddr, head: &str) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let text = format!(
            "GET /api/v1/changes HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n{head}\r\n"
        );
        stream.write_all(text.as_bytes()).await.unwrap();
        Self(BufReader::new(stream).lines())
    }

    /// The next line that begins so, or `None` at the end of the connection.
    async fn next(&mut self, start: &str) -> Option<String> {
        while let Ok(Some(line)) = self.0.next_line().await {
            if let Some(rest) = line.strip_prefix(start) {
                return Some(rest.to_owned());
            }
        }
        None
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_come_over_a_socket_as_commits_are_made_and_end_with_the_server() {
    let server = Server::open(|_| {});
    server.write("INSERT DATA { <urn:one> <urn:p> 1 }");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async { drop(stopped.await) };
    let ended = tokio::spawn(serve(listener, server.router.clone(), shutdown));
    let mut events = Events::open(address, "").await;
    assert_eq!(events.next("HTTP/1.1 ").await.as_deref(), Some("200 OK"));
    assert_eq!(events.next("id: ").await.as_deref(), Some("1"));
    assert!(events.next("data: ").await.unwrap().contains("urn:one"));
    server.write("INSERT DATA { <urn:two> <urn:p> 1 }");
    assert_eq!(events.next("id: ").await.as_deref(), Some("2"));
    assert!(events.next("data: ").await.unwrap().contains("urn:two"));
    // Who comes again goes on where it was.
    let mut again = Events::open(address, "Last-Event-ID: 1\r\n").await;
    assert_eq!(again.next("id: ").await.as_deref(), Some("2"));
    // Who was let in by a token is let out when it is revoked.
    let bearer = format!("Authorization: {}\r\n", server.bearer(Role::Reader));
    let mut revoked = Events::open(address, &bearer).await;
    assert_eq!(revoked.next("id: ").await.as_deref(), Some("1"));
    server.engine().revoke_token(&Identity::command_line(), "the-reader").unwrap();
    server.write("INSERT DATA { <urn:three> <urn:p> 1 }");
    while let Some(line) = revoked.next("data: ").await {
        assert!(!line.contains("urn:three"), "{line}");
    }
    stop.send(()).unwrap();
    while events.next("data: ").await.is_some() {}
    tokio::time::timeout(Duration::from_secs(5), ended).await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn only_so_many_feeds_are_open_at_once() {
    let options = crate::ApiOptions { open_feeds: 1, ..crate::ApiOptions::default() };
    let server = Server::with(|_| {}, options);
    let _place = server.app.feeds().try_enter().unwrap();
    let reply = server.get_as("/api/v1/changes", "text/event-stream").await;
    assert_eq!((reply.status, reply.json()["code"].as_str()), (503, Some("busy")));
}
