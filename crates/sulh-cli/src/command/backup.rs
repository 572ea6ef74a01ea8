//! `sulh backup`: everything as one file, and whether such a file is whole.
//!
//! It must not read the store itself. Whether a file is whole is told without a data directory.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use sulh_engine::{BackupReport, Engine};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::progress::ProgressLine;
use crate::style::counted;

const EXAMPLE: &str = "\
EXAMPLE
  sulh backup monday.sulh
  sulh backup --verify monday.sulh
  sulh --data-dir again restore monday.sulh

It can be taken while the server runs. It holds everything, also what is hidden from the public and
the hashes of the tokens: keep it as you keep the data directory. An existing file is not written over.";

/// Write everything to one file, also beside a running server
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Backup {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Do not write: say whether the file is a backup and whole
    #[arg(long)]
    pub(crate) verify: bool,
}

const FORMATS: [Format; 3] = [Format::Table, Format::Json, Format::Csv];

impl Backup {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&FORMATS)?;
        let mut line = ProgressLine::new(ctx.around.watched);
        let mut show = |progress| line.show(&progress);
        let done = ctx.engine.backup(&ctx.identity, &ctx.resolve(&self.file), &mut show);
        line.end();
        let said = format!("Wrote {}", self.file.display());
        say(ctx.out, format, &said, &done?)?;
        Ok(Exit::Done)
    }

    /// Says whether the file is whole; needs no data directory.
    pub(crate) fn verify(
        &self,
        format: Option<Format>,
        watched: bool,
        out: &mut dyn Write,
    ) -> Result<Exit, CliError> {
        let mut line = ProgressLine::new(watched);
        let mut show = |progress| line.show(&progress);
        let done = Engine::verify_backup(&self.file, &mut show);
        line.end();
        let said = format!("All well with {}", self.file.display());
        say(out, known(format)?, &said, &done?)?;
        Ok(Exit::Done)
    }
}

const EXAMPLE_RESTORE: &str = "\
EXAMPLE
  sulh --data-dir again restore monday.sulh
  sulh --data-dir again check --deep

The data directory must not exist or be empty. The whole file is compared before anything stands there.";

/// Make a data directory from a backup
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE_RESTORE)]
pub(crate) struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Restore {
    /// Makes the directory; no store may be open there.
    pub(crate) fn restore(
        &self,
        data_dir: &Path,
        format: Option<Format>,
        watched: bool,
        out: &mut dyn Write,
    ) -> Result<Exit, CliError> {
        let format = known(format)?;
        let mut line = ProgressLine::new(watched);
        let mut show = |progress| line.show(&progress);
        let done = Engine::restore(&self.file, data_dir, &mut show);
        line.end();
        say(out, format, &format!("Restored {}", data_dir.display()), &done?)?;
        Ok(Exit::Done)
    }
}

fn known(format: Option<Format>) -> Result<Format, CliError> {
    let format = format.unwrap_or(Format::Table);
    if FORMATS.contains(&format) {
        return Ok(format);
    }
    Err(CliError::usage(
        format!("this cannot be written as {}", format.name()),
        "--format takes one of table, json, csv here",
    ))
}

fn say(
    out: &mut dyn Write,
    format: Format,
    done: &str,
    report: &BackupReport,
) -> Result<(), CliError> {
    match format {
        Format::Json => {
            let mut text = serde_json::to_vec_pretty(report)?;
            text.push(b'\n');
            out.write_all(&text)?;
        }
        Format::Csv => {
            let BackupReport { revision, time, commits, files, bytes, sha256 } = report.clone();
            let numbers = [revision, commits, files, bytes].map(|number| number.to_string());
            let [revision, commits, files, bytes] = numbers;
            let row = vec![revision, time, commits, files, bytes, sha256];
            let head = ["revision", "time", "commits", "files", "bytes", "sha256"];
            csv_table::write(out, &head, [row])?;
        }
        _ => {
            let BackupReport { revision, time, bytes, .. } = report;
            writeln!(out, "{done}: revision {revision}, {} bytes, taken {time}.", counted(*bytes))?;
        }
    }
    Ok(())
}
