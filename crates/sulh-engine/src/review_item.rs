//! What waits for a reviewer: a recommendation with all that is claimed of it, a mention, another
//! claim.
//!
//! It reads and decides nothing.

use crate::claim_item::{Placed, Quotation, quotations, text_of};
use crate::claim_reader::ClaimReader;
use crate::entity::Value;
use crate::error::EngineError;
use crate::facts::short_id;
use crate::listing::Ref;
use crate::quote_check::QuoteCheck;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use sulh_ontology::{Kind, rdf, sulh};
use sulh_store::TermId;

/// Something to decide about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewItem {
    /// What it is about.
    pub iri: String,
    /// By which it is named: `recommendation/…`, or the id of a lone claim.
    pub id: String,
    /// `recommendation`, `mention`, or the kind of what it is about.
    pub kind: String,
    /// Its words, or what the claim says.
    pub label: String,
    /// `candidate`, `accepted`, `rejected` or `withdrawn`: that of its first claim.
    pub status: String,
    /// How sure the extraction is of it, from 0 to 1.
    pub confidence: f64,
    /// The source that states it.
    pub source: Option<Ref>,
    /// The document, and the page on which it begins.
    pub document: Option<Ref>,
    /// The page, from 1.
    pub page: Option<u64>,
    /// Whether every quote stands literally in the document; `None` if the text is not held.
    pub quotes_hold: Option<bool>,
    /// What is claimed, the most telling first.
    pub claims: Vec<ReviewClaim>,
}

/// A claim of an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewClaim {
    /// Its id.
    pub id: String,
    /// What it says, of the item or of a thing that belongs to it.
    pub predicate: String,
    /// The value.
    pub object: Value,
    /// Of what it says it, where that is not the item itself.
    pub subject: Option<Ref>,
    /// `candidate`, `accepted`, `rejected` or `withdrawn`.
    pub status: String,
    /// How sure, from 0 to 1.
    pub confidence: Option<String>,
    /// The rule or model that made it.
    pub rule: Option<String>,
    /// Its words.
    pub passages: Vec<Quotation>,
    /// Who decided, by role.
    pub reviewed_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Claims that are decided about together.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// What it is about; of a mention or another lone claim the claim itself.
    pub(crate) of: TermId,
    pub(crate) kind: GroupKind,
    /// The first one is the one that says what it is.
    pub(crate) claims: Vec<Placed>,
}

/// What a group is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum GroupKind {
    Recommendation,
    Mention,
    Other,
}

impl GroupKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Mention => "mention",
            Self::Other => "claim",
        }
    }
}

/// Puts claims into groups: those of a recommendation with those of its answers and of bodies that
/// it names and nobody knew, each mention alone.
///
/// Cost: O(claims).
pub(crate) fn groups(
    reader: &ClaimReader<'_>,
    claims: &[Placed],
) -> Result<Vec<Group>, EngineError> {
    let facts = reader.facts();
    let view = facts.view();
    let mut by_subject: FxHashMap<(TermId, TermId), Vec<Placed>> = FxHashMap::default();
    let mut order: Vec<(TermId, TermId)> = Vec::new();
    for placed in claims {
        let Some(subject) = reader.part(*placed, rdf::SUBJECT)? else { continue };
        let key = (subject, placed.1);
        by_subject
            .entry(key)
            .or_insert_with(|| {
                order.push(key);
                Vec::new()
            })
            .push(*placed);
    }
    let kind_of = |thing: TermId| -> Result<Option<Kind>, EngineError> {
        let iri = view.with_text(thing, str::to_owned).unwrap_or_default();
        Ok(facts.base().parse_id(&iri).map(|(kind, _)| kind))
    };
    let text = facts.term_id(sulh::TEXT);
    let mentions = facts.term_id(sulh::MENTIONS);
    let mut taken: FxHashSet<(TermId, TermId)> = FxHashSet::default();
    let mut found = Vec::new();
    for key in &order {
        if kind_of(key.0)? != Some(Kind::Recommendation) {
            continue;
        }
        taken.insert(*key);
        let own = by_subject.get(key).cloned().unwrap_or_default();
        let mut group = Vec::new();
        let mut rest = Vec::new();
        for placed in own {
            let is_text = reader.part(placed, rdf::PREDICATE)? == text && text.is_some();
            if is_text { group.insert(0, placed) } else { rest.push(placed) }
        }
        for placed in &rest {
            let Some(object) = reader.part(*placed, rdf::OBJECT)? else { continue };
            let other = (object, key.1);
            let belongs = matches!(kind_of(object)?, Some(Kind::Response | Kind::Organization));
            if belongs && let Some(claims) = by_subject.get(&other) {
                taken.insert(other);
                group.extend(claims.iter().copied());
            }
        }
        let at = usize::from(!group.is_empty());
        group.splice(at..at, rest);
        found.push(Group { of: key.0, kind: GroupKind::Recommendation, claims: group });
    }
    for key in order.iter().filter(|key| !taken.contains(key)) {
        for placed in by_subject.get(key).into_iter().flatten() {
            let predicate = reader.part(*placed, rdf::PREDICATE)?;
            let is_mention = predicate == mentions && mentions.is_some();
            let kind = if is_mention { GroupKind::Mention } else { GroupKind::Other };
            found.push(Group { of: placed.0, kind, claims: vec![*placed] });
        }
    }
    Ok(found)
}

/// A group as it is shown.
pub(crate) fn item(
    reader: &ClaimReader<'_>,
    group: &Group,
    check: &mut QuoteCheck<'_>,
) -> Result<Option<ReviewItem>, EngineError> {
    let facts = reader.facts();
    let Some(first) = group.claims.first().copied() else { return Ok(None) };
    let mut claims = Vec::new();
    for placed in &group.claims {
        claims.extend(claim(reader, *placed, group.of)?);
    }
    let Some(head) = claims.first() else { return Ok(None) };
    let document = head.passages.first().and_then(|passage| passage.document.clone());
    let page = match reader.part(first, sulh::QUOTED_FROM)? {
        Some(passage) => reader.text((passage, first.1), sulh::PAGE)?,
        None => None,
    };
    let mut quotes_hold = None;
    for passage in claims.iter().flat_map(|claim| &claim.passages) {
        if let Some(holds) = check.holds(passage)? {
            quotes_hold = Some(quotes_hold.unwrap_or(true) && holds);
        }
    }
    let iri = facts.text(group.of)?;
    let short = short_id(facts.base(), &iri);
    let (id, label) = match group.kind {
        GroupKind::Recommendation => {
            (format!("recommendation/{short}"), text_of(&head.object).to_owned())
        }
        GroupKind::Mention => (short, format!("mentions {}", text_of(&head.object))),
        GroupKind::Other => (short, format!("{} {}", head.predicate, text_of(&head.object))),
    };
    Ok(Some(ReviewItem {
        iri,
        id,
        kind: group.kind.as_str().to_owned(),
        label,
        status: head.status.clone(),
        confidence: head.confidence.as_deref().and_then(|text| text.parse().ok()).unwrap_or(0.0),
        source: reader.source(first.1)?,
        page: page.and_then(|page| page.parse().ok()),
        document,
        quotes_hold,
        claims,
    }))
}

fn claim(
    reader: &ClaimReader<'_>,
    placed: Placed,
    of: TermId,
) -> Result<Option<ReviewClaim>, EngineError> {
    let facts = reader.facts();
    let (Some(subject), Some(predicate), Some(object)) = (
        reader.part(placed, rdf::SUBJECT)?,
        reader.part(placed, rdf::PREDICATE)?,
        reader.part(placed, rdf::OBJECT)?,
    ) else {
        return Ok(None);
    };
    Ok(Some(ReviewClaim {
        id: facts.reference(placed.0)?.id,
        predicate: facts.reference(predicate)?.id,
        object: reader.value(object)?,
        subject: (subject != of && placed.0 != of).then(|| facts.reference(subject)).transpose()?,
        status: reader.word(placed, sulh::REVIEW_STATUS_PROPERTY)?.unwrap_or_default(),
        confidence: reader.text(placed, sulh::CONFIDENCE)?,
        rule: reader.text(placed, sulh::RULE)?,
        passages: quotations(reader, placed)?,
        reviewed_by: reader.text(placed, sulh::REVIEWED_BY)?,
        reason: reader.text(placed, sulh::REASON)?,
    }))
}
