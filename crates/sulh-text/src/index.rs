//! An index of texts: what is in it, and who writes to it.
//!
//! It must not know what the ids mean.

use crate::bound::BoundQuery;
use crate::collector::Hit;
use crate::days::Days;
use crate::document::TextDocument;
use crate::error::TextError;
use crate::facet_names::FacetNames;
use crate::frozen::Counts;
use crate::query::TextQuery;
use crate::ranking::Ranking;
use crate::schema::{Facet, Fields, VERSION};
use crate::statistics::Statistics;
use crate::turnstile::Turnstile;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::directory::MmapDirectory;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::query::AllQuery;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyError, Term};

/// Threads that write many documents, and the bytes that they hold before they write a segment.
const BULK: (usize, usize) = (2, 384 << 20);
/// The same for few; a thread prepares a table for what it may hold with each commit.
const SMALL: (usize, usize) = (1, 16 << 20);
/// Segments of about one size that are merged.
const MERGED_SEGMENTS: usize = 8;
/// Documents of a segment up to which all count as one size.
const SMALL_SEGMENT: u32 = 1_000;
/// The part of a segment that may be of removed documents before it is written anew.
const MOST_REMOVED: f32 = 0.2;
/// Bytes of an index that are verified when it is opened: as many as cost some milliseconds.
const LARGEST_VERIFIED: u64 = 64 << 20;
/// What stands between the version and the note of a commit.
const NOTE: char = ' ';

/// Texts that can be searched.
pub struct TextIndex {
    path: PathBuf,
    fields: Fields,
    index: Index,
    reader: IndexReader,
    writer: Mutex<Option<Writer>>,
    /// Of the newest state, once it was asked for.
    statistics: Mutex<Option<Arc<Statistics>>>,
    facet_names: Arc<FacetNames>,
    turnstile: Arc<Turnstile>,
}

/// What writes to an index.
struct Writer {
    writer: IndexWriter,
    /// Whether it is made for many documents: one for few writes one segment at once.
    bulk: bool,
}

impl Drop for TextIndex {
    fn drop(&mut self) {
        self.rest();
    }
}

impl std::fmt::Debug for TextIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextIndex").field("path", &self.path).finish_non_exhaustive()
    }
}

/// How a text is looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchOptions {
    /// Whether one word of several is enough.
    pub any: bool,
    /// Values of which a document must have one, for each of these facets.
    pub wanted: Vec<(Facet, Vec<String>)>,
    /// Days of which a document must have one.
    pub days: Days,
    /// Only parts of this.
    pub group: Option<String>,
    /// Whether of the parts of one thing the best stands for all.
    pub folds: bool,
    /// What counts beside the words.
    pub ranking: Ranking,
    /// Facets that are counted.
    pub facets: Vec<Facet>,
    /// Values of a facet that are given, at most.
    pub facet_values: usize,
    /// Hits that are given, at most.
    pub limit: usize,
    /// Only hits behind this one.
    pub after: Option<Hit>,
    /// The counts by which the pages before were scored.
    pub counts: Option<Counts>,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            any: false,
            wanted: Vec::new(),
            days: Days::default(),
            group: None,
            folds: false,
            ranking: Ranking::default(),
            facets: Vec::new(),
            facet_values: 30,
            limit: 10,
            after: None,
            counts: None,
        }
    }
}

/// Bytes of the files of a directory.
fn size(path: &Path) -> u64 {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| entry.metadata().map_or(0, |meta| meta.len())).sum()
}

fn failed(path: &Path) -> impl Fn(TantivyError) -> TextError + '_ {
    move |error| TextError::Index { path: path.to_owned(), message: error.to_string() }
}

impl TextIndex {
    /// An empty index in memory.
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn in_memory() -> Result<Self, TextError> {
        let fields = Fields::new();
        let index = Index::create_in_ram(fields.schema.clone());
        Self::over(index, fields, PathBuf::new())
    }

    /// The index in a directory of its own. One that is missing, damaged or of another version is
    /// made anew, and is empty then. The bytes of a large one are not verified.
    ///
    /// # Errors
    /// [`TextError::File`] if the directory cannot be made, [`TextError::Index`].
    pub fn open(path: &Path) -> Result<Self, TextError> {
        // The directory of indexes is ours: what stands in its place goes.
        if let Some(parent) = path.parent()
            && fs::symlink_metadata(parent).is_ok_and(|meta| !meta.is_dir())
        {
            Self::remove(parent)?;
        }
        if let Ok(index) = Self::open_kept(path)
            && index.kept().is_some()
            && (size(path) > LARGEST_VERIFIED
                || index.damaged_files().is_ok_and(|it| it.is_empty()))
        {
            return Ok(index);
        }
        Self::remove(path)?;
        Self::open_kept(path)
    }

    /// The index that is in a directory, to look at; nothing is made anew. `None` for one of another
    /// version, which the next that opens it makes anew.
    ///
    /// # Errors
    /// [`TextError::Index`] if there is none that can be read.
    pub fn existing(path: &Path) -> Result<Option<Self>, TextError> {
        let fail = failed(path);
        let directory = MmapDirectory::open(path).map_err(|error| fail(error.into()))?;
        let index = Index::open(directory).map_err(&fail)?;
        let index = Self::over(index, Fields::new(), path.to_owned())?;
        Ok(index.kept().is_some().then_some(index))
    }

    fn open_kept(path: &Path) -> Result<Self, TextError> {
        fs::create_dir_all(path).map_err(|source| TextError::File {
            doing: "make",
            path: path.to_owned(),
            source,
        })?;
        let fail = failed(path);
        let fields = Fields::new();
        let directory = MmapDirectory::open(path).map_err(|error| fail(error.into()))?;
        let index = Index::open_or_create(directory, fields.schema.clone()).map_err(&fail)?;
        Self::over(index, fields, path.to_owned())
    }

    /// Removes the index of a directory.
    ///
    /// # Errors
    /// [`TextError::File`].
    pub fn remove(path: &Path) -> Result<(), TextError> {
        let is_file = fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_dir());
        match if is_file { fs::remove_file(path) } else { fs::remove_dir_all(path) } {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(TextError::File { doing: "remove", path: path.to_owned(), source: error })
            }
            _ => Ok(()),
        }
    }

    fn over(mut index: Index, fields: Fields, path: PathBuf) -> Result<Self, TextError> {
        index.set_tokenizers(Fields::tokenizers());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(failed(&path))?;
        let (writer, statistics, facet_names, turnstile) = Default::default();
        Ok(Self { path, fields, index, reader, writer, statistics, facet_names, turnstile })
    }

    /// The note of the last write; `None` if there was none, or one of another version.
    pub fn note(&self) -> Option<String> {
        let kept = self.kept()?;
        (!kept.is_empty()).then_some(kept)
    }

    /// As [`TextIndex::note`]; empty where nothing was ever written.
    fn kept(&self) -> Option<String> {
        let meta = self.index.load_metas().ok()?;
        let Some(payload) = meta.payload else { return meta.segments.is_empty().then(String::new) };
        let (version, note) = payload.split_once(NOTE)?;
        (version == VERSION.to_string()).then(|| note.to_owned())
    }

    /// Replaces documents by id, removes others, and makes both visible with a note, with what
    /// was added before.
    ///
    /// Cost: O(words of the documents), and one write of the disk.
    ///
    /// # Errors
    /// [`TextError::Index`]; nothing of it is visible then.
    pub fn write(
        &self,
        documents: &[TextDocument],
        gone: &[String],
        note: &str,
    ) -> Result<(), TextError> {
        let fail = failed(&self.path);
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let is_empty = self.reader.searcher().num_docs() == 0;
        let is_bulk = held.as_ref().is_some_and(|held| held.bulk);
        let writer = self.writer(&mut held, is_bulk)?;
        let id = |id: &str| Term::from_field_text(self.fields.id, id);
        for gone in gone {
            writer.delete_term(id(gone));
        }
        for document in documents {
            if !is_empty {
                writer.delete_term(id(&document.id));
            }
            writer.add_document(document.to_tantivy(&self.fields)).map_err(&fail)?;
        }
        let mut commit = writer.prepare_commit().map_err(&fail)?;
        commit.set_payload(&format!("{VERSION}{NOTE}{note}"));
        commit.commit().map_err(&fail)?;
        if is_bulk && let Some(Writer { writer, .. }) = held.take() {
            writer.wait_merging_threads().map_err(&fail)?;
        }
        self.reload()
    }

    /// Adds documents that are not there yet; nobody sees them before the next write.
    ///
    /// Cost: O(words of the documents).
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn add(&self, documents: impl Iterator<Item = TextDocument>) -> Result<(), TextError> {
        let fail = failed(&self.path);
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = self.writer(&mut held, true)?;
        for document in documents {
            writer.add_document(document.to_tantivy(&self.fields)).map_err(&fail)?;
        }
        Ok(())
    }

    /// The writer that is open, or a new one; one for few makes room for one for many, which must
    /// not be asked for while there is something that is not committed.
    fn writer<'w>(
        &self,
        held: &'w mut Option<Writer>,
        bulk: bool,
    ) -> Result<&'w mut IndexWriter, TextError> {
        let fail = failed(&self.path);
        if bulk
            && held.as_ref().is_some_and(|held| !held.bulk)
            && let Some(Writer { writer, .. }) = held.take()
        {
            writer.wait_merging_threads().map_err(&fail)?;
        }
        let open = || -> Result<Writer, TextError> {
            let (threads, bytes) = if bulk { BULK } else { SMALL };
            let writer = self.index.writer_with_num_threads(threads, bytes).map_err(&fail)?;
            let mut policy = LogMergePolicy::default();
            policy.set_min_num_segments(MERGED_SEGMENTS);
            policy.set_min_layer_size(SMALL_SEGMENT);
            policy.set_del_docs_ratio_before_merge(MOST_REMOVED);
            writer.set_merge_policy(Box::new(policy));
            Ok(Writer { writer, bulk })
        };
        match held {
            Some(held) => Ok(&mut held.writer),
            empty => Ok(&mut empty.insert(open()?).writer),
        }
    }

    /// Ends what is written in the background, and lets go what was added and not written; nothing
    /// is written before the next call that writes.
    pub fn rest(&self) {
        let held = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(error)) = held.map(|held| held.writer.wait_merging_threads()) {
            // What was committed stands; a merge that failed is tried again.
            drop(error);
        }
    }

    /// Removes every document; nobody sees it before the next write.
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn clear(&self) -> Result<(), TextError> {
        let fail = failed(&self.path);
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = self.writer(&mut held, true)?;
        // Not `delete_all_documents`: it takes back the count of operations, so that earlier
        // deletes of an id would reach documents that are added afterwards.
        writer.delete_query(Box::new(AllQuery)).map(drop).map_err(&fail)
    }

    /// A query over the newest state that was written.
    ///
    /// Cost: O(terms of the query · segments).
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn bind(&self, query: &TextQuery) -> Result<BoundQuery, TextError> {
        let shared = (Arc::clone(&self.facet_names), Arc::clone(&self.turnstile));
        BoundQuery::of(query, self.statistics()?, shared, &self.fields)
    }

    pub(crate) fn checked_files(&self) -> tantivy::Result<HashSet<PathBuf>> {
        self.index.validate_checksum()
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The counts of the newest state.
    pub(crate) fn statistics(&self) -> Result<Arc<Statistics>, TextError> {
        let mut held = self.statistics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*held {
            return Ok(Arc::clone(known));
        }
        let made = Statistics::of(self.reader.searcher(), &self.fields);
        let made = Arc::new(made.map_err(failed(&self.path))?);
        *held = Some(Arc::clone(&made));
        Ok(made)
    }

    fn reload(&self) -> Result<(), TextError> {
        self.reader.reload().map_err(failed(&self.path))?;
        self.facet_names.keep(&self.reader.searcher());
        *self.statistics.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// How many documents there are.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
