//! Passages made of real sentences by a seeded shuffle, queries from their words.
//!
//! It must not make up a word: every sentence is from the outside folder.

use std::path::Path;
use sulh_text::{Facet, Tongue, for_each_word};

/// Facets that an answer counts.
pub(crate) const FACETS: [Facet; 5] =
    [Facet::Country, Facet::Threat, Facet::Actor, Facet::Year, Facet::Language];
/// Of a hundred passages, those that are English.
const ENGLISH: u64 = 70;
const QUERIES: usize = 250;
/// Languages of the Declaration with its files.
const LANGUAGES: [(&str, &str); 7] = [
    ("bs", "bos_latn"),
    ("hr", "hrv"),
    ("sr", "srp_cyrl"),
    ("mk", "mkd"),
    ("bg", "bul"),
    ("sq", "als"),
    ("tr", "tur"),
];

pub(crate) struct Passage {
    pub(crate) text: String,
    pub(crate) language: &'static str,
    pub(crate) facets: Vec<(Facet, String)>,
    pub(crate) day: i64,
}

pub(crate) struct Passages {
    pub(crate) all: Vec<Passage>,
    pub(crate) queries: Vec<String>,
    /// What somebody types, letter by letter.
    pub(crate) typed: Vec<String>,
    pub(crate) names: Vec<(Facet, String)>,
}

/// A generator of numbers that gives the same ones every time (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }
}

impl Passages {
    pub(crate) fn of(shared: &Path, count: usize) -> Self {
        let (english, rows) = recommendations(&shared.join("data/upr/recommendations.csv"));
        let others: Vec<(&str, Vec<String>)> = LANGUAGES
            .iter()
            .map(|(language, file)| {
                (*language, sentences(&shared.join(format!("data/udhr/{file}.html"))))
            })
            .collect();
        let mut random = Random(20_261_126);
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            let (language, pool) = if (random.below(100) as u64) < ENGLISH {
                ("en", &english)
            } else {
                let (language, pool) = &others[random.below(others.len())];
                (*language, pool)
            };
            let text = (0..2)
                .map(|_| pool[random.below(pool.len())].as_str())
                .collect::<Vec<_>>()
                .join(" ");
            let (mut facets, day) = rows[random.below(rows.len())].clone();
            facets.push((Facet::Language, language.to_owned()));
            facets.push((Facet::Kind, "passage".to_owned()));
            all.push(Passage { text, language, facets, day });
        }
        let queries: Vec<String> =
            (0..QUERIES).map(|number| query(&all, &mut random, number)).collect();
        let typed = queries
            .iter()
            .take(60)
            .flat_map(|query| {
                let letters: Vec<char> = query.chars().filter(|letter| *letter != '"').collect();
                (1..=letters.len())
                    .map(move |end| letters[..end].iter().collect())
                    .collect::<Vec<String>>()
            })
            .collect();
        let mut names: Vec<(Facet, String)> = rows
            .into_iter()
            .flat_map(|(facets, _)| facets)
            .filter(|(facet, _)| *facet != Facet::Year)
            .collect();
        names.sort();
        names.dedup();
        Self { all, queries, typed, names }
    }
}

type Row = (Vec<(Facet, String)>, i64);

/// The sentences of the recommendations, and what is known of each row.
fn recommendations(path: &Path) -> (Vec<String>, Vec<Row>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let (mut sentences, mut rows) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.unwrap();
        let session: i64 = row[7].parse().unwrap_or(1);
        let mut facets = vec![
            (Facet::Country, row[2].to_owned()),
            (Facet::Actor, row[3].to_owned()),
            (Facet::Status, row[6].to_owned()),
            (Facet::Year, (2008 + session / 3).to_string()),
            (Facet::Source, "upr".to_owned()),
        ];
        facets.extend(row[5].split('|').map(|issue| (Facet::Threat, issue.to_owned())));
        facets.sort();
        facets.dedup();
        rows.push((facets, 13_970 + session * 120));
        sentences.push(row[1].to_owned());
    }
    (sentences, rows)
}

/// The sentences of a page of the Declaration.
fn sentences(path: &Path) -> Vec<String> {
    let page = std::fs::read_to_string(path).unwrap();
    let mut text = String::new();
    for piece in page.split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, words)| words));
        text.push(' ');
    }
    let all = text
        .split_inclusive(['.', ';'])
        .map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" "));
    all.filter(|sentence| sentence.len() > 20).collect()
}

/// One or more neighbouring words of a passage; of ten queries one is a phrase.
fn query(all: &[Passage], random: &mut Random, number: usize) -> String {
    loop {
        let passage = &all[random.below(all.len())];
        let mut words = Vec::new();
        for_each_word(&passage.text, Tongue::of_tag(passage.language), &mut |found| {
            if found.word.chars().count() > 3 {
                words.push(passage.text[found.start..found.end].to_owned());
            }
        });
        let length = [1, 2, 2, 2, 2, 3, 3, 3, 4, 2][number % 10];
        if words.len() < length {
            continue;
        }
        let first = random.below(words.len() + 1 - length);
        let words = words[first..first + length].join(" ");
        // Words that are neighbours in the passage itself, for the phrase.
        if number % 10 == 9 {
            if passage.text.contains(&words) {
                return format!("\"{words}\"");
            }
            continue;
        }
        return words;
    }
}
