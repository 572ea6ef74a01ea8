//! The hits of a query.
//!
//! It must not know what is shown of a hit.

use crate::bound::{BoundQuery, dated, has_one};
use crate::collector::{Best, Hit, Hits};
use crate::days::Days;
use crate::error::TextError;
use crate::index::SearchOptions;
use crate::query::Node;
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet as _, TERMINATED, Term};

/// Of how many documents one is reached by a search that is long.
const LONG: u64 = 20;

impl BoundQuery {
    /// The newest day that a document is of: from which age is counted.
    pub fn newest_day(&self) -> Option<i64> {
        self.statistics.newest_day()
    }

    /// Looks for documents, the best first.
    ///
    /// A cursor leads behind the hit that it names: where that one stands now, not where it stood.
    ///
    /// Cost: O(documents that match). As many run at a time as the machine has cores.
    ///
    /// # Errors
    /// [`TextError::Index`].
    pub fn search(&self, options: &SearchOptions) -> Result<Hits, TextError> {
        let documents = self.statistics.searcher().num_docs();
        let is_long = match &self.node {
            Some(node) => self.matches(node).map_err(TextError::from_engine)? > documents / LONG,
            None => false,
        };
        let _turn = self.turnstile.enter(is_long);
        self.hits(options).map_err(TextError::from_engine)
    }

    /// About how many documents a clause reaches.
    fn matches(&self, node: &Node) -> tantivy::Result<u64> {
        Ok(match node {
            Node::Word(word) => {
                let mut most = 0;
                for (terms, field) in word.terms.forms.iter().zip(self.fields.text) {
                    for term in terms.keys() {
                        let term = Term::from_field_text(field, term);
                        most = most.max(self.statistics.documents(&term)?);
                    }
                }
                most
            }
            Node::Phrase(phrase) => {
                let [_, folded, _] = self.fields.text;
                let mut most = 0;
                for words in &phrase.folded {
                    let mut least = u64::MAX;
                    for word in words {
                        let term = Term::from_field_text(folded, word);
                        least = least.min(self.statistics.documents(&term)?);
                    }
                    most = most.max(least);
                }
                most
            }
            Node::All(nodes) | Node::Words(nodes) => {
                let mut least = self.statistics.searcher().num_docs();
                for node in nodes {
                    least = least.min(self.matches(node)?);
                }
                least
            }
            Node::Any(nodes) | Node::Best(nodes) => {
                let mut sum = 0;
                for node in nodes {
                    sum += self.matches(node)?;
                }
                sum
            }
            Node::In(_, inner) | Node::Other(_, inner, _) => self.matches(inner)?,
            Node::Value(..) | Node::Dated(_) | Node::Not(_) => {
                self.statistics.searcher().num_docs()
            }
        })
    }

    fn hits(&self, options: &SearchOptions) -> tantivy::Result<Hits> {
        let query = self.narrowed(options);
        let after = match &options.after {
            Some(hit) => {
                let score = self.score(&*query, &hit.id, options)?.unwrap_or(hit.score);
                Some(Hit::new(hit.id.clone(), score))
            }
            None => None,
        };
        let best = Best {
            limit: options.limit.max(1),
            after,
            facets: options.facets.clone(),
            values: options.facet_values,
            names: &self.facet_names,
            folds: options.folds,
            ranking: &options.ranking,
        };
        let provider = self.provider(options.counts.as_ref());
        self.statistics.searcher().search_with_statistics_provider(&*query, &best, &provider)
    }

    /// The query with all that a hit must have beside the words.
    fn narrowed(&self, options: &SearchOptions) -> Box<dyn Query> {
        let mut clauses = Vec::new();
        for (facet, values) in &options.wanted {
            clauses.push((Occur::Must, has_one(&self.fields, *facet, values)));
        }
        if options.days != Days::default() {
            clauses.push((Occur::Must, dated(self.fields.day, options.days)));
        }
        if let Some(group) = &options.group {
            clauses.push((Occur::Must, self.part_of(group)));
        }
        let words = self.to_tantivy(options.any);
        if clauses.is_empty() {
            return words;
        }
        clauses.push((Occur::Must, words));
        Box::new(BooleanQuery::new(clauses))
    }

    /// The score of a document now.
    fn score(
        &self,
        query: &dyn Query,
        id: &str,
        options: &SearchOptions,
    ) -> tantivy::Result<Option<f32>> {
        let Some(address) = self.address(id)? else { return Ok(None) };
        let searcher = self.statistics.searcher();
        let segment = searcher.segment_reader(address.segment_ord);
        let provider = self.provider(options.counts.as_ref());
        let scoring = EnableScoring::enabled_from_statistics_provider(&provider, searcher);
        let mut scorer = query.weight(scoring)?.scorer(segment, 1.0)?;
        if scorer.doc() > address.doc_id || scorer.seek(address.doc_id) != address.doc_id {
            return Ok(None);
        }
        let factors = options.ranking.factors(segment)?;
        Ok(Some(scorer.score() * factors.product(address.doc_id)))
    }

    /// Where a document is.
    pub(crate) fn address(&self, id: &str) -> tantivy::Result<Option<DocAddress>> {
        let term = Term::from_field_text(self.fields.id, id);
        for (segment, place) in self.statistics.searcher().segment_readers().iter().zip(0..) {
            let inverted = segment.inverted_index(self.fields.id)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    return Ok(Some(DocAddress::new(place, postings.doc())));
                }
                postings.advance();
            }
        }
        Ok(None)
    }
}
