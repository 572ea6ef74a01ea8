//! Decisions about items: each is one commit with its author; what is accepted moves to the graph
//! of its source, what is rejected stays among the candidates so that it does not come back.

use crate::claim_draft::invalid;
use crate::claim_item::Placed;
use crate::claim_reader::ClaimReader;
use crate::claim_writing::Verdict;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::originals::Originals;
use crate::permission::Action;
use crate::quote_check::QuoteCheck;
use crate::review::ReviewFilter;
use crate::review_item::item;
use crate::role::Role;
use rustc_hash::FxHashSet;
use serde::Serialize;
use sulh_ontology::{Kind, rdf, sulh, xsd};
use sulh_store::rdf::{GraphName, Literal, NamedNode, Quad, Term};
use sulh_store::{Operation, TermId};

/// What a decision did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Decided {
    /// Items that were decided about.
    pub items: u64,
    /// Claims of them.
    pub claims: u64,
    /// Items that were left, since their quotes do not stand in the document.
    pub unverified: Vec<String>,
    /// The revision; that of before if nothing changed.
    pub revision: u64,
}

/// Which items a decision is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Chosen {
    /// These, by id.
    Items(Vec<String>),
    /// All that match.
    Matching(ReviewFilter),
}

impl Engine {
    /// Accepts or rejects items with all their open claims, in one commit.
    ///
    /// An item whose quotes do not stand literally in the document is not accepted.
    ///
    /// # Errors
    /// [`EngineError::NotFound`], [`EngineError::Write`] with the report of a shape that refuses.
    pub fn decide(
        &self,
        who: &Identity,
        chosen: &Chosen,
        verdict: Verdict,
        reason: Option<&str>,
    ) -> Result<Decided, EngineError> {
        self.authorize(who, Action::ClaimReview)?;
        if verdict == Verdict::Withdraw {
            return Err(invalid(
                "decision",
                "withdraw",
                "accept or reject; a claim is withdrawn alone",
            ));
        }
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let found = match chosen {
            Chosen::Items(ids) => {
                ids.iter().map(|id| self.group(&reader, id)).collect::<Result<Vec<_>, _>>()?
            }
            Chosen::Matching(filter) => self.matching_groups(&reader, filter)?,
        };
        let mut check = QuoteCheck::new(&facts, Originals::of(self.data_dir()));
        let mut done = Decided::default();
        let mut claims: Vec<Placed> = Vec::new();
        for group in &found {
            if verdict == Verdict::Accept
                && let Some(item) = item(&reader, group, &mut check)?
                && item.quotes_hold == Some(false)
            {
                done.unverified.push(item.id);
                continue;
            }
            let open = still_open(&reader, &group.claims)?;
            done.items += u64::from(!open.is_empty());
            claims.extend(open);
        }
        let mut seen = FxHashSet::default();
        claims.retain(|placed| seen.insert(*placed));
        done.claims = claims.len() as u64;
        let operation = self.moved(who, &reader, &claims, verdict, reason)?;
        let word = if verdict == Verdict::Accept { "accept" } else { "reject" };
        let message = format!("{word} {} items, {} claims", done.items, done.claims);
        done.revision = self.commit(who, "review", message, operation)?.revision;
        Ok(done)
    }

    /// Gives a claim of an item another value: the old one is rejected, the new one accepted, with
    /// the same words behind it.
    ///
    /// `property` is a name of sulh's own (`addresses`, `text`), `value` a thing or words.
    ///
    /// # Errors
    /// [`EngineError::NotFound`], [`EngineError::UnknownValue`].
    pub fn edit_item(
        &self,
        who: &Identity,
        id: &str,
        property: &str,
        value: &str,
    ) -> Result<Decided, EngineError> {
        self.authorize(who, Action::ClaimReview)?;
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let group = self.group(&reader, id)?;
        let (predicate, predicate_id) = crate::claim_draft::predicate(&facts, property)?;
        let view = facts.view();
        let mut old: Vec<Placed> = Vec::new();
        for placed in &group.claims {
            let is_own = reader.part(*placed, rdf::SUBJECT)? == Some(group.of);
            if is_own && reader.part(*placed, rdf::PREDICATE)? == Some(predicate_id) {
                old.push(*placed);
            }
        }
        let first = *group
            .claims
            .first()
            .ok_or_else(|| EngineError::NotFound { what: "item", value: id.to_owned() })?;
        let model = old.first().copied().unwrap_or(first);
        let object = self.edited_object(&reader, model, value)?;
        let subject = NamedNode::new_unchecked(facts.text(group.of)?);
        let source = reader.source_id(model.1).map(|id| facts.text(id)).transpose()?;
        let source = NamedNode::new_unchecked(source.unwrap_or_default());
        let passages: Vec<NamedNode> = reader
            .parts(model, sulh::QUOTED_FROM)?
            .into_iter()
            .map(|passage| Ok(NamedNode::new_unchecked(facts.text(passage)?)))
            .collect::<Result<_, EngineError>>()?;
        let iri = sulh_ingest::report::claim_quads::claim_iri(
            self.base(),
            [&subject, &predicate],
            &object,
            &source,
            "positive",
            &passages,
        );
        let mut insert = Vec::new();
        let graph = GraphName::from(NamedNode::new_unchecked(facts.text(model.1)?));
        for quad in view.quads(Some(model.0), None, None, Some(model.1)) {
            let quad = view.quad(quad?)?;
            let replaced =
                [sulh::RULE, sulh::CONFIDENCE, rdf::OBJECT, rdf::PREDICATE, rdf::SUBJECT];
            if !replaced.contains(&quad.predicate.as_ref()) {
                insert.push(Quad { subject: iri.clone().into(), ..quad });
            }
        }
        let mut say = |predicate: sulh_store::rdf::NamedNodeRef<'_>, object: Term| {
            insert.push(Quad::new(iri.clone(), predicate, object, graph.clone()));
        };
        say(rdf::SUBJECT, subject.into());
        say(rdf::PREDICATE, predicate.into());
        say(rdf::OBJECT, object);
        say(sulh::RULE, Literal::new_simple_literal("edited-by-reviewer").into());
        say(sulh::CONFIDENCE, Literal::new_typed_literal("1.00", xsd::DECIMAL).into());
        let open = still_open(&reader, &old)?;
        let Operation::Change { insert: moved, remove } =
            self.moved(who, &reader, &open, Verdict::Reject, Some("edited"))?
        else {
            return Err(invalid("item", id, "one that can be edited"));
        };
        insert.extend(moved);
        let message = format!("edit {id}: {property}");
        let operation = Operation::Change { insert, remove };
        let revision = self.commit(who, "review", message, operation)?.revision;
        Ok(Decided { items: 1, claims: 1, unverified: Vec::new(), revision })
    }

    fn edited_object(
        &self,
        reader: &ClaimReader<'_>,
        model: Placed,
        value: &str,
    ) -> Result<Term, EngineError> {
        let view = reader.facts().view();
        let old = reader.part(model, rdf::OBJECT)?.map(|id| view.term(id)).transpose()?;
        if let Some(node) = self.node(value) {
            return match reader.facts().visible_id(node.as_ref())? {
                Some(_) => Ok(node.into()),
                None => Err(EngineError::UnknownValue {
                    field: "value",
                    value: value.to_owned(),
                    suggestions: Vec::new(),
                }),
            };
        }
        Ok(match old {
            Some(Term::Literal(old)) => match old.language() {
                Some(language) => {
                    Literal::new_language_tagged_literal_unchecked(value, language).into()
                }
                None => Literal::new_typed_literal(value, old.datatype().into_owned()).into(),
            },
            _ => {
                return Err(EngineError::UnknownValue {
                    field: "value",
                    value: value.to_owned(),
                    suggestions: Vec::new(),
                });
            }
        })
    }

    /// Claims with the passages that they quote, as they shall stand.
    fn moved(
        &self,
        who: &Identity,
        reader: &ClaimReader<'_>,
        claims: &[Placed],
        verdict: Verdict,
        reason: Option<&str>,
    ) -> Result<Operation, EngineError> {
        let view = reader.facts().view();
        let all: FxHashSet<Placed> = claims.iter().copied().collect();
        let (mut insert, mut remove) = (Vec::new(), Vec::new());
        let mut passages: FxHashSet<(TermId, TermId)> = FxHashSet::default();
        let now = format!("{:.0}", jiff::Timestamp::now());
        let role = who.role.map_or("reviewer", Role::as_str);
        for placed in claims {
            let (claim, graph) = *placed;
            let to = match (verdict, reader.rest(graph)) {
                (Verdict::Accept, Some(rest)) => {
                    NamedNode::new_unchecked(format!("{}{rest}", self.base().graph_source_prefix()))
                }
                _ => NamedNode::new_unchecked(reader.facts().text(graph)?),
            };
            let to = GraphName::from(to);
            let iri = NamedNode::new_unchecked(reader.facts().text(claim)?);
            let replaced =
                [sulh::REVIEW_STATUS_PROPERTY, sulh::REVIEWED_BY, sulh::REVIEWED_AT, sulh::REASON];
            for quad in view.quads(Some(claim), None, None, Some(graph)) {
                let quad = view.quad(quad?)?;
                if !replaced.contains(&quad.predicate.as_ref()) {
                    insert.push(Quad { graph_name: to.clone(), ..quad.clone() });
                }
                remove.push(quad);
            }
            let mut say = |predicate: sulh_store::rdf::NamedNodeRef<'_>, object: Term| {
                insert.push(Quad::new(iri.clone(), predicate, object, to.clone()));
            };
            let status = self.base().id(Kind::ReviewStatus, verdict.status());
            say(sulh::REVIEW_STATUS_PROPERTY, status.into());
            // Who it was stands in the journal; what is public says in which role.
            say(sulh::REVIEWED_BY, Literal::new_simple_literal(role).into());
            say(sulh::REVIEWED_AT, Literal::new_typed_literal(&now, xsd::DATE_TIME).into());
            if let Some(reason) = reason.map(str::trim).filter(|reason| !reason.is_empty()) {
                say(sulh::REASON, Literal::new_simple_literal(reason).into());
            }
            for passage in reader.parts(*placed, sulh::QUOTED_FROM)? {
                if verdict != Verdict::Accept || !passages.insert((passage, graph)) {
                    continue;
                }
                // Another claim that quotes the same words keeps them.
                let others = reader.pointing(sulh::QUOTED_FROM, passage)?;
                let is_shared = others.iter().any(|other| other.1 == graph && !all.contains(other));
                for quad in view.quads(Some(passage), None, None, Some(graph)) {
                    let quad = view.quad(quad?)?;
                    insert.push(Quad { graph_name: to.clone(), ..quad.clone() });
                    if !is_shared {
                        remove.push(quad);
                    }
                }
            }
        }
        Ok(Operation::Change { insert, remove })
    }
}

/// The claims that nobody has decided about.
fn still_open(reader: &ClaimReader<'_>, claims: &[Placed]) -> Result<Vec<Placed>, EngineError> {
    let mut open = Vec::new();
    for placed in claims {
        if reader.is_status(placed.0, placed.1, "candidate")? {
            open.push(*placed);
        }
    }
    Ok(open)
}
