//! Names of concepts and countries in all their languages, found by any of them.
//!
//! It must not hold a name that the requester may not see: it is made from its facts.

use crate::facts::Facts;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use sulh_ontology::{skos, sulh};
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{ReadError, TermId};
use sulh_text::{Synonyms, Text, folded_words};

/// Classes whose names stand for each other.
const CLASSES: [NamedNodeRef<'static>; 4] =
    [sulh::THREAT, sulh::COUNTRY, sulh::DIMENSION_CLASS, sulh::THEME_CLASS];
/// Properties that name them.
const NAMES: [NamedNodeRef<'static>; 3] = [skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL];

/// Names by their words.
#[derive(Debug, Default)]
pub(crate) struct LabelTable {
    /// The things that a name stands for, by its words without marks.
    things: FxHashMap<String, Vec<usize>>,
    /// All names of a thing.
    names: Vec<Vec<Text>>,
}

impl LabelTable {
    /// Reads every name. Cost: O(names).
    pub(crate) fn of(facts: &Facts<'_>) -> Result<Arc<Self>, ReadError> {
        let mut table = Self::default();
        let mut things: Vec<TermId> = Vec::new();
        for class in CLASSES {
            things.extend(facts.instances(class)?);
        }
        things.sort_unstable();
        things.dedup();
        for thing in things {
            let mut names = Vec::new();
            for property in NAMES {
                for (text, language) in facts.literals(thing, property)? {
                    names.push(Text { text, language: language.unwrap_or_default() });
                }
            }
            let place = table.names.len();
            for name in &names {
                let places = table.things.entry(folded_words(&name.text)).or_default();
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            table.names.push(names);
        }
        table.things.remove("");
        Ok(Arc::new(table))
    }
}

impl Synonyms for LabelTable {
    fn of(&self, words: &str) -> Vec<&Text> {
        let places = self.things.get(words).map_or(&[][..], Vec::as_slice);
        let names = places.iter().filter_map(|place| self.names.get(*place)).flatten();
        names.filter(|name| folded_words(&name.text) != words).collect()
    }
}
