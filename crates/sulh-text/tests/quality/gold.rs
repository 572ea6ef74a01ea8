//! Recall and rank on the gold, by language; the same index without stems beside it.

use super::declaration::{LANGUAGES, articles, root};
use std::collections::BTreeSet;
use sulh_text::{Forms, Reading, SearchOptions, Text, TextDocument, TextIndex, TextQuery, Tongue};

/// Recall at five that every language reaches.
const RECALL: f64 = 0.90;
/// By how much it is above the index without stems.
const ABOVE: f64 = 0.25;
/// Mean reciprocal rank of all queries.
const RANK: f64 = 0.80;

struct Query {
    id: String,
    kind: String,
    words: String,
    articles: BTreeSet<u32>,
    /// Every third was not looked at while the stemmers were made.
    aside: bool,
}

fn gold(folder: &str, language: &str) -> Vec<Query> {
    let path = root().join(format!("tests/cases/search/{folder}/{language}.tsv"));
    let table = std::fs::read_to_string(path).unwrap();
    let rows = table.lines().skip(1).filter(|line| !line.is_empty());
    rows.zip(1..)
        .map(|(line, number)| {
            let [id, kind, words, articles] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{language}: {line}");
            };
            Query {
                id: id.to_owned(),
                kind: kind.to_owned(),
                words: words.to_owned(),
                articles: articles.split(',').map(|number| number.parse().unwrap()).collect(),
                aside: number % 3 == 0,
            }
        })
        .collect()
}

fn index(language: &str, articles: &[(u32, String)]) -> TextIndex {
    let index = TextIndex::in_memory().unwrap();
    let documents: Vec<TextDocument> = articles
        .iter()
        .map(|(number, text)| TextDocument {
            id: number.to_string(),
            texts: vec![Text { text: text.clone(), language: language.to_owned() }],
            ..TextDocument::default()
        })
        .collect();
    index.write(&documents, &[], "gold").unwrap();
    index
}

fn found(index: &TextIndex, words: &str, stems: bool) -> Vec<u32> {
    let options = SearchOptions { limit: 5, ..SearchOptions::default() };
    let query = TextQuery::parse(words, &Reading { stems, ..Reading::default() });
    let hits = index.bind(&query).unwrap().search(&options).unwrap();
    hits.hits.iter().map(|hit| hit.id.parse().unwrap()).collect()
}

/// What a set of queries comes to.
#[derive(Default)]
struct Sum {
    recall: f64,
    rank: f64,
    queries: f64,
}

impl Sum {
    /// Adds a query; whether all that it should find was found.
    fn add(&mut self, query: &Query, found: &[u32]) -> bool {
        let hits = found.iter().filter(|number| query.articles.contains(number)).count();
        let first = found.iter().position(|number| query.articles.contains(number));
        self.recall += hits as f64 / query.articles.len() as f64;
        self.rank += first.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        self.queries += 1.0;
        hits == query.articles.len()
    }

    fn recall(&self) -> f64 {
        self.recall / self.queries
    }

    fn rank(&self) -> f64 {
        self.rank / self.queries
    }
}

#[test]
fn words_are_found_in_every_form_and_script() {
    let verbose = std::env::var_os("SULH_MISSES").is_some();
    let mut everything = Sum::default();
    for (language, file) in LANGUAGES {
        let Some(articles) = articles(file) else {
            println!("left out: ../shared/data/udhr is not there");
            return;
        };
        let index = index(language, &articles);
        let (mut all, mut aside, mut plain) = (Sum::default(), Sum::default(), Sum::default());
        for query in gold("gold", language) {
            let found_now = found(&index, &query.words, true);
            let whole = all.add(&query, &found_now);
            everything.add(&query, &found_now);
            let found_plain = found(&index, &query.words, false);
            let whole_plain = plain.add(&query, &found_plain);
            assert!(
                query.kind != "exact" || whole || !whole_plain,
                "{} {:?} loses by stems: {found_plain:?}, {found_now:?}",
                query.id,
                query.words
            );
            if query.aside {
                aside.add(&query, &found_now);
            } else if !whole && verbose {
                println!(
                    "  {} {:?}: {:?}, not {found_now:?}",
                    query.id, query.words, query.articles
                );
            }
        }
        println!(
            "{language}: recall at 5 {:.3}, kept aside {:.3}, without stems {:.3}; mean reciprocal rank {:.3}",
            all.recall(),
            aside.recall(),
            plain.recall(),
            all.rank()
        );
        assert!(all.recall() >= RECALL, "{language}: {}", all.recall());
        assert!(all.recall() >= plain.recall() + ABOVE, "{language}");
    }
    println!("all: mean reciprocal rank {:.3}", everything.rank());
    assert!(everything.rank() >= RANK);
}

/// Queries that were written after the stemmers, by somebody who had not seen them.
#[test]
fn fresh_queries_are_answered_as_well() {
    let mut everything = Sum::default();
    for (language, file) in LANGUAGES {
        let Some(articles) = articles(file) else {
            println!("left out: ../shared/data/udhr is not there");
            return;
        };
        let index = index(language, &articles);
        let (mut all, mut plain) = (Sum::default(), Sum::default());
        for query in gold("fresh", language) {
            let found_now = found(&index, &query.words, true);
            all.add(&query, &found_now);
            everything.add(&query, &found_now);
            plain.add(&query, &found(&index, &query.words, false));
        }
        println!(
            "{language}, fresh: recall at 5 {:.3}, without stems {:.3}; mean reciprocal rank {:.3}",
            all.recall(),
            plain.recall(),
            all.rank()
        );
        assert!(all.recall() >= RECALL, "{language}: {}", all.recall());
        assert!(all.recall() >= plain.recall() + ABOVE, "{language}");
    }
    println!("all, fresh: mean reciprocal rank {:.3}", everything.rank());
    assert!(everything.rank() >= RANK);
}

#[test]
fn serbian_is_one_in_three_spellings() {
    let Some(articles) = articles("srp_cyrl") else {
        println!("left out: ../shared/data/udhr is not there");
        return;
    };
    let index = index("sr", &articles);
    let mut forms = Forms::default();
    let mut compared = 0;
    for query in gold("gold", "sr") {
        let mut spell = |form: fn(&Forms) -> &str| {
            let words = query.words.split(' ').map(|word| {
                forms.make(word, Tongue::SouthSlavic);
                form(&forms).to_owned()
            });
            words.collect::<Vec<_>>().join(" ")
        };
        let (latin, bare) = (spell(|forms| &forms.exact), spell(|forms| &forms.folded));
        let lists = [&query.words, &latin, &bare].map(|words| found(&index, words, true));
        assert!(lists.iter().all(|list| *list == lists[0]), "{} {lists:?}", query.words);
        compared += 1;
    }
    assert!(compared > 60);
}
