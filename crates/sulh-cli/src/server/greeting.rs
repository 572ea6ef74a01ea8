//! The first words of a server: where it is, and three things to try.
//!
//! It must not be printed before the server answers.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;

use sulh_engine::Engine;

use crate::error::CliError;
use crate::style::counted;

/// Says where the server is and what to try.
pub(crate) fn say(
    out: &mut dyn Write,
    engine: &Engine,
    data_dir: &Path,
    address: SocketAddr,
) -> Result<(), CliError> {
    let at = format!("http://{address}");
    let quads = counted(engine.snapshot().quad_count());
    let revision = engine.revision();
    writeln!(out, "sulh serves {} at {at}", data_dir.display())?;
    writeln!(out, "  {quads} quads, revision {revision}")?;
    if engine.demo() {
        writeln!(
            out,
            "  The sample recommendations are invented: they show how answers look and state nothing."
        )?;
    }
    writeln!(out, "\nThree things to try:\n")?;
    writeln!(out, "  in a browser")?;
    writeln!(out, "    {at}/api/v1/recommendations?country=XKX")?;
    writeln!(out, "  in a second terminal, recommendations against a threat in a country")?;
    writeln!(out, "    curl '{at}/api/v1/recommendations?threat=human-trafficking&country=BIH'")?;
    writeln!(out, "  and SPARQL")?;
    writeln!(
        out,
        "    curl -G {at}/sparql.csv --data-urlencode 'query=SELECT ?class (COUNT(*) AS ?things) WHERE {{ ?thing a ?class }} GROUP BY ?class ORDER BY DESC(?things)'"
    )?;
    writeln!(out, "\nCtrl-C stops it.")?;
    out.flush()?;
    Ok(())
}
