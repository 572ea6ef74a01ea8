//! Labels in the languages of the region: whole, in their own letters, each with a known origin.

use std::collections::BTreeSet;

use oxrdf::{Term, Triple};
use sulh_ontology::{Base, Syntax, dcterms, owl, rdf, rdfs, shipped, skos, sulh};

use super::graph::{FILES, is, objects, of_type, subject, texts};

/// Every language in which each concept has a label of its own, by lower-case tag.
///
/// Serbian in Latin letters is missing on purpose: it follows by rule.
const LANGUAGES: [&str; 9] = ["en", "bs", "hr", "sr-cyrl", "cnr", "tr", "bg", "sq", "mk"];

/// What a file of labels may say of a concept.
const ABOUT_LABELS: [&str; 6] = [
    rdfs::LABEL.as_str(),
    skos::PREF_LABEL.as_str(),
    skos::ALT_LABEL.as_str(),
    skos::HIDDEN_LABEL.as_str(),
    skos::DEFINITION.as_str(),
    sulh::LABEL_SOURCE.as_str(),
];

/// Concepts and schemes of the files of `ontology/`.
fn labelled() -> BTreeSet<&'static str> {
    FILES
        .iter()
        .filter(|(name, _)| name.starts_with("ontology/"))
        .flat_map(|(_, triples)| triples)
        .filter(|triple| {
            triple.predicate == rdf::TYPE
                && (is(&triple.object, skos::CONCEPT) || is(&triple.object, skos::CONCEPT_SCHEME))
        })
        .map(subject)
        .collect()
}

/// Classes and properties.
fn terms() -> impl Iterator<Item = &'static str> {
    [owl::CLASS, owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY].into_iter().flat_map(of_type)
}

/// The files of labels in one language, with that language.
fn label_files() -> Vec<(&'static str, String, &'static [Triple])> {
    let files = FILES.iter().filter_map(|(name, triples)| {
        let path = name.strip_prefix("ontology/labels/")?.strip_suffix(".ttl")?;
        let (_, language) = path.rsplit_once('.')?;
        Some((*name, language.to_lowercase(), triples.as_slice()))
    });
    files.collect()
}

fn text(triple: &Triple) -> (&str, Option<&str>) {
    match &triple.object {
        Term::Literal(literal) => (literal.value(), literal.language()),
        other => panic!("{other} is no text"),
    }
}

#[test]
fn every_concept_and_scheme_has_one_label_in_each_language() {
    let concepts = labelled();
    assert!(concepts.len() > 40, "{} concepts", concepts.len());
    let mut missing = Vec::new();
    for concept in concepts {
        for language in LANGUAGES {
            let labels = texts(concept, skos::PREF_LABEL, language);
            if labels.len() != 1 {
                missing.push(format!("{concept} has {labels:?} in {language}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_class_and_property_has_one_label_in_each_language() {
    for term in terms() {
        for language in LANGUAGES {
            let labels = texts(term, rdfs::LABEL, language);
            assert_eq!(labels.len(), 1, "{term} has {labels:?} in {language}");
        }
    }
}

#[test]
fn glosses_of_the_lists_are_in_every_language() {
    for class in [
        sulh::RESPONSE_STATUS,
        sulh::ACTION_CATEGORY,
        sulh::LEVEL_CLASS,
        sulh::SECTOR_CLASS,
        sulh::FORM_OF_WORK_CLASS,
        sulh::DIMENSION_CLASS,
    ] {
        for concept in of_type(class) {
            for language in LANGUAGES {
                let glosses = texts(concept, skos::DEFINITION, language);
                assert_eq!(glosses.len(), 1, "{concept} in {language}");
            }
        }
    }
}

#[test]
fn a_file_of_labels_speaks_its_own_language_of_concepts_that_exist() {
    let concepts: BTreeSet<_> = labelled().into_iter().chain(terms()).collect();
    let files = label_files();
    assert!(files.len() >= 32);
    for (name, language, triples) in files {
        for triple in triples {
            assert!(concepts.contains(subject(triple)), "{name}: {triple}");
            assert!(ABOUT_LABELS.contains(&triple.predicate.as_str()), "{name}: {triple}");
            let (text, found) = text(triple);
            assert_eq!(found, Some(language.as_str()), "{name}: {triple}");
            assert_eq!(text.trim(), text, "{name}: {triple}");
            assert!(!text.is_empty(), "{name}: {triple}");
        }
    }
}

#[test]
fn no_other_name_repeats_the_label() {
    for concept in labelled() {
        for language in LANGUAGES {
            let label = texts(concept, skos::PREF_LABEL, language);
            let mut others = texts(concept, skos::ALT_LABEL, language);
            others.extend(texts(concept, skos::HIDDEN_LABEL, language));
            let distinct: BTreeSet<_> = label.iter().chain(&others).collect();
            assert_eq!(distinct.len(), label.len() + others.len(), "{concept} in {language}");
        }
    }
}

#[test]
fn every_graph_with_labels_says_whether_they_are_drafts_and_where_they_are_from() {
    let base = Base::default();
    let sources = of_type(sulh::SOURCE);
    let mut graphs = BTreeSet::new();
    for file in shipped().iter().filter(|file| file.syntax == Syntax::Turtle && !file.demo_only) {
        let concepts = labelled();
        let has_labels = FILES[file.name].iter().any(|triple| {
            triple.predicate == skos::PREF_LABEL && concepts.contains(subject(triple))
        });
        if has_labels {
            graphs.insert(file.graph.iri(&base).into_string());
        }
    }
    assert!(graphs.len() >= 3, "{graphs:?}");
    for graph in graphs {
        assert_eq!(objects(&graph, sulh::DRAFT).len(), 1, "{graph}");
        let from = objects(&graph, dcterms::SOURCE);
        assert!(from.len() == 1 && sources.contains(&from[0]), "{graph} is from {from:?}");
        assert_eq!(objects(from[0], dcterms::TITLE).len(), 1, "{}", from[0]);
    }
}

/// The letters of each alphabet in lower case; foreign abbreviations stand in [`FOREIGN`].
fn letters(language: &str) -> &'static str {
    match language {
        "bs" | "hr" => "abcčćdđefghijklmnoprsštuvzž",
        "cnr" => "abcčćdđefghijklmnoprsśštuvzźž",
        "sr-cyrl" => "абвгдђежзијклљмнњопрстћуфхцчџш",
        "mk" => "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
        "bg" => "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
        "tr" => "abcçdefgğhıijklmnoöprsştuüvyzâîû",
        "sq" => "abcçdeëfghijklmnopqrstuvxyz",
        other => panic!("no alphabet for {other}"),
    }
}

/// Abbreviations and names that keep their Latin letters everywhere.
const FOREIGN: [&str; 6] = ["aids", "alpha", "iso", "m", "sha", "slapp"];

#[test]
fn labels_are_written_in_the_letters_of_their_language() {
    for (name, language, triples) in label_files() {
        let alphabet = letters(&language);
        for triple in triples {
            let (text, _) = text(triple);
            for word in text.split(|letter: char| !letter.is_alphabetic()) {
                let word = word.to_lowercase().replace('\u{307}', "");
                if FOREIGN.contains(&word.as_str()) {
                    continue;
                }
                let foreign: String =
                    word.chars().filter(|letter| !alphabet.contains(*letter)).collect();
                assert!(foreign.is_empty(), "{name}: {foreign:?} in {text:?}");
            }
        }
    }
}

/// Word stems of one way of speaking that do not belong into the files of the other.
const EKAVIAN: [&str; 15] = [
    "bezbed",
    "delimič",
    "delova",
    "deca",
    "dece",
    "deci",
    "mesto",
    "menja",
    "mera",
    "nega ",
    "obezbeđ",
    "potreba za menom",
    "sused",
    "vreme",
    "telo",
];
const IJEKAVIAN: [&str; 12] = [
    "безбјед",
    "дјел",
    "дјец",
    "мјест",
    "промјен",
    "мјер",
    "њега",
    "сусјед",
    "вријем",
    "тијел",
    "цијел",
    "вјер",
];

#[test]
fn bosnian_croatian_and_montenegrin_are_ijekavian_and_serbian_is_ekavian() {
    for (name, language, triples) in label_files() {
        let strange: &[&str] = match language.as_str() {
            "bs" | "hr" | "cnr" => &EKAVIAN,
            "sr-cyrl" => &IJEKAVIAN,
            _ => continue,
        };
        for triple in triples {
            let lower = text(triple).0.to_lowercase();
            let words = lower.split_whitespace();
            for word in words {
                let stem = strange.iter().find(|stem| word.starts_with(stem.trim()));
                assert!(stem.is_none(), "{name}: {word} in {lower}");
            }
        }
    }
}

#[test]
fn a_label_from_a_statute_names_its_article_in_its_own_language() {
    let statutes = &FILES["ontology/labels/statutes.ttl"];
    let said = |predicate| {
        let triples = statutes.iter().filter(move |triple| triple.predicate == predicate);
        triples.map(|triple| (subject(triple), text(triple).1)).collect::<BTreeSet<_>>()
    };
    assert_eq!(said(skos::PREF_LABEL), said(sulh::LABEL_SOURCE));
    assert!(!said(skos::PREF_LABEL).is_empty());
}
