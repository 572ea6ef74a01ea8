//! What somebody asks full text for, as the index takes it.
//!
//! It must not find anything: names of countries, threats and actors become ids here.

use crate::date_span::DateSpan;
use crate::error::EngineError;
use crate::facts::{Facts, short_id};
use crate::filter_value::{ValueKind, resolve};
use crate::tokens::hex;
use sha2::{Digest, Sha256};
use sulh_ontology::Kind;
use sulh_text::{
    Days, Facet, NoSynonyms, Ranking, Reading, SearchOptions, Synonyms, TextQuery, Tongue,
    day_number,
};

/// How much more a recommendation counts than another thing with the same words.
const RECOMMENDATION: f32 = 1.2;

/// Values of a facet that are given: all countries, and who else is asked most.
const MOST_VALUES: usize = 250;

/// How far a word of a hit may be from what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// In any form, and by other names of what is named.
    #[default]
    Names,
    /// In any form.
    Forms,
    /// As it is written, in either alphabet and with or without marks.
    Exact,
}

impl Reach {
    /// From two switches.
    pub fn of(exact: bool, synonyms: bool) -> Self {
        match (exact, synonyms) {
            (true, _) => Self::Exact,
            (false, true) => Self::Names,
            (false, false) => Self::Forms,
        }
    }
}

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchFilter {
    /// A query: words, phrases, signs.
    pub text: String,
    /// The language of its words as a tag; none for every one that they may be of.
    pub query_language: Option<String>,
    /// How far a word may be from what was written.
    pub reach: Reach,
    /// Values of which a hit must have one, by facet.
    pub wanted: Vec<(Facet, Vec<String>)>,
    /// From this date on (`2014`, `2014-05`, `2014-05-28`).
    pub since: Option<String>,
    /// Up to this date.
    pub until: Option<String>,
    /// Only passages of this document: its id.
    pub document: Option<String>,
    /// Every passage by itself, instead of the best one of each document.
    pub unfolded: bool,
    /// What is recent counts more.
    pub recent: bool,
    /// Whether each hit says why it scores as it does.
    pub explain: bool,
}

impl SearchFilter {
    /// Reads the query.
    pub(crate) fn query(
        &self,
        facts: &Facts<'_>,
        synonyms: &dyn Synonyms,
    ) -> Result<TextQuery, EngineError> {
        let tongues = self.tongues()?;
        let synonyms = if self.reach == Reach::Names { synonyms } else { &NoSynonyms };
        let value = |facet: Facet, value: &str| {
            facet_value(facts, facet, value)
                .map_err(|error| format!("{}: {error}; it was ignored", facet.name()))
        };
        let reading = Reading {
            tongues: &tongues,
            stems: self.reach != Reach::Exact,
            synonyms,
            value: &value,
        };
        Ok(TextQuery::parse(&self.text, &reading))
    }

    fn tongues(&self) -> Result<Vec<Tongue>, EngineError> {
        let Some(tag) = &self.query_language else { return Ok(Vec::new()) };
        match Tongue::of_tag(tag) {
            Tongue::Unknown => Err(EngineError::InvalidValue {
                field: "query-language",
                value: tag.clone(),
                expected: "the tag of a language whose words are known: bs, hr, sr, cnr, mk, bg, \
                           sq, tr, en, fr, de, el, hu, it, ro, ru, es, ar, da, nl, fi, no, pt, \
                           sv or ta",
            }),
            tongue => Ok(vec![tongue]),
        }
    }

    /// How the index is asked, but for the cursor.
    pub(crate) fn options(
        &self,
        facts: &Facts<'_>,
        limit: usize,
        newest_day: Option<i64>,
    ) -> Result<SearchOptions, EngineError> {
        let mut wanted = Vec::with_capacity(self.wanted.len());
        for (facet, values) in &self.wanted {
            let values = values.iter().map(|value| facet_value(facts, *facet, value));
            wanted.push((*facet, values.collect::<Result<Vec<_>, _>>()?));
        }
        let kind = Kind::Recommendation.as_str().to_owned();
        Ok(SearchOptions {
            wanted,
            days: self.days()?,
            group: self.document.as_ref().map(|document| document_iri(facts, document)),
            folds: !self.unfolded && self.document.is_none(),
            ranking: Ranking {
                boosts: vec![(Facet::Kind, kind, RECOMMENDATION)],
                recent_from: newest_day.filter(|_| self.recent),
            },
            facets: Facet::ALL.to_vec(),
            facet_values: MOST_VALUES,
            limit,
            ..SearchOptions::default()
        })
    }

    /// A short word for all that decides which hits there are and in which order.
    pub(crate) fn fingerprint(&self) -> String {
        let asked = Self { explain: false, ..self.clone() };
        let mut word = hex(&Sha256::digest(format!("{asked:?}")));
        word.truncate(6);
        word
    }

    /// Whether a hit must have more than the words.
    pub(crate) fn is_narrowed(&self) -> bool {
        let dated = self.since.is_some() || self.until.is_some();
        dated || !self.wanted.is_empty() || self.document.is_some()
    }

    fn days(&self) -> Result<Days, EngineError> {
        let span = |field, text: &Option<String>| {
            let Some(text) = text else { return Ok(None) };
            DateSpan::parse(text.trim()).map(Some).ok_or_else(|| EngineError::InvalidValue {
                field,
                value: text.clone(),
                expected: "a year, a month or a day (2014, 2014-05, 2014-05-28)",
            })
        };
        Ok(Days {
            first: span("since", &self.since)?.map(|span| day_number(span.first)),
            last: span("until", &self.until)?.map(|span| day_number(span.last)),
        })
    }
}

/// A document by its IRI or short id.
fn document_iri(facts: &Facts<'_>, document: &str) -> String {
    if document.contains(':') {
        return document.to_owned();
    }
    facts.base().id(Kind::Document, document).into_string()
}

/// The value as the index has it: countries, threats and actors may be named in any way.
fn facet_value(facts: &Facts<'_>, facet: Facet, value: &str) -> Result<String, EngineError> {
    let value = value.trim();
    let invalid = |field, expected| {
        Err(EngineError::InvalidValue { field, value: value.to_owned(), expected })
    };
    let kind = match facet {
        Facet::Country => ValueKind::COUNTRY,
        Facet::Threat => ValueKind::THREAT,
        Facet::Actor => ValueKind::ISSUER,
        Facet::Status => ValueKind::STATUS,
        Facet::Kind => {
            return match Kind::parse(value) {
                Some(kind) => Ok(kind.as_str().to_owned()),
                None if value == "term" => Ok(value.to_owned()),
                None => invalid("kind", "a kind of thing (recommendation, organization, threat …)"),
            };
        }
        Facet::Year => {
            let is_year = value.len() == 4 && value.bytes().all(|digit| digit.is_ascii_digit());
            return if is_year { Ok(value.to_owned()) } else { invalid("year", "a year (2014)") };
        }
        Facet::Language => {
            return if value.is_empty() {
                invalid("language", "the tag of a language (sr, sr-Latn)")
            } else {
                Ok(value.to_lowercase())
            };
        }
        Facet::Source => return Ok(value.to_owned()),
    };
    Ok(short_id(facts.base(), resolve(facts, kind, value)?.iri.as_str()))
}
