//! What the sources held cover, so that an answer can tell *not covered* from *nothing found*.

use crate::date_span::DateSpan;
use crate::facts::{Facts, short_id};
use crate::listing::Ref;
use crate::recommendation_details::is_sample;
use rustc_hash::FxHashMap;
use serde::Serialize;
use sulh_ontology::{dcterms, rdf, sulh};
use sulh_store::{ReadError, TermId};

/// The coverage of what the requester may see.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// The sources that state recommendations, by title.
    pub sources: Vec<SourceCoverage>,
    /// Countries that at least one of them covers.
    pub countries: u64,
    /// The last day that any of them covers, as exact as it is stated.
    pub last_date: Option<String>,
    /// Countries that a process behind them leaves out and no other source covers.
    pub not_covered: Vec<Ref>,
}

/// What one source covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceCoverage {
    /// Its IRI.
    pub iri: String,
    /// Its short id (`upr`).
    pub id: String,
    /// Its title.
    pub label: String,
    /// Its licence or, where it has none, what is known of the rights.
    pub licence: Option<String>,
    /// How many countries it covers.
    pub countries: u64,
    /// How many sessions it covers.
    pub sessions: u64,
    /// The first day that it covers.
    pub from: Option<String>,
    /// The last day that it covers.
    pub until: Option<String>,
    /// Countries that the process behind it leaves out.
    pub does_not_cover: Vec<Ref>,
    /// What the coverage means, in words.
    pub notes: Vec<String>,
    /// Whether it was invented for demonstration.
    pub sample: bool,
}

/// The coverage with what look-ups ask of it.
#[derive(Debug, Default)]
pub(crate) struct CoverageTable {
    pub(crate) coverage: Coverage,
    /// Country IRI to the sources that cover it.
    covering: FxHashMap<String, Vec<Ref>>,
    /// The last day that any source covers.
    last: Option<DateSpan>,
    /// Whether any recommendation is held.
    pub(crate) holds_any: bool,
}

impl CoverageTable {
    /// Reads what the visible sources say of themselves. Cost: O(countries of the sources · log facts).
    pub(crate) fn build(facts: &Facts<'_>) -> Result<Self, ReadError> {
        let mut table = Self { holds_any: holds_any(facts)?, ..Self::default() };
        let mut left_out = Vec::new();
        for id in facts.instances(sulh::SOURCE)? {
            if states_recommendations(facts, id)? {
                table.add(facts, id)?;
                left_out.extend(facts.references(id, sulh::DOES_NOT_COVER)?);
            }
        }
        table.coverage.sources.sort_by(|a, b| (&a.label, &a.iri).cmp(&(&b.label, &b.iri)));
        table.coverage.countries = table.covering.len() as u64;
        left_out.retain(|country| !table.covering.contains_key(&country.iri));
        left_out.sort_unstable();
        left_out.dedup();
        table.coverage.not_covered = left_out;
        Ok(table)
    }

    fn add(&mut self, facts: &Facts<'_>, id: TermId) -> Result<(), ReadError> {
        let source = facts.reference(id)?;
        let Ref { iri, id: short, label, .. } = source.clone();
        let countries = facts.objects(id, sulh::COVERS_COUNTRY)?;
        for country in &countries {
            self.covering.entry(facts.text(*country)?).or_default().push(source.clone());
        }
        let until = facts.value(id, sulh::COVERS_UNTIL)?;
        if let Some(span) = until.as_deref().and_then(DateSpan::parse)
            && self.last.is_none_or(|last| last.last < span.last)
        {
            self.last = Some(span);
            self.coverage.last_date.clone_from(&until);
        }
        let licence = match facts.object(id, dcterms::LICENSE)? {
            Some(licence) => Some(facts.text(licence)?),
            None => facts.worded(id, dcterms::RIGHTS)?,
        };
        self.coverage.sources.push(SourceCoverage {
            iri,
            id: short,
            label,
            licence,
            countries: countries.len() as u64,
            sessions: facts.objects(id, sulh::COVERS_SESSION)?.len() as u64,
            from: facts.value(id, sulh::COVERS_FROM)?,
            until,
            does_not_cover: facts.references(id, sulh::DOES_NOT_COVER)?,
            notes: facts.values(id, sulh::COVERAGE_NOTE)?,
            sample: is_sample(facts, id)?,
        });
        Ok(())
    }

    /// The sources with recommendations that cover a country.
    pub(crate) fn covering(&self, country: &str) -> &[Ref] {
        self.covering.get(country).map_or(&[], Vec::as_slice)
    }

    /// Whether everything held ends before this day.
    pub(crate) fn ends_before(&self, since: DateSpan) -> bool {
        self.last.is_some_and(|last| last.last < since.first)
    }
}

fn holds_any(facts: &Facts<'_>) -> Result<bool, ReadError> {
    let (Some(kind), Some(class)) = (facts.term_id(rdf::TYPE), facts.term_id(sulh::RECOMMENDATION))
    else {
        return Ok(false);
    };
    Ok(facts.view().triples(None, Some(kind), Some(class)).next().transpose()?.is_some())
}

/// A source that only describes a network covers no recommendations.
fn states_recommendations(facts: &Facts<'_>, source: TermId) -> Result<bool, ReadError> {
    let (Some(kind), Some(class)) = (facts.term_id(rdf::TYPE), facts.term_id(sulh::RECOMMENDATION))
    else {
        return Ok(false);
    };
    let slug = short_id(facts.base(), &facts.text(source)?);
    for graph in [facts.base().graph_source(&slug), facts.base().graph_derived(&slug)] {
        let Some(graph) = facts.view().id(graph.as_ref()) else { continue };
        let mut stated = facts.view().quads(None, Some(kind), Some(class), Some(graph));
        if stated.next().transpose()?.is_some() {
            return Ok(true);
        }
    }
    for stated in facts.subjects(dcterms::SOURCE, source)? {
        if facts.is_a(stated, sulh::RECOMMENDATION)? {
            return Ok(true);
        }
    }
    Ok(false)
}
