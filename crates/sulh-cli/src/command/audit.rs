//! `sulh audit`: who wrote what kind of thing into which graph.
//!
//! It must not read the journal itself.

use clap::Args;
use sulh_engine::{AuditEntry, AuditFilter};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::style::{counted, visible};

const EXAMPLE: &str = "\
EXAMPLE
  sulh audit --author ana --since 2026-11-01
  sulh audit --activity undo --format csv

Facts are not shown: `sulh history` does that. Who read restricted graphs is noted only by
`sulh serve --read-log FILE`; what a query asked is never noted.";

/// Show who wrote when, what for, and into which graphs
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Audit {
    /// From this day or time on, UTC
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Up to this day or time, UTC
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Commits of this author only
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Commits of this kind only: update, import, load, undo, ship …
    #[arg(long, value_name = "WORD")]
    activity: Option<String>,
    /// Commits before this revision only
    #[arg(long, value_name = "REVISION")]
    before: Option<u64>,
    /// How many commits at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

impl Audit {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let filter = AuditFilter {
            since: self.since.clone(),
            until: self.until.clone(),
            author: self.author.clone(),
            activity: self.activity.clone(),
            before: self.before,
        };
        let audit = ctx.engine.audit(&ctx.identity, &filter, self.limit)?;
        match format {
            Format::Json => ctx.json(&audit)?,
            Format::Csv => {
                let header = [
                    "revision", "time", "author", "activity", "message", "graph", "added",
                    "removed",
                ];
                csv_table::write(ctx.out, &header, audit.items.iter().flat_map(records))?;
            }
            _ if audit.items.is_empty() => writeln!(ctx.out, "No commit.")?,
            _ => {
                for entry in &audit.items {
                    say(ctx, entry)?;
                }
                if let Some(next) = audit.next {
                    writeln!(ctx.out, "Older ones: --before {next}")?;
                }
            }
        }
        Ok(Exit::Done)
    }
}

/// A row for each graph.
fn records(entry: &AuditEntry) -> Vec<Vec<String>> {
    let head =
        [&entry.revision.to_string(), &entry.time, &entry.author, &entry.activity, &entry.message]
            .map(Clone::clone);
    let graphs = entry.graphs.iter();
    graphs
        .map(|graph| {
            let mut record = head.to_vec();
            record.extend([
                graph.graph.clone(),
                graph.added.to_string(),
                graph.removed.to_string(),
            ]);
            record
        })
        .collect()
}

fn say(ctx: &mut Context<'_>, entry: &AuditEntry) -> Result<(), CliError> {
    let revision = ctx.around.style.strong(&format!("revision {}", entry.revision));
    writeln!(
        ctx.out,
        "{revision}  {}  {}  {}  {}",
        entry.time,
        visible(&entry.author),
        entry.activity,
        visible(&entry.message)
    )?;
    for graph in &entry.graphs {
        let (added, removed) = (counted(graph.added), counted(graph.removed));
        writeln!(ctx.out, "    +{added} −{removed}  {}", visible(&graph.graph))?;
    }
    Ok(())
}
