//! What somebody may be typing: names of things and phrases of texts.
//!
//! It must not suggest what the one who types may not see.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::{Facts, short_id};
use crate::identity::Identity;
use crate::listing::Ref;
use crate::permission::Action;
use crate::text_views::Texts;
use serde::Serialize;
use std::collections::BTreeSet;
use sulh_ontology::{Kind, dcterms, foaf, rdfs, skos};
use sulh_store::ReadError;
use sulh_store::rdf::{NamedNodeRef, Term};
use sulh_text::{Facet, Name};

/// Suggestions when nobody says.
const DEFAULT_LIMIT: usize = 10;
/// The most phrases.
const MOST_PHRASES: usize = 5;
/// The most suggestions.
const MAX_LIMIT: usize = 50;
/// Properties that name.
const NAMES: [NamedNodeRef<'static>; 5] =
    [skos::PREF_LABEL, skos::ALT_LABEL, rdfs::LABEL, dcterms::TITLE, foaf::NAME];

/// What somebody may be typing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What may be put in the place of what was typed.
    pub text: String,
    /// `phrase`, or the kind of the thing that is called so.
    pub kind: String,
    /// The thing; its name in the language that was asked for may be another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<Ref>,
    /// Documents that are about it, or have the phrase.
    pub count: u64,
}

/// Suggestions, the most popular first: names that documents are about, phrases, other names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestions {
    /// What was typed.
    pub typed: String,
    /// What may be meant.
    pub items: Vec<Suggestion>,
    /// The revision that was read.
    pub revision: u64,
}

impl Engine {
    /// Names and phrases that begin with what was typed, in any script.
    ///
    /// `kinds` leaves others out.
    ///
    /// Cost: O(names that begin so); the first time after names have changed O(names).
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] in the past; [`EngineError::Text`].
    pub fn suggest(
        &self,
        who: &Identity,
        typed: &str,
        kinds: &[String],
        limit: Option<usize>,
    ) -> Result<Suggestions, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        if let Some(past) = self.past_revision() {
            return Err(EngineError::InvalidValue {
                field: "as-of",
                value: past.to_string(),
                expected: "the newest state, which is all that full text knows",
            });
        }
        let limit = limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
        self.with_texts(who, |texts| suggested(texts, typed, kinds, limit))
    }
}

fn suggested(
    texts: &Texts<'_>,
    typed: &str,
    kinds: &[String],
    limit: usize,
) -> Result<Suggestions, EngineError> {
    let facts = &texts.facts;
    let is_wanted = |kind: &str| kinds.is_empty() || kinds.iter().any(|wanted| wanted == kind);
    let mut phrases = Vec::new();
    if is_wanted("phrase") {
        phrases = texts.index.phrases(typed, MOST_PHRASES)?;
    }
    let (table, weights) = texts.names()?;
    let rank = |name: &Name| {
        is_wanted(kind_of(facts, &name.id)).then(|| facts.languages().place(&name.language))
    };
    // The order does not depend on how many are wanted.
    let mut named = Vec::new();
    for (name, about) in table.starting(typed, &weights, MAX_LIMIT, &rank) {
        let Some(id) = facts.view().id(NamedNodeRef::new_unchecked(&name.id)) else { continue };
        let count = match &name.facet {
            Some((facet, value)) if about > 0 => texts.index.with_value(*facet, value)?,
            _ => 0,
        };
        named.push(Suggestion {
            text: name.text.clone(),
            kind: kind_of(facts, &name.id).to_owned(),
            thing: Some(facts.reference(id)?),
            count,
        });
    }
    let phrases = phrases.into_iter().map(|phrase| Suggestion {
        text: phrase.text,
        kind: "phrase".to_owned(),
        thing: None,
        count: phrase.documents,
    });
    // Names that documents are about, phrases of documents that are no names, other names.
    let known: BTreeSet<String> = named.iter().map(|name| name.text.to_lowercase()).collect();
    let phrases = phrases.filter(|phrase| !known.contains(&phrase.text));
    let (about, others): (Vec<_>, Vec<_>) = named.into_iter().partition(|name| name.count > 0);
    let mut items: Vec<Suggestion> = Vec::new();
    for item in about.into_iter().chain(phrases).chain(others) {
        let text = item.text.to_lowercase();
        if items.len() < limit && items.iter().all(|known| known.text.to_lowercase() != text) {
            items.push(item);
        }
    }
    Ok(Suggestions { typed: typed.to_owned(), items, revision: facts.revision() })
}

fn kind_of(facts: &Facts<'_>, iri: &str) -> &'static str {
    facts.base().parse_id(iri).map_or("term", |(kind, _)| kind.as_str())
}

/// Every name of every thing. Cost: O(names).
pub(crate) fn names(facts: &Facts<'_>) -> Result<Vec<Name>, ReadError> {
    let mut names = Vec::new();
    for predicate in NAMES {
        let preferred = predicate != skos::ALT_LABEL;
        let Some(predicate) = facts.term_id(predicate) else { continue };
        for triple in facts.view().triples(None, Some(predicate), None) {
            let [subject, _, name] = triple?;
            let Term::Literal(name) = facts.view().term(name)? else { continue };
            let id = facts.text(subject)?;
            let facet = match facts.base().parse_id(&id).map(|(kind, _)| kind) {
                Some(Kind::Threat) => Some(Facet::Threat),
                Some(Kind::Country) => Some(Facet::Country),
                Some(Kind::Organization) => Some(Facet::Actor),
                Some(Kind::Source) => Some(Facet::Source),
                _ => None,
            };
            let facet = facet.map(|facet| (facet, short_id(facts.base(), &id)));
            let language = name.language().unwrap_or_default().to_lowercase();
            let text = name.value().to_owned();
            names.push(Name { id, text, language, preferred, facet });
        }
    }
    Ok(names)
}
