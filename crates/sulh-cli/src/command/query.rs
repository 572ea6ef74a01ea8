//! `sulh query`: SPARQL.
//!
//! It must not parse or evaluate SPARQL itself.

use std::time::Duration;

use clap::Args;
use sulh_engine::{
    Answer, OutputFormat, ParsedQuery, QueryForm, QueryResultsFormat, QueryRun, RdfFormat, Rows,
    Snapshot,
};

use crate::arguments::Format;
use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::style::counted;
use crate::table::render_named;
use crate::terms::readable;
use crate::text_input::TextInput;

const EXAMPLE: &str = "\
EXAMPLE
  sulh query 'SELECT * WHERE { ?thing ?property ?value } LIMIT 10'
  sulh query -f question.rq --format csv
  sulh query --as-of 12 'SELECT (COUNT(*) AS ?facts) WHERE { ?s ?p ?o }'
  echo 'ASK { ?s ?p ?o }' | sulh query -

SELECT and ASK: --format table, json, csv, tsv or xml, the last four as SPARQL's own result formats.
CONSTRUCT and DESCRIBE: --format turtle, ntriples, nquads, trig, jsonld or rdfxml.
An ASK that is answered false ends with exit code 1.";

/// Ask with SPARQL
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Query {
    #[command(flatten)]
    text: TextInput,
    /// The longest that it may take
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    timeout: Option<u64>,
}

const OF_ROWS: [Format; 5] = [Format::Table, Format::Json, Format::Csv, Format::Tsv, Format::Xml];
const OF_GRAPHS: [Format; 8] = [
    Format::Turtle,
    Format::Table,
    Format::Json,
    Format::Ntriples,
    Format::Nquads,
    Format::Trig,
    Format::Jsonld,
    Format::Rdfxml,
];

impl Query {
    /// Whether the text stands on standard input.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.text.reads_stdin()
    }

    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let text = self.text.read(ctx)?;
        let query = ctx
            .engine
            .parse_query(&text.text, None)
            .map_err(|error| CliError::in_text(error, &text))?;
        let form = query.form();
        let format = ctx.format(if form.is_graph() { &OF_GRAPHS } else { &OF_ROWS })?;
        let mut limits = ctx.engine.limits().run.clone();
        if let Some(seconds) = self.timeout {
            limits.timeout = Duration::from_secs(seconds);
        }
        let run = QueryRun { limits, cancel: ctx.around.cancel.clone() };
        let snapshot = ctx.engine.snapshot();
        match (form, format) {
            (QueryForm::Ask, _) => ask(ctx, &query, &snapshot, &run, format),
            (QueryForm::Select, Format::Table) => table(ctx, &query, &snapshot, &run),
            _ => {
                ctx.engine.query(
                    &ctx.identity,
                    &query,
                    &snapshot,
                    &run,
                    output(format, form),
                    ctx.out,
                )?;
                if matches!(format, Format::Json) && !form.is_graph() {
                    writeln!(ctx.out)?;
                }
                Ok(Exit::Done)
            }
        }
    }
}

fn output(format: Format, form: QueryForm) -> OutputFormat {
    if !form.is_graph() {
        return OutputFormat::Results(match format {
            Format::Csv => QueryResultsFormat::Csv,
            Format::Tsv => QueryResultsFormat::Tsv,
            Format::Xml => QueryResultsFormat::Xml,
            _ => QueryResultsFormat::Json,
        });
    }
    OutputFormat::Graph(format.rdf().unwrap_or(RdfFormat::Turtle))
}

fn ask(
    ctx: &mut Context<'_>,
    query: &ParsedQuery,
    snapshot: &Snapshot,
    run: &QueryRun,
    format: Format,
) -> Result<Exit, CliError> {
    let Answer::Boolean(answer) = ctx.engine.query_answer(&ctx.identity, query, snapshot, run)?
    else {
        return Ok(Exit::Done);
    };
    if format == Format::Table {
        writeln!(ctx.out, "{answer}")?;
    } else {
        ctx.engine.query(
            &ctx.identity,
            query,
            snapshot,
            run,
            output(format, QueryForm::Ask),
            ctx.out,
        )?;
        writeln!(ctx.out)?;
    }
    Ok(if answer { Exit::Done } else { Exit::No })
}

fn table(
    ctx: &mut Context<'_>,
    query: &ParsedQuery,
    snapshot: &Snapshot,
    run: &QueryRun,
) -> Result<Exit, CliError> {
    let Answer::Rows(Rows { variables, rows }) =
        ctx.engine.query_answer(&ctx.identity, query, snapshot, run)?
    else {
        return Ok(Exit::Done);
    };
    let names: Vec<String> =
        variables.iter().map(|variable| variable.as_str().to_owned()).collect();
    let base = ctx.engine.base();
    let cell =
        |value: &Option<_>| value.as_ref().map_or(String::new(), |term| readable(term, base));
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    write!(ctx.out, "{}", render_named(&names, &cells, ctx.around.style))?;
    let rows = match cells.len() {
        0 => "No rows.".to_owned(),
        1 => "1 row.".to_owned(),
        number => format!("{} rows.", counted(number as u64)),
    };
    writeln!(ctx.out, "{rows}")?;
    Ok(Exit::Done)
}
