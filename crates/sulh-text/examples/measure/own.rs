//! Our own index: filled, opened, asked, changed.
//!
//! It must not measure the engine above, which reads the texts of hits from the store.

use crate::figures::{clients, put, size_of, timed};
use crate::passages::{FACETS, Passage, Passages};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use sulh_text::{
    Name, NameTable, Place, Reading, SearchOptions, Text, TextDocument, TextIndex, TextQuery,
};

/// Documents that are given at a time.
const BATCH: usize = 20_000;
const COMMITS: usize = 30;
const CHANGED: usize = 100;

fn document(passage: &Passage, id: usize) -> TextDocument {
    TextDocument {
        id: format!("https://example.org/id/passage/{id:08}"),
        texts: vec![Text { text: passage.text.clone(), language: passage.language.to_owned() }],
        facets: passage.facets.clone(),
        day: Some(passage.day),
        ..TextDocument::default()
    }
}

fn number(id: &str) -> usize {
    id.rsplit('/').next().unwrap().parse().unwrap()
}

pub(crate) fn measure(
    passages: &Passages,
    path: &Path,
    bytes: usize,
    figures: &mut Map<String, Value>,
) {
    let started = Instant::now();
    let index = TextIndex::open(path).unwrap();
    for (batch, first) in passages.all.chunks(BATCH).zip((0..).step_by(BATCH)) {
        let documents = batch.iter().zip(first..).map(|(passage, id)| document(passage, id));
        index.add(documents).unwrap();
    }
    index.write(&[], &[], "1").unwrap();
    let seconds = started.elapsed().as_secs_f64();
    figures.insert("index_seconds".to_owned(), json!(seconds));
    figures.insert("index_per_second".to_owned(), json!(passages.all.len() as f64 / seconds));
    index.rest();
    eprintln!("indexed in {seconds:.1} s, at rest after {:.1} s", started.elapsed().as_secs_f64());
    let size = size_of(path);
    figures.insert("index_bytes".to_owned(), json!(size));
    figures.insert("bytes_ratio".to_owned(), json!(size as f64 / bytes as f64));
    drop(index);

    let mut opened: Vec<Duration> = Vec::new();
    for _ in 0..7 {
        let started = Instant::now();
        let index = TextIndex::open(path).unwrap();
        assert!(index.note().is_some());
        answer(&index, passages, &passages.queries[0]);
        opened.push(started.elapsed());
    }
    put(figures, "reopen_first_answer", &mut opened);

    let index = TextIndex::open(path).unwrap();
    let mut alone: Vec<Duration> =
        passages.queries.iter().map(|query| timed(|| answer(&index, passages, query))).collect();
    if std::env::var_os("SULH_SLOW").is_some() {
        for (query, took) in passages.queries.iter().zip(&alone) {
            eprintln!("{took:9.2?} {query}");
        }
    }
    put(figures, "query_alone", &mut alone);
    let mut together = clients(passages, &|query| answer(&index, passages, query));
    put(figures, "query_8_clients", &mut together);
    let mut bare: Vec<Duration> =
        passages.queries.iter().map(|query| timed(|| top(&index, query))).collect();
    put(figures, "query_top_only", &mut bare);

    let names = passages.names.iter().map(|(facet, value)| Name {
        id: value.clone(),
        text: value.clone(),
        language: "en".to_owned(),
        preferred: true,
        facet: Some((*facet, value.clone())),
    });
    let table = NameTable::of(names.collect());
    let weights = table.weights(&index).unwrap();
    let mut suggested: Vec<Duration> = passages
        .typed
        .iter()
        .map(|typed| {
            timed(|| {
                table.starting(typed, &weights, 8, &|_| Some(None));
                index.phrases(typed, 5).unwrap();
            })
        })
        .collect();
    if std::env::var_os("SULH_SLOW").is_some() {
        for (typed, took) in passages.typed.iter().zip(&suggested) {
            eprintln!("{took:9.2?} suggest {typed}");
        }
    }
    put(figures, "suggest", &mut suggested);

    let mut commits: Vec<Duration> = Vec::new();
    for round in 0..COMMITS {
        let changed: Vec<TextDocument> = (0..CHANGED)
            .map(|place| {
                let id = (round * 7919 + place * 104_729) % passages.all.len();
                let mut document = document(&passages.all[id], id);
                document.texts[0].text = format!("{} changed{round}", passages.all[id].text);
                document
            })
            .collect();
        commits.push(timed(|| {
            index.write(&changed, &[], &format!("{}", round + 2)).unwrap();
            let query =
                index.bind(&TextQuery::parse(&format!("changed{round}"), &Reading::default()));
            assert_eq!(query.unwrap().search(&options()).unwrap().total, CHANGED as u64);
        }));
    }
    put(figures, "commit_of_100_searchable", &mut commits);
    let mut after: Vec<Duration> =
        passages.queries.iter().map(|query| timed(|| answer(&index, passages, query))).collect();
    put(figures, "query_alone_after_commits", &mut after);
}

fn options() -> SearchOptions {
    SearchOptions { facets: FACETS.to_vec(), ..SearchOptions::default() }
}

/// The best ten with snippets, and five facets.
fn answer(index: &TextIndex, passages: &Passages, query: &str) {
    let query = index.bind(&TextQuery::parse(query, &Reading::default())).unwrap();
    let hits = query.search(&options()).unwrap();
    for hit in &hits.hits {
        let passage = &passages.all[number(&hit.id)];
        let text = Text { text: passage.text.clone(), language: passage.language.to_owned() };
        let snippet = query.snippet(&[(Place::Text, text)]);
        assert!(!snippet.text.is_empty());
    }
}

fn top(index: &TextIndex, query: &str) {
    let query = index.bind(&TextQuery::parse(query, &Reading::default())).unwrap();
    query.search(&SearchOptions::default()).unwrap();
}
