//! The subcommands: which there are, and how to reach each.
//!
//! It must not do the work of one: that is its own file.

mod actors;
mod audit;
mod backup;
mod changes;
mod check;
mod claim;
mod claims;
mod completions;
mod countries;
mod diff;
mod evaluate;
mod export;
mod history;
mod import;
mod ingest;
mod load;
mod purge;
mod query;
mod recommendations;
mod review;
mod search;
pub(crate) mod serve;
mod stats;
mod suggest;
mod threats;
mod token;
mod undo;
mod update;
pub(crate) mod validate;
mod visibility;

use clap::Subcommand;

use crate::context::Context;
use crate::error::{CliError, Exit};

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Serve),
    Token(token::Token),
    Visibility(visibility::Visibility),
    Load(load::Load),
    Import(import::Import),
    Ingest(Box<ingest::Ingest>),
    Review(Box<review::Review>),
    Evaluate(evaluate::Evaluate),
    Query(query::Query),
    Update(update::Update),
    Search(search::Search),
    Suggest(suggest::Suggest),
    Recommendations(Box<recommendations::Recommendations>),
    Threats(threats::Threats),
    Actors(actors::Actors),
    Countries(countries::Countries),
    Audit(audit::Audit),
    Claims(claims::Claims),
    Claim(Box<claim::Claim>),
    Check(check::Check),
    Validate(validate::Validate),
    History(history::History),
    Diff(diff::Diff),
    Changes(changes::Changes),
    Undo(undo::Undo),
    Stats(stats::Stats),
    Export(export::Export),
    Purge(purge::Purge),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Completions(completions::Completions),
}

impl Command {
    /// Whether it reads standard input.
    pub(crate) fn reads_stdin(&self) -> bool {
        match self {
            Self::Query(command) => command.reads_stdin(),
            Self::Update(command) => command.reads_stdin(),
            _ => false,
        }
    }

    /// Whether it can read the store as it was.
    fn reads_the_past(&self) -> bool {
        matches!(
            self,
            Self::Query(_)
                | Self::Recommendations(_)
                | Self::Threats(_)
                | Self::Actors(_)
                | Self::Countries(_)
                | Self::Claims(_)
                | Self::Export(_)
        )
    }

    /// Puts the state that was asked for under the command.
    fn look_back(&self, ctx: &mut Context<'_>) -> Result<(), CliError> {
        let Some(moment) = &ctx.around.as_of else { return Ok(()) };
        if !self.reads_the_past() {
            return Err(CliError::usage(
                "this cannot be done in the past",
                "--as-of is for query, look-ups and export",
            ));
        }
        ctx.engine = ctx.engine.as_of(&ctx.identity, moment)?;
        Ok(())
    }

    /// Does it.
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        self.look_back(ctx)?;
        match self {
            Self::Serve(_) | Self::Restore(_) => Err(CliError::usage(
                "a server runs already on this data directory",
                "stop it first, or choose another --data-dir",
            )),
            Self::Token(command) => command.run(ctx),
            Self::Visibility(command) => command.run(ctx),
            Self::Load(command) => command.run(ctx),
            Self::Import(command) => command.run(ctx),
            Self::Ingest(command) => command.run(ctx),
            Self::Review(command) => command.run(ctx),
            Self::Evaluate(command) => command.run(ctx),
            Self::Query(command) => command.run(ctx),
            Self::Update(command) => command.run(ctx),
            Self::Search(command) => command.run(ctx),
            Self::Suggest(command) => command.run(ctx),
            Self::Recommendations(command) => command.run(ctx),
            Self::Threats(command) => command.run(ctx),
            Self::Actors(command) => command.run(ctx),
            Self::Countries(command) => command.run(ctx),
            Self::Audit(command) => command.run(ctx),
            Self::Claims(command) => command.run(ctx),
            Self::Claim(command) => command.run(ctx),
            Self::Check(command) => command.run(ctx),
            Self::Validate(command) => {
                command.run(ctx.engine.base(), &ctx.identity.languages, &ctx.around, ctx.out)
            }
            Self::History(command) => command.run(ctx),
            Self::Diff(command) => command.run(ctx),
            Self::Changes(command) => command.run(ctx),
            Self::Undo(command) => command.run(ctx),
            Self::Stats(_) => stats::Stats::run(ctx),
            Self::Export(command) => command.run(ctx),
            Self::Purge(command) => command.run(ctx),
            Self::Backup(command) => command.run(ctx),
            Self::Completions(command) => command.write(ctx.out),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use crate::arguments::Cli;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_stands_in_the_table_of_roles() {
        let mut named = BTreeSet::new();
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            let below = command.get_subcommands().map(|sub| format!("{name} {}", sub.get_name()));
            let below: Vec<String> = below.collect();
            named.extend(if below.is_empty() { vec![name.to_owned()] } else { below });
        }
        let listed = sulh_engine::COMMANDS.iter().map(|command| command.name.to_owned());
        assert_eq!(named, listed.collect());
    }
}
