//! The command line as a user meets it: the built binary, its words, its exit codes.
//!
//! It must not look inside: what is asserted is what stands on the screen or in files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod backup;
mod bad_input;
mod beside_a_server;
pub(crate) mod binary;
mod claims;
mod ingest;
mod look_ups;
mod purge;
mod search;
mod search_queries;
mod validation;
mod visibility;
mod words;

use binary::Place;
use serde_json::Value;

/// Rows of the shape of the real file, in words of our own.
pub(crate) const ROWS: &str = "\
id,text,state_under_review,recommending_state,action,issue_themes,response,session,source
t-1,Protect victims of trafficking,Bosnia & Herzegovina,Austria,5-specific action,Trafficking,Accepted,12,test
t-2,\"Train the police,
and the judges\",Bosnia & Herzegovina,Turkey,4-general action,Trafficking,Noted,12,test
t-3,Make detention humane,Serbia,Austria,,Detention,Supported,15,test
";

/// A place whose store holds [`ROWS`].
fn imported() -> Place {
    let place = Place::new();
    place.file("rows.csv", ROWS);
    let out = place.run(&["import", "upr", "rows.csv"]).ok();
    assert!(out.starts_with("Read 3 rows: 3 accepted, 0 rejected."), "{out}");
    place
}

#[track_caller]
fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_same_import_again_changes_nothing_and_says_so() {
    let place = imported();
    let before = json(&place.run(&["stats", "--format", "json"]).ok());
    let again = place.run(&["import", "upr", "rows.csv"]).ok();
    assert!(again.contains("0 statements added, 0 removed"), "{again}");
    assert!(again.contains("nothing changed"), "{again}");
    let after = json(&place.run(&["stats", "--format", "json"]).ok());
    assert_eq!(before["revision"], after["revision"]);
    assert_eq!(before["quads"], after["quads"]);
}

#[test]
fn an_update_and_its_undo_leave_the_same_bytes() {
    let place = imported();
    let before = place.run(&["export"]).ok();
    assert!(before.is_sorted_by_line(), "canonical N-Quads are sorted");
    let update = "\
        INSERT DATA { <urn:x:a> <urn:x:b> 'new', 'žena' } ;
        DELETE DATA { <urn:x:absent> <urn:x:b> 'gone' } ;
        DELETE { GRAPH ?g { ?r ?p ?t } } INSERT { GRAPH ?g { ?r ?p 'changed'@en } }
        WHERE { GRAPH ?g { ?r ?p ?t FILTER(STR(?t) = 'Make detention humane') } }";
    let done = json(&place.run(&["update", update, "-m", "try", "--format", "json"]).ok());
    assert_eq!((&done["added"], &done["removed"]), (&Value::from(3), &Value::from(1)));
    assert_ne!(place.run(&["export"]).ok(), before);
    let revision = done["revision"].to_string();
    let undone = place.run(&["undo", &revision, "-m", "a mistake"]).ok();
    assert!(undone.starts_with("1 statements added, 3 removed"), "{undone}");
    assert_eq!(place.run(&["export"]).ok(), before);
    // An update that inserts what exists and deletes what does not is nothing, and undo of it too.
    let line = before.lines().find(|line| line.contains("Make detention humane")).unwrap();
    let (triple, graph) = split_quad(line);
    let same = format!(
        "INSERT DATA {{ GRAPH {graph} {{ {triple} }} }} ; DELETE DATA {{ <urn:x:a> <urn:x:b> 1 }}"
    );
    let nothing = place.run(&["update", &same]).ok();
    assert!(nothing.contains("Nothing changed"), "{nothing}");
    assert_eq!(place.run(&["export"]).ok(), before);

    let history = json(&place.run(&["history", "--format", "json"]).ok());
    let commits: Vec<(&str, &str)> = history.as_array().unwrap()[..2]
        .iter()
        .map(|change| (change["author"].as_str().unwrap(), change["message"].as_str().unwrap()))
        .collect();
    assert_eq!(commits, [("ana", "a mistake"), ("ana", "try")]);
}

/// `s p o`, `g` of a line of N-Quads.
fn split_quad(line: &str) -> (&str, &str) {
    let line = line.strip_suffix(" .").unwrap();
    let at = line.rfind(' ').unwrap();
    (&line[..at], &line[at + 1..])
}

trait Lines {
    fn is_sorted_by_line(&self) -> bool;
}

impl Lines for String {
    fn is_sorted_by_line(&self) -> bool {
        !self.is_empty() && self.lines().is_sorted()
    }
}

#[test]
fn the_history_of_one_thing_shows_who_changed_what() {
    let place = imported();
    let listing =
        json(&place.run(&["recommendations", "--country", "SRB", "--format", "json"]).ok());
    let (iri, slug) =
        (listing["items"][0]["iri"].as_str().unwrap(), listing["items"][0]["id"].as_str().unwrap());
    let update = format!("INSERT DATA {{ <{iri}> <urn:x:remark> 'seen' }}");
    place.run(&["update", &update, "-m", "a remark"]).ok();
    for name in [iri, slug, &format!("recommendation/{slug}")] {
        let changes = json(&place.run(&["history", name, "--format", "json"]).ok());
        let changes = changes.as_array().unwrap().clone();
        assert_eq!(changes.len(), 2, "{name}: {changes:?}");
        assert_eq!(changes[0]["message"], "a remark");
        assert_eq!(changes[0]["added_total"], 1);
        assert!(changes[0]["added"][0].as_str().unwrap().contains("seen"), "{changes:?}");
    }
    let shown = place.run(&["history", slug]).ok();
    assert!(shown.contains("a remark") && shown.contains("+ "), "{shown}");
    let err = place.run(&["history", "no-such-thing"]).failed(3);
    assert!(err.contains("nothing is called \"no-such-thing\"") && err.contains("hint:"), "{err}");
}

#[test]
fn an_export_to_a_file_is_whole_and_can_be_loaded() {
    let place = imported();
    let out = place.run(&["export", "--output", "all.nq"]).ok();
    assert!(out.starts_with("Wrote ") && out.contains("all.nq"), "{out}");
    assert_eq!(place.read("all.nq"), place.run(&["export"]).ok());
    let again = place.run(&["load", "all.nq"]).ok();
    assert!(again.contains(": 0 added") && again.contains("nothing changed"), "{again}");
    let err = place.run(&["export", "--output", "no/such/dir/all.nq"]).failed(4);
    assert!(err.contains("failed to write") && err.contains("all.nq"), "{err}");
    let err = place.run(&["export", "--format", "turtle"]).failed(2);
    assert!(err.contains("turtle holds one graph") && err.contains("--graph"), "{err}");
}

#[test]
fn a_truncated_checkpoint_is_built_again_and_said_so() {
    let place = Place::new();
    // Enough to be worth a checkpoint.
    let lines: Vec<String> =
        (0..60_000).map(|n| format!("<urn:x:{n}> <urn:x:p> \"{n}\" .\n")).collect();
    place.file("many.nt", lines.concat());
    place.run(&["load", "many.nt"]).ok();
    let before = place.run(&["export"]).ok();
    let largest = files(&place.path("data"))
        .into_iter()
        .filter(|path| {
            !path.ends_with("journal.redb") && !path.to_string_lossy().contains("journal")
        })
        .max_by_key(|path| std::fs::metadata(path).unwrap().len())
        .unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&largest).unwrap();
    file.set_len(file.metadata().unwrap().len() / 2).unwrap();
    drop(file);
    let ran = place.run(&["export"]);
    let name = largest.file_name().unwrap().to_str().unwrap();
    assert!(ran.err.contains(name), "{name} is named: {}", ran.err);
    assert_eq!(ran.ok(), before);
    place.run(&["check", "--deep"]).ok();
}

/// Every file below a directory.
fn files(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn a_clean_store_is_well() {
    let place = imported();
    for args in [&["check"][..], &["check", "--deep"]] {
        let out = place.run(args).ok();
        assert!(out.starts_with("All well"), "{out}");
    }
    let report = json(&place.run(&["check", "--deep", "--format", "json"]).ok());
    assert_eq!((&report["ok"], &report["deep"]), (&Value::from(true), &Value::from(true)));
    assert_eq!(report["findings"], Value::Array(Vec::new()));
}

#[test]
fn a_flipped_byte_of_the_journal_is_found_or_was_in_no_use() {
    let place = imported();
    let lines: Vec<String> =
        (0..20_000).map(|n| format!("<urn:x:{n}> <urn:x:p> \"{n}\" .\n")).collect();
    place.file("many.nt", lines.concat());
    place.run(&["load", "many.nt"]).ok();
    let before = place.run(&["export"]).ok();
    let whole = std::fs::read(place.path("data/journal.redb")).unwrap();
    let mut found = 0;
    for part in 0..16 {
        let copy = format!("copy{part}");
        copied(&place.path("data"), &place.path(&copy));
        let mut bytes = whole.clone();
        let at = bytes.len() * part / 16 + 99;
        bytes[at] ^= 0xff;
        std::fs::write(place.path(&copy).join("journal.redb"), bytes).unwrap();
        let check = place.run(&["--data-dir", &copy, "check", "--deep"]);
        if check.code == 0 {
            assert_eq!(place.run(&["--data-dir", &copy, "export"]).ok(), before, "byte {at}");
        } else {
            found += 1;
            let said = format!("{}{}", check.out, check.err);
            assert!([1, 4].contains(&check.code), "byte {at}: {} {said}", check.code);
            assert!(said.contains("journal.redb"), "byte {at}: {said}");
            assert!(!said.contains("panicked"), "byte {at}: {said}");
        }
    }
    assert!(found > 0, "no flipped byte was found");
}

/// Copies a directory with all that is below it.
fn copied(from: &std::path::Path, to: &std::path::Path) {
    for file in files(from) {
        let to = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(file, to).unwrap();
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let place = imported();
    for args in [
        &["export"][..],
        &["threats", "--limit", "1000"],
        &["query", "SELECT * { ?s ?p ?o }", "--format", "csv"],
        &["query", "SELECT * { ?s ?p ?o }"],
        &["completions", "bash"],
    ] {
        let mut command = place.command(args);
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let ran = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((ran.status.code(), err.as_ref()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let place = Place::new();
    place.file("file", "");
    // A path below a file cannot be made by anybody, whatever their rights.
    let err = place.run(&["--data-dir", "file/data", "stats"]).failed(4);
    assert!(err.starts_with("error: ") && err.contains("file/data"), "{err}");
    // A system directory that refuses even the superuser.
    if std::path::Path::new("/proc/self").exists() {
        let err = place.run(&["--data-dir", "/proc/sulh", "stats"]).failed(4);
        assert!(err.contains("/proc/sulh"), "{err}");
    }
}

#[test]
fn a_recommendation_that_three_sources_state_counts_once() {
    let place = imported();
    let listing =
        json(&place.run(&["recommendations", "--country", "SRB", "--format", "json"]).ok());
    let iri = listing["items"][0]["iri"].as_str().unwrap();
    let count = format!("SELECT (COUNT(*) AS ?n) WHERE {{ <{iri}> ?p ?o }}");
    let before = place.run(&["query", &count, "--format", "csv"]).ok();
    for source in ["second", "third"] {
        let copy = format!(
            "INSERT {{ GRAPH <https://w3id.org/sulh/graph/source/{source}> {{ <{iri}> ?p ?o }} }} WHERE {{ <{iri}> ?p ?o }}"
        );
        let copied = place.run(&["update", &copy]).ok();
        assert!(!copied.starts_with("0 statements"), "{copied}");
    }
    assert_eq!(place.run(&["query", &count, "--format", "csv"]).ok(), before);
    let again = json(&place.run(&["recommendations", "--country", "SRB", "--format", "json"]).ok());
    assert_eq!((&again["total"], &again["items"]), (&listing["total"], &listing["items"]));
    assert_eq!(again["facets"], listing["facets"]);
}
