//! The log of reads: a line for whoever reads a restricted graph, none for anybody else.

use crate::stage::{Stage, data, stage};
use serde_json::Value;
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use sulh_engine::{
    DiffFormat, DiffRequest, ExportRequest, GraphTarget, Identity, Page, RdfFormat,
    RecommendationFilter, Role, rdf,
};

const SECRET: &str = "source/x/restricted";
const WORDS: &str = r#"r:x a sulh:Recommendation ; sulh:text "Confidential words."@en ; sulh:concerns c:BIH ;
    sulh:madeBy o:witness ; sulh:addressedTo o:government-of-bih ; dcterms:source <https://w3id.org/sulh/id/source/x> .
    o:witness a sulh:Organization ; skos:prefLabel "Witness"@en ."#;

struct Logged {
    stage: Stage,
    log: PathBuf,
    lawyer: Identity,
    reader: Identity,
}

fn logged() -> Logged {
    let files = tempfile::tempdir().unwrap().keep();
    let log = files.join("reads.jsonl");
    let stage = stage(|options| options.read_log = Some(log.clone()));
    stage.update(&data(SECRET, WORDS));
    stage.update(
        "PREFIX sulh: <https://w3id.org/sulh/ns#> INSERT DATA { GRAPH <https://w3id.org/sulh/graph/access> {
         <https://w3id.org/sulh/graph/source/x/restricted> sulh:visibility 'restricted' ; sulh:visibleTo 'lawyers' } }",
    );
    let owner = Identity::command_line();
    let identity = |name: &str, groups: &[&str]| {
        let groups: BTreeSet<String> = groups.iter().map(|&group| group.to_owned()).collect();
        let made = stage.engine.create_token_in(&owner, name, Role::Reader, &groups).unwrap();
        stage.engine.authenticate(&made.token).unwrap()
    };
    let (lawyer, reader) = (identity("lejla", &["lawyers"]), identity("marko", &[]));
    std::fs::write(&log, "").unwrap();
    Logged { stage, log, lawyer, reader }
}

impl Logged {
    fn lines(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.log).unwrap();
        std::fs::write(&self.log, "").unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A route, and how it is read.
type Door<'a> = (&'static str, &'a dyn Fn(&Identity));

#[test]
fn every_door_notes_who_read_which_graph_and_no_more() {
    let logged = logged();
    let engine = &logged.stage.engine;
    let graph = format!("https://w3id.org/sulh/graph/{SECRET}");
    let doors: [Door<'_>; 7] = [
        ("/api/v1/recommendations", &|who| {
            let found =
                engine.recommendations(who, &RecommendationFilter::default(), &Page::default());
            found.unwrap();
        }),
        ("/id/{kind}/{slug}", &|who| drop(engine.entity(who, "recommendation/x").unwrap())),
        ("/export", &|who| {
            let request = ExportRequest { graph: None, format: RdfFormat::NQuads };
            engine.export(who, &request, &mut Vec::new(), &mut |_| {}).unwrap();
        }),
        ("/store", &|who| {
            let target = GraphTarget::Named(rdf::NamedNode::new_unchecked(graph.clone()));
            let _ = engine.graph_get(who, &target, RdfFormat::Turtle, &mut Vec::new());
        }),
        ("/api/v1/history", &|who| drop(engine.history(who, Some("recommendation/x"), 5))),
        ("/api/v1/diff", &|who| {
            let to = engine.shown_revision(who, engine.revision()).unwrap();
            let request = DiffRequest { from: "0".to_owned(), to: to.to_string(), graph: None };
            engine.diff(who, &request, DiffFormat::Patch, &mut Vec::new()).unwrap();
        }),
        ("/api/v1/changes", &|who| assert!(engine.changes(who, 0, 1000, &mut |_| Ok(())).is_ok())),
    ];
    for (door, read) in doors {
        read(&Identity::anonymous().at(door));
        read(&logged.reader.clone().at(door));
        assert_eq!(logged.lines(), Vec::<Value>::new(), "{door}: outsiders read nothing of it");
        read(&logged.lawyer.clone().at(door));
        let lines = logged.lines();
        assert_eq!(lines.len(), 1, "{door}: {lines:?}");
        let line = lines[0].as_object().unwrap();
        assert_eq!((line["name"].as_str(), line["door"].as_str()), (Some("lejla"), Some(door)));
        assert_eq!(line["graph"], graph);
        let keys: Vec<&str> = line.keys().map(String::as_str).collect();
        assert_eq!(keys, ["time", "name", "role", "groups", "door", "graph"]);
    }
    // What does not touch the graph is not noted, whoever asks.
    engine.entity(&logged.lawyer, "country/TUR").unwrap();
    assert_eq!(logged.lines(), Vec::<Value>::new());
}

#[test]
fn the_file_is_private_and_off_unless_asked_for() {
    let logged = logged();
    let mode = std::fs::metadata(&logged.log).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let plain = stage(|_| {});
    let names = std::fs::read_dir(plain.dir.path()).unwrap();
    let names: Vec<String> = names.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| !name.contains("read")), "{names:?}");
}

#[test]
fn a_read_that_cannot_be_noted_is_refused_and_public_ones_go_on() {
    // Writing to this file always fails, as on a full disk.
    let stage = stage(|options| options.read_log = Some("/dev/full".into()));
    stage.update(&data(SECRET, WORDS));
    let owner = Identity::command_line();
    let error = stage.engine.entity(&owner, "recommendation/x").unwrap_err();
    assert_eq!(error.code(), "read-log-unwritable");
    assert!(stage.engine.entity(&owner, "country/TUR").unwrap().is_some());
    assert!(stage.engine.entity(&Identity::anonymous(), "recommendation/x").unwrap().is_none());
}
