//! One owner of a data directory: commands beside a server ask it, other owners are refused.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;

use super::binary::Place;
use super::{ROWS, json};

#[test]
fn commands_give_the_same_beside_a_server_and_alone() {
    let place = super::imported();
    place.file("ask.rq", "ASK { ?s ?p 'nobody said this' }");
    let calls: &[&[&str]] = &[
        &["recommendations", "--country", "BIH"],
        &["recommendations", "--country", "BIH", "--format", "json"],
        &["recommendations", "--country", "XKX", "--format", "csv"],
        &["threats", "--text", "traffick"],
        &["threats", "--under", "corruption", "--limit", "2", "--lang", "sr-Latn"],
        &["query", "SELECT ?t { ?s a ?t } ORDER BY ?t LIMIT 3"],
        &["query", "-f", "ask.rq"],
        &["query", "oops", "--color", "always"],
        &["history", "--format", "csv"],
        &["audit"],
        &["audit", "--author", "sulh", "--format", "csv"],
        &["export"],
        &["token", "list"],
        &["check", "--deep"],
        &["undo", "999"],
        &["stats", "--format", "turtle"],
    ];
    let seen = || -> Vec<(i32, String, String)> {
        let ran = calls.iter().map(|args| place.run(args));
        ran.map(|ran| (ran.code, ran.out, ran.err)).collect()
    };
    let alone = seen();
    let server = place.serve(&[]);
    let beside = seen();
    for ((args, alone), beside) in calls.iter().zip(&alone).zip(&beside) {
        assert_eq!(alone, beside, "{args:?}");
    }
    assert_eq!(server.stop("TERM"), Some(0));
    assert_eq!(seen(), alone, "and again when the server is gone");
}

#[test]
fn the_language_is_that_of_whoever_asks_not_of_the_server() {
    let place = Place::new();
    let asked = |variable: Option<&str>, args: &[&str]| {
        let mut command = place.command(&["threats", "--text", "bribery", "--format", "json"]);
        command.args(args);
        if let Some(language) = variable {
            command.env("SULH_LANG", language);
        }
        let out = command.output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap())
    };
    let label = |variable, args: &[&str]| {
        let (code, out) = asked(variable, args);
        assert_eq!(code, Some(0), "{out}");
        json(&out)["items"][0]["label"].as_str().unwrap().to_owned()
    };
    let seen = || {
        [
            label(None, &[]),
            label(Some("bg"), &[]),
            label(Some("bg"), &["--lang", "sq"]),
            label(None, &["--lang", "fr"]),
        ]
    };
    let expected = ["Bribery", "Подкуп", "Ryshfeti", "Bribery"];
    assert_eq!(seen(), expected);
    let server = place.serve(&[]);
    assert_eq!(seen(), expected, "beside a server");
    assert_eq!(server.stop("TERM"), Some(0));
    assert_eq!(asked(Some("no language"), &[]).0, Some(2));
    assert_eq!(asked(None, &["--lang", "b"]).0, Some(2));
    // Where a name is missing, the table says in which language it is.
    let table = place.run(&["threats", "--text", "bribery", "--lang", "fr"]).ok();
    assert!(table.contains("Bribery [en]"), "{table}");
}

#[test]
fn a_server_takes_commands_that_write_and_text_on_standard_input() {
    let place = Place::new();
    place.file("rows.csv", ROWS);
    let server = place.serve(&[]);
    let out = place.run(&["import", "upr", "rows.csv"]).ok();
    assert!(out.starts_with("Read 3 rows"), "{out}");
    let (status, body) = server.get("/api/v1/recommendations?country=BIH");
    assert_eq!(status, 200);
    assert_eq!(json(&body)["total"], 2);
    let out = place.run_with(&["update", "-"], "INSERT DATA { <urn:x:a> <urn:x:b> 'žena' }").ok();
    assert!(out.starts_with("1 statements added"), "{out}");
    assert_eq!(place.run(&["query", "ASK { <urn:x:a> ?p 'žena' }"]).ok(), "true\n");
    place.run(&["export", "--output", "all.nq"]).ok();
    assert!(place.read("all.nq").contains("žena"), "relative paths are the asker's");
    let err = place.run(&["stats", "--mode", "strict"]).failed(4);
    assert!(err.contains("--mode union"), "{err}");
}

#[test]
fn the_socket_is_private_and_goes_with_the_server() {
    let place = Place::new();
    std::fs::create_dir(place.path("data")).unwrap();
    place.file("data/sulh.sock", "left by a server that died");
    let server = place.serve(&[]);
    let socket = place.path("data/sulh.sock");
    assert_eq!(std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(server.stop("INT"), Some(0));
    assert!(!socket.exists());
}

#[test]
fn a_data_directory_with_a_long_name_works_too() {
    let place = Place::new();
    let long = format!("{}/{}", "d".repeat(120), "e".repeat(120));
    std::fs::create_dir_all(place.path(&long)).unwrap();
    let server = place.serve(&["--data-dir", &long]);
    let out = place.run(&["--data-dir", &long, "query", "ASK {}"]).ok();
    assert_eq!(out, "true\n");
    assert_eq!(server.stop("TERM"), Some(0));
}

#[test]
fn a_second_server_is_refused_with_the_pid_of_the_first() {
    let place = Place::new();
    let server = place.serve(&[]);
    let err = place.run(&["serve", "--bind", "127.0.0.1:0"]).failed(4);
    assert!(err.contains(&format!("process {}", server.pid())), "{err}");
    assert!(err.contains("hint:"), "{err}");
}

#[test]
fn a_directory_of_a_process_that_does_not_answer_is_refused_with_its_pid() {
    let place = Place::new();
    let server = place.serve(&[]);
    std::fs::remove_file(place.path("data/sulh.sock")).unwrap();
    let err = place.run(&["stats"]).failed(4);
    assert!(err.contains(&format!("process {}", server.pid())) && err.contains("hint:"), "{err}");
}

#[test]
fn only_loopback_without_an_administrator() {
    let place = Place::new();
    let err = place.run(&["serve", "--bind", "0.0.0.0:0"]).failed(4);
    assert!(err.contains("0.0.0.0") || err.contains("loopback"), "{err}");
    assert!(err.contains("hint: sulh token create NAME --role admin"), "{err}");
    place.run(&["token", "create", "ana", "--role", "editor"]).ok();
    place.run(&["serve", "--bind", "0.0.0.0:0"]).failed(4);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let place = Place::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let err = place.run(&["serve", "--bind", &address]).failed(4);
    assert!(err.contains(&address) && err.contains("hint:"), "{err}");
}

#[test]
fn the_greeting_has_three_things_to_try_and_says_what_is_invented() {
    let place = Place::new();
    place.file("facts.ttl", "<urn:x:a> <urn:x:b> \"c\" .");
    let server = place.serve(&["facts.ttl", "--demo"]);
    let redacted = server.greeting.replace(&server.address(), "[address]");
    let quads = redacted.lines().find(|line| line.contains(" quads, revision ")).unwrap();
    insta::assert_snapshot!(redacted.replace(quads, "  [n] quads, revision [n]"), @r#"
    sulh serves data at http://[address]
      [n] quads, revision [n]
      The sample recommendations are invented: they show how answers look and state nothing.

    Three things to try:

      in a browser
        http://[address]/api/v1/recommendations?country=XKX
      in a second terminal, recommendations against a threat in a country
        curl 'http://[address]/api/v1/recommendations?threat=human-trafficking&country=BIH'
      and SPARQL
        curl -G http://[address]/sparql.csv --data-urlencode 'query=SELECT ?class (COUNT(*) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY DESC(?things)'

    Ctrl-C stops it.
    "#);
    assert_eq!(place.run(&["query", "ASK { <urn:x:a> ?p ?o }"]).ok(), "true\n");
    for path in
        ["/healthz", "/readyz", "/api/v1/recommendations?threat=human-trafficking&country=BIH"]
    {
        assert_eq!(server.get(path).0, 200, "{path}");
    }
    let sample = place.run(&["recommendations", "--limit", "1"]).ok();
    assert!(sample.contains("sample"), "{sample}");
    assert_eq!(server.stop("TERM"), Some(0));
    // Without the word, what is invented is not there.
    let plain = json(&place.run(&["recommendations", "--format", "json"]).ok());
    assert_eq!(plain["total"], 0);
}

/// A query that nobody waits for any more must end: otherwise the server could not.
#[test]
fn an_asker_that_goes_away_takes_the_query_along() {
    let place = super::imported();
    let server = place.serve(&["--timeout", "600"]);
    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let request = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"), "args": ["query", endless], "cwd": place.path(""),
        "no_color": true, "width": 80, "stdin": null
    });
    let mut socket = UnixStream::connect(place.path("data/sulh.sock")).unwrap();
    socket.write_all(format!("{request}\n").as_bytes()).unwrap();
    drop(socket);
    // Connections are taken in their order: now the first one has been.
    assert_eq!(place.run(&["query", "ASK {}"]).ok(), "true\n");
    let told = std::time::Instant::now();
    assert_eq!(server.stop("TERM"), Some(0));
    // A command in flight is given ten seconds: one that goes on for ever would take them all.
    assert!(told.elapsed().as_secs() < 9, "the server waited for a query that nobody reads");
}
