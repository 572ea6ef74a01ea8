//! `sulh update`: SPARQL that changes the store.
//!
//! It must not parse or evaluate SPARQL itself.

use clap::Args;
use sulh_engine::{Committed, UpdateRequest};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::style::counted;
use crate::text_input::{TextInput, first_words};

const EXAMPLE: &str = "\
EXAMPLE
  sulh update 'LOAD <file:///data/facts.ttl> INTO GRAPH <urn:x-mine:facts>'
  sulh update -f change.ru -m 'correct the date of the conference'

All operations of a request are one commit, which `sulh undo` can take back.
A write that names no graph goes to the local graph.";

/// Change with SPARQL
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Update {
    #[command(flatten)]
    text: TextInput,
    /// What it is for; the history shows it
    #[arg(short, long, value_name = "MESSAGE")]
    message: Option<String>,
}

impl Update {
    /// Whether the text stands on standard input.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.text.reads_stdin()
    }

    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let text = self.text.read(ctx)?;
        let request = UpdateRequest {
            text: text.text.clone(),
            message: self.message.clone().unwrap_or_else(|| first_words(&text.text)),
            local_files: true,
            ..UpdateRequest::default()
        };
        let committed = ctx
            .engine
            .update(&ctx.identity, request)
            .map_err(|error| CliError::in_text(error, &text))?;
        write_committed(ctx, format, committed)?;
        Ok(Exit::Done)
    }
}

/// Says what a commit did.
pub(crate) fn write_committed(
    ctx: &mut Context<'_>,
    format: Format,
    committed: Committed,
) -> Result<(), CliError> {
    let Committed { revision, added, removed } = committed;
    match format {
        Format::Json => ctx.json(&serde_json::json!({
            "revision": revision, "added": added, "removed": removed
        })),
        Format::Csv => {
            let row = [revision, added, removed].iter().map(ToString::to_string).collect();
            csv_table::write(ctx.out, &["revision", "added", "removed"], [row])
        }
        _ => {
            let (more, less) = (counted(added), counted(removed));
            writeln!(ctx.out, "{more} statements added, {less} removed, revision {revision}.")?;
            if added == 0 && removed == 0 {
                writeln!(ctx.out, "Nothing changed: it was so already.")?;
            }
            Ok(())
        }
    }
}
