//! Who sees which graph: said and listed on the command line and over HTTP.

use super::binary::Place;
use super::json;

#[test]
fn a_graph_is_closed_and_opened_by_name() {
    let place = Place::new();
    place.file("notes.ttl", "<urn:x:a> <urn:x:b> \"secret words\" .");
    let graph = "https://w3id.org/sulh/graph/source/notes";
    let load = ["load", "--graph", graph, "--visibility", "restricted", "--group", "network"];
    place.run(&[&load[..], &["notes.ttl"]].concat()).ok();
    let listed = json(&place.run(&["visibility", "--format", "json"]).ok());
    let row = listed.as_array().unwrap().iter().find(|row| row["graph"] == graph).unwrap();
    assert_eq!((&row["visibility"], &row["recorded"]), (&"restricted".into(), &true.into()));
    assert_eq!(row["groups"], serde_json::json!(["network"]));
    let tokens = ["reader", "admin"].map(|role| {
        let made = ["token", "create", role, "--role", role, "--format", "json"];
        json(&place.run(&[&made[..], &["--group", "network"]].concat()).ok())
    });
    assert_eq!(tokens[0]["groups"], serde_json::json!(["network"]));

    let server = place.serve(&[]);
    let path = "/sparql?query=ASK%7B%3Fs%20%3Fp%20%22secret%20words%22%7D";
    let sees = || json(&server.get(path).1)["boolean"].as_bool().unwrap();
    assert!(!sees());
    place.run(&["visibility", "source/notes", "public"]).ok();
    assert!(sees());
    let admin = format!("authorization: Bearer {}", tokens[1]["token"].as_str().unwrap());
    let reader = format!("authorization: Bearer {}", tokens[0]["token"].as_str().unwrap());
    let body = format!("{{\"graph\": \"{graph}\", \"visibility\": \"members\"}}");
    assert_eq!(server.send("PUT", "/api/v1/visibility", &reader, &body), 403);
    assert_eq!(server.send("PUT", "/api/v1/visibility", &admin, "{}"), 400);
    assert!(sees());
    assert_eq!(server.send("PUT", "/api/v1/visibility", &admin, &body), 200);
    assert!(!sees());
}

#[test]
fn mistakes_are_said() {
    let place = Place::new();
    place.file("notes.ttl", "<urn:x:a> <urn:x:b> 1 .");
    for args in [
        &["visibility", "source/notes"][..],
        &["visibility", "source/notes", "secret"],
        &["visibility", "source/notes", "public", "--group", "network"],
        &["visibility", "derived/notes", "public"],
        &["load", "--visibility", "members", "notes.ttl"],
    ] {
        let ran = place.run(args);
        assert!([2, 3].contains(&ran.code), "{args:?}: {} {}", ran.code, ran.err);
        assert!(!ran.err.is_empty(), "{args:?}");
    }
}
