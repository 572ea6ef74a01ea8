//! Queries with signs, what they pass over, hints, reasons, parts of one document, suggestions.

use super::binary::Place;
use super::json;
use serde_json::Value;

const TEXTS: &str = "\
@prefix s: <https://w3id.org/sulh/ns#> . @prefix k: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <http://purl.org/dc/terms/> . @prefix x: <http://www.w3.org/2001/XMLSchema#> .
@prefix r: <https://w3id.org/sulh/id/recommendation/> . @prefix p: <https://w3id.org/sulh/id/passage/> .
@prefix d: <https://w3id.org/sulh/id/document/> . @prefix c: <https://w3id.org/sulh/id/country/> .
r:old a s:Recommendation ; s:text \"Zaštititi svjedoke i žrtve korupcije.\"@bs ; t:issued \"2010-05-01\"^^x:date ; s:concerns c:BIH .
r:new a s:Recommendation ; s:text \"Žrtve, kao i svjedoke, zaštititi.\"@bs ; t:issued \"2020-05-01\"^^x:date ; s:concerns c:MNE .
r:en a s:Recommendation ; s:text \"Protect witnesses of anti-corruption cases.\"@en ; t:issued \"2015\"^^x:gYear ; s:concerns c:SRB .
d:report a s:Document ; t:title \"Shadow report\"@en ; s:sha256 \"0b7ab8ab3a6b9c0d5f1a4b0e0a6a3f6f0b7ab8ab3a6b9c0d5f1a4b0e0a6a3f6f\" .
p:report-0-10 a s:Passage ; s:inDocument d:report ; s:byteStart 0 ; s:byteEnd 10 ; s:text \"Smugglers wait at the border.\"@en .
p:report-20-30 a s:Passage ; s:inDocument d:report ; s:byteStart 20 ; s:byteEnd 30 ; s:text \"A smuggler of smugglers.\"@en .
p:report-40-50 a s:Passage ; s:inDocument d:report ; s:byteStart 40 ; s:byteEnd 50 ; s:text \"Nobody knows the smuggler.\"@en .
";

fn place() -> Place {
    let place = Place::new();
    place.file("texts.ttl", TEXTS);
    place.run(&["load", "texts.ttl", "--graph", "https://w3id.org/sulh/graph/source/q"]).ok();
    place
}

fn searched(place: &Place, args: &[&str]) -> Value {
    json(&place.run(&[&["search", "--format", "json", "--source", "q"], args].concat()).ok())
}

fn ids(listing: &Value) -> Vec<String> {
    let items = listing["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

fn notes(listing: &Value) -> String {
    listing["notes"].to_string()
}

#[test]
fn signs_narrow_and_widen() {
    let place = place();
    let found = |query: &str| {
        let mut found = ids(&searched(&place, &["--", query]));
        found.sort();
        found
    };
    assert_eq!(found("\"zrtve korupcije\""), ["old"]);
    assert_eq!(found("„Žrtve korupcije“"), ["old"]);
    assert_eq!(found("\"korupcije žrtve\""), [""; 0]);
    assert_eq!(found("\"жртве корупције\""), ["old"]);
    assert_eq!(found("žrtva svjedok -korupcija"), ["new"]);
    assert_eq!(found("svjedok NEAR/1 žrtva"), ["old"]);
    assert_eq!(found("svjedok NEAR/3 žrtva"), ["new", "old"]);
    assert_eq!(found("korup*"), ["old"]);
    assert_eq!(found("witneses~"), ["en"]);
    assert_eq!(found("(korupcija OR anticorruption) NOT country:Serbia"), ["old"]);
    assert_eq!(found("country:ME žrtve"), ["new"]);
    assert_eq!(found("žrtve date:2010..2015"), ["old"]);
    assert_eq!(found("kind:recommendation since:2015-01"), ["en", "new"]);
    let since = searched(&place, &["žrtve", "--since", "2011", "--until", "2020"]);
    assert_eq!(ids(&since), ["new"]);
    place.run(&["search", "žrtve", "--since", "soon"]).failed(3);
    place.run(&["search", "žrtve", "--query-language", "tlh"]).failed(3);
    let english = searched(&place, &["witness", "--query-language", "en"]);
    assert_eq!(ids(&english), ["en"]);
}

#[test]
fn what_is_passed_over_is_named() {
    let place = place();
    let listing = searched(&place, &["--", "(žrtve \"korupcije country:Atlantis AND"]);
    assert_eq!(ids(&listing), ["old"]);
    let notes_ = notes(&listing);
    for part in ["( without its )", "quotation mark", "Atlantis", "AND has a clause on one side"] {
        assert!(notes_.contains(part), "{part}: {notes_}");
    }
    let long = "žrtve ".repeat(3000);
    assert!(notes(&searched(&place, &[&long])).contains("first 4096 bytes"));
    let deep = format!("{}žrtve", "(".repeat(2000));
    assert_eq!(ids(&searched(&place, &[&deep])).len(), 2);
    let shown = place.run(&["search", "--", "žrtve AND"]).ok();
    assert!(shown.contains("Note: at character 7: AND has a clause"), "{shown}");
}

#[test]
fn a_word_that_stands_nowhere_has_a_hint() {
    let place = place();
    assert_eq!(searched(&place, &["svejdoke", "korupcije"])["did_you_mean"], "svjedoke korupcije");
    assert_eq!(searched(&place, &["svjedoke"])["did_you_mean"], Value::Null);
    let shown = place.run(&["search", "smugglars"]).ok();
    assert!(shown.contains("Did you mean: smugglers"), "{shown}");
}

#[test]
fn a_score_says_why_and_what_is_recent_comes_first_on_request() {
    let place = place();
    let listing = searched(&place, &["žrtve svjedoci", "--explain"]);
    for item in listing["items"].as_array().unwrap() {
        let why = item["why"].as_array().unwrap();
        let by = |operation: &str| -> Vec<f64> {
            let of = why.iter().filter(|why| why["operation"] == operation);
            of.map(|why| why["by"].as_f64().unwrap()).collect()
        };
        let score = by("add").iter().sum::<f64>() * by("multiply").iter().product::<f64>();
        assert!((score - item["score"].as_f64().unwrap()).abs() < 0.01, "{item}");
        let reasons = item["why"].to_string();
        assert!(reasons.contains("another form of the word"), "{reasons}");
        assert!(reasons.contains("its kind is recommendation"), "{reasons}");
    }
    let shown = place.run(&["search", "žrtve", "--explain", "--source", "q"]).ok();
    assert!(shown.contains("score ") && shown.contains("as it is written"), "{shown}");
    assert_eq!(ids(&searched(&place, &["zaštititi", "--recent"])), ["new", "old"]);
    let recent = searched(&place, &["zaštititi", "--recent", "--explain"]);
    assert!(recent.to_string().contains("how recent it is"), "{recent}");
}

#[test]
fn passages_of_one_document_stand_under_the_best() {
    let place = place();
    let listing = searched(&place, &["smuggler"]);
    assert_eq!((listing["total"].as_u64(), ids(&listing).len()), (Some(3), 1), "{listing}");
    let item = &listing["items"][0];
    assert_eq!(item["more"], 2);
    assert_eq!(item["document"]["label"], "Shadow report");
    let shown = place.run(&["search", "smuggler", "--source", "q"]).ok();
    assert!(shown.contains("(in Shadow report and 2 more)"), "{shown}");
    assert_eq!(ids(&searched(&place, &["smuggler", "--no-fold"])).len(), 3);
    assert_eq!(ids(&searched(&place, &["smuggler", "--document", "report"])).len(), 3);
    assert!(ids(&searched(&place, &["smuggler", "--document", "other"])).is_empty());
}

#[test]
fn names_and_phrases_are_suggested_at_both_doors() {
    let place = place();
    let suggested = |args: &[&str]| {
        let ran = place.run(&[&["suggest", "--format", "json"], args].concat()).ok();
        json(&ran)["items"].as_array().unwrap().clone()
    };
    let names = suggested(&["трговина љ", "--kind", "threat"]);
    assert_eq!(names[0]["text"], "Трговина људима", "{names:?}");
    assert_eq!(names[0]["thing"]["id"], "human-trafficking");
    assert_eq!(names[0]["kind"], "threat");
    let bosnia = suggested(&["bosn", "--kind", "country"]);
    assert_eq!(bosnia[0]["thing"]["id"], "BIH", "{bosnia:?}");
    assert!(bosnia[0]["count"].as_u64() >= Some(1), "{bosnia:?}");
    place.file(
        "more.ttl",
        "@prefix s: <https://w3id.org/sulh/ns#> . @prefix r: <https://w3id.org/sulh/id/recommendation/> .\n\
         r:a a s:Recommendation ; s:text \"Protect whistleblower networks now.\"@en .\n\
         r:b a s:Recommendation ; s:text \"Fund whistleblower networks.\"@en .\n",
    );
    place.run(&["load", "more.ttl", "--graph", "https://w3id.org/sulh/graph/source/q"]).ok();
    let phrases = suggested(&["whistleblower n", "--kind", "phrase"]);
    assert_eq!(
        (&phrases[0]["text"], &phrases[0]["count"]),
        (&"whistleblower networks".into(), &2.into())
    );
    let shown = place.run(&["suggest", "xyzzy"]).ok();
    assert!(shown.contains("Nothing begins with \"xyzzy\"."), "{shown}");

    let server = place.serve(&[]);
    let (status, body) = server.get("/api/v1/suggest?q=%D1%82%D1%80%D0%B3%D0%BE%D0%B2%D0%B8%D0%BD%D0%B0%20%D1%99&kind=threat&limit=1");
    assert_eq!(status, 200, "{body}");
    assert_eq!(json(&body)["items"][0]["text"], "Трговина људима");
    assert_eq!(server.get("/api/v1/suggest?q=a&limit=0").0, 400);
    assert_eq!(server.get("/api/v1/suggest?q=a&as-of=1").0, 400);
    assert_eq!(json(&server.get("/api/v1/suggest?q=").1)["items"], Value::Array(Vec::new()));
    let (status, body) = server.get(
        "/api/v1/search?q=smuggling+OR+%22&explain=true&fold=false&recent=true&query-language=en",
    );
    assert_eq!(status, 200, "{body}");
    assert!(json(&body)["items"][0]["why"].is_array(), "{body}");
    assert_eq!(server.get("/api/v1/search?q=a&since=x").0, 400);
    assert_eq!(server.get("/api/v1/search?q=a&fold=perhaps").0, 400);
    assert_eq!(server.stop("TERM"), Some(0));
}

#[test]
fn pages_stay_whole_while_others_write() {
    let place = place();
    let load = |name: &str, numbers: std::ops::Range<usize>, text: &str| {
        let texts = numbers.map(|number| {
            let more = "border ".repeat(number % 4);
            format!(
                "r:{name}{number} a s:Recommendation ; s:text \"{text} {more}{number}.\"@en .\n"
            )
        });
        let head = TEXTS.lines().take(3).collect::<Vec<_>>().join("\n");
        let file = format!("{name}.ttl");
        place.file(&file, format!("{head}\n{}", texts.collect::<String>()));
        place.run(&["load", &file, "--graph", "https://w3id.org/sulh/graph/source/q"]).ok();
    };
    load("first", 0..30, "Convoys need an escort at the border");
    let (mut cursor, mut seen) = (None::<String>, Vec::new());
    for round in 0.. {
        let mut args = vec!["convoy escort", "--limit", "7"];
        if let Some(cursor) = &cursor {
            args.extend(["--cursor", cursor]);
        }
        let page = searched(&place, &args);
        seen.extend(ids(&page));
        cursor = page["next"].as_str().map(str::to_owned);
        if cursor.is_none() {
            break;
        }
        // Other words become more frequent, and so do these.
        load(&format!("other{round}"), 0..40, "Convoys wait for days");
    }
    let first = seen.iter().filter(|id| id.starts_with("first")).count();
    let different: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((first, seen.len()), (30, different.len()), "{seen:?}");
}

#[test]
fn a_check_compares_the_index_with_the_store() {
    let place = place();
    searched(&place, &["smuggler"]);
    let clean = json(&place.run(&["check", "--deep", "--format", "json"]).ok());
    assert_eq!((&clean["ok"], &clean["text_indexes"]), (&Value::Bool(true), &Value::from(1)));
    let text = std::fs::read_dir(place.path("data/text")).unwrap().next().unwrap().unwrap().path();
    let files = std::fs::read_dir(&text).unwrap().flatten().map(|entry| entry.path());
    let largest = files.max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let mut bytes = std::fs::read(&largest).unwrap();
    bytes[40] ^= 0x55;
    std::fs::write(&largest, bytes).unwrap();
    let found = place.run(&["check"]);
    assert_eq!(found.code, 1, "{}", found.err);
    assert!(found.out.contains("has a damaged file"), "{}", found.out);
    std::fs::remove_dir_all(text).unwrap();
    assert_eq!(ids(&searched(&place, &["smuggler"])).len(), 1);
    place.run(&["check", "--deep"]).ok();
}
