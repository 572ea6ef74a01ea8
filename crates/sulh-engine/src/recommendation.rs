//! A recommendation as it is shown, and what recommendations are looked up by; no look-up itself.

use crate::listing::Ref;
use serde::Serialize;

/// What to look for. Kinds of value are joined by *and*, values of one kind by *or*; an empty kind
/// does not narrow.
///
/// A value is an IRI, a slug, a code or a name (also an old one, or one in another language).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecommendationFilter {
    /// Threats; each includes its narrower ones.
    pub threats: Vec<String>,
    /// Countries and places that are concerned; each includes the places within it.
    pub countries: Vec<String>,
    /// Bodies that are to act; the name of a country means its government.
    pub addressees: Vec<String>,
    /// Bodies that recommend; the name of a country means its government.
    pub issuers: Vec<String>,
    /// What an answer amounts to (`accepted`, `noted` …).
    pub statuses: Vec<String>,
    /// Levels (`local` … `international`).
    pub levels: Vec<String>,
    /// Themes.
    pub themes: Vec<String>,
    /// Action categories (`minimal` … `specific`).
    pub actions: Vec<String>,
    /// Sessions of review bodies.
    pub sessions: Vec<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: what ended before its first day is left out.
    pub since: Option<String>,
    /// As `since`: what began after its last day is left out.
    pub until: Option<String>,
    /// A part of the wording, whatever the case.
    pub text: Option<String>,
    /// Only sample recommendations, or only real ones.
    pub sample: Option<bool>,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// Its IRI.
    pub iri: String,
    /// Its short id.
    pub id: String,
    /// Its wording, cut at a word after at most 120 characters.
    pub label: String,
    /// Its whole wording, in English where there are several languages.
    pub text: String,
    /// The language of the wording as a BCP 47 tag, where it is stated.
    pub language: Option<String>,
    /// Who recommends.
    pub issuers: Vec<Ref>,
    /// Who is to act.
    pub addressees: Vec<Ref>,
    /// The countries and places concerned.
    pub countries: Vec<Ref>,
    /// The threats that it is to reduce.
    pub threats: Vec<Ref>,
    /// Its themes.
    pub themes: Vec<Ref>,
    /// Its level.
    pub level: Option<Ref>,
    /// How much it asks for.
    pub action: Option<Ref>,
    /// The answers, one for each that was given.
    pub responses: Vec<ResponseItem>,
    /// The session in which it was made.
    pub session: Option<SessionItem>,
    /// When it was issued, as exact as the source.
    pub issued: Option<String>,
    /// The source that states it.
    pub source: Option<Ref>,
    /// The identifier that the source itself uses.
    pub source_id: Option<String>,
    /// The records that it was taken from, by line, and the passages that state it, by page;
    /// several where a source repeats it.
    pub evidence: Vec<Evidence>,
    /// Whether it was invented for demonstration.
    pub sample: bool,
}

/// An answer to a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResponseItem {
    /// Who answered.
    pub by: Option<Ref>,
    /// What it amounts to; its id is `accepted`, `noted` …
    pub status: Option<Ref>,
    /// The source's own word.
    pub verbatim: Option<String>,
    /// When, as exact as the source.
    pub date: Option<String>,
}

/// A session of a review body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionItem {
    /// Its IRI.
    pub iri: String,
    /// Its short id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its first day, as exact as the source.
    pub start: Option<String>,
    /// Its last day.
    pub end: Option<String>,
}

/// The record or the passage that a fact was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The row, or the passage.
    pub row: Ref,
    /// The physical line of the file on which the record starts, from 1.
    pub line: Option<u64>,
    /// The name of the file.
    pub file: Option<String>,
    /// The SHA-256 of the file in lower-case hexadecimal digits.
    pub sha256: Option<String>,
    /// The page of the file, from 1.
    pub page: Option<u64>,
    /// The words of the passage, exactly as they stand there.
    pub quote: Option<String>,
}
