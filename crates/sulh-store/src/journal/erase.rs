//! A journal without what is erased: what that comes to, and the file written anew beside the old.
//!
//! Commits keep their numbers, times and places; one that loses everything stays as an empty one.
//! It must not change the journal that it reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::PoisonError;

use oxigraph::model::{GraphName, Quad, Term};
use rustc_hash::FxHashSet;

use super::Journal;
use super::chunk::DecodedChunk;
use super::chunk_writer::ChunkWriter;
use super::codec::Op;
use super::commit::{PendingCommit, write_batch};
use super::database::{DatabaseFile, META};
use super::error::JournalError;
use super::reader::JournalReader;
use super::rebuild::{Rebuild, tables};
use super::record::CommitInfo;
use super::tally::CommitTexts;
use crate::erasure::{Erasure, ErasurePlan};

/// What begins the names of the work that is left once the journal was changed; the path of a file
/// below the data directory follows.
const REMOVE: &str = "remove:";
/// As [`REMOVE`]: the file beside it, with [`ASIDE`] behind its name, takes its place.
const REPLACE: &str = "replace:";
/// Says that work is left.
const ERASING: &str = "erasing";
/// Behind the name of a file that is to take another's place.
pub(crate) const ASIDE: &str = ".erased";

/// What is left to do with files once the journal was changed. Paths below the data directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Afterwards {
    /// Files to be removed.
    pub(crate) remove: BTreeSet<String>,
    /// Files whose place is taken by the one with [`ASIDE`] behind its name.
    pub(crate) replace: BTreeSet<String>,
}

impl Journal {
    /// What an erasure comes to. Cost: O(journal).
    ///
    /// # Errors
    /// Damage, or the file system's error.
    pub(crate) fn plan(&self, erasure: &Erasure) -> Result<ErasurePlan, JournalError> {
        let mut plan = ErasurePlan { erasure: erasure.clone(), ..ErasurePlan::default() };
        self.follow(&mut plan.erasure)?;
        let mut present = FxHashSet::default();
        let (mut last, mut last_text) = (0, 0);
        self.replay(0, &mut |info, chunk| {
            let hits = hits(&plan.erasure, &chunk);
            let mut touched = chunk.created().iter().chain(chunk.dropped()).any(|g| is(&hits, *g));
            for (row, (op, quad)) in chunk.rows().iter().zip(chunk.quads()) {
                if !row_hits(&hits, row) {
                    continue;
                }
                touched = true;
                plan.changes += 1;
                let quad: Quad = quad.into_owned();
                plan.graphs.insert(graph_name(&quad));
                if op == Op::Add {
                    present.insert(quad);
                } else {
                    present.remove(&quad);
                }
            }
            if touched && last != info.revision {
                last = info.revision;
                plan.commits += 1;
            }
            let texts = [&info.author, &info.activity, &info.message];
            if last_text != info.revision
                && texts.into_iter().any(|text| plan.erasure.redacted(text).is_some())
            {
                last_text = info.revision;
                plan.texts += 1;
            }
            Ok(())
        })?;
        let mut by_graph: BTreeMap<_, Vec<Quad>> = BTreeMap::new();
        for quad in present {
            by_graph.entry(graph_name(&quad)).or_default().push(quad);
        }
        plan.present = by_graph;
        Ok(plan)
    }

    /// Adds what the predicates lead to, at any time.
    fn follow(&self, erasure: &mut Erasure) -> Result<(), JournalError> {
        if erasure.follow.is_empty() {
            return Ok(());
        }
        let mut edges: BTreeMap<String, Vec<String>> = BTreeMap::new();
        self.replay(0, &mut |_, chunk| {
            let leads = |term: &Term| matches!(term, Term::NamedNode(node) if erasure.follow.contains(node));
            let leading: Vec<bool> = chunk.terms().iter().map(leads).collect();
            for (row, (_, quad)) in chunk.rows().iter().zip(chunk.quads()) {
                if is(&leading, row.predicate)
                    && let (Term::NamedNode(object), Term::NamedNode(subject)) =
                        (quad.object.into_owned(), Term::from(quad.subject.into_owned()))
                {
                    edges.entry(object.into_string()).or_default().push(subject.into_string());
                }
            }
            Ok(())
        })?;
        let mut waiting: Vec<String> = erasure.iris.iter().cloned().collect();
        while let Some(iri) = waiting.pop() {
            for subject in edges.remove(&iri).unwrap_or_default() {
                if erasure.iris.insert(subject.clone()) {
                    waiting.push(subject);
                }
            }
        }
        Ok(())
    }

    /// Writes the journal at `aside` without what is erased, with `last` behind it, and with the
    /// note of what is left to do. Durable when it returns; the journal itself is as before.
    ///
    /// # Errors
    /// Damage, or the file system's error.
    pub(crate) fn write_erased(
        &self,
        aside: &Path,
        erasure: &Erasure,
        last: PendingCommit<'_>,
        afterwards: &Afterwards,
    ) -> Result<Option<CommitInfo>, JournalError> {
        let old = JournalReader::open(&self.file)?;
        let database = DatabaseFile::open(aside)?;
        database.write(|transaction| {
            let failed = |error: redb::Error| JournalError::redb(aside, error);
            let head = {
                let mut new = tables(aside, transaction).map_err(|e| failed(e.into()))?;
                let until = old.last()?.map_or(0, |info| info.revision);
                for revision in 1..=until {
                    copy_commit(&old, &mut new, revision, erasure)?;
                }
                new.head()
            };
            let infos = write_batch(aside, transaction, &mut [last], head)?;
            let mut meta = transaction.open_table(META).map_err(|e| failed(e.into()))?;
            let mut note =
                |key: &str| meta.insert(key, 1).map(|_| ()).map_err(|e| failed(e.into()));
            note(ERASING)?;
            for path in &afterwards.remove {
                note(&format!("{REMOVE}{path}"))?;
            }
            for path in &afterwards.replace {
                note(&format!("{REPLACE}{path}"))?;
            }
            Ok(infos.into_iter().next_back())
        })
    }

    /// Lets the journal at `aside`, whose newest commit is `last`, take the place of this one.
    ///
    /// # Errors
    /// The file system's error: then one of the two stands there, whole.
    pub(crate) fn take_place(
        &self,
        aside: &Path,
        last: Option<&CommitInfo>,
    ) -> Result<(), JournalError> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.file.replaced(|path| {
            fs::rename(aside, path)?;
            // Whatever comes now, the head is that of the new file.
            *self.last.write().unwrap_or_else(PoisonError::into_inner) = last.cloned();
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            fs::File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
        })?;
        crate::fault::point("purge-after-rename");
        self.state_tip()
    }

    /// States in the tip, on the disk itself, that the newest commit is the one acknowledged.
    pub(super) fn state_tip(&self) -> Result<(), JournalError> {
        let (Some(tip), (revision, digest)) = (&self.tip, self.head()) else { return Ok(()) };
        tip.write(revision, digest)
            .and_then(|()| tip.sync())
            .map_err(|error| JournalError::io(tip.path(), error))
    }

    /// What is left to do with files, if anything is.
    ///
    /// # Errors
    /// The file system's error.
    pub(crate) fn afterwards(&self) -> Result<Option<Afterwards>, JournalError> {
        let keys = self.file.facts()?;
        if !keys.iter().any(|key| key == ERASING) {
            return Ok(None);
        }
        let below = |prefix| keys.iter().filter_map(move |key: &String| key.strip_prefix(prefix));
        Ok(Some(Afterwards {
            remove: below(REMOVE).map(str::to_owned).collect(),
            replace: below(REPLACE).map(str::to_owned).collect(),
        }))
    }

    /// Notes that nothing is left to do.
    ///
    /// # Errors
    /// The file system's error.
    pub(crate) fn end_erasure(&self) -> Result<(), JournalError> {
        let failed = |error: redb::Error| JournalError::redb(self.file.path(), error);
        self.file.write(|transaction| {
            let mut meta = transaction.open_table(META).map_err(|e| failed(e.into()))?;
            meta.retain(|key, _| {
                key != ERASING && !key.starts_with(REMOVE) && !key.starts_with(REPLACE)
            })
            .map_err(|e| failed(e.into()))
        })
    }
}

/// Copies one commit without what is erased.
fn copy_commit(
    old: &JournalReader<'_>,
    new: &mut Rebuild<'_>,
    revision: u64,
    erasure: &Erasure,
) -> Result<(), JournalError> {
    let (record, _) = old.known_header(revision)?;
    for index in 0..record.chunks {
        let (bytes, _) = old.raw_chunk(revision, index)?;
        let chunk = DecodedChunk::decode(&bytes).map_err(|what| {
            old.corrupt(&format!("chunk {index} of revision {revision}: {what}"))
        })?;
        let hits = hits(erasure, &chunk);
        if hits.contains(&true) {
            for bytes in without(&chunk, &hits)? {
                let kept = DecodedChunk::decode(&bytes)
                    .map_err(|what| old.corrupt(&format!("a chunk written anew: {what}")))?;
                new.chunk(&bytes, &kept)?;
            }
        } else {
            new.chunk(&bytes, &chunk)?;
        }
    }
    if let Some(note) = old.note(revision)? {
        new.note(&note)?;
    }
    let CommitTexts { time_ms, author, activity, message } = record.texts();
    let [author, activity, message] =
        [author, activity, message].map(|text| erasure.redacted(&text).unwrap_or(text));
    new.close(CommitTexts { time_ms, author, activity, message })
}

/// The chunk again, without what is erased; none when nothing is left.
fn without(chunk: &DecodedChunk, hits: &[bool]) -> Result<Vec<Vec<u8>>, JournalError> {
    let mut writer = ChunkWriter::new();
    let mut chunks = Vec::new();
    for graph in chunk.created().iter().filter(|graph| !is(hits, **graph)) {
        if let Some(node) = chunk.node(*graph) {
            chunks.extend(writer.create_graph(node)?);
        }
    }
    for (row, (op, quad)) in chunk.rows().iter().zip(chunk.quads()) {
        if !row_hits(hits, row) {
            chunks.extend(writer.push(op, quad)?);
        }
    }
    for graph in chunk.dropped().iter().filter(|graph| !is(hits, **graph)) {
        if let Some(node) = chunk.node(*graph) {
            chunks.extend(writer.drop_graph(node)?);
        }
    }
    chunks.extend(writer.finish()?);
    Ok(chunks)
}

/// Of each term of the chunk, whether it is erased.
fn hits(erasure: &Erasure, chunk: &DecodedChunk) -> Vec<bool> {
    chunk.terms().iter().map(|term| erasure.means_term(term)).collect()
}

fn is(hits: &[bool], index: u32) -> bool {
    hits.get(index as usize).copied().unwrap_or(false)
}

fn row_hits(hits: &[bool], row: &super::chunk::Row) -> bool {
    is(hits, row.subject)
        || is(hits, row.predicate)
        || is(hits, row.object)
        || row.graph.is_some_and(|graph| is(hits, graph))
}

fn graph_name(quad: &Quad) -> Option<String> {
    match &quad.graph_name {
        GraphName::NamedNode(node) => Some(node.as_str().to_owned()),
        GraphName::BlankNode(node) => Some(node.as_str().to_owned()),
        GraphName::DefaultGraph => None,
    }
}
