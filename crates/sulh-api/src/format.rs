//! The formats of answers and of uploads: their media types, short names, suffixes.
//!
//! It must not choose: [`crate::negotiation`] does.

use sulh_engine::{OutputFormat, QueryResultsFormat, RdfFormat};

/// A way to write an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    /// JSON: SPARQL results, or the product's own shapes.
    Json,
    /// SPARQL results in XML.
    Xml,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Turtle.
    Turtle,
    /// N-Triples.
    NTriples,
    /// RDF/XML.
    RdfXml,
    /// JSON-LD.
    JsonLd,
    /// `TriG`.
    TriG,
    /// N-Quads.
    NQuads,
    /// A web page.
    Html,
}

impl Format {
    /// For the answers of SELECT and ASK; the first is the default.
    pub(crate) const RESULTS: &'static [Self] = &[Self::Json, Self::Xml, Self::Csv, Self::Tsv];
    /// For graphs; the first is the default.
    pub(crate) const GRAPHS: &'static [Self] =
        &[Self::Turtle, Self::NTriples, Self::RdfXml, Self::JsonLd, Self::TriG, Self::NQuads];
    /// For lists; the first is the default.
    pub(crate) const LISTS: &'static [Self] =
        &[Self::Json, Self::Csv, Self::Turtle, Self::JsonLd, Self::NTriples, Self::RdfXml];
    /// For one thing; the first is the default.
    pub(crate) const ENTITIES: &'static [Self] =
        &[Self::Json, Self::Html, Self::Turtle, Self::JsonLd, Self::RdfXml, Self::NTriples];

    /// The format that a suffix or a `format=` names: an extension, a short name or a media type.
    pub(crate) fn named(name: &str, offers: &[Self]) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let plain = name.split([';', ',']).next().unwrap_or_default().trim();
        let fits = |format: &&Self| {
            format.names().contains(&plain) || format.media_types(offers).contains(&plain)
        };
        offers.iter().find(fits).copied()
    }

    /// Names that people and clients use for it; the first is the extension.
    pub(crate) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["json", "sparql_json_export", "sparql-results+json"],
            Self::Xml => &["xml", "sparql-results+xml"],
            Self::Csv => &["csv", "csv_export"],
            Self::Tsv => &["tsv", "tsv_export"],
            Self::Turtle => &["ttl", "turtle", "n3"],
            Self::NTriples => &["nt", "n-triples", "ntriples", "nt11"],
            Self::RdfXml => &["rdf", "rdf+xml", "rdfxml", "rdf-xml", "pretty-xml", "owl"],
            Self::JsonLd => &["jsonld", "json-ld"],
            Self::TriG => &["trig"],
            Self::NQuads => &["nq", "n-quads", "nquads"],
            Self::Html => &["html"],
        }
    }

    /// The media types that ask for it among these offers; the first is its own.
    ///
    /// `application/json` and `application/xml` ask for the one format of the
    /// offers that is most like them.
    pub(crate) fn media_types(self, offers: &[Self]) -> &'static [&'static str] {
        match self {
            Self::Json if offers.contains(&Self::Xml) => &[
                "application/sparql-results+json",
                "application/json",
                "text/json",
                "text/javascript",
                "application/javascript",
            ],
            Self::Json => &["application/json", "text/json", "application/sparql-results+json"],
            Self::Xml => &["application/sparql-results+xml", "application/xml", "text/xml"],
            Self::Csv => &["text/csv"],
            Self::Tsv => &["text/tab-separated-values", "text/tsv"],
            Self::Turtle => &[
                "text/turtle",
                "application/turtle",
                "application/x-turtle",
                "text/n3",
                "text/rdf+n3",
            ],
            Self::NTriples => &["application/n-triples", "text/plain", "text/ntriples"],
            Self::RdfXml => {
                &["application/rdf+xml", "application/xml", "text/xml", "application/owl+xml"]
            }
            Self::JsonLd if offers.contains(&Self::Json) => {
                &["application/ld+json", "application/x-json+ld"]
            }
            Self::JsonLd => &["application/ld+json", "application/x-json+ld", "application/json"],
            Self::TriG => &["application/trig", "application/x-trig"],
            Self::NQuads => &["application/n-quads", "text/x-nquads"],
            Self::Html => &["text/html", "application/xhtml+xml"],
        }
    }

    /// The `Content-Type` of an answer.
    pub(crate) fn content_type(self, offers: &[Self]) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Tsv => "text/tab-separated-values; charset=utf-8",
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            other => {
                other.media_types(offers).first().copied().unwrap_or("application/octet-stream")
            }
        }
    }

    /// The format of RDF, if it is one.
    pub(crate) fn rdf(self) -> Option<RdfFormat> {
        match self {
            Self::Turtle => Some(RdfFormat::Turtle),
            Self::NTriples => Some(RdfFormat::NTriples),
            Self::RdfXml => Some(RdfFormat::RdfXml),
            Self::JsonLd => RdfFormat::from_extension("jsonld"),
            Self::TriG => Some(RdfFormat::TriG),
            Self::NQuads => Some(RdfFormat::NQuads),
            Self::Json | Self::Xml | Self::Csv | Self::Tsv | Self::Html => None,
        }
    }

    /// How the store is to write it, if the store can.
    pub(crate) fn output(self) -> Option<OutputFormat> {
        let results = match self {
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            other => return other.rdf().map(OutputFormat::Graph),
        };
        Some(OutputFormat::Results(results))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_found_by_each_of_its_names() {
        for offers in [Format::RESULTS, Format::GRAPHS, Format::LISTS, Format::ENTITIES] {
            for format in offers {
                for name in format.names().iter().chain(format.media_types(offers).first()) {
                    assert_eq!(Format::named(name, offers), Some(*format), "{name}");
                    assert_eq!(
                        Format::named(&name.to_uppercase(), offers),
                        Some(*format),
                        "{name}"
                    );
                }
            }
        }
        assert_eq!(
            Format::named("application/ld+json,application/x-json+ld", Format::GRAPHS),
            Some(Format::JsonLd)
        );
        assert_eq!(Format::named("png", Format::LISTS), None);
    }

    #[test]
    fn no_two_offers_share_a_media_type() {
        for offers in [Format::RESULTS, Format::GRAPHS, Format::LISTS, Format::ENTITIES] {
            let mut all: Vec<_> =
                offers.iter().flat_map(|format| format.media_types(offers)).collect();
            all.sort();
            let before = all.len();
            all.dedup();
            assert_eq!(all.len(), before);
        }
    }

    #[test]
    fn what_is_offered_for_graphs_and_results_can_be_written() {
        for format in Format::RESULTS.iter().chain(Format::GRAPHS) {
            assert!(format.output().is_some(), "{format:?}");
        }
    }
}
