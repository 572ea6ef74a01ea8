//! `?as-of=`: the store as it was, through every door that reads, with today's visibility.

use super::{Role, Server, ask, query_path};
use axum::body::Body;

const ACTORS: &str = "/api/v1/actors?as-of=";
const SOURCE: &str = "https://w3id.org/sulh/graph/source/past";

/// Revision 1: an organisation with its first name; revision 2: it is renamed; revision 3: a second one.
fn renamed() -> Server {
    let server = Server::open(|_| {});
    let graph = |facts: &str| {
        format!(
            "PREFIX sulh: <https://w3id.org/sulh/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
             PREFIX o: <https://w3id.org/sulh/id/organization/> INSERT DATA {{ GRAPH <{SOURCE}> {{ {facts} }} }}"
        )
    };
    server.write(&graph("o:one a sulh:Organization ; skos:prefLabel 'Early'@en"));
    server.write(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
         DELETE { GRAPH ?g { ?o skos:prefLabel ?l } } INSERT { GRAPH ?g { ?o skos:prefLabel 'Late'@en } }
         WHERE { GRAPH ?g { ?o skos:prefLabel ?l } }",
    );
    server.write(&graph("o:two a sulh:Organization ; skos:prefLabel 'Second'@en"));
    server
}

#[tokio::test]
async fn every_door_that_reads_shows_the_state_of_the_moment() {
    let server = renamed();
    let labels = |reply: super::Reply| {
        let items = reply.json()["items"].as_array().unwrap().clone();
        let labels = items.iter().map(|item| item["label"].as_str().unwrap().to_owned());
        labels.collect::<Vec<_>>()
    };
    for (moment, expected) in [
        ("0", &[][..]),
        ("1", &["Early"]),
        ("2", &["Late"]),
        ("3", &["Late", "Second"]),
        ("2000-01-01T00:00:00Z", &[]),
        ("2999-01-01T00:00:00Z", &["Late", "Second"]),
    ] {
        assert_eq!(labels(server.get(&format!("{ACTORS}{moment}")).await), expected, "{moment}");
    }
    let thing = server.get("/id/organization/one.json?as-of=1").await;
    assert_eq!(thing.json()["label"], "Early");
    assert_eq!(
        server.get("/id/organization/one.ttl?as-of=1").await.text().matches("Early").count(),
        1
    );
    assert_eq!(server.get("/id/organization/two?as-of=2").await.status, 404);
    let ask = "ASK { ?o <http://www.w3.org/2004/02/skos/core#prefLabel> 'Early'@en }";
    let path = query_path(ask);
    assert!(server.get(&format!("{path}&as-of=1")).await.boolean());
    assert!(!server.get(&path).await.boolean());
    let form = format!("query={}&as-of=1", crate::parameters::encode(ask));
    assert!(server.post("/sparql", "application/x-www-form-urlencoded", &form).await.boolean());
    let store = format!("/store?graph={}&as-of=", crate::parameters::encode(SOURCE));
    assert!(server.get_as(&format!("{store}1"), "text/turtle").await.text().contains("Early"));
    assert_eq!(server.get(&format!("{store}0")).await.status, 404);
}

#[tokio::test]
async fn what_is_no_moment_and_what_is_not_there_yet_are_told_apart() {
    let server = renamed();
    let path = query_path("ASK {}");
    for door in [
        ACTORS.to_owned(),
        "/id/organization/one?as-of=".to_owned(),
        format!("{path}&as-of="),
        "/store?default&as-of=".to_owned(),
    ] {
        for (moment, status, code) in [
            ("4", 404, "no-such-revision"),
            ("yesterday", 400, "not-a-moment"),
            ("-1", 400, "not-a-moment"),
        ] {
            let reply = server.get(&format!("{door}{moment}")).await;
            assert_eq!(
                (reply.status, reply.json()["code"].as_str()),
                (status, Some(code)),
                "{door}{moment}"
            );
        }
    }
    let update =
        server.edit("POST", "/sparql?as-of=1", "application/sparql-update", "CLEAR ALL").await;
    assert_eq!((update.status, update.json()["code"].as_str()), (400, Some("past-is-read-only")));
}

#[tokio::test]
async fn the_past_is_seen_with_the_visibility_of_today() {
    let server = renamed();
    let path = format!("{ACTORS}1");
    assert_eq!(server.get(&path).await.json()["total"], 1);
    server.write(&format!(
        "INSERT DATA {{ GRAPH <https://w3id.org/sulh/graph/access> {{ <{SOURCE}> <https://w3id.org/sulh/ns#visibility> 'restricted' }} }}"
    ));
    assert_eq!(server.get(&path).await.json()["total"], 0);
    let request = ask("GET", &path).header("authorization", server.bearer(Role::Admin));
    let admin = server.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(admin.json()["total"], 1);
}

#[tokio::test]
async fn states_of_the_past_outlive_a_checkpoint() {
    let server = renamed();
    let path = format!("{ACTORS}1");
    let before = server.get(&path).await.json();
    server.engine().store().checkpoint().unwrap();
    assert_eq!(server.get(&path).await.json(), before);
}

#[tokio::test]
async fn what_was_erased_is_in_no_state_of_the_past() {
    let server = renamed();
    let path = format!("{ACTORS}1");
    assert_eq!(server.get(&path).await.json()["total"], 1);
    let target = sulh_engine::PurgeTarget::Graph(SOURCE.to_owned());
    let request =
        sulh_engine::PurgeRequest { target, reason: "asked for".to_owned(), dry_run: false };
    server.engine().purge(&sulh_engine::Identity::command_line(), &request).unwrap();
    assert_eq!(server.get(&path).await.json()["total"], 0);
    for door in ["/api/v1/changes", "/api/v1/diff?from=0&to=3"] {
        let reply = server.get(door).await;
        assert!(reply.status == 200 && !reply.text().contains("Early"), "{door}: {}", reply.text());
    }
}
