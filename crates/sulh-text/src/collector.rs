//! The best hits behind a cursor, how many there are in all, and their facets, in one pass.
//!
//! It must not look at anything but numbers while it collects: ids and values become words at
//! the end, for what is given only.

use crate::facet_names::{FacetNames, SegmentFacet};
use crate::ranking::{Factors, Ranking};
use crate::schema::{Facet, Fields};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Documents whose values are counted at a time.
const BLOCK: usize = 2048;
/// Of how many documents of a segment one matches when all its values are unpacked.
const OFTEN: u32 = 16;

/// A hit: the id of the document, and how well it matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The id.
    pub id: String,
    /// The score; only its order means anything.
    pub score: f32,
    /// What it is a part of.
    pub group: Option<String>,
    /// How many other parts of the same match, which it stands for.
    pub more: u64,
}

impl Hit {
    /// A hit that stands for itself alone.
    pub fn new(id: String, score: f32) -> Self {
        Self { id, score, group: None, more: 0 }
    }

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
    /// How many of them have each value: those that most have, first.
    pub facets: BTreeMap<Facet, Vec<(String, u64)>>,
}

/// Collects the best hits.
pub(crate) struct Best<'r> {
    pub(crate) limit: usize,
    /// Only hits behind this one.
    pub(crate) after: Option<Hit>,
    pub(crate) facets: Vec<Facet>,
    /// Values of a facet that are given, at most.
    pub(crate) values: usize,
    pub(crate) names: &'r FacetNames,
    /// Whether the best part stands for all.
    pub(crate) folds: bool,
    pub(crate) ranking: &'r Ranking,
}

impl Collector for Best<'_> {
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
                let values = self.names.of_segment(segment, *facet, values)?;
                let counts = vec![0; values.numbers.len()];
                facets.push(Counted { facet: *facet, values, counts });
            }
        }
        let groups = if self.folds { columns.str(Fields::GROUP)? } else { None };
        Ok(BestOfSegment {
            limit: self.limit,
            after,
            ids,
            best: BinaryHeap::with_capacity(self.limit + 1),
            total: 0,
            facets,
            waiting: Vec::with_capacity(BLOCK),
            many: u64::from(segment.max_doc() / OFTEN),
            groups: groups.filter(|groups| groups.num_terms() > 0),
            parts: FxHashMap::default(),
            factors: self.ranking.factors(segment)?,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Found>) -> tantivy::Result<Hits> {
        let mut all = Hits::default();
        let mut groups: BTreeMap<String, Hit> = BTreeMap::new();
        let mut counts: BTreeMap<Facet, FxHashMap<u32, u64>> =
            self.facets.iter().map(|facet| (*facet, FxHashMap::default())).collect();
        // Ids are read for what may be given only.
        let mut scores: Vec<Score> =
            fruits.iter().flat_map(|found| &found.best).map(|rank| rank.score).collect();
        scores.sort_by(|one, other| other.total_cmp(one));
        let least = scores.get(self.limit.saturating_sub(1)).copied().unwrap_or(f32::MIN);
        for found in fruits {
            all.total += found.total;
            for rank in found.best.iter().filter(|rank| rank.score >= least) {
                all.hits.push(Hit::new(word(found.ids.as_ref(), rank.ordinal)?, rank.score));
            }
            for (group, (rank, more)) in found.parts {
                let group = word(found.groups.as_ref(), group)?;
                let id = word(found.ids.as_ref(), rank.ordinal)?;
                let hit = Hit { id, score: rank.score, group: Some(group.clone()), more };
                match groups.get_mut(&group) {
                    None => drop(groups.insert(group, hit)),
                    Some(best) => {
                        let more = best.more + hit.more + 1;
                        if hit.order(best).is_lt() {
                            *best = hit;
                        }
                        best.more = more;
                    }
                }
            }
            for Counted { facet, values, counts: of_segment } in found.facets {
                let into = counts.entry(facet).or_default();
                let some = values.numbers.iter().zip(of_segment).filter(|(_, count)| *count > 0);
                for (number, count) in some {
                    *into.entry(*number).or_default() += u64::from(count);
                }
            }
        }
        let is_behind =
            |hit: &Hit| self.after.as_ref().is_none_or(|after| after.order(hit).is_lt());
        all.hits.extend(groups.into_values().filter(is_behind));
        all.hits.sort_by(Hit::order);
        all.hits.truncate(self.limit);
        let named = |(facet, counts)| (facet, self.names.most(counts, self.values));
        all.facets = counts.into_iter().map(named).collect();
        Ok(all)
    }
}

/// The word of a number in a column.
fn word(column: Option<&StrColumn>, ordinal: u64) -> tantivy::Result<String> {
    let mut word = String::new();
    if let Some(column) = column {
        column.ord_to_str(ordinal, &mut word)?;
    }
    Ok(word)
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
pub(crate) struct Rank {
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

/// The values of a facet in a segment, and how many hits have each.
pub(crate) struct Counted {
    facet: Facet,
    values: Arc<SegmentFacet>,
    counts: Vec<u32>,
}

/// What was found in one segment.
pub(crate) struct Found {
    total: u64,
    best: Vec<Rank>,
    parts: FxHashMap<u64, (Rank, u64)>,
    ids: Option<StrColumn>,
    groups: Option<StrColumn>,
    facets: Vec<Counted>,
}

/// Collects in one segment.
pub(crate) struct BestOfSegment {
    limit: usize,
    after: Option<(Score, u64)>,
    ids: Option<StrColumn>,
    best: BinaryHeap<Rank>,
    total: u64,
    facets: Vec<Counted>,
    /// Documents whose values are not counted yet.
    waiting: Vec<DocId>,
    /// Matches from which on it is worth to unpack all values.
    many: u64,
    groups: Option<StrColumn>,
    /// The best part of each group, and how many others match.
    parts: FxHashMap<u64, (Rank, u64)>,
    factors: Factors,
}

impl BestOfSegment {
    fn ordinal(&self, document: DocId) -> Option<u64> {
        self.ids.as_ref().and_then(|ids| ids.term_ords(document).next())
    }

    fn count(&mut self) {
        let often = self.total > self.many;
        for Counted { values, counts, .. } in &mut self.facets {
            values.count(&self.waiting, often, counts);
        }
        self.waiting.clear();
    }

    fn part(&mut self, group: u64, document: DocId, score: Score) {
        let score = score * self.factors.product(document);
        let Some(ordinal) = self.ordinal(document) else { return };
        let rank = Rank { score, ordinal };
        match self.parts.get_mut(&group) {
            None => drop(self.parts.insert(group, (rank, 0))),
            Some((best, more)) => {
                *more += 1;
                if rank < *best {
                    *best = rank;
                }
            }
        }
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = Found;

    fn collect(&mut self, document: DocId, score: Score) {
        self.total += 1;
        if !self.facets.is_empty() {
            self.waiting.push(document);
            if self.waiting.len() == BLOCK {
                self.count();
            }
        }
        let group = self.groups.as_ref().and_then(|groups| groups.term_ords(document).next());
        if let Some(group) = group {
            return self.part(group, document, score);
        }
        let full = self.best.len() == self.limit;
        let is_worse = |score| full && self.best.peek().is_some_and(|worst| score < worst.score);
        if is_worse(score * self.factors.most) {
            return;
        }
        let score = score * self.factors.product(document);
        if is_worse(score) {
            return;
        }
        let Some(ordinal) = self.ordinal(document) else { return };
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

    fn harvest(mut self) -> Found {
        self.count();
        let Self { total, best, parts, ids, groups, facets, .. } = self;
        Found { total, best: best.into_vec(), parts, ids, groups, facets }
    }
}
