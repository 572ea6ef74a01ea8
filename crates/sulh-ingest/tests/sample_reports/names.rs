//! What the shipped data calls countries, bodies and threats, and how threats are nested.

use oxrdf::{NamedNode, NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use rustc_hash::FxHashMap;
use sulh_extract::Kind;
use sulh_ingest::CountryTable;
use sulh_ingest::report::known_names::{KnownName, KnownNames};
use sulh_ontology::{Base, Kind as Thing, Syntax, shipped};

/// Names that reports are read with.
pub(crate) struct Names {
    pub(crate) known: KnownNames,
    /// The broader threat of a threat, by slug.
    broader: FxHashMap<String, Vec<String>>,
}

/// The bodies that are not yet among the shipped files.
const BODIES: [&str; 2] = [
    include_str!("../../../../data/actors/international.ttl"),
    include_str!("../../../../data/actors/labels.ttl"),
];

impl Names {
    pub(crate) fn shipped() -> Self {
        let base = Base::default();
        let mut names = Vec::new();
        let mut broader = FxHashMap::default();
        let turtle = shipped().iter().filter(|file| !file.demo_only);
        for file in turtle.filter(|file| matches!(file.syntax, Syntax::Turtle)) {
            take_turtle(&base, file.content, &mut names, &mut broader);
        }
        for body in BODIES {
            take_turtle(&base, body, &mut names, &mut broader);
        }
        take_countries(&base, &mut names);
        let known = KnownNames::new(base, CountryTable::shipped().unwrap(), &names);
        Self { known, broader }
    }

    /// Whether one threat is the other, or broader, or narrower.
    pub(crate) fn are_near(&self, one: &str, other: &str) -> bool {
        one == other || self.is_within(one, other) || self.is_within(other, one)
    }

    fn is_within(&self, narrow: &str, wide: &str) -> bool {
        let above = self.broader.get(narrow).into_iter().flatten();
        above.into_iter().any(|above| above == wide || self.is_within(above, wide))
    }

    /// The slug of a thing.
    pub(crate) fn slug<'a>(&self, thing: &'a NamedNode) -> &'a str {
        self.known.base().parse_id(thing.as_str()).map_or("", |(_, slug)| slug)
    }
}

fn take_turtle(
    base: &Base,
    content: &str,
    names: &mut Vec<KnownName>,
    broader: &mut FxHashMap<String, Vec<String>>,
) {
    for triple in TurtleParser::new().for_slice(content) {
        let triple = triple.unwrap();
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let Some((class, slug)) = base.parse_id(subject.as_str()) else { continue };
        let property = triple.predicate.as_str();
        let kind = match class {
            Thing::Organization => Kind::Actor,
            Thing::Threat => Kind::Threat,
            Thing::Place => Kind::Place,
            _ => continue,
        };
        match &triple.object {
            Term::Literal(label)
                if property.ends_with("#prefLabel") || property.ends_with("#altLabel") =>
            {
                names.push(KnownName {
                    iri: subject.clone(),
                    kind,
                    label: label.value().to_owned(),
                    language: label.language().map(str::to_owned),
                });
            }
            Term::NamedNode(above) if property.ends_with("#broader") => {
                let above = base.parse_id(above.as_str()).unwrap().1.to_owned();
                broader.entry(slug.to_owned()).or_default().push(above);
            }
            _ => {}
        }
    }
}

fn take_countries(base: &Base, names: &mut Vec<KnownName>) {
    let mut push = |code: &str, label: &str, language: &str| {
        if !label.is_empty() {
            names.push(KnownName {
                iri: base.id(Thing::Country, code),
                kind: Kind::Country,
                label: label.to_owned(),
                language: Some(language.to_owned()),
            });
        }
    };
    each_row("data/countries/countries.csv", &mut |get| {
        push(get("iso3"), get("name"), "en");
        push(get("iso3"), get("official_name"), "en");
    });
    for table in ["data/countries/names.csv", "data/countries/drafts.csv"] {
        each_row(table, &mut |get| push(get("iso3"), get("name"), get("lang")));
    }
    each_row("data/countries/cldr.csv", &mut |get| {
        for language in ["bs", "hr", "cnr", "sr-Cyrl", "tr", "bg", "sq", "mk"] {
            push(get("iso3"), get(language), language);
        }
    });
}

type Cells<'r> = dyn Fn(&str) -> &'r str + 'r;

fn each_row(name: &str, each: &mut dyn FnMut(&Cells<'_>)) {
    let file = shipped().iter().find(|file| file.name == name).unwrap();
    let mut reader = csv::Reader::from_reader(file.content.as_bytes());
    let headers = reader.headers().unwrap().clone();
    for record in reader.records() {
        let record = record.unwrap();
        each(&|column: &str| {
            let place = headers.iter().position(|header| header == column).unwrap();
            record.get(place).unwrap_or_default()
        });
    }
}
