//! An index that followed the commits is the one that would be built anew.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::*;
use crate::engine::EngineOptions;
use crate::identity::Identity;
use proptest::prelude::*;
use sulh_ontology::{dcterms, rdf, skos, sulh};
use sulh_store::rdf::{GraphName, Literal, NamedNode, Quad, Term};
use sulh_store::{Operation, Write};
use sulh_text::{Facet, Hits, NoSynonyms, SearchOptions, WordsQuery};

const WORDS: [&str; 6] = ["trafficking", "novinari", "слобода", "barış", "shtetit", "rights"];
const TAGS: [&str; 6] = ["en", "bs", "sr", "tr", "sq", "en"];

fn thing(kind: &str, number: u8) -> NamedNode {
    NamedNode::new_unchecked(format!("https://w3id.org/sulh/id/{kind}/t{number}"))
}

/// One statement of the kinds that documents are made of.
fn any_quad() -> impl Strategy<Value = Quad> {
    let text = (0..5_u8, 0..6_usize, any::<bool>()).prop_map(|(number, word, title)| {
        let property = if title { skos::PREF_LABEL } else { sulh::TEXT };
        let text = Literal::new_language_tagged_literal_unchecked(WORDS[word], TAGS[word]);
        (thing("recommendation", number), property, Term::from(text))
    });
    let link = (0..5_u8, 0..4_u8, 0..6_u8).prop_map(|(number, what, to)| match what {
        0 => (thing("recommendation", number), sulh::ADDRESSES, thing("threat", to).into()),
        1 => (thing("recommendation", number), sulh::CONCERNS, thing("country", to).into()),
        2 => (thing("recommendation", number), sulh::HAS_RESPONSE, thing("response", to).into()),
        _ => (thing("recommendation", number), sulh::SESSION_PROPERTY, thing("session", to).into()),
    });
    let beyond = (0..6_u8, 0..3_u8, 0..6_u8).prop_map(|(of, what, to)| match what {
        0 => (thing("response", of), sulh::STATUS, thing("response-status", to).into()),
        1 => (thing("threat", of), skos::BROADER, thing("threat", to).into()),
        _ => {
            let year =
                Literal::new_typed_literal(format!("20{:02}", 10 + to), sulh_ontology::xsd::G_YEAR);
            (thing("session", of), sulh::START_DATE, year.into())
        }
    });
    let other = (0..5_u8).prop_map(|number| {
        let year = Literal::new_typed_literal("2014", sulh_ontology::xsd::G_YEAR);
        (thing("recommendation", number), dcterms::ISSUED, Term::from(year))
    });
    let quad = prop_oneof![4 => text, 3 => link, 3 => beyond, 1 => other];
    (quad, 0..2_u8).prop_map(|((subject, predicate, object), graph)| {
        let graph = format!("https://w3id.org/sulh/graph/source/g{graph}");
        Quad::new(subject, predicate, object, GraphName::from(NamedNode::new_unchecked(graph)))
    })
}

/// All that an index answers; scores depend on what was deleted and do not count.
fn answers(index: &TextIndex) -> Vec<Hits> {
    let options =
        SearchOptions { facets: Facet::ALL.to_vec(), limit: 100, ..SearchOptions::default() };
    let mut all = Vec::new();
    for word in WORDS {
        let mut hits =
            index.search(&WordsQuery::parse(word, &[], true, &NoSynonyms), &options).unwrap();
        hits.hits.iter_mut().for_each(|hit| hit.score = 0.0);
        hits.hits.sort_by(|one, other| one.id.cmp(&other.id));
        all.push(hits);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn following_is_building_anew(
        commits in prop::collection::vec(
            (prop::collection::vec(any_quad(), 0..6), prop::collection::vec(any_quad(), 0..4)),
            1..12,
        ),
    ) {
        let place = tempfile::tempdir().unwrap();
        let mut options = EngineOptions::new(place.path());
        options.reference = false;
        let engine = Engine::open(options).unwrap();
        let who = Identity::command_line();
        for (insert, remove) in commits {
            // Some writes are refused by the shapes: then nothing is to be followed.
            let write = Write {
                author: "test".to_owned(),
                activity: "update".to_owned(),
                message: String::new(),
                operation: Operation::Change { insert, remove },
            };
            let _ = engine.store().commit(write);
            let (facts, followed, _) = engine.text_index(&who).unwrap();
            let anew = TextIndex::in_memory().unwrap();
            build(&facts, &anew, "anew").unwrap();
            prop_assert_eq!(followed.len(), anew.len());
            prop_assert_eq!(answers(&followed), answers(&anew));
        }
    }
}

#[test]
fn what_was_kept_is_opened_and_caught_up() {
    let place = tempfile::tempdir().unwrap();
    let open =
        || Engine::open(EngineOptions { reference: false, ..EngineOptions::new(place.path()) });
    let write = |engine: &Engine, number: u8, word: &str| {
        let text = Literal::new_language_tagged_literal_unchecked(word, "en");
        let graph = NamedNode::new_unchecked("https://w3id.org/sulh/graph/source/g");
        let quads =
            [(rdf::TYPE, sulh::THREAT.into_owned().into()), (skos::PREF_LABEL, Term::from(text))];
        let insert = quads.map(|(predicate, object)| {
            Quad::new(thing("threat", number), predicate, object, graph.clone())
        });
        let operation = Operation::Change { insert: insert.to_vec(), remove: Vec::new() };
        let (author, activity) = ("test".to_owned(), "update".to_owned());
        engine
            .store()
            .commit(Write { author, activity, message: String::new(), operation })
            .unwrap();
    };
    let who = Identity::command_line();
    let found = |engine: &Engine, word: &str| {
        let (_, index, _) = engine.text_index(&who).unwrap();
        index
            .search(&WordsQuery::parse(word, &[], true, &NoSynonyms), &SearchOptions::default())
            .unwrap()
            .total
    };
    let engine = open().unwrap();
    write(&engine, 1, "first");
    assert_eq!((found(&engine, "first"), found(&engine, "second")), (1, 0));
    write(&engine, 2, "second");
    assert_eq!((found(&engine, "first"), found(&engine, "second")), (1, 1));
    // What touches every document has the index filled anew, with nothing lost.
    let graph = GraphName::from(NamedNode::new_unchecked("https://w3id.org/sulh/graph/source/g"));
    let insert =
        vec![Quad::new(thing("threat", 1), skos::BROADER, Term::from(thing("threat", 2)), graph)];
    let operation = Operation::Change { insert, remove: Vec::new() };
    let (author, activity) = ("test".to_owned(), "update".to_owned());
    engine.store().commit(Write { author, activity, message: String::new(), operation }).unwrap();
    drop(engine);
    let engine = open().unwrap();
    assert_eq!((found(&engine, "first"), found(&engine, "second")), (1, 1));
    drop(engine);
    // One that cannot be read is made anew.
    let directory =
        std::fs::read_dir(place.path().join(DIRECTORY)).unwrap().next().unwrap().unwrap();
    std::fs::write(directory.path().join("meta.json"), "{").unwrap();
    let engine = open().unwrap();
    assert_eq!((found(&engine, "first"), found(&engine, "second")), (1, 1));
}
