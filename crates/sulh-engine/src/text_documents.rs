//! What of the graph is a document of the text index, and which documents a change touches.
//!
//! One table says which property goes where. What reads more than a thing's own facts is declared
//! beside it, with the way back from the fact to the documents, so that an index that follows the
//! commits is the one that would be built anew.

use crate::facts::{Facts, short_id};
use crate::recommendation_dates::Dates;
use crate::tombstone;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use sulh_ontology::{Kind, dcterms, foaf, rdf, rdfs, skos, sulh};
use sulh_store::rdf::{NamedNodeRef, Term};
use sulh_store::{NetChange, ReadError, TermId};
use sulh_text::{Facet, Text, TextDocument, day_number};

/// What a property of a thing is in its document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    Text,
    Facet(Facet),
    /// A facet with all that is broader.
    Threat,
    /// Its date is read elsewhere.
    Date,
    /// What a passage is a part of.
    Group,
}

/// Properties of a thing that its document has.
const FIELDS: [(NamedNodeRef<'static>, Role); 21] = [
    (skos::PREF_LABEL, Role::Title),
    (skos::ALT_LABEL, Role::Title),
    (rdfs::LABEL, Role::Title),
    (dcterms::TITLE, Role::Title),
    (foaf::NAME, Role::Title),
    (sulh::TEXT, Role::Text),
    (sulh::QUOTE, Role::Text),
    (skos::DEFINITION, Role::Text),
    (dcterms::DESCRIPTION, Role::Text),
    // A wording by which a thing is found, but not what it is called.
    (skos::HIDDEN_LABEL, Role::Text),
    (sulh::CONCERNS, Role::Facet(Facet::Country)),
    (sulh::BASED_IN, Role::Facet(Facet::Country)),
    (sulh::ADDRESSES, Role::Threat),
    (sulh::WORKS_ON, Role::Threat),
    (sulh::ABOUT_THREAT, Role::Threat),
    (sulh::MADE_BY, Role::Facet(Facet::Actor)),
    (sulh::ADDRESSED_TO, Role::Facet(Facet::Actor)),
    (dcterms::ISSUED, Role::Date),
    (sulh::SESSION_PROPERTY, Role::Date),
    (sulh::HAS_RESPONSE, Role::Date),
    (sulh::IN_DOCUMENT, Role::Group),
];

/// Facts of other things that documents read, and the property that leads to those things.
const BEYOND: [(NamedNodeRef<'static>, NamedNodeRef<'static>); 3] = [
    (sulh::STATUS, sulh::HAS_RESPONSE),
    (sulh::START_DATE, sulh::SESSION_PROPERTY),
    (sulh::END_DATE, sulh::SESSION_PROPERTY),
];

/// Facts that documents read over any number of steps: a change of one touches every document.
const EVERYWHERE: [NamedNodeRef<'static>; 2] = [skos::BROADER, skos::NARROWER];

/// Documents that a change touches.
pub(crate) enum Touched {
    All,
    /// Of these things; and whether a name may have changed, which tables of names read.
    Some {
        things: BTreeSet<String>,
        names: bool,
    },
}

/// Every thing with a text or a name, in id order.
pub(crate) fn things(facts: &Facts<'_>) -> Result<Vec<TermId>, ReadError> {
    let mut all = FxHashSet::default();
    for (predicate, role) in FIELDS {
        let Some(predicate) = facts.term_id(predicate) else { continue };
        if !matches!(role, Role::Title | Role::Text) {
            continue;
        }
        for triple in facts.view().triples(None, Some(predicate), None) {
            all.insert(triple?[0]);
        }
    }
    let mut all: Vec<TermId> = all.into_iter().collect();
    all.sort_unstable();
    Ok(all)
}

/// The documents of things, which are in id order; those without text or name have none.
pub(crate) fn documents(
    facts: &Facts<'_>,
    things: &[TermId],
) -> Result<Vec<TextDocument>, ReadError> {
    let dates = Dates::of(facts, things)?;
    let mut all = Vec::with_capacity(things.len());
    for thing in things {
        let mut document = document(facts, *thing)?;
        if document.titles.is_empty() && document.texts.is_empty() {
            continue;
        }
        if let Some(span) = dates.get(*thing) {
            document.facets.push((Facet::Year, format!("{:04}", span.first.year())));
            document.day = Some(day_number(span.first));
        }
        document.facets.sort();
        document.facets.dedup();
        all.push(document);
    }
    Ok(all)
}

fn document(facts: &Facts<'_>, thing: TermId) -> Result<TextDocument, ReadError> {
    let base = facts.base();
    let id = facts.text(thing)?;
    let kind = base.parse_id(&id).map_or("term", |(kind, _)| kind.as_str());
    let mut document = TextDocument { id, ..TextDocument::default() };
    document.facets.push((Facet::Kind, kind.to_owned()));
    for (predicate, role) in FIELDS {
        match role {
            Role::Title | Role::Text => read_texts(facts, thing, (predicate, role), &mut document)?,
            Role::Facet(facet) => {
                for value in facts.objects(thing, predicate)? {
                    document.facets.push((facet, short_id(base, &facts.text(value)?)));
                }
            }
            Role::Threat => {
                for threat in facts.objects(thing, predicate)? {
                    for above in above(facts, threat)? {
                        document.facets.push((Facet::Threat, short_id(base, &facts.text(above)?)));
                    }
                }
            }
            Role::Group if kind == Kind::Passage.as_str() => {
                document.group =
                    facts.object(thing, predicate)?.map(|whole| facts.text(whole)).transpose()?;
            }
            Role::Date | Role::Group => {}
        }
    }
    for response in facts.objects(thing, sulh::HAS_RESPONSE)? {
        for status in facts.objects(response, sulh::STATUS)? {
            document.facets.push((Facet::Status, short_id(base, &facts.text(status)?)));
        }
    }
    Ok(document)
}

fn read_texts(
    facts: &Facts<'_>,
    thing: TermId,
    (predicate, role): (NamedNodeRef<'static>, Role),
    document: &mut TextDocument,
) -> Result<(), ReadError> {
    let Some(predicate) = facts.term_id(predicate) else { return Ok(()) };
    let view = facts.view();
    let mut seen = FxHashSet::default();
    for quad in view.quads(Some(thing), Some(predicate), None, None) {
        let [_, _, object, graph] = quad?;
        let Term::Literal(literal) = view.term(object)? else { continue };
        let prefix = facts.base().graph_source_prefix();
        let source = view.with_text(graph, |name| name.strip_prefix(&prefix).map(str::to_owned));
        if let Some(source) = source.flatten() {
            document.facets.push((Facet::Source, source));
        }
        if !seen.insert(object) {
            continue;
        }
        let language = literal.language().unwrap_or_default().to_owned();
        if !language.is_empty() {
            // A tag counts under its language too, as a threat under the broader ones.
            let tag = language.to_lowercase();
            if let Some((primary, _)) = tag.split_once('-') {
                document.facets.push((Facet::Language, primary.to_owned()));
            }
            document.facets.push((Facet::Language, tag));
        }
        let text = Text { text: literal.value().to_owned(), language };
        let texts = if role == Role::Title { &mut document.titles } else { &mut document.texts };
        texts.push(text);
    }
    Ok(())
}

/// A threat and all that is broader.
fn above(facts: &Facts<'_>, threat: TermId) -> Result<Vec<TermId>, ReadError> {
    let mut all = vec![threat];
    let mut next = 0;
    while let Some(at) = all.get(next).copied() {
        next += 1;
        for broader in facts.objects(at, skos::BROADER)? {
            if !all.contains(&broader) {
                all.push(broader);
            }
        }
    }
    Ok(all)
}

/// The documents that a change touches; `facts` are those of the state after it.
pub(crate) fn touched(facts: &Facts<'_>, change: &NetChange) -> Result<Touched, ReadError> {
    let ids = change.snapshot.everything();
    let of = |predicate: NamedNodeRef<'static>| ids.id(predicate);
    let own: FxHashSet<TermId> = FIELDS.iter().filter_map(|(field, _)| of(*field)).collect();
    let everywhere: Vec<TermId> = EVERYWHERE.into_iter().filter_map(of).collect();
    let beyond: Vec<(TermId, NamedNodeRef<'static>)> =
        BEYOND.iter().filter_map(|(fact, way)| Some((of(*fact)?, *way))).collect();
    // After an erasure nothing may be left of what was there before.
    let erased = tombstone::graphs(facts.base()).map(|graph| ids.id(graph.as_ref()));
    let naming: FxHashSet<TermId> = [rdf::TYPE, skos::HIDDEN_LABEL]
        .into_iter()
        .chain(FIELDS.iter().filter(|(_, role)| *role == Role::Title).map(|(field, _)| *field))
        .filter_map(of)
        .collect();
    let (mut touched, mut names) = (BTreeSet::new(), false);
    for [subject, predicate, _, graph] in change.added.iter().chain(&change.removed).copied() {
        if everywhere.contains(&predicate) || erased.contains(&Some(graph)) {
            return Ok(Touched::All);
        }
        names |= naming.contains(&predicate);
        let iri = |id| ids.with_text(id, str::to_owned);
        if own.contains(&predicate) {
            touched.extend(iri(subject));
        }
        for (_, way) in beyond.iter().filter(|(fact, _)| *fact == predicate) {
            let Some(name) = iri(subject) else { continue };
            if let Some(subject) = facts.view().id(NamedNodeRef::new_unchecked(&name)) {
                for thing in facts.subjects(*way, subject)? {
                    touched.insert(facts.text(thing)?);
                }
            }
        }
    }
    Ok(Touched::Some { things: touched, names })
}
