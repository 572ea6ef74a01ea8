//! Any one thing by its IRI: its facts with names for what they point to.

use crate::emptiness::{SAMPLE_NOTE, status_notes};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use crate::listing::Ref;
use crate::permission::Action;
use crate::rdf_text;
use crate::recommendation_details::is_sample;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::io::Write;
use sulh_ontology::{Kind, rdf, rdfs, skos, sulh, xsd};
use sulh_store::rdf::{NamedNode, Term};
use sulh_store::{RdfFormat, ReadError, TermId};

/// A thing and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// Its IRI.
    pub iri: String,
    /// Its short id.
    pub id: String,
    /// Its kind as the IRI says it (`threat`, `country` …); `None` for an IRI outside the base.
    pub kind: Option<String>,
    /// Its name.
    pub label: String,
    /// The language of the name, where it is not the one that was asked for first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_language: Option<String>,
    /// Its facts: by predicate label, then by value.
    pub facts: Vec<Fact>,
    /// How often it is pointed to, by predicate; the most frequent first.
    pub mentions: Vec<Mention>,
    /// Sentences that every surface shows with it.
    pub notes: Vec<String>,
    /// The revision that was read.
    pub revision: u64,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fact {
    /// The predicate.
    pub predicate: Ref,
    /// The value.
    pub value: Value,
    /// The graphs that state it, by name.
    pub graphs: Vec<String>,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Value {
    /// A thing.
    Iri(Ref),
    /// A value.
    Literal {
        /// Its text.
        value: String,
        /// Its language as a BCP 47 tag.
        language: Option<String>,
        /// Its datatype, unless it is a plain or language-tagged string.
        datatype: Option<String>,
    },
    /// A blank node or a triple term, in N-Triples.
    Other {
        /// The text.
        value: String,
    },
}

/// What points to a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The predicate.
    pub predicate: Ref,
    /// Things that point to it with the predicate.
    pub count: u64,
}

impl Engine {
    /// A thing by its IRI, or by `kind/slug` under the base; `None` if the requester sees no fact of
    /// it, neither as subject nor as object.
    ///
    /// Cost: O(facts of the thing and facts that point to it).
    ///
    /// # Errors
    /// [`EngineError::Read`].
    pub fn entity(&self, who: &Identity, iri_or_id: &str) -> Result<Option<Entity>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let facts = self.facts(who);
        let Some(node) = self.node(iri_or_id) else { return Ok(None) };
        let Some(id) = facts.visible_id(node.as_ref())? else { return Ok(None) };
        let Ref { iri, id: short, label, label_language } = facts.reference(id)?;
        let mut stated = Vec::new();
        for triple in facts.view().triples(Some(id), None, None) {
            stated.push(fact(&facts, triple?)?);
        }
        stated.sort_unstable_by(|a, b| {
            let key = |fact: &Fact| (fact.predicate.label.clone(), fact.value.clone());
            key(a).cmp(&key(b))
        });
        Ok(Some(Entity {
            kind: self.base().parse_id(&iri).map(|(kind, _)| kind.as_str().to_owned()),
            notes: notes(&facts, id, &iri)?,
            iri,
            id: short,
            label,
            label_language,
            facts: stated,
            mentions: mentions(&facts, id)?,
            revision: facts.revision(),
        }))
    }

    /// Writes the facts whose subject is the thing, with types and names of what they point to;
    /// returns how many, or `None` if the requester sees no fact of it.
    ///
    /// # Errors
    /// [`EngineError::Read`], [`EngineError::Output`].
    pub fn describe(
        &self,
        who: &Identity,
        iri_or_id: &str,
        format: RdfFormat,
        out: &mut dyn Write,
    ) -> Result<Option<u64>, EngineError> {
        self.authorize(who, Action::ReadPublic)?;
        let facts = self.facts(who);
        let Some(node) = self.node(iri_or_id) else { return Ok(None) };
        let Some(id) = facts.visible_id(node.as_ref())? else { return Ok(None) };
        let view = facts.view();
        let mut triples: Vec<[TermId; 3]> =
            view.triples(Some(id), None, None).collect::<Result<_, _>>()?;
        let mut neighbours: Vec<TermId> = triples.iter().map(|[_, _, object]| *object).collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        for neighbour in neighbours {
            for predicate in [rdf::TYPE, skos::PREF_LABEL, rdfs::LABEL] {
                if neighbour == id {
                    continue;
                }
                for object in facts.objects(neighbour, predicate)? {
                    triples.extend(
                        facts.term_id(predicate).map(|predicate| [neighbour, predicate, object]),
                    );
                }
            }
        }
        let quads = triples
            .into_iter()
            .map(|[s, p, o]| Ok::<_, EngineError>(view.quad([s, p, o, TermId::DEFAULT_GRAPH])?));
        rdf_text::write_triples(quads, format, out).map(Some)
    }

    /// The node that an IRI or `kind/slug` names.
    pub(crate) fn node(&self, iri_or_id: &str) -> Option<NamedNode> {
        if iri_or_id.contains("://") || iri_or_id.starts_with("urn:") {
            return NamedNode::new(iri_or_id).ok();
        }
        let (kind, slug) = iri_or_id.split_once('/')?;
        Some(self.base().id(Kind::parse(kind)?, slug))
    }
}

fn fact(facts: &Facts<'_>, [subject, predicate, object]: [TermId; 3]) -> Result<Fact, ReadError> {
    let mut graphs = Vec::new();
    for quad in facts.view().quads(Some(subject), Some(predicate), Some(object), None) {
        let [.., graph] = quad?;
        graphs.push(facts.text(graph)?);
    }
    graphs.sort_unstable();
    Ok(Fact { predicate: facts.reference(predicate)?, value: value(facts, object)?, graphs })
}

/// A term as a value.
pub(crate) fn value(facts: &Facts<'_>, id: TermId) -> Result<Value, ReadError> {
    Ok(match facts.view().term(id)? {
        Term::NamedNode(_) => Value::Iri(facts.reference(id)?),
        Term::Literal(literal) => {
            let language = literal.language().map(str::to_owned);
            let is_plain = language.is_some() || literal.datatype() == xsd::STRING;
            Value::Literal {
                datatype: (!is_plain).then(|| literal.datatype().as_str().to_owned()),
                language,
                value: literal.value().to_owned(),
            }
        }
        other => Value::Other { value: other.to_string() },
    })
}

fn mentions(facts: &Facts<'_>, id: TermId) -> Result<Vec<Mention>, ReadError> {
    let mut counts: FxHashMap<TermId, u64> = FxHashMap::default();
    for triple in facts.view().triples(None, None, Some(id)) {
        let [_, predicate, _] = triple?;
        *counts.entry(predicate).or_default() += 1;
    }
    let mut mentions = Vec::with_capacity(counts.len());
    for (predicate, count) in counts {
        mentions.push(Mention { predicate: facts.reference(predicate)?, count });
    }
    mentions
        .sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.predicate.cmp(&b.predicate)));
    Ok(mentions)
}

/// The status note of the thing and of the places that it names, and whether it is invented.
fn notes(facts: &Facts<'_>, id: TermId, iri: &str) -> Result<Vec<String>, ReadError> {
    let mut places = vec![iri.to_owned()];
    for predicate in [
        sulh::CONCERNS,
        sulh::BASED_IN,
        sulh::PARTICIPANT_FROM,
        sulh::COVERS_COUNTRY,
        sulh::DOES_NOT_COVER,
    ] {
        for place in facts.objects(id, predicate)? {
            places.push(facts.text(place)?);
        }
    }
    let mut notes = Vec::new();
    if is_sample(facts, id)? {
        notes.push(SAMPLE_NOTE.to_owned());
    }
    notes.extend(status_notes(facts, places.iter().map(String::as_str))?);
    Ok(notes)
}
