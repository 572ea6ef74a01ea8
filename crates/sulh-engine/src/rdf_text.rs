//! RDF between bytes and quads, for what is sent and what is asked for.
//!
//! It reads no address: relative IRIs resolve against a base that the caller names.

use crate::error::EngineError;
use std::io::Write;
use sulh_store::rdf::{GraphNameRef, Quad, QuadRef, Term, TripleRef};
use sulh_store::{
    Locator, RdfAdmission, RdfFormat, RdfParser, RdfSerializer, is_unknown_language,
    unknown_language,
};

/// Reads quads.
///
/// # Errors
/// [`EngineError::RdfSyntax`] with the place of the first mistake.
pub(crate) fn parse(
    content: &[u8],
    format: RdfFormat,
    base: Option<&str>,
) -> Result<Vec<Quad>, EngineError> {
    RdfAdmission::new(format).follow(content).map_err(|refused| EngineError::RdfSyntax {
        line: refused.line,
        column: refused.column,
        message: refused.message,
    })?;
    let mut parser = RdfParser::from_format(format);
    if let Some(base) = base {
        parser = parser.with_base_iri(base).map_err(|error| EngineError::RdfSyntax {
            line: 0,
            column: 0,
            message: format!("{base:?} is not an absolute IRI: {error}"),
        })?;
    }
    parser
        .for_slice(content)
        .map(|quad| {
            quad.map_err(|error| {
                let place = error.location();
                let message = without_place(&error.to_string());
                let quoted = || Locator::new(content).of_message(&message).unwrap_or(0);
                EngineError::RdfSyntax {
                    line: place.as_ref().map_or_else(quoted, |range| range.start.line + 1),
                    column: place.as_ref().map_or(0, |range| range.start.column + 1),
                    message,
                }
            })
        })
        .map(|quad| quad.and_then(|quad| known_language(quad, content)))
        .collect()
}

/// Refuses a text in a language that does not exist.
fn known_language(quad: Quad, content: &[u8]) -> Result<Quad, EngineError> {
    match &quad.object {
        Term::Literal(text) if text.language().is_some_and(is_unknown_language) => {
            let message = unknown_language(text.language().unwrap_or_default());
            let line = Locator::new(content).of_message(&message).unwrap_or(0);
            Err(EngineError::RdfSyntax { line, column: 0, message })
        }
        _ => Ok(quad),
    }
}

/// The line of a text that has a language tag; 0 if there is none.
pub(crate) fn line_of_language(text: &[u8], tag: &str) -> u64 {
    Locator::new(text).of_language(tag).unwrap_or(0)
}

/// The parser repeats the place in its text ("Parser error at line 2 column 5: …"): once is enough.
fn without_place(message: &str) -> String {
    match message.strip_prefix("Parser error at line ").and_then(|rest| rest.split_once(": ")) {
        Some((_, rest)) => rest.to_owned(),
        None => message.to_owned(),
    }
}

/// Writes quads as triples, whatever graph they stand in; each once if the caller gives each once.
pub(crate) fn write_triples<'q, E: From<std::io::Error>>(
    triples: impl Iterator<Item = Result<Quad, E>> + 'q,
    format: RdfFormat,
    out: &mut dyn Write,
) -> Result<u64, E> {
    let mut writer = serializer(format).for_writer(out);
    let mut written = 0;
    for triple in triples {
        let triple = triple?;
        let triple = TripleRef::new(
            triple.subject.as_ref(),
            triple.predicate.as_ref(),
            triple.object.as_ref(),
        );
        writer.serialize_triple(triple)?;
        written += 1;
    }
    writer.finish()?;
    Ok(written)
}

/// Writes quads with their graphs.
pub(crate) fn write_quads<'q, E: From<std::io::Error>>(
    quads: impl Iterator<Item = Result<Quad, E>> + 'q,
    format: RdfFormat,
    out: &mut dyn Write,
) -> Result<u64, E> {
    let mut writer = serializer(format).for_writer(out);
    let mut written = 0;
    for quad in quads {
        writer.serialize_quad(&quad?)?;
        written += 1;
    }
    writer.finish()?;
    Ok(written)
}

/// A quad as a line of canonical N-Quads, without its end.
pub(crate) fn line(quad: QuadRef<'_>) -> String {
    match quad.graph_name {
        GraphNameRef::DefaultGraph => {
            format!("{} {} {} .", quad.subject, quad.predicate, quad.object)
        }
        graph => format!("{} {} {} {graph} .", quad.subject, quad.predicate, quad.object),
    }
}

fn serializer(format: RdfFormat) -> RdfSerializer {
    PREFIXES.iter().fold(RdfSerializer::from_format(format), |serializer, (prefix, namespace)| {
        // Only a prefix that is not one makes this fail; then the IRIs are written in full.
        serializer.clone().with_prefix(*prefix, *namespace).unwrap_or(serializer)
    })
}

/// The prefixes of what is written.
pub const PREFIXES: &[(&str, &str)] = &[
    ("sulh", sulh_ontology::sulh::NAMESPACE),
    ("rdf", sulh_ontology::rdf::NAMESPACE),
    ("rdfs", sulh_ontology::rdfs::NAMESPACE),
    ("xsd", sulh_ontology::xsd::NAMESPACE),
    ("owl", sulh_ontology::owl::NAMESPACE),
    ("skos", sulh_ontology::skos::NAMESPACE),
    ("dcterms", sulh_ontology::dcterms::NAMESPACE),
    ("prov", sulh_ontology::prov::NAMESPACE),
    ("org", sulh_ontology::org::NAMESPACE),
    ("foaf", sulh_ontology::foaf::NAMESPACE),
];
