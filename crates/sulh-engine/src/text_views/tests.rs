//! An index that followed the commits is the one that would be built anew.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::*;
use crate::engine::EngineOptions;
use crate::identity::Identity;
use proptest::prelude::*;
use sulh_ontology::{dcterms, rdf, skos, sulh};
use sulh_store::rdf::{GraphName, Literal, NamedNode, Quad, Term};
use sulh_store::{Operation, Write};
use sulh_text::{Facet, Hits, Reading, SearchOptions, SuggestedPhrase, TextQuery};

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
    let part =
        (0..5_u8, 0..6_usize, 0..2_u8, any::<bool>()).prop_map(|(number, word, of, whole)| {
            if whole {
                return (thing("passage", number), sulh::IN_DOCUMENT, thing("document", of).into());
            }
            let text = format!("{} {}", WORDS[word], WORDS[5]);
            let text = Literal::new_language_tagged_literal_unchecked(text, TAGS[word]);
            (thing("passage", number), sulh::TEXT, Term::from(text))
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
    let quad = prop_oneof![4 => text, 2 => part, 3 => link, 3 => beyond, 1 => other];
    (quad, 0..2_u8).prop_map(|((subject, predicate, object), graph)| {
        let graph = format!("https://w3id.org/sulh/graph/source/g{graph}");
        Quad::new(subject, predicate, object, GraphName::from(NamedNode::new_unchecked(graph)))
    })
}

fn search(index: &TextIndex, text: &str, options: &SearchOptions) -> Hits {
    let query = TextQuery::parse(text, &Reading::default());
    index.bind(&query).unwrap().search(options).unwrap()
}

type Answers = (Vec<Hits>, Vec<SuggestedPhrase>, Vec<(String, u64, u64)>);

/// All that an index answers, scores too; and a digest of all that is in it.
fn answers(index: &TextIndex) -> Answers {
    let options = SearchOptions {
        facets: Facet::ALL.to_vec(),
        limit: 100,
        folds: true,
        ..SearchOptions::default()
    };
    let mut hits = Vec::new();
    for word in WORDS {
        for query in [word.to_owned(), format!("{word} OR rights"), format!("NOT {word}")] {
            hits.push(search(index, &query, &options));
        }
        hits.push(search(index, &format!("\"{word} rights\"~3 since:2012"), &options));
    }
    let phrases = index.phrases("trafficking", 5).unwrap();
    (hits, phrases, index.digest().unwrap())
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
            let texts = engine.text_index(&who).unwrap();
            let anew = TextIndex::in_memory().unwrap();
            build(&texts.facts, &anew, "anew").unwrap();
            prop_assert_eq!(texts.index.len(), anew.len());
            prop_assert_eq!(answers(&texts.index), answers(&anew));
            // Names too are those that are there now.
            let table = NameTable::of(names(&texts.facts).unwrap());
            let (known, weights) = texts.names().unwrap();
            for typed in ["t", "nov", "сло"] {
                let of = |table: &NameTable| -> Vec<String> {
                    let found = table.starting(typed, &weights, 50, &|_| Some(None));
                    let mut ids: Vec<String> = found.iter().map(|(name, _)| name.id.clone()).collect();
                    ids.sort();
                    ids
                };
                prop_assert_eq!(of(&known), of(&table));
            }
        }
    }
}

#[test]
fn what_was_kept_is_opened_and_caught_up() {
    let place = tempfile::tempdir().unwrap();
    let open =
        || Engine::open(EngineOptions { reference: false, ..EngineOptions::new(place.path()) });
    let who = Identity::command_line();
    let found = |engine: &Engine, word: &str| {
        let texts = engine.text_index(&who).unwrap();
        search(&texts.index, word, &SearchOptions::default()).total
    };
    let engine = open().unwrap();
    write_name(&engine, 1, "first");
    assert_eq!((found(&engine, "first"), found(&engine, "second")), (1, 0));
    write_name(&engine, 2, "second");
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
    std::fs::write(engine_directory(place.path()).join("meta.json"), "{").unwrap();
    let engine = open().unwrap();
    assert_eq!((found(&engine, "first"), found(&engine, "second")), (1, 1));
}

/// Commits a threat with a name.
fn write_name(engine: &Engine, number: u8, word: &str) {
    let text = Literal::new_language_tagged_literal_unchecked(word, "en");
    let graph = NamedNode::new_unchecked("https://w3id.org/sulh/graph/source/g");
    let quads =
        [(rdf::TYPE, sulh::THREAT.into_owned().into()), (skos::PREF_LABEL, Term::from(text))];
    let insert = quads.map(|(predicate, object)| {
        Quad::new(thing("threat", number), predicate, object, graph.clone())
    });
    let operation = Operation::Change { insert: insert.to_vec(), remove: Vec::new() };
    let (author, activity) = ("test".to_owned(), "update".to_owned());
    let write = Write { author, activity, message: String::new(), operation };
    engine.store().commit(write).unwrap();
}

#[test]
fn a_thread_takes_in_what_is_committed_without_being_asked() {
    let place = tempfile::tempdir().unwrap();
    let options = EngineOptions { reference: false, ..EngineOptions::new(place.path()) };
    let engine = Engine::open(options).unwrap();
    let who = Identity::anonymous();
    let follower = crate::TextFollower::start(&engine).unwrap();
    write_name(&engine, 1, "first");
    assert!(!engine.has_text_index(&who), "what nobody has asked for is not made");
    engine.text_index(&who).unwrap();
    write_name(&engine, 2, "second");
    let follows = || {
        let kept = locked(&engine.text_views().kept);
        let note = kept[0].index.note().unwrap();
        note.starts_with(&format!("{} ", engine.revision()))
    };
    let begun = std::time::Instant::now();
    while !follows() {
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "nobody has followed");
        std::thread::yield_now();
    }
    drop(follower);
}

#[test]
fn an_index_that_is_damaged_is_made_anew() {
    let place = tempfile::tempdir().unwrap();
    let open =
        || Engine::open(EngineOptions { reference: false, ..EngineOptions::new(place.path()) });
    let who = Identity::command_line();
    let found = |engine: &Engine| {
        let work = |texts: &Texts<'_>| {
            Ok(search(&texts.index, "first OR second", &SearchOptions::default()).total)
        };
        engine.with_texts(&who, work).unwrap()
    };
    let engine = open().unwrap();
    write_name(&engine, 1, "first");
    write_name(&engine, 2, "second");
    assert_eq!(found(&engine), 2);
    // Work that panics once, as a library does that reads damaged bytes.
    let times = std::cell::Cell::new(0);
    let panics = |texts: &Texts<'_>| {
        times.set(times.get() + 1);
        assert!(times.get() > 1, "damaged");
        Ok(texts.index.len())
    };
    assert_eq!((engine.with_texts(&who, panics).unwrap(), times.get()), (2, 2));
    drop(engine);
    let directory = engine_directory(place.path());
    let files = std::fs::read_dir(directory).unwrap().flatten().map(|entry| entry.path());
    for file in files.filter(|file| file.extension().is_some_and(|end| end != "json")) {
        let mut bytes = std::fs::read(&file).unwrap();
        bytes.iter_mut().step_by(7).for_each(|byte| *byte ^= 0x55);
        std::fs::write(&file, bytes).unwrap();
    }
    let engine = open().unwrap();
    assert_eq!(found(&engine), 2);
    assert_eq!(engine.check_texts(&who, true).unwrap().findings, Vec::<String>::new());
}

fn engine_directory(place: &Path) -> PathBuf {
    std::fs::read_dir(place.join(DIRECTORY)).unwrap().next().unwrap().unwrap().path()
}
