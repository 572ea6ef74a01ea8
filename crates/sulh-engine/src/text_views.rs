//! Text indexes that follow the store: one for each set of graphs that somebody may see.
//!
//! An index has only what those who ask it may see, so that no hit, count or score tells of more.
//! It must not be older than the state that the one who asks reads: what is missing is taken in
//! before the answer. Each stands in a directory of its own; whoever sees the same shares it.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use crate::label_table::LabelTable;
use crate::suggest::names;
use crate::text_documents::{Touched, documents, things, touched};
use crate::tokens::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard};
use std::time::SystemTime;
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{Access, TermId};
use sulh_text::{NameTable, NameWeights, TextError, TextIndex};

/// The directory of the indexes in the data directory.
pub(crate) const DIRECTORY: &str = "text";
/// Indexes that are kept, open and on disk.
const KEPT_INDEXES: usize = 8;
/// Documents that are read at a time.
const BATCH: usize = 20_000;
/// Changes beyond which an index is built anew.
const MOST_CHANGES: usize = 200_000;

/// The indexes that were asked for.
#[derive(Debug, Default)]
pub(crate) struct TextViews {
    /// Held for reading while an index is made or follows, for writing by an erasure.
    gate: RwLock<()>,
    /// The last one was asked for last.
    kept: Mutex<Vec<Arc<Kept>>>,
}

/// An index with what it is of.
#[derive(Debug)]
struct Kept {
    access: Access,
    index: Arc<TextIndex>,
    /// Held by whoever takes in what was committed.
    following: Mutex<()>,
    tables: Arc<NameTables>,
}

/// What is made of the names that an index has, once it is asked for.
#[derive(Debug, Default)]
struct NameTables {
    /// The revision with which a name last changed.
    changed: AtomicU64,
    labels: Made<u64, LabelTable>,
    names: Made<u64, NameTable>,
    weights: Made<(u64, u64), NameWeights>,
}

/// What was made, and of which revision.
type Made<R, T> = Mutex<Option<(R, Arc<T>)>>;

/// What a requester may see now, and the index of it.
pub(crate) struct Texts<'e> {
    pub(crate) facts: Facts<'e>,
    pub(crate) index: Arc<TextIndex>,
    tables: Arc<NameTables>,
}

impl Texts<'_> {
    /// Names that stand for each other.
    pub(crate) fn labels(&self) -> Result<Arc<LabelTable>, EngineError> {
        self.made(&self.tables.labels, || Ok(LabelTable::of(&self.facts)?))
    }

    /// Names by their beginnings.
    pub(crate) fn names(&self) -> Result<(Arc<NameTable>, Arc<NameWeights>), EngineError> {
        let make = || Ok(Arc::new(NameTable::of(names(&self.facts)?)));
        let table = self.made(&self.tables.names, make)?;
        let of = (self.facts.view().revision(), self.tables.changed.load(Ordering::Acquire));
        let mut held = locked(&self.tables.weights);
        if let Some((known, weights)) = &*held
            && *known == of
        {
            return Ok((table, Arc::clone(weights)));
        }
        let weights = Arc::new(table.weights(&self.index)?);
        *held = Some((of, Arc::clone(&weights)));
        Ok((table, weights))
    }

    /// Makes anew what was asked for before, so that nobody waits for it.
    pub(crate) fn refresh(&self) -> Result<(), EngineError> {
        if locked(&self.tables.labels).is_some() {
            self.labels()?;
        }
        if locked(&self.tables.names).is_some() {
            self.names()?;
        }
        Ok(())
    }

    /// What was made since a name last changed.
    fn made<T>(
        &self,
        place: &Made<u64, T>,
        make: impl FnOnce() -> Result<Arc<T>, EngineError>,
    ) -> Result<Arc<T>, EngineError> {
        let mut held = locked(place);
        match &*held {
            Some((of, kept)) if *of >= self.tables.changed.load(Ordering::Acquire) => {
                Ok(Arc::clone(kept))
            }
            _ => {
                let new = make()?;
                *held = Some((self.facts.view().revision(), Arc::clone(&new)));
                Ok(new)
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TextViews {
    /// Lets every index go, and keeps others from being made as long as the guard lives.
    pub(crate) fn close(&self) -> RwLockWriteGuard<'_, ()> {
        let gate = self.gate.write().unwrap_or_else(PoisonError::into_inner);
        for kept in locked(&self.kept).drain(..) {
            kept.index.rest();
        }
        gate
    }
}

impl Engine {
    /// What a requester may see now, and the index of it.
    ///
    /// The facts are taken under the gate that an erasure closes: no index is made of a state from
    /// before it once it is done.
    ///
    /// Cost: O(1) when nothing was written; O(changes) after commits; O(texts) the first time.
    ///
    /// # Errors
    /// [`EngineError::Text`], [`EngineError::AsOf`].
    pub(crate) fn text_index(&self, who: &Identity) -> Result<Texts<'_>, EngineError> {
        let _open = self.text_views().gate.read().unwrap_or_else(PoisonError::into_inner);
        loop {
            let own = self.kept_text(self.facts(who).access())?;
            let following = locked(&own.following);
            // Taken again, so that nobody has followed further than they reach.
            let facts = self.facts(who);
            if !is_same(facts.access(), &own.access) {
                continue;
            }
            if self.follow(&facts, &own.index)? {
                own.tables.changed.store(facts.view().revision(), Ordering::Release);
            }
            drop(following);
            let (index, tables) = (Arc::clone(&own.index), Arc::clone(&own.tables));
            return Ok(Texts { facts, index, tables });
        }
    }

    /// Does something with the index of what a requester sees. One that turns out to be damaged is
    /// made anew, once.
    ///
    /// # Errors
    /// Those of the work, and of [`Engine::text_index`].
    pub(crate) fn with_texts<T>(
        &self,
        who: &Identity,
        work: impl Fn(&Texts<'_>) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        // The library that reads the files takes them at their word, and may panic.
        let attempt = || self.text_index(who).and_then(|texts| work(&texts));
        match catch_unwind(AssertUnwindSafe(attempt)) {
            Ok(Err(EngineError::Text(error @ TextError::Index { .. }))) => {
                tracing::warn!(%error, "a text index is damaged");
            }
            Ok(done) => return done,
            Err(_) => tracing::warn!("a text index is damaged: what reads it has panicked"),
        }
        self.forget_text(who)?;
        self.text_index(who).and_then(|texts| work(&texts))
    }

    /// Removes the index of what a requester sees.
    fn forget_text(&self, who: &Identity) -> Result<(), EngineError> {
        let _closed = self.text_views().gate.write().unwrap_or_else(PoisonError::into_inner);
        let facts = self.facts(who);
        let mut kept = locked(&self.text_views().kept);
        kept.retain(|kept| {
            let stays = !is_same(&kept.access, facts.access());
            if !stays {
                kept.index.rest();
            }
            stays
        });
        let path = self.text_directory().join(fingerprint(facts.access()));
        Ok(TextIndex::remove(&path)?)
    }

    /// Whether somebody who sees the same has asked for an index.
    pub(crate) fn has_text_index(&self, who: &Identity) -> bool {
        let facts = self.facts(who);
        locked(&self.text_views().kept).iter().any(|kept| is_same(facts.access(), &kept.access))
    }

    fn kept_text(&self, wanted: &Access) -> Result<Arc<Kept>, EngineError> {
        let mut kept = locked(&self.text_views().kept);
        let found = kept.iter().position(|kept| is_same(&kept.access, wanted));
        let own = if let Some(at) = found {
            kept.remove(at)
        } else {
            let index = Arc::new(self.open_text(wanted, &kept)?);
            let (following, tables) = Default::default();
            Arc::new(Kept { access: wanted.clone(), index, following, tables })
        };
        kept.push(Arc::clone(&own));
        if kept.len() > KEPT_INDEXES {
            let oldest = kept.remove(0);
            let _following = locked(&oldest.following);
            oldest.index.rest();
        }
        Ok(own)
    }

    fn open_text(&self, access: &Access, open: &[Arc<Kept>]) -> Result<TextIndex, EngineError> {
        let directory = self.text_directory();
        let used = open.iter().map(|kept| fingerprint(&kept.access)).chain([fingerprint(access)]);
        remove_oldest(&directory, &used.collect());
        Ok(TextIndex::open(&directory.join(fingerprint(access)))?)
    }

    /// Where the index of what a requester sees is.
    pub(crate) fn text_path(&self, who: &Identity) -> PathBuf {
        self.text_directory().join(fingerprint(self.facts(who).access()))
    }

    pub(crate) fn text_directory(&self) -> PathBuf {
        Path::new(self.data_dir()).join(DIRECTORY)
    }

    /// Takes in what was committed since the index was written; whether a name may have changed.
    fn follow(&self, facts: &Facts<'_>, index: &TextIndex) -> Result<bool, EngineError> {
        let now = facts.view().revision();
        let seen = fingerprint(facts.access());
        let note = index.note();
        let last = note.as_deref().and_then(|note| {
            let (revision, of) = note.split_once(' ')?;
            (of == seen).then(|| revision.parse::<u64>().ok())?
        });
        let note = format!("{now} {seen}");
        match last {
            Some(last) if last == now => return Ok(false),
            Some(last) if last < now => {
                if let Some(change) = self.store().net_change(last, now, &mut || true)?
                    && change.added.len() + change.removed.len() <= MOST_CHANGES
                    && let Touched::Some { things, names } = touched(facts, &change)?
                {
                    let gone: Vec<String> = things.into_iter().collect();
                    let ids = gone
                        .iter()
                        .filter_map(|iri| facts.view().id(NamedNodeRef::new_unchecked(iri)));
                    let mut ids: Vec<TermId> = ids.collect();
                    ids.sort_unstable();
                    index.write(&documents(facts, &ids)?, &gone, &note)?;
                    return Ok(names);
                }
            }
            _ => {}
        }
        build(facts, index, &note)?;
        Ok(true)
    }
}

fn is_same(one: &Access, other: &Access) -> bool {
    one.visible == other.visible && one.published == other.published
}

/// Removes indexes that were not written to for longest, beyond those that are kept.
fn remove_oldest(directory: &Path, used: &BTreeSet<String>) {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let unused =
        entries.filter(|entry| entry.file_name().to_str().is_none_or(|name| !used.contains(name)));
    let mut unused: Vec<(Option<SystemTime>, PathBuf)> = unused
        .map(|entry| (entry.metadata().and_then(|meta| meta.modified()).ok(), entry.path()))
        .collect();
    unused.sort();
    let most = KEPT_INDEXES.saturating_sub(used.len());
    let beyond = unused.len().saturating_sub(most);
    for (_, path) in unused.into_iter().take(beyond) {
        if let Err(error) = TextIndex::remove(&path) {
            tracing::warn!(%error, "an index of texts that nobody asks for stays");
        }
    }
}

/// Fills an index anew.
pub(crate) fn build(facts: &Facts<'_>, index: &TextIndex, note: &str) -> Result<(), EngineError> {
    let fill = || -> Result<(), EngineError> {
        index.clear()?;
        for batch in things(facts)?.chunks(BATCH) {
            index.add(documents(facts, batch)?.into_iter())?;
        }
        // Only this says that the index is whole.
        Ok(index.write(&[], &[], note)?)
    };
    // Half of it must not be written with what comes next.
    fill().inspect_err(|_| index.rest())
}

/// A word for what somebody may see: another one, and the index is built anew.
fn fingerprint(access: &Access) -> String {
    let text = format!("{:?} {:?}", access.visible, access.published);
    let mut word = hex(&Sha256::digest(text));
    word.truncate(16);
    word
}

#[cfg(test)]
mod tests;
