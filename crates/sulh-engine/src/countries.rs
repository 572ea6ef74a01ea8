//! Countries and territories as a list.

use crate::coverage::CoverageTable;
use crate::emptiness::status_notes;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use crate::listing::{Listing, Page, Ref};
use crate::near_names::near_names;
use crate::permission::Action;
use crate::thing_list::{cut_things, text_facet, thing_listing, with_words};
use serde::Serialize;
use sulh_ontology::{org, skos, slug, sulh};
use sulh_store::{ReadError, TermId};

/// Which countries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CountryFilter {
    /// The name of an M49 sub-region, whatever the case.
    pub region: Option<String>,
    /// A part of a name, or a code, whatever the case.
    pub text: Option<String>,
    /// Only those that a source with recommendations covers, or only the others.
    pub covered: Option<bool>,
}

/// A country or territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Country {
    /// Its IRI.
    pub iri: String,
    /// Its code of three letters.
    pub id: String,
    /// Its short name.
    pub label: String,
    /// The language of the name, where it is not the one that was asked for first.
    pub label_language: Option<String>,
    /// Its code of two letters.
    pub iso2: Option<String>,
    /// Its code of three letters.
    pub iso3: Option<String>,
    /// Its M49 code.
    pub m49: Option<String>,
    /// Its long name.
    pub official_name: Option<String>,
    /// Its M49 sub-region.
    pub region: Option<String>,
    /// Further names, also in other languages and of earlier times.
    pub names: Vec<CountryName>,
    /// What it is or was a member of.
    pub memberships: Vec<CountryMembership>,
    /// The countries with which it shares a land border.
    pub borders: Vec<Ref>,
    /// The neutral note on its status.
    pub note: Option<String>,
    /// The sources with recommendations that cover it.
    pub covered_by: Vec<Ref>,
    /// Recommendations that concern it.
    pub recommendations: u64,
}

/// A name of a country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CountryName {
    /// The name.
    pub name: String,
    /// Its language as a BCP 47 tag, where it is stated.
    pub language: Option<String>,
    /// `alternative` or `former`.
    pub kind: &'static str,
}

/// A membership of a country.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CountryMembership {
    /// The body.
    pub body: Ref,
    /// Its beginning, as exact as the source.
    pub since: Option<String>,
    /// Its end; `None` while it lasts.
    pub until: Option<String>,
}

impl Engine {
    /// The countries that match, by label unless the page says otherwise.
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`] for a region that no country has,
    /// [`EngineError::InvalidValue`] for a cursor or order that is none.
    pub fn countries(
        &self,
        who: &Identity,
        filter: &CountryFilter,
        page: &Page,
    ) -> Result<Listing<Country>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let facts = self.facts(who);
        let table = self.coverage(&facts)?;
        let matches = matches(&facts, filter, &table)?;
        let cut = cut_things(&facts, &matches, page, |id| {
            Ok(facts.subjects(sulh::CONCERNS, id)?.len() as u64)
        })?;
        let page = cut.try_map(|id| country(&facts, &table, id))?;
        let counts = vec![text_facet(&facts, "region", &matches, sulh::REGION)?];
        let notes = status_notes(&facts, page.items.iter().map(|country| country.iri.as_str()))?;
        let mut listing =
            thing_listing("country", &facts, table.coverage.clone(), &matches, counts, page);
        listing.notes = notes;
        Ok(listing)
    }
}

fn matches(
    facts: &Facts<'_>,
    filter: &CountryFilter,
    table: &CoverageTable,
) -> Result<Vec<TermId>, EngineError> {
    let mut found = facts.instances(sulh::COUNTRY)?;
    if let Some(region) = &filter.region {
        found = in_region(facts, found, region)?;
    }
    if let Some(covered) = filter.covered {
        let mut kept = Vec::with_capacity(found.len());
        for id in found {
            if table.covering(&facts.text(id)?).is_empty() != covered {
                kept.push(id);
            }
        }
        found = kept;
    }
    let names = [
        skos::PREF_LABEL,
        skos::ALT_LABEL,
        sulh::OFFICIAL_NAME,
        sulh::PERIOD_NAME,
        sulh::ISO2,
        sulh::ISO3,
        sulh::M49,
    ];
    Ok(with_words(facts, found, &names, filter.text.as_deref())?)
}

fn in_region(
    facts: &Facts<'_>,
    found: Vec<TermId>,
    region: &str,
) -> Result<Vec<TermId>, EngineError> {
    let wanted = slug(region);
    let mut kept = Vec::new();
    let mut regions = Vec::new();
    for id in found {
        let Some(name) = facts.english(id, sulh::REGION)? else { continue };
        if slug(&name) == wanted {
            kept.push(id);
        }
        regions.push(name);
    }
    if kept.is_empty() {
        return Err(EngineError::UnknownValue {
            field: "region",
            value: region.to_owned(),
            suggestions: near_names(region, regions.iter().map(String::as_str)),
        });
    }
    Ok(kept)
}

fn country(facts: &Facts<'_>, table: &CoverageTable, id: TermId) -> Result<Country, ReadError> {
    let Ref { iri, id: short, label, label_language } = facts.reference(id)?;
    Ok(Country {
        covered_by: table.covering(&iri).to_vec(),
        names: names(facts, id, &label, label_language.as_deref())?,
        iri,
        id: short,
        label,
        label_language,
        iso2: facts.value(id, sulh::ISO2)?,
        iso3: facts.value(id, sulh::ISO3)?,
        m49: facts.value(id, sulh::M49)?,
        official_name: facts.worded(id, sulh::OFFICIAL_NAME)?,
        region: facts.worded(id, sulh::REGION)?,
        memberships: memberships(facts, id)?,
        borders: facts.references(id, sulh::BORDERS)?,
        note: facts.worded(id, sulh::STATUS_NOTE)?,
        recommendations: facts.subjects(sulh::CONCERNS, id)?.len() as u64,
    })
}

/// All names but the label; a former name is written as another name too and counts as former.
fn names(
    facts: &Facts<'_>,
    id: TermId,
    label: &str,
    label_language: Option<&str>,
) -> Result<Vec<CountryName>, ReadError> {
    let mut names: Vec<CountryName> = Vec::new();
    let kinds = [
        (sulh::PERIOD_NAME, "former"),
        (skos::PREF_LABEL, "alternative"),
        (skos::ALT_LABEL, "alternative"),
    ];
    for (predicate, kind) in kinds {
        for (name, language) in facts.literals(id, predicate)? {
            let is_label = name == label
                && facts.other_language(language.as_deref()).as_deref() == label_language;
            if !is_label
                && !names.iter().any(|known| known.name == name && known.language == language)
            {
                names.push(CountryName { name, language, kind });
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn memberships(facts: &Facts<'_>, id: TermId) -> Result<Vec<CountryMembership>, ReadError> {
    let mut memberships = Vec::new();
    for membership in facts.subjects(org::MEMBER, id)? {
        if let Some(body) = facts.one_reference(membership, org::ORGANIZATION_PROPERTY)? {
            memberships.push(CountryMembership {
                body,
                since: facts.value(membership, sulh::SINCE)?,
                until: facts.value(membership, sulh::UNTIL)?,
            });
        }
    }
    memberships.sort_unstable();
    Ok(memberships)
}
