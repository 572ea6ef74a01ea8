//! `sulh visibility`: who may see which graph.
//!
//! It must not look at what a graph holds.

use clap::Args;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{GraphVisibility, Level};

use crate::arguments::Format;
use crate::command::update::write_committed;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::table::{Column, render};

const EXAMPLE: &str = "\
EXAMPLE
  sulh visibility
  sulh visibility source/field-notes members
  sulh visibility source/field-notes/restricted restricted --group shelter-network

public: everybody; members: whoever holds a token; restricted: holders of tokens in one of the
groups, and with no group administrators alone. Say it before the data comes: see `sulh load --visibility`.
What is derived from a graph is as open as the graph; `graph/access`, where this is kept, is for
administrators.";

/// Say or list who may see which graph
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Visibility {
    /// The graph: an IRI, or its name behind `graph/` (source/field-notes); all are listed without it
    #[arg(value_name = "GRAPH", requires = "level")]
    graph: Option<String>,
    /// Who may see it: public, members or restricted
    #[arg(value_name = "VISIBILITY")]
    level: Option<String>,
    /// A group that may see a restricted graph; may be repeated
    #[arg(long = "group", value_name = "GROUP", requires = "level")]
    groups: Vec<String>,
}

const COLUMNS: [Column; 4] = [
    Column::text("graph"),
    Column::text("visibility"),
    Column::text("groups"),
    Column::text("recorded"),
];
const FORMATS: [Format; 3] = [Format::Table, Format::Json, Format::Csv];

impl Visibility {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&FORMATS)?;
        let (Some(graph), Some(level)) = (&self.graph, &self.level) else {
            return list(ctx, format);
        };
        let level = Level::parse(level, &self.groups.iter().cloned().collect())?;
        let graph = named(ctx, graph)?;
        let committed = ctx.engine.set_visibility(&ctx.identity, &graph, &level)?;
        write_committed(ctx, format, committed)?;
        Ok(Exit::Done)
    }
}

fn named(ctx: &Context<'_>, graph: &str) -> Result<NamedNode, CliError> {
    let iri = if graph.contains(':') {
        graph.to_owned()
    } else {
        format!("{}graph/{graph}", ctx.engine.base().as_str())
    };
    NamedNode::new(&iri).map_err(|error| {
        CliError::usage(
            format!("{iri:?} is not an IRI: {error}"),
            "`sulh visibility` lists the graphs",
        )
    })
}

fn list(ctx: &mut Context<'_>, format: Format) -> Result<Exit, CliError> {
    let graphs = ctx.engine.visibilities(&ctx.identity)?;
    let rows: Vec<Vec<String>> = graphs.iter().map(row).collect();
    match format {
        Format::Json => ctx.json(&graphs)?,
        Format::Csv => csv_table::write(ctx.out, &COLUMNS.map(|column| column.name), rows)?,
        _ => write!(ctx.out, "{}", render(&COLUMNS, &rows, ctx.around.style))?,
    }
    Ok(Exit::Done)
}

fn row(graph: &GraphVisibility) -> Vec<String> {
    let groups: Vec<&str> = graph.groups.iter().map(String::as_str).collect();
    let recorded = if graph.recorded { "yes" } else { "no" };
    let visibility = if graph.reviewers {
        format!("{}, reviewers only", graph.visibility)
    } else {
        graph.visibility.to_owned()
    };
    vec![graph.graph.clone(), visibility, groups.join(" "), recorded.to_owned()]
}
