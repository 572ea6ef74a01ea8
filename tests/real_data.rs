//! The real recommendations: what `sulh` answers against what the file itself says.
//!
//! The oracle reads the CSV with a reader of its own, the mapping of issues and the
//! threat scheme as they lie in `data/` and `ontology/`; nothing of sulh takes part.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;
use serde_json::Value;

use crate::cli::binary::{Place, Server};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A question in the words of each door.
#[derive(Default, Clone, Copy)]
struct Question {
    threat: Option<&'static str>,
    /// As the user writes it; its code; the names that the file has for it.
    country: Option<(&'static str, &'static str, &'static [&'static str])>,
    /// As the user writes it; its code; the names that the file has for it.
    issuer: Option<(&'static str, &'static str, &'static [&'static str])>,
    status: Option<&'static str>,
    action: Option<&'static str>,
    session: Option<&'static str>,
}

type Named = (&'static str, &'static str, &'static [&'static str]);
const BIH: Named = ("BIH", "BIH", &["Bosnia & Herzegovina"]);
const BOSNA: Named = ("Bosna i Hercegovina", "BIH", &["Bosnia & Herzegovina"]);
const TURKEY: Named = ("Turkey", "TUR", &["Turkey"]);
const SERBIA: Named = ("srb", "SRB", &["Serbia"]);
const MONTENEGRO: Named = ("Crna Gora", "MNE", &["Montenegro"]);
const BULGARIA: Named = ("България", "BGR", &["Bulgaria"]);
const FYROM: Named = ("Macedonia FYR", "MKD", &["Macedonia FYR", "North Macedonia"]);
const NORTH_MACEDONIA: Named = ("North Macedonia", "MKD", &["Macedonia FYR", "North Macedonia"]);
const SWAZILAND: Named = ("Swaziland", "SWZ", &["Swaziland"]);
const KOSOVO: Named = ("XKX", "XKX", &[]);
const SLOVENIA: Named = ("SVN", "SVN", &["Slovenia"]);
const UNITED_KINGDOM: Named =
    ("GBR", "GBR", &["United Kingdom", "United Kingdom of Great Britain and Northern Ireland"]);

fn questions() -> Vec<Question> {
    let of = |threat, country| Question {
        threat: Some(threat),
        country: Some(country),
        ..Question::default()
    };
    let country = |country| Question { country: Some(country), ..Question::default() };
    let threat = |threat| Question { threat: Some(threat), ..Question::default() };
    vec![
        of("human-trafficking", BIH),
        of("human-trafficking", BOSNA),
        of("organised-crime", BIH),
        of("organised-crime", MONTENEGRO),
        of("social-exclusion", SERBIA),
        of("poverty", BULGARIA),
        of("corruption", SERBIA),
        of("illicit-economies", SERBIA),
        of("extremism", TURKEY),
        of("torture", FYROM),
        of("torture", NORTH_MACEDONIA),
        country(SWAZILAND),
        country(TURKEY),
        country(KOSOVO),
        of("human-trafficking", KOSOVO),
        threat("gender-based-violence"),
        threat("impunity"),
        Question { status: Some("noted"), ..country(TURKEY) },
        Question { status: Some("accepted"), ..country(SLOVENIA) },
        Question { status: Some("rejected"), ..country(TURKEY) },
        Question { issuer: Some(TURKEY), ..country(BIH) },
        Question { issuer: Some(UNITED_KINGDOM), ..threat("human-trafficking") },
        Question { action: Some("specific"), ..of("torture", TURKEY) },
        Question { action: Some("minimal"), status: Some("noted"), ..Question::default() },
        Question { session: Some("upr-7"), ..country(BIH) },
        Question { session: Some("upr-34"), ..country(BIH) },
    ]
}

/// A row of the file, with what the mapping makes of it.
struct Row {
    id: String,
    text: String,
    state: String,
    issuers: Vec<String>,
    threats: BTreeSet<String>,
    status: &'static str,
    action: &'static str,
    session: String,
}

struct Oracle {
    rows: Vec<Row>,
    narrower: BTreeMap<String, BTreeSet<String>>,
}

impl Oracle {
    fn read(file: &Path) -> Self {
        let mut issues: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut mapping = csv::Reader::from_path(format!("{ROOT}/data/upr/issues.csv")).unwrap();
        for record in mapping.records() {
            let record = record.unwrap();
            if &record[1] == "threat" {
                issues.entry(record[0].to_owned()).or_default().push(record[2].to_owned());
            }
        }
        let mut rows = Vec::new();
        for record in csv::Reader::from_path(file).unwrap().deserialize() {
            let r: BTreeMap<String, String> = record.unwrap();
            // An issuer that nobody knows: the row is a reject.
            if r["recommending_state"].contains("Unknown") {
                continue;
            }
            rows.push(Row {
                id: r["id"].clone(),
                text: r["text"].trim().to_owned(),
                state: r["state_under_review"].clone(),
                issuers: r["recommending_state"].split('|').map(str::to_owned).collect(),
                threats: r["issue_themes"]
                    .split('|')
                    .filter_map(|i| issues.get(i))
                    .flatten()
                    .cloned()
                    .collect(),
                status: match r["response"].as_str() {
                    "Accepted" | "Supported" => "accepted",
                    "Noted" => "noted",
                    other => panic!("{other}"),
                },
                action: match r["action"].split('-').next().unwrap() {
                    "1" => "minimal",
                    "2" => "continuing",
                    "3" => "considering",
                    "4" => "general",
                    "5" => "specific",
                    _ => "",
                },
                session: format!("upr-{}", r["session"]),
            });
        }
        Self { rows, narrower: narrower() }
    }

    fn answer(&self, question: &Question) -> Vec<&Row> {
        let wanted = question.threat.map(|threat| &self.narrower[threat]);
        self.rows
            .iter()
            .filter(|row| wanted.is_none_or(|w| row.threats.iter().any(|t| w.contains(t))))
            .filter(|row| {
                question.country.is_none_or(|(_, _, names)| names.contains(&row.state.as_str()))
            })
            .filter(|row| {
                question.issuer.is_none_or(|(_, _, names)| {
                    row.issuers.iter().any(|i| names.contains(&i.as_str()))
                })
            })
            .filter(|row| question.status.is_none_or(|status| row.status == status))
            .filter(|row| question.action.is_none_or(|action| row.action == action))
            .filter(|row| question.session.is_none_or(|session| row.session == session))
            .collect()
    }
}

/// Each threat with itself and all that is narrower, from the scheme's own file.
fn narrower() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(format!("{ROOT}/ontology/threats.ttl")).unwrap();
    let slug = |iri: &str| iri.rsplit_once("/id/threat/").map(|(_, slug)| slug.to_owned());
    let mut broader: Vec<(String, String)> = Vec::new();
    let mut all = BTreeSet::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_reader(text.as_bytes()) {
        let quad = quad.unwrap();
        let Some(subject) = slug(quad.subject.to_string().trim_matches(['<', '>'])) else {
            continue;
        };
        all.insert(subject.clone());
        if let (true, Term::NamedNode(object)) =
            (quad.predicate.as_str().ends_with("#broader"), &quad.object)
        {
            broader.push((subject, slug(object.as_str()).unwrap()));
        }
    }
    let below = |top: &String| {
        let mut found = BTreeSet::from([top.clone()]);
        loop {
            let before = found.len();
            let more: Vec<String> = broader
                .iter()
                .filter(|(_, up)| found.contains(up))
                .map(|(down, _)| down.clone())
                .collect();
            found.extend(more);
            if found.len() == before {
                return found;
            }
        }
    };
    all.iter().map(|threat| (threat.clone(), below(threat))).collect()
}

/// The filters of a question, as names and values.
fn filters(question: &Question) -> Vec<(&'static str, &'static str)> {
    let mut filters = Vec::new();
    filters.extend(question.threat.map(|value| ("threat", value)));
    filters.extend(question.country.map(|(value, ..)| ("country", value)));
    filters.extend(question.issuer.map(|(value, ..)| ("issuer", value)));
    filters.extend(question.status.map(|value| ("status", value)));
    filters.extend(question.action.map(|value| ("action", value)));
    filters.extend(question.session.map(|value| ("session", value)));
    filters
}

/// Follows the cursor to the end; every page must tell the same figures.
fn pages(ask: impl Fn(Option<&str>) -> Value) -> (Value, BTreeSet<String>) {
    let first = ask(None);
    let mut ids = BTreeSet::new();
    let mut page = first.clone();
    loop {
        for item in page["items"].as_array().unwrap() {
            assert!(ids.insert(item["id"].as_str().unwrap().to_owned()), "{} twice", item["id"]);
        }
        assert_eq!(page["total"], first["total"]);
        match page["next"].as_str() {
            Some(cursor) => page = ask(Some(cursor)),
            None => return (first, ids),
        }
    }
}

fn by_command(place: &Place, question: &Question) -> (Value, BTreeSet<String>) {
    pages(|cursor| {
        let mut args = vec!["recommendations", "--format", "json", "--limit", "1000"];
        let flags: Vec<(String, &str)> =
            filters(question).iter().map(|(n, v)| (format!("--{n}"), *v)).collect();
        args.extend(flags.iter().flat_map(|(name, value)| [name.as_str(), value]));
        args.extend(cursor.iter().flat_map(|cursor| ["--cursor", cursor]));
        serde_json::from_str(&place.run(&args).ok()).unwrap()
    })
}

fn by_http(server: &Server, question: &Question) -> (Value, BTreeSet<String>) {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b == b'-' {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect()
    };
    pages(|cursor| {
        let mut path = "/api/v1/recommendations?limit=1000".to_owned();
        for (name, value) in filters(question).into_iter().chain(cursor.map(|c| ("cursor", c))) {
            path += &format!("&{name}={}", encoded(value));
        }
        let (status, body) = server.get(&path);
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    })
}

/// The same question as somebody who knows SPARQL writes it.
fn by_sparql(place: &Place, question: &Question) -> BTreeSet<String> {
    let id = "https://w3id.org/sulh/id";
    let mut text = "PREFIX sulh: <https://w3id.org/sulh/ns#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT DISTINCT ?id WHERE { ?r a sulh:Recommendation ; dcterms:identifier ?id . "
        .to_owned();
    if let Some(threat) = question.threat {
        text += &format!("?r sulh:addresses/skos:broader* <{id}/threat/{threat}> . ");
    }
    if let Some((_, code, _)) = question.country {
        text += &format!("?r sulh:concerns <{id}/country/{code}> . ");
    }
    if let Some((_, code, _)) = question.issuer {
        text +=
            &format!("?r sulh:madeBy <{id}/organization/government-of-{}> . ", code.to_lowercase());
    }
    if let Some(status) = question.status {
        text += &format!("?r sulh:hasResponse/sulh:status <{id}/response-status/{status}> . ");
    }
    if let Some(action) = question.action {
        text += &format!("?r sulh:action <{id}/action/{action}> . ");
    }
    if let Some(session) = question.session {
        text += &format!("?r sulh:session <{id}/session/{session}> . ");
    }
    let out = place.run(&["query", &(text + "}"), "--format", "csv"]).ok();
    out.lines().skip(1).map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn every_door_answers_what_the_file_says() {
    let file = format!("{ROOT}/../shared/data/upr/recommendations.csv");
    let file = Path::new(&file);
    if !file.exists() {
        println!("left out: ../shared is absent");
        return;
    }
    let oracle = Oracle::read(file);
    let place = Place::new();
    place.run(&["import", "upr", file.to_str().unwrap()]).ok();
    let by_command: Vec<_> = questions().iter().map(|q| by_command(&place, q)).collect();
    let by_sparql: Vec<_> = questions().iter().map(|q| by_sparql(&place, q)).collect();
    let server = place.serve(&[]);
    let (mut empty, mut full) = (0, 0);
    for ((question, (listing, ids)), by_sparql) in
        questions().iter().zip(&by_command).zip(&by_sparql)
    {
        let rows = oracle.answer(question);
        let asked = format!("{:?}", filters(question));
        let expected: BTreeSet<String> = rows.iter().map(|row| row.id.clone()).collect();
        assert_eq!(ids, &expected, "{asked} by command");
        assert_eq!(by_sparql, &expected, "{asked} by SPARQL");
        let (over_http, http_ids) = by_http(&server, question);
        assert_eq!(http_ids, expected, "{asked} over HTTP");
        for listing in [listing, &over_http] {
            assert_eq!(listing["total"], rows.len(), "{asked}");
            assert_eq!(listing["unit"], "recommendation", "{asked}");
            let texts: BTreeSet<&str> = rows.iter().map(|row| row.text.as_str()).collect();
            assert_eq!(listing["distinct_texts"], texts.len(), "{asked}");
            let pairs: usize = rows.iter().map(|row| row.issuers.len()).sum();
            assert_eq!(listing["issuer_pairs"], pairs, "{asked}");
            if question.country.is_some_and(|(_, code, _)| code == "XKX") {
                assert_eq!(listing["empty_because"]["code"], "not-covered", "{asked}");
            }
        }
        if expected.is_empty() { empty += 1 } else { full += 1 }
    }
    assert!(empty >= 3 && full >= 17, "{empty} empty answers, {full} others");
    let item = &by_command[0].0["items"][0];
    for field in ["text", "issuers", "addressees", "responses", "session", "source", "evidence"] {
        assert!(!item[field].is_null(), "{field} is missing in {item}");
    }
    let verbatim = item["responses"][0]["verbatim"].as_str().unwrap();
    assert!(["Accepted", "Noted"].contains(&verbatim), "{item}");
}
