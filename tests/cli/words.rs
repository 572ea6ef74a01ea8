//! Help, usage, formats, colours, exit codes.

use std::collections::BTreeSet;

use super::binary::Place;
use super::{imported, json};

/// The words of every command, from the table that says who may do what.
fn commands() -> Vec<Vec<&'static str>> {
    sulh_engine::COMMANDS.iter().map(|command| command.name.split(' ').collect()).collect()
}

#[test]
fn every_command_has_help_with_an_example() {
    let place = Place::new();
    for words in commands() {
        for flag in ["--help", "-h"] {
            let help = place.run(&[&words[..], &[flag]].concat()).ok();
            let example =
                help.split_once("EXAMPLE\n").unwrap_or_else(|| panic!("{words:?}: {help}")).1;
            let call = format!("  sulh {}", words.join(" "));
            let shown = example.lines().any(|line| {
                line.contains(call.trim_start()) || line.starts_with("  sulh --data-dir")
            });
            assert!(shown, "{words:?}: {help}");
        }
    }
    assert!(!place.path("data").exists(), "help opens no store");
}

#[test]
fn every_command_of_the_binary_is_in_the_table() {
    let place = Place::new();
    let listed = |help: &str| -> Vec<String> {
        let (_, rest) = help.split_once("Commands:\n").unwrap();
        let names = rest.lines().take_while(|line| !line.trim().is_empty());
        let at_start = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        at_start.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
    };
    let mut found = BTreeSet::new();
    for name in listed(&place.run(&["--help"]).ok()) {
        let help = place.run(&[&name, "--help"]).ok();
        if help.contains("Commands:\n") {
            found.extend(listed(&help).into_iter().map(|sub| format!("{name} {sub}")));
        } else {
            found.insert(name);
        }
    }
    let table: BTreeSet<String> =
        sulh_engine::COMMANDS.iter().map(|command| command.name.to_owned()).collect();
    assert_eq!(found, table);
}

#[test]
fn the_first_help_page() {
    let out = Place::new().run(&["-h"]).ok();
    insta::assert_snapshot!(out, @r#"
    Actors, transnational threats and policy recommendations, every fact tied to its source

    Usage: sulh [OPTIONS] <COMMAND>

    Commands:
      serve            Serve SPARQL, look-ups and pages over HTTP
      token            Hand out, list and revoke tokens
      visibility       Say or list who may see which graph
      load             Load files of RDF
      import           Import tables: recommendations, organisations, countries
      ingest           Bring reports: read files and put what they state before reviewers
      review           Review what reports state: list, show, accept, reject, edit
      evaluate         Compare extraction with what people found
      query            Ask with SPARQL
      update           Change with SPARQL
      search           Look for words in texts, names and descriptions
      suggest          Show names and phrases that begin with some letters
      recommendations  Look up recommendations
      threats          Look up threats
      actors           Look up actors
      countries        Look up countries and territories
      audit            Show who wrote when, what for, and into which graphs
      claims           Look up claims with their evidence
      claim            Add, contest, corroborate, review and withdraw claims
      check            Check the files of the store
      validate         Check files against SHACL shapes
      history          Show who changed what, and when
      diff             Show what two states differ by
      changes          Show what each commit did, oldest first
      undo             Take a commit back
      stats            Show counts and sizes
      export           Write what is held as RDF
      purge            Erase a document, a graph or a name from the present, the past and every file
      backup           Write everything to one file, also beside a running server
      restore          Make a data directory from a backup
      completions      Write completions for a shell

    Options:
      -h, --help     Print help (see more with '--help')
      -V, --version  Print version

    Global options:
          --data-dir <DIR>         Where everything is kept [env: SULH_DATA_DIR] [default: sulh-data]
          --format <FORMAT>        How to write the answer: table, json or csv; also tsv, xml, turtle,
                                   ntriples, nquads, trig, jsonld, rdfxml where the answer fits
          --base <IRI>             What the project's own IRIs begin with
          --mode <MODE>            What a query reads that names no graph: the union of the published
                                   ones, or (strict) none of them [possible values: union, strict]
          --as-of <REVISION|TIME>  Read the store as it was: at a revision (12) or a time in UTC
                                   (2026-11-23T09:00:00Z)
          --demo                   Add the shipped sample: invented recommendations, to see how things
                                   look
          --lang <TAG>             The language of labels: bs, hr, sr, sr-Latn, cnr, tr, bg, sq, mk, en;
                                   several by commas, the most wanted first [env: `SULH_LANG`]
          --color <WHEN>           Colours; `auto` means on a terminal only, and none if `NO_COLOR` is
                                   set [default: auto] [possible values: auto, always, never]

    EXAMPLE
      sulh serve --demo
      sulh import upr recommendations.csv
      sulh recommendations --threat human-trafficking --country BIH

    Exit codes: 0 done, 1 no (check, validate, ASK), 2 wrong usage, 3 wrong input, 4 environment.
    "#);
}

#[test]
fn wrong_usage_is_two() {
    let place = Place::new();
    for args in [
        &[][..],
        &["no-such-command"],
        &["query"],
        &["query", "ASK {}", "-f", "a.rq"],
        &["load"],
        &["undo", "many"],
        &["token", "create", "ana", "--role", "king"],
        &["recommendations", "--limit", "0"],
        &["stats", "--format", "turtle"],
        &["threats", "--format", "tsv"],
        &["stats", "--base", "no iri"],
        &["import", "upr", "a.csv", "--map", "issue"],
        &["serve", "--bind", "nowhere"],
    ] {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {}", ran.err);
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn a_false_ask_is_one_and_an_empty_answer_is_not() {
    let place = imported();
    let ask = |text: &str| place.run(&["query", text]);
    let yes = ask("ASK { ?s ?p ?o }");
    assert_eq!((yes.code, yes.out.as_str()), (0, "true\n"));
    let no = ask("ASK { <urn:x:nobody> ?p ?o }");
    assert_eq!((no.code, no.out.as_str(), no.err.as_str()), (1, "false\n", ""));
    let none = ask("SELECT * { <urn:x:nobody> ?p ?o }");
    assert_eq!((none.code, none.out.as_str()), (0, "No rows.\n"));
    assert_eq!(place.run(&["recommendations", "--country", "MNE"]).code, 0);
}

#[test]
fn colours_only_where_they_are_wanted() {
    let place = imported();
    let escapes = |args: &[&str], no_color: Option<&str>| {
        let mut command = place.command(args);
        if let Some(value) = no_color {
            command.env("NO_COLOR", value);
        }
        let ran = command.output().unwrap();
        ran.stdout.contains(&0x1b) || ran.stderr.contains(&0x1b)
    };
    assert!(!escapes(&["threats"], None), "not a terminal");
    assert!(escapes(&["threats", "--color", "always"], None));
    assert!(escapes(&["query", "oops", "--color", "always"], None));
    assert!(!escapes(&["threats", "--color", "never"], None));
    assert!(!escapes(&["query", "oops"], Some("1")));
}

/// A terminal that `script` makes, since colours are for terminals.
#[test]
fn no_color_holds_on_a_terminal() {
    let place = imported();
    let seen = |no_color: bool| {
        let call = format!("{} threats --limit 2", super::binary::binary().display());
        let mut command = std::process::Command::new("script");
        command.args(["-qec", &call, "/dev/null"]).current_dir(place.path("."));
        command.env("SULH_DATA_DIR", "data").env_remove("NO_COLOR");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        command.stdin(std::process::Stdio::null()).output().ok().map(|ran| ran.stdout)
    };
    let (Some(plain), Some(coloured)) = (seen(true), seen(false)) else {
        let said = "left out: there is no `script` here to make a terminal\n";
        std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes()).unwrap();
        return;
    };
    assert!(!plain.contains(&0x1b), "{}", String::from_utf8_lossy(&plain));
    assert!(coloured.contains(&0x1b), "{}", String::from_utf8_lossy(&coloured));
}

#[test]
fn a_query_is_written_in_every_format() {
    let place = imported();
    let select = "SELECT ?a WHERE { VALUES ?a { 'x' <urn:x:y> } }";
    let written = |args: &[&str]| place.run(&[&["query"], args].concat()).ok();
    insta::assert_snapshot!(written(&[select]), @r#"
     a
    ─────────
     x
     urn:x:y
    2 rows.
    "#);
    insta::assert_snapshot!(written(&[select, "--format", "csv"]), @r#"
    a
    x
    urn:x:y
    "#);
    insta::assert_snapshot!(written(&[select, "--format", "tsv"]), @r#"
    ?a
    "x"
    <urn:x:y>
    "#);
    let rows = json(&written(&[select, "--format", "json"]));
    assert_eq!(rows["results"]["bindings"].as_array().unwrap().len(), 2);
    assert!(written(&[select, "--format", "xml"]).contains("<uri>urn:x:y</uri>"));
    let graph = "CONSTRUCT { <urn:x:a> <urn:x:b> 'c' } WHERE {}";
    assert_eq!(written(&[graph, "--format", "ntriples"]), "<urn:x:a> <urn:x:b> \"c\" .\n");
    for format in ["turtle", "nquads", "trig", "jsonld", "rdfxml"] {
        assert!(written(&[graph, "--format", format]).contains("urn:x:a"), "{format}");
    }
    let err = place.run(&["query", graph, "--format", "csv"]).failed(2);
    assert!(err.contains("cannot be written as csv"), "{err}");
}

#[test]
fn a_text_comes_from_the_line_a_file_or_standard_input() {
    let place = imported();
    place.file("ask.rq", "ASK {}");
    assert_eq!(place.run(&["query", "ASK {}"]).ok(), "true\n");
    assert_eq!(place.run(&["query", "-f", "ask.rq"]).ok(), "true\n");
    assert_eq!(place.run_with(&["query", "-"], "ASK {}").ok(), "true\n");
}

#[test]
fn a_token_is_shown_once() {
    let place = Place::new();
    let made =
        json(&place.run(&["token", "create", "ana", "--role", "editor", "--format", "json"]).ok());
    let token = made["token"].as_str().unwrap();
    assert_eq!((&made["name"], &made["role"]), (&"ana".into(), &"editor".into()));
    assert!(token.len() >= 43, "256 bits: {token}");
    let shown = place.run(&["token", "create", "edo", "--role", "reader"]);
    assert!(shown.err.contains("shown once"), "{}", shown.err);
    assert_eq!(shown.out.lines().count(), 1, "{}", shown.out);
    let list = place.run(&["token", "list"]).ok();
    assert!(list.contains("ana") && list.contains("editor") && !list.contains(token), "{list}");
    let stored = super::files(&place.path("data")).iter().any(|file| {
        std::fs::read(file).unwrap().windows(token.len()).any(|part| part == token.as_bytes())
    });
    assert!(!stored, "only the hash is kept");
    let again = place.run(&["token", "create", "ana", "--role", "admin"]).failed(3);
    assert!(again.contains("exists already"), "{again}");
    place.run(&["token", "revoke", "ana"]).ok();
    let list = json(&place.run(&["token", "list", "--format", "json"]).ok());
    assert!(list[0]["revoked"].is_string(), "{list}");
    place.run(&["token", "revoke", "nobody"]).failed(3);
}
