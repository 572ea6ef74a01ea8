//! A graph that a requester may not see leaves no trace on any route.

use super::{Reply, Role, Server, ask, query_path};
use crate::parameters::encode;
use axum::body::Body;
use serde_json::Value;

const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

fn candidates(server: &Server) -> String {
    server.engine().base().graph_candidates("secret").as_str().to_owned()
}

/// Two servers that differ in a hidden graph only.
fn pair() -> (Server, Server) {
    let open = || Server::open(|options| options.reference = true);
    let (with, without) = (open(), open());
    let base = with.engine().base().as_str().to_owned();
    let public = format!(
        "INSERT DATA {{ <{base}id/organization/open> <{RDFS_LABEL}> \"Open\" ; <http://ex/knows> <{base}id/country/BIH> }}"
    );
    with.write(&public);
    without.write(&public);
    let graph = candidates(&with);
    with.write(&format!(
        "INSERT DATA {{ GRAPH <{graph}> {{ <{base}id/organization/secret> <{RDFS_LABEL}> \"Secret\" ; a <https://w3id.org/sulh/ns#Organization> ; <http://ex/knows> <{base}id/country/BIH> . <{base}id/country/BIH> <http://ex/knows> <{base}id/organization/secret> . <{base}id/organization/open> <http://ex/knows> <{base}id/organization/secret> }} }}"
    ));
    (with, without)
}

/// An answer without what differs between any two moments: revision, timing, tags.
fn told(reply: &Reply) -> String {
    let headers = ["content-type", "x-total-count", "link", "content-length"]
        .map(|name| reply.header(name).to_owned());
    let text = match serde_json::from_slice::<Value>(&reply.body) {
        Ok(Value::Object(mut body)) => {
            body.remove("revision");
            Value::Object(body).to_string()
        }
        _ => reply.text().to_owned(),
    };
    let headers = if text.starts_with('{') { &headers[..3] } else { &headers[..] };
    format!("{} {headers:?} {text}", reply.status)
}

fn questions(server: &Server) -> Vec<String> {
    let (graph, base) = (candidates(server), server.engine().base().as_str());
    let secret = format!("<{base}id/organization/secret>");
    let queries = [
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g".to_owned(),
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }".to_owned(),
        format!("ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"),
        format!("ASK {{ GRAPH <{graph}> {{}} }}"),
        format!("ASK {{ {secret} ?p ?o }}"),
        format!("DESCRIBE {secret}"),
        format!("DESCRIBE <{base}id/country/BIH>"),
        format!("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"),
        format!("SELECT ?x {{ <{base}id/organization/open> <http://ex/knows>* ?x }} ORDER BY ?x"),
        format!(
            "SELECT ?x {{ ?x (<http://ex/knows>|^<http://ex/knows>)+ <{base}id/country/BIH> }} ORDER BY ?x"
        ),
        format!("ASK {{ FILTER NOT EXISTS {{ {secret} ?p ?o }} }}"),
        format!("SELECT ?o FROM <{graph}> {{ ?s ?p ?o }}"),
        format!("SELECT ?o FROM NAMED <{graph}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"),
        "SELECT DISTINCT ?g { GRAPH ?g {} } ORDER BY ?g".to_owned(),
    ];
    let mut paths: Vec<_> = queries.iter().map(|query| query_path(query)).collect();
    paths.push(format!(
        "{}&default-graph-uri={}",
        query_path("SELECT * { ?s ?p ?o }"),
        encode(&graph)
    ));
    paths.push(format!(
        "{}&named-graph-uri={}",
        query_path("SELECT * { GRAPH ?g { ?s ?p ?o } }"),
        encode(&graph)
    ));
    paths.push(format!("/store?graph={}", encode(&graph)));
    for path in [
        "/store?default",
        "/id/organization/secret",
        "/id/organization/secret.ttl",
        "/id/organization/open.json",
        "/id/organization/open.html",
        "/id/organization/open.nt",
        "/id/country/BIH",
        "/id/country/BIH.nt",
        "/api/v1/actors?limit=1000",
        "/api/v1/actors?text=secret",
        "/api/v1/actors.csv?limit=1000",
        "/api/v1/countries?text=bosnia",
        "/api/v1/threats",
        "/api/v1/recommendations?country=BIH",
        "/api/v1/recommendations?addressee=secret",
        "/api/v1/recommendations?issuer=Secret",
        "/sparql",
        "/",
    ] {
        paths.push(path.to_owned());
    }
    paths
}

#[tokio::test]
async fn outsiders_are_told_the_same_with_and_without_it() {
    let (with, without) = pair();
    for path in questions(&with) {
        for role in [None, Some(Role::Reader)] {
            let send = async |server: &Server| {
                let mut request = ask("GET", &path).header("accept", "*/*");
                if let Some(role) = role {
                    request = request.header("authorization", server.bearer(role));
                }
                server.send(request.body(Body::empty()).unwrap()).await
            };
            let (one, other) = (send(&with).await, send(&without).await);
            // The order of triples in a graph says nothing; lines are compared as a set.
            let sorted = |reply: &Reply| {
                let told = told(reply);
                let mut lines: Vec<_> = told.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert_eq!(sorted(&one), sorted(&other), "{path} as {role:?}");
        }
    }
}

#[tokio::test]
async fn reviewers_see_it_by_name_only() {
    let (with, _) = pair();
    let graph = candidates(&with);
    let as_reviewer = |path: String| {
        let request = ask("GET", &path).header("authorization", with.bearer(Role::Reviewer));
        with.send(request.body(Body::empty()).unwrap())
    };
    assert!(
        as_reviewer(query_path(&format!("ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")))
            .await
            .boolean()
    );
    assert!(
        !as_reviewer(query_path(&format!("ASK {{ ?s <{RDFS_LABEL}> \"Secret\" }}")))
            .await
            .boolean()
    );
    let held = as_reviewer(format!("/store?graph={}", encode(&graph))).await;
    assert!(held.status == 200 && held.text().contains("Secret"));
}

#[tokio::test]
async fn a_fact_that_three_sources_state_counts_once() {
    let server = Server::open(|_| {});
    let base = server.engine().base().clone();
    for source in ["a", "b", "c"] {
        let graph = base.graph_source(source);
        server.write(&format!("INSERT DATA {{ GRAPH {graph} {{ <http://s> <http://p> 1 }} }}"));
    }
    let rows = server.get("/sparql.csv?query=SELECT+%3Fs+%3Fp+%3Fo+%7B+%3Fs+%3Fp+%3Fo+%7D").await;
    assert_eq!(rows.text(), "s,p,o\r\nhttp://s,http://p,1\r\n");
    let count =
        server.get("/sparql.csv?query=SELECT+(COUNT(*)+AS+%3Fn)+%7B+%3Fs+%3Fp+%3Fo+%7D").await;
    assert_eq!(count.text(), "n\r\n1\r\n");
}
