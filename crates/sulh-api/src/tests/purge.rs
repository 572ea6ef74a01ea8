//! Erasure over HTTP: what is gone answers 410 with the reason, and only to who may know.

use super::{Role, Server, ask};
use axum::body::Body;

#[tokio::test]
async fn what_is_erased_is_gone_and_says_why() {
    let server = Server::open(|options| options.reference = false);
    let insert = "INSERT DATA { GRAPH <https://w3id.org/sulh/graph/source/x> { \
        <https://w3id.org/sulh/id/passage/x-1> <http://e/says> 'a secret of theirs' } }";
    server.edit("POST", "/sparql", "application/sparql-update", insert).await;
    assert_eq!(
        server.send(ask("GET", "/id/passage/x-1").body(Body::empty()).unwrap()).await.status,
        200
    );
    let purge = |value: &str, reason: &str| {
        let body = format!("{{\"kind\":\"name\",\"value\":\"{value}\",\"reason\":\"{reason}\"}}");
        let request = ask("POST", "/api/v1/purge")
            .header("content-type", "application/json")
            .header("authorization", server.bearer(Role::Admin));
        server.send(request.body(Body::from(body)).unwrap())
    };
    let refused = purge("secret of theirs", "the secret of theirs").await;
    assert_eq!(refused.status, 400, "{}", refused.text());
    assert!(!refused.text().contains("theirs"), "{}", refused.text());
    let done = purge("secret of theirs", "asked for").await;
    assert_eq!(done.status, 200, "{}", done.text());
    let gone = server.send(ask("GET", "/id/passage/x-1").body(Body::empty()).unwrap()).await;
    assert_eq!(gone.status, 410, "{}", gone.text());
    assert!(gone.text().contains("asked for"), "{}", gone.text());
    assert_eq!(purge("secret of theirs", "asked for").await.status, 404);
}
