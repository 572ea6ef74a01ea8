//! `sulh diff`: what two states differ by, as a patch.
//!
//! It must not compare anything itself.

use clap::Args;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{DiffFormat, DiffRequest};

use crate::arguments::Format;
use crate::command::load::iri;
use crate::context::Context;
use crate::error::{CliError, Exit};

const EXAMPLE: &str = "\
EXAMPLE
  sulh diff 12 15
  sulh diff 2026-11-01T00:00:00Z 2026-12-01T00:00:00Z > november.rdfp
  sulh diff 12 15 --format json

The patch leads from the first state to the second: D lines are removed, A lines added.
Only the net effect counts.";

/// Show what two states differ by
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Diff {
    /// The state that the patch is for: a revision, or a time in UTC
    #[arg(value_name = "FROM")]
    from: String,
    /// The state that it leads to
    #[arg(value_name = "TO")]
    to: String,
    /// Only this graph
    #[arg(long, value_name = "IRI", value_parser = iri)]
    graph: Option<NamedNode>,
}

impl Diff {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = match ctx.format(&[Format::Patch, Format::Json])? {
            Format::Json => DiffFormat::Json,
            _ => DiffFormat::Patch,
        };
        let request =
            DiffRequest { from: self.from.clone(), to: self.to.clone(), graph: self.graph.clone() };
        ctx.engine.diff(&ctx.identity, &request, format, ctx.out)?;
        Ok(Exit::Done)
    }
}
