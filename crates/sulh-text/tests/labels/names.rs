//! The names of threats, themes and dimensions in the ontology, as the engine's table holds them.
//!
//! It must not add a name, nor leave one out but those of countries: no threat is called like one.

use oxrdf::{NamedNodeRef, Term, Triple};
use oxttl::TurtleParser;
use std::collections::{BTreeMap, BTreeSet};
use sulh_ontology::{Base, Kind, Syntax, rdf, serbian_latin, shipped, skos, sulh};
use sulh_text::{Synonyms, Text, folded_words};

/// Classes whose names stand for each other.
const CLASSES: [NamedNodeRef<'static>; 3] =
    [sulh::THREAT, sulh::THEME_CLASS, sulh::DIMENSION_CLASS];
/// Properties that name, in the order in which names are looked for.
const NAMES: [NamedNodeRef<'static>; 3] = [skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL];

/// Names by thing, and things by name.
#[derive(Default)]
pub(crate) struct Names {
    /// The things that a name stands for, by its words without marks.
    things: BTreeMap<String, BTreeSet<String>>,
    /// All names of a thing, by its IRI.
    labels: BTreeMap<String, Vec<Text>>,
    /// What stands directly below a thing.
    narrower: BTreeMap<String, Vec<String>>,
}

impl Names {
    pub(crate) fn read() -> Self {
        let triples: Vec<Triple> = shipped()
            .iter()
            .filter(|file| file.syntax == Syntax::Turtle && !file.demo_only)
            .flat_map(|file| TurtleParser::new().for_slice(file.content.as_bytes()))
            .map(Result::unwrap)
            .collect();
        let mut table = Self::default();
        for triple in &triples {
            let is_named = CLASSES.iter().any(|class| triple.object == Term::from(*class));
            if triple.predicate == rdf::TYPE && is_named {
                table.labels.insert(iri(&triple.subject.clone().into()), Vec::new());
            }
            if triple.predicate == skos::BROADER {
                let below = iri(&triple.subject.clone().into());
                table.narrower.entry(iri(&triple.object)).or_default().push(below);
            }
        }
        for property in NAMES {
            let mut found: BTreeMap<String, Vec<Text>> = BTreeMap::new();
            for triple in triples.iter().filter(|triple| triple.predicate == property) {
                let names = found.entry(iri(&triple.subject.clone().into())).or_default();
                names.extend(texts(&triple.object));
            }
            for (thing, names) in &mut table.labels {
                let mut found = found.remove(thing).unwrap_or_default();
                found.sort_by(|a, b| (&a.text, &a.language).cmp(&(&b.text, &b.language)));
                names.append(&mut found);
            }
        }
        for (thing, names) in &table.labels {
            for name in names {
                let things = table.things.entry(folded_words(&name.text)).or_default();
                things.insert(thing.clone());
            }
        }
        table
    }

    /// The English names of a threat, the preferred one first.
    pub(crate) fn english(&self, slug: &str) -> Vec<&Text> {
        let names = &self.labels[&threat_iri(slug)];
        names.iter().filter(|name| name.language == "en").collect()
    }

    /// A threat and all that stand under it, by slug.
    pub(crate) fn with_narrower(&self, slug: &str) -> BTreeSet<String> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![threat_iri(slug)]);
        while let Some(next) = open.pop() {
            open.extend(self.narrower.get(&next).into_iter().flatten().cloned());
            seen.insert(next);
        }
        seen.iter().map(|iri| Base::default().parse_id(iri).unwrap().1.to_owned()).collect()
    }
}

impl Synonyms for Names {
    fn of(&self, words: &str) -> Vec<&Text> {
        let things = self.things.get(words).into_iter().flatten();
        let names = things.flat_map(|thing| &self.labels[thing]);
        names.filter(|name| folded_words(&name.text) != words).collect()
    }
}

fn threat_iri(slug: &str) -> String {
    Base::default().id(Kind::Threat, slug).into_string()
}

fn iri(term: &Term) -> String {
    let Term::NamedNode(node) = term else { panic!("{term} is no IRI") };
    node.as_str().to_owned()
}

/// A label; one in Serbian also in Latin letters, as a store has it.
fn texts(label: &Term) -> Vec<Text> {
    let Term::Literal(label) = label else { panic!("{label} is no text") };
    let language = label.language().unwrap_or_default();
    let text = |text: String, language: &str| Text { text, language: language.to_owned() };
    let mut texts = vec![text(label.value().to_owned(), language)];
    if language.eq_ignore_ascii_case("sr-Cyrl") {
        texts.push(text(serbian_latin(label.value()), "sr-latn"));
    }
    texts
}
