//! Compares what was found in one report with its key.

use crate::names::Names;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::AddAssign;
use sulh_document::Document;
use sulh_extract::{Finding, Polarity};
use sulh_ingest::report::candidates::{CandidateRecommendation, Candidates, Part};
use sulh_ingest::report::overlap::Bag;
use sulh_ingest::report::score::Counts;

/// Texts are the same from this overlap on.
const SAME: f64 = 0.8;
/// Words that name an addressee are the same from this overlap on.
const SAME_BODY: f64 = 0.5;

#[derive(Default, Clone, Copy, Debug)]
pub(crate) struct Score {
    pub(crate) recommendations: Counts,
    /// Of recommendations that were found.
    pub(crate) addressees: Counts,
    pub(crate) countries: Counts,
    pub(crate) threats: Counts,
    pub(crate) quoted: Counts,
    pub(crate) findings: Counts,
    /// Of findings that were found: polarity, place and period that are right, and that are not.
    pub(crate) polarity: Counts,
    pub(crate) places: Counts,
    pub(crate) periods: Counts,
    /// Recommendations of reports that have none.
    pub(crate) none_wanted: u64,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.recommendations += other.recommendations;
        self.addressees += other.addressees;
        self.countries += other.countries;
        self.threats += other.threats;
        self.quoted += other.quoted;
        self.findings += other.findings;
        self.polarity += other.polarity;
        self.places += other.places;
        self.periods += other.periods;
        self.none_wanted += other.none_wanted;
    }
}

/// What a comparison says on the way.
pub(crate) type Say<'s> = &'s mut dyn FnMut(String);

/// Pairs of a found text and the text of the key with which it shares most words.
fn pairs(
    found: &[String],
    gold: &[&str],
    may: &dyn Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let found: Vec<Bag> = found.iter().map(|text| Bag::of(text)).collect();
    let gold: Vec<Bag> = gold.iter().map(|text| Bag::of(text)).collect();
    let mut near: Vec<(f64, usize, usize)> = Vec::new();
    for (a, one) in found.iter().enumerate() {
        for (b, other) in gold.iter().enumerate() {
            let overlap = one.overlap(other);
            if overlap >= SAME && may(a, b) {
                near.push((overlap, a, b));
            }
        }
    }
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut of = vec![None; found.len()];
    for (_, a, b) in near {
        if of[a].is_none() && !of.contains(&Some(b)) {
            of[a] = Some(b);
        }
    }
    of
}

fn list<'k>(key: &'k Value, field: &str) -> &'k [Value] {
    key[field].as_array().map_or(&[], Vec::as_slice)
}

pub(crate) fn compare_recommendations(
    document: &Document,
    found: &Candidates,
    key: &Value,
    names: &Names,
    say: Say<'_>,
) -> Score {
    let mut score = Score::default();
    let gold = list(key, "recommendations");
    let texts: Vec<&str> = gold.iter().map(|one| one["text"].as_str().unwrap()).collect();
    let ours: Vec<String> = found.recommendations.iter().map(|one| one.text.clone()).collect();
    let of = pairs(&ours, &texts, &|_, _| true);
    for (one, gold_at) in found.recommendations.iter().zip(&of) {
        let Some(at) = *gold_at else {
            score.recommendations.wrong += 1;
            say(format!("  wrong [{}]: {}", one.rule, one.text));
            continue;
        };
        score.recommendations.hits += 1;
        let gold = &gold[at];
        score.addressees += addressees(document, one, gold, names, say);
        let countries = slugs(&one.concerns, names);
        score.countries += sets("country", &countries, &words(gold, "countries"), one, say);
        let threats = slugs(&one.threats, names);
        score.threats += sets("threat", &threats, &words(gold, "threats"), one, say);
        match (one.is_quoted, gold["quoted"].as_bool().unwrap()) {
            (true, true) => score.quoted.hits += 1,
            (true, false) => score.quoted.wrong += 1,
            (false, true) => score.quoted.missed += 1,
            (false, false) => {}
        }
    }
    for (at, text) in texts.iter().enumerate() {
        if !of.contains(&Some(at)) {
            score.recommendations.missed += 1;
            say(format!("  missed: {text}"));
        }
    }
    score
}

fn slugs(parts: &[Part], names: &Names) -> BTreeSet<String> {
    parts.iter().map(|part| names.slug(&part.thing).to_owned()).collect()
}

fn words(gold: &Value, field: &str) -> BTreeSet<String> {
    list(gold, field).iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn sets(
    what: &str,
    found: &BTreeSet<String>,
    gold: &BTreeSet<String>,
    one: &CandidateRecommendation,
    say: Say<'_>,
) -> Counts {
    if found != gold {
        say(format!("  {what} {found:?} not {gold:?}: {}", one.text));
    }
    let hits = found.intersection(gold).count() as u64;
    Counts { hits, wrong: found.len() as u64 - hits, missed: gold.len() as u64 - hits }
}

/// A body is right by its slug where the key knows one, else by the words that name it.
fn addressees(
    document: &Document,
    one: &CandidateRecommendation,
    gold: &Value,
    names: &Names,
    say: Say<'_>,
) -> Counts {
    let span = |part: &Part| part.span.as_ref().and_then(|span| document.text.get(span.clone()));
    let is_it = |part: &Part, gold: &Value| match gold["id"].as_str() {
        Some(id) => names.slug(&part.thing) == id,
        None => span(part).is_some_and(|words| {
            Bag::of(words).overlap(&Bag::of(gold["words"].as_str().unwrap())) >= SAME_BODY
        }),
    };
    let gold = list(gold, "addressees");
    let hits =
        gold.iter().filter(|gold| one.addressees.iter().any(|part| is_it(part, gold))).count();
    let (found, gold_count, hits) = (one.addressees.len() as u64, gold.len() as u64, hits as u64);
    if hits < gold_count || hits < found {
        let ours: Vec<_> = one.addressees.iter().map(|part| (span(part), &part.thing)).collect();
        let gold: Vec<_> = gold.iter().map(|one| one["words"].as_str().unwrap()).collect();
        say(format!("  addressee {ours:?} not {gold:?} [{}]: {}", one.rule, one.text));
    }
    Counts { hits, wrong: found.saturating_sub(hits), missed: gold_count - hits }
}

pub(crate) fn compare_findings(
    document: &Document,
    found: &[Finding],
    key: &Value,
    names: &Names,
    say: Say<'_>,
) -> Score {
    let mut score = Score::default();
    let gold = list(key, "findings");
    let quotes: Vec<&str> = gold.iter().map(|one| one["quote"].as_str().unwrap()).collect();
    let ours: Vec<String> =
        found.iter().map(|one| document.text[one.span.clone()].to_owned()).collect();
    let slug = |entity: u32| names.known.thing(entity).map_or("", |thing| names.slug(thing));
    let of = pairs(&ours, &quotes, &|a, b| {
        names.are_near(slug(found[a].threat), gold[b]["threat"].as_str().unwrap())
    });
    for ((one, text), at) in found.iter().zip(&ours).zip(&of) {
        let Some(at) = *at else {
            score.findings.wrong += 1;
            say(format!("  extra finding [{}] {}: {text}", one.rule, slug(one.threat)));
            continue;
        };
        score.findings.hits += 1;
        let gold = &gold[at];
        let polarity = if one.polarity == Polarity::Absent { "absent" } else { "present" };
        let mut same = |counts: &mut Counts, what: &str, found: Option<&str>| {
            let wanted = gold[what].as_str();
            // A month is right where the key has its year.
            let years: Vec<&str> = found
                .map_or("", |found| found)
                .split('/')
                .map(|part| part.get(..4).unwrap_or(part))
                .collect();
            let is_within = what == "period" && years.iter().all(|year| Some(*year) == wanted);
            if found == wanted || is_within {
                counts.hits += 1;
            } else if found.is_none() {
                counts.missed += 1;
            } else {
                counts.wrong += 1;
                say(format!("  {what} {found:?} not {}: {text}", gold[what]));
            }
        };
        same(&mut score.polarity, "polarity", Some(polarity));
        same(&mut score.periods, "period", Some(&one.period));
        same(&mut score.places, "place", one.place.map(slug));
    }
    for (at, quote) in quotes.iter().enumerate() {
        if !of.contains(&Some(at)) {
            score.findings.missed += 1;
            say(format!("  missed finding {}: {quote}", gold[at]["threat"]));
        }
    }
    score
}
