//! Who changed what, and taking it back; whole graphs by name.

use crate::stage::{data, stage, with_recommendations};
use sulh_engine::{ErrorKind, GraphTarget, Identity, LoadRequest, RdfFormat, rdf};

#[test]
fn history_tells_who_changed_what_in_words() {
    let stage = with_recommendations();
    stage.update(
        "PREFIX sulh: <https://w3id.org/sulh/ns#>
         DELETE { GRAPH ?g { ?a sulh:status ?s } } INSERT { GRAPH ?g { ?a sulh:status <https://w3id.org/sulh/id/response-status/rejected> } }
         WHERE { GRAPH ?g { ?a sulh:responseTo <https://w3id.org/sulh/id/recommendation/a2> ; sulh:status ?s } }",
    );
    let changes =
        stage.engine.history(&Identity::command_line(), Some("recommendation/a2"), 10).unwrap();
    assert_eq!(changes.len(), 2, "{changes:?}");
    let newest = &changes[0];
    assert_eq!(newest.author, Identity::command_line().name);
    assert_eq!((newest.added_total, newest.removed_total), (1, 1));
    assert_eq!(newest.added, ["a2 · status: Rejected"]);
    assert_eq!(newest.removed, ["a2 · status: Noted"]);
    assert!(
        changes[1].added.contains(&"addresses: Corruption".to_owned()),
        "{:?}",
        changes[1].added
    );
    assert!(
        changes[1]
            .added
            .contains(&"text: \u{201c}Fight CORRUPTION in customs.\u{201d} (en)".to_owned())
    );
    let all = stage.engine.history(&Identity::command_line(), None, 3).unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].revision, stage.engine.revision());
}

#[test]
fn undo_gives_the_same_canonical_quads() {
    let stage = with_recommendations();
    let before = stage.nquads();
    // Inserts one fact that is there and one that is not, deletes one that is there and one that is not.
    let mixed = stage.update(
        "PREFIX r: <https://w3id.org/sulh/id/recommendation/> PREFIX t: <https://w3id.org/sulh/id/threat/>
         PREFIX sulh: <https://w3id.org/sulh/ns#>
         INSERT DATA { GRAPH <https://w3id.org/sulh/graph/source/a> { r:a1 sulh:addresses t:human-trafficking , t:poverty } } ;
         DELETE DATA { GRAPH <https://w3id.org/sulh/graph/source/a> { r:a2 sulh:addresses t:corruption , t:extremism } }",
    );
    assert_eq!((mixed.added, mixed.removed), (1, 1));
    assert_ne!(stage.nquads(), before);
    let owner = Identity::command_line();
    let undone = stage.engine.undo(&owner, mixed.revision, None).unwrap();
    assert_eq!((undone.added, undone.removed), (1, 1));
    assert_eq!(stage.nquads(), before);
    assert_eq!(
        stage.engine.history(&owner, None, 1).unwrap()[0].message,
        format!("undo revision {}", mixed.revision)
    );
    let error = stage.engine.undo(&owner, 10_000, None).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("no-such-revision", ErrorKind::NotFound));
    assert!(stage.engine.check(&owner, true, &mut |_| {}).unwrap().ok);
}

#[test]
fn graphs_are_put_posted_read_and_deleted() {
    let stage = stage(|options| options.reference = false);
    let owner = Identity::command_line();
    let target = GraphTarget::Named(rdf::NamedNode::new("https://example.org/g").unwrap());
    let put =
        stage.engine.graph_put(&owner, &target, RdfFormat::Turtle, b"<a> <b> <c> , <d> .").unwrap();
    assert_eq!((put.created, put.committed.added), (true, 2));
    let put = stage.engine.graph_put(&owner, &target, RdfFormat::Turtle, b"<a> <b> <c> .").unwrap();
    assert_eq!((put.created, put.committed.added, put.committed.removed), (false, 0, 1));
    let post = stage
        .engine
        .graph_post(&owner, &target, RdfFormat::NTriples, b"<urn:x> <urn:y> \"z\" .\n")
        .unwrap();
    assert_eq!(post.committed.added, 1);
    let mut out = Vec::new();
    assert_eq!(stage.engine.graph_get(&owner, &target, RdfFormat::NTriples, &mut out).unwrap(), 2);
    assert!(
        String::from_utf8(out).unwrap().contains("<https://example.org/a> <https://example.org/b>")
    );
    let error = stage
        .engine
        .graph_put(&owner, &target, RdfFormat::Turtle, b"<a> <b>\n  oops .")
        .unwrap_err();
    assert_eq!(error.code(), "rdf-syntax");
    assert!(error.to_string().starts_with("line 2, column "), "{error}");
    let error = stage
        .engine
        .graph_put(&owner, &target, RdfFormat::NQuads, b"<urn:a> <urn:b> <urn:c> <urn:g> .")
        .unwrap_err();
    assert_eq!(error.code(), "invalid-value");
    assert_eq!(stage.engine.graph_delete(&owner, &target).unwrap().removed, 2);
    assert_eq!(stage.engine.graph_delete(&owner, &target).unwrap_err().kind(), ErrorKind::NotFound);
    let local = stage
        .engine
        .graph_post(&owner, &GraphTarget::Default, RdfFormat::Turtle, b"<urn:x> <urn:y> 1 .")
        .unwrap();
    assert!(!local.created);
    assert!(stage.nquads().contains("<https://w3id.org/sulh/graph/local>"));
}

#[test]
fn files_are_loaded_whole_or_not_at_all() {
    let stage = stage(|options| options.reference = false);
    let owner = Identity::command_line();
    let file = stage.dir.path().join("mixed.nt");
    std::fs::write(
        &file,
        "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> oops .\n<urn:a> <urn:b> <urn:d> .\n",
    )
    .unwrap();
    let mut request = LoadRequest { files: vec![file.clone()], ..LoadRequest::default() };
    let error = stage.engine.load(&owner, &request, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("mixed.nt:2:"), "{error}");
    assert_eq!((error.kind(), stage.engine.revision()), (ErrorKind::BadInput, 0));
    request.keep_going = true;
    let report = stage.engine.load(&owner, &request, &mut |_| {}).unwrap();
    assert_eq!((report.added, report.rejected), (2, 1));
    let rejects = std::fs::read_to_string(report.rejects_file.unwrap()).unwrap();
    assert!(rejects.contains("mixed.nt:2:"), "{rejects}");
    request.files = vec![stage.dir.path().join("absent.nt")];
    assert_eq!(
        stage.engine.load(&owner, &request, &mut |_| {}).unwrap_err().kind(),
        ErrorKind::BadInput
    );
    stage.update(&data("source/z", "r:z a sulh:Recommendation ; sulh:text \"Text of z\"@en ."));
}
