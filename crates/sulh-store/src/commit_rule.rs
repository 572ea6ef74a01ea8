//! Rules that stand between the effective diff of a write and the journal.
//!
//! First every rule adds what follows from the change, in the same commit; then every
//! rule may refuse the whole. A rule sees both states and must change neither.

use crate::error::ReadError;
use crate::shacl::{ValidationReport, ValidationResult};
use crate::snapshot::Snapshot;
use crate::term_id::TermId;
use oxigraph::model::Quad;
use std::fmt;
use std::sync::Arc;

/// A write before it is a commit: the states around it and the quads between them.
///
/// Ids are subject, predicate, object, graph; they hold for views of both snapshots.
#[derive(Clone, Debug)]
pub struct ProposedChange<'a> {
    /// Who writes.
    pub author: &'a str,
    /// What kind of work it is (`update`, `load`, `undo` …).
    pub activity: &'a str,
    /// The state before it.
    pub before: &'a Snapshot,
    /// The state that it would make.
    pub after: &'a Snapshot,
    /// Quads really added.
    pub added: Quads<'a>,
    /// Quads really removed.
    pub removed: Quads<'a>,
    /// Where the write takes a commit back: the state before that commit.
    pub undone: Option<Undone<'a>>,
}

/// The state before a commit that is taken back; made when a rule asks for it.
#[derive(Clone, Copy)]
pub struct Undone<'a>(pub(crate) &'a dyn Fn() -> Option<Snapshot>);

impl Undone<'_> {
    /// The state; `None` when the journal cannot be read. Cost: O(changes since).
    pub fn state(&self) -> Option<Snapshot> {
        (self.0)()
    }
}

impl fmt::Debug for Undone<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Undone")
    }
}

/// Quads of a change as ids, without a copy of them.
#[derive(Clone, Copy, Debug)]
pub struct Quads<'a>(pub(crate) QuadSource<'a>);

#[derive(Clone, Copy, Debug)]
pub(crate) enum QuadSource<'a> {
    List(&'a [crate::row::IdQuad]),
    /// Rows of a load in the order of subject, predicate, object, graph, and what follows from them.
    Rows(&'a crate::sorted_rows::SortedRows, &'a [crate::row::IdQuad]),
}

impl Quads<'_> {
    /// How many.
    pub fn len(&self) -> usize {
        match self.0 {
            QuadSource::List(list) => list.len(),
            QuadSource::Rows(rows, more) => rows.len() + more.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each of them, in no promised order.
    pub fn iter(&self) -> impl Iterator<Item = [TermId; 4]> {
        let (rows, list): (&[crate::row::Row], &[crate::row::IdQuad]) = match self.0 {
            QuadSource::List(list) => (&[], list),
            QuadSource::Rows(rows, more) => (rows.as_slice(), more),
        };
        let rows = rows.iter().map(|row| crate::row::Permutation::Spog.quad(*row).ids());
        rows.chain(list.iter().map(|quad| quad.ids()))
    }
}

/// What follows from a change: quads to be absent and quads to be present, in the same commit.
#[derive(Clone, Debug, Default)]
pub struct Consequences {
    /// Quads to be present afterwards.
    pub insert: Vec<Quad>,
    /// Quads to be absent afterwards.
    pub remove: Vec<Quad>,
}

impl Consequences {
    /// Whether nothing follows.
    pub fn is_empty(&self) -> bool {
        self.insert.is_empty() && self.remove.is_empty()
    }
}

/// Why a rule refused a write; nothing of the write remains.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// A stable name of the case, for programs.
    pub code: &'static str,
    /// What is wrong and what would be right, in plain words.
    pub message: String,
    /// Each finding for itself, as one line of text.
    pub details: Vec<String>,
    /// What shapes found, when shapes refused it.
    pub report: Option<Arc<ValidationReport>>,
}

impl Refusal {
    /// Why shapes refused a write, each result said by `line`.
    pub fn of_shapes(
        report: Arc<ValidationReport>,
        line: impl Fn(&ValidationResult) -> String,
    ) -> Self {
        let details: Vec<String> = report.results.iter().map(line).collect();
        let first = details.first().cloned().unwrap_or_default();
        let message = match report.total {
            0 | 1 => first,
            many => format!("{first} (+ {})", many - 1),
        };
        Self { code: "shape-violation", message, details, report: Some(report) }
    }
}

/// Why a rule did not pass a write.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The write is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A state could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// A rule of a store; it runs on the thread that commits, for each write.
pub trait CommitRule: Send + Sync + fmt::Debug {
    /// What follows from the change. Asked once, before any rule checks.
    ///
    /// # Errors
    /// [`RuleError::Read`] when a state cannot be read, [`RuleError::Refused`] when nothing can follow.
    fn consequences(&self, change: &ProposedChange<'_>) -> Result<Consequences, RuleError> {
        let _ = change;
        Ok(Consequences::default())
    }

    /// Refuses the change, with its consequences, or lets it pass.
    ///
    /// # Errors
    /// [`RuleError::Refused`] for a change that may not be, [`RuleError::Read`].
    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        let _ = change;
        Ok(())
    }
}

/// What follows from a change by all rules together.
pub(crate) fn consequences(
    rules: &[Arc<dyn CommitRule>],
    change: &ProposedChange<'_>,
) -> Result<Consequences, RuleError> {
    let mut all = Consequences::default();
    for rule in rules {
        let follows = rule.consequences(change)?;
        all.insert.extend(follows.insert);
        all.remove.extend(follows.remove);
    }
    Ok(all)
}

/// Asks each rule whether the change may be.
pub(crate) fn check(
    rules: &[Arc<dyn CommitRule>],
    change: &ProposedChange<'_>,
) -> Result<(), RuleError> {
    rules.iter().try_for_each(|rule| rule.check(change))
}
