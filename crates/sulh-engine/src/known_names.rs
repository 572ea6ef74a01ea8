//! What the graph calls countries, places, bodies and threats: the names that reports are searched
//! for.
//!
//! Names that not everybody may see are left out: what is found by one would tell of it.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use std::sync::Arc;
use sulh_ingest::report::known_names::{KnownName, KnownNames};
use sulh_ingest::{CountryTable, ImportError, MentionKind};
use sulh_ontology::{foaf, skos, sulh};
use sulh_store::rdf::NamedNodeRef;

/// Classes that are looked for.
const CLASSES: [(NamedNodeRef<'static>, MentionKind); 4] = [
    (sulh::COUNTRY, MentionKind::Country),
    (sulh::PLACE, MentionKind::Place),
    (sulh::ORGANIZATION, MentionKind::Actor),
    (sulh::THREAT, MentionKind::Threat),
];

/// Properties that name a thing.
const NAMES: [NamedNodeRef<'static>; 4] =
    [skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL, foaf::NAME];

impl Engine {
    /// The names that everybody may see, ready to be looked for.
    ///
    /// Cost: O(names).
    pub(crate) fn known_names(&self) -> Result<Arc<KnownNames>, EngineError> {
        let facts = self.facts(&Identity::anonymous());
        let countries = CountryTable::shipped().map_err(ImportError::from)?;
        Ok(Arc::new(KnownNames::new(self.base().clone(), countries, &names(&facts)?)))
    }
}

fn names(facts: &Facts<'_>) -> Result<Vec<KnownName>, EngineError> {
    let mut found = Vec::new();
    for (class, kind) in CLASSES {
        for thing in facts.instances(class)? {
            let Some(iri) = facts.node(thing)? else { continue };
            for property in NAMES {
                for (label, language) in facts.literals(thing, property)? {
                    found.push(KnownName { iri: iri.clone(), kind, label, language });
                }
            }
        }
    }
    Ok(found)
}
