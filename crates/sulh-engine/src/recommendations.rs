//! Look-up of recommendations: what was recommended against which threat, where, by whom, to whom,
//! with which answer.

use crate::coverage::CoverageTable;
use crate::cursor::Cursor;
use crate::emptiness;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facets;
use crate::facts::Facts;
use crate::id_sets::intersection;
use crate::identity::Identity;
use crate::listing::{Listing, Page, Ref, Sort};
use crate::paging::{self, Cut};
use crate::permission::Action;
use crate::recommendation::{Recommendation, RecommendationFilter};
use crate::recommendation_dates::Dates;
use crate::recommendation_details::recommendation;
use crate::recommendation_search::{Search, samples};
use std::collections::BTreeSet;
use sulh_ontology::sulh;
use sulh_store::{ReadError, TermId};

/// The sort key of what has no date: behind every date.
const UNDATED: i32 = 99_999_999;

impl Engine {
    /// Recommendations that match a filter, newest first unless the page says otherwise.
    ///
    /// Cost: O(matches) for counts and facets; details are read for the page only.
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`] for a word of the filter that names nothing,
    /// [`EngineError::InvalidValue`] for a date, cursor or order that is none.
    pub fn recommendations(
        &self,
        who: &Identity,
        filter: &RecommendationFilter,
        page: &Page,
    ) -> Result<Listing<Recommendation>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let facts = self.facts(who);
        let search = Search::new(&facts, filter)?;
        let matches = search.matches(&facts)?;
        let Cut { items: ids, next } = cut(&facts, &matches, page)?;
        let items =
            ids.into_iter().map(|id| recommendation(&facts, id)).collect::<Result<Vec<_>, _>>()?;
        let table = self.coverage(&facts)?;
        let counts = facets::count(&facts, &matches)?;
        let empty_because =
            if matches.is_empty() { Some(emptiness::why(&facts, &search, &table)?) } else { None };
        Ok(Listing {
            unit: "recommendation",
            total: matches.len() as u64,
            distinct_texts: counts.distinct_texts,
            issuer_pairs: counts.issuer_pairs,
            facets: counts.facets,
            notes: notes(&facts, &search, &table, &matches, &items)?,
            items,
            next,
            empty_because,
            did_you_mean: None,
            revision: facts.revision(),
            coverage: table.coverage.clone(),
        })
    }

    /// One recommendation by its IRI; `None` if the requester sees none of it.
    ///
    /// # Errors
    /// [`EngineError::Read`] if a file is damaged.
    pub fn recommendation(
        &self,
        who: &Identity,
        iri: &str,
    ) -> Result<Option<Recommendation>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let facts = self.facts(who);
        let Ok(node) = sulh_store::rdf::NamedNode::new(iri) else { return Ok(None) };
        let Some(id) = facts.view().id(node.as_ref()) else { return Ok(None) };
        if !facts.is_a(id, sulh::RECOMMENDATION)? {
            return Ok(None);
        }
        Ok(Some(recommendation(&facts, id)?))
    }
}

fn notes(
    facts: &Facts<'_>,
    search: &Search,
    table: &CoverageTable,
    matches: &[TermId],
    items: &[Recommendation],
) -> Result<Vec<String>, ReadError> {
    let mut shown: BTreeSet<&Ref> = items.iter().flat_map(|item| &item.countries).collect();
    shown.extend(table.coverage.not_covered.iter());
    let mut notes = Vec::new();
    if !intersection(&samples(facts)?, matches).is_empty() {
        notes.push(emptiness::SAMPLE_NOTE.to_owned());
    }
    notes.extend(emptiness::notes(facts, search, table, shown.into_iter())?);
    Ok(notes)
}

fn cut(facts: &Facts<'_>, matches: &[TermId], page: &Page) -> Result<Cut<TermId>, EngineError> {
    match page.sort.unwrap_or(Sort::Newest) {
        Sort::Newest => by_date(facts, matches, page, |day| UNDATED - day),
        Sort::Oldest => by_date(facts, matches, page, |day| day),
        Sort::Id => by_text(facts, matches, page, |_| Ok(String::new())),
        Sort::Label => by_text(facts, matches, page, |id| {
            Ok(facts.english(id, sulh::TEXT)?.unwrap_or_default().to_lowercase())
        }),
        sort @ Sort::Count => Err(EngineError::InvalidValue {
            field: "sort",
            value: sort.as_str().to_owned(),
            expected: "an order of recommendations: newest, oldest, label or id",
        }),
    }
}

fn by_text(
    facts: &Facts<'_>,
    matches: &[TermId],
    page: &Page,
    key: impl Fn(TermId) -> Result<String, ReadError>,
) -> Result<Cut<TermId>, EngineError> {
    let keyed =
        matches.iter().map(|id| Ok((Cursor { key: key(*id)?, iri: facts.text(*id)? }, *id)));
    paging::cut(keyed.collect::<Result<Vec<_>, ReadError>>()?, page)
}

/// Sorts by day first, and by IRI only inside the days that the page shows.
fn by_date(
    facts: &Facts<'_>,
    matches: &[TermId],
    page: &Page,
    order: impl Fn(i32) -> i32,
) -> Result<Cut<TermId>, EngineError> {
    let start = paging::start(page)?;
    let dates = Dates::of(facts, matches)?;
    let key =
        |id: &TermId| format!("{:08}", dates.get(*id).map_or(UNDATED, |span| order(span.key())));
    let mut keyed: Vec<(String, TermId)> = matches.iter().map(|id| (key(id), *id)).collect();
    if let Some(start) = &start {
        keyed.retain(|(key, _)| *key >= start.key);
    }
    keyed.sort_unstable();
    let limit = paging::limit(page);
    let mut items: Vec<(Cursor, TermId)> = Vec::with_capacity(limit + 1);
    for day in keyed.chunk_by(|(a, _), (b, _)| a == b) {
        if items.len() > limit {
            break;
        }
        let mut same = Vec::with_capacity(day.len());
        for (key, id) in day {
            let at = Cursor { key: key.clone(), iri: facts.text(*id)? };
            if start.as_ref().is_none_or(|start| at > *start) {
                same.push((at, *id));
            }
        }
        same.sort_unstable();
        items.append(&mut same);
    }
    // What is left over is cut by the same rule as everywhere.
    paging::cut(items, page)
}
