//! Each requester counts the commits that it could see: dense numbers that never change.

use crate::stage::{Stage, stage};
use std::collections::BTreeSet;
use std::time::Duration;
use sulh_engine::{Engine, EngineOptions, Identity, Role};

const HIDDEN: &str = "https://w3id.org/sulh/graph/source/x";

fn member(stage: &Stage, name: &str, groups: &[&str]) -> Identity {
    let groups: BTreeSet<String> = groups.iter().map(|&group| group.to_owned()).collect();
    let owner = Identity::command_line();
    let made = stage.engine.create_token_in(&owner, name, Role::Reader, &groups).unwrap();
    stage.engine.authenticate(&made.token).unwrap()
}

fn set(stage: &Stage, visibility: &str, groups: &[&str]) {
    stage.update(&record(visibility, groups));
}

fn record(visibility: &str, groups: &[&str]) -> String {
    let groups: Vec<_> =
        groups.iter().map(|group| format!("; sulh:visibleTo \"{group}\"")).collect();
    let groups = groups.join(" ");
    format!(
        "PREFIX sulh: <https://w3id.org/sulh/ns#>
         DELETE WHERE {{ GRAPH <https://w3id.org/sulh/graph/access> {{ <{HIDDEN}> ?p ?o }} }} ;
         INSERT DATA {{ GRAPH <https://w3id.org/sulh/graph/access> {{ <{HIDDEN}> sulh:visibility \"{visibility}\" {groups} }} }}"
    )
}

fn write(stage: &Stage, graph: &str, number: u32) -> u64 {
    stage
        .update(&format!("INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> {number} }} }}"))
        .revision
}

fn numbers(engine: &Engine, who: &Identity) -> Vec<u64> {
    (0..=engine.revision()).map(|r| engine.shown_revision(who, r).unwrap()).collect()
}

#[test]
fn hidden_commits_leave_no_gap_and_later_openings_renumber_nothing() {
    let stage = stage(|options| options.reference = false);
    let (anyone, owner) = (Identity::anonymous(), Identity::command_line());
    let (member_of, member_not) =
        (member(&stage, "in", &["network"]), member(&stage, "out", &["other"]));
    write(&stage, "urn:open", 1); // 1
    set(&stage, "restricted", &["network"]); // 2: nothing is there yet
    write(&stage, HIDDEN, 1); // 3
    write(&stage, HIDDEN, 2); // 4
    write(&stage, "urn:open", 2); // 5
    let outside = [0, 1, 1, 1, 1, 2];
    assert_eq!(numbers(&stage.engine, &anyone), outside);
    assert_eq!(numbers(&stage.engine, &member_not), outside);
    assert_eq!(numbers(&stage.engine, &member_of), [0, 1, 1, 2, 3, 4]);
    assert_eq!(numbers(&stage.engine, &owner), [0, 1, 2, 3, 4, 5]);

    set(&stage, "members", &[]); // 6: for those who gain sight, and only for them
    assert_eq!(numbers(&stage.engine, &anyone)[5..], [2, 2]);
    assert_eq!(numbers(&stage.engine, &member_not)[5..], [2, 3]);
    assert_eq!(numbers(&stage.engine, &member_of)[5..], [4, 4]);
    set(&stage, "public", &[]); // 7
    assert_eq!(numbers(&stage.engine, &anyone), [0, 1, 1, 1, 1, 2, 2, 3]);

    // The number of a requester stands for the newest state that looks the same to it.
    let found: Vec<_> =
        (0..5).map(|n| stage.engine.journal_revision(&anyone, n).unwrap()).collect();
    assert_eq!(found, [Some(0), Some(4), Some(6), Some(7), None]);
    assert_eq!(stage.engine.journal_revision(&owner, 6).unwrap(), Some(6));
    assert_eq!(stage.engine.journal_revision(&owner, 8).unwrap(), None);

    // It is in the journal: another process counts the same.
    let before = [&anyone, &member_of, &member_not].map(|who| numbers(&stage.engine, who));
    let Stage { engine, dir } = stage;
    drop(engine);
    let options = EngineOptions { reference: false, ..EngineOptions::new(dir.path()) };
    let engine = Engine::open(options).unwrap();
    assert_eq!([&anyone, &member_of, &member_not].map(|who| numbers(&engine, who)), before);
}

#[test]
fn a_reader_waits_for_its_own_number() {
    let stage = stage(|options| options.reference = false);
    let anyone = Identity::anonymous();
    set(&stage, "members", &[]);
    write(&stage, HIDDEN, 1);
    let wait = |number| stage.engine.wait_for_shown(&anyone, number, Duration::ZERO).unwrap();
    assert!(wait(0) && !wait(1), "two hidden commits are none");
    write(&stage, "urn:open", 1);
    assert!(wait(1) && !wait(2));
}

#[test]
fn a_closed_graph_is_closed_with_its_record() {
    let stage = stage(|options| options.reference = false);
    let (anyone, member) = (Identity::anonymous(), member(&stage, "in", &["network"]));
    let sees = |who: &Identity| {
        let view = stage.engine.snapshot().view(&who.access(&stage.engine));
        !view.named_graphs().unwrap().is_empty()
    };
    write(&stage, HIDDEN, 1);
    assert!(sees(&anyone) && sees(&member));
    set(&stage, "restricted", &["network"]);
    assert!(!sees(&anyone) && sees(&member));
    set(&stage, "restricted", &[]);
    assert!(!sees(&anyone) && !sees(&member));
    let request = sulh_engine::UpdateRequest {
        text: record("no such word", &["network"]),
        ..sulh_engine::UpdateRequest::default()
    };
    let refused = stage.engine.update(&Identity::command_line(), request).unwrap_err();
    assert_eq!(refused.code(), "shape-violation", "a word that is none is no record");
    assert!(!sees(&anyone) && !sees(&member));
    set(&stage, "public", &[]);
    assert!(sees(&anyone) && sees(&member));
}
