//! The threat scheme as a list: what each threat is, what is broader and narrower, how much is recommended.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::filter_value::{ValueKind, resolve};
use crate::id_sets::{intersection, union};
use crate::identity::Identity;
use crate::listing::{Listing, Page, Ref};
use crate::permission::Action;
use crate::thing_list::{cut_things, thing_listing, value_facet, with_words};
use serde::Serialize;
use sulh_ontology::{skos, sulh};
use sulh_store::{ReadError, TermId};

/// Which threats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThreatFilter {
    /// A dimension of human security.
    pub dimension: Option<String>,
    /// This threat and its narrower ones.
    pub under: Option<String>,
    /// A part of a name or of the definition, whatever the case.
    pub text: Option<String>,
}

/// A threat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Threat {
    /// Its IRI.
    pub iri: String,
    /// Its slug.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The language of the name, where it is not the one that was asked for first.
    pub label_language: Option<String>,
    /// What it is.
    pub definition: Option<String>,
    /// The language of the definition, where it is not the one that was asked for first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition_language: Option<String>,
    /// Other names in the language asked for, in English where there are none.
    pub alternative_labels: Vec<String>,
    /// `domestic`, `transnational` or both.
    pub scope: Vec<String>,
    /// The threats one step broader.
    pub broader: Vec<Ref>,
    /// The threats one step narrower.
    pub narrower: Vec<Ref>,
    /// The threats that it feeds.
    pub drives: Vec<Ref>,
    /// The dimensions of human security that it endangers.
    pub dimensions: Vec<Ref>,
    /// Recommendations against it or a narrower threat, each once.
    pub recommendations: u64,
}

impl Engine {
    /// The threats that match, by label unless the page says otherwise.
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`] for a dimension or threat that is none,
    /// [`EngineError::InvalidValue`] for a cursor or order that is none.
    pub fn threats(
        &self,
        who: &Identity,
        filter: &ThreatFilter,
        page: &Page,
    ) -> Result<Listing<Threat>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let facts = self.facts(who);
        let matches = matches(&facts, filter)?;
        let cut = cut_things(&facts, &matches, page, |id| {
            recommendations(&facts, id).map(|found| found.len() as u64)
        })?;
        let page = cut.try_map(|id| threat(&facts, id))?;
        let counts = vec![value_facet(&facts, "dimension", &matches, sulh::DIMENSION_PROPERTY)?];
        let coverage = self.coverage(&facts)?.coverage.clone();
        Ok(thing_listing("threat", &facts, coverage, &matches, counts, page))
    }
}

fn matches(facts: &Facts<'_>, filter: &ThreatFilter) -> Result<Vec<TermId>, EngineError> {
    let mut found = facts.instances(sulh::THREAT)?;
    if let Some(under) = &filter.under {
        let top = resolve(facts, ValueKind::UNDER, under)?;
        let below =
            top.id.map(|id| facts.closure(id, skos::BROADER)).transpose()?.unwrap_or_default();
        found = intersection(&found, &below);
    }
    if let Some(dimension) = &filter.dimension {
        let dimension = resolve(facts, ValueKind::DIMENSION, dimension)?;
        let having =
            dimension.id.map(|id| facts.subjects(sulh::DIMENSION_PROPERTY, id)).transpose()?;
        found = intersection(&found, &having.unwrap_or_default());
    }
    let names = [skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL, skos::DEFINITION];
    Ok(with_words(facts, found, &names, filter.text.as_deref())?)
}

fn threat(facts: &Facts<'_>, id: TermId) -> Result<Threat, ReadError> {
    let Ref { iri, id: short, label, label_language } = facts.reference(id)?;
    let (definition, language) = facts.wording(id, skos::DEFINITION)?.unzip();
    Ok(Threat {
        iri,
        id: short,
        label,
        label_language,
        definition,
        definition_language: facts.other_language(language.flatten().as_deref()),
        alternative_labels: facts.texts(id, skos::ALT_LABEL)?,
        scope: facts.values(id, sulh::SCOPE)?,
        broader: facts.references(id, skos::BROADER)?,
        narrower: facts.all_references(facts.subjects(skos::BROADER, id)?)?,
        drives: facts.references(id, sulh::DRIVES)?,
        dimensions: facts.references(id, sulh::DIMENSION_PROPERTY)?,
        recommendations: recommendations(facts, id)?.len() as u64,
    })
}

/// Recommendations against a threat or a narrower one, each once.
fn recommendations(facts: &Facts<'_>, id: TermId) -> Result<Vec<TermId>, ReadError> {
    let threats = facts.closure(id, skos::BROADER)?;
    let lists = threats
        .into_iter()
        .map(|threat| facts.subjects(sulh::ADDRESSES, threat))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(union(lists))
}
