//! `sulh evaluate`: how well extraction does beside what people found.
//!
//! It must not compare anything itself.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sulh_engine::{Evaluation, Measure, ReportEvaluation};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::document_worker;
use crate::error::{CliError, Exit};
use crate::progress::ProgressLine;
use crate::table::{Column, render};

const EXAMPLE: &str = "\
EXAMPLE
  sulh evaluate reports --gold report_gold.csv reports/
  sulh evaluate reports --gold report_gold.csv reports/ --format json

The gold is a table with the columns report, paragraph, text, recommending_state, decision.
Every third report by name is kept aside as test; rules are tuned on the others.";

/// Compare extraction with what people found
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Evaluate {
    #[command(subcommand)]
    what: EvaluateCommand,
}

#[derive(Debug, Subcommand)]
enum EvaluateCommand {
    /// Recommendations of reports, with the states that make them
    #[command(after_help = EXAMPLE)]
    Reports {
        /// What people found: CSV
        #[arg(long, value_name = "FILE")]
        gold: PathBuf,
        /// The directory with the reports
        #[arg(value_name = "DIR")]
        directory: PathBuf,
    },
}

impl Evaluate {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let EvaluateCommand::Reports { gold, directory } = &self.what;
        let (gold, directory) = (ctx.resolve(gold), ctx.resolve(directory));
        let mut line = ProgressLine::new(ctx.around.watched);
        let mut show = |progress| line.show(&progress);
        let worker = document_worker::workers();
        let done =
            ctx.engine.evaluate_reports(&ctx.identity, &gold, &directory, &worker, &mut show);
        line.end();
        let evaluation = done?;
        match format {
            Format::Json => ctx.json(&evaluation)?,
            Format::Csv => {
                csv_table::write(ctx.out, &HEADER, evaluation.reports.iter().map(record))?;
            }
            _ => table(ctx, &evaluation)?,
        }
        Ok(Exit::Done)
    }
}

const HEADER: [&str; 10] = [
    "report",
    "part",
    "hits",
    "wrong",
    "missed",
    "precision",
    "recall",
    "f1",
    "states_f1",
    "unread",
];

fn record(report: &ReportEvaluation) -> Vec<String> {
    let count = |take: fn(&Measure) -> u64| {
        report.texts.as_ref().map_or_else(String::new, |measure| take(measure).to_string())
    };
    let share = |measure: &Option<Measure>, take: fn(&Measure) -> f64| {
        measure.as_ref().map_or_else(String::new, |measure| format!("{:.3}", take(measure)))
    };
    vec![
        report.report.clone(),
        report.part.to_owned(),
        count(|measure| measure.counts.hits),
        count(|measure| measure.counts.wrong),
        count(|measure| measure.counts.missed),
        share(&report.texts, |measure| measure.precision),
        share(&report.texts, |measure| measure.recall),
        share(&report.texts, |measure| measure.f1),
        share(&report.states, |measure| measure.f1),
        report.unread.clone().unwrap_or_default(),
    ]
}

const COLUMNS: [Column; 9] = [
    Column::wide("report", 24),
    Column::text("part"),
    Column::number("hits"),
    Column::number("wrong"),
    Column::number("missed"),
    Column::number("precision"),
    Column::number("recall"),
    Column::number("F1"),
    Column::number("states F1"),
];

fn table(ctx: &mut Context<'_>, evaluation: &Evaluation) -> Result<(), CliError> {
    let style = ctx.around.style;
    let rows: Vec<Vec<String>> = evaluation
        .reports
        .iter()
        .map(|report| record(report).into_iter().take(COLUMNS.len()).collect())
        .collect();
    write!(ctx.out, "{}", render(&COLUMNS, &rows, style))?;
    for report in &evaluation.reports {
        if let Some(reason) = &report.unread {
            writeln!(ctx.out, "{}: not read: {reason}", report.report)?;
        }
    }
    writeln!(ctx.out)?;
    for sum in &evaluation.sums {
        writeln!(
            ctx.out,
            "{:4} {:2} reports: recommendations {}; recommending states {}; answers {}",
            sum.part,
            sum.reports,
            said(&sum.texts),
            said(&sum.states),
            said(&sum.responses)
        )?;
    }
    if !evaluation.worst.is_empty() {
        writeln!(ctx.out, "\n{}", style.strong("Worst errors"))?;
    }
    for error in &evaluation.worst {
        let text: String = error.text.chars().take(160).collect();
        writeln!(
            ctx.out,
            "{} {} {}, {:.2} like the nearest: {text}",
            error.report, error.place, error.kind, error.nearest
        )?;
    }
    Ok(())
}

fn said(measure: &Measure) -> String {
    format!(
        "P {:.3} R {:.3} F1 {:.3} ({} right, {} wrong, {} missed)",
        measure.precision,
        measure.recall,
        measure.f1,
        measure.counts.hits,
        measure.counts.wrong,
        measure.counts.missed
    )
}
