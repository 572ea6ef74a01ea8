//! `sulh ingest`: reports become candidates that wait for a reviewer.
//!
//! It must not read a file itself.

use std::path::PathBuf;

use clap::Args;
use sulh_engine::{IngestReport, IngestRequest, Job, JobState, ReportOptions};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::document_worker;
use crate::error::{CliError, Exit};
use crate::progress::ProgressLine;
use crate::style::counted;
use crate::table::{Column, render};

const EXAMPLE: &str = "\
EXAMPLE
  sulh ingest report.pdf
  sulh ingest reports/ --country Serbia --kind monitoring
  sulh ingest notes.docx --publisher organization/iris --date 2014-11 --visibility members
  sulh ingest --status

PDF, DOCX, DOC (where LibreOffice is installed), ODT, HTML, Markdown and plain text.
What a report states becomes a candidate: see `sulh review list`.";

/// Bring reports: read files and put what they state before reviewers
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Ingest {
    /// Files, and directories with files
    #[arg(value_name = "FILE|DIR", required_unless_present_any = ["status", "resume"])]
    paths: Vec<PathBuf>,
    /// The country that they are about: a name or a code
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// Who put them out: organization/slug
    #[arg(long, value_name = "ORGANIZATION")]
    publisher: Option<String>,
    /// When they were put out: a day, month or year
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The kind of report, in a word
    #[arg(long, value_name = "WORD")]
    kind: Option<String>,
    /// Their language
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// The title, where one file is given
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The id of the source that they belong to: another edition of a report that is held
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Who may see what is accepted of them: public, members, or restricted:GROUP,GROUP
    #[arg(long, value_name = "LEVEL")]
    visibility: Option<String>,
    /// Read files again that are held
    #[arg(long)]
    again: bool,
    /// Show what became of every file that was brought
    #[arg(long, conflicts_with = "paths")]
    status: bool,
    /// Take up files whose reading was interrupted
    #[arg(long, conflicts_with = "paths")]
    resume: bool,
}

impl Ingest {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        if self.status {
            let jobs = ctx.engine.jobs(&ctx.identity)?;
            write(ctx, format, &IngestReport { jobs })?;
            return Ok(Exit::Done);
        }
        let request = IngestRequest {
            paths: self.paths.iter().map(|path| ctx.resolve(path)).collect(),
            options: ReportOptions {
                country: self.country.clone(),
                publisher: self.publisher.clone(),
                date: self.date.clone(),
                kind: self.kind.clone(),
                language: self.language.clone(),
                title: self.title.clone(),
                source: self.source.clone(),
                visibility: self.visibility.clone(),
                again: self.again,
            },
        };
        let mut line = ProgressLine::new(ctx.around.watched);
        let mut show = |progress| line.show(&progress);
        let worker = document_worker::workers();
        let done = ctx.engine.ingest(&ctx.identity, &request, &worker, &mut show);
        line.end();
        let report = done?;
        write(ctx, format, &report)?;
        // Where not one file gave anything the input is to blame.
        let failed = report.jobs.iter().filter(|job| job.state == JobState::Failed).count();
        let all_failed = failed > 0 && failed == report.jobs.len();
        Ok(if all_failed { Exit::Input } else { Exit::Done })
    }
}

fn write(ctx: &mut Context<'_>, format: Format, report: &IngestReport) -> Result<(), CliError> {
    match format {
        Format::Json => ctx.json(report),
        Format::Csv => Ok(csv_table::write(ctx.out, &HEADER, report.jobs.iter().map(record))?),
        _ => table(ctx, report),
    }
}

const HEADER: [&str; 11] = [
    "job",
    "file",
    "state",
    "source",
    "pages",
    "recommendations",
    "new",
    "kept",
    "hidden",
    "mentions",
    "reason",
];

fn record(job: &Job) -> Vec<String> {
    let outcome = job.outcome.clone().unwrap_or_default();
    let number =
        |count: usize| if job.outcome.is_some() { count.to_string() } else { String::new() };
    vec![
        job.id.clone(),
        job.name.clone(),
        job.state.as_str().to_owned(),
        job.source.clone().unwrap_or_default(),
        number(outcome.pages),
        number(outcome.recommendations),
        number(outcome.new),
        number(outcome.kept),
        number(outcome.hidden),
        number(outcome.mentions),
        job.reason.clone().unwrap_or_default(),
    ]
}

const COLUMNS: [Column; 8] = [
    Column::text("job"),
    Column::wide("file", 24),
    Column::text("state"),
    Column::number("pages"),
    Column::number("found"),
    Column::number("new"),
    Column::wide("source", 20),
    Column::wide("reason", 40),
];

fn table(ctx: &mut Context<'_>, report: &IngestReport) -> Result<(), CliError> {
    let style = ctx.around.style;
    if report.jobs.is_empty() {
        writeln!(ctx.out, "No file was brought yet: sulh ingest FILE")?;
        return Ok(());
    }
    let rows: Vec<Vec<String>> = report
        .jobs
        .iter()
        .map(|job| {
            let mut cells = record(job).into_iter();
            let mut next = || cells.next().unwrap_or_default();
            let (id, name, state, source) = (next(), next(), next(), next());
            let (pages, found, new) = (next(), next(), next());
            let reason = job.reason.clone().unwrap_or_default();
            vec![id, name, state, pages, found, new, source, reason]
        })
        .collect();
    write!(ctx.out, "{}", render(&COLUMNS, &rows, style))?;
    for job in &report.jobs {
        let Some(outcome) = &job.outcome else { continue };
        if outcome.kept + outcome.hidden + outcome.gone.len() > 0 {
            writeln!(
                ctx.out,
                "{}: another edition: {} kept, {} rejected before stay hidden, {} no longer there",
                job.name,
                outcome.kept,
                outcome.hidden,
                outcome.gone.len()
            )?;
            for gone in outcome.gone.iter().take(10) {
                writeln!(ctx.out, "  no longer there: recommendation/{gone}")?;
            }
        }
        if outcome.needs_ocr > 0 {
            let pages = counted(outcome.needs_ocr as u64);
            writeln!(ctx.out, "{}: needs OCR: {pages} pages", job.name)?;
        }
    }
    let new: usize = report.jobs.iter().filter_map(|job| Some(job.outcome.as_ref()?.new)).sum();
    if new > 0 {
        let advice = style.advice("sulh review list");
        writeln!(ctx.out, "\nNew for a reviewer: {}; see {advice}", counted(new as u64))?;
    }
    Ok(())
}
