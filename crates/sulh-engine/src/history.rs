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
use sulh_store::{Access, AsOfError, CommitInfo, Committed, Diff, Operation, ReadError, Watch};

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

/// A page of a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct History {
    /// Commits, the newest first.
    pub items: Vec<Change>,
    /// The revision to give as `before` for the next page; `None` on the last.
    pub next: Option<u64>,
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
    /// nothing is left. `thing` is an IRI or `kind/slug`. Revisions are the requester's.
    ///
    /// # Errors
    /// [`EngineError::Journal`].
    pub fn history(
        &self,
        who: &Identity,
        thing: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Change>, EngineError> {
        Ok(self.history_page(who, thing, None, limit)?.items)
    }

    /// A page of [`Engine::history`]: commits before a revision, at most `limit` of them.
    ///
    /// # Errors
    /// As [`Engine::history`]; [`EngineError::AsOf`] for a revision that does not exist.
    pub fn history_page(
        &self,
        who: &Identity,
        thing: Option<&str>,
        before: Option<u64>,
        limit: usize,
    ) -> Result<History, EngineError> {
        self.authorize(who, Action::History)?;
        let facts = self.facts(who);
        let access = who.access(self);
        let before = before.map(|revision| self.commit_of(who, revision)).transpose()?;
        let wanted = limit.saturating_add(1);
        let mut items = if let Some(thing) = thing {
            let iri = self.node(thing).map_or_else(|| thing.to_owned(), NamedNode::into_string);
            self.history_of(&facts, &access, &iri, before, wanted)?
        } else {
            let sees_counts = who.role == Some(Role::Admin);
            self.history_of_all(&facts, &access, sees_counts, before, wanted)?
        };
        let is_last = items.len() <= limit;
        items.truncate(limit);
        for change in &mut items {
            change.revision = self.shown_revision(who, change.revision)?;
        }
        let next = items.last().filter(|_| !is_last).map(|change| change.revision);
        Ok(History { items, next })
    }

    /// The revision in the journal of the commit that a requester knows under a number.
    fn commit_of(&self, who: &Identity, shown: u64) -> Result<u64, EngineError> {
        let exists = self.journal_revision(who, shown)?.is_some();
        let before = shown.checked_sub(1).filter(|_| exists);
        // The number before stands for everything up to the commit itself.
        let found = before.map(|before| self.journal_revision(who, before)).transpose()?.flatten();
        let newest = self.shown_revision(who, self.revision())?;
        let none = || AsOfError::NoSuchRevision { revision: shown, newest };
        Ok(found.ok_or_else(none)? + 1)
    }

    fn history_of(
        &self,
        facts: &Facts<'_>,
        access: &Access,
        iri: &str,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Change>, EngineError> {
        let subjects = subjects(facts, iri)?;
        let mut revisions = BTreeSet::new();
        for subject in &subjects {
            let node = NamedNodeRef::new_unchecked(subject);
            revisions.extend(self.store().commits_touching(node.into())?);
        }
        let mut changes = Vec::new();
        let end = before.unwrap_or(u64::MAX);
        for revision in revisions.into_iter().rev().filter(|revision| *revision < end) {
            if changes.len() >= limit {
                break;
            }
            let info = self.store().commits(Some(revision + 1), 1)?.into_iter().next();
            let (Some(info), Some(diff)) = (info, self.store().commit_diff(revision)?) else {
                continue;
            };
            let keep =
                |quad: &Quad| is_visible(access, quad) && subjects.contains(subject_text(quad));
            let change = change(facts, &info, &diff, Some(iri), &access.watch, keep)?;
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
        mut before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Change>, EngineError> {
        let mut changes = Vec::new();
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
                let change = change(facts, info, &diff, None, &access.watch, |quad| {
                    is_visible(access, quad)
                })?;
                if sees_counts || change.added_total + change.removed_total > 0 {
                    changes.push(change);
                }
            }
        }
        Ok(changes)
    }

    /// Takes a commit back by its inverse, as a commit of its own.
    ///
    /// `revision` is the requester's. What the requester may not see stays: of a commit that
    /// touched more, only the visible part is taken back.
    ///
    /// # Errors
    /// [`EngineError::AsOf`] with the code `no-such-revision` for a revision that does not exist,
    /// [`EngineError::Write`].
    pub fn undo(
        &self,
        who: &Identity,
        revision: u64,
        message: Option<&str>,
    ) -> Result<Committed, EngineError> {
        self.authorize(who, Action::Undo)?;
        let message = message.map_or_else(|| format!("undo revision {revision}"), str::to_owned);
        let revision = self.commit_of(who, revision)?;
        // Only what the requester sees is taken back.
        let graphs = who.access(self).visible;
        self.commit(who, "undo", message, Operation::Undo { revision, graphs })
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
    watch: &Watch,
    keep: impl Fn(&Quad) -> bool,
) -> Result<Change, ReadError> {
    let side = |quads: &[Quad]| -> Result<(Vec<String>, u64), ReadError> {
        let kept: Vec<&Quad> = quads.iter().filter(|quad| keep(quad)).collect();
        for quad in &kept {
            if let GraphName::NamedNode(graph) = &quad.graph_name {
                watch.tell(graph.as_str())?;
            }
        }
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
