//! Erasure on the thread that commits: the journal written anew beside the old one, put in its
//! place, and a state and files made without what is gone.
//!
//! It must not show a state that the journal does not have. Up to the moment in which the new
//! journal takes the place of the old, nothing has happened; from then on, all of it will.

use super::Committer;
use crate::checkpoint;
use crate::commit_note;
use crate::commit_rule::{self, ProposedChange, QuadSource, Quads, RuleError};
use crate::erasure::{Erasure, ErasurePlan};
use crate::error::{FileError, ReadError};
use crate::fault;
use crate::journal::{ASIDE, Afterwards, PendingCommit};
use crate::journal_entry;
use crate::purge::{self, Purge, PurgeError, Purged, Tombstone};
use crate::row::IdQuad;
use crate::snapshot::{Snapshot, State};
use crate::store::OpenError;
use crate::term_id::TermId;
use crate::transaction::Transaction;
use crate::write::{Write, WriteError};
use oxigraph::model::Quad;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

impl Committer {
    /// Erases, and shows the state without it.
    pub(super) fn purge(&mut self, purge: Purge) -> Result<Purged, PurgeError> {
        self.give_up_fold();
        let shared = Arc::clone(&self.shared);
        let (journal, state) = (shared.journal(), shared.state());
        let plan = journal.plan(&purge.erasure)?;
        let afterwards = Afterwards { remove: purge.remove, replace: purge.replace };
        if plan.is_empty() && afterwards == Afterwards::default() {
            return Err(PurgeError::Nothing);
        }
        let (next, commit) = self.without(&state, &plan, purge.tombstone)?;
        let aside = shared.directory.join(format!("journal.redb{ASIDE}"));
        // One that an earlier try left.
        let _ = fs::remove_file(&aside);
        fault::point("purge-before-write");
        let written = journal.write_erased(&aside, &plan.erasure, commit, &afterwards);
        if written.is_err() {
            // A full disk gets its room back at once.
            let _ = fs::remove_file(&aside);
        }
        let last = written?;
        fault::point("purge-before-rename");
        journal.take_place(&aside, last.as_ref())?;
        fault::point("purge-after-tip");
        let finished = purge::finish(&shared.directory, journal);
        let revision = next.revision;
        self.settle(next);
        finished.map_err(|error| match error {
            OpenError::File(error) => PurgeError::File(error),
            OpenError::Journal(error) => PurgeError::Journal(error),
            other => PurgeError::File(FileError::Write {
                path: shared.directory.clone(),
                source: std::io::Error::other(other),
            }),
        })?;
        Ok(Purged { revision, plan })
    }

    /// Waits for a running fold and throws its files away: they hold what is to go.
    fn give_up_fold(&mut self) {
        if self.folding && self.finished.is_none() {
            // The thread of the fold always says how it ended.
            self.finished = self.folded.1.recv().ok();
        }
        self.finished = None;
        self.folding = false;
    }

    /// The state without what is erased and with the tombstone, and the commit of the latter.
    fn without(
        &self,
        state: &Arc<State>,
        plan: &ErasurePlan,
        tombstone: Tombstone,
    ) -> Result<(State, PendingCommit<'static>), PurgeError> {
        let mut transaction = Transaction::new(Arc::clone(state));
        let present = plan.present.values().flatten();
        let gone = present
            .map(|quad| exact(quad, &transaction))
            .collect::<Result<FxHashSet<IdQuad>, WriteError>>()?;
        transaction.change(Vec::new(), gone.iter().copied().collect());
        let graphs = erased_graphs(state, &plan.erasure)?;
        for graph in &graphs {
            transaction.forget_graph(*graph);
        }
        let write = tombstone(plan, &Snapshot(Arc::clone(transaction.state())))?;
        self.apply(&write.operation, &mut transaction)?;
        self.follow_erasure(&write, state, &mut transaction, &plan.erasure)?;
        let mut diff = transaction.diff();
        // For whom the commit counts: for all who saw what is gone.
        let note = commit_note::of_write(&self.shared, state, transaction.state(), &diff)?;
        // The journal never had it.
        diff.removed.retain(|quad| !gone.contains(quad));
        diff.dropped.retain(|graph| !graphs.contains(graph));
        let body = journal_entry::encode(&diff, &state.generation.dictionary)?;
        let commit = journal_entry::pending(&write, body)?.with_note(note);
        let mut next = State::clone(transaction.state());
        next.revision += 1;
        Ok((next, commit))
    }

    /// What follows from the erasure joins it; no rule may refuse it.
    fn follow_erasure(
        &self,
        write: &Write,
        state: &Arc<State>,
        transaction: &mut Transaction,
        erasure: &Erasure,
    ) -> Result<(), WriteError> {
        let diff = transaction.diff();
        let (before, after) =
            (Snapshot(Arc::clone(state)), Snapshot(Arc::clone(transaction.state())));
        let change = ProposedChange {
            author: &write.author,
            activity: &write.activity,
            before: &before,
            after: &after,
            added: Quads(QuadSource::List(&diff.added)),
            removed: Quads(QuadSource::List(&diff.removed)),
            undone: None,
        };
        let mut follows = match commit_rule::consequences(&self.shared.options.rules, &change) {
            Err(RuleError::Refused(refusal)) => {
                tracing::warn!(%refusal, "nothing follows from an erasure, for a rule refused it");
                return Ok(());
            }
            other => other?,
        };
        follows.insert.retain(|quad| !erasure.means_quad(quad));
        Self::follow(&follows, transaction)
    }

    /// Shows the state, with files of its own, and answers who waits for a checkpoint.
    fn settle(&mut self, next: State) {
        let next = Arc::new(next);
        let written = self.shared.journal_hash(next.revision).and_then(|hash| {
            let number = next.generation.number + 1;
            checkpoint::write(&self.shared.checkpoint_directory(), &next, number, &hash)
        });
        match written {
            Ok((opened, remap)) => {
                let graphs = next.graphs.iter().filter_map(|id| remap.get(*id)).collect();
                self.shared.publish(Arc::new(State {
                    generation: opened.generation,
                    runs: Vec::new(),
                    graphs: Arc::new(graphs),
                    ..State::clone(&next)
                }));
                self.answer_folds(&Ok(()));
            }
            Err(error) => {
                tracing::error!(%error, "no checkpoint after an erasure; the journal has everything");
                self.shared.publish(next);
                self.answer_folds(&Err(Arc::new(error)));
            }
        }
    }
}

/// The quad as it is, in the default graph where it stands there.
fn exact(quad: &Quad, transaction: &Transaction) -> Result<IdQuad, WriteError> {
    let mut ids = transaction.intern_quad(quad.as_ref())?;
    if quad.graph_name.is_default_graph() {
        ids.graph = TermId::DEFAULT_GRAPH;
    }
    Ok(ids)
}

/// The graphs whose names are erased.
fn erased_graphs(state: &State, erasure: &Erasure) -> Result<BTreeSet<TermId>, ReadError> {
    let mut erased = BTreeSet::new();
    for graph in state.graphs.iter() {
        if erasure.means_term(&state.generation.dictionary.term(*graph)?) {
            erased.insert(*graph);
        }
    }
    Ok(erased)
}
