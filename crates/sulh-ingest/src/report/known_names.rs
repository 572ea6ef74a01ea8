//! The names by which things that are known are found in a text.
//!
//! It is built from what the graph calls them; it decides nothing about a text.

use crate::country_table::CountryTable;
use oxrdf::NamedNode;
use rustc_hash::FxHashMap;
use sulh_extract::{Gazetteer, Kind as MentionKind, Name};
use sulh_ontology::Base;

/// A name of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownName {
    /// The thing.
    pub iri: NamedNode,
    /// What it is.
    pub kind: MentionKind,
    /// The name.
    pub label: String,
    /// Its language, a tag of BCP 47.
    pub language: Option<String>,
}

/// Names ready to be looked for.
#[derive(Debug)]
pub struct KnownNames {
    gazetteer: Gazetteer,
    things: Vec<NamedNode>,
    countries: CountryTable,
    base: Base,
}

impl KnownNames {
    /// Prepares names.
    ///
    /// Cost: O(letters of the names).
    pub fn new(base: Base, countries: CountryTable, names: &[KnownName]) -> Self {
        let mut things: Vec<NamedNode> = Vec::new();
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut given: Vec<(u32, &KnownName)> = Vec::with_capacity(names.len());
        for name in names {
            let number = *numbers.entry(name.iri.as_str()).or_insert_with(|| {
                things.push(name.iri.clone());
                things.len() as u32 - 1
            });
            given.push((number, name));
        }
        let gazetteer = Gazetteer::build(given.iter().map(|(entity, name)| Name {
            entity: *entity,
            kind: name.kind,
            label: &name.label,
            language: name.language.as_deref(),
        }));
        Self { gazetteer, things, countries, base }
    }

    /// What finds them in a text.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The thing of a number that the gazetteer gives.
    pub fn thing(&self, number: u32) -> Option<&NamedNode> {
        self.things.get(number as usize)
    }

    /// Countries and their names.
    pub fn countries(&self) -> &CountryTable {
        &self.countries
    }

    /// The base of all IRIs.
    pub fn base(&self) -> &Base {
        &self.base
    }
}
