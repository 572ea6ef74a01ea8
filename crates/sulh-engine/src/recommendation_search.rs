//! Which recommendations match a filter: sorted id lists from the indexes, intersected.
//!
//! It reads no details; what it finds is in id order.

use crate::date_span::DateSpan;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::filter_value::{Resolved, ValueKind, resolve};
use crate::id_sets::{intersection, union};
use crate::recommendation::RecommendationFilter;
use rustc_hash::FxHashSet;
use sulh_ontology::{skos, sulh};
use sulh_store::rdf::{Literal, NamedNodeRef};
use sulh_store::{ReadError, TermId};

/// Up to so many candidates are asked one by one, instead of reading all that have a value.
const FEW: usize = 400;

/// A filter whose words have become things.
pub(crate) struct Search {
    /// The countries and places asked for, as given.
    pub(crate) countries: Vec<Resolved>,
    /// The first day asked for.
    pub(crate) since: Option<DateSpan>,
    until: Option<DateSpan>,
    /// Predicate and the values of which one is wanted; the most selective first.
    wanted: Vec<(NamedNodeRef<'static>, Vec<TermId>)>,
    statuses: Option<Vec<TermId>>,
    text: Option<String>,
    sample: Option<bool>,
}

impl Search {
    /// Resolves every word of a filter.
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`], [`EngineError::InvalidValue`] for a date that is none.
    pub(crate) fn new(
        facts: &Facts<'_>,
        filter: &RecommendationFilter,
    ) -> Result<Self, EngineError> {
        let countries = filter
            .countries
            .iter()
            .map(|value| resolve(facts, ValueKind::COUNTRY, value))
            .collect::<Result<Vec<_>, _>>()?;
        let mut wanted = Vec::new();
        let mut want =
            |predicate, kind, values: &[String], widen: Option<NamedNodeRef<'static>>| {
                if !values.is_empty() {
                    wanted.push((predicate, ids(facts, kind, values, widen)?));
                }
                Ok::<_, EngineError>(())
            };
        want(sulh::ADDRESSES, ValueKind::THREAT, &filter.threats, Some(skos::BROADER))?;
        want(sulh::CONCERNS, ValueKind::COUNTRY, &filter.countries, Some(sulh::WITHIN))?;
        want(sulh::MADE_BY, ValueKind::ISSUER, &filter.issuers, None)?;
        want(sulh::ADDRESSED_TO, ValueKind::ADDRESSEE, &filter.addressees, None)?;
        want(sulh::THEME_PROPERTY, ValueKind::THEME, &filter.themes, None)?;
        want(sulh::SESSION_PROPERTY, ValueKind::SESSION, &filter.sessions, None)?;
        want(sulh::ACTION, ValueKind::ACTION, &filter.actions, None)?;
        want(sulh::LEVEL_PROPERTY, ValueKind::LEVEL, &filter.levels, None)?;
        let statuses = match filter.statuses.as_slice() {
            [] => None,
            values => Some(ids(facts, ValueKind::STATUS, values, None)?),
        };
        Ok(Self {
            countries,
            since: date("since", filter.since.as_deref())?,
            until: date("until", filter.until.as_deref())?,
            wanted,
            statuses,
            text: filter
                .text
                .as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_lowercase),
            sample: filter.sample,
        })
    }

    /// The recommendations that match, in id order.
    pub(crate) fn matches(&self, facts: &Facts<'_>) -> Result<Vec<TermId>, ReadError> {
        let mut found: Option<Vec<TermId>> = None;
        for (predicate, values) in &self.wanted {
            found = Some(narrow(facts, found, *predicate, values)?);
        }
        let mut found = only_recommendations(facts, found)?;
        if let Some(statuses) = &self.statuses {
            found = with_status(facts, found, statuses)?;
        }
        if self.since.is_some() || self.until.is_some() {
            found = self.in_time(facts, found)?;
        }
        if let Some(sample) = self.sample {
            let samples = samples(facts)?;
            found.retain(|id| samples.binary_search(id).is_ok() == sample);
        }
        match &self.text {
            Some(text) => with_text(facts, found, text),
            None => Ok(found),
        }
    }

    fn in_time(&self, facts: &Facts<'_>, found: Vec<TermId>) -> Result<Vec<TermId>, ReadError> {
        let times = crate::recommendation_dates::Dates::of(facts, &found)?;
        Ok(found
            .into_iter()
            .filter(|id| times.get(*id).is_some_and(|span| span.is_within(self.since, self.until)))
            .collect())
    }
}

/// The recommendations that are marked as invented, in id order.
pub(crate) fn samples(facts: &Facts<'_>) -> Result<Vec<TermId>, ReadError> {
    match facts.view().id(Literal::from(true).as_ref()) {
        Some(yes) => facts.subjects(sulh::SAMPLE, yes),
        None => Ok(Vec::new()),
    }
}

fn date(field: &'static str, text: Option<&str>) -> Result<Option<DateSpan>, EngineError> {
    let Some(text) = text.map(str::trim) else { return Ok(None) };
    DateSpan::parse(text).map(Some).ok_or_else(|| EngineError::InvalidValue {
        field,
        value: text.to_owned(),
        expected: "a date as YYYY, YYYY-MM or YYYY-MM-DD",
    })
}

fn ids(
    facts: &Facts<'_>,
    kind: ValueKind,
    values: &[String],
    widen: Option<NamedNodeRef<'static>>,
) -> Result<Vec<TermId>, EngineError> {
    let mut lists = Vec::with_capacity(values.len());
    for value in values {
        let Some(id) = resolve(facts, kind, value)?.id else { continue };
        lists.push(match widen {
            Some(predicate) => facts.closure(id, predicate)?,
            None => vec![id],
        });
    }
    Ok(union(lists))
}

/// Those of `found` (or all things) that have one of the values.
fn narrow(
    facts: &Facts<'_>,
    found: Option<Vec<TermId>>,
    predicate: NamedNodeRef<'static>,
    values: &[TermId],
) -> Result<Vec<TermId>, ReadError> {
    if let Some(few) = found.as_ref().filter(|found| found.len() < FEW) {
        let mut kept = Vec::with_capacity(few.len());
        for id in few {
            if facts
                .objects(*id, predicate)?
                .iter()
                .any(|value| values.binary_search(value).is_ok())
            {
                kept.push(*id);
            }
        }
        return Ok(kept);
    }
    let lists = values
        .iter()
        .map(|value| facts.subjects(predicate, *value))
        .collect::<Result<Vec<_>, _>>()?;
    let having = union(lists);
    Ok(found.map_or_else(|| having.clone(), |found| intersection(&found, &having)))
}

/// Levels and themes are not of recommendations alone.
fn only_recommendations(
    facts: &Facts<'_>,
    found: Option<Vec<TermId>>,
) -> Result<Vec<TermId>, ReadError> {
    match found {
        Some(few) if few.len() < FEW => {
            let mut kept = Vec::with_capacity(few.len());
            for id in few {
                if facts.is_a(id, sulh::RECOMMENDATION)? {
                    kept.push(id);
                }
            }
            Ok(kept)
        }
        Some(found) => Ok(intersection(&found, &facts.instances(sulh::RECOMMENDATION)?)),
        None => facts.instances(sulh::RECOMMENDATION),
    }
}

fn with_status(
    facts: &Facts<'_>,
    found: Vec<TermId>,
    statuses: &[TermId],
) -> Result<Vec<TermId>, ReadError> {
    if found.len() < FEW {
        let mut kept = Vec::with_capacity(found.len());
        for id in found {
            for response in facts.objects(id, sulh::HAS_RESPONSE)? {
                let given = facts.objects(response, sulh::STATUS)?;
                if given.iter().any(|status| statuses.binary_search(status).is_ok()) {
                    kept.push(id);
                    break;
                }
            }
        }
        return Ok(kept);
    }
    let mut responses = FxHashSet::default();
    for status in statuses {
        responses.extend(facts.subjects(sulh::STATUS, *status)?);
    }
    let mut having = Vec::new();
    if let Some(predicate) = facts.term_id(sulh::HAS_RESPONSE) {
        for triple in facts.view().triples(None, Some(predicate), None) {
            let [recommendation, _, response] = triple?;
            if responses.contains(&response) {
                having.push(recommendation);
            }
        }
    }
    Ok(intersection(&found, &union([having, Vec::new()])))
}

fn with_text(facts: &Facts<'_>, found: Vec<TermId>, text: &str) -> Result<Vec<TermId>, ReadError> {
    let mut kept = Vec::new();
    for id in found {
        for wording in facts.objects(id, sulh::TEXT)? {
            let holds =
                facts.view().with_text(wording, |wording| wording.to_lowercase().contains(text));
            if holds == Some(true) {
                kept.push(id);
                break;
            }
        }
    }
    Ok(kept)
}
