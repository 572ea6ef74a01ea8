//! `sulh export`: what is held, as a file of RDF.
//!
//! It must not serialise anything itself.

use std::path::PathBuf;

use clap::Args;
use sulh_engine::rdf::NamedNode;
use sulh_engine::{ExportRequest, RdfFormat};

use crate::arguments::Format;
use crate::command::load::iri;
use crate::context::Context;
use crate::error::{CliError, Exit};
use crate::file_output::FileOutput;
use crate::progress::ProgressLine;
use crate::style::counted;

const EXAMPLE: &str = "\
EXAMPLE
  sulh export --output everything.nq
  sulh export --graph urn:x-mine:facts --format turtle
  sulh export | zstd > everything.nq.zst

--format nquads (canonical: sorted, the same bytes for the same content), trig, jsonld;
turtle, ntriples and rdfxml hold one graph and need --graph.";

/// Write what is held as RDF
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Export {
    /// Only this graph
    #[arg(long, value_name = "IRI", value_parser = iri)]
    graph: Option<NamedNode>,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const FORMATS: [Format; 7] = [
    Format::Nquads,
    Format::Trig,
    Format::Jsonld,
    Format::Json,
    Format::Turtle,
    Format::Ntriples,
    Format::Rdfxml,
];

impl Export {
    pub(crate) fn run(&self, ctx: &mut Context<'_>) -> Result<Exit, CliError> {
        let format = ctx.format(&FORMATS)?;
        let one_graph = [Format::Turtle, Format::Ntriples, Format::Rdfxml].contains(&format);
        if one_graph && self.graph.is_none() {
            return Err(CliError::usage(
                format!("{} holds one graph", format.name()),
                "name it with --graph, or use --format nquads, trig or jsonld",
            ));
        }
        let request = ExportRequest {
            graph: self.graph.clone(),
            format: format.rdf().unwrap_or(RdfFormat::NQuads),
        };
        match &self.output {
            None => {
                ctx.engine.export(&ctx.identity, &request, ctx.out, &mut |_| {})?;
            }
            Some(path) => {
                let mut file = FileOutput::create(&ctx.resolve(path))?;
                let mut line = ProgressLine::new(ctx.around.watched);
                let mut show = |progress| line.show(&progress);
                let done = ctx.engine.export(&ctx.identity, &request, &mut file, &mut show);
                line.end();
                let quads = done?;
                file.finish()?;
                let quads = counted(quads);
                writeln!(ctx.out, "Wrote {quads} statements to {}.", path.display())?;
            }
        }
        Ok(Exit::Done)
    }
}
