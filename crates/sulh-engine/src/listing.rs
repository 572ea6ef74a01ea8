//! The one shape of every list: what it covers, what it counts, its items, how to go on.
//!
//! These types are the wire: `/api/v1/…` and `--format json` write them as they stand.

use crate::coverage::Coverage;
use serde::Serialize;

/// A thing by its IRI, its short id and its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Ref {
    /// The whole IRI.
    pub iri: String,
    /// The last part of the IRI (`human-trafficking`, `BIH`).
    pub id: String,
    /// The name in the language asked for (English where none was), else in English, else in
    /// another language, the id where there is no name.
    pub label: String,
    /// The language of the name, where it is not the one that was asked for first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_language: Option<String>,
}

/// Which part of a list, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Items wanted; more than [`Page::MAX_LIMIT`] gives that many.
    pub limit: usize,
    /// Where to go on: [`Listing::next`] of the page before.
    pub cursor: Option<String>,
    /// The order; `None` is the list's own (recommendations newest first, others by label).
    pub sort: Option<Sort>,
}

impl Page {
    /// Items of a page when nobody says.
    pub const DEFAULT_LIMIT: usize = 50;
    /// The most items of a page.
    pub const MAX_LIMIT: usize = 1000;
}

impl Default for Page {
    fn default() -> Self {
        Self { limit: Self::DEFAULT_LIMIT, cursor: None, sort: None }
    }
}

/// The order of a list. Ties go by IRI, so that every order is total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// The latest first: by the first day of the session, or the date of issue; undated ones last.
    Newest,
    /// The earliest first; undated ones last.
    Oldest,
    /// By label, or the wording of a recommendation, in code point order of the lower-case form.
    Label,
    /// By IRI.
    Id,
    /// The most recommendations first; for threats, actors and countries.
    Count,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::Label, Self::Id, Self::Count];

    /// The word for it: `newest`, `oldest`, `label`, `id` or `count`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Label => "label",
            Self::Id => "id",
            Self::Count => "count",
        }
    }

    /// The order that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word)
    }
}

/// A page of a list with what must be known to read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listing<T> {
    /// What the sources cover, whatever was asked.
    pub coverage: Coverage,
    /// What [`Listing::total`] counts (`recommendation`, `threat` …).
    pub unit: &'static str,
    /// How many match, on all pages.
    pub total: u64,
    /// Different wordings among all matches; of recommendations only, elsewhere the total.
    pub distinct_texts: u64,
    /// Pairs of a recommendation and one of its issuers among all matches; elsewhere the total.
    pub issuer_pairs: u64,
    /// Counts over all matches, by field; in JSON an object from field to values.
    #[serde(serialize_with = "facets_by_field")]
    pub facets: Vec<Facet>,
    /// The items of this page.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last.
    pub next: Option<String>,
    /// Why there is nothing, when there is nothing.
    pub empty_because: Option<Emptiness>,
    /// The query with words that stand somewhere in the place of those that stand nowhere; of a
    /// search only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
    /// Sentences that every surface shows with the list (status notes, *sample*).
    pub notes: Vec<String>,
    /// The revision that was read.
    pub revision: u64,
}

/// How many matches have each value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The field (`threat`, `country`, `issuer`, `addressee`, `status`, `action`, `level`, `theme`, `session`).
    pub field: &'static str,
    /// Its values, the most frequent first, then by id.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The short id; what a filter takes.
    pub id: String,
    /// The name.
    pub label: String,
    /// The language of the name, where it is not the one that was asked for first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_language: Option<String>,
    /// The ids of what is directly broader, of threats in a search, which count under it too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub broader: Vec<String>,
    /// Matches that have the value, each counted once.
    pub count: u64,
}

/// Why a list is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Emptiness {
    /// `not-covered`, `nothing-found` or `nothing-loaded`.
    pub code: &'static str,
    /// The same in a sentence.
    pub message: String,
}

#[expect(clippy::ptr_arg, reason = "serde calls it with a reference to the field")]
fn facets_by_field<S: serde::Serializer>(
    facets: &Vec<Facet>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(facets.iter().map(|facet| (facet.field, &facet.values)))
}
