//! An index of texts: what is in it, and who writes to it.
//!
//! It must not know what the ids mean.

use crate::collector::{Best, Hit, Hits};
use crate::document::TextDocument;
use crate::error::TextError;
use crate::query::WordsQuery;
use crate::schema::{Facet, Fields, VERSION};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tantivy::directory::MmapDirectory;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query, TermSetQuery};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyError, Term};

/// Bytes that a writer may hold before it writes a segment.
const WRITER_BYTES: usize = 64 << 20;
/// Segments, at most.
const MOST_SEGMENTS: usize = 12;
/// What stands between the version and the note of a commit.
const NOTE: char = ' ';

/// Texts that can be searched.
pub struct TextIndex {
    path: PathBuf,
    fields: Fields,
    index: Index,
    reader: IndexReader,
    writer: Mutex<Option<IndexWriter>>,
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
    /// Facets that are counted.
    pub facets: Vec<Facet>,
    /// Hits that are given, at most.
    pub limit: usize,
    /// Only hits behind this one.
    pub after: Option<Hit>,
}

impl Default for SearchOptions {
    fn default() -> Self {
        let (any, wanted, facets, after) = Default::default();
        Self { any, wanted, facets, limit: 10, after }
    }
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
    /// made anew, and is empty then.
    ///
    /// # Errors
    /// [`TextError::File`] if the directory cannot be made, [`TextError::Index`].
    pub fn open(path: &Path) -> Result<Self, TextError> {
        if let Ok(index) = Self::open_kept(path)
            && index.kept().is_some()
        {
            return Ok(index);
        }
        Self::remove(path)?;
        Self::open_kept(path)
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
        match fs::remove_dir_all(path) {
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
        Ok(Self { path, fields, index, reader, writer: Mutex::default() })
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

    /// Replaces documents by id, removes others, and makes both visible with a note.
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
        let writer = match &mut *held {
            Some(writer) => writer,
            empty => empty.insert(self.open_writer()?),
        };
        let is_empty = self.reader.searcher().num_docs() == 0;
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
        self.settle(writer)?;
        self.reader.reload().map_err(&fail)
    }

    /// A writer that makes the same segments of the same writes: what stands in which one shows
    /// in the scores, since deleted documents count until their segment is merged.
    fn open_writer(&self) -> Result<IndexWriter, TextError> {
        let writer = self.index.writer_with_num_threads(1, WRITER_BYTES);
        let writer = writer.map_err(failed(&self.path))?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(writer)
    }

    /// Merges the smallest segments when there are many.
    fn settle(&self, writer: &mut IndexWriter) -> Result<(), TextError> {
        let fail = failed(&self.path);
        let mut segments = self.index.searchable_segment_metas().map_err(&fail)?;
        if segments.len() <= MOST_SEGMENTS {
            return Ok(());
        }
        segments.sort_by_key(|segment| (segment.max_doc(), segment.num_deleted_docs()));
        let few = segments.len() + 1 - MOST_SEGMENTS / 2;
        let smallest: Vec<_> = segments.iter().take(few).map(tantivy::SegmentMeta::id).collect();
        writer.merge(&smallest).wait().map(drop).map_err(&fail)
    }

    /// Removes every document; nobody sees it before the next write.
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn clear(&self) -> Result<(), TextError> {
        let fail = failed(&self.path);
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = match &mut *held {
            Some(writer) => writer,
            empty => empty.insert(self.open_writer()?),
        };
        // Not `delete_all_documents`: it takes back the count of operations, so that earlier
        // deletes of an id would reach documents that are added afterwards.
        writer.delete_query(Box::new(AllQuery)).map(drop).map_err(&fail)
    }

    /// Looks for documents, the best first.
    ///
    /// Cost: O(documents that match).
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn search(&self, query: &WordsQuery, options: &SearchOptions) -> Result<Hits, TextError> {
        let fail = failed(&self.path);
        let words = query.to_tantivy(&self.fields, options.any);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, words)];
        for (facet, values) in &options.wanted {
            let field = self.fields.facet(*facet);
            let terms = values.iter().map(|value| Term::from_field_text(field, value));
            let has_one = ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0);
            clauses.push((Occur::Must, Box::new(has_one)));
        }
        let best = Best {
            limit: options.limit.max(1),
            after: options.after.clone(),
            facets: options.facets.clone(),
        };
        self.reader.searcher().search(&BooleanQuery::new(clauses), &best).map_err(&fail)
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
