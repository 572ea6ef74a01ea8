//! Reads claims graph by graph, over every graph that the requester may see.
//!
//! Unreviewed claims stand in graphs that are in nobody's default graph, so a claim is read in
//! the graph in which it stands.

use crate::claim_item::Placed;
use crate::entity::Value;
use crate::facts::{Facts, short_id};
use crate::listing::Ref;
use sulh_ontology::{Kind, rdf, sulh};
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{ReadError, TermId};

/// Claims as one requester sees them.
pub(crate) struct ClaimReader<'f> {
    facts: &'f Facts<'f>,
}

impl<'f> ClaimReader<'f> {
    pub(crate) fn new(facts: &'f Facts<'f>) -> Self {
        Self { facts }
    }

    pub(crate) fn facts(&self) -> &'f Facts<'f> {
        self.facts
    }

    /// What points to a thing by a predicate, with the graphs that say so.
    pub(crate) fn pointing(
        &self,
        predicate: NamedNodeRef<'static>,
        object: TermId,
    ) -> Result<Vec<Placed>, ReadError> {
        let Some(predicate) = self.facts.term_id(predicate) else { return Ok(Vec::new()) };
        let quads = self.facts.view().quads(None, Some(predicate), Some(object), None);
        quads.map(|quad| quad.map(|[subject, _, _, graph]| (subject, graph))).collect()
    }

    /// Every claim.
    pub(crate) fn all(&self) -> Result<Vec<Placed>, ReadError> {
        match self.facts.term_id(sulh::CLAIM) {
            Some(class) => self.pointing(rdf::TYPE, class),
            None => Ok(Vec::new()),
        }
    }

    /// The graphs in which a claim stands.
    pub(crate) fn places(&self, claim: TermId) -> Result<Vec<Placed>, ReadError> {
        let (Some(kind), Some(class)) =
            (self.facts.term_id(rdf::TYPE), self.facts.term_id(sulh::CLAIM))
        else {
            return Ok(Vec::new());
        };
        let quads = self.facts.view().quads(Some(claim), Some(kind), Some(class), None);
        quads.map(|quad| quad.map(|[.., graph]| (claim, graph))).collect()
    }

    /// Claims with the same subject, predicate and object, the claim itself among them.
    pub(crate) fn stating_the_same(&self, placed: Placed) -> Result<Vec<Placed>, ReadError> {
        let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];
        let [Some(subject), predicate, object] = [
            self.part(placed, parts[0])?,
            self.part(placed, parts[1])?,
            self.part(placed, parts[2])?,
        ] else {
            return Ok(Vec::new());
        };
        let mut same = Vec::new();
        for other in self.pointing(rdf::SUBJECT, subject)? {
            if self.part(other, rdf::PREDICATE)? == predicate
                && self.part(other, rdf::OBJECT)? == object
            {
                same.push(other);
            }
        }
        Ok(same)
    }

    /// What a thing has for a predicate in its graph.
    pub(crate) fn parts(
        &self,
        (thing, graph): Placed,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Vec<TermId>, ReadError> {
        let Some(predicate) = self.facts.term_id(predicate) else { return Ok(Vec::new()) };
        let quads = self.facts.view().quads(Some(thing), Some(predicate), None, Some(graph));
        quads.map(|quad| quad.map(|[_, _, object, _]| object)).collect()
    }

    /// The first of [`ClaimReader::parts`].
    pub(crate) fn part(
        &self,
        placed: Placed,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<TermId>, ReadError> {
        Ok(self.parts(placed, predicate)?.into_iter().next())
    }

    /// The first value as text.
    pub(crate) fn text(
        &self,
        placed: Placed,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<String>, ReadError> {
        self.part(placed, predicate)?.map(|id| self.facts.text(id)).transpose()
    }

    /// The slug of the first value.
    pub(crate) fn word(
        &self,
        placed: Placed,
        predicate: NamedNodeRef<'static>,
    ) -> Result<Option<String>, ReadError> {
        Ok(self.text(placed, predicate)?.map(|iri| short_id(self.facts.base(), &iri)))
    }

    pub(crate) fn is_status(
        &self,
        claim: TermId,
        graph: TermId,
        word: &str,
    ) -> Result<bool, ReadError> {
        Ok(self.word((claim, graph), sulh::REVIEW_STATUS_PROPERTY)?.as_deref() == Some(word))
    }

    pub(crate) fn is_polarity(
        &self,
        claim: TermId,
        graph: TermId,
        word: &str,
    ) -> Result<bool, ReadError> {
        Ok(self.word((claim, graph), sulh::POLARITY_PROPERTY)?.as_deref() == Some(word))
    }

    /// A term as a value.
    pub(crate) fn value(&self, id: TermId) -> Result<Value, ReadError> {
        crate::entity::value(self.facts, id)
    }

    /// What stands behind `graph/source/` or `graph/candidates/` in the name of a graph.
    pub(crate) fn rest(&self, graph: TermId) -> Option<String> {
        let base = self.facts.base();
        let prefixes = [base.graph_source_prefix(), base.graph_candidates_prefix()];
        let strip = |name: &str| {
            prefixes.iter().find_map(|prefix| name.strip_prefix(prefix.as_str()).map(str::to_owned))
        };
        self.facts.view().with_text(graph, strip).flatten()
    }

    /// The source whose graph it is.
    pub(crate) fn source_id(&self, graph: TermId) -> Option<TermId> {
        let rest = self.rest(graph)?;
        let slug = rest.strip_suffix(crate::visibility::COMPANION).unwrap_or(&rest);
        self.facts.view().id(self.facts.base().id(Kind::Source, slug).as_ref())
    }

    /// As [`ClaimReader::source_id`], with its name.
    pub(crate) fn source(&self, graph: TermId) -> Result<Option<Ref>, ReadError> {
        self.source_id(graph).map(|id| self.facts.reference(id)).transpose()
    }

    /// Whether a fact stands among those derived from a graph.
    pub(crate) fn stands_plainly(
        &self,
        [subject, predicate, object]: [TermId; 3],
        graph: TermId,
    ) -> Result<bool, ReadError> {
        let Some(rest) = self.rest(graph) else { return Ok(false) };
        let view = self.facts.view();
        let derived = self.facts.base().graph_derived(&rest);
        let Some(derived) = view.id(derived.as_ref()) else { return Ok(false) };
        let mut found = view.quads(Some(subject), Some(predicate), Some(object), Some(derived));
        Ok(found.next().transpose()?.is_some())
    }
}
