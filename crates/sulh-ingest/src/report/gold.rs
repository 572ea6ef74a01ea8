//! What people found in reports of the Universal Periodic Review, and how extraction compares.
//!
//! The table has a row for each state that makes a recommendation: report, paragraph, text, state,
//! decision. It reads no report.

use super::overlap::Bag;
use super::score::Counts;
use crate::country_table::{CountryTable, Resolution};
use crate::csv_table::{CsvTable, Record};
use crate::error::TableError;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use sulh_extract::States;

/// A recommendation of the gold standard.
#[derive(Debug, Clone)]
pub struct GoldRecommendation {
    /// The paragraph in which it stands: `96.12`.
    pub paragraph: String,
    /// Its words, without the names in brackets at the end.
    pub text: String,
    /// The states that make it, by code.
    pub states: BTreeSet<String>,
    /// The heading under which the report puts it.
    pub decision: String,
}

/// A recommendation that was found.
#[derive(Debug, Clone)]
pub struct FoundRecommendation {
    /// Its words.
    pub text: String,
    /// The states that make it, by code.
    pub states: BTreeSet<String>,
    /// The slug of the response.
    pub response: Option<String>,
    /// The page.
    pub page: u32,
}

/// How what was found in a report compares.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReportScore {
    /// Texts of recommendations.
    pub texts: Counts,
    /// Pairs of a recommendation and a state that makes it.
    pub states: Counts,
    /// Responses of the recommendations that were found.
    pub responses: Counts,
    /// What was missed and what was wrong, worst first.
    pub errors: Vec<Fault>,
}

/// A recommendation that was missed or is none.
#[derive(Debug, Clone, Serialize)]
pub struct Fault {
    /// `missed` or `wrong`.
    pub kind: &'static str,
    /// Where it stands.
    pub place: String,
    /// The words of the nearest other side have this overlap.
    pub nearest: f64,
    /// Its words.
    pub text: String,
}

/// Texts are the same from this overlap on.
pub const SAME: f64 = 0.8;

/// The recommendations of the gold standard, by the name of their report.
///
/// Columns: `report`, `paragraph`, `text`, `recommending_state`, `decision`.
///
/// # Errors
/// [`TableError`] for a missing column or a malformed row.
pub fn read_gold(
    file: &str,
    bytes: &[u8],
    countries: &CountryTable,
) -> Result<BTreeMap<String, Vec<GoldRecommendation>>, TableError> {
    let mut table = CsvTable::open(file, bytes)?;
    let [report, paragraph, text, state, decision] =
        ["report", "paragraph", "text", "recommending_state", "decision"]
            .map(|name| table.column(name));
    let (report, paragraph, text, state, decision) =
        (report?, paragraph?, text?, state?, decision?);
    let mut gold: BTreeMap<String, Vec<GoldRecommendation>> = BTreeMap::new();
    let mut record = Record::default();
    while table.read(&mut record).map_err(|row| TableError::Malformed(row.diagnostic))? {
        let rows = gold.entry(record.get(report).to_owned()).or_default();
        let name = record.get(state);
        let code = countries.state(name).unwrap_or_else(|| name.to_owned());
        let (number, words) = (record.get(paragraph), record.get(text));
        match rows.iter_mut().find(|row| row.paragraph == number && row.text == bare(words)) {
            Some(row) => {
                row.states.insert(code);
            }
            None => rows.push(GoldRecommendation {
                paragraph: number.to_owned(),
                text: bare(words),
                states: BTreeSet::from([code]),
                decision: record.get(decision).to_owned(),
            }),
        }
    }
    Ok(gold)
}

/// A text without the names in brackets at its end and the signs around them.
fn bare(text: &str) -> String {
    let is_edge = |letter: char| letter.is_whitespace() || ";,.".contains(letter);
    let mut text = text.trim_end_matches(|letter| is_edge(letter));
    // Some rows end in a second bracket without a first one.
    if let Some(rest) = text.strip_suffix(')')
        && rest.trim_end_matches(|letter| is_edge(letter)).ends_with(')')
        && text.matches('(').count() < text.matches(')').count()
    {
        text = rest.trim_end_matches(|letter| is_edge(letter));
    }
    if text.ends_with(')') {
        let mut depth = 0_usize;
        for (index, letter) in text.char_indices().rev() {
            match letter {
                ')' => depth += 1,
                '(' if depth == 1 => {
                    text = text.get(..index).unwrap_or_default();
                    break;
                }
                '(' => depth -= 1,
                _ => {}
            }
        }
    }
    text.trim_end_matches(|letter| is_edge(letter)).to_owned()
}

impl States for CountryTable {
    fn state(&self, name: &str) -> Option<String> {
        match self.resolve(name) {
            Resolution::Country(country) => Some(country.iso3.clone()),
            Resolution::Historical(state) => Some(state.name.to_owned()),
            Resolution::Unknown => None,
        }
    }
}

/// Compares what was found in one report with its gold.
///
/// A found text is a hit of the gold text with which it shares most words, if the overlap is at
/// least [`SAME`]; each counts once. Cost: O(gold · found · words).
pub fn compare(gold: &[GoldRecommendation], found: &[FoundRecommendation]) -> ReportScore {
    let gold_bags: Vec<Bag> = gold.iter().map(|row| Bag::of(&row.text)).collect();
    let found_bags: Vec<Bag> = found.iter().map(|row| Bag::of(&row.text)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    let mut near_gold = vec![0.0_f64; gold.len()];
    let mut near_found = vec![0.0_f64; found.len()];
    for (a, gold_bag) in gold_bags.iter().enumerate() {
        for (b, found_bag) in found_bags.iter().enumerate() {
            let overlap = gold_bag.overlap(found_bag);
            if let Some(near) = near_gold.get_mut(a) {
                *near = near.max(overlap);
            }
            if let Some(near) = near_found.get_mut(b) {
                *near = near.max(overlap);
            }
            if overlap >= SAME {
                // The same words of other states are another recommendation.
                let same_states = gold
                    .get(a)
                    .zip(found.get(b))
                    .is_some_and(|(gold, found)| !gold.states.is_disjoint(&found.states));
                pairs.push((overlap + if same_states { 0.05 } else { 0.0 }, a, b));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut hit_gold: FxHashMap<usize, usize> = FxHashMap::default();
    let mut hit_found: FxHashMap<usize, usize> = FxHashMap::default();
    for (_, a, b) in pairs {
        if !hit_gold.contains_key(&a) && !hit_found.contains_key(&b) {
            hit_gold.insert(a, b);
            hit_found.insert(b, a);
        }
    }
    let mut score = ReportScore::default();
    for (a, row) in gold.iter().enumerate() {
        match hit_gold.get(&a).and_then(|b| found.get(*b)) {
            Some(hit) => {
                score.texts.hits += 1;
                let shared = row.states.intersection(&hit.states).count() as u64;
                score.states.hits += shared;
                score.states.missed += row.states.len() as u64 - shared;
                score.states.wrong += hit.states.len() as u64 - shared;
                if let Some(expected) = response_of(&row.decision) {
                    match &hit.response {
                        Some(response) if response == expected => score.responses.hits += 1,
                        Some(_) => {
                            score.responses.wrong += 1;
                            score.responses.missed += 1;
                        }
                        None => score.responses.missed += 1,
                    }
                }
            }
            None => {
                score.texts.missed += 1;
                score.states.missed += row.states.len() as u64;
                score.errors.push(Fault {
                    kind: "missed",
                    place: row.paragraph.clone(),
                    nearest: near_gold.get(a).copied().unwrap_or_default(),
                    text: row.text.clone(),
                });
            }
        }
    }
    for (b, row) in found.iter().enumerate() {
        if !hit_found.contains_key(&b) {
            score.texts.wrong += 1;
            score.states.wrong += row.states.len() as u64;
            score.errors.push(Fault {
                kind: "wrong",
                place: format!("page {}", row.page),
                nearest: near_found.get(b).copied().unwrap_or_default(),
                text: row.text.clone(),
            });
        }
    }
    score.errors.sort_by(|one, other| one.nearest.total_cmp(&other.nearest));
    score
}

/// The status that a decision of the gold standard stands for; `None` where it says none.
fn response_of(decision: &str) -> Option<&'static str> {
    Some(match decision {
        "support" => "accepted",
        "reject" => "rejected",
        "consider" => "under-consideration",
        "implemented" => "already-implemented",
        _ => return None,
    })
}
