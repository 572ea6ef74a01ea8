//! Documents that match one of several clauses, of which one gives the score: the best, or the first
//! that matches where they stand in order.
//!
//! It must not be used for many clauses: the nearest is found by looking at each. What tantivy has
//! for the purpose works ahead in blocks, which a conjunction that leaps over them pays for
//! each time; the forms of a word are few, and most words are in conjunctions.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Clauses of which one counts.
#[derive(Debug)]
pub(crate) struct BestOf {
    clauses: Vec<Box<dyn Query>>,
    /// Whether the first that matches counts, not the best.
    is_first: bool,
}

impl BestOf {
    /// The best counts.
    pub(crate) fn new(clauses: Vec<Box<dyn Query>>) -> Self {
        Self { clauses, is_first: false }
    }

    /// The first that matches counts.
    pub(crate) fn first(clauses: Vec<Box<dyn Query>>) -> Self {
        Self { clauses, is_first: true }
    }
}

impl Clone for BestOf {
    fn clone(&self) -> Self {
        let clauses = self.clauses.iter().map(|clause| clause.box_clone()).collect();
        Self { clauses, is_first: self.is_first }
    }
}

impl Query for BestOf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = self.clauses.iter().map(|clause| clause.weight(scoring));
        let weights = weights.collect::<tantivy::Result<_>>()?;
        Ok(Box::new(BestWeight { weights, is_first: self.is_first }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for clause in &self.clauses {
            clause.query_terms(visitor);
        }
    }
}

struct BestWeight {
    weights: Vec<Box<dyn Weight>>,
    is_first: bool,
}

impl Weight for BestWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorers = Vec::with_capacity(self.weights.len());
        for weight in &self.weights {
            let scorer = weight.scorer(reader, boost)?;
            if scorer.doc() != TERMINATED {
                scorers.push(scorer);
            }
        }
        if scorers.len() < 2 {
            return Ok(scorers.pop().unwrap_or_else(|| Box::new(EmptyScorer)));
        }
        let documents = scorers.iter().map(DocSet::doc).collect();
        let mut best = BestScorer { scorers, documents, document: 0, is_first: self.is_first };
        best.find();
        Ok(Box::new(best))
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let is_there = scorer.doc() <= document && scorer.seek(document) == document;
        let score = if is_there { scorer.score() } else { 0.0 };
        Ok(Explanation::new("the best of", score))
    }
}

struct BestScorer {
    scorers: Vec<Box<dyn Scorer>>,
    /// Where each of them is.
    documents: Vec<DocId>,
    /// The smallest of these.
    document: DocId,
    is_first: bool,
}

impl BestScorer {
    fn find(&mut self) -> DocId {
        self.document = self.documents.iter().copied().min().unwrap_or(TERMINATED);
        self.document
    }
}

impl DocSet for BestScorer {
    fn advance(&mut self) -> DocId {
        if self.document == TERMINATED {
            return TERMINATED;
        }
        for (scorer, at) in self.scorers.iter_mut().zip(&mut self.documents) {
            if *at == self.document {
                *at = scorer.advance();
            }
        }
        self.find()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for (scorer, at) in self.scorers.iter_mut().zip(&mut self.documents) {
            if *at < target {
                *at = scorer.seek(target);
            }
        }
        self.find()
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.scorers.iter().map(DocSet::size_hint).max().unwrap_or_default()
    }

    fn cost(&self) -> u64 {
        self.scorers.iter().map(DocSet::cost).sum()
    }
}

impl Scorer for BestScorer {
    fn score(&mut self) -> Score {
        let mut best: Score = 0.0;
        for (scorer, at) in self.scorers.iter_mut().zip(&self.documents) {
            if *at == self.document {
                best = best.max(scorer.score());
                if self.is_first {
                    break;
                }
            }
        }
        best
    }
}
