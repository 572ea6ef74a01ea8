//! `sulh token`: who may do what over HTTP.
//!
//! It must not keep a token: it is shown once and only its hash stays, with the engine.

use std::collections::BTreeSet;

use clap::{Args, Subcommand};
use sulh_engine::{Role, TokenInfo};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::table::{Column, render};

const EXAMPLE: &str = "\
EXAMPLE
  sulh token create ana --role editor
  sulh token create zoe --role reader --group shelter-network
  sulh token list
  sulh token revoke ana

Roles: a reader reads the history too, a reviewer also unreviewed claims; an editor also writes;
an admin also hands out tokens and may let the server be reached from elsewhere.";
const EXAMPLE_CREATE: &str = "\
EXAMPLE
  sulh token create ana --role editor
  SULH_TOKEN=$(sulh token create ana --role editor --format json | jq -r .token)";
const EXAMPLE_LIST: &str = "EXAMPLE\n  sulh token list --format json";
const EXAMPLE_REVOKE: &str = "EXAMPLE\n  sulh token revoke ana";

/// Hand out, list and revoke tokens
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Token {
    #[command(subcommand)]
    what: TokenCommand,
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Make a token; it is shown once
    #[command(after_help = EXAMPLE_CREATE)]
    Create {
        /// Whose it is: the author of every commit that is made with it
        name: String,
        /// What it may do: reader, reviewer, editor or admin
        #[arg(long, value_parser = role)]
        role: Role,
        /// A group that it belongs to, for restricted graphs; may be repeated
        #[arg(long = "group", value_name = "GROUP")]
        groups: Vec<String>,
    },
    /// List the tokens, without the tokens themselves
    #[command(after_help = EXAMPLE_LIST)]
    List,
    /// Take a token back
    #[command(after_help = EXAMPLE_REVOKE)]
    Revoke {
        /// Whose it is
        name: String,
    },
}

fn role(word: &str) -> Result<Role, String> {
    let known = Role::ALL.map(Role::as_str).join(", ");
    Role::parse(word).ok_or_else(|| format!("expected one of {known}"))
}

const COLUMNS: [Column; 5] = [
    Column::text("name"),
    Column::text("role"),
    Column::text("groups"),
    Column::text("created"),
    Column::text("revoked"),
];
const FORMATS: [Format; 3] = [Format::Table, Format::Json, Format::Csv];

impl Token {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&FORMATS)?;
        match &self.what {
            TokenCommand::Create { name, role, groups } => create(ctx, format, name, *role, groups),
            TokenCommand::List => list(ctx, format),
            TokenCommand::Revoke { name } => revoke(ctx, format, name),
        }
    }
}

fn create(
    ctx: &mut Context<'_>,
    format: Format,
    name: &str,
    role: Role,
    groups: &[String],
) -> Result<Exit, CliError> {
    let groups = groups.iter().cloned().collect();
    let made = ctx.engine.create_token_in(&ctx.identity, name, role, &groups)?;
    match format {
        Format::Json => ctx.json(&made)?,
        Format::Csv => {
            let groups = listed(&made.groups);
            let row = vec![made.name, made.role.to_string(), groups, made.token];
            csv_table::write(ctx.out, &["name", "role", "groups", "token"], [row])?;
        }
        _ => {
            writeln!(ctx.out, "{}", made.token)?;
            ctx.note(&format!(
                "This is the token of {name} ({role}). It is shown once and only its hash is kept: save it now."
            ))?;
        }
    }
    Ok(Exit::Done)
}

fn list(ctx: &mut Context<'_>, format: Format) -> Result<Exit, CliError> {
    let tokens = ctx.engine.list_tokens(&ctx.identity)?;
    let rows: Vec<Vec<String>> = tokens.iter().map(row).collect();
    match format {
        Format::Json => ctx.json(&tokens)?,
        Format::Csv => {
            csv_table::write(ctx.out, &COLUMNS.map(|column| column.name), rows)?;
        }
        _ if rows.is_empty() => {
            writeln!(ctx.out, "No tokens. Over HTTP everybody may read and nobody may write.")?;
        }
        _ => write!(ctx.out, "{}", render(&COLUMNS, &rows, ctx.around.style))?,
    }
    Ok(Exit::Done)
}

fn row(token: &TokenInfo) -> Vec<String> {
    let revoked = token.revoked.clone().unwrap_or_default();
    let groups = listed(&token.groups);
    vec![token.name.clone(), token.role.to_string(), groups, token.created.clone(), revoked]
}

fn listed(groups: &BTreeSet<String>) -> String {
    groups.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn revoke(ctx: &mut Context<'_>, format: Format, name: &str) -> Result<Exit, CliError> {
    let revoked = ctx.engine.revoke_token(&ctx.identity, name)?;
    match format {
        Format::Json => ctx.json(&revoked)?,
        Format::Csv => {
            csv_table::write(ctx.out, &COLUMNS.map(|column| column.name), [row(&revoked)])?;
        }
        _ => writeln!(ctx.out, "The token of {name} is revoked: from now on it opens nothing.")?,
    }
    Ok(Exit::Done)
}
