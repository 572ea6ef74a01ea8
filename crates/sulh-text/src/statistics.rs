//! How often words stand in the documents that are there.
//!
//! It must not count what was removed: a score then depends on what can be found and on nothing
//! that was there before, and an index that followed many changes scores as one built anew.

use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock, PoisonError};
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, Searcher, SegmentReader, TERMINATED, Term};

use crate::language::Tongue;
use crate::schema::Fields;

/// Removed documents of a segment that are taken off one by one; beyond, a segment's words count
/// with what was removed until it is merged.
const MOST_REMOVED: u32 = 20_000;
/// Terms of which the count is kept.
const MOST_KEPT: usize = 200_000;
/// Words of a text and of a title, about. A constant, since a mean would have to be of the
/// documents that are there, which nobody counts.
const TEXT_WORDS: u64 = 24;
/// Names stand beside each other in every language in which a thing has one.
const TITLE_WORDS: u64 = 30;

/// Counts of one state of an index.
pub(crate) struct Statistics {
    searcher: Searcher,
    titles: [Field; 3],
    /// The removed documents of each segment, in order; `None` for too many.
    removed: Vec<Option<Vec<DocId>>>,
    known: Mutex<FxHashMap<Term, u64>>,
    newest_day: OnceLock<Option<i64>>,
    /// The marks of the languages that texts are in.
    pub(crate) marks: BTreeSet<char>,
}

impl Statistics {
    /// Cost: O(documents) where some were removed.
    pub(crate) fn of(searcher: Searcher, fields: &Fields) -> tantivy::Result<Self> {
        let removed = searcher.segment_readers().iter().map(removed).collect();
        let marks = marks(&searcher, fields)?;
        let (known, newest_day) = Default::default();
        Ok(Self { searcher, titles: fields.title, removed, known, newest_day, marks })
    }

    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// The segments, with the documents that were removed from each.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (&SegmentReader, Option<&[DocId]>)> {
        let removed = self.removed.iter().map(Option::as_deref);
        self.searcher.segment_readers().iter().zip(removed)
    }

    /// The newest day that a document which is there is of. Cost: O(documents), once a state.
    pub(crate) fn newest_day(&self) -> Option<i64> {
        *self.newest_day.get_or_init(|| {
            let days = self.searcher.segment_readers().iter().filter_map(|segment| {
                let column = segment.fast_fields().i64(Fields::DAY).ok()?;
                segment.doc_ids_alive().filter_map(|document| column.first(document)).max()
            });
            days.max()
        })
    }

    /// Words of a field of a document, about.
    pub(crate) fn words(&self, field: Field) -> u64 {
        if self.titles.contains(&field) { TITLE_WORDS } else { TEXT_WORDS }
    }

    /// Documents that have a term.
    pub(crate) fn documents(&self, term: &Term) -> tantivy::Result<u64> {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(term) {
            return Ok(*known);
        }
        let mut count = 0;
        for (segment, removed) in self.searcher.segment_readers().iter().zip(&self.removed) {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(info) = inverted.get_term_info(term)? {
                count += alive(&inverted, &info, removed.as_deref())?;
            }
        }
        let mut known = lock();
        if known.len() >= MOST_KEPT {
            known.clear();
        }
        known.insert(term.clone(), count);
        Ok(count)
    }
}

/// The marks with which stems of the index begin.
fn marks(searcher: &Searcher, fields: &Fields) -> tantivy::Result<BTreeSet<char>> {
    let ([_, _, text], [_, _, title]) = (fields.text, fields.title);
    let mut marks = BTreeSet::new();
    for segment in searcher.segment_readers() {
        for field in [text, title] {
            let stems = segment.inverted_index(field)?;
            for mark in Tongue::ALL.into_iter().chain([Tongue::Unknown]).map(Tongue::mark) {
                let mut letter = [0; 4];
                let begins = mark.encode_utf8(&mut letter).as_bytes();
                let mut first = stems.terms().range().ge(begins).into_stream()?;
                if first.advance() && first.key().starts_with(begins) {
                    marks.insert(mark);
                }
            }
        }
    }
    Ok(marks)
}

fn removed(segment: &SegmentReader) -> Option<Vec<DocId>> {
    match segment.num_deleted_docs() {
        0 => Some(Vec::new()),
        few if few <= MOST_REMOVED => {
            Some((0..segment.max_doc()).filter(|document| segment.is_deleted(*document)).collect())
        }
        _ => None,
    }
}

/// Documents of a segment that have a term and are there; with too many removed ones, those that
/// were removed count too.
fn alive(
    inverted: &InvertedIndexReader,
    info: &TermInfo,
    removed: Option<&[DocId]>,
) -> tantivy::Result<u64> {
    let all = u64::from(info.doc_freq);
    let Some(removed) = removed.filter(|removed| !removed.is_empty()) else { return Ok(all) };
    let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut gone = 0;
    for document in removed {
        if postings.doc() < *document && postings.seek(*document) == TERMINATED {
            break;
        }
        gone += u64::from(postings.doc() == *document);
    }
    Ok(all - gone)
}

/// The same, however many were removed.
pub(crate) fn alive_documents(
    inverted: &InvertedIndexReader,
    segment: &SegmentReader,
    info: &TermInfo,
    removed: Option<&[DocId]>,
) -> tantivy::Result<u64> {
    if removed.is_some() {
        return alive(inverted, info, removed);
    }
    let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut there = 0;
    while postings.doc() != TERMINATED {
        there += u64::from(!segment.is_deleted(postings.doc()));
        postings.advance();
    }
    Ok(there)
}
