//! Full text: which things have these words, and where.
//!
//! It must not show more than a view does: a hit is read again with the eyes of who asks.

use crate::cursor::Cursor;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::{Facts, short_id};
use crate::filter_value::{ValueKind, resolve};
use crate::identity::Identity;
use crate::listing::{Emptiness, Facet, FacetValue, Listing, Page};
use crate::paging;
use crate::permission::Action;
use serde::Serialize;
use sulh_ontology::{Kind, dcterms, skos, sulh};
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{ReadError, TermId};
use sulh_text::{Hit, NoSynonyms, SearchOptions, Synonyms, Text, Tongue, WordsQuery, most};

/// Values of a facet that are shown.
const SHOWN_VALUES: usize = 30;
/// Letters of a snippet.
const SNIPPET: usize = 220;
/// Where the words of a hit may stand, the texts first.
const TEXTS: [NamedNodeRef<'static>; 7] = [
    sulh::TEXT,
    sulh::QUOTE,
    skos::DEFINITION,
    dcterms::DESCRIPTION,
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    dcterms::TITLE,
];

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchFilter {
    /// Words; each must be there, in some form.
    pub text: String,
    /// Only words as they are written, in either alphabet and with or without marks.
    pub exact: bool,
    /// Only the names that were written, not others of the same thing.
    pub no_synonyms: bool,
    /// Values of which a hit must have one, by facet.
    pub wanted: Vec<(sulh_text::Facet, Vec<String>)>,
}

/// A thing that has the words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchHit {
    /// The thing.
    pub iri: String,
    /// Its short id.
    pub id: String,
    /// What kind of thing it is.
    pub kind: String,
    /// Its name, or its short id where it has none.
    pub label: String,
    /// The language of the name, where it is not the one that was asked for first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_language: Option<String>,
    /// A part of the text that has the words, as it is written.
    pub snippet: String,
    /// The language of the snippet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where the words stand in the snippet: beginning and end in characters.
    pub marks: Vec<[usize; 2]>,
    /// Other names of what was asked for by which it matches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// How well it matches; only the order means anything.
    pub score: f32,
}

impl Engine {
    /// Things that have every word of a text, the best first; where none has, those with any.
    ///
    /// Cost: O(matches); the first search after a commit takes in what it changed.
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] for no words, for a cursor or order that is none, and in the
    /// past; [`EngineError::Text`].
    pub fn search(
        &self,
        who: &Identity,
        filter: &SearchFilter,
        page: &Page,
    ) -> Result<Listing<SearchHit>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let invalid = |field, value: &str, expected| EngineError::InvalidValue {
            field,
            value: value.to_owned(),
            expected,
        };
        if let Some(past) = self.past_revision() {
            let expected = "the newest state, which is all that full text knows";
            return Err(invalid("as-of", &past.to_string(), expected));
        }
        if let Some(sort) = page.sort {
            let expected = "an order of a search, which has one: the best hits come first";
            return Err(invalid("sort", sort.as_str(), expected));
        }
        if WordsQuery::parse(&filter.text, &[], false, &NoSynonyms).is_empty() {
            return Err(invalid("text", &filter.text, "a text with at least one word"));
        }
        let (facts, index, labels) = self.text_index(who)?;
        let synonyms: &dyn Synonyms =
            if filter.exact || filter.no_synonyms { &NoSynonyms } else { &*labels };
        let query = WordsQuery::parse(&filter.text, &[], !filter.exact, synonyms);
        let limit = paging::limit(page);
        let mut options = SearchOptions {
            any: false,
            wanted: wanted(&facts, &filter.wanted)?,
            facets: sulh_text::Facet::ALL.to_vec(),
            limit: limit + 1,
            after: paging::start(page)?.map(|cursor| after(&cursor)).transpose()?,
        };
        let mut hits = index.search(&query, &options)?;
        let mut notes = Vec::new();
        if hits.total == 0 {
            options.any = true;
            hits = index.search(&query, &options)?;
            if hits.total > 0 {
                notes.push(
                    "nothing has all of the words: what has some of them is shown".to_owned(),
                );
            }
        }
        let has_more = hits.hits.len() > limit;
        hits.hits.truncate(limit);
        let next = hits.hits.last().filter(|_| has_more).map(|hit| {
            let key = format!("{:08x}", hit.score.to_bits());
            Cursor { key, iri: hit.id.clone() }.encode()
        });
        let items = hits
            .hits
            .iter()
            .filter_map(|hit| self.hit(&facts, &query, hit).transpose())
            .collect::<Result<Vec<_>, _>>()?;
        let counted = hits
            .facets
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(facet, values)| named(&facts, *facet, &most(values, SHOWN_VALUES)))
            .collect::<Result<Vec<_>, ReadError>>()?;
        let empty_because = (hits.total == 0).then(|| Emptiness {
            code: "nothing-found",
            message: format!("nothing that you may see has the words {:?}", filter.text),
        });
        Ok(Listing {
            coverage: self.coverage(&facts)?.coverage.clone(),
            unit: "hit",
            total: hits.total,
            distinct_texts: hits.total,
            issuer_pairs: hits.total,
            facets: counted,
            items,
            next,
            empty_because,
            notes,
            revision: facts.revision(),
        })
    }

    fn hit(
        &self,
        facts: &Facts<'_>,
        query: &WordsQuery,
        hit: &Hit,
    ) -> Result<Option<SearchHit>, EngineError> {
        let Some(id) = facts.view().id(NamedNodeRef::new_unchecked(&hit.id)) else {
            return Ok(None);
        };
        let name = facts.reference(id)?;
        let kind = self.base().parse_id(&hit.id).map_or("term", |(kind, _)| kind.as_str());
        let texts = texts(facts, id)?;
        let (snippet, marks, language) = snippet(query, &texts);
        let by = query.other_names(&texts).into_iter().map(|name| name.text.clone()).collect();
        Ok(Some(SearchHit {
            iri: name.iri,
            id: name.id,
            kind: kind.to_owned(),
            label: name.label,
            label_language: name.label_language,
            snippet,
            language,
            marks,
            by,
            score: hit.score,
        }))
    }
}

/// The values as the index has them: countries, threats and actors may be named in any way.
fn wanted(
    facts: &Facts<'_>,
    given: &[(sulh_text::Facet, Vec<String>)],
) -> Result<Vec<(sulh_text::Facet, Vec<String>)>, EngineError> {
    let mut wanted = Vec::with_capacity(given.len());
    for (facet, values) in given {
        let kind = match facet {
            sulh_text::Facet::Country => Some(ValueKind::COUNTRY),
            sulh_text::Facet::Threat => Some(ValueKind::THREAT),
            sulh_text::Facet::Actor => Some(ValueKind::ISSUER),
            sulh_text::Facet::Status => Some(ValueKind::STATUS),
            _ => None,
        };
        let mut known = Vec::with_capacity(values.len());
        for value in values {
            known.push(match kind {
                Some(kind) => short_id(facts.base(), resolve(facts, kind, value)?.iri.as_str()),
                None => value.trim().to_owned(),
            });
        }
        wanted.push((*facet, known));
    }
    Ok(wanted)
}

fn after(cursor: &Cursor) -> Result<Hit, EngineError> {
    let bits = u32::from_str_radix(&cursor.key, 16).map_err(|_| EngineError::InvalidValue {
        field: "cursor",
        value: cursor.key.clone(),
        expected: "a cursor that a page of a search gave as its next",
    })?;
    Ok(Hit { id: cursor.iri.clone(), score: f32::from_bits(bits) })
}

type Snippet = (String, Vec<[usize; 2]>, Option<String>);

/// The texts and names of a thing, the texts first.
fn texts(facts: &Facts<'_>, thing: TermId) -> Result<Vec<Text>, ReadError> {
    let mut texts = Vec::new();
    for predicate in TEXTS {
        for (text, language) in facts.literals(thing, predicate)? {
            texts.push(Text { text, language: language.unwrap_or_default() });
        }
    }
    Ok(texts)
}

/// The text with the most words of the query, cut around them.
fn snippet(query: &WordsQuery, texts: &[Text]) -> Snippet {
    let marked = texts.iter().map(|text| {
        let (marks, own) = query.marks(&text.text, Tongue::of_tag(&text.language));
        (text, marks, own)
    });
    // What was asked for comes before its other names; of equals the first.
    let best = marked.rev().max_by_key(|(_, marks, own)| (*own, marks.len()));
    let Some((text, marks, _)) = best else { return Snippet::default() };
    let (cut, marks) = around(&text.text, &marks);
    (cut, marks, (!text.language.is_empty()).then(|| text.language.clone()))
}

/// A part of a text around its first mark, with the marks in characters.
fn around(text: &str, marks: &[std::ops::Range<usize>]) -> (String, Vec<[usize; 2]>) {
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = if text.len() <= SNIPPET {
        0
    } else {
        let wanted = text.floor_char_boundary(first.saturating_sub(SNIPPET / 3));
        let head = text.get(..wanted).unwrap_or_default();
        head.rfind(char::is_whitespace).map_or(0, |space| space + 1)
    };
    let rest = text.get(start..).unwrap_or_default();
    let end = if rest.len() <= SNIPPET {
        rest.len()
    } else {
        let wanted = rest.floor_char_boundary(SNIPPET);
        rest.get(..wanted).and_then(|cut| cut.rfind(char::is_whitespace)).unwrap_or(wanted)
    };
    let cut = rest.get(..end).unwrap_or_default();
    let before = if start > 0 { "… " } else { "" };
    let behind = if start + end < text.len() { " …" } else { "" };
    let letters = |to: usize| text.get(start..to).map_or(0, |part| part.chars().count());
    let offset = before.chars().count();
    let marks = marks
        .iter()
        .filter(|mark| mark.start >= start && mark.end <= start + end)
        .map(|mark| [offset + letters(mark.start), offset + letters(mark.end)])
        .collect();
    (format!("{before}{cut}{behind}"), marks)
}

/// A facet with the names of its values.
fn named(
    facts: &Facts<'_>,
    facet: sulh_text::Facet,
    values: &[(&str, u64)],
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
        let label = name.as_ref().map_or_else(|| (*value).to_owned(), |name| name.label.clone());
        let label_language = name.and_then(|name| name.label_language);
        let id =
            iri.map_or_else(|| (*value).to_owned(), |iri| short_id(facts.base(), iri.as_str()));
        named.push(FacetValue { id, label, label_language, count: *count });
    }
    Ok(Facet { field: facet.name(), values: named })
}
