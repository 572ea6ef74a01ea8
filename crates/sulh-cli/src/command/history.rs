//! `sulh history`: who changed what, and when.
//!
//! It must not read the journal itself.

use clap::Args;
use sulh_engine::{Change, Kind};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::style::{counted, visible};

const EXAMPLE: &str = "\
EXAMPLE
  sulh history
  sulh history threat/human-trafficking
  sulh history BIH --limit 5 --format json

Without a thing: every commit, the newest first. A revision can be taken back with `sulh undo REVISION`.";

/// Facts of a change that are shown to a person.
const SHOWN: usize = 10;

/// Show who changed what, and when
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct History {
    /// An IRI, kind/slug or slug
    #[arg(value_name = "THING")]
    thing: Option<String>,
    /// How many changes at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

impl History {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let iri = self.thing.as_deref().map(|thing| iri_of(ctx, thing)).transpose()?;
        let changes = ctx.engine.history(&ctx.identity, iri.as_deref(), self.limit)?;
        match format {
            Format::Json => ctx.json(&changes)?,
            Format::Csv => {
                let header =
                    ["revision", "time", "author", "activity", "message", "added", "removed"];
                csv_table::write(ctx.out, &header, changes.iter().map(record))?;
            }
            _ if changes.is_empty() => writeln!(ctx.out, "No change.")?,
            _ => say(ctx, &changes, iri.is_some())?,
        }
        Ok(Exit::Done)
    }
}

/// The IRI that the words mean. A bare slug is tried with every kind; `kind/slug` is taken as it
/// stands, since what is gone has a history too.
fn iri_of(ctx: &Context<'_>, thing: &str) -> Result<String, CliError> {
    let base = ctx.engine.base();
    if thing.contains(':') {
        return Ok(thing.to_owned());
    }
    if let Some((kind, slug)) = thing.split_once('/') {
        let known = Kind::parse(kind);
        return known.map(|kind| base.id(kind, slug).into_string()).ok_or_else(|| {
            let kinds = Kind::ALL.map(Kind::as_str).join(", ");
            CliError::usage(format!("unknown kind {kind:?}"), format!("the kinds are {kinds}"))
        });
    }
    for kind in Kind::ALL {
        let id = format!("{}/{thing}", kind.as_str());
        if let Some(entity) = ctx.engine.entity(&ctx.identity, &id)? {
            return Ok(entity.iri);
        }
    }
    Err(CliError::Unknown { thing: thing.to_owned() })
}

fn record(change: &Change) -> Vec<String> {
    vec![
        change.revision.to_string(),
        change.time.clone(),
        change.author.clone(),
        change.activity.clone(),
        change.message.clone(),
        change.added_total.to_string(),
        change.removed_total.to_string(),
    ]
}

fn say(ctx: &mut Context<'_>, changes: &[Change], facts: bool) -> Result<(), CliError> {
    let style = ctx.around.style;
    for change in changes {
        let revision = style.strong(&format!("revision {}", change.revision));
        let (added, removed) = (counted(change.added_total), counted(change.removed_total));
        writeln!(
            ctx.out,
            "{revision}  {}  {}  {}: +{added} −{removed}  {}",
            change.time,
            visible(&change.author),
            change.activity,
            visible(&change.message)
        )?;
        if facts {
            for (sign, facts, total) in [
                ('+', &change.added, change.added_total),
                ('−', &change.removed, change.removed_total),
            ] {
                for fact in facts.iter().take(SHOWN) {
                    writeln!(ctx.out, "    {sign} {}", visible(fact))?;
                }
                let rest = total.saturating_sub(facts.len().min(SHOWN) as u64);
                if rest > 0 {
                    writeln!(ctx.out, "    {sign} and {} more", counted(rest))?;
                }
            }
        }
    }
    Ok(())
}
