//! An index of texts: what is in it, and who writes to it.
//!
//! It must not know what the ids mean.

use crate::document::TextDocument;
use crate::error::TextError;
use crate::language::Tongue;
use crate::schema::Fields;
use crate::word_query::WordTerms;
use crate::words::for_each_word;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Term};

/// Bytes that a writer may hold before it writes a segment.
const WRITER_BYTES: usize = 64 << 20;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOptions {
    /// The languages that its words may be of; empty for every one.
    pub tongues: Vec<Tongue>,
    /// Whether other forms of a word match too.
    pub stems: bool,
    /// Hits that are given, at most.
    pub limit: usize,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { tongues: Vec::new(), stems: true, limit: 10 }
    }
}

/// A hit: the id of the document, and how well it matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The id.
    pub id: String,
    /// The score; only its order means anything.
    pub score: f32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// The best, in their order.
    pub hits: Vec<Hit>,
    /// How many documents match.
    pub total: usize,
}

fn failed(path: &Path) -> impl Fn(tantivy::TantivyError) -> TextError + '_ {
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

    fn over(mut index: Index, fields: Fields, path: PathBuf) -> Result<Self, TextError> {
        index.set_tokenizers(Fields::tokenizers());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(failed(&path))?;
        Ok(Self { path, fields, index, reader, writer: Mutex::default() })
    }

    /// Replaces documents by id, removes others, and makes both visible with a note.
    ///
    /// Cost: O(words of the documents), and one write of the disk.
    ///
    /// # Errors
    /// [`TextError::Index`]; nothing of it is visible then.
    pub fn write<'d>(
        &self,
        documents: impl IntoIterator<Item = &'d TextDocument>,
        gone: impl IntoIterator<Item = &'d str>,
        note: &str,
    ) -> Result<(), TextError> {
        let fail = failed(&self.path);
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = match &mut *held {
            Some(writer) => writer,
            empty => empty.insert(self.index.writer(WRITER_BYTES).map_err(&fail)?),
        };
        let id = |id: &str| Term::from_field_text(self.fields.id, id);
        for gone in gone {
            writer.delete_term(id(gone));
        }
        for document in documents {
            writer.delete_term(id(&document.id));
            writer.add_document(document.to_tantivy(&self.fields)).map_err(&fail)?;
        }
        let mut commit = writer.prepare_commit().map_err(&fail)?;
        commit.set_payload(note);
        commit.commit().map_err(&fail)?;
        self.reader.reload().map_err(&fail)
    }

    /// Looks for documents that have every word of a text, the best first.
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn search(&self, text: &str, options: &SearchOptions) -> Result<Hits, TextError> {
        let fail = failed(&self.path);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut place = None;
        for_each_word(text, Tongue::Unknown, &mut |found| {
            // The whole of a word in parts stands before its parts.
            if place.replace(found.place) != Some(found.place) {
                let terms = WordTerms::of(found.word, &options.tongues, options.stems);
                clauses.push((Occur::Must, terms.query(&self.fields)));
            }
        });
        let query = BooleanQuery::new(clauses);
        let searcher = self.reader.searcher();
        let best = TopDocs::with_limit(options.limit.max(1)).order_by_score();
        let (total, best) = searcher.search(&query, &(Count, best)).map_err(&fail)?;
        let mut hits = Vec::with_capacity(best.len());
        for (score, address) in best {
            let segment = searcher.segment_reader(address.segment_ord);
            let ids = segment.fast_fields().str("id").map_err(&fail)?;
            let mut id = String::new();
            if let Some(ids) = ids
                && let Some(ordinal) = ids.term_ords(address.doc_id).next()
            {
                ids.ord_to_str(ordinal, &mut id).map_err(|error| fail(error.into()))?;
            }
            hits.push(Hit { id, score });
        }
        Ok(Hits { hits, total })
    }
}
