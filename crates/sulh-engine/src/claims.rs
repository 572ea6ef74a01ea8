//! Claims as a list, each with its evidence and with those that agree and disagree.

use crate::claim_item::{Claim, Placed, claim, sides};
use crate::claim_reader::ClaimReader;
use crate::cursor::Cursor;
use crate::date_span::DateSpan;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use crate::listing::{Facet, FacetValue, Listing, Page};
use crate::paging::cut;
use crate::permission::Action;
use crate::thing_list::thing_listing;
use std::collections::BTreeMap;
use sulh_ontology::{Kind, rdf, sulh};
use sulh_store::{ReadError, TermId};

/// What reviewers may make of a claim.
pub(crate) const STATUSES: [&str; 4] = ["candidate", "accepted", "rejected", "withdrawn"];

/// Which claims.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimFilter {
    /// What it is about: an IRI or `kind/slug`.
    pub subject: Option<String>,
    /// What it says of it: an IRI, `prefix:name` or a name of sulh's own.
    pub predicate: Option<String>,
    /// The thing that it names as the value: an IRI or `kind/slug`.
    pub object: Option<String>,
    /// The id of its source.
    pub source: Option<String>,
    /// `candidate`, `accepted`, `rejected` or `withdrawn`.
    pub status: Option<String>,
    /// A day, month or year at which it may hold.
    pub valid_at: Option<String>,
    /// Whether it is disputed.
    pub disputed: Option<bool>,
}

impl Engine {
    /// The claims that match, by what they are about; of unreviewed ones those that the requester
    /// may see. Cost: O(claims), or O(claims about the subject) where one is given.
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] for a status, date, cursor or order that is none,
    /// [`EngineError::UnknownValue`] for a thing that nothing is known of.
    pub fn claims(
        &self,
        who: &Identity,
        filter: &ClaimFilter,
        page: &Page,
    ) -> Result<Listing<Claim>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        if let Some(sort) = page.sort {
            return Err(EngineError::InvalidValue {
                field: "sort",
                value: sort.as_str().to_owned(),
                expected: "an order of claims: they come by what they are about",
            });
        }
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let found = self.matching(&reader, filter)?;
        let counts = vec![status_facet(&reader, &found)?];
        let ids: Vec<TermId> = found.iter().map(|(claim, _)| *claim).collect();
        let keyed = found.iter().map(|placed| Ok((key(&reader, *placed)?, *placed)));
        let cut = cut(keyed.collect::<Result<Vec<_>, EngineError>>()?, page)?;
        let page = cut.try_map(|placed| claim(&reader, placed))?;
        let page = crate::paging::Cut {
            items: page.items.into_iter().flatten().collect(),
            next: page.next,
        };
        let coverage = self.coverage(&facts)?.coverage.clone();
        Ok(thing_listing("claim", &facts, coverage, &ids, counts, page))
    }

    fn matching(
        &self,
        reader: &ClaimReader<'_>,
        filter: &ClaimFilter,
    ) -> Result<Vec<Placed>, EngineError> {
        if let Some(status) = filter.status.as_deref()
            && !STATUSES.contains(&status)
        {
            return Err(EngineError::UnknownValue {
                field: "status",
                value: status.to_owned(),
                suggestions: STATUSES.map(str::to_owned).to_vec(),
            });
        }
        let valid_at = filter.valid_at.as_deref().map(date).transpose()?;
        let facts = reader.facts();
        let subject = self.thing(facts, "subject", filter.subject.as_deref())?;
        let object = self.thing(facts, "object", filter.object.as_deref())?;
        let predicate = match &filter.predicate {
            Some(word) => Some(crate::claim_draft::predicate(facts, word)?.1),
            None => None,
        };
        let source = filter.source.as_deref().map(|slug| self.base().id(Kind::Source, slug));
        let source = match source {
            Some(source) => self.thing(facts, "source", Some(source.as_str()))?,
            None => None,
        };
        let start = match subject {
            Some(subject) => reader.pointing(rdf::SUBJECT, subject)?,
            None => reader.all()?,
        };
        let mut found = Vec::new();
        for placed in start {
            let (one, graph) = placed;
            let has = |wanted: Option<TermId>, predicate| -> Result<bool, ReadError> {
                Ok(match wanted {
                    Some(wanted) => reader.part(placed, predicate)? == Some(wanted),
                    None => true,
                })
            };
            let status = filter.status.as_deref();
            if has(predicate, rdf::PREDICATE)?
                && has(object, rdf::OBJECT)?
                && (source.is_none() || reader.source_id(graph) == source)
                && status.map_or(Ok(true), |word| reader.is_status(one, graph, word))?
                && valid_at.map_or(Ok(true), |at| holds_at(reader, placed, at))?
                && filter.disputed.map_or(Ok::<_, ReadError>(true), |wanted| {
                    Ok(sides(reader, placed)?.contesting.is_empty() != wanted)
                })?
            {
                found.push(placed);
            }
        }
        Ok(found)
    }

    /// The thing that a word names, if a word is given.
    fn thing(
        &self,
        facts: &Facts<'_>,
        field: &'static str,
        word: Option<&str>,
    ) -> Result<Option<TermId>, EngineError> {
        let Some(word) = word else { return Ok(None) };
        let unknown =
            || EngineError::UnknownValue { field, value: word.to_owned(), suggestions: Vec::new() };
        let node = self.node(word).ok_or_else(unknown)?;
        // A thing may be named by unreviewed claims alone, which no published fact repeats.
        let id = facts.view().id(node.as_ref()).ok_or_else(unknown)?;
        let seen = facts.view().quads(None, None, Some(id), None).next().transpose()?.is_some()
            || facts.view().quads(Some(id), None, None, None).next().transpose()?.is_some();
        if seen { Ok(Some(id)) } else { Err(unknown()) }
    }
}

pub(crate) fn date(text: &str) -> Result<DateSpan, EngineError> {
    DateSpan::parse(text).ok_or_else(|| EngineError::InvalidValue {
        field: "date",
        value: text.to_owned(),
        expected: "a day (2014-11-28), a month (2014-11) or a year (2014)",
    })
}

/// Whether a claim may hold on one of the days; an open end holds on.
fn holds_at(reader: &ClaimReader<'_>, placed: Placed, at: DateSpan) -> Result<bool, ReadError> {
    let span = |predicate| -> Result<Option<DateSpan>, ReadError> {
        Ok(reader.text(placed, predicate)?.as_deref().and_then(DateSpan::parse))
    };
    let (from, until) = (span(sulh::VALID_FROM)?, span(sulh::VALID_UNTIL)?);
    Ok(at.is_within(from, until))
}

fn key(reader: &ClaimReader<'_>, placed: Placed) -> Result<Cursor, ReadError> {
    let facts = reader.facts();
    let label = |id: Option<TermId>| -> Result<String, ReadError> {
        Ok(id.map(|id| facts.reference(id)).transpose()?.map_or(String::new(), |r| r.label))
    };
    let subject = label(reader.part(placed, rdf::SUBJECT)?)?;
    let predicate = label(reader.part(placed, rdf::PREDICATE)?)?;
    Ok(Cursor {
        key: format!("{} {predicate}", subject.to_lowercase()),
        iri: format!("{} {}", facts.text(placed.0)?, facts.text(placed.1)?),
    })
}

fn status_facet(reader: &ClaimReader<'_>, found: &[Placed]) -> Result<Facet, ReadError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for placed in found {
        if let Some(word) = reader.word(*placed, sulh::REVIEW_STATUS_PROPERTY)? {
            *counts.entry(word).or_default() += 1;
        }
    }
    let values = counts.into_iter().map(|(word, count)| FacetValue {
        id: word.clone(),
        label: word,
        label_language: None,
        broader: Vec::new(),
        count,
    });
    Ok(Facet { field: "status", values: values.collect() })
}
