//! What a user's word stands for: an IRI, a slug, a code or a name becomes one thing.
//!
//! A word that stands for nothing is an error with suggestions, never an empty answer.

use crate::error::EngineError;
use crate::facts::{Facts, short_id};
use crate::near_names::near_names;
use std::sync::OnceLock;
use sulh_ingest::country_table::{CountryTable, Resolution};
use sulh_ontology::{Kind, dcterms, foaf, rdfs, skos, slug, sulh};
use sulh_store::rdf::{NamedNode, NamedNodeRef};
use sulh_store::{ReadError, TermId};

/// A kind of value that a filter takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueKind {
    /// The filter, as users know it.
    pub(crate) field: &'static str,
    kind: Kind,
    class: NamedNodeRef<'static>,
}

macro_rules! value_kinds {
    ($($name:ident $field:literal $kind:ident $class:ident)*) => {
        impl ValueKind {
            $(pub(crate) const $name: Self =
                Self { field: $field, kind: Kind::$kind, class: sulh::$class };)*
        }
    };
}

value_kinds! {
    THREAT "threat" Threat THREAT
    UNDER "under" Threat THREAT
    COUNTRY "country" Country COUNTRY
    PLACE "country" Place PLACE
    ADDRESSEE "addressee" Organization ORGANIZATION
    ISSUER "issuer" Organization ORGANIZATION
    STATUS "status" ResponseStatus RESPONSE_STATUS
    LEVEL "level" Level LEVEL_CLASS
    THEME "theme" Theme THEME_CLASS
    ACTION "action" Action ACTION_CATEGORY
    SESSION "session" Session SESSION_CLASS
    DIMENSION "dimension" Dimension DIMENSION_CLASS
    SECTOR "sector" Sector SECTOR_CLASS
}

/// Predicates whose values name a thing.
const NAMES: [NamedNodeRef<'static>; 9] = [
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    skos::HIDDEN_LABEL,
    skos::NOTATION,
    rdfs::LABEL,
    foaf::NAME,
    dcterms::TITLE,
    sulh::OFFICIAL_NAME,
    sulh::PERIOD_NAME,
];

/// A thing that a value stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// Its IRI.
    pub(crate) iri: NamedNode,
    /// Its id; `None` when no visible fact speaks of it.
    pub(crate) id: Option<TermId>,
}

/// The shipped table of countries, read once; `None` only if the build is broken.
pub(crate) fn country_table() -> Option<&'static CountryTable> {
    static TABLE: OnceLock<Option<CountryTable>> = OnceLock::new();
    TABLE.get_or_init(|| CountryTable::shipped().ok()).as_ref()
}

/// What a value stands for.
///
/// # Errors
/// [`EngineError::UnknownValue`] with what it may have meant.
pub(crate) fn resolve(
    facts: &Facts<'_>,
    kind: ValueKind,
    value: &str,
) -> Result<Resolved, EngineError> {
    let value = value.trim();
    if let Some(found) = find(facts, kind, value)? {
        return Ok(found);
    }
    Err(EngineError::UnknownValue {
        field: kind.field,
        value: value.to_owned(),
        suggestions: suggestions(facts, kind, value)?,
    })
}

fn find(facts: &Facts<'_>, kind: ValueKind, value: &str) -> Result<Option<Resolved>, ReadError> {
    if value.is_empty() {
        return Ok(None);
    }
    if value.contains("://") {
        return by_iri(facts, value);
    }
    match kind.kind {
        Kind::Country => {
            let country = country_iri(facts, value).map(|iri| known(facts, iri)).transpose()?;
            match country {
                Some(country) => Ok(Some(country)),
                None => match by_slug_or_name(facts, kind, value)? {
                    Some(country) => Ok(Some(country)),
                    None => by_slug_or_name(facts, ValueKind::PLACE, value),
                },
            }
        }
        Kind::Organization => match by_slug_or_name(facts, kind, value)? {
            Some(body) => Ok(Some(body)),
            None => government(facts, value).map(|iri| known(facts, iri)).transpose(),
        },
        Kind::Session if value.bytes().all(|byte| byte.is_ascii_digit()) => {
            match by_slug_or_name(facts, kind, value)? {
                Some(session) => Ok(Some(session)),
                None => by_last_word(facts, kind, value),
            }
        }
        _ => by_slug_or_name(facts, kind, value),
    }
}

fn by_iri(facts: &Facts<'_>, value: &str) -> Result<Option<Resolved>, ReadError> {
    let Ok(iri) = NamedNode::new(value) else { return Ok(None) };
    let id = facts.visible_id(iri.as_ref())?;
    Ok(id.map(|id| Resolved { iri, id: Some(id) }))
}

fn known(facts: &Facts<'_>, iri: NamedNode) -> Result<Resolved, ReadError> {
    let id = facts.visible_id(iri.as_ref())?;
    Ok(Resolved { iri, id })
}

fn country_iri(facts: &Facts<'_>, value: &str) -> Option<NamedNode> {
    match country_table()?.resolve(value) {
        Resolution::Country(country) => Some(facts.base().id(Kind::Country, &country.iso3)),
        _ => country_table()?
            .iter()
            .find(|country| slug(&country.name).as_deref() == Some(value))
            .map(|country| facts.base().id(Kind::Country, &country.iso3)),
    }
}

fn government(facts: &Facts<'_>, value: &str) -> Option<NamedNode> {
    match country_table()?.resolve(value) {
        Resolution::Country(country) => Some(facts.base().government_of(&country.iso3)),
        _ => None,
    }
}

fn by_slug_or_name(
    facts: &Facts<'_>,
    kind: ValueKind,
    value: &str,
) -> Result<Option<Resolved>, ReadError> {
    let wanted = slug(value);
    for slug in [Some(value), wanted.as_deref()].into_iter().flatten() {
        let iri = facts.base().id(kind.kind, slug);
        if let Some(id) = facts.visible_id(iri.as_ref())? {
            return Ok(Some(Resolved { iri, id: Some(id) }));
        }
    }
    let Some(wanted) = wanted else { return Ok(None) };
    // A main name counts before another name, whichever thing comes first.
    for predicate in NAMES {
        for id in facts.instances(kind.class)? {
            let is_named = facts
                .values(id, predicate)?
                .iter()
                .any(|name| slug(name).as_deref() == Some(wanted.as_str()));
            if is_named && let Some(iri) = facts.node(id)? {
                return Ok(Some(Resolved { iri, id: Some(id) }));
            }
        }
    }
    Ok(None)
}

fn by_last_word(
    facts: &Facts<'_>,
    kind: ValueKind,
    value: &str,
) -> Result<Option<Resolved>, ReadError> {
    for id in facts.instances(kind.class)? {
        let name = facts.name(id)?.unwrap_or_default();
        if name.rsplit(' ').next() == Some(value)
            && let Some(iri) = facts.node(id)?
        {
            return Ok(Some(Resolved { iri, id: Some(id) }));
        }
    }
    Ok(None)
}

fn suggestions(facts: &Facts<'_>, kind: ValueKind, value: &str) -> Result<Vec<String>, ReadError> {
    if matches!(kind.kind, Kind::Country | Kind::Organization)
        && let Some(Resolution::Historical(state)) =
            country_table().map(|table| table.resolve(value))
    {
        return Ok(state.successors.iter().map(|&code| code.to_owned()).collect());
    }
    let mut names = Vec::new();
    let mut slugs = Vec::new();
    for id in facts.instances(kind.class)? {
        slugs.push(short_id(facts.base(), &facts.text(id)?));
        for predicate in [skos::PREF_LABEL, skos::ALT_LABEL, rdfs::LABEL, dcterms::TITLE] {
            names.extend(facts.values(id, predicate)?);
        }
    }
    if kind.kind == Kind::Country {
        let countries = country_table().into_iter().flat_map(CountryTable::iter);
        names.extend(countries.map(|country| country.name.clone()));
    }
    let mut near = near_names(value, slugs.iter().map(String::as_str));
    for name in near_names(value, names.iter().map(String::as_str)) {
        let repeats = near.iter().any(|known| slug(known) == slug(&name));
        if !repeats {
            near.push(name);
        }
    }
    near.truncate(3);
    Ok(near)
}
