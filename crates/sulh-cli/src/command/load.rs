//! `sulh load`: files of RDF into the store.
//!
//! It must not read RDF itself.

use std::path::{Path, PathBuf};

use clap::Args;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{Level, LoadReport, LoadRequest};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::progress::ProgressLine;
use crate::style::counted;

const EXAMPLE: &str = "\
EXAMPLE
  sulh load facts.ttl more.nt.gz dump.nq.zst
  sulh load --graph urn:x-mine:facts facts.ttl
  sulh load --graph urn:x-mine:notes --visibility restricted --group shelter-network notes.ttl
  sulh load --keep-going --rejects bad.txt large.nt

The syntax is told by the name: .ttl .nt .nq .trig .rdf .owl .xml .jsonld .json, each also .gz or .zst.
All files are one commit: an error in one of them leaves nothing behind.";

/// Load files of RDF
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Load {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The graph for what names none
    #[arg(long, value_name = "IRI", value_parser = iri)]
    graph: Option<NamedNode>,
    /// Who may see the graph, from before anything is in it: public, members or restricted
    #[arg(long, value_name = "VISIBILITY", requires = "graph")]
    visibility: Option<String>,
    /// A group that may see a restricted graph; may be repeated
    #[arg(long = "group", value_name = "GROUP", requires = "visibility")]
    groups: Vec<String>,
    #[command(flatten)]
    mistakes: Mistakes,
}

/// What happens to input that cannot be read.
#[derive(Args, Clone, Debug)]
pub(crate) struct Mistakes {
    /// Keep what is good and leave out the rest
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Where to write what was left out, with the reasons; else NAME.rejects.* in this directory
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
}

impl Mistakes {
    /// Where rejects go: not beside the input, which may stand where nobody may write.
    pub(crate) fn rejects_of(&self, ctx: &Context<'_>, input: &Path, extension: &str) -> PathBuf {
        if let Some(file) = &self.rejects {
            return ctx.resolve(file);
        }
        let mut name = input.file_name().unwrap_or_default().to_owned();
        name.push(format!(".rejects.{extension}"));
        ctx.resolve(name.as_ref())
    }
}

/// Reads an absolute IRI of a graph.
pub(crate) fn iri(text: &str) -> Result<NamedNode, String> {
    NamedNode::new(text).map_err(|error| format!("expected an absolute IRI: {error}"))
}

impl Load {
    fn visibility(&self) -> Result<Option<Level>, CliError> {
        let Some(word) = &self.visibility else { return Ok(None) };
        Ok(Some(Level::parse(word, &self.groups.iter().cloned().collect())?))
    }

    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&[Format::Table, Format::Json, Format::Csv])?;
        let first = self.files.first().map_or(Path::new("load"), PathBuf::as_path);
        let request = LoadRequest {
            files: self.files.iter().map(|file| ctx.resolve(file)).collect(),
            graph: self.graph.clone(),
            visibility: self.visibility()?,
            keep_going: self.mistakes.keep_going,
            rejects: Some(self.mistakes.rejects_of(ctx, first, "txt")),
        };
        let mut line = ProgressLine::new(ctx.around.watched);
        let done = ctx.engine.load(&ctx.identity, &request, &mut |progress| line.show(&progress));
        line.end();
        let report = done?;
        match format {
            Format::Json => ctx.json(&report)?,
            Format::Csv => write_csv(ctx, &report)?,
            _ => say(ctx, &report)?,
        }
        Ok(Exit::Done)
    }
}

fn write_csv(ctx: &mut Context<'_>, report: &LoadReport) -> Result<(), CliError> {
    let counts = [report.read, report.added, report.rejected, report.revision];
    let row = counts.iter().map(ToString::to_string).collect();
    csv_table::write(ctx.out, &["read", "added", "rejected", "revision"], [row])
}

fn say(ctx: &mut Context<'_>, report: &LoadReport) -> Result<(), CliError> {
    let files = match report.files.len() {
        1 => "1 file".to_owned(),
        number => format!("{number} files"),
    };
    writeln!(
        ctx.out,
        "Read {} statements from {files}: {} added, revision {}.",
        counted(report.read),
        counted(report.added),
        report.revision
    )?;
    if report.added == 0 {
        writeln!(ctx.out, "Everything in it was there already: nothing changed.")?;
    }
    say_rejected(ctx, report.rejected, report.rejects_file.as_deref(), &report.diagnostics)
}

/// Says on standard error what was left out; the first few by word.
pub(crate) fn say_rejected(
    ctx: &mut Context<'_>,
    rejected: u64,
    file: Option<&Path>,
    diagnostics: &[String],
) -> Result<(), CliError> {
    const SHOWN: usize = 10;
    for diagnostic in diagnostics.iter().take(SHOWN) {
        ctx.note(diagnostic)?;
    }
    if rejected == 0 {
        return Ok(());
    }
    let place = match file {
        Some(file) => {
            let file = file.strip_prefix(&ctx.around.cwd).unwrap_or(file);
            format!(", with the reasons in {}", file.display())
        }
        None => String::new(),
    };
    ctx.note(&format!("{} left out{place}.", counted(rejected)))
}
