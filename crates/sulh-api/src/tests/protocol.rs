//! The SPARQL protocol: the cases of the W3C manifest, told anew, and what clients of the field send.

use super::{Role, Server, ask, query_path};
use crate::parameters::encode;
use axum::body::Body;

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

fn three_graphs() -> Server {
    let server = Server::strict();
    for n in 1..=3 {
        server.write(&format!(
            "INSERT DATA {{ GRAPH <http://ex/g{n}> {{ <http://ex/s{n}> a <http://ex/T{n}> }} }}"
        ));
    }
    server
}

#[tokio::test]
async fn queries_come_by_get_form_and_direct_post() {
    let server = Server::strict();
    assert!(server.get("/sparql?query=ASK%20%7B%7D").await.boolean());
    assert!(server.get("/sparql/?query=ASK+%7B%7D").await.boolean());
    assert!(server.post("/sparql", FORM, "query=ASK%20%7B%7D").await.boolean());
    assert!(server.post("/sparql?", QUERY, "ASK {}").await.boolean());
    assert!(
        server.post("/sparql", "application/sparql-query; charset=UTF-8", "ASK {}").await.boolean()
    );
    assert!(
        server
            .post("/sparql", "application/x-www-form-urlencoded;charset=utf-8;x=y", "query=ASK+{}")
            .await
            .boolean()
    );
    // SPARQLWrapper sends the format three times and repeats it for JSON-LD.
    assert!(
        server
            .get("/sparql?format=json&output=json&results=json&query=ASK+%7B%7D&unheard=of")
            .await
            .boolean()
    );
    assert!(server.post("/sparql?format=a&format=b", QUERY, "ASK {}").await.boolean());
}

#[tokio::test]
async fn the_protocol_names_the_dataset() {
    let server = three_graphs();
    let both = "ASK { <http://ex/s1> a ?x . <http://ex/s2> a ?y }";
    let default = "default-graph-uri=http%3A%2F%2Fex%2Fg1&default-graph-uri=http%3A%2F%2Fex%2Fg2";
    assert!(!server.get(&query_path(both)).await.boolean());
    assert!(server.get(&format!("/sparql?{default}&query={}", encode(both))).await.boolean());
    assert!(server.post(&format!("/sparql?{default}"), QUERY, both).await.boolean());
    assert!(
        server.post("/sparql", FORM, &format!("query={}&{default}", encode(both))).await.boolean()
    );
    let named = "named-graph-uri=http%3A%2F%2Fex%2Fg1&named-graph-uri=http%3A%2F%2Fex%2Fg2";
    let in_named = "ASK { GRAPH ?g { <http://ex/s1> a ?x } GRAPH ?h { <http://ex/s2> a ?y } }";
    let third = "ASK { GRAPH ?g { <http://ex/s3> a ?x } }";
    assert!(server.post(&format!("/sparql?{named}"), QUERY, in_named).await.boolean());
    assert!(!server.post(&format!("/sparql?{named}"), QUERY, third).await.boolean());
    // The protocol's dataset replaces the one in the text.
    let from = "ASK FROM <http://ex/g3> { GRAPH ?g { <http://ex/s1> a ?x } }";
    assert!(server.post(&format!("/sparql?{named}"), QUERY, from).await.boolean());
    let full = format!("/sparql?default-graph-uri=http%3A%2F%2Fex%2Fg3&{named}");
    let mixed = "ASK { <http://ex/s3> a ?x . GRAPH ?g { <http://ex/s1> a ?y } }";
    assert!(server.post(&full, QUERY, mixed).await.boolean());
    assert_eq!(server.get("/sparql?query=ASK+%7B%7D&default-graph-uri=nonsense").await.status, 400);
}

#[tokio::test]
async fn bad_queries_are_the_clients_fault() {
    let server = Server::strict();
    let put = ask("PUT", "/sparql?query=ASK%20%7B%7D").header("content-type", FORM);
    let put = server.send(put.body(Body::empty()).unwrap()).await;
    assert_eq!(put.status, 405);
    assert!(
        put.header("allow").contains("GET") && put.header("allow").contains("POST"),
        "{:?}",
        put.headers
    );
    for (path, content_type, body, expected) in [
        ("/sparql", "text/plain", "ASK {}", 415),
        ("/sparql", "", "query=ASK%20%7B%7D", 415),
        ("/sparql", "", "ASK {}", 415),
        ("/sparql", "application/sparql-query; charset=UTF-16", "ASK {}", 415),
        ("/sparql", FORM, "query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        ("/sparql?query=ASK+%7B%7D", FORM, "query=ASK+%7B%7D", 400),
        ("/sparql?query=ASK+%7B%7D", QUERY, "ASK {}", 400),
        ("/sparql", FORM, "query=ASK+%7B%7D&update=CLEAR+ALL", 400),
        ("/sparql", FORM, "", 400),
        ("/sparql", QUERY, "", 400),
        ("/sparql", "multipart/form-data; boundary=x", "--x--", 415),
    ] {
        assert_eq!(
            server.post(path, content_type, body).await.status,
            expected,
            "{path} {content_type} {body}"
        );
    }
    for path in [
        "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D",
        "/sparql?query=ASK%20%7B",
        "/sparql?query=%FF",
        "/sparql.csv",
        "/sparql?query=ASK+%7B%7D&timeout=soon",
    ] {
        assert_eq!(server.get(path).await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn updates_come_by_form_and_direct_post() {
    let server = Server::strict();
    let done = server
        .edit(
            "POST",
            "/sparql",
            FORM,
            "update=INSERT+DATA+%7B+%3Chttp%3A%2F%2Fa%3E+%3Chttp%3A%2F%2Fb%3E+1+%7D",
        )
        .await;
    assert_eq!((done.status, done.json()["added"].as_u64()), (200, Some(1)), "{}", done.text());
    // rdflib's UpdateStore.
    let charset = "application/sparql-update; charset=UTF-8";
    assert_eq!(
        server
            .edit("POST", "/sparql", charset, "INSERT DATA { <http://a> <http://b> 2 }")
            .await
            .status,
        200
    );
    assert!(server.get(&query_path("ASK { <http://a> <http://b> 1 , 2 }")).await.boolean());
    let removed = server.edit("POST", "/sparql", UPDATE, "CLEAR ALL").await;
    assert_eq!(removed.json()["removed"].as_u64(), Some(2));
    assert_eq!(removed.json()["revision"].as_u64(), Some(server.engine().revision()));
    // The base of relative names is the product's.
    server.edit("POST", "/sparql", UPDATE, "INSERT DATA { <http://a> <http://b> <test> }").await;
    let base = server.engine().base().as_str();
    assert!(server.get(&query_path(&format!("ASK {{ ?s ?p <{base}test> }}"))).await.boolean());
}

#[tokio::test]
async fn the_protocol_names_the_dataset_of_an_update() {
    let server = three_graphs();
    let update = "INSERT { GRAPH <http://ex/out> { ?s a ?t } } WHERE { ?s a ?t }";
    let named = "INSERT { GRAPH <http://ex/out> { ?s a ?t } } WHERE { GRAPH ?g { ?s a ?t } }";
    let count = |n: usize| {
        query_path(&format!(
            "ASK {{ {{ SELECT (COUNT(*) AS ?n) {{ GRAPH <http://ex/out> {{ ?s a ?t }} }} }} FILTER(?n = {n}) }}"
        ))
    };
    for (path, text, expected) in [
        ("/sparql?using-graph-uri=http%3A%2F%2Fex%2Fg1", update, 1),
        (
            "/sparql?using-graph-uri=http%3A%2F%2Fex%2Fg1&using-graph-uri=http%3A%2F%2Fex%2Fg2",
            update,
            2,
        ),
        ("/sparql?using-named-graph-uri=http%3A%2F%2Fex%2Fg3", named, 1),
        (
            "/sparql?using-graph-uri=http%3A%2F%2Fex%2Fg1&using-named-graph-uri=http%3A%2F%2Fex%2Fg3",
            named,
            1,
        ),
    ] {
        server.write("CLEAR SILENT GRAPH <http://ex/out>");
        let done = server.edit("POST", path, UPDATE, text).await;
        assert_eq!(done.status, 200, "{}", done.text());
        assert!(server.get(&count(expected)).await.boolean(), "{path}");
    }
}

#[tokio::test]
async fn bad_updates_are_the_clients_fault() {
    let server = Server::strict();
    let conflict = "/sparql?using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople";
    let with = "WITH <http://a> DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p 1 }";
    for (path, content_type, body, expected) in [
        ("/sparql", FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", 400),
        ("/sparql", "text/plain", "CLEAR NAMED", 415),
        ("/sparql", "", "update=CLEAR%20NAMED", 415),
        ("/sparql", "application/sparql-update; charset=UTF-16", "CLEAR NAMED", 415),
        ("/sparql", FORM, "update=CLEAR%20XYZ", 400),
        (conflict, UPDATE, with, 400),
        (conflict, UPDATE, "DELETE { ?s ?p 1 } USING <http://a> WHERE { ?s ?p 1 }", 400),
        ("/sparql", UPDATE, "LOAD <http://127.0.0.1:1/x>", 400),
        ("/sparql", UPDATE, "LOAD <file:///etc/hostname>", 400),
    ] {
        let reply = server.edit("POST", path, content_type, body).await;
        assert_eq!(reply.status, expected, "{path} {content_type} {body}: {}", reply.text());
    }
    let by_get = ask("GET", "/sparql?update=CLEAR%20ALL")
        .header("authorization", server.bearer(Role::Admin));
    assert_eq!(server.send(by_get.body(Body::empty()).unwrap()).await.status, 400);
    assert_eq!(server.engine().revision(), 0);
}

#[tokio::test]
async fn a_bare_get_describes_the_service() {
    let server = Server::open(|_| {});
    let comunica = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2";
    let reply = server.get_as("/sparql", comunica).await;
    assert_eq!(reply.header("content-type"), "application/n-quads");
    let endpoint = "<http://data.example/sparql>";
    let sd = "http://www.w3.org/ns/sparql-service-description#";
    assert!(
        reply.text().contains(&format!("{endpoint} <{sd}endpoint> {endpoint} .")),
        "{}",
        reply.text()
    );
    assert!(reply.text().contains(&format!("<{sd}UnionDefaultGraph>")));
    assert!(server.get("/sparql").await.header("content-type").starts_with("text/turtle"));
    let page = server.get_as("/sparql", "text/html,*/*;q=0.8").await;
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(
        !Server::strict().get_as("/sparql", comunica).await.text().contains("UnionDefaultGraph")
    );
}
