//! The one thread that changes the store: it takes the waiting writes in order,
//! makes their diffs, puts all of them into the journal with one synchronisation,
//! shows the new state, and only then answers.
//!
//! It must not answer a write before the journal has it, nor show a state that
//! the journal does not have.

use crate::as_of::state_at;
use crate::bulk::BulkRows;
use crate::checkpoint::{Opened, Remap};
use crate::commit_note;
use crate::commit_rule::{
    self, Consequences, ProposedChange, QuadSource, Quads, RuleError, Undone,
};
use crate::error::FileError;
use crate::fold::{self, Folded};
use crate::journal::{Body, CommitWriter, EncodedCommit, PendingCommit};
use crate::journal_entry;
use crate::purge::{Purge, PurgeError, Purged};
use crate::row::Permutation;
use crate::run::Run;
use crate::shared::Shared;
use crate::snapshot::{Snapshot, State};
use crate::transaction::{IdDiff, Transaction};
use crate::write::{Committed, Operation, Write, WriteError};
use oxigraph::model::{GraphName, Quad};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel};
use std::time::{Duration, Instant};

mod purge;
mod undo;

/// Writes that one synchronisation may carry.
const LARGEST_BATCH: usize = 256;
/// How long a batch waits for writers that came together before.
const GATHERING: Duration = Duration::from_millis(4);

/// How often a running fold is looked after.
const FOLD_LOOK: Duration = Duration::from_millis(20);
/// How long nobody must have written before what is in memory is folded.
const IDLE: Duration = Duration::from_secs(2);
/// Until somebody comes.
const FOREVER: Duration = Duration::from_hours(24);

/// What the thread is asked to do.
pub(crate) enum Job {
    /// Commit a write.
    Write(Write, SyncSender<Result<Committed, WriteError>>),
    /// Commit rows that a loader prepared.
    Bulk(Box<BulkRows>, SyncSender<Result<Committed, WriteError>>),
    /// Fold everything so far into a checkpoint, then answer.
    Fold(SyncSender<Result<(), Arc<FileError>>>),
    /// Erase, beside nothing else.
    Purge(Box<Purge>, SyncSender<Result<Purged, PurgeError>>),
    /// End the thread.
    Close,
}

/// The state of the thread.
pub(crate) struct Committer {
    shared: Arc<Shared>,
    jobs: Receiver<Job>,
    folded: (Sender<Folded>, Receiver<Folded>),
    folding: bool,
    /// How many writes came together lately.
    company: usize,
    finished: Option<Folded>,
    waiting: Vec<SyncSender<Result<(), Arc<FileError>>>>,
}

struct Evaluated {
    next: Arc<State>,
    committed: Committed,
    commit: Option<PendingCommit<'static>>,
}

/// What is asked of a change.
type Judged<'j> = dyn FnMut(&ProposedChange<'_>) -> Result<(), RuleError> + 'j;

struct Ready {
    answer: SyncSender<Result<Committed, WriteError>>,
    committed: Committed,
}

impl Committer {
    /// Prepares the thread; [`Committer::run`] is its body.
    pub(crate) fn new(shared: Arc<Shared>, jobs: Receiver<Job>) -> Self {
        Self {
            shared,
            jobs,
            folded: channel(),
            folding: false,
            company: 1,
            finished: None,
            waiting: Vec::new(),
        }
    }

    /// Serves jobs until the last sender is gone or [`Job::Close`] comes.
    pub(crate) fn run(mut self) {
        while let Some(batch) = self.next_batch() {
            let mut writes = Vec::new();
            let mut closing = false;
            for job in batch {
                match job {
                    Job::Write(write, answer) => writes.push((write, answer)),
                    Job::Bulk(rows, answer) => {
                        self.commit(std::mem::take(&mut writes));
                        let committed = self.commit_bulk(*rows);
                        // Whoever asked may be gone; the commit stands.
                        let _ = answer.send(committed);
                    }
                    Job::Fold(answer) => {
                        self.commit(std::mem::take(&mut writes));
                        self.waiting.push(answer);
                        self.start_fold(true);
                    }
                    Job::Purge(purge, answer) => {
                        self.commit(std::mem::take(&mut writes));
                        let _ = answer.send(self.purge(*purge));
                    }
                    Job::Close => closing = true,
                }
            }
            self.commit(writes);
            if closing {
                break;
            }
            self.keep_pace();
        }
        self.finish();
    }

    /// Waits for a job and takes those that wait with it.
    fn next_batch(&mut self) -> Option<Vec<Job>> {
        let first = loop {
            self.take_fold();
            match self.jobs.recv_timeout(self.patience()) {
                Ok(job) => break job,
                // Nobody writes: what lies in memory goes into files.
                Err(RecvTimeoutError::Timeout) if !self.folding => self.start_fold(false),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        };
        let mut batch = vec![first];
        self.gather(&mut batch);
        Some(batch)
    }

    /// How long to wait for a job before looking after other things.
    fn patience(&self) -> Duration {
        if self.folding || self.finished.is_some() {
            // The end of a fold must be noticed without a write coming by.
            FOLD_LOOK
        } else if self.shared.state().run_rows() >= self.shared.options.idle_fold_rows {
            IDLE
        } else {
            FOREVER
        }
    }

    /// Takes the jobs that wait, and where writers come together, waits a moment for
    /// the others: a synchronisation costs the same for one write and for many.
    ///
    /// A writer alone never waits: nobody was with the one before.
    fn gather(&mut self, batch: &mut Vec<Job>) {
        let until = Instant::now() + GATHERING;
        while batch.len() < LARGEST_BATCH {
            let next = if self.company > 1 && batch.len() < self.company {
                let left = until.saturating_duration_since(Instant::now());
                self.jobs.recv_timeout(left).ok()
            } else {
                self.jobs.try_recv().ok()
            };
            match next {
                Some(job) => batch.push(job),
                None => break,
            }
        }
        // Forgotten slowly, so that one sparse batch does not end the company.
        self.company = batch.len().max(self.company - self.company.div_ceil(8));
    }

    /// Commits writes in their order with one synchronisation.
    fn commit(&mut self, writes: Vec<(Write, SyncSender<Result<Committed, WriteError>>)>) {
        if writes.is_empty() {
            return;
        }
        let mut state = self.shared.state();
        let mut ready = Vec::with_capacity(writes.len());
        let mut pending = Vec::with_capacity(writes.len());
        for (write, answer) in writes {
            match self.evaluate(&write, &state) {
                Ok(Evaluated { next, committed, commit }) => {
                    pending.extend(commit);
                    state = next;
                    ready.push(Ready { answer, committed });
                }
                Err(error) => {
                    let _ = answer.send(Err(error));
                }
            }
        }
        let written = self.append(&mut pending);
        if written.is_ok() {
            self.shared.publish(state);
        }
        for Ready { answer, committed } in ready {
            let _ = answer.send(written.clone().map(|()| committed));
        }
    }

    fn append(&self, pending: &mut [PendingCommit<'_>]) -> Result<(), WriteError> {
        if pending.is_empty() {
            return Ok(());
        }
        Ok(self.shared.append(pending)?)
    }

    /// The state after a write, and its effective diff.
    fn evaluate(&self, write: &Write, state: &Arc<State>) -> Result<Evaluated, WriteError> {
        let mut transaction = Transaction::new(Arc::clone(state));
        self.apply(&write.operation, &mut transaction)?;
        let diff = self.judge(write, state, &mut transaction)?;
        let mut committed = Committed { revision: state.revision, added: 0, removed: 0 };
        if diff.is_empty() {
            return Ok(Evaluated { next: Arc::clone(state), committed, commit: None });
        }
        let body: EncodedCommit = journal_entry::encode(&diff, &state.generation.dictionary)?;
        let note = commit_note::of_write(&self.shared, state, transaction.state(), &diff)?;
        let commit = journal_entry::pending(write, body)?.with_note(note);
        let mut next = State::clone(transaction.state());
        next.revision += 1;
        committed = Committed {
            revision: next.revision,
            added: diff.added.len() as u64,
            removed: diff.removed.len() as u64,
        };
        Ok(Evaluated { next: Arc::new(next), committed, commit: Some(commit) })
    }

    /// Point 2 of the commit protocol: what follows from the write joins it, then each
    /// rule may refuse the whole.
    fn judge(
        &self,
        write: &Write,
        state: &Arc<State>,
        transaction: &mut Transaction,
    ) -> Result<IdDiff, WriteError> {
        let diff = transaction.diff();
        let rules = &self.shared.options.rules;
        if rules.is_empty() || (diff.added.is_empty() && diff.removed.is_empty()) {
            return Ok(diff);
        }
        let before = Snapshot(Arc::clone(state));
        // The published state: what the batch has made besides is in no journal yet.
        let undone = |revision: u64| {
            state_at(&self.shared, self.shared.state(), revision.saturating_sub(1)).ok()
        };
        let undone = match write.operation {
            Operation::Undo { revision, .. } => Some(move || undone(revision)),
            _ => None,
        };
        let proposed = |diff: &IdDiff, after: &Snapshot, judged: &mut Judged<'_>| {
            judged(&ProposedChange {
                author: &write.author,
                activity: &write.activity,
                before: &before,
                after,
                added: Quads(QuadSource::List(&diff.added)),
                removed: Quads(QuadSource::List(&diff.removed)),
                undone: undone.as_ref().map(|undone| Undone(undone)),
            })
        };
        let after = Snapshot(Arc::clone(transaction.state()));
        let mut follows = Consequences::default();
        proposed(&diff, &after, &mut |change| {
            follows = commit_rule::consequences(rules, change)?;
            Ok(())
        })?;
        let diff = if follows.is_empty() {
            diff
        } else {
            Self::follow(&follows, transaction)?;
            transaction.diff()
        };
        let after = Snapshot(Arc::clone(transaction.state()));
        proposed(&diff, &after, &mut |change| commit_rule::check(rules, change))?;
        Ok(diff)
    }

    /// Lays consequences over a transaction.
    fn follow(follows: &Consequences, transaction: &mut Transaction) -> Result<(), WriteError> {
        let insert = follows
            .insert
            .iter()
            .map(|quad| transaction.intern_quad(quad.as_ref()))
            .collect::<Result<_, _>>()?;
        let remove =
            follows.remove.iter().filter_map(|quad| transaction.find_quad(quad.as_ref())).collect();
        transaction.change(insert, remove);
        Ok(())
    }

    fn apply(
        &self,
        operation: &Operation,
        transaction: &mut Transaction,
    ) -> Result<(), WriteError> {
        match operation {
            Operation::Update(update) => update.apply(transaction, &self.shared.skolem)?,
            Operation::Change { insert, remove } => {
                let mut nodes = self.shared.skolem.document();
                let insert = insert
                    .iter()
                    .map(|quad| transaction.intern_quad(nodes.quad(quad.clone()).as_ref()))
                    .collect::<Result<_, _>>()?;
                let remove =
                    remove.iter().filter_map(|q| transaction.find_quad(q.as_ref())).collect();
                transaction.change(insert, remove);
            }
            Operation::ReplaceGraph { graph, quads } => self.replace(graph, quads, transaction)?,
            Operation::DropGraph { graph } => {
                let id = transaction.intern_graph(graph.as_ref())?;
                transaction.clear_graph(id);
                transaction.forget_graph(id);
            }
            Operation::Undo { revision, graphs } => {
                let diff = self.shared.journal().diff(*revision)?;
                let newest = transaction.state().revision;
                let diff =
                    diff.ok_or(WriteError::NoSuchRevision { revision: *revision, newest })?;
                undo::undo(&diff, graphs, transaction)?;
            }
        }
        Ok(())
    }

    fn replace(
        &self,
        graph: &GraphName,
        quads: &[Quad],
        transaction: &mut Transaction,
    ) -> Result<(), WriteError> {
        let id = transaction.intern_graph(graph.as_ref())?;
        let mut nodes = self.shared.skolem.document();
        let wanted = quads
            .iter()
            .map(|quad| {
                let mut ids = transaction.intern_quad(nodes.quad(quad.clone()).as_ref())?;
                ids.graph = id;
                Ok(ids)
            })
            .collect::<Result<Vec<_>, WriteError>>()?;
        let present = transaction.graph_quads(id);
        transaction.change(wanted, present);
        if !graph.is_default_graph() {
            transaction.create_graph(id);
        }
        Ok(())
    }

    fn commit_bulk(&mut self, rows: BulkRows) -> Result<Committed, WriteError> {
        let state = self.shared.state();
        let rows = rows.absent_in(&state, &self.shared.scratch_directory())?;
        if rows.is_empty() && rows.graphs.iter().all(|graph| state.graphs.contains(graph)) {
            return Ok(Committed { revision: state.revision, added: 0, removed: 0 });
        }
        let follows = self.judge_bulk(&rows, &state)?;
        let created: Vec<_> =
            rows.graphs.difference(&state.graphs).chain(&follows.created).copied().collect();
        let mut next = State::clone(&state);
        next.revision += 1;
        let added = (rows.len() + follows.added.len()) as u64;
        let removed = follows.removed.len() as u64;
        let mut transaction = Transaction::new(Arc::new(next));
        transaction.add_run(Arc::clone(&rows.run), &rows.graphs);
        transaction.change(follows.added.clone(), follows.removed.clone());
        let (next, loaded) = (Arc::clone(transaction.state()), (&*rows.run, &rows.graphs));
        let note = commit_note::of_load(&self.shared, &state, &next, loaded, &follows)?;
        let mut source = |commit: &mut CommitWriter<'_>| {
            journal_entry::stream(&rows, &follows, &created, &state, commit)
        };
        let meta = &rows.meta;
        let body = Body::Stream(&mut source);
        let commit = PendingCommit::new(
            journal_entry::now(),
            &meta.author,
            &meta.activity,
            &meta.message,
            body,
        )?;
        self.append(&mut [commit.with_note(note)])?;
        let revision = next.revision;
        self.shared.publish(next);
        Ok(Committed { revision, added, removed })
    }

    /// As [`Self::judge`], for a load; gives what follows from it.
    fn judge_bulk(&self, rows: &BulkRows, state: &Arc<State>) -> Result<IdDiff, WriteError> {
        let rules = &self.shared.options.rules;
        if rules.is_empty() || rows.is_empty() {
            return Ok(IdDiff::default());
        }
        let before = Snapshot(Arc::clone(state));
        let mut loaded = Transaction::new(Arc::clone(state));
        loaded.add_run(Arc::clone(&rows.run), &rows.graphs);
        let judge = |follows: &IdDiff, after: &Snapshot, judged: &mut Judged<'_>| {
            let (meta, rows) = (&rows.meta, rows.run.rows(Permutation::Spog));
            judged(&ProposedChange {
                author: &meta.author,
                activity: &meta.activity,
                before: &before,
                after,
                added: Quads(QuadSource::Rows(rows, &follows.added)),
                removed: Quads(QuadSource::List(&follows.removed)),
                undone: None,
            })
        };
        let mut follows = Consequences::default();
        let after = Snapshot(Arc::clone(loaded.state()));
        judge(&IdDiff::default(), &after, &mut |change| {
            follows = commit_rule::consequences(rules, change)?;
            Ok(())
        })?;
        let mut transaction = Transaction::new(Arc::clone(loaded.state()));
        Self::follow(&follows, &mut transaction)?;
        let follows = transaction.diff();
        let after = Snapshot(Arc::clone(transaction.state()));
        judge(&follows, &after, &mut |change| commit_rule::check(rules, change))?;
        Ok(follows)
    }

    /// Starts a fold when the runs have grown, and waits when they outgrow it.
    fn keep_pace(&mut self) {
        let state = self.shared.state();
        let base = state.generation.rows.len();
        let threshold = self.shared.options.fold_rows.max(base / 4);
        let term_bytes = state.generation.dictionary.heap_bytes();
        if state.run_rows() > threshold || term_bytes > self.shared.options.fold_bytes {
            self.start_fold(false);
        }
        // Loaders keep ids of this generation: while they work, the fold has to wait for them.
        while self.folding
            && self.shared.state().run_rows() > 3 * threshold
            && self.finished.is_none()
        {
            match self.folded.1.recv() {
                Ok(folded) => self.finished = Some(folded),
                Err(_) => break,
            }
        }
        self.take_fold();
    }

    fn start_fold(&mut self, asked: bool) {
        if self.folding {
            return;
        }
        let state = self.shared.state();
        if asked
            && state.runs.is_empty()
            && state.generation.revision == state.revision
            && state.generation.number > 0
        {
            self.answer_folds(&Ok(()));
            return;
        }
        self.folding = true;
        fold::spawn(Arc::clone(&self.shared), state, &self.folded.0);
    }

    /// Moves to the folded generation when one is ready and nobody holds on to the old ids.
    fn take_fold(&mut self) {
        if self.finished.is_none() {
            self.finished = self.folded.1.try_recv().ok();
        }
        let Some(folded) = self.finished.take() else { return };
        let shared = Arc::clone(&self.shared);
        let Some(_no_loader) = shared.try_pause_loaders() else {
            self.finished = Some(folded);
            return;
        };
        self.folding = false;
        let (result, again) = match folded.written {
            Ok((opened, remap)) => {
                (self.adopt(&folded.state, &opened, &remap), folded.state.revision)
            }
            Err(error) => {
                tracing::error!(%error, "the checkpoint was not written; the journal has everything");
                (Err(Arc::new(error)), u64::MAX)
            }
        };
        // Somebody asked for a checkpoint while an older state was being folded.
        if again < self.shared.state().revision && !self.waiting.is_empty() && result.is_ok() {
            self.start_fold(true);
            return;
        }
        self.answer_folds(&result);
    }

    fn answer_folds(&mut self, result: &Result<(), Arc<FileError>>) {
        for answer in self.waiting.drain(..) {
            let _ = answer.send(result.clone());
        }
    }

    fn adopt(
        &self,
        folded: &Arc<State>,
        opened: &Opened,
        remap: &Remap,
    ) -> Result<(), Arc<FileError>> {
        let now = self.shared.state();
        let since = fold::difference(folded, &now);
        let dictionary = &opened.generation.dictionary;
        let moved = |id| match remap.get(id) {
            Some(new) => Ok(new),
            None => now
                .generation
                .dictionary
                .with_bytes(id, |bytes| dictionary.intern_bytes(bytes))
                .and_then(Result::ok)
                .ok_or_else(|| FileError::Format {
                    path: self.shared.directory.clone(),
                    expected: "a store whose terms are all known",
                }),
        };
        let rows =
            since.into_iter().map(|quad| quad.try_map(moved)).collect::<Result<Vec<_>, _>>()?;
        let graphs = now.graphs.iter().map(|id| moved(*id)).collect::<Result<BTreeSet<_>, _>>()?;
        let mut next = State {
            generation: Arc::clone(&opened.generation),
            runs: Vec::new(),
            graphs: Arc::new(graphs),
            ..State::clone(&now)
        };
        next.push_run(Run::from_quads(&rows));
        self.shared.publish(Arc::new(next));
        self.shared.forget_checkpoints_but(opened.generation.number);
        Ok(())
    }

    /// Waits for a running fold, so that closing leaves no half-made files.
    fn finish(&mut self) {
        if self.folding && self.finished.is_none() {
            self.finished = self.folded.1.recv().ok();
        }
        self.take_fold();
        self.answer_folds(&Ok(()));
        while let Ok(job) = self.jobs.try_recv() {
            if let Job::Write(_, answer) | Job::Bulk(_, answer) = job {
                let _ = answer.send(Err(WriteError::Closing));
            }
        }
    }
}
