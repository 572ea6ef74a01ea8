//! Input that cannot be read: named by file, line and column, and nothing of it stays.

use super::binary::Place;
use super::{ROWS, json};

/// Replaces what differs between machines.
fn redacted(place: &Place, text: &str) -> String {
    text.replace(&place.path("").display().to_string(), "[dir]/")
}

#[test]
fn sparql_is_shown_with_a_caret() {
    let place = Place::new();
    place.file("bad.rq", "SELECT ?x\nWHERE { ?x ?p oops }\n");
    let err = place.run(&["query", "-f", "bad.rq"]).failed(3);
    assert!(err.starts_with("error: bad.rq:2:"), "{err}");
    let lines: Vec<&str> = err.lines().collect();
    let caret = lines.iter().position(|line| line.trim_end().ends_with('^')).unwrap();
    assert!(lines[caret - 1].contains("2 | WHERE { ?x ?p oops }"), "{err}");
    let err = place.run(&["query", "SELEC ?x {}"]).failed(3);
    assert!(err.starts_with("error: the command line:1:"), "{err}");
    let err = place.run_with(&["update", "-"], "INSERT DATA { <a> }").failed(3);
    assert!(err.starts_with("error: standard input:1:"), "{err}");
}

#[test]
fn an_undeclared_prefix_gets_a_hint() {
    let err = Place::new().run(&["query", "SELECT * { ?x a nix:Thing }"]).failed(3);
    assert!(err.contains("hint:") && err.contains("PREFIX"), "{err}");
}

#[test]
fn bytes_that_are_not_utf8_are_placed() {
    let place = Place::new();
    place.file("bad.rq", b"ASK {\n \xFF }");
    let err = place.run(&["query", "-f", "bad.rq"]).failed(3);
    assert_eq!(err, "error: bad.rq:2:2: byte 0xFF is not UTF-8\n");
    let mut rows = ROWS.as_bytes().to_vec();
    rows.extend(b"t-4,Bad \xFF byte,Serbia,Austria,,Detention,Noted,15,test\n");
    place.file("rows.csv", rows);
    let err = place.run(&["import", "upr", "rows.csv"]).failed(3);
    assert!(err.contains("rows.csv:6:"), "{err}");
}

#[test]
fn rdf_is_refused_whole_or_kept_in_part() {
    let place = Place::new();
    place.file(
        "bad.nt",
        "<urn:x:a> <urn:x:b> \"c\" .\n<urn:x:a> oops .\n<urn:x:a> <urn:x:b> \"d\" .\n",
    );
    let before = place.run(&["export"]).ok();
    let err = place.run(&["load", "bad.nt"]).failed(3);
    assert!(redacted(&place, &err).contains("bad.nt:2:11"), "{err}");
    assert_eq!(place.run(&["export"]).ok(), before, "nothing of a failed load remains");
    let ran = place.run(&["load", "bad.nt", "--keep-going", "--rejects", "rejects.txt"]);
    assert!(ran.err.contains("bad.nt:2:11") && ran.err.contains("rejects.txt"), "{}", ran.err);
    assert!(ran.ok().contains("2 added"));
    assert!(place.read("rejects.txt").contains("bad.nt:2:11"));
    let err = place.run(&["load", "absent.nt"]);
    assert!([3, 4].contains(&err.code) && err.err.contains("absent.nt"), "{}", err.err);
    place.file("a.docx", "");
    let err = place.run(&["load", "a.docx"]).failed(3);
    assert!(err.contains("docx") && err.contains("ttl"), "{err}");
}

#[test]
fn a_table_is_refused_whole_or_kept_in_part() {
    let place = Place::new();
    let bad = "t-4,Free them,Atlantis,Austria,,Detention,Noted,15,test\n";
    place.file("rows.csv", format!("{ROWS}{bad}"));
    let before = place.run(&["export"]).ok();
    let refused = place.run(&["import", "upr", "rows.csv"]);
    let kept = if refused.code == 0 {
        refused
    } else {
        assert!(
            refused.err.contains("rows.csv:6:") && refused.err.contains("Atlantis"),
            "{}",
            refused.err
        );
        refused.failed(3);
        assert_eq!(place.run(&["export"]).ok(), before, "nothing of a failed import remains");
        place.run(&["import", "upr", "rows.csv", "--keep-going", "--rejects", "rejects.csv"])
    };
    assert!(kept.err.contains("rows.csv:6:") && kept.err.contains("Atlantis"), "{}", kept.err);
    assert!(kept.err.contains("1 left out"), "{}", kept.err);
    assert!(kept.ok().starts_with("Read 4 rows: 3 accepted, 1 rejected."));
    place.file("other.csv", "a,b\n1,2\n");
    let err = place.run(&["import", "upr", "other.csv"]).failed(3);
    assert!(err.contains("other.csv"), "{err}");
    let err = place.run(&["import", "upr", "rows.csv", "--map", "nation=x"]).failed(3);
    assert!(err.contains("nation"), "{err}");
}

#[test]
fn hostile_queries_are_refused_quickly() {
    let place = Place::new();
    let deep = format!("ASK {{ {} }}", "FILTER EXISTS {".repeat(1000));
    let err = place.run(&["query", &deep]).failed(3);
    assert!(err.starts_with("error: "), "{err}");
    let long = format!("SELECT ({} AS ?x) {{}}", vec!["1"; 10_000].join("+"));
    place.run(&["query", &long]).failed(3);
}

#[test]
fn an_unknown_revision_is_named() {
    let place = Place::new();
    let err = place.run(&["undo", "999"]).failed(3);
    assert!(err.contains("revision 999 does not exist"), "{err}");
    let stats = json(&place.run(&["stats", "--format", "json"]).ok());
    assert!(stats["revision"].as_u64().unwrap() < 999);
}
