//! Claims as a user makes, disputes and dates them, and the recipe that the docs give for two times.

use super::binary::Place;
use super::json;

const SOURCES: &str = "\
@prefix s: <https://w3id.org/sulh/ns#> . @prefix t: <http://purl.org/dc/terms/> .
@prefix p: <http://www.w3.org/ns/prov#> . @prefix id: <https://w3id.org/sulh/id/> .
<https://w3id.org/sulh/id/document/d1> a s:Document ; t:title \"first\" ;
  s:sha256 \"0000000000000000000000000000000000000000000000000000000000000000\" .
<https://w3id.org/sulh/id/source/one> a s:Source ; t:title \"One\"@en .
<https://w3id.org/sulh/id/source/copy> a s:Source ; t:title \"Copy\"@en ;
  p:wasDerivedFrom <https://w3id.org/sulh/id/source/one> .
<https://w3id.org/sulh/id/source/two> a s:Source ; t:title \"Two\"@en .
<https://w3id.org/sulh/id/organization/forum-x> a <http://www.w3.org/ns/org#Organization> ;
  <http://www.w3.org/2004/02/skos/core#prefLabel> \"Forum X\"@en .
";
const FACT: &str = "ASK { <https://w3id.org/sulh/id/organization/forum-x> \
    <https://w3id.org/sulh/ns#worksOn> <https://w3id.org/sulh/id/threat/poverty> }";

fn place() -> Place {
    let place = Place::new();
    place.file("sources.ttl", SOURCES);
    let graph = "https://w3id.org/sulh/graph/source/one";
    place.run(&["load", "sources.ttl", "--graph", graph]).ok();
    place
}

/// Runs a command that makes a claim, and gives the claim's id.
#[track_caller]
fn made(place: &Place, arguments: &[&str]) -> String {
    let evidence =
        ["--document", "d1", "--bytes", "0-8", "--quote", "works on", "--format", "json"];
    let report = json(&place.run(&[arguments, &evidence].concat()).ok());
    report["id"].as_str().unwrap_or_else(|| panic!("no id in {report}")).to_owned()
}

fn added(place: &Place, source: &str, more: &[&str]) -> String {
    let fact = ["--subject", "organization/forum-x", "--predicate", "worksOn"];
    let rest = ["--object", "threat/poverty", "--source", source];
    made(place, &[&["claim", "add"], &fact[..], &rest, more].concat())
}

fn follows(place: &Place) -> bool {
    place.run(&["query", FACT, "--format", "json"]).out.contains("true")
}

#[test]
fn a_fact_follows_a_claim_while_it_is_accepted_and_undisputed() {
    let place = place();
    let claim = added(&place, "one", &[]);
    assert!(!follows(&place), "a candidate leads to nothing");
    place.run(&["claim", "review", &claim, "accept"]).ok();
    assert!(follows(&place));

    let against = made(&place, &["claim", "contest", &claim, "--source", "two"]);
    assert!(follows(&place), "a contest that nobody accepted changes nothing");
    place.run(&["claim", "review", &against, "accept"]).ok();
    assert!(!follows(&place));
    place.run(&["claim", "withdraw", &against, "--reason", "a mistake"]).ok();
    assert!(follows(&place));

    // A copy is no second origin; an independent source is.
    for (source, origins) in [("copy", 1), ("two", 2)] {
        let same = made(&place, &["claim", "corroborate", &claim, "--source", source]);
        place.run(&["claim", "review", &same, "accept"]).ok();
        let listed = json(
            &place.run(&["claims", "--subject", "organization/forum-x", "--format", "json"]).ok(),
        );
        let item = listed["items"].as_array().unwrap().iter().find(|item| item["id"] == claim);
        assert_eq!(item.unwrap()["origins"], origins, "{listed}");
    }
    for (arguments, told) in [
        (
            &["claim", "review", "0123456789abcdef01234567", "accept"][..],
            "0123456789abcdef01234567",
        ),
        (&["claim", "review", &claim, "perhaps"], "perhaps"),
        (&["claim", "withdraw", &claim, "--reason", " "], "reason"),
    ] {
        let ran = place.run(arguments);
        assert!(ran.code != 0 && ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn the_recipe_for_two_times_finds_what_held_then_as_it_was_known_then() {
    let place = place();
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/time.md");
    let text = std::fs::read_to_string(docs).unwrap();
    let recipe = text.split("```sparql\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(recipe.contains("VALUES ?day { \"2014-11-30\" }"), "{recipe}");

    let dated = ["--valid-from", "2012-03", "--valid-until", "2014"];
    let claim = added(&place, "one", &dated);
    place.run(&["claim", "review", &claim, "accept"]).ok();
    let known = json(&place.run(&["history", "--format", "json"]).ok());
    let known = known[0]["revision"].to_string();
    place.run(&["claim", "withdraw", &claim, "--reason", "a mistake"]).ok();

    let counted = |day: &str, as_of: &[&str]| {
        let query = recipe.replace("2014-11-30", day);
        let by_query = place.run(&[&["query", &query, "--format", "csv"], as_of].concat()).ok();
        let list = [
            "claims",
            "--subject",
            "organization/forum-x",
            "--status",
            "accepted",
            "--valid-at",
            day,
            "--format",
            "json",
        ];
        let by_list = json(&place.run(&[&list[..], as_of].concat()).ok());
        (
            by_query.matches("organization/forum-x,").count(),
            by_list["items"].as_array().unwrap().len(),
        )
    };
    let then = ["--as-of", known.as_str()];
    for (day, held) in [
        ("2012-02-29", 0),
        ("2012-03-01", 1),
        ("2014-11-30", 1),
        ("2014-12-31", 1),
        ("2015-01-01", 0),
    ] {
        assert_eq!(counted(day, &then), (held, held), "{day}");
    }
    // The claim stays as evidence; it is no accepted one any more.
    assert_eq!(counted("2014-11-30", &[]), (1, 0));
}

#[test]
fn words_of_the_same_bytes_are_the_same_words() {
    let place = place();
    let add = |object: &str, quote: &str, more: &[&str]| {
        let fact =
            ["claim", "add", "--subject", "organization/forum-x", "--predicate", "skos:altLabel"];
        let rest = ["--object", object, "--language", "en", "--source", "one", "--document", "d1"];
        let words = ["--bytes", "100-105", "--quote", quote, "--format", "json"];
        place.run(&[&fact[..], &rest, &words, more].concat())
    };
    let id = |ran: super::binary::Ran| json(&ran.ok())["id"].as_str().unwrap().to_owned();
    let (first, second) = (id(add("one", "alpha", &[])), id(add("two", "alpha", &[])));
    let err = add("three", "gamma", &[]).failed(3);
    assert!(err.contains("gamma") && err.contains("held already"), "{err}");
    // Deciding about one leaves the other its words.
    place.run(&["claim", "review", &first, "accept"]).ok();
    let claims = json(&place.run(&["claims", "--source", "one", "--format", "json"]).ok());
    for claim in claims["items"].as_array().unwrap() {
        assert_eq!(claim["passages"][0]["quote"], "alpha", "{claim}");
    }
    place.run(&["claim", "review", &second, "accept"]).ok();
    // The same claim in the restricted part of the source is another one.
    let hidden = id(add("one", "alpha", &["--restricted"]));
    assert_ne!(hidden, first);
    place.run(&["claim", "review", &hidden, "accept"]).ok();
    // A thing of which nothing is held yet is named by its whole IRI.
    let new = "https://w3id.org/sulh/id/organization/brand-new";
    let known =
        ["--predicate", "skos:prefLabel", "--object", "New", "--language", "en", "--source", "one"];
    made(&place, &[&["claim", "add", "--subject", new], &known[..]].concat());
    let unknown = [
        "--subject",
        "organization/brand-newer",
        "--document",
        "d1",
        "--bytes",
        "0-8",
        "--quote",
        "works on",
    ];
    place.run(&[&["claim", "add"], &known[..], &unknown].concat()).failed(3);
    // What a claim names is known by its short name from then on.
    made(
        &place,
        &[&["claim", "add", "--subject", "organization/brand-new", "--negative"], &known[..]]
            .concat(),
    );
    // No other way gives a span other words either.
    let passage = "https://w3id.org/sulh/id/passage/d1-0-8";
    let graph = "https://w3id.org/sulh/graph/candidates/one";
    let insert = format!(
        "INSERT DATA {{ GRAPH <{graph}> {{ <{passage}> <https://w3id.org/sulh/ns#quote> 'plays at'@en }} }}"
    );
    let err = place.run(&["update", &insert]).failed(3);
    assert!(err.contains("works on"), "{err}");
}
