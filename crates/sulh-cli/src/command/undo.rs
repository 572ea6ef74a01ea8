//! `sulh undo`: a new commit that takes an earlier one back.
//!
//! It must not erase anything: the history keeps both.

use clap::Args;

use crate::arguments::Format;
use crate::command::update::write_committed;
use crate::context::Context;
use crate::error::{CliError, Exit};

const EXAMPLE: &str = "\
EXAMPLE
  sulh history
  sulh undo 12 -m 'the file was the wrong one'

What was added is removed and what was removed is added; later commits stay. The undo can be undone.";

/// Take a commit back
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Undo {
    /// The revision that the commit made
    #[arg(value_name = "REVISION")]
    revision: u64,
    /// What for; the history shows it
    #[arg(short, long, value_name = "MESSAGE")]
    message: Option<String>,
}

impl Undo {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let message = self.message.as_deref();
        let committed = ctx.engine.undo(&ctx.identity, self.revision, message)?;
        write_committed(ctx, format, committed)?;
        Ok(Exit::Done)
    }
}
