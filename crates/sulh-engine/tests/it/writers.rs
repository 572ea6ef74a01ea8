//! A graph that a writer does not see is not there for it: not to be read, copied or removed, and
//! refused to be added to.

use crate::stage::{Stage, stage};
use std::collections::BTreeSet;
use sulh_engine::{
    Committed, EngineError, ErrorKind, ExportRequest, GraphTarget, Identity, Level, LoadRequest,
    RdfFormat, Role, UpdateRequest, rdf,
};

const BASE: &str = "https://w3id.org/sulh/graph/";
/// Hidden by its name, by a record, and the records themselves.
const HIDDEN: [&str; 3] = ["source/x/restricted", "source/closed", "access"];

fn graph(name: &str) -> rdf::NamedNode {
    rdf::NamedNode::new(format!("{BASE}{name}")).unwrap()
}

/// An engine with something in each hidden graph, and an editor in no group.
fn hidden() -> (Stage, Identity) {
    let stage = stage(|options| options.reference = false);
    let owner = Identity::command_line();
    let level = Level::Restricted(BTreeSet::from(["network".to_owned()]));
    stage.engine.set_visibility(&owner, &graph("source/closed"), &level).unwrap();
    for name in ["source/x/restricted", "source/closed"] {
        stage.update(&format!("INSERT DATA {{ GRAPH <{BASE}{name}> {{ <urn:s> <urn:p> 1 }} }}"));
    }
    let token = stage.engine.create_token(&owner, "ed", Role::Editor).unwrap().token;
    let editor = stage.engine.authenticate(&token).unwrap();
    (stage, editor)
}

fn update(stage: &Stage, who: &Identity, text: &str) -> Result<Committed, EngineError> {
    let request = UpdateRequest { text: text.to_owned(), ..UpdateRequest::default() };
    stage.engine.update(who, request)
}

#[test]
fn adding_is_refused_in_one_wording() {
    let (stage, editor) = hidden();
    let before = stage.nquads();
    for name in HIDDEN.into_iter().chain(["source/nothing/restricted"]) {
        let iri = format!("{BASE}{name}");
        let expected = format!("the graph <{iri}> is not open to you for writing");
        for text in [
            format!("INSERT DATA {{ GRAPH <{iri}> {{ <urn:a> <urn:b> 2 }} }}"),
            format!("INSERT {{ GRAPH <{iri}> {{ <urn:a> <urn:b> 2 }} }} WHERE {{}}"),
            format!("CREATE SILENT GRAPH <{iri}>"),
            format!("INSERT DATA {{ <urn:a> <urn:b> 2 }} ; COPY DEFAULT TO <{iri}>"),
        ] {
            let refused = update(&stage, &editor, &text).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::Forbidden, "{text}");
            assert_eq!(refused.to_string(), expected, "{text}");
        }
        let target = GraphTarget::Named(graph(name));
        let turtle = b"<urn:a> <urn:b> 2 .";
        let refused = [
            stage.engine.graph_put(&editor, &target, RdfFormat::Turtle, turtle).unwrap_err(),
            stage.engine.graph_post(&editor, &target, RdfFormat::Turtle, turtle).unwrap_err(),
        ];
        for refused in refused {
            assert_eq!(refused.kind(), ErrorKind::Forbidden);
            assert_eq!(refused.to_string(), expected);
        }
    }
    assert_eq!(stage.nquads(), before);
}

#[test]
fn what_is_not_seen_is_neither_removed_nor_copied() {
    let (stage, editor) = hidden();
    update(&stage, &editor, "INSERT DATA { GRAPH <urn:open> { <urn:a> <urn:b> 2 } }").unwrap();
    let kept: String = stage.nquads().lines().filter(|line| !line.contains("urn:open")).collect();
    for name in HIDDEN {
        let iri = format!("{BASE}{name}");
        for text in [
            format!("DELETE DATA {{ GRAPH <{iri}> {{ <urn:s> <urn:p> 1 }} }}"),
            format!("DELETE {{ GRAPH <{iri}> {{ <urn:s> <urn:p> 1 }} }} WHERE {{}}"),
            format!("DELETE WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"),
            format!("DROP SILENT GRAPH <{iri}>"),
            format!("COPY SILENT <{iri}> TO <urn:copy>"),
            format!("ADD SILENT <{iri}> TO <urn:copy>"),
            format!(
                "INSERT {{ GRAPH <urn:copy> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
            ),
            format!(
                "INSERT {{ GRAPH <urn:copy> {{ ?s ?p ?o }} }} USING <{iri}> WHERE {{ ?s ?p ?o }}"
            ),
        ] {
            let done = update(&stage, &editor, &text).unwrap();
            assert_eq!((done.added, done.removed), (0, 0), "{text}");
        }
        for text in [format!("DROP GRAPH <{iri}>"), format!("CLEAR GRAPH <{iri}>")] {
            let refused = update(&stage, &editor, &text).unwrap_err();
            assert_eq!(refused.code(), "no-such-graph", "{text}");
        }
        let target = GraphTarget::Named(graph(name));
        assert_eq!(stage.engine.graph_delete(&editor, &target).unwrap_err().code(), "not-found");
    }
    for text in ["CLEAR NAMED", "DROP ALL"] {
        update(&stage, &editor, text).unwrap();
    }
    let left: String = stage.nquads().lines().collect();
    assert_eq!(left, kept, "all that it sees is gone, and nothing else");
}

#[test]
fn a_load_settles_who_sees_it_before_anything_is_there() {
    let stage = stage(|options| options.reference = false);
    let owner = Identity::command_line();
    let file = stage.dir.path().join("notes.ttl");
    std::fs::write(&file, "<urn:a> <urn:b> 1 .").unwrap();
    let request = LoadRequest {
        files: vec![file],
        graph: Some(graph("source/notes")),
        visibility: Some(Level::Members),
        ..LoadRequest::default()
    };
    stage.engine.load(&owner, &request, &mut |_| {}).unwrap();
    let anyone = Identity::anonymous();
    let target = GraphTarget::Named(graph("source/notes"));
    assert!(!stage.engine.graph_exists(&anyone, &target).unwrap());
    assert_eq!(stage.engine.newest_shown(&anyone).unwrap(), 0, "no revision was ever open");
    let export = ExportRequest { graph: None, format: RdfFormat::NQuads };
    assert_eq!(stage.engine.export(&anyone, &export, &mut Vec::new(), &mut |_| {}).unwrap(), 0);

    let quads = stage.dir.path().join("notes.nq");
    std::fs::write(&quads, "<urn:a> <urn:b> <urn:c> <urn:elsewhere> .\n").unwrap();
    let request = LoadRequest { files: vec![quads], ..request };
    let refused = stage.engine.load(&owner, &request, &mut |_| {}).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::BadInput, "its graphs would be open");
}

#[test]
fn only_an_administrator_says_who_sees_what() {
    let (stage, editor) = hidden();
    let set = |who: &Identity, name: &str, level: Level| {
        stage.engine.set_visibility(who, &graph(name), &level).map(drop)
    };
    assert_eq!(
        set(&editor, "source/closed", Level::Public).unwrap_err().kind(),
        ErrorKind::Forbidden
    );
    assert_eq!(stage.engine.visibilities(&editor).unwrap_err().kind(), ErrorKind::Forbidden);
    let owner = Identity::command_line();
    for name in ["access", "derived/closed"] {
        assert_eq!(set(&owner, name, Level::Public).unwrap_err().kind(), ErrorKind::BadInput);
    }
    set(&owner, "source/closed", Level::Members).unwrap();
    let listed = stage.engine.visibilities(&owner).unwrap();
    let found: Vec<_> = listed
        .iter()
        .map(|row| (row.graph.trim_start_matches(BASE), row.visibility, row.recorded))
        .collect();
    assert_eq!(
        found,
        [
            ("access", "restricted", false),
            ("source/closed", "members", true),
            ("source/x/restricted", "restricted", false),
        ]
    );
}
