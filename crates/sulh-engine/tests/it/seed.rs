//! The founding text: every sentence is answered by a query of `docs/seed.md`, and every fact of
//! it leads to its words. The text itself lies in `../shared`; where that is absent, what needs
//! the words says so and is left out.

use crate::stage::stage;
use std::collections::BTreeSet;
use std::path::Path;
use sulh_engine::rdf::Term;
use sulh_engine::{Access, Answer, Engine, Identity};

const PAGE: &str = include_str!("../../../../docs/seed.md");
const TEXT: &str = "../../../shared/data/seed/cross-border-network.txt";

/// A heading with its query and the rows that it is to answer.
struct Section {
    title: &'static str,
    query: &'static str,
    rows: BTreeSet<Vec<String>>,
}

impl Section {
    /// The bytes of the sentence, if the section is about one.
    fn bytes(&self) -> Option<(usize, usize)> {
        let (_, bounds) = self.title.split_once("(bytes ")?;
        let (start, end) = bounds.trim_end_matches(')').split_once(" to ")?;
        Some((start.parse().unwrap(), end.parse().unwrap()))
    }
}

fn fenced(text: &'static str) -> &'static str {
    let (_, rest) = text.split_once("```sparql\n").expect("a query");
    rest.split_once("```").expect("its end").0
}

fn sections() -> Vec<Section> {
    let section = |text: &'static str| {
        let table = text.lines().filter(|line| line.starts_with('|')).skip(2);
        let cells = |line: &str| {
            let line = line.strip_prefix('|').unwrap().strip_suffix('|').unwrap();
            line.split('|').map(|cell| cell.trim().to_owned()).collect()
        };
        Section {
            title: text.lines().next().unwrap(),
            query: fenced(text),
            rows: table.map(cells).collect(),
        }
    };
    PAGE.split("\n## ").skip(1).map(section).collect()
}

fn answer(engine: &Engine, access: &Access, query: &str) -> BTreeSet<Vec<String>> {
    let query = engine.parse_query(&format!("{}{query}", fenced(PAGE)), None).unwrap();
    let answer = query.answer(&engine.snapshot(), access, &engine.query_run()).unwrap();
    let Answer::Rows(rows) = answer else { panic!("no rows") };
    let shown = |term: Option<Term>| match term {
        None => String::new(),
        Some(Term::NamedNode(node)) => {
            node.as_str().rsplit(['/', '#']).next().unwrap_or_default().to_owned()
        }
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => panic!("{other}"),
    };
    rows.rows.into_iter().map(|row| row.into_iter().map(shown).collect()).collect()
}

#[test]
fn every_sentence_is_answered_by_its_query() {
    let stage = stage(|_| {});
    let access = Identity::anonymous().access(&stage.engine);
    for section in sections() {
        let found = answer(&stage.engine, &access, section.query);
        assert_eq!(found, section.rows, "{}", section.title);
        assert!(!found.is_empty(), "{}", section.title);
    }
}

#[test]
fn every_fact_leads_to_words_of_one_sentence_and_every_sentence_states_one() {
    let stage = stage(|_| {});
    let access = Identity::anonymous().access(&stage.engine);
    let spans = answer(
        &stage.engine,
        &access,
        "SELECT ?start ?end { ?claim prov:wasDerivedFrom source:network ; sulh:quotedFrom ?passage .
           ?passage sulh:byteStart ?start ; sulh:byteEnd ?end }",
    );
    let sentences: Vec<_> = sections().iter().filter_map(Section::bytes).collect();
    let mut stated = BTreeSet::new();
    for span in &spans {
        let (start, end): (usize, usize) = (span[0].parse().unwrap(), span[1].parse().unwrap());
        let within = sentences.iter().position(|(from, until)| *from <= start && end <= *until);
        stated.insert(within.unwrap_or_else(|| panic!("{start} to {end} is in no sentence")));
    }
    assert_eq!(stated.len(), sentences.len());
    let unclaimed = answer(
        &stage.engine,
        &access,
        "SELECT ?s ?p ?o { GRAPH <https://w3id.org/sulh/graph/derived/network> { ?s ?p ?o }
           FILTER NOT EXISTS { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sulh:quotedFrom ?words } }",
    );
    assert_eq!(unclaimed, BTreeSet::new());
}

#[test]
fn the_sentences_are_the_whole_text() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TEXT);
    let Ok(text) = std::fs::read(&path) else {
        println!("left out: {} is absent", path.display());
        return;
    };
    let mut at = 0;
    for (start, end) in sections().iter().filter_map(Section::bytes) {
        assert!(text[at..start].iter().all(u8::is_ascii_whitespace), "between {at} and {start}");
        let sentence = std::str::from_utf8(&text[start..end]).expect("whole characters");
        assert_eq!(sentence, sentence.trim());
        at = end;
    }
    assert_eq!(at, text.len());
}
