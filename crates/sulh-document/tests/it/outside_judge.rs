//! The words of real PDFs against those that another program finds in them: `pdftotext` (Poppler).
//!
//! Words are counted as a bag, so that the order in which columns are read does not count; what
//! stands at the edge of page after page is taken out, since a document has no headers and footers.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use sulh_document::{Document, parse_pdf};

use crate::promises::hold;
use crate::real_files::files;

/// The share of words that the two must have in common, in the middle file.
const MEDIAN: f64 = 0.97;
/// The same in the worst file.
const LEAST: f64 = 0.85;

type Bag = HashMap<String, usize>;

#[test]
fn words_are_those_that_poppler_reads() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        println!("left out: pdftotext (poppler-utils) is not installed");
        return;
    }
    let mut scores = Vec::new();
    for path in [files("upr/reports", &["pdf"]), files("documents", &["pdf"])].concat() {
        let document = parse_pdf(&fs::read(&path).unwrap(), 32 << 20, &mut |_| ()).unwrap();
        hold(&document);
        let score = score(&bag_of(&document), &judged(&path));
        println!("{score:.3} {}", path.file_name().unwrap().display());
        scores.push(score);
    }
    scores.sort_by(f64::total_cmp);
    if let (Some(least), Some(median)) = (scores.first(), scores.get(scores.len() / 2)) {
        println!("{} files: median {median:.3}, least {least:.3}", scores.len());
        assert!(*median >= MEDIAN && *least >= LEAST);
    }
}

fn bag_of(document: &Document) -> Bag {
    let mut bag = Bag::new();
    for block in &document.blocks {
        add(&mut bag, block.marker.as_deref().unwrap_or_default());
        add(&mut bag, document.text_of(block));
    }
    bag
}

fn judged(path: &Path) -> Bag {
    let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(path).arg("-").output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    let pages: Vec<Vec<&str>> = text
        .split('\u{c}')
        .map(|page| page.lines().map(str::trim).filter(|line| !line.is_empty()).collect())
        .collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in &pages {
        let keys: HashSet<String> = page.iter().map(|line| without_numbers(line)).collect();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let often = 3.max(pages.len() / 8);
    let mut bag = Bag::new();
    for page in &pages {
        for (index, line) in page.iter().enumerate() {
            let at_edge = index < 4 || index + 4 >= page.len();
            if !(at_edge && seen[&without_numbers(line)] >= often) {
                add(&mut bag, line);
            }
        }
    }
    bag
}

fn without_numbers(line: &str) -> String {
    line.chars().filter(|letter| !letter.is_numeric() && !letter.is_whitespace()).collect()
}

fn add(bag: &mut Bag, words: &str) {
    let words: String = words.chars().filter(|letter| *letter != '\u{ad}').collect();
    for word in words.split(|letter: char| !letter.is_alphanumeric()) {
        // Marks of notes cling to words in the one and are dropped in the other.
        let word = word.trim_end_matches(|letter: char| letter.is_numeric());
        if !word.is_empty() {
            *bag.entry(word.to_lowercase()).or_default() += 1;
        }
    }
}

/// The harmonic mean of precision and recall.
fn score(ours: &Bag, theirs: &Bag) -> f64 {
    let common: usize = ours
        .iter()
        .map(|(word, count)| theirs.get(word).map_or(0, |other| *other.min(count)))
        .sum();
    let both: usize = ours.values().sum::<usize>() + theirs.values().sum::<usize>();
    if both == 0 { 1.0 } else { 2.0 * common as f64 / both as f64 }
}
