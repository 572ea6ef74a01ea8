//! Organisations, networks and governments as a list.

use crate::emptiness::{SAMPLE_NOTE, status_notes};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::filter_value::{ValueKind, resolve};
use crate::id_sets::{intersection, union};
use crate::identity::Identity;
use crate::listing::{Listing, Page, Ref};
use crate::permission::Action;
use crate::recommendation_details::is_sample;
use crate::thing_list::{cut_things, thing_listing, value_facet, with_words};
use serde::Serialize;
use sulh_ontology::{foaf, skos, sulh};
use sulh_store::{ReadError, TermId};

/// Which actors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActorFilter {
    /// A kind of body (`civil-society`, `government` …).
    pub sector: Option<String>,
    /// A country or place of the seat.
    pub country: Option<String>,
    /// A part of a name, whatever the case.
    pub text: Option<String>,
}

/// An actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// Its IRI.
    pub iri: String,
    /// Its slug.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The language of the name, where it is not the one that was asked for first.
    pub label_language: Option<String>,
    /// Other names, each once.
    pub alternative_labels: Vec<String>,
    /// The kind of body.
    pub sector: Option<Ref>,
    /// The place of the seat.
    pub based_in: Vec<Ref>,
    /// The bodies that it belongs to.
    pub member_of: Vec<Ref>,
    /// The threats that it works on.
    pub works_on: Vec<Ref>,
    /// Recommendations that it made.
    pub made: u64,
    /// Recommendations that ask it to act.
    pub addressed: u64,
    /// Whether it was invented for demonstration.
    pub sample: bool,
}

impl Engine {
    /// The actors that match, by label unless the page says otherwise.
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`] for a sector or country that is none,
    /// [`EngineError::InvalidValue`] for a cursor or order that is none.
    pub fn actors(
        &self,
        who: &Identity,
        filter: &ActorFilter,
        page: &Page,
    ) -> Result<Listing<Actor>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let facts = self.facts(who);
        let matches = matches(&facts, filter)?;
        let cut = cut_things(&facts, &matches, page, |id| {
            Ok((facts.subjects(sulh::MADE_BY, id)?.len()
                + facts.subjects(sulh::ADDRESSED_TO, id)?.len()) as u64)
        })?;
        let page = cut.try_map(|id| actor(&facts, id))?;
        let counts = vec![
            value_facet(&facts, "sector", &matches, sulh::SECTOR_PROPERTY)?,
            value_facet(&facts, "country", &matches, sulh::BASED_IN)?,
        ];
        let coverage = self.coverage(&facts)?.coverage.clone();
        let seats: Vec<String> = page
            .items
            .iter()
            .flat_map(|actor| &actor.based_in)
            .map(|place| place.iri.clone())
            .collect();
        let mut notes = status_notes(&facts, seats.iter().map(String::as_str))?;
        if page.items.iter().any(|actor| actor.sample) {
            notes.insert(0, SAMPLE_NOTE.to_owned());
        }
        let mut listing = thing_listing("actor", &facts, coverage, &matches, counts, page);
        listing.notes = notes;
        Ok(listing)
    }
}

fn matches(facts: &Facts<'_>, filter: &ActorFilter) -> Result<Vec<TermId>, EngineError> {
    let mut found = union([facts.instances(sulh::ORGANIZATION)?, facts.instances(sulh::NETWORK)?]);
    if let Some(sector) = &filter.sector {
        let sector = resolve(facts, ValueKind::SECTOR, sector)?;
        let having = sector.id.map(|id| facts.subjects(sulh::SECTOR_PROPERTY, id)).transpose()?;
        found = intersection(&found, &having.unwrap_or_default());
    }
    if let Some(country) = &filter.country {
        let country = resolve(facts, ValueKind::COUNTRY, country)?;
        let places =
            country.id.map(|id| facts.closure(id, sulh::WITHIN)).transpose()?.unwrap_or_default();
        let seated = places
            .into_iter()
            .map(|place| facts.subjects(sulh::BASED_IN, place))
            .collect::<Result<Vec<_>, _>>()?;
        found = intersection(&found, &union(seated));
    }
    let names = [skos::PREF_LABEL, skos::ALT_LABEL, foaf::NAME];
    Ok(with_words(facts, found, &names, filter.text.as_deref())?)
}

fn actor(facts: &Facts<'_>, id: TermId) -> Result<Actor, ReadError> {
    let Ref { iri, id: short, label, label_language } = facts.reference(id)?;
    let mut alternative_labels = facts.values(id, skos::PREF_LABEL)?;
    alternative_labels.extend(facts.values(id, skos::ALT_LABEL)?);
    alternative_labels.retain(|name| *name != label);
    alternative_labels.sort_unstable();
    alternative_labels.dedup();
    Ok(Actor {
        iri,
        id: short,
        label,
        label_language,
        alternative_labels,
        sector: facts.one_reference(id, sulh::SECTOR_PROPERTY)?,
        based_in: facts.references(id, sulh::BASED_IN)?,
        member_of: facts.references(id, sulh::MEMBER_OF)?,
        works_on: facts.references(id, sulh::WORKS_ON)?,
        made: facts.subjects(sulh::MADE_BY, id)?.len() as u64,
        addressed: facts.subjects(sulh::ADDRESSED_TO, id)?.len() as u64,
        sample: is_sample(facts, id)?,
    })
}
