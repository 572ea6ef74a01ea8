//! `sulh countries`: countries and territories, their names, memberships and coverage.
//!
//! It must not look anything up itself.

use clap::Args;
use sulh_engine::{Country, CountryFilter, CountryMembership};

use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::filter::Paging;
use crate::listing::{self, Row, ids, label, labels};
use crate::style::counted;
use crate::table::Column;

const EXAMPLE: &str = "\
EXAMPLE
  sulh countries --text XKX
  sulh countries --region 'Southern Europe' --sort count
  sulh countries --covered false --format csv";

/// Look up countries and territories
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Countries {
    /// A sub-region of the United Nations' M49
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Only those that a source with recommendations covers, or only the others
    #[arg(long, value_name = "true|false")]
    covered: Option<bool>,
    /// A part of a name, or a code
    #[arg(long, visible_alias = "country", value_name = "TEXT")]
    text: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

impl Countries {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let filter = CountryFilter {
            region: self.region.clone(),
            text: self.text.clone(),
            covered: self.covered,
        };
        let page = self.paging.page();
        listing::write(ctx, |ctx| Ok(ctx.engine.countries(&ctx.identity, &filter, &page)?))
    }
}

impl Row for Country {
    const COLUMNS: &'static [Column] = &[
        Column::wide("country or territory", 20),
        Column::text("id"),
        Column::text("region"),
        Column::text("member of"),
        Column::text("borders"),
        Column::text("covered by"),
        Column::number("recommendations"),
    ];
    const HEADER: &'static [&'static str] = &[
        "iri",
        "id",
        "label",
        "official_name",
        "iso2",
        "iso3",
        "m49",
        "region",
        "names",
        "memberships",
        "borders",
        "note",
        "covered_by",
        "recommendations",
        "label_language",
    ];

    fn cells(&self, _width: u16) -> Vec<String> {
        let lasting = self.memberships.iter().filter(|membership| membership.until.is_none());
        let bodies: Vec<String> = lasting
            .map(|membership| match &membership.since {
                Some(since) => format!("{} ({since})", membership.body.label),
                None => membership.body.label.clone(),
            })
            .collect();
        vec![
            label(&self.label, self.label_language.as_deref()),
            self.id.clone(),
            self.region.clone().unwrap_or_default(),
            bodies.join(", "),
            ids(&self.borders).replace('|', " "),
            labels(&self.covered_by),
            counted(self.recommendations),
        ]
    }

    fn record(&self) -> Vec<String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let names: Vec<&str> = self.names.iter().map(|name| name.name.as_str()).collect();
        let memberships: Vec<String> = self.memberships.iter().map(membership).collect();
        vec![
            self.iri.clone(),
            self.id.clone(),
            self.label.clone(),
            text(&self.official_name),
            text(&self.iso2),
            text(&self.iso3),
            text(&self.m49),
            text(&self.region),
            names.join("|"),
            memberships.join("|"),
            ids(&self.borders),
            text(&self.note),
            ids(&self.covered_by),
            self.recommendations.to_string(),
            self.label_language.clone().unwrap_or_default(),
        ]
    }

    fn iri(&self) -> &str {
        &self.iri
    }
}

/// `body since/until`, as ISO 8601 writes a period.
fn membership(membership: &CountryMembership) -> String {
    let since = membership.since.as_deref().unwrap_or("..");
    let until = membership.until.as_deref().unwrap_or("..");
    format!("{} {since}/{until}", membership.body.id)
}
