//! What stands above a list: what the sources cover, what is counted, and of what there is much.
//!
//! It must not know what is listed.

use sulh_engine::{Coverage, Listing, SourceCoverage};

use crate::listing::labels;
use crate::style::counted;

/// Most values shown of one facet.
const FACET_VALUES: usize = 5;

/// What the sources cover, a line for each, and what none of them does.
pub(crate) fn coverage_lines(coverage: &Coverage) -> Vec<String> {
    let mut lines = Vec::new();
    for source in &coverage.sources {
        lines.push(format!("Source: {}", source_line(source)));
        lines.extend(source.notes.iter().map(|note| format!("        {note}")));
    }
    if !coverage.not_covered.is_empty() {
        lines.push(format!("Not covered by any source held: {}", labels(&coverage.not_covered)));
    }
    if coverage.sources.is_empty() {
        lines.push("Source: none that states recommendations is held".to_owned());
    }
    lines
}

fn source_line(source: &SourceCoverage) -> String {
    let sample = if source.sample { " (sample: invented)" } else { "" };
    let mut scope = vec![some(source.countries, "country", "countries")];
    if source.sessions > 0 {
        scope.push(some(source.sessions, "session", "sessions"));
    }
    match (&source.from, &source.until) {
        (Some(from), Some(until)) => scope.push(format!("{from} to {until}")),
        (None, Some(until)) => scope.push(format!("until {until}")),
        (Some(from), None) => scope.push(format!("from {from}")),
        (None, None) => {}
    }
    let licence = source.licence.iter().cloned();
    let parts = [format!("{}{sample}", source.label), scope.join(", ")];
    parts.into_iter().chain(licence).collect::<Vec<_>>().join("; ")
}

/// How many there are, in their unit.
pub(crate) fn count_line<T>(listing: &Listing<T>) -> String {
    let unit = listing.unit;
    let plural = match unit.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{unit}s"),
    };
    let mut parts = vec![some(listing.total, unit, &plural)];
    if listing.distinct_texts != listing.total {
        parts.push(some(listing.distinct_texts, "different wording", "different wordings"));
    }
    if listing.issuer_pairs != listing.total {
        parts.push(some(listing.issuer_pairs, "pair with an issuer", "pairs with an issuer"));
    }
    let shown = listing.items.len() as u64;
    let page = if shown < listing.total {
        format!("; {} on this page", counted(shown))
    } else {
        String::new()
    };
    format!("{}{page}", parts.join(", "))
}

/// The most frequent values of each field that has several.
pub(crate) fn facet_lines<T>(listing: &Listing<T>) -> Vec<String> {
    let telling = listing.facets.iter().filter(|facet| facet.values.len() > 1);
    telling
        .map(|facet| {
            let shown = facet.values.iter().take(FACET_VALUES);
            let mut values: Vec<String> =
                shown.map(|value| format!("{} {}", value.id, counted(value.count))).collect();
            if facet.values.len() > FACET_VALUES {
                values.push(format!("{} more", facet.values.len() - FACET_VALUES));
            }
            format!("  by {}: {}", facet.field, values.join(", "))
        })
        .collect()
}

fn some(number: u64, one: &str, several: &str) -> String {
    format!("{} {}", counted(number), if number == 1 { one } else { several })
}
