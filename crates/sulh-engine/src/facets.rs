//! How many matches have each value, over all matches and not only the page.
//!
//! A fact that several sources state counts once, because the view gives it once.

use crate::facts::Facts;
use crate::listing::{Facet, FacetValue};
use crate::value_pairs::Things;
use rustc_hash::{FxHashMap, FxHashSet};
use sulh_ontology::sulh;
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{ReadError, TermId};

/// Facet fields, their predicates, and how many values are shown.
const FIELDS: [(&str, NamedNodeRef<'static>, usize); 8] = [
    ("threat", sulh::ADDRESSES, usize::MAX),
    ("country", sulh::CONCERNS, usize::MAX),
    ("issuer", sulh::MADE_BY, 30),
    ("addressee", sulh::ADDRESSED_TO, usize::MAX),
    ("action", sulh::ACTION, usize::MAX),
    ("level", sulh::LEVEL_PROPERTY, usize::MAX),
    ("theme", sulh::THEME_PROPERTY, 50),
    ("session", sulh::SESSION_PROPERTY, usize::MAX),
];

/// Where the statuses stand among the facets.
const STATUS_AT: usize = 4;

/// Counts over matching recommendations.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) facets: Vec<Facet>,
    /// Different wordings.
    pub(crate) distinct_texts: u64,
    /// Pairs of a recommendation and an issuer.
    pub(crate) issuer_pairs: u64,
}

/// Counts the values of these recommendations, which are in id order.
pub(crate) fn count(facts: &Facts<'_>, matches: &[TermId]) -> Result<Counts, ReadError> {
    let things = Things::new(matches);
    let mut counts = Counts::default();
    for (field, predicate, most) in FIELDS {
        let mut values: FxHashMap<TermId, u64> = FxHashMap::default();
        things
            .for_each_value(facts, predicate, |_, value| *values.entry(value).or_default() += 1)?;
        if predicate == sulh::MADE_BY {
            counts.issuer_pairs = values.values().sum();
        }
        counts.facets.push(facet(facts, field, values, most)?);
    }
    counts.facets.insert(STATUS_AT, facet(facts, "status", statuses(facts, &things)?, usize::MAX)?);
    let mut texts = FxHashSet::default();
    things.for_each_value(facts, sulh::TEXT, |_, text| {
        texts.insert(text);
    })?;
    counts.distinct_texts = texts.len() as u64;
    Ok(counts)
}

/// A recommendation that two addressees accept counts once under *accepted*.
fn statuses(facts: &Facts<'_>, things: &Things<'_>) -> Result<FxHashMap<TermId, u64>, ReadError> {
    let mut answered: Vec<(TermId, TermId)> = Vec::new();
    things.for_each_value(facts, sulh::HAS_RESPONSE, |thing, response| {
        answered.push((response, thing));
    })?;
    answered.sort_unstable();
    let mut responses: Vec<TermId> = answered.iter().map(|(response, _)| *response).collect();
    responses.dedup();
    let mut given: Vec<(TermId, TermId)> = Vec::new();
    Things::new(&responses).for_each_value(facts, sulh::STATUS, |response, status| {
        let from = answered.partition_point(|(known, _)| *known < response);
        let of_response = answered.iter().skip(from).take_while(|(known, _)| *known == response);
        given.extend(of_response.map(|(_, thing)| (*thing, status)));
    })?;
    given.sort_unstable();
    given.dedup();
    let mut counts: FxHashMap<TermId, u64> = FxHashMap::default();
    for (_, status) in given {
        *counts.entry(status).or_default() += 1;
    }
    Ok(counts)
}

fn facet(
    facts: &Facts<'_>,
    field: &'static str,
    counts: FxHashMap<TermId, u64>,
    most: usize,
) -> Result<Facet, ReadError> {
    let mut values = counts
        .into_iter()
        .map(|(id, count)| {
            let value = facts.reference(id)?;
            Ok(FacetValue {
                id: value.id,
                label: value.label,
                label_language: value.label_language,
                broader: Vec::new(),
                count,
            })
        })
        .collect::<Result<Vec<_>, ReadError>>()?;
    values.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
    values.truncate(most);
    Ok(Facet { field, values })
}
