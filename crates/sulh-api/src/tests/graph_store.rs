//! The graph store protocol: the cases of the W3C manifest, told anew.

use super::{Server, ask};
use crate::parameters::encode;
use axum::body::Body;

const TURTLE: &str = "text/turtle; charset=utf-8";
const PERSON: &str = "/store?graph=http%3A%2F%2Fwww.example%2Fperson%2F1.ttl";

fn person(name: &str) -> String {
    format!(
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n<http://www.example/person/1> a foaf:Person ; foaf:name \"{name}\" ."
    )
}

async fn status(server: &Server, method: &str, path: &str) -> u16 {
    server.send(ask(method, path).body(Body::empty()).unwrap()).await.status
}

#[tokio::test]
async fn put_replaces_get_returns_delete_removes() {
    let server = Server::strict();
    assert_eq!(status(&server, "HEAD", PERSON).await, 404);
    assert_eq!(server.get(PERSON).await.status, 404);
    assert_eq!(server.edit("PUT", PERSON, TURTLE, &person("John")).await.status, 201);
    assert_eq!(server.edit("PUT", PERSON, TURTLE, &person("Jane")).await.status, 204);
    let got = server.get_as(PERSON, "text/turtle").await;
    assert_eq!((got.status, got.header("content-type")), (200, TURTLE));
    assert!(got.text().contains("Jane") && !got.text().contains("John"));
    assert_eq!(server.get_as(PERSON, "application/n-triples").await.text().lines().count(), 2);
    assert_eq!(status(&server, "HEAD", PERSON).await, 200);
    assert_eq!(server.edit("DELETE", PERSON, "", "").await.status, 204);
    assert_eq!(server.get(PERSON).await.status, 404);
    assert_eq!(server.edit("DELETE", PERSON, "", "").await.status, 404);
}

#[tokio::test]
async fn the_default_graph_is_one_too() {
    for server in [Server::strict(), Server::open(|_| {})] {
        let reply =
            server.edit("PUT", "/store?default", "text/turtle", "[] <http://p> <http://o> .").await;
        assert!([200, 201, 204].contains(&reply.status), "{}", reply.text());
        assert_eq!(
            server.get_as("/store?default", "application/n-triples").await.text().lines().count(),
            1
        );
        assert_eq!(status(&server, "HEAD", "/store?default=").await, 200);
        assert_eq!(server.edit("DELETE", "/store?default", "", "").await.status, 204);
        assert_eq!(server.get_as("/store?default", "application/n-triples").await.text(), "");
    }
}

#[tokio::test]
async fn post_adds_and_creates() {
    let server = Server::strict();
    assert_eq!(server.edit("POST", PERSON, TURTLE, &person("Jane")).await.status, 201);
    assert_eq!(
        server
            .edit("POST", PERSON, "application/n-triples", "<http://a> <http://b> <http://c> .")
            .await
            .status,
        204
    );
    let form = "--b\r\nContent-Disposition: form-data; name=\"l\"; filename=\"l.ttl\"\r\nContent-Type: text/turtle; charset=utf-8\r\n\r\n@prefix e: <http://e/> .\r\ne:a e:b \"Doe\" .\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"f\"\r\nContent-Type: application/n-triples\r\n\r\n<http://e/a> <http://e/c> \"Jane\" .\r\n\r\n--b--\r\n";
    let reply = server.edit("POST", PERSON, "multipart/form-data; boundary=b", form).await;
    assert_eq!(reply.status, 204, "{}", reply.text());
    assert_eq!(server.get_as(PERSON, "application/n-triples").await.text().lines().count(), 5);
    let created = server.edit("POST", "/store", TURTLE, &person("New")).await;
    assert_eq!(created.status, 201);
    let location =
        created.header("location").strip_prefix("http://data.example").unwrap().to_owned();
    assert!(server.get(&location).await.text().contains("New"));
    assert_eq!(
        server.edit("POST", PERSON, "multipart/form-data; boundary=b", "nothing").await.status,
        400
    );
}

#[tokio::test]
async fn names_of_graphs_are_decoded_once() {
    let server = Server::strict();
    let (plain, escaped) = ("http://www.example/person/1.ttl", "http://www.example/person/%31.ttl");
    assert_eq!(
        server
            .edit("PUT", "/store?graph=http://www.example/person/%31.ttl", TURTLE, &person("One"))
            .await
            .status,
        201
    );
    assert_eq!(
        server
            .edit("PUT", "/store?graph=http://www.example/person/%2531.ttl", TURTLE, &person("Two"))
            .await
            .status,
        201
    );
    assert!(server.get(&format!("/store?graph={}", encode(plain))).await.text().contains("One"));
    assert!(server.get(&format!("/store?graph={}", encode(escaped))).await.text().contains("Two"));
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    let server = Server::strict();
    for (method, path, content_type, body, expected) in [
        ("PUT", PERSON, "", "", 415),
        ("PUT", PERSON, "text/markdown", "# x", 415),
        ("PUT", PERSON, "text/turtle; charset=latin1", "", 415),
        ("PUT", PERSON, "multipart/form-data; boundary=b", "--b--", 415),
        ("PUT", PERSON, "turtle", "", 415),
        ("PUT", "/store", TURTLE, "", 400),
        ("PUT", "/store?graph=relative", TURTLE, "", 400),
        ("PUT", "/store?graph=http%3A%2F%2Fa&default", TURTLE, "", 400),
        ("PUT", "/store?graph=http%3A%2F%2Fa&graph=http%3A%2F%2Fb", TURTLE, "", 400),
        ("DELETE", "/store", "", "", 400),
        ("PATCH", PERSON, "text/turtle", "", 405),
    ] {
        let reply = server.edit(method, path, content_type, body).await;
        assert_eq!(reply.status, expected, "{method} {path} {content_type}: {}", reply.text());
    }
    let broken = server
        .edit("PUT", PERSON, TURTLE, "<http://a> <http://b> <http://c> .\n<http://a> oops")
        .await;
    assert_eq!(broken.status, 400);
    assert_eq!(broken.json()["line"].as_u64(), Some(2), "{}", broken.text());
    assert_eq!(server.get("/store").await.status, 400);
    assert_eq!(server.get_as(PERSON, "image/png").await.status, 406);
    assert_eq!(server.engine().revision(), 0);
}
