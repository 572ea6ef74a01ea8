//! The sessions that a file names, with the dates that the table of sessions has for them.

use std::collections::BTreeMap;

use oxrdf::NamedNode;
use rustc_hash::FxHashMap;
use sulh_ontology::{Base, Kind, rdf, skos, slug, sulh};

use super::{SessionDates, SessionTable, UprField};
use crate::{partial_date::PartialDate, quad_writer::QuadWriter};

/// The sessions of one file.
pub(super) struct Sessions<'a> {
    table: &'a SessionTable,
    base: &'a Base,
    /// Text of the file to slug.
    slugs: FxHashMap<String, String>,
    /// Slug to session; ordered so that the output is.
    by_slug: BTreeMap<String, Session>,
}

struct Session {
    iri: NamedNode,
    name: String,
    dates: Option<SessionDates>,
}

impl<'a> Sessions<'a> {
    pub(super) fn new(table: &'a SessionTable, base: &'a Base) -> Self {
        Self { table, base, slugs: FxHashMap::default(), by_slug: BTreeMap::new() }
    }

    /// The session that a text names; `None` if it names none.
    pub(super) fn session(
        &mut self,
        text: &str,
        remark: &mut dyn FnMut(UprField, &'static str, &str),
    ) -> Option<&NamedNode> {
        if text.is_empty() {
            remark(UprField::Session, "no-session", text);
            return None;
        }
        if !self.slugs.contains_key(text) {
            self.add(text);
        }
        let session = self.by_slug.get(self.slugs.get(text)?)?;
        if session.dates.is_none() {
            remark(UprField::Session, "unknown-session", text);
        }
        Some(&session.iri)
    }

    fn add(&mut self, text: &str) {
        let number: Option<u32> = text.parse().ok();
        let name = number.map_or_else(|| text.to_owned(), |number| number.to_string());
        let slug = format!("upr-{}", slug(&name).unwrap_or_else(|| name.clone()));
        self.slugs.insert(text.to_owned(), slug.clone());
        self.by_slug.entry(slug).or_insert_with_key(|slug| Session {
            iri: self.base.id(Kind::Session, slug),
            name,
            dates: number.and_then(|number| self.table.get(number)),
        });
    }

    /// The sessions, in a fixed order.
    pub(super) fn iris(&self) -> impl Iterator<Item = &NamedNode> {
        self.by_slug.values().map(|session| &session.iri)
    }

    /// The first and the last day that the dates of the sessions span, as far as they are known.
    pub(super) fn span(&self) -> (Option<PartialDate>, Option<PartialDate>) {
        let dates = || self.by_slug.values().filter_map(|session| session.dates);
        let start = dates().filter_map(|dates| dates.start.or(dates.end)).min();
        (start, dates().filter_map(|dates| dates.end.or(dates.start)).max())
    }

    /// The names of the sessions of which no dates are known.
    pub(super) fn undated(&self) -> impl Iterator<Item = &str> {
        let undated = self.by_slug.values().filter(|session| session.dates.is_none());
        undated.map(|session| session.name.as_str())
    }

    /// States the sessions.
    pub(super) fn write(&self, writer: &mut QuadWriter<'_>) {
        for Session { iri, name, dates } in self.by_slug.values() {
            writer.write(iri, rdf::TYPE, sulh::SESSION_CLASS);
            writer.english(iri, skos::PREF_LABEL, &format!("UPR session {name}"));
            if let Some(start) = dates.and_then(|dates| dates.start) {
                writer.write(iri, sulh::START_DATE, &start.to_literal());
            }
            if let Some(end) = dates.and_then(|dates| dates.end) {
                writer.write(iri, sulh::END_DATE, &end.to_literal());
            }
        }
    }
}
