//! Full text as its users meet it: words in any form and script, pages, filters, both doors.

use super::binary::Place;
use super::json;

const TEXTS: &str = "\
@prefix s: <https://w3id.org/sulh/ns#> . @prefix k: <http://www.w3.org/2004/02/skos/core#> .
@prefix o: <https://w3id.org/sulh/id/organization/> . @prefix r: <https://w3id.org/sulh/id/recommendation/> .
@prefix t: <https://w3id.org/sulh/id/threat/> . @prefix c: <https://w3id.org/sulh/id/country/> .
o:fund a s:Organization ; k:prefLabel \"Фонд Ђинђић\"@sr .
o:press a s:Organization ; k:prefLabel \"Udruženje novinara\"@bs .
r:one a s:Recommendation ; s:text \"Vlada treba da zaštiti novinare od pritisaka.\"@bs ;
  s:concerns c:BIH ; s:addresses t:attacks-on-journalists .
r:two a s:Recommendation ; s:text \"Influencat të mbrohen: shteti duhet të mbrojë gazetarët në Tiranë.\"@sq ;
  s:concerns c:ALB ; s:addresses t:attacks-on-journalists .
r:three a s:Recommendation ; s:text \"Adopt a law on whistle-blowers.\"@en ; s:concerns c:SRB .
";

fn place() -> Place {
    let place = Place::new();
    place.file("texts.ttl", TEXTS);
    place.run(&["load", "texts.ttl", "--graph", "https://w3id.org/sulh/graph/source/t"]).ok();
    place
}

fn found(place: &Place, args: &[&str]) -> Vec<String> {
    let ran = place.run(&[&["search", "--format", "json"], args].concat()).ok();
    let items = json(&ran)["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_word_is_found_in_any_form_and_script() {
    let place = place();
    for text in ["Djindjic", "Đinđić", "ђинђић", "Ђинђићу", "DJINDJIC"] {
        assert_eq!(found(&place, &[text]), ["fund"], "{text}");
    }
    for text in ["novinar", "новинари", "novinarima"] {
        let found = found(&place, &[text, "--source", "t"]);
        assert!(found.contains(&"one".to_owned()) && found.contains(&"press".to_owned()), "{text}");
    }
    assert_eq!(found(&place, &["gazetari", "Tirana"]), ["two"]);
    assert_eq!(found(&place, &["whistleblower"]), ["three"]);
    assert_eq!(found(&place, &["laws", "adopted", "--source", "t"]), ["three"]);
    assert!(found(&place, &["--exact", "laws", "--source", "t"]).is_empty());
    let none = place.run(&["search", "xyzzy"]).ok();
    assert!(none.contains("Nothing that you may see has the words \"xyzzy\"."), "{none}");
    let wordless = place.run(&["search", "…"]).ok();
    assert!(wordless.contains("There is no word to look for"), "{wordless}");
    place.run(&["search", " "]).failed(3);
    place.run(&["search", "law", "--as-of", "1"]).failed(2);
}

#[test]
fn hits_are_narrowed_counted_and_shown_where_they_match() {
    let place = place();
    assert_eq!(found(&place, &["novinari", "--kind", "recommendation"]), ["one"]);
    assert_eq!(found(&place, &["novinari", "--country", "Bosnia and Herzegovina"]), ["one"]);
    assert!(found(&place, &["novinari", "--country", "SRB"]).is_empty());
    place.run(&["search", "novinari", "--country", "Atlantis"]).failed(3);
    let ran = json(&place.run(&["search", "novinari", "--source", "t", "--format", "json"]).ok());
    assert_eq!(ran["total"], 2);
    let kinds = ran["facets"]["kind"].as_array().unwrap();
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    // A threat is counted under all that is broader.
    let threats: Vec<&str> = ran["facets"]["threat"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["id"].as_str().unwrap())
        .collect();
    assert!(threats.contains(&"attacks-on-journalists") && threats.len() > 1, "{threats:?}");
    let hit = ran["items"].as_array().unwrap().iter().find(|item| item["id"] == "one").unwrap();
    let letters: Vec<char> = hit["snippet"].as_str().unwrap().chars().collect();
    let [start, end] = [0, 1].map(|at| hit["marks"][0][at].as_u64().unwrap() as usize);
    assert_eq!(letters[start..end].iter().collect::<String>(), "novinare");
    // What has some of the words is shown where nothing has all.
    let some =
        json(&place.run(&["search", "novinare", "whistle-blowers", "--format", "json"]).ok());
    assert!(some["notes"][0].as_str().unwrap().contains("some of them"), "{some}");
}

#[test]
fn pages_follow_each_other_and_both_doors_say_the_same() {
    let place = super::imported();
    let server = place.serve(&[]);
    let (mut path, mut pages, mut all) =
        ("/api/v1/search?q=rights&limit=7".to_owned(), 0, Vec::new());
    let total = loop {
        let (status, body) = server.get(&path);
        assert_eq!(status, 200, "{body}");
        let page = json(&body);
        let items = page["items"].as_array().unwrap();
        all.extend(items.iter().map(|item| item["iri"].as_str().unwrap().to_owned()));
        pages += 1;
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/search?q=rights&limit=7&cursor={next}"),
            None => break page["total"].as_u64().unwrap(),
        }
    };
    let different: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len() as u64, different.len()), (total, all.len()));
    assert!(pages > 1, "{pages}");
    let (status, body) = server.get("/api/v1/search");
    assert!(status == 400 && body.contains("at least one word"), "{body}");
    let (status, body) = server.get("/api/v1/search?q=rights&as-of=1");
    assert!(status == 400 && body.contains("newest state"), "{body}");
    assert_eq!(server.get("/api/v1/search?q=rights&as-of=99999").0, 404);
    assert_eq!(server.get("/api/v1/search?q=rights&cursor=zz").0, 400);
    assert_eq!(server.get("/api/v1/search?q=rights&sort=newest").0, 400);
    let (_, csv) = server.get("/api/v1/search.csv?q=rights&limit=1");
    assert!(csv.starts_with("id,iri,kind"), "{csv}");
    assert_eq!(server.stop("TERM"), Some(0));
}

#[test]
fn what_is_erased_is_found_no_more() {
    let place = place();
    assert_eq!(found(&place, &["Djindjic"]), ["fund"]);
    place.run(&["purge", "name", "Ђинђић", "--reason", "asked for", "--yes"]).ok();
    assert!(!place.path("data/text").exists(), "the index goes with what is erased");
    assert!(found(&place, &["Djindjic"]).is_empty());
}

#[test]
fn a_thing_is_found_by_any_of_its_names() {
    let place = Place::new();
    place.file(
        "texts.ttl",
        "@prefix s: <https://w3id.org/sulh/ns#> . @prefix r: <https://w3id.org/sulh/id/recommendation/> .\n\
         r:en a s:Recommendation ; s:text \"Do more against human trafficking.\"@en .\n\
         r:bs a s:Recommendation ; s:text \"Suzbiti trgovinu ljudima.\"@bs .\n\
         r:tr a s:Recommendation ; s:text \"İnsan ticaretine karşı daha çok çaba.\"@tr .\n\
         r:bg a s:Recommendation ; s:text \"Борба с трафика на хора.\"@bg .\n",
    );
    place.run(&["load", "texts.ttl", "--graph", "https://w3id.org/sulh/graph/source/t"]).ok();
    let all = ["bg", "bs", "en", "tr"];
    for name in [
        "trafficking in persons",
        "trgovina ljudima",
        "трговина људима",
        "insan ticareti",
        "трафик на хора",
    ] {
        let mut ids = found(&place, &[name, "--source", "t"]);
        ids.sort();
        assert_eq!(ids, all, "{name}");
    }
    assert_eq!(found(&place, &["trgovina ljudima", "--source", "t", "--no-synonyms"]), ["bs"]);
    let ran = place.run(&["search", "insan ticareti", "--source", "t", "--format", "json"]).ok();
    let items = json(&ran)["items"].as_array().unwrap().clone();
    let by = |id: &str| items.iter().find(|item| item["id"] == id).unwrap()["by"].clone();
    assert_eq!(by("tr"), serde_json::Value::Null);
    assert!(by("en")[0].as_str().unwrap().eq_ignore_ascii_case("human trafficking"), "{items:?}");
    assert_eq!(items[0]["id"], "tr", "what was written comes first");
}
