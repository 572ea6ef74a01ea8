//! Backup and restore as their users meet them.

use super::binary::Place;
use super::json;

#[test]
fn a_backup_taken_beside_a_server_restores_to_the_same_bytes() {
    let place = super::imported();
    place.run(&["token", "create", "ana", "--role", "editor"]).ok();
    let server = place.serve(&[]);
    let said = place.run(&["backup", "monday.sulh"]).ok();
    assert!(said.starts_with("Wrote monday.sulh: revision "), "{said}");
    place.run(&["update", "INSERT DATA { <urn:x:a> <urn:x:b> 'later' }"]).ok();
    let err = place.run(&["backup", "monday.sulh"]).failed(3);
    assert!(err.contains("exists already") && err.contains("hint:"), "{err}");
    assert_eq!(server.stop("TERM"), Some(0));

    let whole = json(&place.run(&["backup", "--verify", "monday.sulh", "--format", "json"]).ok());
    let said = place.run(&["--data-dir", "again", "restore", "monday.sulh"]).ok();
    assert!(said.starts_with("Restored again: revision "), "{said}");
    assert!(said.contains(&format!("revision {}", whole["revision"])), "{said}");
    let all = place.run(&["--data-dir", "again", "check", "--deep"]).ok();
    assert!(all.starts_with("All well"), "{all}");
    // The one later statement was undone, as it were: everything else is the same.
    let (now, then) =
        (place.run(&["export"]).ok(), place.run(&["--data-dir", "again", "export"]).ok());
    let kept: Vec<&str> = now.lines().filter(|line| !line.contains("\"later\"")).collect();
    assert_eq!(then.lines().collect::<Vec<_>>(), kept);
    let tokens = place.run(&["--data-dir", "again", "token", "list"]).ok();
    assert!(tokens.contains("ana"), "{tokens}");
    let err = place.run(&["--data-dir", "again", "restore", "monday.sulh"]).failed(3);
    assert!(err.contains("again is not empty") && err.contains("hint:"), "{err}");
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let place = super::imported();
    place.run(&["backup", "b.sulh"]).ok();
    let mut bytes = std::fs::read(place.path("b.sulh")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(place.path("b.sulh"), bytes).unwrap();
    for args in
        [&["backup", "--verify", "b.sulh"][..], &["--data-dir", "again", "restore", "b.sulh"]]
    {
        let err = place.run(args).failed(3);
        assert!(err.contains("is damaged in ") && err.contains("hint:"), "{err}");
    }
    assert!(!place.path("again").exists());
    place.file("other", "no backup at all");
    let err = place.run(&["backup", "--verify", "other"]).failed(3);
    assert!(err.contains("is not a backup"), "{err}");
    place.run(&["backup", "--verify", "nowhere"]).failed(3);
}

#[test]
fn a_restore_beside_the_server_of_the_directory_is_refused() {
    let place = Place::new();
    let server = place.serve(&[]);
    place.run(&["backup", "b.sulh"]).ok();
    let err = place.run(&["restore", "b.sulh"]).failed(3);
    assert!(err.contains("is not empty"), "{err}");
    assert_eq!(server.stop("TERM"), Some(0));
}
