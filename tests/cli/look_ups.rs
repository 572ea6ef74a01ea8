//! Look-ups: what is covered, what is counted, rows, pages, formats.

use super::binary::Place;
use super::{imported, json};

#[test]
fn a_country_that_no_source_covers_is_not_empty_but_not_covered() {
    let place = imported();
    let shown = place.run(&["recommendations", "--country", "XKX"]).ok();
    assert!(shown.contains("ot covered by any source held"), "{shown}");
    assert!(shown.contains("Note: "), "the note on Kosovo: {shown}");
    let listing =
        json(&place.run(&["recommendations", "--country", "XKX", "--format", "json"]).ok());
    assert_eq!(listing["empty_because"]["code"], "not-covered");
    assert_eq!(listing["total"], 0);
    let uncovered =
        json(&place.run(&["recommendations", "--country", "MNE", "--format", "json"]).ok());
    assert_eq!(uncovered["empty_because"]["code"], "not-covered", "the table says nothing of it");
    let args = ["recommendations", "--country", "SRB", "--threat", "human-trafficking"];
    let found = json(&place.run(&[&args[..], &["--format", "json"]].concat()).ok());
    assert_eq!(found["empty_because"]["code"], "nothing-found");
}

#[test]
fn nothing_loaded_is_said() {
    let place = Place::new();
    let listing = json(&place.run(&["recommendations", "--format", "json"]).ok());
    assert_eq!(listing["empty_because"]["code"], "nothing-loaded");
}

#[test]
fn a_row_has_text_issuer_addressee_response_session_and_source() {
    let place = imported();
    let args = ["recommendations", "--threat", "human-trafficking", "--country", "BIH"];
    let shown = place.run(&args).ok();
    insta::assert_snapshot!(shown, @r#"
    Source: Recommendations of the Universal Periodic Review; 2 countries, 2 sessions, 2011-10-03 to 2013-02-01; From the database of UPR Info; no licence to redistribute it is stated.
            Kosovo is not reviewed by this process.
            The review covers the member States of the United Nations; this import holds 3 recommendations to 2 of them from 2 sessions.
    Not covered by any source held: Kosovo
    2 recommendations
      by issuer: government-of-aut 1, government-of-tur 1
      by status: accepted 1, noted 1
      by action: general 1, specific 1
    Note: Kosovo: The name is used without prejudice to positions on status; United Nations Security Council resolution 1244 (1999) and the advisory opinion of the International Court of Justice of 22 July 2010 on the declaration of independence bear on it.

     recommendation                    issuer         addressee                 response  session         source
    ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     Protect victims of trafficking    Government of  Government of Bosnia and  Accepted  UPR session 12  rows.csv:2
                                       Austria        Herzegovina                         (2011-10-03)
     Train the police, and the judges  Government of  Government of Bosnia and  Noted     UPR session 12  rows.csv:3
                                       Türkiye        Herzegovina                         (2011-10-03)
    "#);
    let listing = json(&place.run(&[&args[..], &["--format", "json"]].concat()).ok());
    assert_eq!(listing["total"], 2);
    let noted = listing["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["source_id"] == "t-2")
        .unwrap();
    assert_eq!(noted["text"], "Train the police,\nand the judges");
    assert_eq!(noted["responses"][0]["status"]["id"], "noted");
    assert_eq!(noted["responses"][0]["verbatim"], "Noted");
    assert_eq!(noted["issuers"][0]["id"], "government-of-tur");
    assert_eq!(noted["addressees"][0]["id"], "government-of-bih");
    assert_eq!(noted["evidence"][0]["line"], 3);
    assert_eq!(noted["evidence"][0]["file"], "rows.csv");
}

#[test]
fn a_spreadsheet_gets_the_rows_and_standard_error_the_rest() {
    let place = imported();
    let ran = place.run(&["recommendations", "--country", "BIH", "--format", "csv"]);
    assert!(ran.err.contains("2 recommendations"), "{}", ran.err);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    let cell = |row: usize, name: &str| {
        rows[row].get(header.iter().position(|column| column == name).unwrap()).unwrap().to_owned()
    };
    assert_eq!(cell(0, "countries"), "BIH");
    assert_eq!(cell(0, "sample"), "false");
}

#[test]
fn a_page_gives_the_command_for_the_next() {
    let place = imported();
    let first =
        place.run(&["recommendations", "--country", "Bosnia and Herzegovina", "--limit", "1"]).ok();
    let next = first.lines().find_map(|line| line.strip_prefix("Next page: ")).unwrap();
    assert!(
        next.starts_with(
            "sulh recommendations --country 'Bosnia and Herzegovina' --limit 1 --cursor "
        ),
        "{next}"
    );
    let cursor = next.rsplit(' ').next().unwrap().trim_matches('\'');
    let args = ["recommendations", "--country", "BIH", "--limit", "1", "--format", "json"];
    let one = json(&place.run(&args).ok());
    let two = json(&place.run(&[&args[..], &["--cursor", cursor]].concat()).ok());
    assert_ne!(one["items"][0]["id"], two["items"][0]["id"]);
    assert_eq!((one["total"].clone(), two["next"].is_null()), (2.into(), true));
    let err = place.run(&["recommendations", "--cursor", "nonsense"]).failed(3);
    assert!(err.contains("cursor"), "{err}");
}

#[test]
fn every_list_has_every_format() {
    let place = imported();
    for list in ["recommendations", "threats", "actors", "countries"] {
        let table = place.run(&[list, "--limit", "3"]).ok();
        assert!(table.lines().count() > 4, "{table}");
        assert!(table.lines().all(|line| line.chars().count() <= 400), "{table}");
        let listing = json(&place.run(&[list, "--limit", "3", "--format", "json"]).ok());
        assert!(listing["items"].as_array().unwrap().len() <= 3);
        for key in ["iri", "id", "label"] {
            assert!(listing["items"][0][key].is_string(), "{list}: {key}");
        }
        for key in ["coverage", "unit", "total", "facets", "next", "notes"] {
            assert!(listing.get(key).is_some(), "{list}: {key}");
        }
        let csv = place.run(&[list, "--limit", "3", "--format", "csv"]).ok();
        assert!(csv.starts_with("iri,id,"), "{csv}");
        let iri = listing["items"][0]["iri"].as_str().unwrap();
        for format in ["turtle", "ntriples", "jsonld", "rdfxml"] {
            let rdf = place.run(&[list, "--limit", "3", "--format", format]).ok();
            assert!(rdf.contains(iri), "{list} {format}: {rdf}");
        }
    }
}

#[test]
fn an_unknown_value_comes_with_suggestions() {
    let place = imported();
    let err = place.run(&["recommendations", "--threat", "human-traficking"]).failed(3);
    assert!(err.contains("unknown threat \"human-traficking\""), "{err}");
    assert!(err.contains("hint:") && err.contains("human-trafficking"), "{err}");
}

#[test]
fn tables_fit_the_width() {
    let place = imported();
    for columns in ["60", "100"] {
        let mut command = place.command(&["threats"]);
        let out = command.env("COLUMNS", columns).output().unwrap();
        let out = String::from_utf8(out.stdout).unwrap();
        let table = out.split("\n\n").nth(1).unwrap();
        // A word that is longer than the line is not cut, so that it can be copied.
        let several = table.lines().filter(|line| line.split_whitespace().count() > 1);
        let widest = several.map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= columns.parse().unwrap(), "{columns}: {widest}\n{table}");
    }
}
