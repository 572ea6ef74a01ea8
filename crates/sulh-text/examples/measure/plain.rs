//! Plain tantivy on the same passages: one English field, facets by columns, its own snippets.
//!
//! It must not be slowed down: it is what somebody would write first with tantivy alone.

use crate::figures::{clients, put, size_of, timed};
use crate::passages::{FACETS, Passages};
use frostem::{Algorithm, Stemmer};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use sulh_text::Facet;
use tantivy::collector::{Collector, Count, SegmentCollector, TopDocs};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
    Value as _,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{
    LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream,
    Tokenizer,
};
use tantivy::{
    DocId, Index, IndexReader, Score, SegmentOrdinal, SegmentReader, TantivyDocument, Term,
};

pub(crate) struct Plain {
    index: Index,
    reader: IndexReader,
    text: Field,
}

impl Plain {
    pub(crate) fn of(passages: &Passages, path: &Path) -> Self {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = builder.add_text_field(
            "text",
            TextOptions::default().set_indexing_options(indexing).set_stored(),
        );
        let id = builder.add_text_field("id", STRING | FAST | STORED);
        let facets = Facet::ALL.map(|facet| builder.add_text_field(facet.name(), STRING | FAST));
        let index = Index::create_in_dir(path, builder.build()).unwrap();
        let english = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(40))
            .filter(LowerCaser)
            .filter(English)
            .build();
        index.tokenizers().register("en_stem", english);
        let mut writer = index.writer_with_num_threads(2, 192 << 20).unwrap();
        for (passage, number) in passages.all.iter().zip(0..) {
            let mut document = TantivyDocument::new();
            document.add_text(text, &passage.text);
            document.add_text(id, format!("https://example.org/id/passage/{number:08}"));
            for (facet, value) in &passage.facets {
                let place = Facet::ALL.iter().position(|known| known == facet).unwrap();
                document.add_text(facets[place], value);
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
        let reader = index.reader().unwrap();
        Self { index, reader, text }
    }

    fn query(&self, query: &str) -> Box<dyn Query> {
        let mut analyzer = self.index.tokenizers().get("en_stem").unwrap();
        let mut terms = Vec::new();
        let mut stream = analyzer.token_stream(query);
        stream.process(&mut |token| terms.push(Term::from_field_text(self.text, &token.text)));
        if query.starts_with('"') && terms.len() > 1 {
            return Box::new(PhraseQuery::new(terms));
        }
        let words = terms.into_iter().map(|term| {
            let word: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            (Occur::Must, word)
        });
        Box::new(BooleanQuery::new(words.collect()))
    }

    /// The best ten with snippets, how many there are, and facets.
    pub(crate) fn answer(&self, query: &str, facets: &[Facet]) {
        let query = self.query(query);
        let searcher = self.reader.searcher();
        let counts = FacetCounts(facets.to_vec());
        let best = TopDocs::with_limit(10).order_by_score();
        let (hits, _, _) = searcher.search(&*query, &(best, Count, counts)).unwrap();
        let snippets = SnippetGenerator::create(&searcher, &*query, self.text).unwrap();
        for (_, address) in hits {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            let text = document.get_first(self.text).unwrap().as_str().unwrap();
            snippets.snippet(text);
        }
    }

    pub(crate) fn top(&self, query: &str) {
        let query = self.query(query);
        self.reader.searcher().search(&*query, &TopDocs::with_limit(10).order_by_score()).unwrap();
    }
}

/// Counts values by the columns, as simply as it can be done with tantivy.
struct FacetCounts(Vec<Facet>);

struct SegmentCounts(Vec<(StrColumn, Vec<u64>)>);

impl Collector for FacetCounts {
    type Fruit = Vec<u64>;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let columns =
            self.0.iter().filter_map(|facet| segment.fast_fields().str(facet.name()).unwrap());
        Ok(SegmentCounts(
            columns
                .map(|column| {
                    let terms = column.num_terms();
                    (column, vec![0; terms])
                })
                .collect(),
        ))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<u64>>) -> tantivy::Result<Vec<u64>> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for SegmentCounts {
    type Fruit = Vec<u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        for (column, counts) in &mut self.0 {
            for ordinal in column.term_ords(document) {
                counts[ordinal as usize] += 1;
            }
        }
    }

    fn harvest(self) -> Vec<u64> {
        self.0.into_iter().flat_map(|(_, counts)| counts).collect()
    }
}

/// tantivy's own stemmer, which is built on the same crate.
#[derive(Clone)]
struct English;

#[derive(Clone)]
struct EnglishTokenizer<T>(T);

struct EnglishStream<S>(S, Stemmer);

impl TokenFilter for English {
    type Tokenizer<T: Tokenizer> = EnglishTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> EnglishTokenizer<T> {
        EnglishTokenizer(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for EnglishTokenizer<T> {
    type TokenStream<'a> = EnglishStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        EnglishStream(self.0.token_stream(text), Stemmer::new(Algorithm::English))
    }
}

impl<S: TokenStream> TokenStream for EnglishStream<S> {
    fn advance(&mut self) -> bool {
        if !self.0.advance() {
            return false;
        }
        let stem = self.1.stem(&self.0.token().text).into_owned();
        self.0.token_mut().text = stem;
        true
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}

pub(crate) fn measure(passages: &Passages, path: &Path, figures: &mut Map<String, Value>) {
    std::fs::create_dir_all(path).unwrap();
    let started = Instant::now();
    let plain = Plain::of(passages, path);
    let seconds = started.elapsed().as_secs_f64();
    figures.insert("plain_index_seconds".to_owned(), json!(seconds));
    figures.insert("plain_index_bytes".to_owned(), json!(size_of(path)));
    eprintln!("plain tantivy indexed in {seconds:.1} s");
    let mut alone: Vec<Duration> =
        passages.queries.iter().map(|query| timed(|| plain.answer(query, &FACETS))).collect();
    put(figures, "plain_query_alone", &mut alone);
    let mut together = clients(passages, &|query| plain.answer(query, &FACETS));
    put(figures, "plain_query_8_clients", &mut together);
    let mut bare: Vec<Duration> =
        passages.queries.iter().map(|query| timed(|| plain.top(query))).collect();
    put(figures, "plain_query_top_only", &mut bare);
}
