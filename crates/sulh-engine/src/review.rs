//! What waits for reviewers, as a list and one by one with the text around it.

use crate::claim_item::Placed;
use crate::claim_reader::ClaimReader;
use crate::claims::STATUSES;
use crate::cursor::Cursor;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::listing::{Facet, FacetValue, Listing, Page};
use crate::originals::Originals;
use crate::paging::cut;
use crate::permission::Action;
use crate::quote_check::QuoteCheck;
use crate::review_item::{Group, GroupKind, ReviewItem, groups, item};
use crate::thing_list::thing_listing;
use serde::Serialize;
use std::collections::BTreeMap;
use sulh_ontology::{Kind, rdf, sulh};
use sulh_store::TermId;

/// Which items.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReviewFilter {
    /// The id of the source.
    pub source: Option<String>,
    /// `recommendation`, `mention` or `claim`.
    pub kind: Option<String>,
    /// `candidate` (where nothing is said), `accepted`, `rejected` or `withdrawn`.
    pub status: Option<String>,
    /// The least confidence, from 0 to 1.
    pub above: Option<f64>,
    /// The confidence below which items are, from 0 to 1.
    pub below: Option<f64>,
}

/// An item with the text around its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewContext {
    /// The item.
    #[serde(flatten)]
    pub item: ReviewItem,
    /// The text before its words, the words, and the text behind.
    pub context: Option<[String; 3]>,
}

/// Bytes of text on each side of the words.
const AROUND: usize = 600;

impl Engine {
    /// The items that match, in the order of their sources and of the text.
    ///
    /// Cost: O(claims of the sources).
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`] for a kind, status or source that is none,
    /// [`EngineError::InvalidValue`] for a cursor.
    pub fn review(
        &self,
        who: &Identity,
        filter: &ReviewFilter,
        page: &Page,
    ) -> Result<Listing<ReviewItem>, EngineError> {
        self.authorize(who, Action::ReadCandidates)?;
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let found = self.matching_groups(&reader, filter)?;
        let ids: Vec<TermId> = found.iter().map(|group| group.of).collect();
        let mut kinds: BTreeMap<GroupKind, u64> = BTreeMap::new();
        for group in &found {
            *kinds.entry(group.kind).or_default() += 1;
        }
        let values = kinds.into_iter().map(|(kind, count)| FacetValue {
            id: kind.as_str().to_owned(),
            label: kind.as_str().to_owned(),
            label_language: None,
            broader: Vec::new(),
            count,
        });
        let facet = Facet { field: "kind", values: values.collect() };
        let mut keyed = Vec::with_capacity(found.len());
        for group in found {
            keyed.push((key(&reader, &group)?, group));
        }
        let mut check = QuoteCheck::new(&facts, Originals::of(self.data_dir()));
        let cut = cut(keyed, page)?.try_map(|group| item(&reader, &group, &mut check))?;
        let page =
            crate::paging::Cut { items: cut.items.into_iter().flatten().collect(), next: cut.next };
        let coverage = self.coverage(&facts)?.coverage.clone();
        Ok(thing_listing("item", &facts, coverage, &ids, vec![facet], page))
    }

    /// One item with all its claims and the text around its words.
    ///
    /// # Errors
    /// [`EngineError::NotFound`].
    pub fn review_item(&self, who: &Identity, id: &str) -> Result<ReviewContext, EngineError> {
        self.authorize(who, Action::ReadCandidates)?;
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let group = self.group(&reader, id)?;
        let mut check = QuoteCheck::new(&facts, Originals::of(self.data_dir()));
        let item = item(&reader, &group, &mut check)?
            .ok_or_else(|| EngineError::NotFound { what: "item", value: id.to_owned() })?;
        let passage = item.claims.first().and_then(|claim| claim.passages.first());
        let context = match passage {
            Some(passage) => check.around(passage, AROUND)?,
            None => None,
        };
        Ok(ReviewContext { item, context })
    }

    /// The groups that match a filter.
    pub(crate) fn matching_groups(
        &self,
        reader: &ClaimReader<'_>,
        filter: &ReviewFilter,
    ) -> Result<Vec<Group>, EngineError> {
        let status = filter.status.as_deref().unwrap_or("candidate");
        one_of("status", status, &STATUSES)?;
        if let Some(kind) = &filter.kind {
            one_of("kind", kind, &["recommendation", "mention", "claim"])?;
        }
        let facts = reader.facts();
        let source = match &filter.source {
            Some(slug) => {
                let node = self.base().id(Kind::Source, slug);
                let unknown = || EngineError::UnknownValue {
                    field: "source",
                    value: slug.clone(),
                    suggestions: Vec::new(),
                };
                Some(facts.visible_id(node.as_ref())?.ok_or_else(unknown)?)
            }
            None => None,
        };
        let claims: Vec<Placed> = reader
            .all()?
            .into_iter()
            .filter(|(_, graph)| source.is_none() || reader.source_id(*graph) == source)
            .collect();
        let mut found = Vec::new();
        for group in groups(reader, &claims)? {
            let Some(first) = group.claims.first().copied() else { continue };
            let confidence = reader.text(first, sulh::CONFIDENCE)?;
            let confidence: f64 = confidence.and_then(|text| text.parse().ok()).unwrap_or(0.0);
            if reader.is_status(first.0, first.1, status)?
                && filter.kind.as_deref().is_none_or(|kind| kind == group.kind.as_str())
                && filter.above.is_none_or(|least| confidence >= least)
                && filter.below.is_none_or(|most| confidence < most)
            {
                found.push(group);
            }
        }
        Ok(found)
    }

    /// The group that a word names: `recommendation/…`, an IRI, or the id of a claim.
    pub(crate) fn group(&self, reader: &ClaimReader<'_>, word: &str) -> Result<Group, EngineError> {
        let missing = || EngineError::NotFound { what: "item", value: word.to_owned() };
        let view = reader.facts().view();
        let node = self.node(word).unwrap_or_else(|| self.base().id(Kind::Claim, word));
        let id = view.id(node.as_ref()).ok_or_else(missing)?;
        let of_thing = reader.pointing(rdf::SUBJECT, id)?;
        let claims = if of_thing.is_empty() {
            reader.places(id)?
        } else {
            // Those of its answers and bodies stand in the same graphs.
            let graphs: Vec<TermId> = of_thing.iter().map(|placed| placed.1).collect();
            let all = reader.all()?;
            all.into_iter().filter(|placed| graphs.contains(&placed.1)).collect()
        };
        let found = groups(reader, &claims)?;
        found.into_iter().find(|group| group.of == id).ok_or_else(missing)
    }
}

/// Source and place in the text.
fn key(reader: &ClaimReader<'_>, group: &Group) -> Result<Cursor, EngineError> {
    let facts = reader.facts();
    let Some(first) = group.claims.first().copied() else {
        return Ok(Cursor { key: String::new(), iri: facts.text(group.of)? });
    };
    let start = match reader.part(first, sulh::QUOTED_FROM)? {
        Some(passage) => reader.text((passage, first.1), sulh::BYTE_START)?,
        None => None,
    };
    let start: u64 = start.and_then(|text| text.parse().ok()).unwrap_or(0);
    let graph = facts.text(first.1)?;
    let kind = group.kind as u8;
    Ok(Cursor { key: format!("{graph} {kind} {start:012}"), iri: facts.text(group.of)? })
}

fn one_of(field: &'static str, value: &str, known: &[&str]) -> Result<(), EngineError> {
    if known.contains(&value) {
        return Ok(());
    }
    Err(EngineError::UnknownValue {
        field,
        value: value.to_owned(),
        suggestions: known.iter().map(|word| (*word).to_owned()).collect(),
    })
}
