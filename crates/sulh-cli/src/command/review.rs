//! `sulh review`: what waits for a reviewer, and decisions about it.
//!
//! It must not decide what follows from a decision.

use clap::{Args, Subcommand};
use sulh_engine::{
    Chosen, Decided, ReviewClaim, ReviewContext, ReviewFilter, ReviewItem, Value, Verdict,
};

use crate::arguments::Format;
use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::filter::Paging;
use crate::listing::{self, Row};
use crate::style::counted;
use crate::table::Column;

const EXAMPLE: &str = "\
EXAMPLE
  sulh review list --source monitoring-2014
  sulh review show recommendation/monitoring-2014-0a1b2c3d4e5f
  sulh review accept recommendation/monitoring-2014-0a1b2c3d4e5f
  sulh review reject recommendation/monitoring-2014-0a1b2c3d4e5f --reason 'a heading'
  sulh review accept --source monitoring-2014 --kind recommendation --above 0.9
  sulh review edit recommendation/monitoring-2014-0a1b2c3d4e5f addresses threat/poverty";

/// Review what reports state: list, show, accept, reject, edit
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Review {
    #[command(subcommand)]
    what: ReviewCommand,
}

#[derive(Debug, Subcommand)]
enum ReviewCommand {
    /// What waits for a decision, or was decided
    #[command(after_help = EXAMPLE)]
    List {
        #[command(flatten)]
        filter: Filter,
        #[command(flatten)]
        paging: Paging,
    },
    /// One item with all that is claimed of it and the text around it
    #[command(after_help = EXAMPLE)]
    Show {
        /// The item, by the id that the list gives
        #[arg(value_name = "ITEM")]
        item: String,
    },
    /// The words state it: it is published with its source
    #[command(after_help = EXAMPLE)]
    Accept(Decision),
    /// The words do not state it: it does not come back
    #[command(after_help = EXAMPLE)]
    Reject(Decision),
    /// Give one of its properties another value
    #[command(after_help = EXAMPLE)]
    Edit {
        /// The item
        #[arg(value_name = "ITEM")]
        item: String,
        /// The property: text, addresses, addressedTo, concerns, madeBy, theme, action, level …
        #[arg(value_name = "PROPERTY")]
        property: String,
        /// The value: kind/slug, an IRI, or words
        #[arg(value_name = "VALUE")]
        value: String,
    },
}

#[derive(Args, Debug)]
struct Filter {
    /// The id of the source
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// recommendation, mention or claim
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// candidate, accepted, rejected or withdrawn
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// The least confidence, from 0 to 1
    #[arg(long, value_name = "NUMBER")]
    above: Option<f64>,
    /// The confidence below which they are, from 0 to 1
    #[arg(long, value_name = "NUMBER")]
    below: Option<f64>,
}

impl Filter {
    fn filter(&self) -> ReviewFilter {
        ReviewFilter {
            source: self.source.clone(),
            kind: self.kind.clone(),
            status: self.status.clone(),
            above: self.above,
            below: self.below,
        }
    }

    fn is_empty(&self) -> bool {
        self.filter() == ReviewFilter::default()
    }
}

#[derive(Args, Debug)]
struct Decision {
    /// The items; without any, all that the filters choose
    #[arg(value_name = "ITEM")]
    items: Vec<String>,
    #[command(flatten)]
    filter: Filter,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl Review {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        match &self.what {
            ReviewCommand::List { filter, paging } => {
                let (filter, page) = (filter.filter(), paging.page());
                listing::write(ctx, |ctx| Ok(ctx.engine.review(&ctx.identity, &filter, &page)?))
            }
            ReviewCommand::Show { item } => {
                let format = ctx.format(&[Format::Table, Format::Json])?;
                let shown = ctx.engine.review_item(&ctx.identity, item)?;
                match format {
                    Format::Json => ctx.json(&shown)?,
                    _ => show(ctx, &shown)?,
                }
                Ok(Exit::Done)
            }
            ReviewCommand::Accept(decision) => decision.run(ctx, Verdict::Accept),
            ReviewCommand::Reject(decision) => decision.run(ctx, Verdict::Reject),
            ReviewCommand::Edit { item, property, value } => {
                let format = ctx.format(&[Format::Table, Format::Json])?;
                let done = ctx.engine.edit_item(&ctx.identity, item, property, value)?;
                say(ctx, format, &done, "edited")
            }
        }
    }
}

impl Decision {
    fn run(&self, ctx: &mut Context<'_>, verdict: Verdict) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json])?;
        let chosen = match (self.items.is_empty(), self.filter.is_empty()) {
            (false, true) => Chosen::Items(self.items.clone()),
            (true, false) => Chosen::Matching(self.filter.filter()),
            _ => {
                return Err(CliError::usage(
                    "either items or filters choose what is decided about",
                    "name items, or give --source, --kind, --above or --below",
                ));
            }
        };
        let done = ctx.engine.decide(&ctx.identity, &chosen, verdict, self.reason.as_deref())?;
        let word = if verdict == Verdict::Accept { "accepted" } else { "rejected" };
        say(ctx, format, &done, word)
    }
}

fn say(
    ctx: &mut Context<'_>,
    format: Format,
    done: &Decided,
    word: &str,
) -> Result<Exit, CliError> {
    if format == Format::Json {
        ctx.json(done)?;
        return Ok(Exit::Done);
    }
    let (items, claims) = (counted(done.items), counted(done.claims));
    writeln!(ctx.out, "Items {word}: {items}, claims: {claims}; revision {}", done.revision)?;
    for id in &done.unverified {
        writeln!(ctx.out, "left: {id}: its words do not stand in the document as quoted")?;
    }
    Ok(Exit::Done)
}

fn show(ctx: &mut Context<'_>, shown: &ReviewContext) -> Result<(), CliError> {
    let style = ctx.around.style;
    let item = &shown.item;
    writeln!(ctx.out, "{}", style.strong(&item.label))?;
    let place = match (&item.document, item.page) {
        (Some(document), Some(page)) => format!("{}, page {page}", document.label),
        (Some(document), None) => document.label.clone(),
        _ => String::new(),
    };
    writeln!(
        ctx.out,
        "{} · {} · confidence {:.2} · {place}",
        item.kind, item.status, item.confidence
    )?;
    if item.quotes_hold == Some(false) {
        writeln!(ctx.out, "The words do not stand in the document as quoted.")?;
    }
    if let Some([before, words, behind]) = &shown.context {
        writeln!(ctx.out, "\n…{before}{}{behind}…\n", style.strong(words))?;
    }
    for claim in &item.claims {
        writeln!(ctx.out, "{}", line(claim))?;
    }
    Ok(())
}

fn line(claim: &ReviewClaim) -> String {
    let of = claim.subject.as_ref().map_or_else(String::new, |thing| format!("{} ", thing.id));
    let confidence = claim.confidence.as_deref().unwrap_or("-");
    let rule = claim.rule.as_deref().unwrap_or("-");
    format!(
        "  {:9} {confidence:>4}  {of}{}: {}  [{rule}] {}",
        claim.status,
        claim.predicate,
        words(&claim.object),
        claim.id
    )
}

fn words(value: &Value) -> String {
    match value {
        Value::Iri(thing) => thing.label.clone(),
        Value::Literal { value, .. } | Value::Other { value } => value.clone(),
    }
}

impl Row for ReviewItem {
    const COLUMNS: &'static [Column] = &[
        Column::wide("words", 40),
        Column::text("kind"),
        Column::text("sure"),
        Column::wide("file", 15),
        Column::number("page"),
        Column::text("quote"),
        Column::text("id"),
    ];
    const HEADER: &'static [&'static str] = &[
        "iri",
        "id",
        "kind",
        "status",
        "confidence",
        "words",
        "source",
        "document",
        "page",
        "quotes_hold",
        "claims",
    ];

    fn cells(&self, _width: u16) -> Vec<String> {
        let quote = match self.quotes_hold {
            Some(true) => "holds",
            Some(false) => "FAILS",
            None => "not held",
        };
        vec![
            self.label.clone(),
            self.kind.clone(),
            format!("{:.2}", self.confidence),
            self.document.as_ref().map_or_else(String::new, |document| document.label.clone()),
            self.page.map_or_else(String::new, |page| page.to_string()),
            quote.to_owned(),
            self.id.clone(),
        ]
    }

    fn record(&self) -> Vec<String> {
        vec![
            self.iri.clone(),
            self.id.clone(),
            self.kind.clone(),
            self.status.clone(),
            format!("{:.2}", self.confidence),
            self.label.clone(),
            self.source.as_ref().map_or_else(String::new, |source| source.id.clone()),
            self.document.as_ref().map_or_else(String::new, |document| document.label.clone()),
            self.page.map_or_else(String::new, |page| page.to_string()),
            self.quotes_hold.map_or_else(String::new, |holds| holds.to_string()),
            self.claims.len().to_string(),
        ]
    }

    fn iri(&self) -> &str {
        &self.iri
    }
}
