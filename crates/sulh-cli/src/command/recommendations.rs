//! `sulh recommendations`: what was recommended, by whom, to whom, with what response, and where it says so.
//!
//! It must not look anything up itself.

use clap::Args;
use sulh_engine::{Evidence, Recommendation, ResponseItem};

use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::filter::{Filters, Paging};
use crate::listing::{self, Row, ids, labels};
use crate::style::shortened;
use crate::table::Column;

const EXAMPLE: &str = "\
EXAMPLE
  sulh recommendations --threat human-trafficking --country BIH
  sulh recommendations --country Turkey --status rejected --status noted --since 2015
  sulh recommendations --addressee BIH --text 'witness protection' --format csv > answers.csv

--format table, json, csv; or turtle, ntriples, nquads, trig, jsonld, rdfxml for the facts themselves.";

/// Look up recommendations
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Recommendations {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    paging: Paging,
}

impl Recommendations {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let (filter, page) = (self.filters.filter(), self.paging.page());
        listing::write(ctx, |ctx| Ok(ctx.engine.recommendations(&ctx.identity, &filter, &page)?))
    }
}

impl Row for Recommendation {
    const COLUMNS: &'static [Column] = &[
        Column::wide("recommendation", 40),
        Column::text("issuer"),
        Column::text("addressee"),
        Column::text("response"),
        Column::text("session"),
        Column::text("source"),
    ];
    const HEADER: &'static [&'static str] = &[
        "iri",
        "id",
        "text",
        "language",
        "issuers",
        "addressees",
        "countries",
        "threats",
        "themes",
        "level",
        "action",
        "status",
        "response_verbatim",
        "responded_by",
        "session",
        "session_start",
        "session_end",
        "issued",
        "source",
        "source_id",
        "evidence_file",
        "evidence_line",
        "evidence_sha256",
        "evidence_page",
        "evidence_quote",
        "sample",
    ];

    fn cells(&self, width: u16) -> Vec<String> {
        let text = shortened(&self.text, usize::from(width) * 3 / 2);
        let mark = if self.sample { "[sample] " } else { "" };
        let responses: Vec<String> = self.responses.iter().map(response).collect();
        let session = self.session.as_ref().map(|session| match &session.start {
            Some(start) => format!("{} ({start})", session.label),
            None => session.label.clone(),
        });
        vec![
            format!("{mark}{text}"),
            labels(&self.issuers),
            labels(&self.addressees),
            responses.join("; "),
            session.or_else(|| self.issued.clone()).unwrap_or_default(),
            source(self),
        ]
    }

    fn record(&self) -> Vec<String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let id = |thing: &Option<sulh_engine::Ref>| {
            thing.as_ref().map_or(String::new(), |thing| thing.id.clone())
        };
        let of_each = |take: fn(&ResponseItem) -> Option<String>| {
            let values: Vec<String> =
                self.responses.iter().map(|item| take(item).unwrap_or_default()).collect();
            values.join("|")
        };
        let session = self.session.as_ref();
        let evidence = |take: fn(&Evidence) -> Option<String>| {
            let values: Vec<String> =
                self.evidence.iter().map(|row| take(row).unwrap_or_default()).collect();
            values.join("|")
        };
        vec![
            self.iri.clone(),
            self.id.clone(),
            self.text.clone(),
            text(&self.language),
            ids(&self.issuers),
            ids(&self.addressees),
            ids(&self.countries),
            ids(&self.threats),
            ids(&self.themes),
            id(&self.level),
            id(&self.action),
            of_each(|item| item.status.as_ref().map(|status| status.id.clone())),
            of_each(|item| item.verbatim.clone()),
            of_each(|item| item.by.as_ref().map(|by| by.id.clone())),
            session.map_or(String::new(), |session| session.id.clone()),
            session.and_then(|session| session.start.clone()).unwrap_or_default(),
            session.and_then(|session| session.end.clone()).unwrap_or_default(),
            text(&self.issued),
            id(&self.source),
            text(&self.source_id),
            evidence(|row| row.file.clone()),
            evidence(|row| row.line.map(|line| line.to_string())),
            evidence(|row| row.sha256.clone()),
            evidence(|row| row.page.map(|page| page.to_string())),
            evidence(|row| row.quote.clone()),
            self.sample.to_string(),
        ]
    }

    fn iri(&self) -> &str {
        &self.iri
    }
}

/// The status, and in quotes the source's own word where it is another.
fn response(item: &ResponseItem) -> String {
    let status = item.status.as_ref().map_or("", |status| status.label.as_str());
    match &item.verbatim {
        Some(word) if !word.eq_ignore_ascii_case(status) => format!("{status} “{word}”"),
        _ => status.to_owned(),
    }
}

/// Where it says so: files and lines, else the source.
fn source(item: &Recommendation) -> String {
    let places: Vec<String> = item.evidence.iter().filter_map(place).collect();
    if places.is_empty() {
        return item.source.as_ref().map_or(String::new(), |source| source.id.clone());
    }
    places.join(", ")
}

fn place(row: &Evidence) -> Option<String> {
    let file = row.file.as_deref()?;
    if let Some(page) = row.page {
        return Some(format!("{file}, page {page}"));
    }
    Some(row.line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}")))
}
