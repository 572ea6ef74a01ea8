//! `sulh completions`: what a shell needs to complete commands and options.
//!
//! It must not open the data directory.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::arguments::Cli;
use crate::error::{CliError, Exit};

const EXAMPLE: &str = "\
EXAMPLE
  sulh completions bash > ~/.local/share/bash-completion/completions/sulh
  sulh completions fish > ~/.config/fish/completions/sulh.fish";

/// Write completions for a shell
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn write(&self, out: &mut dyn Write) -> Result<Exit, CliError> {
        // The generator cannot fail on memory; the stream may.
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "sulh", &mut text);
        out.write_all(&text)?;
        Ok(Exit::Done)
    }
}
