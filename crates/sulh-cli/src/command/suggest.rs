//! `sulh suggest`: names and phrases that begin with what was typed.
//!
//! It must not look anything up itself.

use clap::Args;
use sulh_engine::Suggestion;

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::table::{Column, render};

const EXAMPLE: &str = "\
EXAMPLE
  sulh suggest traff
  sulh suggest 'трг' --limit 5
  sulh suggest zak --kind organization --kind threat

Letters may be of either alphabet, with or without their marks. What most documents are about comes
first; phrases of the texts come behind the names.";

/// Show names and phrases that begin with some letters
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Suggest {
    /// What was typed
    #[arg(value_name = "TEXT")]
    text: String,
    /// Only of this kind: phrase, threat, country, organization …; may be repeated
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=50))]
    limit: u16,
}

const COLUMNS: [Column; 5] = [
    Column::wide("text", 30),
    Column::wide("name", 25),
    Column::text("kind"),
    Column::text("id"),
    Column::number("documents"),
];
const FORMATS: [Format; 3] = [Format::Table, Format::Json, Format::Csv];

impl Suggest {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&FORMATS)?;
        let limit = Some(usize::from(self.limit));
        let found = ctx.engine.suggest(&ctx.identity, &self.text, &self.kind, limit)?;
        let rows: Vec<Vec<String>> = found.items.iter().map(row).collect();
        match format {
            Format::Json => ctx.json(&found)?,
            Format::Csv => csv_table::write(ctx.out, &COLUMNS.map(|column| column.name), rows)?,
            _ if rows.is_empty() => writeln!(ctx.out, "Nothing begins with {:?}.", self.text)?,
            _ => write!(ctx.out, "{}", render(&COLUMNS, &rows, ctx.around.style))?,
        }
        Ok(Exit::Done)
    }
}

fn row(suggestion: &Suggestion) -> Vec<String> {
    let thing = suggestion.thing.as_ref();
    let (name, id) = thing.map(|thing| (thing.label.clone(), thing.id.clone())).unwrap_or_default();
    let count = suggestion.count.to_string();
    vec![suggestion.text.clone(), name, suggestion.kind.clone(), id, count]
}
