//! The marked sentences: finding them in the documents, and counting what is right.

use crate::names::Names;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::path::Path;
use sulh_document::Document;
use sulh_extract::{Kind, Mention};
use unicode_normalization::UnicodeNormalization as _;

/// A marked mention within a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marked {
    span: Range<usize>,
    kind: &'static str,
    id: String,
}

/// A sentence by its hash.
#[derive(Debug, Clone)]
struct Sentence {
    hash: String,
    bytes: usize,
    marked: Vec<Marked>,
}

/// The sentences of each document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gold {
    documents: BTreeMap<String, Vec<Sentence>>,
}

impl Gold {
    /// Reads a table of `tests/cases/mentions`.
    pub(crate) fn read(table: &str) -> Self {
        let mut gold = Self::default();
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        for row in reader.records() {
            let row = row.unwrap();
            let sentences = gold.documents.entry(row[0].to_owned()).or_default();
            if sentences.last().is_none_or(|last| last.hash != row[2]) {
                let (hash, bytes) = (row[2].to_owned(), row[3].parse().unwrap());
                sentences.push(Sentence { hash, bytes, marked: Vec::new() });
            }
            if row[4].is_empty() {
                continue;
            }
            let span = row[4].parse().unwrap()..row[5].parse().unwrap();
            let kind = if &row[6] == "country" { "country" } else { "actor" };
            let marked = Marked { span, kind, id: row[7].to_owned() };
            sentences.last_mut().unwrap().marked.push(marked);
        }
        gold
    }

    /// The same without a document.
    pub(crate) fn without(&self, document: &str) -> Self {
        let mut rest = self.clone();
        rest.documents.remove(document);
        rest
    }
}

/// What was found right, wrongly and not at all.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    right: u32,
    extra: u32,
    missed: u32,
}

impl Counts {
    fn f1(self) -> f64 {
        let all = 2 * self.right + self.extra + self.missed;
        f64::from(2 * self.right) / f64::from(all.max(1))
    }
}

/// What was measured.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    country: Counts,
    actor: Counts,
    linked: u32,
    sentences: usize,
    not_found: usize,
    unread: BTreeSet<String>,
}

impl Figures {
    /// Reads the documents that are there and compares.
    pub(crate) fn of(gold: &Gold, names: &Names, data: &Path) -> Self {
        let mut figures = Self::default();
        for (name, sentences) in &gold.documents {
            let Some(document) = read(name, data) else {
                figures.unread.insert(name.clone());
                continue;
            };
            figures.compare(name, &document, sentences, names);
        }
        figures
    }

    /// Of countries and actors together.
    pub(crate) fn f1(&self) -> f64 {
        Counts {
            right: self.country.right + self.actor.right,
            extra: self.country.extra + self.actor.extra,
            missed: self.country.missed + self.actor.missed,
        }
        .f1()
    }

    fn compare(&mut self, name: &str, document: &Document, sentences: &[Sentence], names: &Names) {
        let text = Normalised::of(&document.text);
        let starts = text.find(sentences);
        let mentions = names.gazetteer.mentions(document, None);
        for sentence in sentences {
            self.sentences += 1;
            let Some(start) = starts.get(sentence.hash.as_str()) else {
                self.not_found += 1;
                continue;
            };
            let within = text.at[*start]..text.at[start + sentence.bytes];
            let found: Vec<_> = mentions
                .iter()
                .filter(|mention| {
                    within.start <= mention.span.start && mention.span.end <= within.end
                })
                .filter_map(|mention| marked(mention, &text, *start, names))
                .collect();
            self.count(name, &text.text[*start..start + sentence.bytes], &sentence.marked, &found);
        }
    }

    fn count(&mut self, name: &str, sentence: &str, gold: &[Marked], found: &[Marked]) {
        let is_same =
            |one: &Marked, other: &Marked| one.kind == other.kind && one.span == other.span;
        for kind in ["country", "actor"] {
            let counts = if kind == "country" { &mut self.country } else { &mut self.actor };
            for one in gold.iter().filter(|one| one.kind == kind) {
                if let Some(other) = found.iter().find(|other| is_same(one, other)) {
                    counts.right += 1;
                    self.linked += u32::from(kind == "country" && other.id == one.id);
                } else {
                    counts.missed += 1;
                    tell(name, sentence, "missed", one);
                }
            }
            for other in found.iter().filter(|other| other.kind == kind) {
                if !gold.iter().any(|one| is_same(one, other)) {
                    counts.extra += 1;
                    tell(name, sentence, "extra", other);
                }
            }
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, counts) in [("country", self.country), ("actor", self.actor)] {
            let Counts { right, extra, missed } = counts;
            writeln!(
                f,
                "{kind}: F1 {:.3} ({right} right, {extra} extra, {missed} missed)",
                counts.f1()
            )?;
        }
        writeln!(f, "both: F1 {:.3}", self.f1())?;
        writeln!(f, "countries with the right id: {} of {}", self.linked, self.country.right)?;
        writeln!(f, "sentences: {}, not found in the text: {}", self.sentences, self.not_found)?;
        write!(f, "documents not read: {:?}", self.unread)
    }
}

/// Shows a mistake where that is asked for; never for the sentences that are set aside.
fn tell(name: &str, sentence: &str, what: &str, marked: &Marked) {
    let is_asked = std::env::var_os("SULH_SHOW_MISTAKES").is_some();
    if is_asked && std::env::var_os("SULH_MEASURE_ASIDE").is_none() {
        let words = &sentence[marked.span.clone()];
        eprintln!("{name}: {what} {} [{words}] in: {sentence}", marked.kind);
    }
}

fn marked(mention: &Mention, text: &Normalised, start: usize, names: &Names) -> Option<Marked> {
    let kind = match mention.kind {
        Kind::Country => "country",
        Kind::Actor => "actor",
        _ => return None,
    };
    let place = |byte: usize| text.at.partition_point(|at| *at < byte);
    let span = place(mention.span.start) - start..place(mention.span.end) - start;
    let ids: Vec<_> = mention.entities.iter().map(|id| names.ids[*id as usize].as_str()).collect();
    Some(Marked { span, kind, id: ids.join("|") })
}

fn read(name: &str, data: &Path) -> Option<Document> {
    let folders = ["documents", "upr/reports", "udhr", "seed"];
    let path =
        folders.iter().map(|folder| data.join(folder).join(name)).find(|path| path.exists())?;
    let bytes = std::fs::read(path).ok()?;
    if bytes.starts_with(b"%PDF") {
        return sulh_document::parse_pdf(&bytes, usize::MAX, &mut |_| {}).ok();
    }
    let parsed = sulh_document::parse(&bytes, Some(name), &sulh_document::Limits::default());
    parsed.ok().map(|(_, document)| document)
}

/// A text in NFC with single spaces, and where each of its bytes stands in the document.
struct Normalised {
    text: String,
    at: Vec<usize>,
}

impl Normalised {
    fn of(text: &str) -> Self {
        let mut normalised = Self { text: String::new(), at: Vec::new() };
        for (at, letter) in text.char_indices() {
            if letter.is_whitespace() {
                normalised.push(' ', at);
            } else if letter.is_ascii() {
                normalised.push(letter, at);
            } else {
                letter.nfc().for_each(|letter| normalised.push(letter, at));
            }
        }
        normalised.at.push(text.len());
        normalised
    }

    fn push(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        self.at.extend(std::iter::repeat_n(at, letter.len_utf8()));
    }

    /// Where the sentences begin, by trying every start of a word.
    fn find<'s>(&self, sentences: &'s [Sentence]) -> BTreeMap<&'s str, usize> {
        let mut left: Vec<_> = sentences.iter().collect();
        let mut found = BTreeMap::new();
        let mut is_start = true;
        for (start, letter) in self.text.char_indices() {
            if letter != ' ' && is_start {
                left.retain(|sentence| {
                    let window = self.text.get(start..start + sentence.bytes);
                    let is_there = window.is_some_and(|window| hash(window) == sentence.hash);
                    if is_there {
                        found.insert(sentence.hash.as_str(), start);
                    }
                    !is_there
                });
            }
            is_start = !letter.is_alphanumeric();
        }
        found
    }
}

fn hash(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
