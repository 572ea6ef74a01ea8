//! What stands on the command line before and around a subcommand.
//!
//! It must not read files nor the terminal: it only names what was written.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use sulh_engine::{Languages, RdfFormat};

use crate::command::Command;

const EXAMPLE: &str = "\
EXAMPLE
  sulh serve --demo
  sulh import upr recommendations.csv
  sulh recommendations --threat human-trafficking --country BIH

Exit codes: 0 done, 1 no (check, validate, ASK), 2 wrong usage, 3 wrong input, 4 environment.";

/// Actors, transnational threats and policy recommendations, every fact tied to its source.
#[derive(Debug, Parser)]
#[command(name = "sulh", version, after_help = EXAMPLE, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every subcommand takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Where everything is kept
    #[arg(long, global = true, value_name = "DIR", env = "SULH_DATA_DIR", hide_env_values = true)]
    #[arg(default_value = "sulh-data")]
    pub(crate) data_dir: PathBuf,
    /// How to write the answer: table, json or csv; also tsv, xml, turtle, ntriples, nquads, trig, jsonld, rdfxml where the answer fits
    #[arg(long, global = true, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) format: Option<Format>,
    /// What the project's own IRIs begin with
    #[arg(long, global = true, value_name = "IRI")]
    pub(crate) base: Option<String>,
    /// What a query reads that names no graph: the union of the published ones, or (strict) none of them
    #[arg(long, global = true, value_name = "MODE")]
    pub(crate) mode: Option<Mode>,
    /// Read the store as it was: at a revision (12) or a time in UTC (2026-11-23T09:00:00Z)
    #[arg(long, global = true, value_name = "REVISION|TIME")]
    pub(crate) as_of: Option<String>,
    /// Add the shipped sample: invented recommendations, to see how things look
    #[arg(long, global = true)]
    pub(crate) demo: bool,
    /// The language of labels: bs, hr, sr, sr-Latn, cnr, tr, bg, sq, mk, en; several by commas, the most wanted first [env: `SULH_LANG`]
    // The variable is read by the one who asks, never by a server that answers for another.
    #[arg(long, global = true, value_name = "TAG", value_parser = languages)]
    pub(crate) lang: Option<Languages>,
    /// Colours; `auto` means on a terminal only, and none if `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

fn languages(text: &str) -> Result<Languages, String> {
    Languages::parse(text)
        .ok_or_else(|| "expected a language tag such as bs, sr-Latn or en".to_owned())
}

/// A way to write an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Table,
    /// For programs: the same as over HTTP.
    Json,
    /// For spreadsheets.
    Csv,
    /// Results of SPARQL, tab-separated.
    Tsv,
    /// Results of SPARQL in XML.
    Xml,
    /// RDF.
    #[value(alias = "ttl")]
    Turtle,
    /// RDF, a triple on a line.
    #[value(alias = "nt")]
    Ntriples,
    /// RDF, a quad on a line.
    #[value(alias = "nq")]
    Nquads,
    /// RDF with graphs.
    Trig,
    /// RDF in JSON.
    #[value(alias = "json-ld")]
    Jsonld,
    /// RDF in XML.
    #[value(alias = "rdf")]
    Rdfxml,
    /// RDF Patch: what is removed and added.
    Patch,
}

impl Format {
    /// The word for it on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xml => "xml",
            Self::Turtle => "turtle",
            Self::Ntriples => "ntriples",
            Self::Nquads => "nquads",
            Self::Trig => "trig",
            Self::Jsonld => "jsonld",
            Self::Rdfxml => "rdfxml",
            Self::Patch => "patch",
        }
    }

    /// The RDF syntax that it stands for; JSON is JSON-LD there.
    pub(crate) fn rdf(self) -> Option<RdfFormat> {
        Some(match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::Ntriples => RdfFormat::NTriples,
            Self::Nquads => RdfFormat::NQuads,
            Self::Trig => RdfFormat::TriG,
            Self::Jsonld | Self::Json => {
                // The default profile names a type of its own crate, which only the store knows.
                RdfFormat::from_media_type("application/ld+json")?
            }
            Self::Rdfxml => RdfFormat::RdfXml,
            Self::Table | Self::Csv | Self::Tsv | Self::Xml | Self::Patch => return None,
        })
    }
}

/// What the default graph of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Mode {
    /// The union, without duplicates, of the published graphs.
    Union,
    /// SPARQL's own: a graph apart from the named ones.
    Strict,
}

impl Mode {
    /// The word for it on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Union => "union",
            Self::Strict => "strict",
        }
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
