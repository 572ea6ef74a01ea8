//! `sulh purge`: erases a document, a graph or a name, and says what that came to.
//!
//! It must not repeat what is erased.

use std::io::{BufRead, IsTerminal};

use clap::{Args, Subcommand};
use sulh_engine::{PurgeReport, PurgeRequest, PurgeTarget};

use crate::arguments::Format;
use crate::context::{Context, Input};
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::style::counted;

const EXAMPLE: &str = "\
EXAMPLE
  sulh purge document 3f2a90c1d4e5 --reason 'the source withdrew it' --dry-run
  sulh purge name 'Jane Roe' --reason 'asked to be forgotten' --yes

What is erased is gone from the present, the past and every file of the data directory; it cannot be
undone. Backups made before still have it: delete them or make new ones.";
const EXAMPLE_DOCUMENT: &str =
    "EXAMPLE\n  sulh purge document 3f2a90c1d4e5 --reason 'the source withdrew it' --dry-run";
const EXAMPLE_GRAPH: &str =
    "EXAMPLE\n  sulh purge graph urn:x-mine:facts --reason 'loaded by mistake' --yes";
const EXAMPLE_NAME: &str =
    "EXAMPLE\n  sulh purge name 'Jane Roe' --reason 'asked to be forgotten' --yes";

/// Erase a document, a graph or a name from the present, the past and every file
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Purge {
    #[command(subcommand)]
    what: PurgeCommand,
}

#[derive(Debug, Subcommand)]
enum PurgeCommand {
    /// A document with its passages, rows, claims and original; if its source has no other document,
    /// the graphs of the source with all that stands in them
    #[command(after_help = EXAMPLE_DOCUMENT)]
    Document {
        /// Its id, IRI or SHA-256
        #[arg(value_name = "ID|SHA256")]
        document: String,
        #[command(flatten)]
        how: How,
    },
    /// A graph with all that was ever in it
    #[command(after_help = EXAMPLE_GRAPH)]
    Graph {
        /// Its IRI
        #[arg(value_name = "IRI")]
        graph: String,
        #[command(flatten)]
        how: How,
    },
    /// A name, or any text, with every fact that contains it
    #[command(after_help = EXAMPLE_NAME)]
    Name {
        /// The text, as it is written
        #[arg(value_name = "TEXT")]
        name: String,
        #[command(flatten)]
        how: How,
    },
}

#[derive(Args, Clone, Debug)]
struct How {
    /// Why; the tombstone says it, so it must not say what was erased
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Only say what it would come to
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

const FORMATS: [Format; 3] = [Format::Table, Format::Json, Format::Csv];

impl Purge {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&FORMATS)?;
        let (target, how) = match &self.what {
            PurgeCommand::Document { document, how } => {
                (PurgeTarget::Document(document.clone()), how)
            }
            PurgeCommand::Graph { graph, how } => (PurgeTarget::Graph(graph.clone()), how),
            PurgeCommand::Name { name, how } => (PurgeTarget::Name(name.clone()), how),
        };
        let look = PurgeRequest { target, reason: how.reason.clone(), dry_run: true };
        let would = ctx.engine.purge(&ctx.identity, &look)?;
        if how.dry_run {
            say(ctx, format, &would)?;
            return Ok(Exit::Done);
        }
        if !how.yes && !confirmed(ctx, &would)? {
            ctx.note("Nothing was erased.")?;
            return Ok(Exit::No);
        }
        let request = PurgeRequest { dry_run: false, ..look };
        let done = ctx.engine.purge(&ctx.identity, &request)?;
        say(ctx, format, &done)?;
        ctx.note("Backups made before still have it: delete them or make new ones.")?;
        Ok(Exit::Done)
    }
}

/// Asks on the terminal; where nobody can be asked, `--yes` has to say it.
fn confirmed(ctx: &mut Context<'_>, would: &PurgeReport) -> Result<bool, CliError> {
    let own = matches!(ctx.around.input, Input::Own);
    if !own || !std::io::stdin().is_terminal() {
        return Err(CliError::usage(
            "what is erased cannot be brought back",
            "look with --dry-run, then say --yes",
        ));
    }
    write!(ctx.err, "{} Erase it? [y/N] ", sentence(would))?;
    ctx.err.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

fn sentence(report: &PurgeReport) -> String {
    let verb = if report.dry_run { "Would erase" } else { "Erased" };
    format!(
        "{verb} {} statements of {} graphs, {} changes in {} commits, the texts of {} commits and {} files.",
        counted(report.quads),
        counted(report.graphs),
        counted(report.changes),
        counted(report.commits),
        counted(report.texts),
        counted(report.files),
    )
}

fn say(ctx: &mut Context<'_>, format: Format, report: &PurgeReport) -> Result<(), CliError> {
    match format {
        Format::Json => ctx.json(report)?,
        Format::Csv => {
            let PurgeReport { quads, changes, commits, texts, graphs, files, .. } = report;
            let numbers = [quads, changes, commits, texts, graphs, files];
            let row = numbers.map(ToString::to_string).to_vec();
            let head = ["quads", "changes", "commits", "texts", "graphs", "files"];
            csv_table::write(ctx.out, &head, [row])?;
        }
        _ => {
            let text = sentence(report);
            match report.revision {
                None => {
                    writeln!(ctx.out, "{text}")?;
                    for graph in &report.graph_names {
                        writeln!(ctx.out, "  {graph}")?;
                    }
                }
                Some(revision) => {
                    writeln!(ctx.out, "{text} The tombstone is revision {revision}.")?;
                }
            }
        }
    }
    Ok(())
}
