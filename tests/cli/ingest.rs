//! Reports as a user brings them: read, reviewed, brought again in another edition.

use super::binary::Place;
use super::json;
use serde_json::Value;

const FIRST: &str = "\
# Dark Water: a sample report on the river

Sample Network for Clean Rivers, Sarajevo, May 2015

## Findings

In 2014 we recorded nineteen cases of human trafficking along the river in Serbia, all of them near the two crossings.
The people whom we met along the banks told us that nobody had asked them anything in all these years.

## Recommendations

To the Government of Serbia

- Train the border police on human trafficking before the summer of next year.
- Open a second shelter for victims in the south of the country.
- Publish the number of convictions every year.
";

/// The same report, with one request worded anew and one left out.
const SECOND: &str = "\
# Dark Water: a sample report on the river

Sample Network for Clean Rivers, Sarajevo, May 2015

## Findings

In 2014 we recorded nineteen cases of human trafficking along the river in Serbia, all of them near the two crossings.
The people whom we met along the banks told us that nobody had asked them anything in all these years.

## Recommendations

To the Government of Serbia

- Train the border police on human trafficking before the summer of next year.
- Publish the number of convictions every year.
- Pay for interpreters in all courts of the border regions.
";

fn candidates(place: &Place) -> Vec<Value> {
    let list = ["review", "list", "--kind", "recommendation", "--format", "json"];
    json(&place.run(&list).ok())["items"].as_array().unwrap().clone()
}

fn with<'v>(items: &'v [Value], words: &str) -> &'v Value {
    let found = items.iter().find(|item| item["label"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no {words:?} in {items:?}"))
}

fn id(item: &Value) -> &str {
    item["id"].as_str().unwrap()
}

fn jobs(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let done = place.run(&[arguments, &["--format", "json"]].concat());
    json(&done.out)["jobs"].as_array().unwrap().clone()
}

#[test]
fn what_a_report_recommends_is_published_once_accepted() {
    let place = Place::new();
    place.file("dark-water.md", FIRST);
    let done = jobs(&place, &["ingest", "dark-water.md"]);
    assert_eq!(done[0]["state"], "done", "{done:?}");
    assert_eq!(done[0]["outcome"]["new"], 3, "{done:?}");
    let items = candidates(&place);
    assert_eq!(items.len(), 3);
    assert!(items.iter().all(|item| item["quotes_hold"] == true), "{items:?}");
    let published = ["recommendations", "--format", "json"];
    assert_eq!(json(&place.run(&published).ok())["total"], 0, "nothing is published unseen");

    let one = with(&items, "Train the border police");
    place.run(&["review", "accept", id(one)]).ok();
    let list = json(&place.run(&published).ok());
    assert_eq!(list["total"], 1);
    let shown = &list["items"][0];
    assert_eq!(shown["evidence"][0]["file"], "dark-water.md");
    assert_eq!(shown["evidence"][0]["page"], 1);
    let quote = shown["evidence"][0]["quote"].as_str().unwrap();
    assert!(FIRST.contains(quote) && quote.starts_with("Train the border police"), "{quote}");
    assert_eq!(shown["addressees"][0]["id"], "government-of-srb");
    assert_eq!(shown["countries"][0]["id"], "SRB");
    assert_eq!(shown["threats"][0]["id"], "human-trafficking");
    assert_eq!(shown["source"]["id"], "dark-water");
}

#[test]
fn decisions_outlive_a_new_edition() {
    let place = Place::new();
    place.file("dark-water.md", FIRST);
    place.run(&["ingest", "dark-water.md"]).ok();
    let items = candidates(&place);
    place.run(&["review", "accept", id(with(&items, "Train the border police"))]).ok();
    let rejected = with(&items, "Publish the number");
    place.run(&["review", "reject", id(rejected), "--reason", "too vague"]).ok();

    place.file("dark-water-2.md", SECOND);
    let done = jobs(&place, &["ingest", "dark-water-2.md"]);
    let outcome = &done[0]["outcome"];
    assert_eq!(done[0]["source"], "dark-water", "it is known as another edition: {done:?}");
    assert_eq!([&outcome["new"], &outcome["kept"], &outcome["hidden"]], [1, 1, 1], "{outcome}");
    let gone = outcome["gone"].as_array().unwrap();
    let shelter = with(&items, "Open a second shelter");
    assert_eq!(gone.len(), 1);
    assert!(id(shelter).ends_with(gone[0].as_str().unwrap()), "{gone:?}");

    let now = candidates(&place);
    let words: Vec<&str> = now.iter().map(|item| item["label"].as_str().unwrap()).collect();
    assert!(!words.iter().any(|words| words.contains("Publish the number")), "{words:?}");
    assert!(words.iter().any(|words| words.contains("Pay for interpreters")), "{words:?}");
    let list = json(&place.run(&["recommendations", "--format", "json"]).ok());
    assert_eq!(list["total"], 1);
    let files: Vec<&str> = list["items"][0]["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["dark-water.md", "dark-water-2.md"], "anchored in both editions");
}

#[test]
fn each_file_that_gives_nothing_says_why() {
    let place = Place::new();
    place.file("empty.pdf", "");
    place.file("picture.pdf", "\u{89}PNG\r\n\u{1a}\n0000");
    place.file("broken.docx", "PK\u{3}\u{4}nothing");
    place.file("report.md", FIRST);
    place.file("copy.md", FIRST);
    let done = jobs(
        &place,
        &["ingest", "empty.pdf", "picture.pdf", "broken.docx", "report.md", "copy.md"],
    );
    let said: Vec<(&str, &str)> = done
        .iter()
        .map(|job| (job["state"].as_str().unwrap(), job["reason"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(said[0], ("failed", "the file is empty"));
    assert_eq!(said[1].0, "failed", "{said:?}");
    assert_eq!(said[2].0, "failed", "{said:?}");
    let states = [said[3].0, said[4].0];
    assert!(states.contains(&"done") && states.contains(&"duplicate"), "{said:?}");
    let known = said.iter().find(|one| one.0 == "duplicate").unwrap();
    assert!(known.1.contains("held as source"), "{known:?}");
    assert_eq!(jobs(&place, &["ingest", "--status"]).len(), 5);
}

#[test]
fn a_job_that_was_cut_off_is_taken_up() {
    let place = Place::new();
    place.file("dark-water.md", FIRST);
    place.run(&["ingest", "dark-water.md"]).ok();
    let path = place.path("data/jobs/000001.json");
    let mut job: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    // As it stands when the process is killed: kept and queued, with nothing written of it.
    job["state"] = "running".into();
    job["outcome"] = Value::Null;
    job["options"]["again"] = true.into();
    std::fs::write(&path, serde_json::to_vec(&job).unwrap()).unwrap();
    let done = jobs(&place, &["ingest", "--resume"]);
    assert_eq!(done[0]["state"], "done", "{done:?}");
    assert_eq!(done[0]["outcome"]["kept"], 3, "what was written before is not written twice");
}

#[test]
fn an_edit_replaces_a_value_and_keeps_the_words() {
    let place = Place::new();
    place.file("dark-water.md", FIRST);
    place.run(&["ingest", "dark-water.md"]).ok();
    let items = candidates(&place);
    let one = id(with(&items, "Open a second shelter")).to_owned();
    place.run(&["review", "edit", &one, "addresses", "threat/human-trafficking"]).ok();
    place.run(&["review", "accept", &one]).ok();
    let list = json(&place.run(&["recommendations", "--format", "json"]).ok());
    assert_eq!(list["items"][0]["threats"][0]["id"], "human-trafficking", "{list}");
}

#[test]
fn a_purged_report_leaves_neither_text_nor_job() {
    let place = Place::new();
    place.file("dark-water.md", FIRST);
    let done = jobs(&place, &["ingest", "dark-water.md"]);
    let hash = done[0]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(std::fs::read_dir(place.path("data/originals")).unwrap().count(), 2);
    place.run(&["purge", "document", &hash, "--reason", "asked for", "--yes"]).ok();
    assert_eq!(std::fs::read_dir(place.path("data/originals")).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(place.path("data/jobs")).unwrap().count(), 0);
}
