//! What an import covers and what it does not: statements about the source itself.
//!
//! They let an answer say *not covered* where it would else say *nothing found*.

use std::collections::BTreeSet;

use oxrdf::NamedNode;
use sulh_ontology::{Base, Kind, dcterms, prov, rdf, sulh};

use super::{row::UprRow, sessions::Sessions};
use crate::{quad_writer::QuadWriter, tabular_document::TabularDocument};

/// The code of the one entry that the process is known to leave out and that users ask for.
const NOT_REVIEWED: &str = "XKX";

/// What the accepted rows of a file cover.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    recommendations: u64,
    countries: BTreeSet<String>,
    origins: BTreeSet<String>,
}

impl Coverage {
    /// Counts a recommendation in.
    pub(super) fn add(&mut self, row: &UprRow<'_>) {
        self.recommendations += 1;
        if !self.countries.contains(&row.state.iso3) {
            self.countries.insert(row.state.iso3.clone());
        }
        if !row.source.is_empty() && !self.origins.contains(row.source) {
            self.origins.insert(row.source.to_owned());
        }
    }

    /// States the source.
    pub(super) fn write(
        &self,
        writer: &mut QuadWriter<'_>,
        base: &Base,
        source: &NamedNode,
        document: &TabularDocument,
        sessions: &Sessions<'_>,
    ) {
        writer.write(source, rdf::TYPE, sulh::SOURCE);
        writer.english(source, dcterms::TITLE, "Recommendations of the Universal Periodic Review");
        writer.plain(source, dcterms::PUBLISHER, "UPR Info");
        writer.english(
            source,
            dcterms::RIGHTS,
            "From the database of UPR Info; no licence to redistribute it is stated.",
        );
        writer.write(source, prov::WAS_DERIVED_FROM, document.iri());
        for origin in &self.origins {
            writer.plain(source, dcterms::SOURCE, origin);
        }
        for iso3 in &self.countries {
            writer.write(source, sulh::COVERS_COUNTRY, &base.id(Kind::Country, iso3));
        }
        for session in sessions.iris() {
            writer.write(source, sulh::COVERS_SESSION, session);
        }
        let (from, until) = sessions.span();
        if let Some(from) = from {
            writer.write(source, sulh::COVERS_FROM, &from.to_literal());
        }
        if let Some(until) = until {
            writer.write(source, sulh::COVERS_UNTIL, &until.to_literal());
        }
        if !self.countries.contains(NOT_REVIEWED) {
            writer.write(source, sulh::DOES_NOT_COVER, &base.id(Kind::Country, NOT_REVIEWED));
            writer.english(source, sulh::COVERAGE_NOTE, "Kosovo is not reviewed by this process.");
        }
        writer.english(source, sulh::COVERAGE_NOTE, &self.note(sessions));
    }

    fn note(&self, sessions: &Sessions<'_>) -> String {
        let mut note = format!(
            "The review covers the member States of the United Nations; this import holds {} recommendations to {} of them from {} sessions.",
            self.recommendations,
            self.countries.len(),
            sessions.iris().count()
        );
        let undated = sessions.undated().collect::<Vec<_>>();
        if !undated.is_empty() {
            note.push_str(" The dates of these sessions are not known here: ");
            note.push_str(&undated.join(", "));
            note.push('.');
        }
        note
    }
}
