//! Lists of things that are few: threats, actors, countries.
//!
//! What all of them share: words in names, orders, counts over all matches.

use crate::coverage::Coverage;
use crate::cursor::Cursor;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::listing::{Emptiness, Facet, FacetValue, Listing, Page, Sort};
use crate::paging::{Cut, cut};
use crate::value_pairs::Things;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{ReadError, TermId};

/// The things of which a value of one of the predicates holds the words, whatever the case.
pub(crate) fn with_words(
    facts: &Facts<'_>,
    found: Vec<TermId>,
    predicates: &[NamedNodeRef<'static>],
    words: Option<&str>,
) -> Result<Vec<TermId>, ReadError> {
    let Some(words) = words.map(str::trim).filter(|words| !words.is_empty()) else {
        return Ok(found);
    };
    let words = searched(words);
    let mut kept = Vec::new();
    for id in found {
        for predicate in predicates {
            if facts.values(id, *predicate)?.iter().any(|value| searched(value).contains(&words)) {
                kept.push(id);
                break;
            }
        }
    }
    Ok(kept)
}

/// The form in which words are compared: lower case, and the Turkish İ as a plain i.
fn searched(text: &str) -> String {
    text.to_lowercase().replace('\u{307}', "")
}

/// A page of things; `count` gives what [`Sort::Count`] sorts by.
pub(crate) fn cut_things(
    facts: &Facts<'_>,
    matches: &[TermId],
    page: &Page,
    count: impl Fn(TermId) -> Result<u64, ReadError>,
) -> Result<Cut<TermId>, EngineError> {
    let sort = page.sort.unwrap_or(Sort::Label);
    let key = |id: TermId| -> Result<String, EngineError> {
        Ok(match sort {
            Sort::Label => facts.reference(id)?.label.to_lowercase(),
            Sort::Id => String::new(),
            Sort::Count => format!("{:020}", u64::MAX - count(id)?),
            Sort::Newest | Sort::Oldest => {
                return Err(EngineError::InvalidValue {
                    field: "sort",
                    value: sort.as_str().to_owned(),
                    expected: "an order of this list: label, id or count",
                });
            }
        })
    };
    let keyed =
        matches.iter().map(|id| Ok((Cursor { key: key(*id)?, iri: facts.text(*id)? }, *id)));
    cut(keyed.collect::<Result<Vec<_>, EngineError>>()?, page)
}

/// How many things have each value of a predicate.
pub(crate) fn value_facet(
    facts: &Facts<'_>,
    field: &'static str,
    matches: &[TermId],
    predicate: NamedNodeRef<'static>,
) -> Result<Facet, ReadError> {
    let mut counts: FxHashMap<TermId, u64> = FxHashMap::default();
    Things::new(matches)
        .for_each_value(facts, predicate, |_, value| *counts.entry(value).or_default() += 1)?;
    let mut values = Vec::with_capacity(counts.len());
    for (id, count) in counts {
        let value = facts.reference(id)?;
        let (id, label) = (value.id, value.label);
        let (label_language, broader) = (value.label_language, Vec::new());
        values.push(FacetValue { id, label, label_language, broader, count });
    }
    Ok(sorted(field, values))
}

/// How many things have each text of a predicate; the text is its own id.
pub(crate) fn text_facet(
    facts: &Facts<'_>,
    field: &'static str,
    matches: &[TermId],
    predicate: NamedNodeRef<'static>,
) -> Result<Facet, ReadError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for id in matches {
        if let Some(text) = facts.english(*id, predicate)? {
            *counts.entry(text).or_default() += 1;
        }
    }
    let values = counts.into_iter().map(|(text, count)| FacetValue {
        id: text.clone(),
        label: text,
        label_language: None,
        broader: Vec::new(),
        count,
    });
    Ok(sorted(field, values.collect()))
}

fn sorted(field: &'static str, mut values: Vec<FacetValue>) -> Facet {
    values.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
    Facet { field, values }
}

/// The list with everything around it.
pub(crate) fn thing_listing<T>(
    unit: &'static str,
    facts: &Facts<'_>,
    coverage: Coverage,
    matches: &[TermId],
    counts: Vec<Facet>,
    page: Cut<T>,
) -> Listing<T> {
    let total = matches.len() as u64;
    let empty_because = (total == 0).then(|| Emptiness {
        code: "nothing-found",
        message: format!("nothing found: no {unit} held is such"),
    });
    Listing {
        coverage,
        unit,
        total,
        distinct_texts: total,
        issuer_pairs: total,
        facets: counts,
        items: page.items,
        next: page.next,
        empty_because,
        did_you_mean: None,
        notes: Vec::new(),
        revision: facts.revision(),
    }
}
