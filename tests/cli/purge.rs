//! Erasure as its users meet it: beside a server, by its words, and in the bytes that are left.

use super::binary::Place;
use super::json;
use std::path::Path;

const NAME: &str = "Zdenka Horvatinović";
const NAMED: &str = "PREFIX s: <https://w3id.org/sulh/ns#> INSERT DATA { \
    GRAPH <https://w3id.org/sulh/graph/source/notes> { \
    <https://w3id.org/sulh/id/document/notes> a s:Document ; s:sha256 '0000000000000000000000000000000000000000000000000000000000000000' . \
    <https://w3id.org/sulh/id/row/notes-1> s:inDocument <https://w3id.org/sulh/id/document/notes> . \
    <https://w3id.org/sulh/id/passage/x-1> <urn:x:said> 'so said Zdenka Horvatinović' } \
    GRAPH <urn:x:other> { <urn:x:remark> <urn:x:about> <https://w3id.org/sulh/id/row/notes-1> . \
    <urn:x:kept> <urn:x:says> 'kept' } }";

fn holds(directory: &Path, wanted: &str) -> bool {
    std::fs::read_dir(directory).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, wanted);
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        bytes.windows(wanted.len()).any(|part| part == wanted.as_bytes())
    })
}

#[test]
fn a_name_is_erased_beside_a_server_and_no_byte_of_it_stays() {
    let place = super::imported();
    let server = place.serve(&[]);
    place.run(&["update", NAMED, "-m", &format!("told by {NAME}")]).ok();
    assert!(holds(&place.path("data"), NAME), "the search would find it");
    let err = place.run(&["purge", "name", NAME, "--reason", "asked for"]).failed(2);
    assert!(err.contains("--yes") && !err.contains(NAME), "{err}");
    let err = place.run(&["purge", "name", NAME, "--reason", NAME, "--yes"]).failed(3);
    assert!(err.contains("reason") && !err.contains(NAME), "{err}");
    let look = ["purge", "name", NAME, "--reason", "asked for", "--dry-run", "--format", "json"];
    let would = json(&place.run(&look).ok());
    assert_eq!((&would["quads"], &would["texts"]), (&1.into(), &1.into()));
    assert!(holds(&place.path("data"), NAME), "a look erases nothing");

    let before = place.run(&["export"]).ok();
    let ran = place.run(&["purge", "name", NAME, "--reason", "asked for", "--yes"]);
    assert!(ran.err.contains("Backups made before"), "{}", ran.err);
    assert!(ran.ok().starts_with("Erased 1 statements of 1 graphs"));
    assert!(!holds(&place.path("data"), NAME));
    let after = place.run(&["export"]).ok();
    let expected: Vec<&str> = before.lines().filter(|line| !line.contains(NAME)).collect();
    let found: Vec<&str> = after.lines().filter(|line| !line.contains("/id/tombstone/")).collect();
    assert_eq!(found, expected);
    assert!(place.run(&["history", "--format", "json"]).ok().contains("told by [erased]"));
    place.run(&["purge", "name", NAME, "--reason", "asked for", "--yes"]).failed(3);
    let (status, body) = server.get("/id/passage/x-1");
    assert_eq!(status, 410, "{body}");
    assert!(body.contains("asked for"), "{body}");
    assert_eq!(server.get("/id/passage/x-2").0, 404);
    assert_eq!(server.stop("TERM"), Some(0));
    let well = place.run(&["check", "--deep"]).ok();
    assert!(well.starts_with("All well"), "{well}");
    assert!(!holds(&place.path("data"), NAME));
}

#[test]
fn a_document_goes_with_what_leads_to_it_and_does_not_come_back() {
    let place = Place::new();
    place.run(&["update", NAMED]).ok();
    let out = place.run(&["purge", "document", "notes", "--reason", "no consent", "--yes"]).ok();
    assert!(out.starts_with("Erased 5 statements of 2 graphs"), "{out}");
    let left = place.run(&["export"]).ok();
    assert!(left.contains("\"kept\"") && !left.contains("notes"), "{left}");
    let err = place.run(&["update", NAMED]).failed(3);
    assert!(err.contains("was erased"), "{err}");
    let tombstone = left.lines().find(|line| line.contains("\"no consent\"")).unwrap();
    assert!(tombstone.contains("/graph/tombstones>"), "{tombstone}");
}

#[test]
fn the_tombstone_of_something_hidden_is_hidden_too() {
    let place = Place::new();
    let graph = "https://w3id.org/sulh/graph/source/notes/restricted";
    let thing = "https://w3id.org/sulh/id/passage/hidden-1";
    let update = format!("INSERT DATA {{ GRAPH <{graph}> {{ <{thing}> <urn:x:says> 'hidden' }} }}");
    place.run(&["update", &update]).ok();
    place.run(&["purge", "graph", graph, "--reason", "never to be known", "--yes"]).ok();
    let server = place.serve(&[]);
    assert!(place.run(&["export"]).ok().contains("never to be known"), "administrators see it");
    assert_eq!(server.get("/id/passage/hidden-1").0, 404);
    let (_, all) = server.get(
        "/sparql.csv?query=SELECT%20*%20%7B%20GRAPH%20%3Fg%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20%7D",
    );
    assert!(all.contains("ontology") && !all.contains("never to be known"));
    assert_eq!(server.stop("TERM"), Some(0));
}

#[test]
fn what_the_program_ships_is_not_erased() {
    let place = Place::new();
    for args in [
        ["purge", "graph", "https://w3id.org/sulh/graph/ontology"],
        ["purge", "graph", "no iri"],
        ["purge", "name", "Serbia"],
        ["purge", "name", "ab"],
        ["purge", "document", "nowhere"],
    ] {
        place.run(&[&args[..], &["--reason", "none", "--yes"]].concat()).failed(3);
    }
}

#[test]
fn what_an_erasure_leaves_nobody_else_touches() {
    let place = Place::new();
    place.run(&["update", NAMED]).ok();
    let look =
        place.run(&["purge", "document", "notes", "--reason", "no consent", "--dry-run"]).ok();
    assert!(look.contains("graph/source/notes\n") && look.contains("urn:x:other\n"), "{look}");
    place.run(&["purge", "document", "notes", "--reason", "no consent", "--yes"]).ok();
    let graph = "https://w3id.org/sulh/graph/tombstones";
    let before = place.run(&["export"]).ok();
    let insert = format!("INSERT DATA {{ GRAPH <{graph}> {{ <urn:x:a> <urn:x:b> 1 }} }}");
    let delete = format!("DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}");
    let drop = format!("DROP GRAPH <{graph}>");
    for update in [insert, delete, drop] {
        let err = place.run(&["update", &update]).failed(4);
        assert!(err.contains(graph), "{err}");
    }
    place.file("more.ttl", "<urn:x:a> <urn:x:b> 1 .");
    place.run(&["load", "more.ttl", "--graph", graph]).failed(4);
    let history = json(&place.run(&["history", "--format", "json"]).ok());
    let revision = history[0]["revision"].to_string();
    place.run(&["undo", &revision]).failed(4);
    place.run(&["visibility", graph, "restricted"]).failed(3);
    assert_eq!(place.run(&["export"]).ok(), before);
    // All that others wrote goes; what was erased is known all the same.
    place.run(&["update", "DROP ALL"]).ok();
    assert!(place.run(&["export"]).ok().contains("no consent"));
    place.run(&["update", NAMED]).failed(3);
}

#[test]
fn a_commit_is_undone_though_an_erasure_left_something_unfinished() {
    let place = Place::new();
    let thing = "https://w3id.org/sulh/id/organization/anna";
    place.file(
        "anna.ttl",
        format!("<{thing}> a <https://w3id.org/sulh/ns#Organization> ; <http://www.w3.org/2004/02/skos/core#prefLabel> \"{NAME} Foundation\"@en ; <urn:x:note> \"kept\" ."),
    );
    place.run(&["load", "anna.ttl"]).ok();
    place.run(&["purge", "name", NAME, "--reason", "asked for", "--yes"]).ok();
    let before = place.run(&["export"]).ok();
    place.run(&["update", &format!("DELETE WHERE {{ <{thing}> ?p ?o }}")]).ok();
    let undo = |place: &Place| {
        let history = json(&place.run(&["history", "--format", "json"]).ok());
        place.run(&["undo", &history[0]["revision"].to_string()])
    };
    undo(&place).ok();
    assert_eq!(place.run(&["export"]).ok(), before);
    // What was whole is not undone to something that never was.
    let whole = "https://w3id.org/sulh/id/organization/whole";
    let label = "<http://www.w3.org/2004/02/skos/core#prefLabel> 'Whole'@en";
    let kind = "a <https://w3id.org/sulh/ns#Organization>";
    place.run(&["update", &format!("INSERT DATA {{ <{whole}> {kind} ; {label} }}")]).ok();
    place.run(&["update", &format!("DELETE DATA {{ <{whole}> {kind} }}")]).ok();
    let kind_gone = json(&place.run(&["history", "--format", "json"]).ok());
    place.run(&["update", &format!("DELETE DATA {{ <{whole}> {label} }}")]).ok();
    place.run(&["undo", &kind_gone[0]["revision"].to_string()]).failed(3);
}

#[test]
fn what_the_public_saw_is_gone_for_the_public() {
    let place = Place::new();
    place.run(&["update", NAMED]).ok();
    let candidate = "INSERT DATA { GRAPH <https://w3id.org/sulh/graph/candidates/notes> { \
        <https://w3id.org/sulh/id/passage/hidden-2> <https://w3id.org/sulh/ns#inDocument> <https://w3id.org/sulh/id/document/notes> } }";
    place.run(&["update", candidate]).ok();
    place.run(&["purge", "document", "notes", "--reason", "no consent", "--yes"]).ok();
    let server = place.serve(&[]);
    for (path, status) in [("document/notes", 410), ("row/notes-1", 410), ("passage/hidden-2", 404)]
    {
        assert_eq!(server.get(&format!("/id/{path}")).0, status, "{path}");
    }
    assert_eq!(server.stop("TERM"), Some(0));
}
