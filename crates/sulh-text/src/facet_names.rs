//! The values of facets by numbers that all segments of an index share.
//!
//! It must not read a value twice: a segment's are read once, and counts are added as numbers.

use crate::schema::Facet;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

/// Values that were met.
#[derive(Debug, Default)]
pub(crate) struct FacetNames(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    numbers: FxHashMap<Arc<str>, u32>,
    names: Vec<Arc<str>>,
    segments: FxHashMap<(SegmentId, Facet), Arc<SegmentFacet>>,
}

/// A facet of a segment.
#[derive(Debug)]
pub(crate) struct SegmentFacet {
    /// The number of each of its values.
    pub(crate) numbers: Vec<u32>,
    column: StrColumn,
    documents: u32,
    unpacked: OnceLock<Unpacked>,
}

/// The values of every document, ready to be counted.
#[derive(Debug)]
struct Unpacked {
    /// Where each document's values begin; empty where each has exactly one.
    starts: Vec<u32>,
    values: Values,
}

/// Small numbers take less of the memory that a count runs through.
#[derive(Debug)]
enum Values {
    Few(Vec<u16>),
    Many(Vec<u32>),
}

/// Counts the values of documents.
fn count<V: Copy + Into<u32>>(
    documents: &[DocId],
    starts: &[u32],
    values: &[V],
    counts: &mut [u32],
) {
    let mut add = |value: V| {
        if let Some(count) = counts.get_mut(value.into() as usize) {
            *count += 1;
        }
    };
    if starts.is_empty() {
        for document in documents {
            if let Some(value) = values.get(*document as usize) {
                add(*value);
            }
        }
        return;
    }
    for document in documents {
        let at = *document as usize;
        if let Some([from, to]) = starts.get(at..at + 2)
            && let Some(own) = values.get(*from as usize..*to as usize)
        {
            for value in own {
                add(*value);
            }
        }
    }
}

impl SegmentFacet {
    /// Counts the values of documents; with `often` they are unpacked first, once for all.
    pub(crate) fn count(&self, documents: &[DocId], often: bool, counts: &mut [u32]) {
        let unpacked = if often {
            Some(self.unpacked.get_or_init(|| self.unpack()))
        } else {
            self.unpacked.get()
        };
        match unpacked {
            Some(Unpacked { starts, values: Values::Few(values) }) => {
                count(documents, starts, values, counts);
            }
            Some(Unpacked { starts, values: Values::Many(values) }) => {
                count(documents, starts, values, counts);
            }
            None => {
                for value in documents.iter().flat_map(|document| self.column.term_ords(*document))
                {
                    if let Some(count) = counts.get_mut(value as usize) {
                        *count += 1;
                    }
                }
            }
        }
    }

    /// Cost: O(documents), once a segment.
    fn unpack(&self) -> Unpacked {
        let (mut starts, mut values) = (vec![0], Vec::new());
        for document in 0..self.documents {
            values.extend(self.column.term_ords(document).map(|value| value as u32));
            starts.push(values.len() as u32);
        }
        if starts.iter().zip(0..).all(|(start, document)| *start == document) {
            starts.clear();
        }
        let few: Option<Vec<u16>> =
            values.iter().map(|value: &u32| u16::try_from(*value).ok()).collect();
        Unpacked { starts, values: few.map_or(Values::Many(values), Values::Few) }
    }
}

impl FacetNames {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets segments that are no more: what was unpacked of them is large.
    pub(crate) fn keep(&self, searcher: &Searcher) {
        let there: FxHashSet<SegmentId> =
            searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        self.known().segments.retain(|(segment, _), _| there.contains(segment));
    }

    /// A facet of a segment. Cost: O(values) the first time.
    pub(crate) fn of_segment(
        &self,
        segment: &SegmentReader,
        facet: Facet,
        column: StrColumn,
    ) -> tantivy::Result<Arc<SegmentFacet>> {
        let key = (segment.segment_id(), facet);
        let mut known = self.known();
        if let Some(made) = known.segments.get(&key) {
            return Ok(Arc::clone(made));
        }
        let mut numbers = Vec::with_capacity(column.num_terms());
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            let value = std::str::from_utf8(values.key()).unwrap_or_default();
            numbers.push(known.number(value));
        }
        let (documents, unpacked) = (segment.max_doc(), OnceLock::new());
        let made = Arc::new(SegmentFacet { numbers, column, documents, unpacked });
        known.segments.insert(key, Arc::clone(&made));
        Ok(made)
    }

    /// The values with the greatest counts, at most so many; of equals by name.
    pub(crate) fn most(&self, counts: FxHashMap<u32, u64>, limit: usize) -> Vec<(String, u64)> {
        let known = self.known();
        let mut best: BTreeSet<(std::cmp::Reverse<u64>, &str)> = BTreeSet::new();
        for (number, count) in counts {
            let Some(name) = known.names.get(number as usize) else { continue };
            best.insert((std::cmp::Reverse(count), name));
            if best.len() > limit {
                best.pop_last();
            }
        }
        best.into_iter().map(|(count, name)| (name.to_owned(), count.0)).collect()
    }
}

impl Known {
    fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let name: Arc<str> = value.into();
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }
}
