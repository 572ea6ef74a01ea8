//! The language of labels over HTTP: asked for by parameter or header, told in the answer.

use super::{Server, ask};
use axum::body::Body;

const PATH: &str = "/api/v1/threats?under=corruption&limit=1&sort=count";

#[tokio::test]
async fn the_parameter_chooses_the_language_of_labels() {
    let server = Server::demo();
    let label = |query: &'static str| {
        let server = &server;
        async move {
            let reply = server.get(&format!("/api/v1/threats?text=insan+ticareti{query}")).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            let item = reply.json()["items"][0].clone();
            (item["label"].as_str().unwrap().to_owned(), item["label_language"].clone())
        }
    };
    assert_eq!(label("").await.0, "Human trafficking");
    assert_eq!(label("&lang=tr").await.0, "İnsan ticareti");
    assert_eq!(label("&lang=sr-Latn").await.0, "Trgovina ljudima");
    let (name, language) = label("&lang=fr").await;
    assert_eq!((name.as_str(), language.as_str()), ("Human trafficking", Some("en")));
}

#[tokio::test]
async fn the_header_counts_and_caches_are_told() {
    let server = Server::demo();
    let with =
        |tag: &str| ask("GET", PATH).header("accept-language", tag).body(Body::empty()).unwrap();
    let bosnian = server.send(with("bs, en;q=0.5")).await;
    let english = server.send(with("en-GB")).await;
    assert_eq!(bosnian.header("content-language"), "bs");
    assert_eq!(bosnian.header("vary"), "Accept, Accept-Language, Authorization");
    assert_ne!(bosnian.header("etag"), english.header("etag"));
    assert_ne!(bosnian.json()["items"][0]["label"], english.json()["items"][0]["label"]);
}

#[tokio::test]
async fn a_thing_is_labelled_too_and_nonsense_is_refused() {
    let server = Server::demo();
    let thing = server.get("/id/response-status/noted.json?lang=mk").await.json();
    assert_eq!(thing["label"], "Земена предвид");
    for path in ["/id/response-status/noted.json?lang=no+language", "/api/v1/actors?lang=b"] {
        let reply = server.get(path).await;
        assert_eq!((reply.status, reply.json()["code"].as_str()), (400, Some("invalid-value")));
    }
}

#[tokio::test]
async fn the_next_page_keeps_the_language() {
    let server = Server::demo();
    let first = server.get("/api/v1/threats?lang=bg&limit=2").await;
    let next = first.header("link");
    assert!(next.contains("lang=bg"), "{next}");
}
