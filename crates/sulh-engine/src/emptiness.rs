//! Why a list of recommendations is empty, and what must be said beside a list that is not.
//!
//! *Not covered* and *nothing found* are different answers; this is where they part.

use crate::coverage::CoverageTable;
use crate::facts::Facts;
use crate::filter_value::country_table;
use crate::listing::{Emptiness, Ref};
use crate::recommendation_search::Search;
use std::collections::BTreeSet;
use sulh_ontology::sulh;
use sulh_store::{ReadError, TermId};

/// What stands beside every list that shows invented recommendations.
pub(crate) const SAMPLE_NOTE: &str = "sample: invented for demonstration";

/// The countries asked for, by name, and whether a source with recommendations covers each.
fn asked(
    facts: &Facts<'_>,
    search: &Search,
    table: &CoverageTable,
) -> Result<Vec<(Ref, bool)>, ReadError> {
    search
        .countries
        .iter()
        .map(|country| {
            let reference = match country.id {
                Some(id) => facts.reference(id)?,
                None => named(facts, country.iri.as_str()),
            };
            let covered = covers(facts, table, country.iri.as_str(), country.id)?;
            Ok((reference, covered))
        })
        .collect()
}

/// A place is covered where a country that contains it is.
fn covers(
    facts: &Facts<'_>,
    table: &CoverageTable,
    iri: &str,
    id: Option<TermId>,
) -> Result<bool, ReadError> {
    if !table.covering(iri).is_empty() {
        return Ok(true);
    }
    let Some(id) = id else { return Ok(false) };
    for around in facts.objects(id, sulh::WITHIN)? {
        if !table.covering(&facts.text(around)?).is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn named(facts: &Facts<'_>, iri: &str) -> Ref {
    let id = crate::facts::short_id(facts.base(), iri);
    let name = country_table().and_then(|table| table.get(&id)).map(|country| country.name.clone());
    let label = name.unwrap_or_else(|| id.clone());
    Ref { iri: iri.to_owned(), label, id, label_language: facts.other_language(Some("en")) }
}

/// Why nothing was found.
pub(crate) fn why(
    facts: &Facts<'_>,
    search: &Search,
    table: &CoverageTable,
) -> Result<Emptiness, ReadError> {
    if !table.holds_any {
        let message = "no recommendations are held yet: import some with `sulh import`".to_owned();
        return Ok(Emptiness { code: "nothing-loaded", message });
    }
    let asked = asked(facts, search, table)?;
    if !asked.is_empty() && asked.iter().all(|(_, covered)| !covered) {
        let names: Vec<String> = asked
            .iter()
            .map(|(country, _)| format!("{} ({})", country.id, country.label))
            .collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        let mut message = format!("{} {verb} not covered by any source held", names.join(", "));
        for source in &table.coverage.sources {
            let left_out = source
                .does_not_cover
                .iter()
                .any(|left_out| asked.iter().any(|(c, _)| c.iri == left_out.iri));
            if left_out && let Some(note) = source.notes.first() {
                message.extend(["; ", &source.label, ": ", note.trim_end_matches('.')]);
            }
        }
        return Ok(Emptiness { code: "not-covered", message });
    }
    if let Some(since) = search.since
        && table.ends_before(since)
    {
        let last = table.coverage.last_date.as_deref().unwrap_or_default();
        let message = format!("no source held covers a time after {last}");
        return Ok(Emptiness { code: "not-covered", message });
    }
    let message =
        "nothing found: the sources held cover what was asked and state no such recommendation"
            .to_owned();
    Ok(Emptiness { code: "nothing-found", message })
}

/// Sentences to be shown with a list: countries not covered, status notes.
pub(crate) fn notes<'a>(
    facts: &Facts<'_>,
    search: &Search,
    table: &CoverageTable,
    shown: impl Iterator<Item = &'a Ref>,
) -> Result<Vec<String>, ReadError> {
    let mut notes = Vec::new();
    let asked = asked(facts, search, table)?;
    if asked.iter().any(|(_, covered)| *covered) {
        for (country, _) in asked.iter().filter(|(_, covered)| !covered) {
            notes.push(format!(
                "{} ({}) is not covered by any source held",
                country.id, country.label
            ));
        }
    }
    let iris: BTreeSet<&str> = shown
        .map(|country| country.iri.as_str())
        .chain(asked.iter().map(|(c, _)| c.iri.as_str()))
        .collect();
    notes.extend(status_notes(facts, iris)?);
    Ok(notes)
}

/// The neutral notes on the status of these places, each once.
pub(crate) fn status_notes<'a>(
    facts: &Facts<'_>,
    iris: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<String>, ReadError> {
    let mut notes = Vec::new();
    for iri in iris {
        let id = facts.view().id(sulh_store::rdf::NamedNodeRef::new_unchecked(iri));
        let (note, place) = match id {
            Some(id) => (facts.worded(id, sulh::STATUS_NOTE)?, facts.name(id)?),
            None => (None, None),
        };
        let place = place.unwrap_or_else(|| named(facts, iri).label);
        let note = note.or_else(|| shipped_note(facts, iri)).map(|note| format!("{place}: {note}"));
        notes.extend(note.filter(|note| !notes.contains(note)));
    }
    Ok(notes)
}

/// The note that the shipped table has, for a store without reference data.
fn shipped_note(facts: &Facts<'_>, iri: &str) -> Option<String> {
    let (sulh_ontology::Kind::Country, code) = facts.base().parse_id(iri)? else { return None };
    // Only few places have a note; the table is not read for the others.
    if code != "XKX" {
        return None;
    }
    country_table()?.get(code)?.note.clone()
}
