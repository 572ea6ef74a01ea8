//! A claim as lists and pages show it: what it says, its words, and who says so or not.
//!
//! It shows what the requester may see of each side, and decides nothing about what follows.

use crate::claim_reader::ClaimReader;
use crate::entity::Value;
use crate::listing::Ref;
use rustc_hash::FxHashSet;
use serde::Serialize;
use sulh_ontology::{prov, rdf, sulh};
use sulh_store::{ReadError, TermId};

/// A claim with its evidence and with those that agree and disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Its IRI.
    pub iri: String,
    /// Its short id.
    pub id: String,
    /// What it says in one line.
    pub label: String,
    /// What it is about.
    pub subject: Ref,
    /// What it says of it.
    pub predicate: Ref,
    /// The value.
    pub object: Value,
    /// `positive` or `negative`.
    pub polarity: String,
    /// `candidate`, `accepted`, `rejected` or `withdrawn`.
    pub status: String,
    /// Whether an accepted claim that the requester sees contests it or denies its fact.
    pub disputed: bool,
    /// Whether its fact follows from it and stands as a plain fact.
    pub plain: bool,
    /// The source that states it.
    pub source: Option<Ref>,
    /// The graph in which it stands.
    pub graph: String,
    /// How sure, from 0 to 1.
    pub confidence: Option<String>,
    /// Since when it holds, as exact as it is stated.
    pub valid_from: Option<String>,
    /// Until when it holds.
    pub valid_until: Option<String>,
    /// Independent origins among the sources that accept the fact: sources that go back to one
    /// origin count once.
    pub origins: u64,
    /// Its words.
    pub passages: Vec<Quotation>,
    /// Accepted claims of the same fact by others.
    pub corroborated_by: Vec<ClaimSide>,
    /// Accepted claims that contest it or deny its fact.
    pub contested_by: Vec<ClaimSide>,
    /// Who decided last.
    pub reviewed_by: Option<String>,
    /// When.
    pub reviewed_at: Option<String>,
    /// Why it was withdrawn or rejected.
    pub reason: Option<String>,
}

/// Another claim beside a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimSide {
    /// Its IRI.
    pub iri: String,
    /// The source that states it.
    pub source: Option<Ref>,
    /// `positive` or `negative`.
    pub polarity: String,
    /// The value that it states.
    pub object: Value,
    /// Its words.
    pub passages: Vec<Quotation>,
}

/// The words behind a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quotation {
    /// The IRI of the passage.
    pub iri: String,
    /// The document.
    pub document: Option<Ref>,
    /// The first byte, of UTF-8, from 0.
    pub byte_start: Option<u64>,
    /// The byte behind the last.
    pub byte_end: Option<u64>,
    /// The words, where they may be held.
    pub quote: Option<String>,
    /// SHA-256 of the words.
    pub text_sha256: Option<String>,
}

/// A claim and the graph in which it stands.
pub(crate) type Placed = (TermId, TermId);

/// Those who accept the fact of a claim, and those who dispute it.
pub(crate) struct Sides {
    pub(crate) corroborating: Vec<Placed>,
    pub(crate) contesting: Vec<Placed>,
}

/// The accepted claims that agree and disagree with a claim, itself apart, as far as they are seen.
pub(crate) fn sides(reader: &ClaimReader<'_>, placed: Placed) -> Result<Sides, ReadError> {
    let (claim, graph) = placed;
    let positive = reader.is_polarity(claim, graph, "positive")?;
    let mut sides = Sides { corroborating: Vec::new(), contesting: Vec::new() };
    for (other, at) in reader.stating_the_same(placed)? {
        if other == claim || !reader.is_status(other, at, "accepted")? {
            continue;
        }
        if reader.is_polarity(other, at, "positive")? == positive {
            sides.corroborating.push((other, at));
        } else {
            sides.contesting.push((other, at));
        }
    }
    for (other, at) in reader.pointing(sulh::CONTESTS, claim)? {
        let known = sides.contesting.contains(&(other, at));
        if !known && other != claim && reader.is_status(other, at, "accepted")? {
            sides.contesting.push((other, at));
        }
    }
    Ok(sides)
}

/// A claim as it is shown.
pub(crate) fn claim(reader: &ClaimReader<'_>, placed: Placed) -> Result<Option<Claim>, ReadError> {
    let (claim, graph) = placed;
    let (Some(subject), Some(predicate), Some(object)) = (
        reader.part(placed, rdf::SUBJECT)?,
        reader.part(placed, rdf::PREDICATE)?,
        reader.part(placed, rdf::OBJECT)?,
    ) else {
        return Ok(None);
    };
    let sides = sides(reader, placed)?;
    let facts = reader.facts();
    let (subject_ref, predicate_ref) = (facts.reference(subject)?, facts.reference(predicate)?);
    let value = reader.value(object)?;
    let Ref { iri, id, .. } = facts.reference(claim)?;
    let side = |placed: &Placed| side(reader, *placed);
    Ok(Some(Claim {
        iri,
        id,
        label: format!("{} · {}: {}", subject_ref.label, predicate_ref.label, text_of(&value)),
        subject: subject_ref,
        predicate: predicate_ref,
        object: value,
        polarity: reader.word(placed, sulh::POLARITY_PROPERTY)?.unwrap_or_default(),
        status: reader.word(placed, sulh::REVIEW_STATUS_PROPERTY)?.unwrap_or_default(),
        disputed: !sides.contesting.is_empty(),
        plain: reader.stands_plainly([subject, predicate, object], graph)?,
        source: reader.source(graph)?,
        graph: facts.text(graph)?,
        confidence: reader.text(placed, sulh::CONFIDENCE)?,
        valid_from: reader.text(placed, sulh::VALID_FROM)?,
        valid_until: reader.text(placed, sulh::VALID_UNTIL)?,
        origins: origins(reader, placed, &sides)?,
        passages: quotations(reader, placed)?,
        corroborated_by: sides.corroborating.iter().map(side).collect::<Result<_, _>>()?,
        contested_by: sides.contesting.iter().map(side).collect::<Result<_, _>>()?,
        reviewed_by: reader.text(placed, sulh::REVIEWED_BY)?,
        reviewed_at: reader.text(placed, sulh::REVIEWED_AT)?,
        reason: reader.text(placed, sulh::REASON)?,
    }))
}

/// The text of a value.
pub(crate) fn text_of(value: &Value) -> &str {
    match value {
        Value::Iri(reference) => &reference.label,
        Value::Literal { value, .. } | Value::Other { value } => value,
    }
}

fn side(reader: &ClaimReader<'_>, placed: Placed) -> Result<ClaimSide, ReadError> {
    let object = reader.part(placed, rdf::OBJECT)?;
    Ok(ClaimSide {
        iri: reader.facts().text(placed.0)?,
        source: reader.source(placed.1)?,
        polarity: reader.word(placed, sulh::POLARITY_PROPERTY)?.unwrap_or_default(),
        object: match object {
            Some(object) => reader.value(object)?,
            None => Value::Other { value: String::new() },
        },
        passages: quotations(reader, placed)?,
    })
}

pub(crate) fn quotations(
    reader: &ClaimReader<'_>,
    placed: Placed,
) -> Result<Vec<Quotation>, ReadError> {
    let facts = reader.facts();
    let mut quotations = Vec::new();
    for passage in reader.parts(placed, sulh::QUOTED_FROM)? {
        let at = (passage, placed.1);
        let number = |predicate| -> Result<Option<u64>, ReadError> {
            Ok(reader.text(at, predicate)?.and_then(|text| text.parse().ok()))
        };
        let document = reader.part(at, sulh::IN_DOCUMENT)?;
        quotations.push(Quotation {
            iri: facts.text(passage)?,
            document: document.map(|document| facts.reference(document)).transpose()?,
            byte_start: number(sulh::BYTE_START)?,
            byte_end: number(sulh::BYTE_END)?,
            quote: reader.text(at, sulh::QUOTE)?,
            text_sha256: reader.text(at, sulh::TEXT_SHA256)?,
        });
    }
    quotations.sort_by(|a, b| (a.byte_start, &a.iri).cmp(&(b.byte_start, &b.iri)));
    Ok(quotations)
}

/// Counts the origins behind a claim and those that agree, each origin once.
fn origins(reader: &ClaimReader<'_>, placed: Placed, sides: &Sides) -> Result<u64, ReadError> {
    let mut groups: Vec<FxHashSet<TermId>> = Vec::new();
    let accepted = reader.is_status(placed.0, placed.1, "accepted")?;
    let own = accepted.then_some(&placed);
    for (_, graph) in own.into_iter().chain(&sides.corroborating) {
        let Some(source) = reader.source_id(*graph) else { continue };
        // Whatever the source goes back to; two sources that share any of it are one origin.
        let mut lineage = FxHashSet::from_iter([source]);
        let mut waiting = vec![source];
        while let Some(at) = waiting.pop() {
            let behind = reader.facts().objects(at, prov::WAS_DERIVED_FROM)?;
            waiting.extend(behind.into_iter().filter(|id| lineage.insert(*id)));
        }
        let (mut shared, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| !group.is_disjoint(&lineage));
        for group in shared.drain(..) {
            lineage.extend(group);
        }
        groups = apart;
        groups.push(lineage);
    }
    Ok(groups.len() as u64)
}
