//! The server on a real socket: long addresses, slow clients, broken answers, an orderly end.

use super::{Server, query_path};
use crate::serve;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const SILENT: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
const ENDLESS: &str = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
}

fn data(timeout: Duration) -> Server {
    let server = Server::open(|options| options.limits.run.timeout = timeout);
    server.write(&super::numbers(500));
    server
}

async fn run(server: &Server) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let shutdown = async { drop(stopped.await) };
    let ended = tokio::spawn(serve(listener, server.router.clone(), shutdown));
    Running { address, stop, ended }
}

async fn connect(address: SocketAddr, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

async fn fetch(address: SocketAddr, path: &str) -> String {
    let mut bytes = Vec::new();
    let mut stream = connect(address, path).await;
    // A connection that is broken off may end in a reset.
    drop(stream.read_to_end(&mut bytes).await);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn addresses_of_64_kib_work_and_longer_ones_are_refused() {
    let server = Server::strict();
    let running = run(&server).await;
    let path = |length: usize| {
        let start = "/sparql?query=ASK+%7B%7D&x=";
        format!("{start}{}", "a".repeat(length - start.len()))
    };
    for (length, expected) in
        [(8_000, "200"), (16_000, "200"), (65_500, "200"), (70_000, "414"), (400_000, "4")]
    {
        let answer = fetch(running.address, &path(length)).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {expected}")), "{length}: {answer:.80}");
    }
}

#[tokio::test]
async fn an_answer_that_is_cut_is_seen_to_be_cut() {
    let server = data(Duration::from_millis(500));
    let running = run(&server).await;
    let answer = fetch(running.address, &query_path(ENDLESS)).await;
    assert!(answer.starts_with("HTTP/1.1 200"));
    assert!(answer.contains("transfer-encoding: chunked"));
    assert!(!answer.ends_with("0\r\n\r\n"), "the last chunk must not be sent");
}

#[tokio::test]
async fn a_client_that_hangs_up_stops_its_query() {
    let server = data(Duration::from_hours(1));
    let running = run(&server).await;
    let stream = connect(running.address, &query_path(SILENT)).await;
    server.app.queries().busy(1).await;
    drop(stream);
    tokio::time::timeout(Duration::from_secs(20), server.app.queries().idle(2)).await.unwrap();
}

#[tokio::test]
async fn answers_under_way_are_finished_at_the_end() {
    let server = data(Duration::from_secs(1));
    let running = run(&server).await;
    let mut stream = connect(running.address, &query_path(SILENT)).await;
    server.app.queries().busy(1).await;
    running.stop.send(()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 503") && answer.contains("\"code\":\"timeout\""),
        "{answer}"
    );
    running.ended.await.unwrap().unwrap();
    assert!(TcpStream::connect(running.address).await.is_err());
}

/// The clock is paused, so it leaps to the next deadline whenever nothing else is to be done.
#[tokio::test(start_paused = true)]
async fn half_a_head_is_not_waited_for() {
    let server = Server::strict();
    let running = run(&server).await;
    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
        slow.push(stream);
    }
    assert!(fetch(running.address, "/healthz").await.starts_with("HTTP/1.1 200"));
    for mut stream in slow {
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer).await);
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
}
