//! `sulh claims`: what sources state, with the words, and who agrees and disagrees.
//!
//! It must not look anything up itself.

use clap::Args;
use sulh_engine::{Claim, ClaimFilter, ClaimSide, Quotation, Value};

use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::filter::Paging;
use crate::listing::{self, Row};
use crate::style::counted;
use crate::table::Column;

const EXAMPLE: &str = "\
EXAMPLE
  sulh claims --subject network/cross-border-citizens-network
  sulh claims --predicate heldIn --disputed true
  sulh claims --source network --valid-at 2014-11 --format json";

/// Look up claims with their evidence
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Claims {
    /// What they are about: an IRI or kind/slug
    #[arg(long, value_name = "THING")]
    subject: Option<String>,
    /// What they say of it: worksOn, skos:prefLabel, or an IRI
    #[arg(long, value_name = "PROPERTY")]
    predicate: Option<String>,
    /// The thing that they name: an IRI or kind/slug
    #[arg(long, value_name = "THING")]
    object: Option<String>,
    /// The id of the source
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// candidate, accepted, rejected or withdrawn
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// A day, month or year at which they may hold
    #[arg(long, value_name = "DATE")]
    valid_at: Option<String>,
    /// Whether they are disputed
    #[arg(long, value_name = "true|false")]
    disputed: Option<bool>,
    #[command(flatten)]
    paging: Paging,
}

impl Claims {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let filter = ClaimFilter {
            subject: self.subject.clone(),
            predicate: self.predicate.clone(),
            object: self.object.clone(),
            source: self.source.clone(),
            status: self.status.clone(),
            valid_at: self.valid_at.clone(),
            disputed: self.disputed,
        };
        let page = self.paging.page();
        listing::write(ctx, |ctx| Ok(ctx.engine.claims(&ctx.identity, &filter, &page)?))
    }
}

impl Row for Claim {
    const COLUMNS: &'static [Column] = &[
        Column::wide("claim", 30),
        Column::text("id"),
        Column::text("status"),
        Column::text("says"),
        Column::text("source"),
        Column::wide("words", 15),
        Column::number("origins"),
        Column::wide("contested by", 15),
    ];
    const HEADER: &'static [&'static str] = &[
        "iri",
        "id",
        "subject",
        "predicate",
        "object",
        "polarity",
        "status",
        "disputed",
        "plain",
        "source",
        "confidence",
        "valid_from",
        "valid_until",
        "origins",
        "passages",
        "contested_by",
    ];

    fn cells(&self, _width: u16) -> Vec<String> {
        let against: Vec<String> = self.contested_by.iter().map(against).collect();
        vec![
            self.label.clone(),
            self.id.clone(),
            if self.disputed { format!("{}, disputed", self.status) } else { self.status.clone() },
            says(self),
            self.source.as_ref().map_or(String::new(), |source| source.id.clone()),
            words(&self.passages),
            counted(self.origins),
            against.join("; "),
        ]
    }

    fn record(&self) -> Vec<String> {
        let contests: Vec<&str> = self.contested_by.iter().map(|side| side.iri.as_str()).collect();
        vec![
            self.iri.clone(),
            self.id.clone(),
            self.subject.iri.clone(),
            self.predicate.iri.clone(),
            text(&self.object).to_owned(),
            self.polarity.clone(),
            self.status.clone(),
            self.disputed.to_string(),
            self.plain.to_string(),
            self.source.as_ref().map_or(String::new(), |source| source.id.clone()),
            self.confidence.clone().unwrap_or_default(),
            self.valid_from.clone().unwrap_or_default(),
            self.valid_until.clone().unwrap_or_default(),
            self.origins.to_string(),
            words(&self.passages),
            contests.join("|"),
        ]
    }

    fn iri(&self) -> &str {
        &self.iri
    }
}

/// Whether it is so, and when.
fn says(claim: &Claim) -> String {
    let is_so = if claim.polarity == "negative" { "it is not so" } else { "it is so" };
    let from = claim.valid_from.as_ref().map(|date| format!(" from {date}"));
    let until = claim.valid_until.as_ref().map(|date| format!(" until {date}"));
    format!("{is_so}{}{}", from.unwrap_or_default(), until.unwrap_or_default())
}

fn text(value: &Value) -> &str {
    match value {
        Value::Iri(reference) => &reference.iri,
        Value::Literal { value, .. } | Value::Other { value } => value,
    }
}

/// The words, or where they stand if they may not be held.
fn words(passages: &[Quotation]) -> String {
    let shown = passages.iter().map(|passage| match (&passage.quote, passage.byte_start) {
        (Some(quote), _) => format!("\u{201c}{quote}\u{201d}"),
        (None, Some(start)) => {
            let document = passage.document.as_ref().map_or("", |document| document.label.as_str());
            format!("{document} {start}\u{2013}{}", passage.byte_end.unwrap_or_default())
        }
        (None, None) => passage.iri.clone(),
    });
    shown.collect::<Vec<_>>().join(" | ")
}

fn against(side: &ClaimSide) -> String {
    let source = side.source.as_ref().map_or("", |source| source.id.as_str());
    let says = match (&side.polarity[..] == "negative", &side.object) {
        (true, _) => "not so".to_owned(),
        (false, Value::Iri(reference)) => reference.label.clone(),
        (false, other) => text(other).to_owned(),
    };
    format!("{source}: {says} {}", words(&side.passages))
}
