//! Vocabulary constants, ids, slugs and shipped data of sulh; pure, no IO.
//!
//! The lowest layer: it depends on no other crate of sulh and holds every IRI that the code
//! writes or reads. It opens no file, reads no clock and knows no store.

mod ids;
mod kind;
mod serbian_latin;
mod shipped;
mod slug;
pub mod vocabulary;

pub use ids::{Base, BaseError};
pub use kind::Kind;
pub use serbian_latin::serbian_latin;
pub use shipped::{CsvKind, Shipped, ShippedGraph, Syntax, shapes, shipped};
pub use slug::slug;
pub use vocabulary::DEFAULT_BASE;
/// The namespace of the vocabulary; it does not move with the base.
pub use vocabulary::sulh::NAMESPACE;
pub use vocabulary::{
    bibo, dash, dcterms, foaf, geo, oa, org, owl, prov, rdf, rdfs, schema, sd, sh, skos, sulh,
    unsdg, void, xsd,
};
