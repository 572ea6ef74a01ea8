//! Who did what, from the journal: commits with the graphs that they changed, without the facts.
//!
//! For administrators; it must not show what a query asked.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use jiff::Timestamp;
use serde::Serialize;
use sulh_store::CommitInfo;
use sulh_store::rdf::GraphName;

/// Which commits to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Commits from this moment on: `YYYY-MM-DD` or RFC 3339, UTC.
    pub since: Option<String>,
    /// Commits up to this moment; a day counts to its end.
    pub until: Option<String>,
    /// Commits of this author.
    pub author: Option<String>,
    /// Commits of this kind of work (`update`, `import`, `undo` …).
    pub activity: Option<String>,
    /// Commits before this revision: the `next` of the page before.
    pub before: Option<u64>,
}

/// A commit, told by its outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditEntry {
    /// Its revision.
    pub revision: u64,
    /// When: RFC 3339, UTC.
    pub time: String,
    /// Who.
    pub author: String,
    /// What kind of work.
    pub activity: String,
    /// What for.
    pub message: String,
    /// Facts added in all.
    pub added: u64,
    /// Facts removed in all.
    pub removed: u64,
    /// The graphs that it changed, by name.
    pub graphs: Vec<AuditGraph>,
}

/// What a commit did to a graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditGraph {
    /// The graph; empty for the default graph of strict mode.
    pub graph: String,
    /// Facts added to it.
    pub added: u64,
    /// Facts removed from it.
    pub removed: u64,
}

/// A page of commits, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// The commits.
    pub items: Vec<AuditEntry>,
    /// What to give as [`AuditFilter::before`] for the next page; `None` on the last.
    pub next: Option<u64>,
}

/// Commits that are read from the journal at once.
const BATCH: usize = 256;

impl Engine {
    /// Commits, the newest first, at most `limit` of them (1 to 1000).
    ///
    /// Cost: O(commits looked at + changes of those shown).
    ///
    /// # Errors
    /// Those of [`Engine::authorize`]; [`EngineError::InvalidValue`] for a time that is none;
    /// [`EngineError::Journal`].
    pub fn audit(
        &self,
        who: &Identity,
        filter: &AuditFilter,
        limit: usize,
    ) -> Result<Audit, EngineError> {
        self.authorize(who, Action::Audit)?;
        let limit = limit.clamp(1, 1000);
        let wanted = Wanted::new(filter)?;
        let mut items = Vec::new();
        let mut before = filter.before;
        loop {
            let infos = self.store().commits(before, BATCH)?;
            let Some(last) = infos.last() else { return Ok(Audit { items, next: None }) };
            before = Some(last.revision);
            for info in &infos {
                if wanted.since.is_some_and(|since| time(info) < since) {
                    return Ok(Audit { items, next: None });
                }
                if !wanted.takes(info) {
                    continue;
                }
                if items.len() == limit {
                    return Ok(Audit { items, next: Some(info.revision + 1) });
                }
                items.push(self.audited(info)?);
            }
        }
    }

    fn audited(&self, info: &CommitInfo) -> Result<AuditEntry, EngineError> {
        let graphs = self.store().commit_graph_changes(info.revision)?.unwrap_or_default();
        let name = |graph: &GraphName| match graph {
            GraphName::NamedNode(node) => node.as_str().to_owned(),
            GraphName::BlankNode(node) => node.as_str().to_owned(),
            GraphName::DefaultGraph => String::new(),
        };
        let graphs = graphs.iter().map(|change| AuditGraph {
            graph: name(&change.graph),
            added: change.added,
            removed: change.removed,
        });
        Ok(AuditEntry {
            revision: info.revision,
            time: info.time.clone(),
            author: info.author.clone(),
            activity: info.activity.clone(),
            message: info.message.clone(),
            added: info.added,
            removed: info.removed,
            graphs: graphs.collect(),
        })
    }
}

struct Wanted<'f> {
    filter: &'f AuditFilter,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl<'f> Wanted<'f> {
    fn new(filter: &'f AuditFilter) -> Result<Self, EngineError> {
        let since = filter.since.as_deref().map(|text| moment("since", text, "T00:00:00Z"));
        let until = filter.until.as_deref().map(|text| moment("until", text, "T23:59:59.999Z"));
        Ok(Self { filter, since: since.transpose()?, until: until.transpose()? })
    }

    fn takes(&self, info: &CommitInfo) -> bool {
        let is = |wanted: &Option<String>, found: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == found)
        };
        is(&self.filter.author, &info.author)
            && is(&self.filter.activity, &info.activity)
            && self.until.is_none_or(|until| time(info) <= until)
    }
}

/// A moment, or a day with the time of day that bounds it.
fn moment(field: &'static str, text: &str, of_day: &str) -> Result<Timestamp, EngineError> {
    let parsed = text.parse().or_else(|_| format!("{text}{of_day}").parse());
    parsed.map_err(|_| EngineError::InvalidValue {
        field,
        value: text.to_owned(),
        expected: "a day (2026-11-25) or a time in UTC (2026-11-25T09:00:00Z)",
    })
}

/// The journal writes its times itself, so one that does not read is as old as can be.
fn time(info: &CommitInfo) -> Timestamp {
    info.time.parse().unwrap_or(Timestamp::MIN)
}
