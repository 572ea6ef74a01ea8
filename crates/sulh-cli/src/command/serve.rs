//! `sulh serve`: what can be said on its command line.
//!
//! It must not serve: that is `server.rs`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

const EXAMPLE: &str = "\
EXAMPLE
  sulh serve --demo
  sulh serve facts.ttl more.nt.gz
  sulh --data-dir data serve --bind 127.0.0.1:8080 --timeout 10

The write token: $SULH_TOKEN, --token-file, or `sulh token create`. Without any, nobody writes over HTTP.
While the server runs, other commands on the same data directory ask it.";

/// Serve SPARQL, look-ups and pages over HTTP
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Serve {
    /// Files of RDF to load first
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    pub(crate) bind: SocketAddr,
    /// A file whose only line is a token that may do everything
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// Note in this file who reads which restricted graph, never what they asked
    #[arg(long, value_name = "FILE")]
    pub(crate) read_log: Option<PathBuf>,
    /// The longest that a query may take
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: Option<u64>,
}
