//! Adding, contesting, corroborating, reviewing and withdrawing claims, each as one commit.
//!
//! What follows from it is not decided here: the rule of derivation sees the commit.

use crate::claim_draft::{ClaimDraft, ClaimEvidence, FactOf, PreparedClaim, invalid};
use crate::claim_item::Placed;
use crate::claim_reader::ClaimReader;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use crate::permission::Action;
use serde::Serialize;
use sulh_ontology::{Kind, rdf, shipped, sulh, xsd};
use sulh_store::Operation;
use sulh_store::rdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

/// What a write of a claim did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimWritten {
    /// The claim.
    pub iri: String,
    /// Its short id.
    pub id: String,
    /// The graph in which it stands now.
    pub graph: String,
    /// What reviewers made of it by now.
    pub status: String,
    /// The revision that has it, as the requester counts.
    pub revision: u64,
}

/// What a reviewer makes of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The words state it: it moves to the graph of its source.
    Accept,
    /// The words do not state it.
    Reject,
    /// It was accepted and is taken back; its evidence stays.
    Withdraw,
}

impl Verdict {
    pub(crate) const fn status(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Reject => "rejected",
            Self::Withdraw => "withdrawn",
        }
    }
}

impl Engine {
    /// Adds a claim as a candidate of its source.
    ///
    /// # Errors
    /// [`EngineError::UnknownValue`] and [`EngineError::InvalidValue`] for what is wrong with it,
    /// [`EngineError::Exists`] if the source states it already in these words.
    pub fn add_claim(
        &self,
        who: &Identity,
        draft: &ClaimDraft,
    ) -> Result<ClaimWritten, EngineError> {
        self.authorize(who, Action::ClaimAdd)?;
        let facts = self.facts(who);
        let fact = self.drafted_fact(&facts, draft)?;
        let claim = self.prepare_claim(&facts, &fact, draft.negative, None, &draft.evidence)?;
        self.write_claim(who, &facts, claim, "add")
    }

    /// Adds a candidate that contests a claim: a source says that it is not so or, with `instead`,
    /// what is so instead.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] for a claim that there is none, and as [`Engine::add_claim`].
    pub fn contest_claim(
        &self,
        who: &Identity,
        claim: &str,
        instead: Option<&str>,
        evidence: &ClaimEvidence,
    ) -> Result<ClaimWritten, EngineError> {
        self.authorize(who, Action::ClaimAdd)?;
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let placed = self.find_claim(&reader, claim)?;
        let mut fact = fact_of(&reader, placed)?;
        if let Some(instead) = instead {
            let draft = ClaimDraft {
                subject: fact.subject.as_str().to_owned(),
                predicate: fact.predicate.as_str().to_owned(),
                object: instead.to_owned(),
                ..ClaimDraft::default()
            };
            let other = self.drafted_fact(&facts, &draft)?;
            if other == fact {
                return Err(invalid(
                    "object",
                    instead,
                    "another value: a claim does not contest itself",
                ));
            }
            fact = other;
        }
        let contested = NamedNode::new_unchecked(facts.text(placed.0)?);
        let negative = instead.is_none();
        let prepared = self.prepare_claim(&facts, &fact, negative, Some(&contested), evidence)?;
        if prepared.iri == contested {
            return Err(invalid("claim", claim, "another one: a claim does not contest itself"));
        }
        self.write_claim(who, &facts, prepared, "contest")
    }

    /// Adds a candidate that states the fact of a claim in other words, of another source or place.
    ///
    /// # Errors
    /// As [`Engine::contest_claim`].
    pub fn corroborate_claim(
        &self,
        who: &Identity,
        claim: &str,
        evidence: &ClaimEvidence,
    ) -> Result<ClaimWritten, EngineError> {
        self.authorize(who, Action::ClaimAdd)?;
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let placed = self.find_claim(&reader, claim)?;
        let fact = fact_of(&reader, placed)?;
        let negative = reader.is_polarity(placed.0, placed.1, "negative")?;
        let prepared = self.prepare_claim(&facts, &fact, negative, None, evidence)?;
        self.write_claim(who, &facts, prepared, "corroborate")
    }

    /// Decides about a claim; an accepted one stands in the graph of its source from then on.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] for a claim that there is none, [`EngineError::InvalidValue`] for a
    /// decision that does not fit it, a withdrawal without a reason or a graph that is kept as
    /// shipped.
    pub fn review_claim(
        &self,
        who: &Identity,
        claim: &str,
        verdict: Verdict,
        reason: Option<&str>,
    ) -> Result<ClaimWritten, EngineError> {
        self.authorize(who, Action::ClaimReview)?;
        let facts = self.facts(who);
        let reader = ClaimReader::new(&facts);
        let placed = self.find_claim(&reader, claim)?;
        let from = NamedNode::new_unchecked(facts.text(placed.1)?);
        if shipped().iter().any(|file| file.graph.iri(self.base()) == from) {
            return Err(invalid(
                "claim",
                claim,
                "one that can be decided here: its graph is kept as shipped, so contest it instead",
            ));
        }
        let accepted = reader.is_status(placed.0, placed.1, "accepted")?;
        if (verdict == Verdict::Withdraw) != accepted {
            let expected = if accepted {
                "still undecided: it was accepted and can be withdrawn"
            } else {
                "accepted, so there is nothing to withdraw: it can be accepted or rejected"
            };
            return Err(invalid("claim", claim, expected));
        }
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        if verdict == Verdict::Withdraw && reason.is_none() {
            return Err(invalid("reason", "", "why the claim is taken back, in words"));
        }
        let to = match (verdict, reader.rest(placed.1)) {
            (Verdict::Accept, Some(rest)) => {
                NamedNode::new_unchecked(format!("{}{rest}", self.base().graph_source_prefix()))
            }
            _ => from.clone(),
        };
        let operation = self.decided(who, &reader, placed, &to, verdict, reason)?;
        let iri = facts.text(placed.0)?;
        let id = facts.reference(placed.0)?.id;
        let message = match reason {
            Some(reason) => format!("{} claim {id}: {reason}", verdict.status()),
            None => format!("{} claim {id}", verdict.status()),
        };
        let committed = self.commit(who, "review", message, operation)?;
        Ok(ClaimWritten {
            iri,
            id,
            graph: to.into_string(),
            status: verdict.status().to_owned(),
            revision: self.shown_revision(who, committed.revision)?,
        })
    }

    /// The claim with its passages as they stand, and as they shall stand.
    fn decided(
        &self,
        who: &Identity,
        reader: &ClaimReader<'_>,
        placed: Placed,
        to: &NamedNode,
        verdict: Verdict,
        reason: Option<&str>,
    ) -> Result<Operation, EngineError> {
        let view = reader.facts().view();
        let (mut remove, mut shared) = (Vec::new(), Vec::new());
        let own = reader.parts(placed, sulh::QUOTED_FROM)?;
        for thing in own.into_iter().chain([placed.0]) {
            // Another claim that quotes the same words keeps them.
            let others = reader.pointing(sulh::QUOTED_FROM, thing)?;
            let is_shared =
                others.iter().any(|(claim, graph)| *claim != placed.0 && *graph == placed.1);
            let quads = if is_shared { &mut shared } else { &mut remove };
            for quad in view.quads(Some(thing), None, None, Some(placed.1)) {
                quads.push(view.quad(quad?)?);
            }
        }
        let replaced =
            [sulh::REVIEW_STATUS_PROPERTY, sulh::REVIEWED_BY, sulh::REVIEWED_AT, sulh::REASON];
        let iri = NamedNode::new_unchecked(reader.facts().text(placed.0)?);
        let graph = GraphName::from(to.clone());
        let mut insert: Vec<Quad> = remove
            .iter()
            .chain(&shared)
            .filter(|quad| {
                quad.subject != iri.clone().into() || !replaced.contains(&quad.predicate.as_ref())
            })
            .map(|quad| Quad { graph_name: graph.clone(), ..quad.clone() })
            .collect();
        let mut say = |predicate: NamedNodeRef<'static>, object: Term| {
            insert.push(Quad::new(iri.clone(), predicate.into_owned(), object, graph.clone()));
        };
        let status = self.base().id(Kind::ReviewStatus, verdict.status());
        say(sulh::REVIEW_STATUS_PROPERTY, status.into());
        say(sulh::REVIEWED_BY, Literal::new_simple_literal(&who.name).into());
        let now = format!("{:.0}", jiff::Timestamp::now());
        say(sulh::REVIEWED_AT, Literal::new_typed_literal(now, xsd::DATE_TIME).into());
        if let Some(reason) = reason {
            say(sulh::REASON, Literal::new_simple_literal(reason).into());
        }
        Ok(Operation::Change { insert, remove })
    }

    fn write_claim(
        &self,
        who: &Identity,
        facts: &Facts<'_>,
        claim: PreparedClaim,
        doing: &str,
    ) -> Result<ClaimWritten, EngineError> {
        let id = crate::facts::short_id(self.base(), claim.iri.as_str());
        let reader = ClaimReader::new(facts);
        if let Some(known) = facts.view().id(claim.iri.as_ref())
            && !reader.places(known)?.is_empty()
        {
            return Err(EngineError::Exists { what: "claim", value: id });
        }
        if !who.access(self).visible.allows(claim.graph.as_str()) {
            let source = claim.source.as_str();
            return Err(invalid("source", source, "one whose restricted part you may see"));
        }
        let operation = Operation::Change { insert: claim.quads, remove: Vec::new() };
        let committed = self.commit(who, "claim", format!("{doing} claim {id}"), operation)?;
        Ok(ClaimWritten {
            iri: claim.iri.into_string(),
            id,
            graph: claim.graph.into_string(),
            status: "candidate".to_owned(),
            revision: self.shown_revision(who, committed.revision)?,
        })
    }

    /// The claim that a word names: an IRI, `claim/ID` or the id alone.
    fn find_claim(&self, reader: &ClaimReader<'_>, word: &str) -> Result<Placed, EngineError> {
        let missing = || EngineError::NotFound { what: "claim", value: word.to_owned() };
        let node = self.node(word).unwrap_or_else(|| self.base().id(Kind::Claim, word));
        let id = reader.facts().view().id(node.as_ref()).ok_or_else(missing)?;
        reader.places(id)?.into_iter().next().ok_or_else(missing)
    }
}

fn fact_of(reader: &ClaimReader<'_>, placed: Placed) -> Result<FactOf, EngineError> {
    let view = reader.facts().view();
    let term = |predicate| -> Result<Option<Term>, EngineError> {
        Ok(reader.part(placed, predicate)?.map(|id| view.term(id)).transpose()?)
    };
    match (term(rdf::SUBJECT)?, term(rdf::PREDICATE)?, term(rdf::OBJECT)?) {
        (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(object)) => {
            Ok(FactOf { subject, predicate, object })
        }
        _ => Err(EngineError::NotFound {
            what: "whole claim",
            value: reader.facts().text(placed.0)?,
        }),
    }
}
