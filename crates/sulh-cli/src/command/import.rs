//! `sulh import`: tables into the domain model.
//!
//! It must not read tables itself.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sulh_engine::{ImportReport, ImportRequest};

use crate::arguments::Format;
use crate::command::load::{Mistakes, say_rejected};
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::heading::coverage_lines;
use crate::progress::ProgressLine;
use crate::style::counted;

const EXAMPLE: &str = "\
EXAMPLE
  sulh import upr recommendations.csv
  sulh import organizations members.csv
  sulh import countries countries.csv

Each import is one commit. The same file again changes nothing.";
const EXAMPLE_UPR: &str = "\
EXAMPLE
  sulh import upr recommendations.csv
  sulh import upr export.csv --map state=Country --map issue=my-issues.csv --keep-going

Fields for --map: id, text, state, issuer, action, issue, response, session, source.
issue=FILE.csv gives a mapping of your own from labels to threats and themes.";
const EXAMPLE_ORGANIZATIONS: &str = "\
EXAMPLE
  sulh import organizations members.csv --map name=Organisation";
const EXAMPLE_COUNTRIES: &str = "\
EXAMPLE
  sulh import countries countries.csv";

/// Rejected rows that are shown on the screen.
const REASONS: usize = 10;

/// Import tables: recommendations, organisations, countries
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Import {
    #[command(subcommand)]
    what: ImportCommand,
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Recommendations of the Universal Periodic Review
    #[command(after_help = EXAMPLE_UPR)]
    Upr(Table),
    /// Organisations with their kind, seat and names
    #[command(after_help = EXAMPLE_ORGANIZATIONS)]
    Organizations(Table),
    /// Countries and territories with codes, names and memberships
    #[command(after_help = EXAMPLE_COUNTRIES)]
    Countries(Table),
}

#[derive(Args, Debug)]
struct Table {
    /// The table: CSV with a header
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Which column holds a field, if not the usual one; may be given several times
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapping)]
    map: Vec<(String, String)>,
    #[command(flatten)]
    mistakes: Mistakes,
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(field, column)| (field.trim(), column.trim())) {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => {
            Ok((field.to_owned(), column.to_owned()))
        }
        _ => Err("expected FIELD=COLUMN".to_owned()),
    }
}

impl Import {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let (ImportCommand::Upr(table)
        | ImportCommand::Organizations(table)
        | ImportCommand::Countries(table)) = &self.what;
        let request = table.request(ctx);
        let mut line = ProgressLine::new(ctx.around.watched);
        let mut show = |progress| line.show(&progress);
        let (engine, who) = (&ctx.engine, &ctx.identity);
        let done = match &self.what {
            ImportCommand::Upr(_) => engine.import_upr(who, &request, &mut show),
            ImportCommand::Organizations(_) => {
                engine.import_organizations(who, &request, &mut show)
            }
            ImportCommand::Countries(_) => engine.import_countries(who, &request, &mut show),
        };
        line.end();
        let report = done?;
        match format {
            Format::Json => ctx.json(&report)?,
            Format::Csv => write_csv(ctx, &report)?,
            _ => say(ctx, &report, matches!(self.what, ImportCommand::Upr(_)))?,
        }
        Ok(Exit::Done)
    }
}

impl Table {
    fn request(&self, ctx: &Context<'_>) -> ImportRequest {
        let placed = |(field, column): &(String, String)| {
            let is_file = column.to_ascii_lowercase().ends_with(".csv");
            let column = if is_file {
                ctx.resolve(column.as_ref()).display().to_string()
            } else {
                column.clone()
            };
            (field.clone(), column)
        };
        ImportRequest {
            file: ctx.resolve(&self.file),
            maps: self.map.iter().map(placed).collect(),
            keep_going: self.mistakes.keep_going,
            rejects: Some(self.mistakes.rejects_of(ctx, &self.file, "csv")),
        }
    }
}

fn write_csv(ctx: &mut Context<'_>, report: &ImportReport) -> Result<(), CliError> {
    let header = ["rows", "accepted", "rejected", "added", "removed", "revision"];
    let counts = [
        report.rows,
        report.accepted,
        report.rejected,
        report.added,
        report.removed,
        report.revision,
    ];
    csv_table::write(ctx.out, &header, [counts.iter().map(ToString::to_string).collect()])
}

fn say(ctx: &mut Context<'_>, report: &ImportReport, covers: bool) -> Result<(), CliError> {
    writeln!(
        ctx.out,
        "Read {} rows: {} accepted, {} rejected.{}",
        counted(report.rows),
        counted(report.accepted),
        counted(report.rejected),
        match report.repeated {
            0 => String::new(),
            repeated => format!(" {} repeat an earlier one.", counted(repeated)),
        }
    )?;
    writeln!(
        ctx.out,
        "{} statements added, {} removed, revision {}.",
        counted(report.added),
        counted(report.removed),
        report.revision
    )?;
    if report.added == 0 && report.removed == 0 {
        writeln!(ctx.out, "The same was there already: nothing changed.")?;
    }
    if covers {
        for line in coverage_lines(&report.coverage) {
            writeln!(ctx.out, "{line}")?;
        }
    }
    let mut reasons = report.diagnostics.clone();
    reasons.extend(rejected(report));
    say_rejected(ctx, report.rejected, report.rejects_file.as_deref(), &reasons)
}

/// The first reasons of the rejects file, as `FILE:LINE: reason`.
fn rejected(report: &ImportReport) -> Vec<String> {
    // The file is there for the reader; if it cannot be read again, its name is said all the same.
    let reader = report.rejects_file.as_ref().and_then(|file| csv::Reader::from_path(file).ok());
    let rows = reader.into_iter().flat_map(csv::Reader::into_records).take(REASONS);
    let reason = |row: csv::StringRecord| {
        Some(format!("{}:{}: {}", report.file.display(), row.get(0)?, row.get(2)?))
    };
    rows.filter_map(Result::ok).filter_map(reason).collect()
}
