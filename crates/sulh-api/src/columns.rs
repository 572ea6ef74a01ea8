//! The columns of each list as a table; part of the interface, so append, do not reorder.
//!
//! Paths name fields of the engine's own shapes.

use crate::csv::Column;

/// Of recommendations.
pub(crate) const RECOMMENDATIONS: &[Column] = &[
    ("id", "id"),
    ("iri", "iri"),
    ("text", "text"),
    ("language", "language"),
    ("issuers", "issuers.label"),
    ("addressees", "addressees.label"),
    ("countries", "countries.id"),
    ("threats", "threats.id"),
    ("themes", "themes.id"),
    ("level", "level.id"),
    ("action", "action.id"),
    ("response", "responses.status.id"),
    ("response_verbatim", "responses.verbatim"),
    ("response_by", "responses.by.label"),
    ("session", "session.label"),
    ("session_start", "session.start"),
    ("session_end", "session.end"),
    ("issued", "issued"),
    ("source", "source.label"),
    ("source_id", "source_id"),
    ("file", "evidence.file"),
    ("line", "evidence.line"),
    ("sha256", "evidence.sha256"),
    ("sample", "sample"),
];

/// Of hits of a search.
pub(crate) const SEARCH: &[Column] = &[
    ("id", "id"),
    ("iri", "iri"),
    ("kind", "kind"),
    ("label", "label"),
    ("snippet", "snippet"),
    ("language", "language"),
    ("label_language", "label_language"),
    ("by", "by"),
    ("document", "document"),
    ("more", "more"),
];

/// Of threats.
pub(crate) const THREATS: &[Column] = &[
    ("id", "id"),
    ("iri", "iri"),
    ("label", "label"),
    ("definition", "definition"),
    ("alternative_labels", "alternative_labels"),
    ("scope", "scope"),
    ("broader", "broader.id"),
    ("narrower", "narrower.id"),
    ("drives", "drives.id"),
    ("dimensions", "dimensions.id"),
    ("recommendations", "recommendations"),
    ("label_language", "label_language"),
];

/// Of actors.
pub(crate) const ACTORS: &[Column] = &[
    ("id", "id"),
    ("iri", "iri"),
    ("label", "label"),
    ("alternative_labels", "alternative_labels"),
    ("sector", "sector.id"),
    ("based_in", "based_in.id"),
    ("member_of", "member_of.label"),
    ("works_on", "works_on.id"),
    ("made", "made"),
    ("addressed", "addressed"),
    ("label_language", "label_language"),
];

/// Of countries.
pub(crate) const COUNTRIES: &[Column] = &[
    ("id", "id"),
    ("iri", "iri"),
    ("label", "label"),
    ("iso2", "iso2"),
    ("iso3", "iso3"),
    ("m49", "m49"),
    ("official_name", "official_name"),
    ("region", "region"),
    ("names", "names.name"),
    ("memberships", "memberships.body.label"),
    ("borders", "borders.id"),
    ("note", "note"),
    ("covered_by", "covered_by.id"),
    ("recommendations", "recommendations"),
    ("label_language", "label_language"),
];

/// Of claims.
pub(crate) const CLAIMS: &[Column] = &[
    ("id", "id"),
    ("iri", "iri"),
    ("label", "label"),
    ("subject", "subject.iri"),
    ("predicate", "predicate.iri"),
    ("object", "object.iri"),
    ("object_value", "object.value"),
    ("polarity", "polarity"),
    ("status", "status"),
    ("disputed", "disputed"),
    ("plain", "plain"),
    ("source", "source.id"),
    ("confidence", "confidence"),
    ("valid_from", "valid_from"),
    ("valid_until", "valid_until"),
    ("origins", "origins"),
    ("quotes", "passages.quote"),
    ("passages", "passages.iri"),
    ("contested_by", "contested_by.iri"),
];

/// The columns of items that wait for a reviewer.
pub(crate) const REVIEW: &[Column] = &[
    ("id", "id"),
    ("iri", "iri"),
    ("kind", "kind"),
    ("label", "label"),
    ("status", "status"),
    ("confidence", "confidence"),
    ("source", "source.id"),
    ("document", "document.label"),
    ("page", "page"),
    ("quotes_hold", "quotes_hold"),
    ("claims", "claims.id"),
];
