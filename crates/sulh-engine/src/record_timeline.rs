//! The records of visibility at every revision, read once from the journal.
//!
//! Records change rarely: of each change the records after it are kept. It must not decide who
//! sees a graph.

use crate::audience::Audiences;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::visibility::Records;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use sulh_ontology::Base;
use sulh_store::rdf::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use sulh_store::{Change, Store};

/// Notes that are read from the journal at once.
const BATCH: u64 = 1024;

/// What is learnt so far.
#[derive(Debug, Default)]
pub(crate) struct RecordTimeline(Mutex<Learnt>);

#[derive(Debug, Default)]
struct Learnt {
    /// The revision up to which the journal was read.
    through: u64,
    /// Subject, predicate and value of each statement in `graph/access` at that revision.
    statements: BTreeSet<[String; 3]>,
    /// Revisions that changed the records, and the records since, ascending.
    points: Vec<(u64, Arc<Records>)>,
}

impl RecordTimeline {
    /// Forgets what was read: the journal is another one.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Learnt::default();
    }
}

impl Engine {
    /// The records of visibility at a revision of the journal.
    ///
    /// Cost: O(log changes of records), and O(commits) for those not read before.
    pub(crate) fn records_at(&self, revision: u64) -> Result<Arc<Records>, EngineError> {
        let mut learnt = self.record_timeline().0.lock().unwrap_or_else(PoisonError::into_inner);
        learnt.learn(self.store(), self.base(), revision)?;
        let after = learnt.points.partition_point(|(at, _)| *at <= revision);
        let point = after.checked_sub(1).and_then(|at| learnt.points.get(at));
        Ok(point.map_or_else(Arc::default, |(_, records)| Arc::clone(records)))
    }
}

impl Learnt {
    fn learn(&mut self, store: &Store, base: &Base, last: u64) -> Result<(), EngineError> {
        while self.through < last {
            let (from, to) = (self.through, last.min(self.through + BATCH));
            for (note, revision) in store.commit_notes(from, to)?.into_iter().zip(from + 1..) {
                let audiences = match note.as_deref().and_then(Audiences::parse) {
                    Some(audiences) => audiences,
                    None => Audiences::of_graphs(&store.commit_graphs(revision)?, base),
                };
                if audiences.may_touch_records() {
                    self.play(store, base, revision)?;
                }
                self.through = revision;
            }
        }
        Ok(())
    }

    /// Takes over what a commit did to the statements of `graph/access`.
    fn play(&mut self, store: &Store, base: &Base, revision: u64) -> Result<(), EngineError> {
        let access = base.graph_access();
        let (mut has_changed, mut number) = (false, 0);
        while let Some(part) = store.commit_part(revision, number)? {
            let of_access = part.quads().filter(|(_, quad)| {
                matches!(quad.graph_name, GraphNameRef::NamedNode(name) if name == access.as_ref())
            });
            for (change, statement) in of_access.filter_map(|(c, quad)| Some((c, words(quad)?))) {
                has_changed = true;
                if change == Change::Added {
                    self.statements.insert(statement);
                } else {
                    self.statements.remove(&statement);
                }
            }
            number += 1;
        }
        if has_changed {
            let records = Records::of_statements(&self.statements);
            self.points.push((revision, Arc::new(records)));
        }
        Ok(())
    }
}

fn words(quad: QuadRef<'_>) -> Option<[String; 3]> {
    let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject else { return None };
    let value = match quad.object {
        TermRef::NamedNode(node) => node.as_str(),
        TermRef::Literal(literal) => literal.value(),
        _ => return None,
    };
    Some([subject.as_str(), quad.predicate.as_str(), value].map(str::to_owned))
}
