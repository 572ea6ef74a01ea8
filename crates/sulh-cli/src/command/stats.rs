//! `sulh stats`: how much of what is held.
//!
//! It must not count anything itself.

use clap::Args;
use sulh_engine::Stats as Figures;

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::heading::coverage_lines;
use crate::style::counted;
use crate::table::{Column, render};

const EXAMPLE: &str = "\
EXAMPLE
  sulh stats
  sulh stats --format json";

/// Show counts and sizes
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Stats {}

impl Stats {
    pub(crate) fn run(ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let figures = ctx.engine.stats(&ctx.identity)?;
        match format {
            Format::Json => ctx.json(&figures)?,
            Format::Csv => {
                csv_table::write(ctx.out, &["kind", "name", "count"], records(&figures))?;
            }
            _ => say(ctx, &figures)?,
        }
        Ok(Exit::Done)
    }
}

fn totals(figures: &Figures) -> [(&'static str, u64); 6] {
    [
        ("revision", figures.revision),
        ("quads", figures.quads),
        ("terms", figures.terms),
        ("journal bytes", figures.journal_bytes),
        ("checkpoint bytes", figures.checkpoint_bytes),
        ("journal fsyncs since start", figures.journal_fsyncs),
    ]
}

fn records(figures: &Figures) -> Vec<Vec<String>> {
    let totals = totals(figures)
        .map(|(name, count)| vec!["total".to_owned(), name.to_owned(), count.to_string()]);
    let graphs = figures.graphs.iter();
    let graphs = graphs.map(|g| vec!["graph".to_owned(), g.name.clone(), g.quads.to_string()]);
    let classes = figures.classes.iter();
    let classes =
        classes.map(|c| vec!["class".to_owned(), c.class.label.clone(), c.count.to_string()]);
    totals.into_iter().chain(graphs).chain(classes).collect()
}

fn say(ctx: &mut Context<'_>, figures: &Figures) -> Result<(), CliError> {
    let style = ctx.around.style;
    let rows = totals(figures).map(|(name, count)| vec![name.to_owned(), counted(count)]);
    let total = [Column::text("total"), Column::number("count")];
    write!(ctx.out, "{}", render(&total, &rows, style))?;
    let graphs = figures.graphs.iter().map(|graph| vec![graph.name.clone(), counted(graph.quads)]);
    let columns = [Column::text("graph"), Column::number("quads")];
    write!(ctx.out, "\n{}", render(&columns, &graphs.collect::<Vec<_>>(), style))?;
    let classes =
        figures.classes.iter().map(|class| vec![class.class.label.clone(), counted(class.count)]);
    let columns = [Column::text("kind of thing"), Column::number("count")];
    write!(ctx.out, "\n{}\n", render(&columns, &classes.collect::<Vec<_>>(), style))?;
    for line in coverage_lines(&figures.coverage) {
        writeln!(ctx.out, "{line}")?;
    }
    Ok(())
}
