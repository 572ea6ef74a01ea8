//! `sulh changes`: what each commit did, as lines of JSON.
//!
//! It must not read the journal itself.

use std::io;
use std::time::Duration;

use clap::Args;
use sulh_engine::ChangeLine;

use crate::arguments::Format;
use crate::context::Context;
use crate::error::{CliError, Exit};

const EXAMPLE: &str = "\
EXAMPLE
  sulh changes --since 12
  sulh changes --since 12 --limit 100
  sulh changes --follow

One line of JSON for a commit, several for a large one (\"more\": true on all but the last):
revision, time, who and what for, quads removed and added. Playing them from 0 gives what is held.";

/// How long a silent wait takes before it looks whether somebody still listens.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Show what each commit did, oldest first
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Changes {
    /// Commits after this revision only
    #[arg(long, value_name = "REVISION", default_value_t = 0)]
    since: u64,
    /// How many commits at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Go on with each commit as it is made
    #[arg(long, conflicts_with = "limit")]
    follow: bool,
}

impl Changes {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        ctx.format(&[Format::Json, Format::Table])?;
        let limit = self.limit.and_then(|limit| usize::try_from(limit).ok());
        let mut since = self.since;
        loop {
            let seen = ctx.engine.revision();
            let (out, cancel) = (&mut *ctx.out, &ctx.around.cancel);
            let each = &mut |line: &ChangeLine| {
                if cancel.is_cancelled() {
                    return Err(io::Error::from(io::ErrorKind::BrokenPipe).into());
                }
                let mut text = serde_json::to_vec(line).map_err(io::Error::from)?;
                text.push(b'\n');
                Ok(out.write_all(&text)?)
            };
            since = ctx.engine.changes(&ctx.identity, since, limit.unwrap_or(usize::MAX), each)?;
            ctx.out.flush()?;
            if !self.follow {
                return Ok(Exit::Done);
            }
            while !ctx.engine.wait_for(seen + 1, LOOK_EVERY) {
                if ctx.around.cancel.is_cancelled() {
                    return Ok(Exit::Done);
                }
            }
        }
    }
}
