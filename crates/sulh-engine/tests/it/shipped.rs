//! What the binary carries is in the store after opening, and opening again writes nothing.

use crate::stage::stage;
use sulh_engine::{DatasetMode, Engine, EngineOptions, Identity};

#[test]
fn opening_again_commits_nothing() {
    let first = stage(|_| {});
    let revision = first.engine.revision();
    assert!(revision > 0);
    let before = first.nquads();
    let crate::stage::Stage { engine, dir } = first;
    drop(engine);
    let engine = Engine::open(EngineOptions::new(dir.path())).unwrap();
    assert_eq!(engine.revision(), revision);
    let again = crate::stage::Stage { engine, dir };
    assert_eq!(again.nquads(), before);
    assert!(again.engine.check(&Identity::command_line(), true, &mut |_| {}).unwrap().ok);
}

#[test]
fn strict_mode_and_no_reference_ship_nothing() {
    assert_eq!(stage(|options| options.mode = DatasetMode::Strict).engine.revision(), 0);
    assert_eq!(stage(|options| options.reference = false).engine.revision(), 0);
}

#[test]
fn another_base_moves_every_id() {
    let base = "https://example.org/kg/";
    let stage = stage(|options| {
        options.base = sulh_engine::Base::parse(base).unwrap();
        options.demo = true;
    });
    assert!(!stage.nquads().contains("https://w3id.org/sulh/id/"));
    let list = stage.find(&crate::stage::filter(|f| f.countries = crate::stage::words(&["XKX"])));
    assert!(list.total > 0 && list.items[0].iri.starts_with(base));
    assert!(list.notes.iter().any(|note| note.starts_with("Kosovo: ")));
}

#[test]
fn a_second_owner_is_told_the_first() {
    let stage = stage(|_| {});
    let error = Engine::open(EngineOptions::new(stage.dir.path())).unwrap_err();
    assert_eq!((error.code(), error.holder_pid()), ("locked", Some(std::process::id())));
}

#[test]
fn a_shipped_graph_that_was_emptied_comes_back() {
    let first = stage(|_| {});
    let before = first.nquads();
    first.update("CLEAR GRAPH <https://w3id.org/sulh/graph/reference>");
    assert_ne!(first.nquads(), before);
    let crate::stage::Stage { engine, dir } = first;
    drop(engine);
    let engine = Engine::open(EngineOptions::new(dir.path())).unwrap();
    assert_eq!(crate::stage::Stage { engine, dir }.nquads(), before);
}
