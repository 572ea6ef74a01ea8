//! Servers that differ in what an outsider may not see, and in nothing else.
//!
//! Part is written before they start and part while they serve, hidden things first, so that
//! numbers and ids which were handed out afterwards would tell.

use std::collections::BTreeSet;
use std::path::Path;

use sulh_engine::rdf::NamedNode;
use sulh_engine::{Engine, EngineOptions, Identity, ImportRequest, Level, Role, UpdateRequest};

use super::exchange::{Asked, Client};
use crate::cli::binary::{Place, Server};

pub(crate) const BASE: &str = "https://w3id.org/sulh/";
const PREFIXES: &str = "
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX sulh: <https://w3id.org/sulh/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX id: <https://w3id.org/sulh/id/>
PREFIX o: <https://w3id.org/sulh/id/organization/>
PREFIX r: <https://w3id.org/sulh/id/recommendation/>
PREFIX c: <https://w3id.org/sulh/id/country/>
PREFIX t: <https://w3id.org/sulh/id/threat/>
";
/// Documents and facts for members, and for nobody but administrators and a group.
const HIDDEN: usize = 200;

/// What a server holds beside what everybody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// Nothing.
    Open,
    /// What members see.
    Members,
    /// That, and unreviewed claims, which reviewers and editors see by name.
    Reviewed,
    /// That, and what none of them sees.
    All,
}

/// A part of the story, told to every server alike.
struct Step {
    graph: &'static str,
    facts: String,
    least: Held,
}

impl Held {
    fn has(self, least: Self) -> bool {
        self as u8 >= least as u8
    }
}

/// Facts of one kind about numbered things.
fn things(word: &str, numbers: std::ops::Range<usize>) -> String {
    let facts = numbers.map(|n| {
        format!(
            "o:{word}-{n} a sulh:Organization ; skos:prefLabel \"{word} body {n}\"@en ; sulh:basedIn c:BIH .
             c:BIH sulh:mentions o:{word}-{n} . o:open-1 sulh:mentions o:{word}-{n} .
             r:{word}-{n} a sulh:Recommendation ; sulh:text \"{word} words {n}.\"@en ; sulh:concerns c:BIH ;
               sulh:addresses t:corruption ; sulh:madeBy o:{word}-{n} ; dcterms:source <https://w3id.org/sulh/id/source/{word}> ."
        )
    });
    let source = format!(
        "<https://w3id.org/sulh/id/source/{word}> a sulh:Source ; dcterms:title \"{word} source\"@en ; sulh:coversCountry c:BIH ."
    );
    facts.chain([source]).collect::<Vec<_>>().join("\n")
}

/// Reviewed claims, each with the fact that it claims about a numbered thing.
fn claims(word: &str, numbers: std::ops::Range<usize>) -> String {
    let contests = if word == "open" { "" } else { "; sulh:contests id:claim-open-1" };
    let facts = numbers.map(|n| {
        format!(
            "id:claim-{word}-{n} a sulh:Claim ; rdf:subject o:{word}-{n} ; rdf:predicate sulh:mentions ; prov:wasDerivedFrom <https://w3id.org/sulh/id/source/{word}> ;
               rdf:object t:corruption ; sulh:polarity <https://w3id.org/sulh/id/polarity/positive> ;
               sulh:reviewStatus <https://w3id.org/sulh/id/review-status/accepted> {contests} ."
        )
    });
    facts.collect::<Vec<_>>().join("\n")
}

fn steps() -> Vec<Step> {
    use Held::{All, Members, Open, Reviewed};
    let step = |graph, least, facts| Step { graph, facts, least };
    let quarter = HIDDEN / 4;
    vec![
        step("source/open", Open, things("open", 0..20)),
        step("source/inner", Members, things("inner", 0..quarter)),
        step("source/open/restricted", All, things("secret", 0..quarter)),
        step("source/open", Open, things("more", 0..10)),
        step("source/open", Open, claims("open", 0..3)),
        step("source/closed", All, things("secret", quarter..2 * quarter)),
        step("candidates/open", Reviewed, things("draft", 2 * quarter..3 * quarter)),
        // What follows from them stands in `graph/derived/closed`; their contest of an open claim
        // must change nothing for those who do not see it.
        step("source/closed", All, claims("secret", 3 * quarter..HIDDEN)),
        step("source/late", Open, things("late", 0..10)),
        step("source/inner", Members, things("inner", quarter..2 * quarter)),
        step("source/closed", All, things("secret", HIDDEN..HIDDEN + 5)),
        step("source/late", Open, things("later", 0..10)),
    ]
}

/// Steps that are told before the server starts.
const BEFORE: usize = 7;

fn insert(step: &Step) -> String {
    let Step { graph, facts, .. } = step;
    format!("{PREFIXES} INSERT DATA {{ GRAPH <{BASE}graph/{graph}> {{ {facts} }} }}")
}

/// Fills a new directory; gives the tokens: reader, editor, one of the group, administrator.
pub(crate) fn fill(engine: &Engine, held: Held, dir: &Path) -> Vec<String> {
    let owner = Identity::command_line();
    let restricted = Level::Restricted(BTreeSet::from(["network".to_owned()]));
    for (graph, level, least) in [
        ("source/inner", Level::Members, Held::Members),
        ("source/closed", restricted.clone(), Held::All),
        ("source/open/restricted", restricted, Held::All),
    ] {
        if held.has(least) {
            let graph = NamedNode::new(format!("{BASE}graph/{graph}")).unwrap();
            engine.set_visibility(&owner, &graph, &level).unwrap();
        }
    }
    for step in steps().iter().take(BEFORE).filter(|step| held.has(step.least)) {
        let request = UpdateRequest { text: insert(step), ..UpdateRequest::default() };
        engine.update(&owner, request).unwrap();
    }
    let rows = dir.join("rows.csv");
    std::fs::write(&rows, crate::cli::ROWS).unwrap();
    let request = ImportRequest { file: rows, maps: Vec::new(), keep_going: false, rejects: None };
    engine.import_upr(&owner, &request, &mut |_| {}).unwrap();
    let group = BTreeSet::from(["network".to_owned()]);
    let tokens = [
        ("rea", Role::Reader, BTreeSet::new()),
        ("edi", Role::Editor, BTreeSet::new()),
        ("ina", Role::Reviewer, group),
        ("adm", Role::Admin, BTreeSet::new()),
    ];
    let made = tokens.map(|(name, role, groups)| {
        engine.create_token_in(&owner, name, role, &groups).unwrap().token
    });
    made.to_vec()
}

/// The rest of the story, over HTTP.
pub(crate) fn go_on(address: &str, admin: &str, held: Held) {
    let mut client = Client::new(address, Some(admin));
    for step in steps().iter().skip(BEFORE).filter(|step| held.has(step.least)) {
        let asked =
            Asked::new("POST", "/sparql").sending("application/sparql-update", insert(step));
        let (answered, _) = client.ask(&asked);
        assert_eq!(answered.status(), 200, "{}", answered.text());
    }
    let gone = format!(
        "{PREFIXES} DELETE WHERE {{ GRAPH <{BASE}graph/source/late> {{ r:late-3 ?p ?o }} }}"
    );
    let asked = Asked::new("POST", "/sparql").sending("application/sparql-update", gone);
    assert_eq!(client.ask(&asked).0.status(), 200);
}

/// A server of the built binary.
pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) tokens: Vec<String>,
    _place: Place,
}

pub(crate) fn world(held: Held) -> World {
    let place = Place::new();
    let options = EngineOptions { demo: true, ..EngineOptions::new(place.path("data")) };
    let engine = Engine::open(options).unwrap();
    let tokens = fill(&engine, held, &place.path("data"));
    drop(engine);
    let server = place.serve(&["--demo"]);
    go_on(&server.address(), &tokens[3], held);
    World { server, tokens, _place: place }
}
