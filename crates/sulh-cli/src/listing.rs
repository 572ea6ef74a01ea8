//! A list as it is shown: what it covers, what it counts, its notes, its rows, how to go on.
//!
//! It must not know what is listed: each kind of row says its own columns.

use serde::Serialize;
use sulh_engine::{Listing, ParsedQuery, QueryRun, Ref};

use crate::arguments::Format;
use crate::context::Context;
use crate::csv_table;
use crate::error::{CliError, Exit};
use crate::heading::{count_line, coverage_lines, facet_lines};
use crate::table::{Column, render};

/// A kind of row.
pub(crate) trait Row: Serialize {
    /// What a person sees.
    const COLUMNS: &'static [Column];
    /// What a spreadsheet gets.
    const HEADER: &'static [&'static str];

    /// The cells that a person sees.
    fn cells(&self, width: u16) -> Vec<String>;
    /// The cells that a spreadsheet gets.
    fn record(&self) -> Vec<String>;
    /// The thing itself.
    fn iri(&self) -> &str;
}

const FORMATS: [Format; 9] = [
    Format::Table,
    Format::Json,
    Format::Csv,
    Format::Turtle,
    Format::Ntriples,
    Format::Nquads,
    Format::Trig,
    Format::Jsonld,
    Format::Rdfxml,
];

/// Writes a list in the asked-for format.
pub(crate) fn write<T: Row>(
    ctx: &mut Context<'_>,
    list: impl FnOnce(&Context<'_>) -> Result<Listing<T>, CliError>,
) -> Result<Exit, CliError> {
    // The format first: a wrong one must not cost a look-up.
    let format = ctx.format(&FORMATS)?;
    let listing = list(ctx)?;
    match format {
        Format::Table => table(ctx, &listing)?,
        Format::Json => ctx.json(&listing)?,
        Format::Csv => {
            beside(ctx, &listing)?;
            csv_table::write(ctx.out, T::HEADER, listing.items.iter().map(Row::record))?;
        }
        other => {
            beside(ctx, &listing)?;
            described(ctx, &listing, other)?;
        }
    }
    Ok(Exit::Done)
}

fn table<T: Row>(ctx: &mut Context<'_>, listing: &Listing<T>) -> Result<(), CliError> {
    let style = ctx.around.style;
    for line in coverage_lines(&listing.coverage) {
        writeln!(ctx.out, "{line}")?;
    }
    writeln!(ctx.out, "{}", style.strong(&count_line(listing)))?;
    for line in facet_lines(listing) {
        writeln!(ctx.out, "{line}")?;
    }
    for note in &listing.notes {
        writeln!(ctx.out, "Note: {note}")?;
    }
    if let Some(better) = &listing.did_you_mean {
        writeln!(ctx.out, "Did you mean: {}", style.strong(better))?;
    }
    if listing.items.is_empty() {
        if let Some(empty) = &listing.empty_because {
            writeln!(ctx.out, "{}", sentence(&empty.message))?;
        }
        return Ok(());
    }
    let rows: Vec<Vec<String>> = listing.items.iter().map(|item| item.cells(style.width)).collect();
    write!(ctx.out, "\n{}", render(T::COLUMNS, &rows, style))?;
    if let Some(next) = next_command(ctx, listing) {
        writeln!(ctx.out, "\nNext page: {}", style.advice(&next))?;
    }
    Ok(())
}

/// What belongs to the list and has no place in the rows goes to standard error.
fn beside<T>(ctx: &mut Context<'_>, listing: &Listing<T>) -> Result<(), CliError> {
    let mut lines = coverage_lines(&listing.coverage);
    lines.push(count_line(listing));
    lines.extend(listing.notes.iter().map(|note| format!("Note: {note}")));
    lines.extend(listing.did_you_mean.iter().map(|better| format!("Did you mean: {better}")));
    lines.extend(listing.empty_because.iter().map(|empty| sentence(&empty.message)));
    lines.extend(next_command(ctx, listing).map(|next| format!("Next page: {next}")));
    for line in lines {
        ctx.note(&line)?;
    }
    Ok(())
}

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(char::to_uppercase);
    let end = if message.ends_with('.') { "" } else { "." };
    format!("{}{}{end}", first.map(String::from_iter).unwrap_or_default(), chars.as_str())
}

/// The command that gives the next page, ready to be copied.
fn next_command<T>(ctx: &Context<'_>, listing: &Listing<T>) -> Option<String> {
    let cursor = listing.next.as_ref()?;
    let mut words = vec!["sulh".to_owned()];
    let mut args = ctx.around.args.iter();
    while let Some(arg) = args.next() {
        if arg == "--cursor" {
            args.next();
        } else if !arg.starts_with("--cursor=") {
            words.push(quoted(arg));
        }
    }
    words.extend(["--cursor".to_owned(), quoted(cursor)]);
    Some(words.join(" "))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// What is said of the items of this page, as RDF.
fn described<T: Row>(
    ctx: &mut Context<'_>,
    listing: &Listing<T>,
    format: Format,
) -> Result<(), CliError> {
    let Some(format) = format.rdf() else { return Ok(()) };
    let things: Vec<String> =
        listing.items.iter().map(|item| format!("<{}>", item.iri())).collect();
    let things = things.join(" ");
    // Nothing is still a document of its format.
    let text = if things.is_empty() {
        "CONSTRUCT {} WHERE {}".to_owned()
    } else {
        format!("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{{things} }} ?s ?p ?o }}")
    };
    let query: ParsedQuery = ctx.engine.parse_query(&text, None)?;
    let run =
        QueryRun { limits: ctx.engine.limits().run.clone(), cancel: ctx.around.cancel.clone() };
    let output = sulh_engine::OutputFormat::Graph(format);
    ctx.engine.query(&ctx.identity, &query, &ctx.engine.snapshot(), &run, output, ctx.out)?;
    Ok(())
}

/// The names of things, in a line.
pub(crate) fn labels(things: &[Ref]) -> String {
    let labels = things.iter().map(|thing| label(&thing.label, thing.label_language.as_deref()));
    labels.collect::<Vec<_>>().join(", ")
}

/// A name, with its language behind it where it is not the one that was asked for.
pub(crate) fn label(name: &str, language: Option<&str>) -> String {
    language.map_or_else(|| name.to_owned(), |language| format!("{name} [{language}]"))
}

/// The short ids of things, for a spreadsheet.
pub(crate) fn ids(things: &[Ref]) -> String {
    let ids: Vec<&str> = things.iter().map(|thing| thing.id.as_str()).collect();
    ids.join("|")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn words_survive_a_shell() {
        assert_eq!(quoted("--country=BIH"), "--country=BIH");
        assert_eq!(quoted("Bosnia and Herzegovina"), "'Bosnia and Herzegovina'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
