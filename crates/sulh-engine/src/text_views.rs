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
use crate::text_documents::{Touched, documents, things, touched};
use crate::tokens::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{Access, TermId};
use sulh_text::TextIndex;

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
    /// The last one was asked for last. The lock is held while one follows.
    kept: Mutex<Vec<Kept>>,
}

/// An index with what it is of.
#[derive(Debug)]
pub(crate) struct Kept {
    access: Access,
    index: Arc<TextIndex>,
    /// Of the revision.
    labels: Option<(u64, Arc<LabelTable>)>,
}

impl TextViews {
    /// Lets every index go, and keeps others from being made as long as the guard lives.
    pub(crate) fn close(&self) -> MutexGuard<'_, Vec<Kept>> {
        let mut kept = self.lock();
        kept.clear();
        kept
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// What a requester may see now, and the index of it.
    ///
    /// The facts are taken under the lock that an erasure holds: no index is made of a state from
    /// before it once it is done.
    ///
    /// Cost: O(1) when nothing was written; O(changes) after commits; O(texts) the first time.
    ///
    /// # Errors
    /// [`EngineError::Text`], [`EngineError::AsOf`].
    pub(crate) fn text_index(
        &self,
        who: &Identity,
    ) -> Result<(Facts<'_>, Arc<TextIndex>, Arc<LabelTable>), EngineError> {
        let mut kept = self.text_views().lock();
        let facts = self.facts(who);
        let wanted = facts.access();
        let found = kept.iter().position(|kept| {
            kept.access.visible == wanted.visible && kept.access.published == wanted.published
        });
        let mut own = if let Some(at) = found {
            kept.remove(at)
        } else {
            let index = Arc::new(self.open_text(wanted, &kept)?);
            Kept { access: wanted.clone(), index, labels: None }
        };
        self.follow(&facts, &own.index)?;
        let now = facts.view().revision();
        let labels = match &own.labels {
            Some((revision, labels)) if *revision == now => Arc::clone(labels),
            _ => LabelTable::of(&facts)?,
        };
        own.labels = Some((now, Arc::clone(&labels)));
        let index = Arc::clone(&own.index);
        kept.push(own);
        if kept.len() > KEPT_INDEXES {
            kept.remove(0);
        }
        Ok((facts, index, labels))
    }

    fn open_text(&self, access: &Access, open: &[Kept]) -> Result<TextIndex, EngineError> {
        let directory = self.text_directory();
        let used = open.iter().map(|kept| fingerprint(&kept.access)).chain([fingerprint(access)]);
        remove_oldest(&directory, &used.collect());
        Ok(TextIndex::open(&directory.join(fingerprint(access)))?)
    }

    pub(crate) fn text_directory(&self) -> PathBuf {
        Path::new(self.data_dir()).join(DIRECTORY)
    }

    /// Takes in what was committed since the index was written.
    fn follow(&self, facts: &Facts<'_>, index: &TextIndex) -> Result<(), EngineError> {
        let now = facts.view().revision();
        let seen = fingerprint(facts.access());
        let note = index.note();
        let last = note.as_deref().and_then(|note| {
            let (revision, of) = note.split_once(' ')?;
            (of == seen).then(|| revision.parse::<u64>().ok())?
        });
        let note = format!("{now} {seen}");
        match last {
            Some(last) if last == now => return Ok(()),
            Some(last) if last < now => {
                if let Some(change) = self.store().net_change(last, now, &mut || true)?
                    && change.added.len() + change.removed.len() <= MOST_CHANGES
                    && let Touched::Some(touched) = touched(facts, &change)?
                {
                    let gone: Vec<String> = touched.into_iter().collect();
                    let ids = gone
                        .iter()
                        .filter_map(|iri| facts.view().id(NamedNodeRef::new_unchecked(iri)));
                    let mut ids: Vec<TermId> = ids.collect();
                    ids.sort_unstable();
                    index.write(&documents(facts, &ids)?, &gone, &note)?;
                    return Ok(());
                }
            }
            _ => {}
        }
        build(facts, index, &note)
    }
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
fn build(facts: &Facts<'_>, index: &TextIndex, note: &str) -> Result<(), EngineError> {
    index.clear()?;
    for batch in things(facts)?.chunks(BATCH) {
        // Only the last write says that the index is whole.
        index.write(&documents(facts, batch)?, &[], "")?;
    }
    index.write(&[], &[], note)?;
    Ok(())
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
