//! The options by which recommendations are narrowed, and a page of a list is chosen.
//!
//! It must not know what a value means: the engine resolves slugs, codes, IRIs and names.

use clap::Args;
use sulh_engine::{Page, RecommendationFilter, Sort};

/// What to look for; several values of one option are joined by *or*, options by *and*.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters (each may be given several times)")]
pub(crate) struct Filters {
    /// A threat, with its narrower ones
    #[arg(long, value_name = "THREAT")]
    threat: Vec<String>,
    /// A country that is concerned: BIH, or a name, also an old one
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Who is to act; a country means its government
    #[arg(long, value_name = "ACTOR")]
    addressee: Vec<String>,
    /// Who recommends; a country means its government
    #[arg(long, value_name = "ACTOR")]
    issuer: Vec<String>,
    /// The response: accepted, partially-accepted, noted, rejected, under-consideration,
    /// already-implemented, no-answer, unknown
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// local, national, regional, eu or international
    #[arg(long, value_name = "LEVEL")]
    level: Vec<String>,
    /// A theme
    #[arg(long, value_name = "THEME")]
    theme: Vec<String>,
    /// How much it asks for: minimal, continuing, considering, general or specific
    #[arg(long, value_name = "ACTION")]
    action: Vec<String>,
    /// A session of a review body
    #[arg(long, value_name = "SESSION")]
    session: Vec<String>,
    /// Not before this day, month or year
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Not after this day, month or year
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// A part of the wording
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

impl Filters {
    /// The engine's filter.
    pub(crate) fn filter(&self) -> RecommendationFilter {
        RecommendationFilter {
            threats: self.threat.clone(),
            countries: self.country.clone(),
            addressees: self.addressee.clone(),
            issuers: self.issuer.clone(),
            statuses: self.status.clone(),
            levels: self.level.clone(),
            themes: self.theme.clone(),
            actions: self.action.clone(),
            sessions: self.session.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            text: self.text.clone(),
            sample: None,
        }
    }
}

/// Which part of a list, in which order.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Page")]
pub(crate) struct Paging {
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = Page::DEFAULT_LIMIT, value_parser = limit)]
    limit: usize,
    /// Where to go on, as the page before said
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
    /// newest, oldest, label, id or count
    #[arg(long, value_name = "ORDER", value_parser = sort)]
    sort: Option<Sort>,
}

/// Which page of a list that has one order only.
#[derive(Args, Debug)]
#[command(next_help_heading = "Page")]
pub(crate) struct RankedPaging {
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = Page::DEFAULT_LIMIT, value_parser = limit)]
    limit: usize,
    /// Where to go on, as the page before said
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
}

impl RankedPaging {
    /// The engine's page.
    pub(crate) fn page(&self) -> Page {
        Page { limit: self.limit, cursor: self.cursor.clone(), sort: None }
    }
}

impl Paging {
    /// The engine's page.
    pub(crate) fn page(&self) -> Page {
        Page { limit: self.limit, cursor: self.cursor.clone(), sort: self.sort }
    }
}

fn limit(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=Page::MAX_LIMIT).contains(number));
    number.ok_or_else(|| format!("expected a number from 1 to {}", Page::MAX_LIMIT))
}

fn sort(word: &str) -> Result<Sort, String> {
    let known = Sort::ALL.map(Sort::as_str).join(", ");
    Sort::parse(word).ok_or_else(|| format!("expected one of {known}"))
}
