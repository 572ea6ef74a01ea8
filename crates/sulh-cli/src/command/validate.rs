//! `sulh validate`: whether files meet shapes.
//!
//! It must not open the data directory: any files, anywhere.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use sulh_engine::{Base, Languages, ShapeViolation, Validation, ValidationRequest};

use crate::arguments::Format;
use crate::context::Surroundings;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::progress::ProgressLine;
use crate::style::counted;
use crate::table::{self, Column};

const EXAMPLE: &str = "\
EXAMPLE
  sulh validate facts.ttl
  sulh validate facts.ttl more.nt.gz --shapes mine.ttl
  sulh validate facts.ttl --format turtle > report.ttl

Without --shapes, the shipped shapes are used, and what is shipped (countries, statuses, threats) counts as known.
The exit code is 0 if the data conforms and 1 if it does not; --format turtle gives the report as RDF.";

const COLUMNS: [Column; 6] = [
    Column::text("Severity"),
    Column::wide("Node", 25),
    Column::wide("Path", 15),
    Column::text("Value"),
    Column::wide("What is wrong", 35),
    Column::text("Shape"),
];

/// Check files against SHACL shapes
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Validate {
    /// The data
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Files of shapes, instead of the shipped ones
    #[arg(long, value_name = "FILE")]
    shapes: Vec<PathBuf>,
    /// How many results are listed, at most; all are counted
    #[arg(long, value_name = "N", default_value_t = 1000)]
    limit: usize,
}

impl Validate {
    /// Validates, for whoever stands in these surroundings.
    pub(crate) fn run(
        &self,
        base: &Base,
        languages: &Languages,
        around: &Surroundings,
        out: &mut (dyn Write + Send),
    ) -> Result<Exit, CliError> {
        let known = [
            Format::Table,
            Format::Json,
            Format::Csv,
            Format::Turtle,
            Format::Ntriples,
            Format::Jsonld,
        ];
        let format = around.format(&known)?;
        let files = |paths: &[PathBuf]| paths.iter().map(|path| around.cwd.join(path)).collect();
        let request = ValidationRequest {
            files: files(&self.files),
            shapes: files(&self.shapes),
            base: base.clone(),
            limit: self.limit,
        };
        let mut line = ProgressLine::new(around.watched);
        let done = sulh_engine::validate(&request, &mut |progress| line.show(&progress));
        line.end();
        let validation = done?;
        write(&validation, languages, format, around, out)?;
        Ok(if validation.report.conforms() { Exit::Done } else { Exit::No })
    }
}

fn write(
    validation: &Validation,
    languages: &Languages,
    format: Format,
    around: &Surroundings,
    out: &mut (dyn Write + Send),
) -> Result<(), CliError> {
    let report = &validation.report;
    let violations = validation.violations(languages);
    match (format, format.rdf()) {
        (Format::Json, _) => {
            let shape = json!({
                "conforms": report.conforms(),
                "total": report.total,
                "nodes": report.focus_nodes,
                "notes": validation.notes,
                "results": violations,
            });
            let mut text = serde_json::to_vec_pretty(&shape)?;
            text.push(b'\n');
            out.write_all(&text)?;
        }
        (Format::Csv, _) => {
            let header = [
                "place",
                "severity",
                "focus_node",
                "path",
                "value",
                "shape",
                "component",
                "message",
                "expected",
            ];
            csv_table::write(out, &header, violations.into_iter().map(cells))?;
        }
        (Format::Table, _) | (_, None) => say(validation, &violations, around, out)?,
        (_, Some(rdf)) => sulh_engine::write_report(report, rdf, out)?,
    }
    Ok(())
}

fn cells(found: ShapeViolation) -> Vec<String> {
    let ShapeViolation {
        focus_node,
        place,
        path,
        value,
        shape,
        component,
        severity,
        message,
        expected,
        ..
    } = found;
    let (path, value) = (path.unwrap_or_default(), value.unwrap_or_default());
    vec![
        place.unwrap_or_default(),
        severity,
        focus_node,
        path,
        value,
        shape,
        component,
        message,
        expected,
    ]
}

fn say(
    validation: &Validation,
    violations: &[ShapeViolation],
    around: &Surroundings,
    out: &mut (dyn Write + Send),
) -> Result<(), CliError> {
    let report = &validation.report;
    let row = |found: &ShapeViolation| {
        let node = match &found.place {
            Some(place) => format!("{} ({place})", found.focus_node),
            None => found.focus_node.clone(),
        };
        vec![
            found.severity.clone(),
            node,
            found.path.clone().unwrap_or_default(),
            found.value.clone().unwrap_or_default(),
            if found.message == found.expected {
                found.message.clone()
            } else {
                format!("{} ({})", found.message, found.expected)
            },
            found.shape.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = violations.iter().map(row).collect();
    out.write_all(table::render(&COLUMNS, &rows, around.style).as_bytes())?;
    let looked = format!(
        "{} nodes of {} statements looked at with {} shapes",
        counted(report.focus_nodes),
        counted(validation.quads),
        validation.shapes
    );
    for note in &validation.notes {
        writeln!(out, "Note: {note}.")?;
    }
    if report.conforms() {
        writeln!(out, "Conforms: {looked}.")?;
    } else {
        let shown = violations.len() as u64;
        let left = if report.total > shown {
            format!("; {} more are not listed (--limit)", counted(report.total - shown))
        } else {
            String::new()
        };
        writeln!(out, "Does not conform: {} results, {looked}{left}.", counted(report.total))?;
    }
    Ok(())
}
