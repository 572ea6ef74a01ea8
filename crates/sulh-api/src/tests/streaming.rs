//! Long answers: limits that trip early and late, clients that go away, queues that are full.

use super::{Server, ask, query_path};
use crate::options::ApiOptions;
use axum::body::Body;
use http_body_util::BodyExt;
use std::time::Duration;
use tower::ServiceExt;

/// Rows without end, as far as any test waits.
const ENDLESS: &str = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
/// The same without a row before the end.
const SILENT: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

fn server(timeout: Duration, waiting: usize) -> Server {
    let options =
        ApiOptions { running_queries: 2, waiting_queries: waiting, ..ApiOptions::default() };
    let server = Server::with(|engine| engine.limits.run.timeout = timeout, options);
    server.write(&super::numbers(1000));
    server
}

/// Time in which something that was told to stop must have stopped.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what).await.expect("it stops soon")
}

#[tokio::test]
async fn a_limit_before_the_first_bytes_is_a_problem() {
    let server = server(Duration::from_millis(100), 64);
    let reply = server.get(&query_path(SILENT)).await;
    assert_eq!((reply.status, reply.json()["code"].as_str()), (503, Some("timeout")));
    assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
    let update = "INSERT { <http://ex/out> <http://ex/n> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }";
    let reply = server.edit("POST", "/sparql", "application/sparql-update", update).await;
    assert_eq!(
        (reply.status, reply.json()["code"].as_str()),
        (503, Some("timeout")),
        "{}",
        reply.text()
    );
    assert_eq!(server.engine().revision(), 1);
    soon(server.app.queries().idle(2)).await;
}

#[tokio::test]
async fn the_client_may_shorten_the_time_and_not_lengthen_it() {
    let long = server(Duration::from_hours(1), 64);
    assert_eq!(soon(long.get(&format!("{}&timeout=0.1", query_path(SILENT)))).await.status, 503);
    let short = server(Duration::from_millis(100), 64);
    assert_eq!(soon(short.get(&format!("{}&timeout=3600", query_path(SILENT)))).await.status, 503);
}

#[tokio::test]
async fn a_limit_in_the_midst_breaks_the_answer_off() {
    let server = server(Duration::from_millis(500), 64);
    for accept in ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]
    {
        let request =
            ask("GET", &query_path(ENDLESS)).header("accept", accept).body(Body::empty()).unwrap();
        let response = server.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        assert!(response.headers().get("content-length").is_none());
        let mut body = response.into_body();
        let mut bytes = 0;
        let broken = loop {
            match soon(body.frame()).await {
                Some(Ok(frame)) => bytes += frame.into_data().unwrap().len(),
                Some(Err(_)) => break true,
                None => break false,
            }
        };
        assert!(broken && bytes > 0, "{accept}: {bytes} bytes, then an end as if it were whole");
    }
    soon(server.app.queries().idle(2)).await;
}

#[tokio::test]
async fn who_stops_reading_stops_the_query() {
    let server = server(Duration::from_hours(1), 64);
    let request = ask("GET", &query_path(ENDLESS)).body(Body::empty()).unwrap();
    let mut body = server.router.clone().oneshot(request).await.unwrap().into_body();
    assert!(soon(body.frame()).await.unwrap().is_ok());
    drop(body);
    soon(server.app.queries().idle(2)).await;
}

#[tokio::test]
async fn who_goes_away_while_waiting_stops_the_query() {
    let server = server(Duration::from_hours(1), 64);
    let request = ask("GET", &query_path(SILENT)).body(Body::empty()).unwrap();
    let asking = tokio::spawn(server.router.clone().oneshot(request));
    soon(server.app.queries().busy(1)).await;
    asking.abort();
    assert!(asking.await.unwrap_err().is_cancelled());
    soon(server.app.queries().idle(2)).await;
}

#[tokio::test]
async fn a_full_server_says_so_and_still_looks_things_up() {
    let server = server(Duration::from_hours(1), 0);
    let running: Vec<_> = (0..2)
        .map(|_| {
            let request = ask("GET", &query_path(SILENT)).body(Body::empty()).unwrap();
            tokio::spawn(server.router.clone().oneshot(request))
        })
        .collect();
    soon(server.app.queries().busy(0)).await;
    let mut reply = server.get("/sparql?query=ASK+%7B%7D").await;
    // A place is free for a moment between parsing and running.
    while reply.status == 200 {
        soon(server.app.queries().busy(0)).await;
        reply = server.get("/sparql?query=ASK+%7B%7D").await;
    }
    assert_eq!((reply.status, reply.json()["code"].as_str()), (503, Some("busy")));
    assert!(!reply.header("retry-after").is_empty());
    assert_eq!(server.get("/api/v1/threats").await.status, 200);
    assert_eq!(server.get("/healthz").await.status, 200);
    for task in running {
        task.abort();
    }
    soon(server.app.queries().idle(2)).await;
    assert!(server.get("/sparql?query=ASK+%7B%7D").await.boolean());
}

#[tokio::test]
async fn a_long_answer_comes_whole() {
    let server = server(Duration::from_hours(1), 64);
    let reply = server.get("/sparql.csv?query=SELECT+*+%7B+%3Fa+%3Fb+%3Fc+.+%3Fd+%3Fe+1+%7D").await;
    assert_eq!(reply.text().lines().count(), 1001);
    let rows = server.get("/sparql.csv?query=SELECT+*+%7B+%3Fa+%3Fb+%3Fc+.+%3Fd+%3Fe+%3Ff+FILTER(%3Ff+%3C+50)+%7D").await;
    assert_eq!(rows.text().lines().count(), 50_001);
}
