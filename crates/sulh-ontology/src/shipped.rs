//! The files that the binary carries: the ontology and the data of `ontology/` and `data/`.
//!
//! They are text here; this module parses none of them and knows nothing of a store.

use oxrdf::NamedNode;

use crate::Base;

/// A file that the binary carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// The path of the file in the repository, with `/`.
    pub name: &'static str,
    /// The graph that its facts belong to.
    pub graph: ShippedGraph,
    /// How it is written.
    pub syntax: Syntax,
    /// What it holds, with the default base.
    pub content: &'static str,
    /// Whether it is left out unless the invented sample is asked for.
    pub demo_only: bool,
}

/// The graph that a shipped file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShippedGraph {
    /// Classes, properties, the threat scheme.
    Ontology,
    /// Countries, goals, dimensions, other controlled lists.
    Reference,
    /// What one source states, by the id of the source.
    Source(&'static str),
}

impl ShippedGraph {
    /// The IRI of the graph under a base.
    pub fn iri(self, base: &Base) -> NamedNode {
        match self {
            Self::Ontology => base.graph_ontology(),
            Self::Reference => base.graph_reference(),
            Self::Source(source) => base.graph_source(source),
        }
    }
}

/// How a shipped file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Syntax {
    /// Turtle, with the default base in full IRIs.
    Turtle,
    /// CSV with a header row, UTF-8, comma, line feed.
    Csv(CsvKind),
}

/// What a shipped CSV file lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsvKind {
    /// Countries and territories, one a row.
    Countries,
    /// Other and earlier names of countries, one a row.
    CountryNames,
    /// Names of countries in the languages of the region, one column a language.
    CountryLabels,
    /// Drafts of such names, one a row.
    CountryDrafts,
    /// Goals and targets of the Sustainable Development Goals, one a row.
    Sdgs,
    /// Issue labels of the UPR table and what they lead to, one a label and target.
    UprIssues,
    /// Sessions of the UPR Working Group, one a row.
    UprSessions,
}

macro_rules! file {
    ($name:literal, $graph:expr, $syntax:expr, $demo_only:literal) => {
        Shipped {
            name: $name,
            graph: $graph,
            syntax: $syntax,
            content: include_str!(concat!("../../../", $name)),
            demo_only: $demo_only,
        }
    };
}

/// The graph of labels that no editor of the language has confirmed.
const LABELS_DRAFT: ShippedGraph = ShippedGraph::Source("labels-draft");

/// Where the files of shapes stand.
const SHAPES: &str = "ontology/shapes/";

const SHIPPED: &[Shipped] = {
    use ShippedGraph::{Ontology, Reference, Source};
    use Syntax::{Csv, Turtle};
    &[
        file!("ontology/sulh.ttl", Ontology, Turtle, false),
        file!("ontology/terms/actors.ttl", Ontology, Turtle, false),
        file!("ontology/terms/places.ttl", Ontology, Turtle, false),
        file!("ontology/terms/threats.ttl", Ontology, Turtle, false),
        file!("ontology/terms/recommendations.ttl", Ontology, Turtle, false),
        file!("ontology/terms/reports.ttl", Ontology, Turtle, false),
        file!("ontology/terms/events.ttl", Ontology, Turtle, false),
        file!("ontology/terms/evidence.ttl", Ontology, Turtle, false),
        file!("ontology/terms/access.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/concepts.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/actors.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/places.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/threats.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/recommendations.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/reports.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/events.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/evidence.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/access.ttl", Ontology, Turtle, false),
        file!("ontology/shapes/parts.ttl", Ontology, Turtle, false),
        file!("ontology/threats.ttl", Ontology, Turtle, false),
        file!("ontology/alignments.ttl", Ontology, Turtle, false),
        file!("ontology/themes.ttl", Reference, Turtle, false),
        file!("ontology/dimensions.ttl", Reference, Turtle, false),
        file!("ontology/lists.ttl", Reference, Turtle, false),
        file!("ontology/labels/sources.ttl", Reference, Turtle, false),
        file!("ontology/shapes/messages.bs.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/shapes/messages.hr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/shapes/messages.sr-Cyrl.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/shapes/messages.cnr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/shapes/messages.tr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/shapes/messages.bg.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/shapes/messages.sq.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/shapes/messages.mk.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.bs.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.hr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.sr-Cyrl.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.cnr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.tr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.bg.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.sq.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/terms.mk.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.bs.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.hr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.sr-Cyrl.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.cnr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.tr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.bg.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.sq.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/lists.mk.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.bs.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.hr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.sr-Cyrl.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.cnr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.tr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.bg.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.sq.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/dimensions.mk.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.bs.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.hr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.sr-Cyrl.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.cnr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.tr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.bg.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.sq.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/threats.mk.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.bs.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.hr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.sr-Cyrl.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.cnr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.tr.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.bg.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.sq.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/themes.mk.ttl", LABELS_DRAFT, Turtle, false),
        file!("ontology/labels/statutes.ttl", Source("statutes"), Turtle, false),
        file!("data/countries/countries.csv", Reference, Csv(CsvKind::Countries), false),
        file!("data/countries/names.csv", Reference, Csv(CsvKind::CountryNames), false),
        file!("data/countries/cldr.csv", Source("cldr"), Csv(CsvKind::CountryLabels), false),
        file!("data/countries/drafts.csv", LABELS_DRAFT, Csv(CsvKind::CountryDrafts), false),
        file!("data/places/entities.ttl", Reference, Turtle, false),
        file!("data/sdg/sdgs.csv", Reference, Csv(CsvKind::Sdgs), false),
        file!("data/upr/issues.csv", Source("upr"), Csv(CsvKind::UprIssues), false),
        file!("data/upr/sessions.csv", Source("upr"), Csv(CsvKind::UprSessions), false),
        file!("data/actors/international.ttl", Reference, Turtle, false),
        file!("data/actors/labels.ttl", LABELS_DRAFT, Turtle, false),
        file!("data/network/network.ttl", Source("network"), Turtle, false),
        file!("data/network/claims.ttl", Source("network"), Turtle, false),
        file!("data/sample/sample.ttl", Source("sample"), Turtle, true),
    ]
};

/// The shipped files, in the order in which they are best loaded.
///
/// The two files of `data/upr` guide an import and state nothing by themselves.
pub fn shipped() -> &'static [Shipped] {
    SHIPPED
}

/// The shipped files of SHACL shapes and of their messages; they are one graph of shapes.
///
/// The same files are among those of [`shipped`]. All are Turtle without blank nodes.
pub fn shapes() -> impl Iterator<Item = &'static Shipped> {
    SHIPPED.iter().filter(|file| file.name.starts_with(SHAPES))
}
