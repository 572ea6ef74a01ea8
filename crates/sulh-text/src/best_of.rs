//! Documents that match one of several clauses; the best of them is the score.
//!
//! It must not be used for many clauses: the nearest is found by looking at each. What tantivy has
//! for the purpose works ahead in blocks, which a conjunction that leaps over them pays for
//! each time; the forms of a word are few, and most words are in conjunctions.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// The best of some clauses.
#[derive(Debug)]
pub(crate) struct BestOf {
    clauses: Vec<Box<dyn Query>>,
}

impl BestOf {
    pub(crate) fn new(clauses: Vec<Box<dyn Query>>) -> Self {
        Self { clauses }
    }
}

impl Clone for BestOf {
    fn clone(&self) -> Self {
        Self { clauses: self.clauses.iter().map(|clause| clause.box_clone()).collect() }
    }
}

impl Query for BestOf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weights = self.clauses.iter().map(|clause| clause.weight(scoring));
        Ok(Box::new(BestWeight { weights: weights.collect::<tantivy::Result<_>>()? }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        for clause in &self.clauses {
            clause.query_terms(visitor);
        }
    }
}

struct BestWeight {
    weights: Vec<Box<dyn Weight>>,
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
        let mut best = BestScorer { scorers, document: 0 };
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
    /// The smallest of theirs.
    document: DocId,
}

impl BestScorer {
    fn find(&mut self) -> DocId {
        let nearest = self.scorers.iter().map(DocSet::doc).min();
        self.document = nearest.unwrap_or(TERMINATED);
        self.document
    }
}

impl DocSet for BestScorer {
    fn advance(&mut self) -> DocId {
        if self.document == TERMINATED {
            return TERMINATED;
        }
        for scorer in &mut self.scorers {
            if scorer.doc() == self.document {
                scorer.advance();
            }
        }
        self.find()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for scorer in &mut self.scorers {
            if scorer.doc() < target {
                scorer.seek(target);
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
        let at = self.document;
        let there = self.scorers.iter_mut().filter(|scorer| scorer.doc() == at);
        there.map(Scorer::score).fold(0.0, Score::max)
    }
}
