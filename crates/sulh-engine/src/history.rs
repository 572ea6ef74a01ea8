//! Who changed what and when, and taking it back.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use crate::permission::Action;
use crate::role::Role;
use serde::Serialize;
use std::collections::BTreeSet;
use sulh_ontology::sulh;
use sulh_store::rdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use sulh_store::{Access, CommitInfo, Committed, Diff, Operation, ReadError};

/// A commit, or the part of it that touches one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The revision that it made.
    pub revision: u64,
    /// When: RFC 3339, UTC.
    pub time: String,
    /// Who.
    pub author: String,
    /// What kind of work.
    pub activity: String,
    /// What for.
    pub message: String,
    /// Facts added, readable: `predicate: value`, with the subject in front where no thing was asked for.
    pub added: Vec<String>,
    /// Facts removed.
    pub removed: Vec<String>,
    /// How many facts were added in all; `added` shows at most [`Change::SHOWN`].
    pub added_total: u64,
    /// How many facts were removed in all.
    pub removed_total: u64,
}

impl Change {
    /// The most facts of each kind that a change shows.
    pub const SHOWN: usize = 100;
}

/// Commits with at most so many changes are shown fact by fact in a list of all commits.
const READABLE: u64 = 10_000;

impl Engine {
    /// Commits, the newest first; those that touch a thing and its answers, if one is named.
    ///
    /// Facts in graphs that the requester may not see are left out, and so are commits of which
    /// nothing is left. `thing` is an IRI or `kind/slug`.
    ///
    /// # Errors
    /// [`EngineError::Journal`].
    pub fn history(
        &self,
        who: &Identity,
        thing: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Change>, EngineError> {
        self.authorize(who, Action::History)?;
        let facts = self.facts(who);
        let access = who.access(self);
        match thing {
            Some(thing) => {
                let iri = self.node(thing).map_or_else(|| thing.to_owned(), NamedNode::into_string);
                self.history_of(&facts, &access, &iri, limit)
            }
            None => self.history_of_all(&facts, &access, who.role == Some(Role::Admin), limit),
        }
    }

    fn history_of(
        &self,
        facts: &Facts<'_>,
        access: &Access,
        iri: &str,
        limit: usize,
    ) -> Result<Vec<Change>, EngineError> {
        let subjects = subjects(facts, iri)?;
        let mut revisions = BTreeSet::new();
        for subject in &subjects {
            let node = NamedNodeRef::new_unchecked(subject);
            revisions.extend(self.store().commits_touching(node.into())?);
        }
        let mut changes = Vec::new();
        for revision in revisions.into_iter().rev() {
            if changes.len() >= limit {
                break;
            }
            let info = self.store().commits(Some(revision + 1), 1)?.into_iter().next();
            let (Some(info), Some(diff)) = (info, self.store().commit_diff(revision)?) else {
                continue;
            };
            let keep =
                |quad: &Quad| is_visible(access, quad) && subjects.contains(subject_text(quad));
            let change = change(facts, &info, &diff, Some(iri), keep)?;
            if change.added_total + change.removed_total > 0 {
                changes.push(change);
            }
        }
        Ok(changes)
    }

    fn history_of_all(
        &self,
        facts: &Facts<'_>,
        access: &Access,
        sees_counts: bool,
        limit: usize,
    ) -> Result<Vec<Change>, EngineError> {
        let mut changes = Vec::new();
        let mut before = None;
        while changes.len() < limit {
            let infos = self.store().commits(before, limit - changes.len())?;
            let Some(last) = infos.last() else { break };
            before = Some(last.revision);
            for info in &infos {
                // Very large commits are summed up for those who may know how large they were.
                if sees_counts && info.added + info.removed > READABLE {
                    changes.push(summary(info));
                    continue;
                }
                let Some(diff) = self.store().commit_diff(info.revision)? else { continue };
                let change = change(facts, info, &diff, None, |quad| is_visible(access, quad))?;
                if sees_counts || change.added_total + change.removed_total > 0 {
                    changes.push(change);
                }
            }
        }
        Ok(changes)
    }

    /// Takes a commit back by its inverse, as a commit of its own.
    ///
    /// # Errors
    /// [`EngineError::Write`] with the code `no-such-revision` for a revision that does not exist.
    pub fn undo(
        &self,
        who: &Identity,
        revision: u64,
        message: Option<&str>,
    ) -> Result<Committed, EngineError> {
        self.authorize(who, Action::Undo)?;
        let message = message.map_or_else(|| format!("undo revision {revision}"), str::to_owned);
        self.commit(who, "undo", message, Operation::Undo { revision })
    }
}

/// A thing and what belongs to it: the answers to a recommendation.
fn subjects(facts: &Facts<'_>, iri: &str) -> Result<BTreeSet<String>, ReadError> {
    let mut subjects = BTreeSet::from([iri.to_owned()]);
    let node = NamedNodeRef::new_unchecked(iri);
    if let Some(id) = facts.view().id(node) {
        for response in facts.objects(id, sulh::HAS_RESPONSE)? {
            subjects.insert(facts.text(response)?);
        }
    }
    Ok(subjects)
}

fn is_visible(access: &Access, quad: &Quad) -> bool {
    match &quad.graph_name {
        GraphName::NamedNode(node) => access.visible.allows(node.as_str()),
        GraphName::BlankNode(node) => access.visible.allows(node.as_str()),
        GraphName::DefaultGraph => true,
    }
}

fn subject_text(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

fn summary(info: &CommitInfo) -> Change {
    Change {
        revision: info.revision,
        time: info.time.clone(),
        author: info.author.clone(),
        activity: info.activity.clone(),
        message: info.message.clone(),
        added: Vec::new(),
        removed: Vec::new(),
        added_total: info.added,
        removed_total: info.removed,
    }
}

fn change(
    facts: &Facts<'_>,
    info: &CommitInfo,
    diff: &Diff,
    of: Option<&str>,
    keep: impl Fn(&Quad) -> bool,
) -> Result<Change, ReadError> {
    let side = |quads: &[Quad]| -> Result<(Vec<String>, u64), ReadError> {
        let kept: Vec<&Quad> = quads.iter().filter(|quad| keep(quad)).collect();
        let mut lines = kept
            .iter()
            .take(Change::SHOWN)
            .map(|quad| readable(facts, quad, of))
            .collect::<Result<Vec<_>, _>>()?;
        lines.sort_unstable();
        Ok((lines, kept.len() as u64))
    };
    let (added, added_total) = side(&diff.added)?;
    let (removed, removed_total) = side(&diff.removed)?;
    Ok(Change { added, removed, added_total, removed_total, ..summary(info) })
}

/// `predicate: value`, with the subject in front unless it is the thing that was asked for.
fn readable(facts: &Facts<'_>, quad: &Quad, of: Option<&str>) -> Result<String, ReadError> {
    let predicate = name(facts, &Term::NamedNode(quad.predicate.clone()))?;
    let value = name(facts, &quad.object)?;
    if of == Some(subject_text(quad)) {
        return Ok(format!("{predicate}: {value}"));
    }
    let subject = name(facts, &quad.subject.clone().into())?;
    Ok(format!("{subject} · {predicate}: {value}"))
}

fn name(facts: &Facts<'_>, term: &Term) -> Result<String, ReadError> {
    Ok(match term {
        Term::NamedNode(node) => {
            let short = crate::facts::short_id(facts.base(), node.as_str());
            let name = match facts.view().id(node.as_ref()) {
                Some(id) => facts.name(id)?,
                None => None,
            };
            name.unwrap_or(short)
        }
        Term::Literal(literal) => match literal.language() {
            Some(language) => format!("\u{201c}{}\u{201d} ({language})", literal.value()),
            None => literal.value().to_owned(),
        },
        other => other.to_string(),
    })
}
