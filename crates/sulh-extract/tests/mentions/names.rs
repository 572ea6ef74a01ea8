//! Names for the gazetteer out of the shipped data, with the ids that the gold uses.

use oxrdf::Term;
use oxttl::TurtleParser;
use std::collections::BTreeMap;
use sulh_extract::{Gazetteer, Kind, Name};
use sulh_ontology::{Syntax, shipped};

/// A name as the data has it.
struct Row {
    id: String,
    kind: Kind,
    label: String,
    language: Option<String>,
}

/// The gazetteer, and for each entity the last part of its IRI: `BIH`, `council-of-europe`.
pub(crate) struct Names {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) ids: Vec<String>,
}

/// The bodies that are not yet among the shipped files.
const BODIES: [&str; 2] = [
    include_str!("../../../../data/actors/international.ttl"),
    include_str!("../../../../data/actors/labels.ttl"),
];

/// Reads all shipped names of countries, places, bodies and threats.
pub(crate) fn names() -> Names {
    let mut rows = Vec::new();
    for file in shipped().iter().filter(|file| !file.demo_only) {
        if matches!(file.syntax, Syntax::Turtle) {
            take_turtle(file.content, &mut rows);
        }
    }
    for body in BODIES {
        take_turtle(body, &mut rows);
    }
    take_countries(&mut rows);
    let numbers: BTreeMap<&str, u32> = rows.iter().map(|row| (row.id.as_str(), 0)).collect();
    let ids: Vec<String> = numbers.into_keys().map(str::to_owned).collect();
    let gazetteer = Gazetteer::build(rows.iter().map(|row| Name {
        entity: ids.binary_search(&row.id).unwrap() as u32,
        kind: row.kind,
        label: &row.label,
        language: row.language.as_deref(),
    }));
    Names { gazetteer, ids }
}

fn take_turtle(content: &str, rows: &mut Vec<Row>) {
    for triple in TurtleParser::new().for_slice(content) {
        let triple = triple.unwrap();
        let is_label = triple.predicate.as_str().ends_with("#prefLabel")
            || triple.predicate.as_str().ends_with("#altLabel");
        let Term::Literal(label) = &triple.object else { continue };
        let subject = triple.subject.to_string();
        let subject = subject.trim_matches(['<', '>']);
        let Some(path) = subject.split("/id/").nth(1).filter(|_| is_label) else { continue };
        let Some((class, id)) = path.split_once('/') else { continue };
        let kind = match class {
            "organization" | "network" => Kind::Actor,
            "threat" => Kind::Threat,
            "place" => Kind::Place,
            _ => continue,
        };
        rows.push(Row {
            id: id.to_owned(),
            kind,
            label: label.value().to_owned(),
            language: label.language().map(str::to_owned),
        });
    }
}

fn take_countries(rows: &mut Vec<Row>) {
    let mut push = |id: &str, label: &str, language: &str| {
        if !label.is_empty() {
            let (id, label) = (id.to_owned(), label.to_owned());
            rows.push(Row { id, kind: Kind::Country, label, language: Some(language.to_owned()) });
        }
    };
    each_row("data/countries/countries.csv", |get| {
        push(get("iso3"), get("name"), "en");
        push(get("iso3"), get("official_name"), "en");
    });
    each_row("data/countries/names.csv", |get| push(get("iso3"), get("name"), get("lang")));
    each_row("data/countries/drafts.csv", |get| push(get("iso3"), get("name"), get("lang")));
    each_row("data/countries/cldr.csv", |get| {
        for language in ["bs", "hr", "cnr", "sr-Cyrl", "tr", "bg", "sq", "mk"] {
            push(get("iso3"), get(language), language);
        }
    });
}

fn each_row(name: &str, mut each: impl FnMut(&dyn Fn(&str) -> &'static str)) {
    let file = shipped().iter().find(|file| file.name == name).unwrap();
    let mut reader = csv::Reader::from_reader(file.content.as_bytes());
    let headers = reader.headers().unwrap().clone();
    for record in reader.records() {
        let record = record.unwrap();
        let get = |column: &str| {
            let place = headers.iter().position(|header| header == column).unwrap();
            let value: &str = record.get(place).unwrap_or_default();
            &*Box::leak(value.to_owned().into_boxed_str())
        };
        each(&get);
    }
}
