//! The best hits behind a cursor, how many there are in all, and their facets, in one pass.
//!
//! It must not look at anything but numbers while it collects: ids and values become words at
//! the end, for what is given only.

use crate::schema::{Facet, Fields};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, TantivyError};

/// A hit: the id of the document, and how well it matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The id.
    pub id: String,
    /// The score; only its order means anything.
    pub score: f32,
}

impl Hit {
    /// The better one first; of equals the one with the smaller id.
    fn order(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then_with(|| self.id.cmp(&other.id))
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// The best, in their order.
    pub hits: Vec<Hit>,
    /// How many documents match.
    pub total: u64,
    /// How many of them have each value.
    pub facets: BTreeMap<Facet, BTreeMap<String, u64>>,
}

/// Collects the best hits.
pub(crate) struct Best {
    pub(crate) limit: usize,
    /// Only hits behind this one.
    pub(crate) after: Option<Hit>,
    pub(crate) facets: Vec<Facet>,
}

impl Collector for Best {
    type Fruit = Hits;
    type Child = BestOfSegment;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<BestOfSegment> {
        let columns = segment.fast_fields();
        let ids = columns.str(Fields::ID)?;
        let after = match (&self.after, &ids) {
            (Some(hit), Some(ids)) => Some((hit.score, place_of(ids, &hit.id)?)),
            _ => None,
        };
        let mut facets = Vec::new();
        for facet in &self.facets {
            if let Some(values) = columns.str(facet.name())? {
                let counts = vec![0; values.num_terms()];
                facets.push((*facet, values, counts));
            }
        }
        Ok(BestOfSegment {
            limit: self.limit,
            after,
            ids,
            best: BinaryHeap::with_capacity(self.limit + 1),
            total: 0,
            facets,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Result<Hits, TantivyError>>) -> tantivy::Result<Hits> {
        let mut all = Hits::default();
        for fruit in fruits {
            let fruit = fruit?;
            all.total += fruit.total;
            all.hits.extend(fruit.hits);
            for (facet, values) in fruit.facets {
                let into = all.facets.entry(facet).or_default();
                for (value, count) in values {
                    *into.entry(value).or_default() += count;
                }
            }
        }
        all.hits.sort_by(Hit::order);
        all.hits.truncate(self.limit);
        Ok(all)
    }
}

/// How many ids of a segment are not behind this one.
fn place_of(ids: &StrColumn, id: &str) -> tantivy::Result<u64> {
    let (mut low, mut high) = (0, ids.num_terms() as u64);
    let mut found = String::new();
    while low < high {
        let middle = low + (high - low) / 2;
        found.clear();
        ids.ord_to_str(middle, &mut found)?;
        if found.as_str() <= id { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

/// The order of hits in a segment: the worst is the greatest.
#[derive(PartialEq)]
struct Rank {
    score: Score,
    ordinal: u64,
}

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then_with(|| self.ordinal.cmp(&other.ordinal))
    }
}

/// Collects in one segment.
pub(crate) struct BestOfSegment {
    limit: usize,
    after: Option<(Score, u64)>,
    ids: Option<StrColumn>,
    best: BinaryHeap<Rank>,
    total: u64,
    facets: Vec<(Facet, StrColumn, Vec<u64>)>,
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Result<Hits, TantivyError>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.total += 1;
        for (_, values, counts) in &mut self.facets {
            for ordinal in values.term_ords(document) {
                if let Some(count) = counts.get_mut(ordinal as usize) {
                    *count += 1;
                }
            }
        }
        if self.best.len() == self.limit
            && self.best.peek().is_some_and(|worst| score < worst.score)
        {
            return;
        }
        let Some(ordinal) = self.ids.as_ref().and_then(|ids| ids.term_ords(document).next()) else {
            return;
        };
        if let Some((last, place)) = self.after
            && (score > last || (score.total_cmp(&last).is_eq() && ordinal < place))
        {
            return;
        }
        self.best.push(Rank { score, ordinal });
        if self.best.len() > self.limit {
            self.best.pop();
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut hits = Vec::with_capacity(self.best.len());
        for rank in self.best {
            let mut id = String::new();
            if let Some(ids) = &self.ids {
                ids.ord_to_str(rank.ordinal, &mut id)?;
            }
            hits.push(Hit { id, score: rank.score });
        }
        let mut facets = BTreeMap::new();
        for (facet, values, counts) in self.facets {
            let mut named: BTreeMap<String, u64> = BTreeMap::new();
            for (count, ordinal) in counts.into_iter().zip(0..).filter(|(count, _)| *count > 0) {
                let mut value = String::new();
                values.ord_to_str(ordinal, &mut value)?;
                named.insert(value, count);
            }
            facets.insert(facet, named);
        }
        Ok(Hits { hits, total: self.total, facets })
    }
}

/// The values that most have, first; of equals by name.
pub fn most(values: &BTreeMap<String, u64>, limit: usize) -> Vec<(&str, u64)> {
    let mut all: Vec<_> = values.iter().map(|(value, count)| (value.as_str(), *count)).collect();
    all.sort_by_key(|(value, count)| (Reverse(*count), *value));
    all.truncate(limit);
    all
}
