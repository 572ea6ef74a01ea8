//! Full text: which things have these words, the best first.
//!
//! It must not decide how words match or score, which the index does, nor how a hit is shown.

use crate::cursor::Cursor;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::{Facts, short_id};
use crate::identity::Identity;
use crate::listing::{Emptiness, Facet, FacetValue, Listing, Page};
use crate::paging;
use crate::permission::Action;
use crate::search_filter::SearchFilter;
use crate::search_hit::{SearchHit, texts};
use crate::text_views::Texts;
use sulh_ontology::{Kind, skos};
use sulh_store::ReadError;
use sulh_store::rdf::{NamedNode, NamedNodeRef};
use sulh_text::{BoundQuery, Counts, Hit, Notice, Text, as_it_stands};

/// Characters of a query that are said again.
const LONGEST_QUOTE: usize = 120;

impl Engine {
    /// Things that match a query, the best first; where none has all of its words, those with any.
    ///
    /// Cost: O(matches); the first search after a commit takes in what it changed.
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] for an empty text, for a filter, cursor or order that is none,
    /// and in the past; [`EngineError::Text`].
    pub fn search(
        &self,
        who: &Identity,
        filter: &SearchFilter,
        page: &Page,
    ) -> Result<Listing<SearchHit>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        self.refuse_what_search_lacks(filter, page)?;
        self.with_texts(who, |texts| self.searched(texts, filter, page))
    }

    fn searched(
        &self,
        texts: &Texts<'_>,
        filter: &SearchFilter,
        page: &Page,
    ) -> Result<Listing<SearchHit>, EngineError> {
        let (facts, labels) = (&texts.facts, texts.labels()?);
        let query = texts.index.bind(&filter.query(facts, &*labels)?)?;
        let limit = paging::limit(page);
        let mut options = filter.options(facts, limit + 1, query.newest_day())?;
        if let Some(cursor) = paging::start(page)? {
            let (hit, counts) = after(&cursor, filter)?;
            (options.after, options.counts) = (Some(hit), Some(counts));
        }
        let counts = options.counts.clone().map_or_else(|| query.counts(), Ok)?;
        let mut notes: Vec<String> = query.notices().iter().map(said).collect();
        let mut hits = query.search(&options)?;
        if hits.total == 0 && !query.is_empty() {
            options.any = true;
            hits = query.search(&options)?;
            if hits.total > 0 {
                notes.push(
                    "nothing has all of the words: what has some of them is shown".to_owned(),
                );
            }
        }
        let has_more = hits.hits.len() > limit;
        hits.hits.truncate(limit);
        let next = hits.hits.last().filter(|_| has_more).map(|hit| {
            let (score, query) = (hit.score.to_bits(), filter.fingerprint());
            let key = format!("{score:08x}.{query}.{}", counts.to_text());
            Cursor { key, iri: hit.id.clone() }.encode()
        });
        let under: u64 = hits.hits.iter().map(|hit| hit.more).sum();
        if under > 0 {
            notes.push(format!(
                "{under} of the hits stand under another passage of the same document on this page"
            ));
        }
        let explained = filter.explain.then_some(&options);
        let items = hits
            .hits
            .iter()
            .filter_map(|hit| SearchHit::of(facts, &query, hit, explained).transpose())
            .collect::<Result<Vec<_>, _>>()?;
        let counted = hits
            .facets
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(facet, values)| named(facts, *facet, values))
            .collect::<Result<Vec<_>, ReadError>>()?;
        Ok(Listing {
            coverage: self.coverage(facts)?.coverage.clone(),
            unit: "hit",
            total: hits.total,
            distinct_texts: hits.total,
            issuer_pairs: hits.total,
            facets: counted,
            items,
            next,
            empty_because: (hits.total == 0).then(|| nothing(&query, filter)),
            did_you_mean: did_you_mean(facts, &query, options.any)?,
            notes,
            revision: facts.revision(),
        })
    }

    fn refuse_what_search_lacks(
        &self,
        filter: &SearchFilter,
        page: &Page,
    ) -> Result<(), EngineError> {
        let invalid = |field, value: &str, expected| {
            Err(EngineError::InvalidValue { field, value: value.to_owned(), expected })
        };
        if let Some(past) = self.past_revision() {
            let expected = "the newest state, which is all that full text knows";
            return invalid("as-of", &past.to_string(), expected);
        }
        if let Some(sort) = page.sort {
            let expected = "an order of a search, which has one: the best hits come first";
            return invalid("sort", sort.as_str(), expected);
        }
        if filter.text.trim().is_empty() {
            return invalid("query", &filter.text, "a text with at least one word");
        }
        Ok(())
    }
}

fn said(notice: &Notice) -> String {
    format!("at character {}: {}", notice.at, notice.message)
}

fn nothing(query: &BoundQuery, filter: &SearchFilter) -> Emptiness {
    let mut text: String = filter.text.chars().take(LONGEST_QUOTE).collect();
    if text.len() < filter.text.len() {
        text.push('…');
    }
    if query.is_empty() {
        let message = format!("there is no word to look for in {text:?}");
        return Emptiness { code: "no-words", message };
    }
    let within = if filter.is_narrowed() { " and meets the filters" } else { "" };
    let message = format!("nothing that you may see has the words {text:?}{within}");
    Emptiness { code: "nothing-found", message }
}

fn after(cursor: &Cursor, filter: &SearchFilter) -> Result<(Hit, Counts), EngineError> {
    let mut parts = cursor.key.splitn(3, '.');
    let mut read = || {
        let score = f32::from_bits(u32::from_str_radix(parts.next()?, 16).ok()?);
        let is_same = parts.next()? == filter.fingerprint();
        let counts = Counts::parse(parts.next()?)?;
        let is_place = score.is_finite() && NamedNode::new(&cursor.iri).is_ok();
        (is_same && is_place).then_some((score, counts))
    };
    let (score, counts) = read().ok_or_else(|| EngineError::InvalidValue {
        field: "cursor",
        value: cursor.key.clone(),
        expected: "a cursor that a page of the same search gave as its next",
    })?;
    Ok((Hit::new(cursor.iri.clone(), score), counts))
}

/// The query with words that stand somewhere in the place of those that stand nowhere.
fn did_you_mean(
    facts: &Facts<'_>,
    query: &BoundQuery,
    strict: bool,
) -> Result<Option<String>, EngineError> {
    let mut words = Vec::new();
    for correction in query.corrections(strict)? {
        let ids = correction.documents.iter();
        let ids = ids.filter_map(|iri| facts.view().id(NamedNodeRef::new_unchecked(iri)));
        let mut all: Vec<Text> = Vec::new();
        for id in ids.collect::<Vec<_>>() {
            all.extend(texts(facts, id)?.into_iter().map(|(_, text)| text));
        }
        // In the script that was written, or not at all.
        if let Some(better) = as_it_stands(&correction.folded, &correction.written, &all) {
            words.push((correction.written, better));
        }
    }
    Ok((!words.is_empty()).then(|| query.corrected(&words)))
}

/// A facet with the names of its values.
fn named(
    facts: &Facts<'_>,
    facet: sulh_text::Facet,
    values: &[(String, u64)],
) -> Result<Facet, ReadError> {
    let kind = match facet {
        sulh_text::Facet::Country => Some(Kind::Country),
        sulh_text::Facet::Threat => Some(Kind::Threat),
        sulh_text::Facet::Actor => Some(Kind::Organization),
        sulh_text::Facet::Source => Some(Kind::Source),
        sulh_text::Facet::Status => Some(Kind::ResponseStatus),
        _ => None,
    };
    let mut named = Vec::with_capacity(values.len());
    for (value, count) in values {
        let iri = kind.map(|kind| facts.base().id(kind, value));
        let id = iri.as_ref().and_then(|iri| facts.view().id(iri.as_ref()));
        let name = id.map(|id| facts.reference(id)).transpose()?;
        let mut broader = Vec::new();
        if let Some(id) = id.filter(|_| facet == sulh_text::Facet::Threat) {
            for above in facts.objects(id, skos::BROADER)? {
                broader.push(short_id(facts.base(), &facts.text(above)?));
            }
            broader.sort();
        }
        let label = name.as_ref().map_or_else(|| value.clone(), |name| name.label.clone());
        let label_language = name.and_then(|name| name.label_language);
        let id = iri.map_or_else(|| value.clone(), |iri| short_id(facts.base(), iri.as_str()));
        named.push(FacetValue { id, label, label_language, broader, count: *count });
    }
    Ok(Facet { field: facet.name(), values: named })
}
