//! The items of a list as RDF: what the requester may see of each, in any syntax.
//!
//! It must not choose the items.

use std::fmt::Write;

use sulh_engine::rdf::NamedNode;
use sulh_engine::{Engine, Identity};

use crate::format::Format;
use crate::problem::Problem;

/// Writes every fact whose subject is one of the items, under the limits of a query.
///
/// # Errors
/// 503 if a limit trips; nothing is written then.
pub(crate) fn write<'a>(
    engine: &Engine,
    identity: &Identity,
    iris: impl Iterator<Item = &'a str>,
    format: Format,
) -> Result<Vec<u8>, Problem> {
    let output =
        format.output().ok_or_else(|| Problem::internal("a list in a format that is no RDF"))?;
    let mut text = String::from("CONSTRUCT { ?item ?p ?o } WHERE { VALUES ?item {");
    // An IRI is checked again, so that nothing else can come into the query.
    for iri in iris.filter_map(|iri| NamedNode::new(iri).ok()) {
        // Writing to a string cannot fail.
        let _ = write!(text, " {iri}");
    }
    text.push_str(" } ?item ?p ?o }");
    let query = engine.parse_query(&text, None).map_err(Problem::from)?;
    let mut out = Vec::new();
    engine
        .query(identity, &query, &engine.snapshot(), &engine.query_run(), output, &mut out)
        .map_err(Problem::from)?;
    Ok(out)
}
