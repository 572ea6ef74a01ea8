//! A hit of full text as it is shown: where its words stand, by which name, and why there.
//!
//! It must not show more than a view does: a hit is read again with the eyes of who asks.

use crate::error::EngineError;
use crate::facts::Facts;
use crate::listing::Ref;
use serde::Serialize;
use sulh_ontology::{dcterms, foaf, rdfs, skos, sulh};
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{ReadError, TermId};
use sulh_text::{BoundQuery, Hit, Place, SearchOptions, Text};

/// Where the words of a hit may stand, the texts first.
const TEXTS: [(NamedNodeRef<'static>, Place); 10] = [
    (sulh::TEXT, Place::Text),
    (sulh::QUOTE, Place::Text),
    (skos::DEFINITION, Place::Text),
    (dcterms::DESCRIPTION, Place::Text),
    (skos::PREF_LABEL, Place::Title),
    (skos::ALT_LABEL, Place::Title),
    (rdfs::LABEL, Place::Title),
    (dcterms::TITLE, Place::Title),
    (foaf::NAME, Place::Title),
    (skos::HIDDEN_LABEL, Place::Text),
];

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
    /// The document that it is a passage of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Ref>,
    /// How many other passages of the document match, for which this one stands.
    #[serde(skip_serializing_if = "is_none")]
    pub more: u64,
    /// How well it matches; only the order means anything.
    pub score: f32,
    /// Why it scores so, where that was asked for: first what is added, then what multiplies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Why>,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// The words of the query that it is about; empty for what is about the thing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// `add` or `multiply`.
    pub operation: &'static str,
    /// What it adds, or by what the sum is multiplied.
    pub by: f32,
    /// The reason in a few words.
    pub reason: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_none(more: &u64) -> bool {
    *more == 0
}

impl SearchHit {
    /// `None` if the thing is not there any more.
    pub(crate) fn of(
        facts: &Facts<'_>,
        query: &BoundQuery,
        hit: &Hit,
        explained: Option<&SearchOptions>,
    ) -> Result<Option<Self>, EngineError> {
        let id_of = |iri: &str| facts.view().id(NamedNodeRef::new_unchecked(iri));
        let Some(id) = id_of(&hit.id) else { return Ok(None) };
        let name = facts.reference(id)?;
        let kind = facts.base().parse_id(&hit.id).map_or("term", |(kind, _)| kind.as_str());
        let texts = texts(facts, id)?;
        let snippet = query.snippet(&texts);
        let texts: Vec<Text> = texts.into_iter().map(|(_, text)| text).collect();
        let by = query.other_names(&texts).into_iter().map(|name| name.text).collect();
        let document = hit.group.as_deref().and_then(id_of);
        let document = document.map(|document| facts.reference(document)).transpose()?;
        let why = match explained {
            Some(options) => query.reasons(&hit.id, options)?.unwrap_or_default(),
            None => Vec::new(),
        };
        let why = why.into_iter().map(|reason| Why {
            words: reason.words,
            operation: if reason.multiplies { "multiply" } else { "add" },
            by: reason.share,
            reason: reason.message,
        });
        Ok(Some(Self {
            iri: name.iri,
            id: name.id,
            kind: kind.to_owned(),
            label: name.label,
            label_language: name.label_language,
            snippet: snippet.text,
            language: Some(snippet.language).filter(|language| !language.is_empty()),
            marks: snippet.marks,
            by,
            document,
            more: hit.more,
            score: hit.score,
            why: why.collect(),
        }))
    }
}

/// The texts and names of a thing, the texts first.
pub(crate) fn texts(facts: &Facts<'_>, thing: TermId) -> Result<Vec<(Place, Text)>, ReadError> {
    let mut texts = Vec::new();
    for (predicate, place) in TEXTS {
        let mut own = facts.literals(thing, predicate)?;
        let languages = facts.languages();
        own.sort_by_cached_key(|(_, language)| languages.fit(language.as_deref().unwrap_or("")));
        for (text, language) in own {
            texts.push((place, Text { text, language: language.unwrap_or_default() }));
        }
    }
    Ok(texts)
}
