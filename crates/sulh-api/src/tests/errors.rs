//! What a client is told when it gets no answer.

use super::{Server, ask, query_path};
use crate::options::ApiOptions;
use axum::body::Body;

#[tokio::test]
async fn a_syntax_error_names_line_and_column() {
    let server = Server::strict();
    let reply = server.get(&query_path("SELECT *\nWHERE { ?s ?p }")).await;
    assert_eq!((reply.status, reply.header("content-type")), (400, "application/problem+json"));
    let body = reply.json();
    assert_eq!(body["code"], "query-syntax");
    assert_eq!((body["status"].as_u64(), body["line"].as_u64()), (Some(400), Some(2)), "{body}");
    assert_eq!(body["type"], "about:blank");
    assert_eq!(body["title"], "Bad Request");
}

#[tokio::test]
async fn the_body_is_text_for_those_who_read_text() {
    let server = Server::strict();
    for (accept, expected) in [
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/csv", "text/plain; charset=utf-8"),
        ("text/html,*/*;q=0.8", "text/plain; charset=utf-8"),
        ("application/sparql-results+json,*/*;q=0.9", "application/problem+json"),
        ("application/sparql-results+xml", "application/problem+json"),
        ("", "application/problem+json"),
    ] {
        let reply = server.get_as(&query_path("SELECT <script>"), accept).await;
        assert_eq!((reply.status, reply.header("content-type")), (400, expected), "{accept}");
    }
}

#[tokio::test]
async fn hostile_queries_are_refused_before_they_are_parsed() {
    let server = Server::strict();
    let deep = "SELECT * { ".to_owned() + &"FILTER EXISTS { ".repeat(10_000) + &"} ".repeat(10_001);
    let long = format!("SELECT (1{} AS ?x) {{}}", "+1".repeat(10_000));
    let large = format!("SELECT * {{ ?s ?p '{}' }}", "x".repeat(2 << 20));
    for text in [deep, long, large] {
        let reply = server.post("/sparql", "application/sparql-query", &text).await;
        assert_eq!((reply.status, reply.json()["code"].as_str()), (400, Some("query-too-complex")));
    }
    assert!(server.get("/sparql?query=ASK+%7B%7D").await.boolean());
}

#[tokio::test]
async fn nothing_is_asked_of_other_machines() {
    let server = Server::strict();
    for text in [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?x { ?s ?p ?o } }",
    ] {
        let reply = server.get(&query_path(text)).await;
        assert_eq!(reply.status, 400, "{}", reply.text());
    }
}

#[tokio::test]
async fn large_bodies_are_refused() {
    let options = ApiOptions { body_bytes: 1000, ..ApiOptions::default() };
    let server = Server::with(|_| {}, options);
    let large = "#".repeat(1001);
    for (method, path, content_type) in [
        ("POST", "/sparql", "application/sparql-query"),
        ("POST", "/sparql", "application/sparql-update"),
        ("POST", "/sparql", "application/x-www-form-urlencoded"),
        ("PUT", "/store?default", "text/turtle"),
    ] {
        let reply = server.edit(method, path, content_type, &large).await;
        assert_eq!(
            (reply.status, reply.json()["code"].as_str()),
            (413, Some("body-too-large")),
            "{content_type}"
        );
    }
    let zipped = ask("POST", "/sparql")
        .header("content-type", "application/sparql-query")
        .header("content-encoding", "gzip");
    assert_eq!(server.send(zipped.body(Body::from("x")).unwrap()).await.status, 415);
}

#[tokio::test]
async fn unknown_places_and_methods_are_problems_too() {
    let server = Server::strict();
    for (method, path, expected) in [
        ("GET", "/nowhere", 404),
        ("GET", "/../etc/passwd", 404),
        ("GET", "/api/v1/", 404),
        ("GET", "/id/country/", 404),
        ("GET", "/id/country/ZZZ", 404),
        ("GET", "/id/country/%FF", 404),
        ("DELETE", "/healthz", 405),
        ("POST", "/api/v1/threats", 405),
        ("TRACE", "/sparql", 405),
        ("PROPFIND", "/", 405),
    ] {
        let reply = server.send(ask(method, path).body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, expected, "{method} {path}");
        assert_eq!(reply.json()["status"].as_u64(), Some(u64::from(expected)), "{method} {path}");
    }
}

#[tokio::test]
async fn odd_headers_never_break_the_server() {
    let server = Server::strict();
    for (name, value) in [
        ("accept", "a/b;q=9999999999999999"),
        ("accept", "*/*;q=0"),
        ("accept", ";;;,,,==="),
        ("content-type", "application/sparql-query;;;charset"),
        ("range", "bytes=-1"),
        ("if-none-match", "\"\"\"W/"),
        ("host", "a b\"<>"),
        ("x-forwarded-proto", "gopher"),
        ("origin", "null"),
    ] {
        for path in ["/sparql?query=ASK+%7B%7D", "/sparql", "/", "/id/country/BIH"] {
            let request = axum::http::Request::builder().uri(path).header(name, value);
            let reply = server.send(request.body(Body::empty()).unwrap()).await;
            assert!(reply.status < 500, "{name}: {value} on {path}: {}", reply.status);
        }
    }
    let many = "text/x;q=0.1,".repeat(10_000);
    assert_eq!(server.get_as("/sparql?query=ASK+%7B%7D", &many).await.status, 406);
}

#[tokio::test]
async fn the_state_of_the_server_can_be_asked() {
    let server = Server::strict();
    assert_eq!(server.get("/healthz").await.text(), "ok\n");
    assert_eq!(server.get("/readyz").await.text(), "ready\n");
    assert!(server.get("/").await.text().contains("http://data.example/sparql"));
}

#[tokio::test]
async fn a_write_against_the_shapes_is_422_with_the_violations() {
    let server = Server::open(|_| {});
    let update = "PREFIX sulh: <https://w3id.org/sulh/ns#>
        INSERT DATA { <https://w3id.org/sulh/id/recommendation/x> a sulh:Recommendation }";
    let reply = server.edit("POST", "/sparql", "application/sparql-update", update).await;
    assert_eq!((reply.status, reply.header("content-type")), (422, "application/problem+json"));
    let body = reply.json();
    assert_eq!(body["code"], "shape-violation");
    let violation = &body["violations"][0];
    assert_eq!(violation["focus_node"], "https://w3id.org/sulh/id/recommendation/x");
    assert_eq!(violation["path"], "<https://w3id.org/sulh/ns#text>");
    assert_eq!(violation["expected"], "number of values: at least 1");
    assert!(
        violation["messages"]["en"].as_str().is_some_and(|text| text.contains("text")),
        "{body}"
    );
    assert_eq!(violation["message"], violation["messages"]["en"]);
    // The line of what was sent, in an update and in a graph.
    assert_eq!(violation["place"], "line 2");
    let turtle = "\n\n<https://w3id.org/sulh/id/recommendation/x> a <https://w3id.org/sulh/ns#Recommendation> .";
    let reply = server.edit("PUT", "/store?graph=http%3A%2F%2Fg", "text/turtle", turtle).await;
    assert_eq!((reply.status, &reply.json()["violations"][0]["place"]), (422, &"line 3".into()));
    // The parameter comes before the header; each of the four languages is itself.
    for (tag, named) in
        [("bs", "bs"), ("hr", "hr"), ("sr", "sr-cyrl"), ("cnr", "cnr"), ("tr", "tr")]
    {
        let path = format!("/sparql?lang={tag}");
        let reply = server.edit("POST", &path, "application/sparql-update", update).await;
        let body = reply.json();
        let violation = &body["violations"][0];
        let message = violation["message"].as_str().unwrap();
        assert_eq!((reply.status, message), (422, violation["messages"][named].as_str().unwrap()));
        let detail = body["detail"].as_str().unwrap();
        assert!(detail.contains(message) && !detail.contains("number of values"), "{body}");
    }
}
