//! What is said of a report on the way in: checked before a file is touched.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::job::{Job, ReportOptions};
use crate::visibility::Level;
use std::collections::BTreeSet;
use sulh_ingest::{CountryTable, ImportError, Resolution};
use sulh_ontology::{Kind, slug, sulh};
use sulh_store::rdf::{Literal, NamedNode, Quad};

impl Engine {
    /// Refuses options that name nothing.
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`], [`EngineError::InvalidValue`] with what is expected.
    pub(crate) fn check_options(
        &self,
        who: &Identity,
        options: &ReportOptions,
    ) -> Result<(), EngineError> {
        if let Some(country) = &options.country {
            let countries = CountryTable::shipped().map_err(ImportError::from)?;
            if !matches!(countries.resolve(country), Resolution::Country(_)) {
                return Err(EngineError::UnknownValue {
                    field: "country",
                    value: country.clone(),
                    suggestions: Vec::new(),
                });
            }
        }
        if let Some(date) = &options.date {
            crate::claims::date(date)?;
        }
        if let Some(source) = &options.source
            && slug(source).as_deref() != Some(source.as_str())
        {
            return Err(EngineError::InvalidValue {
                field: "source",
                value: source.clone(),
                expected: "an id of small letters, digits and hyphens, such as monitoring-2014",
            });
        }
        if let Some(language) = &options.language
            && sulh_store::is_unknown_language(language)
        {
            return Err(EngineError::InvalidValue {
                field: "language",
                value: language.clone(),
                expected: "a language tag such as en or sr-Cyrl",
            });
        }
        if let Some(visibility) = &options.visibility {
            level_of(visibility)?;
        }
        if let Some(publisher) = &options.publisher {
            self.publisher(who, publisher)?;
        }
        Ok(())
    }

    /// The publisher of a job, as it is known.
    pub(crate) fn publisher_of(
        &self,
        who: &Identity,
        job: &Job,
    ) -> Result<Option<NamedNode>, EngineError> {
        job.options.publisher.as_deref().map(|word| self.publisher(who, word)).transpose()
    }

    fn publisher(&self, who: &Identity, word: &str) -> Result<NamedNode, EngineError> {
        let facts = self.facts(who);
        let node = self
            .node(word)
            .unwrap_or_else(|| self.base().id(Kind::Organization, &slug(word).unwrap_or_default()));
        match facts.visible_id(node.as_ref())? {
            Some(id) if facts.is_a(id, sulh::ORGANIZATION)? => Ok(node),
            _ => Err(EngineError::UnknownValue {
                field: "publisher",
                value: word.to_owned(),
                suggestions: Vec::new(),
            }),
        }
    }

    /// Who may see the graph of a source, as quads of the records.
    pub(crate) fn visibility_quads(
        &self,
        source: &str,
        word: &str,
    ) -> Result<Vec<Quad>, EngineError> {
        let level = level_of(word)?;
        let access = self.base().graph_access();
        let mut quads = Vec::new();
        // Candidates are for reviewers anyway; what is accepted later must not be wider.
        let graph = self.base().graph_source(source);
        let mut say = |predicate: sulh_store::rdf::NamedNodeRef<'_>, text: &str| {
            let object = Literal::new_simple_literal(text);
            quads.push(Quad::new(graph.clone(), predicate, object, access.clone()));
        };
        say(sulh::VISIBILITY, level.as_str());
        for group in level.groups() {
            say(sulh::VISIBLE_TO, &group);
        }
        Ok(quads)
    }
}

/// `public`, `members` or `restricted:GROUP,GROUP`.
fn level_of(word: &str) -> Result<Level, EngineError> {
    let (level, groups) = word.split_once(':').unwrap_or((word, ""));
    let groups: BTreeSet<String> = groups
        .split(',')
        .map(str::trim)
        .filter(|group| !group.is_empty())
        .map(str::to_owned)
        .collect();
    Level::parse(level, &groups)
}
