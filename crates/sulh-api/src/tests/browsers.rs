//! What browsers need and what protects their users: CORS, headers, HEAD.

use super::{Role, Server, ask};
use axum::body::Body;

#[tokio::test]
async fn every_answer_is_protected() {
    let server = Server::strict();
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/healthz"),
        ("GET", "/nowhere"),
        ("GET", "/sparql?query=bad"),
        ("POST", "/sparql"),
        ("PUT", "/store"),
        ("OPTIONS", "/sparql"),
        ("HEAD", "/sparql"),
    ] {
        let reply = server.send(ask(method, path).body(Body::empty()).unwrap()).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{method} {path}");
        assert!(
            reply.header("content-security-policy").starts_with("default-src 'none'"),
            "{method} {path}"
        );
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{method} {path}");
        assert!(!reply.header("content-type").is_empty(), "{method} {path}");
    }
}

#[tokio::test]
async fn other_sites_may_read_what_is_public() {
    let server = Server::strict();
    let from =
        |method: &str, path: &str| ask(method, path).header("origin", "http://other.example");
    for (method, path) in [
        ("GET", "/sparql?query=ASK+%7B%7D"),
        ("HEAD", "/"),
        ("GET", "/api/v1/threats"),
        ("GET", "/nowhere"),
    ] {
        let reply = server.send(from(method, path).body(Body::empty()).unwrap()).await;
        assert_eq!(reply.header("access-control-allow-origin"), "*", "{method} {path}");
        assert!(reply.header("access-control-expose-headers").contains("X-Total-Count"));
        assert_eq!(reply.header("access-control-allow-credentials"), "");
    }
    let posted =
        from("POST", "/sparql").header("content-type", "application/x-www-form-urlencoded");
    let posted = server.send(posted.body(Body::from("query=ASK+%7B%7D")).unwrap()).await;
    assert_eq!((posted.status, posted.header("access-control-allow-origin")), (200, "*"));
    let named = from("GET", "/").header("authorization", server.bearer(Role::Reader));
    let named = server.send(named.body(Body::empty()).unwrap()).await;
    assert_eq!((named.status, named.header("access-control-allow-origin")), (200, ""));
}

#[tokio::test]
async fn a_preflight_allows_reading_and_no_token() {
    let server = Server::strict();
    let request = ask("OPTIONS", "/sparql")
        .header("origin", "http://other.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization, x-evil");
    let reply = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (204, "*"));
    assert_eq!(reply.header("access-control-allow-methods"), "GET, HEAD, POST, OPTIONS");
    assert_eq!(reply.header("access-control-allow-headers"), "Accept, Content-Type, If-None-Match");
    assert_eq!(reply.header("access-control-max-age"), "86400");
}

#[tokio::test]
async fn head_answers_like_get_without_a_body() {
    let server = Server::demo();
    for path in [
        "/",
        "/healthz",
        "/readyz",
        "/sparql?query=ASK+%7B%7D",
        "/sparql",
        "/store?default",
        "/api/v1/threats",
        "/id/country/BIH",
        "/nowhere",
    ] {
        let got = server.get(path).await;
        let head = server.send(ask("HEAD", path).body(Body::empty()).unwrap()).await;
        assert_eq!(
            (head.status, head.header("content-type")),
            (got.status, got.header("content-type")),
            "{path}"
        );
        assert_eq!(head.header("etag"), got.header("etag"), "{path}");
        assert!(head.body.is_empty(), "{path}");
    }
}
