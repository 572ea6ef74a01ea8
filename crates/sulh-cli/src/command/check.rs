//! `sulh check`: whether the files of the store are what was written.
//!
//! It must not look at files itself.

use std::path::PathBuf;

use clap::Args;
use sulh_engine::CheckReport;

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::progress::ProgressLine;
use crate::style::counted;

const EXAMPLE: &str = "\
EXAMPLE
  sulh check
  sulh check --deep || echo 'something is damaged'
  sulh check --quotes --documents reports/

The exit code is 1 when something is wrong.";

/// Check the files of the store
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Check {
    /// Replay the whole journal and compare every quad
    #[arg(long)]
    deep: bool,
    /// Compare the words that claims quote with the documents, instead of the files
    #[arg(long, conflicts_with = "deep")]
    quotes: bool,
    /// Where the documents lie; they are known by their bytes, whatever their names
    #[arg(long, value_name = "DIR", requires = "quotes")]
    documents: Option<PathBuf>,
}

impl Check {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        if self.quotes {
            return self.check_quotes(ctx, format);
        }
        let mut line = ProgressLine::new(ctx.around.watched);
        let mut show = |progress| line.show(&progress);
        let done = ctx.engine.check(&ctx.identity, self.deep, &mut show);
        line.end();
        let report = done?;
        match format {
            Format::Json => ctx.json(&report)?,
            Format::Csv => {
                let rows = report.findings.iter().map(|finding| vec![finding.clone()]);
                csv_table::write(ctx.out, &["finding"], rows)?;
            }
            _ => say(ctx, &report)?,
        }
        Ok(if report.ok { Exit::Done } else { Exit::No })
    }

    fn check_quotes(&self, ctx: &mut Context<'_>, format: Format) -> Result<Exit, CliError> {
        let report = ctx.engine.check_quotes(&ctx.identity, self.documents.as_deref())?;
        match format {
            Format::Json => ctx.json(&report)?,
            Format::Csv => {
                let rows = report.findings.iter().map(|finding| vec![finding.clone()]);
                csv_table::write(ctx.out, &["finding"], rows)?;
            }
            _ => {
                for finding in &report.findings {
                    writeln!(ctx.out, "{finding}")?;
                }
                writeln!(
                    ctx.out,
                    "{}: {} passages compared with {} documents; {} passages of documents not held",
                    if report.ok { "ok" } else { "wrong" },
                    counted(report.passages),
                    counted(report.documents),
                    counted(report.not_held)
                )?;
            }
        }
        Ok(if report.ok { Exit::Done } else { Exit::No })
    }
}

fn say(ctx: &mut Context<'_>, report: &CheckReport) -> Result<(), CliError> {
    for finding in &report.findings {
        writeln!(ctx.out, "{finding}")?;
    }
    let how = if report.deep { "journal, files and every quad" } else { "journal and files" };
    // Only the deep check counts.
    let quads =
        if report.quads > 0 { format!("{} quads, ", counted(report.quads)) } else { String::new() };
    let at = format!("({quads}revision {})", report.revision);
    if report.ok {
        writeln!(ctx.out, "All well: {how} agree {at}.")?;
    } else {
        let number = report.findings.len();
        let findings = if number == 1 { "finding" } else { "findings" };
        writeln!(ctx.out, "{number} {findings} in {how} {at}.")?;
    }
    Ok(())
}
