//! Reads a report: who recommends what to whom, about which country and threat.
//!
//! It puts together what the extraction finds with the things that the graph knows.

use super::candidates::{CandidateMention, CandidateRecommendation, Candidates, Part};
use super::gold::FoundRecommendation;
use super::issue_date::issue_date;
use super::known_names::KnownNames;
use crate::country_table::CountryTable;
use oxrdf::NamedNode;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;
use sulh_document::{BlockKind, Document};
use sulh_extract::{
    Kind as MentionKind, Language, Mention, Recommendation, document_language, passage_language,
    recommendations,
};
use sulh_ontology::{Kind, slug};

/// What whoever brings the report knows of it.
#[derive(Debug, Clone, Default)]
pub struct ReportFacts {
    /// The title.
    pub title: Option<String>,
    /// The country that it is about, by code.
    pub country: Option<String>,
    /// Who put it out.
    pub publisher: Option<NamedNode>,
    /// When: a year, a month or a day.
    pub date: Option<String>,
    /// Its language, a tag of BCP 47.
    pub language: Option<String>,
}

/// Reads a report.
///
/// Cost: O(bytes · cues).
pub fn read_report(document: &Document, facts: &ReportFacts, names: &KnownNames) -> Candidates {
    let language = facts
        .language
        .as_deref()
        .and_then(Language::of_tag)
        .or_else(|| document.metadata.language.as_deref().and_then(Language::of_tag))
        .or_else(|| document_language(document));
    let found = recommendations(document, language, names.countries());
    let mentions = names.gazetteer().mentions(document, language);
    let reader = Reader { document, facts, names, language, mentions: &mentions };
    let country = facts.country.clone().or_else(|| reader.country());
    let recommendations =
        found.into_iter().map(|one| reader.recommendation(one, country.as_deref())).collect();
    Candidates {
        title: facts.title.clone().or_else(|| title(document)),
        language: language.map(Language::tag),
        issued: facts.date.clone().or_else(|| issue_date(document)).or_else(|| stated(document)),
        country,
        recommendations,
        mentions: reader.things(),
        mentioned: mentions.len(),
    }
}

/// The year in which the file says that it was made: its day tells more of the file than of the
/// report.
fn stated(document: &Document) -> Option<String> {
    document.metadata.date.as_deref().and_then(|date| date.get(..4)).map(str::to_owned)
}

/// The recommendations of a document as they are compared with a gold standard.
///
/// Cost: as [`read_report`].
pub fn found_recommendations(
    document: &Document,
    countries: &CountryTable,
) -> Vec<FoundRecommendation> {
    let found = recommendations(document, None, countries);
    let compared = found.iter().map(|one| FoundRecommendation {
        text: one.text(document),
        states: one.states.iter().map(|state| state.id.clone()).collect(),
        response: one.response.as_ref().map(|words| words.status.to_owned()),
        page: document.blocks.get(one.block).map_or(1, |block| block.page),
    });
    compared.collect()
}

/// The headings of the first page that say most, else the title of the file.
fn title(document: &Document) -> Option<String> {
    let first_page = document.blocks.iter().take_while(|block| block.page <= 1).take(60);
    let mut runs: Vec<(u8, String)> = Vec::new();
    let mut last: Option<u8> = None;
    for block in first_page {
        let BlockKind::Heading(level) = block.kind else {
            last = None;
            continue;
        };
        let words = document.text_of(block);
        match runs.last_mut() {
            Some((open, text)) if last == Some(level) && *open == level => {
                text.push_str(": ");
                text.push_str(words);
            }
            _ => runs.push((level, words.to_owned())),
        }
        last = Some(level);
    }
    let said = document.metadata.title.clone();
    // The heading with most letters, of the two highest levels: a masthead is short.
    let top = runs.iter().map(|run| run.0).min().unwrap_or(1);
    let longest = runs
        .into_iter()
        .filter(|run| run.0 <= top + 1)
        .map(|run| run.1)
        .max_by_key(|text| text.chars().count().min(200));
    let is_better = |heading: &String| {
        said.as_ref().is_none_or(|said| heading.contains(said.as_str()) || said.contains("Distr"))
    };
    longest.filter(is_better).or(said).map(|title| title.chars().take(300).collect())
}

struct Reader<'r> {
    document: &'r Document,
    facts: &'r ReportFacts,
    names: &'r KnownNames,
    language: Option<Language>,
    mentions: &'r [Mention],
}

impl Reader<'_> {
    /// The country that is named in the title, else the one that is named most.
    fn country(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let head = self
            .document
            .blocks
            .iter()
            .take(30)
            .filter(|block| matches!(block.kind, BlockKind::Heading(_)) && block.page <= 1);
        let heads: Vec<Range<usize>> = head.map(|block| block.span.clone()).collect();
        for mention in self.mentions.iter().filter(|one| one.kind == MentionKind::Country) {
            let Some(code) = self.country_of(mention) else { continue };
            let in_head = heads.iter().any(|head| head.contains(&mention.span.start));
            *counts.entry(code).or_default() += if in_head { 1_000 } else { 1 };
        }
        let best = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (best.1 >= 3).then(|| best.0.to_owned())
    }

    /// The code of a country that a mention means without doubt.
    fn country_of(&self, mention: &Mention) -> Option<&str> {
        let [entity] = mention.entities.as_slice() else { return None };
        let thing = self.names.thing(*entity)?;
        match self.names.base().parse_id(thing.as_str())? {
            (Kind::Country, code) => Some(code),
            _ => None,
        }
    }

    fn within<'m>(&'m self, span: &'m Range<usize>) -> impl Iterator<Item = &'m Mention> {
        let from = self.mentions.partition_point(|one| one.span.start < span.start);
        let rest = self.mentions.get(from..).unwrap_or_default();
        rest.iter()
            .take_while(|one| one.span.start < span.end)
            .filter(|one| one.span.end <= span.end)
    }

    fn recommendation(
        &self,
        found: Recommendation,
        country: Option<&str>,
    ) -> CandidateRecommendation {
        let text = found.text(self.document);
        let block = self.document.blocks.get(found.block);
        let language = passage_language(&text).or(self.language).map_or("und", Language::tag);
        let issuers = self.issuers(&found);
        let addressees = self.addressees(&found, country);
        let concerns = self.concerns(&found, &addressees, country);
        let mut threats = self.threats(&found);
        let mut labels = Vec::new();
        if language == "en" {
            let labelled = super::labels::labelled(self.names.base(), &text);
            labels = labelled.labels;
            for threat in labelled.threats {
                if !threats.iter().any(|known| known.thing == threat.thing) {
                    threats.push(threat);
                }
            }
        }
        let level = level(&addressees, self.names);
        CandidateRecommendation {
            page: block.map_or(1, |block| block.page),
            language,
            number: found.number.clone(),
            issuers,
            addressees,
            concerns,
            threats,
            labels,
            level,
            response: found.response.as_ref().map(|words| (words.status, words.span.clone())),
            rule: found.rule,
            confidence: found.confidence,
            is_quoted: found.is_quoted,
            spans: found.spans,
            text,
        }
    }

    fn issuers(&self, found: &Recommendation) -> Vec<Part> {
        let base = self.names.base();
        if !found.states.is_empty() {
            let parts = found.states.iter().map(|state| Part {
                thing: base.government_of(&state.id),
                new_name: None,
                span: Some(state.span.clone()),
                rule: "state-in-brackets",
                confidence: 0.97,
            });
            return parts.collect();
        }
        if let Some(span) = &found.issuer {
            return self.body(span, None, "named-issuer").into_iter().collect();
        }
        let publisher = self.facts.publisher.iter().map(|publisher| Part {
            thing: publisher.clone(),
            new_name: None,
            span: None,
            rule: "publisher",
            confidence: 0.9,
        });
        publisher.collect()
    }

    fn addressees(&self, found: &Recommendation, country: Option<&str>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for span in &found.addressees {
            if let Some(part) = self.body(span, country, "named-addressee")
                && !parts.iter().any(|other| other.thing == part.thing)
            {
                parts.push(part);
            }
        }
        // In a review by states the government of the state under review has to act.
        if parts.is_empty()
            && !found.states.is_empty()
            && let Some(code) = country
        {
            parts.push(Part {
                thing: self.names.base().government_of(code),
                new_name: None,
                span: None,
                rule: "state-under-review",
                confidence: 0.95,
            });
        }
        parts
    }

    /// The body that words name: one that is known, the government of a country, or a new one.
    fn body(&self, span: &Range<usize>, country: Option<&str>, rule: &'static str) -> Option<Part> {
        let words = self.document.text.get(span.clone())?;
        let known = self
            .within(span)
            .filter(|one| one.kind == MentionKind::Actor)
            .filter_map(|one| match one.entities.as_slice() {
                [entity] => Some((one, self.names.thing(*entity)?)),
                _ => None,
            })
            .max_by_key(|(one, _)| one.span.len());
        if let Some((mention, thing)) = known
            && mention.span.len() * 10 >= span.len() * 6
        {
            return Some(Part {
                thing: thing.clone(),
                new_name: None,
                span: Some(span.clone()),
                rule,
                confidence: 0.9,
            });
        }
        let named = self
            .within(span)
            .find(|one| one.kind == MentionKind::Country)
            .and_then(|one| self.country_of(one));
        if is_government(words)
            && let Some(code) = named.or(country)
        {
            return Some(Part {
                thing: self.names.base().government_of(code),
                new_name: None,
                span: Some(span.clone()),
                rule,
                confidence: 0.85,
            });
        }
        let place = named.or(country).map(str::to_lowercase);
        let mut name = slug(words).unwrap_or_default();
        if name.is_empty() || name.len() > 120 {
            return None;
        }
        if let Some(place) = place {
            name.push('-');
            name.push_str(&place);
        }
        Some(Part {
            thing: self.names.base().id(Kind::Organization, &name),
            new_name: Some(words.to_owned()),
            span: Some(span.clone()),
            rule,
            confidence: 0.7,
        })
    }

    fn concerns(
        &self,
        found: &Recommendation,
        addressees: &[Part],
        country: Option<&str>,
    ) -> Vec<Part> {
        let base = self.names.base();
        let mut parts: Vec<Part> = Vec::new();
        let mut push = |code: &str, span: Option<Range<usize>>, rule, confidence| {
            let thing = base.id(Kind::Country, code);
            if !parts.iter().any(|part| part.thing == thing) {
                parts.push(Part { thing, new_name: None, span, rule, confidence });
            }
        };
        let named = found.spans.iter().chain(&found.addressees);
        for mention in named.flat_map(|span| self.within(span)) {
            if mention.kind == MentionKind::Country
                && let Some(code) = self.country_of(mention)
            {
                push(code, Some(mention.span.clone()), "named-country", mention.confidence);
            }
        }
        for addressee in addressees {
            let government = base
                .parse_id(addressee.thing.as_str())
                .and_then(|(_, slug)| slug.strip_prefix("government-of-"));
            if let Some(code) = government {
                push(&code.to_uppercase(), addressee.span.clone(), "country-of-addressee", 0.9);
            }
        }
        if let Some(code) = country
            && (parts.is_empty() || !found.states.is_empty())
        {
            parts.retain(|_| found.states.is_empty());
            parts.push(Part {
                thing: base.id(Kind::Country, code),
                new_name: None,
                span: None,
                rule: "country-of-report",
                confidence: 0.9,
            });
        }
        parts
    }

    fn threats(&self, found: &Recommendation) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for mention in found.spans.iter().flat_map(|span| self.within(span)) {
            let [entity] = mention.entities.as_slice() else { continue };
            let Some(thing) = self.names.thing(*entity) else { continue };
            if mention.kind == MentionKind::Threat && !parts.iter().any(|part| part.thing == *thing)
            {
                parts.push(Part {
                    thing: thing.clone(),
                    new_name: None,
                    span: Some(mention.span.clone()),
                    rule: "named-threat",
                    confidence: mention.confidence,
                });
            }
        }
        parts
    }

    /// The things that are mentioned, each once, most mentioned first.
    fn things(&self) -> Vec<CandidateMention> {
        let mut found: Vec<CandidateMention> = Vec::new();
        let mut places: FxHashMap<u32, usize> = FxHashMap::default();
        for mention in self.mentions {
            let [entity] = mention.entities.as_slice() else { continue };
            let Some(thing) = self.names.thing(*entity) else { continue };
            let index = *places.entry(*entity).or_insert_with(|| {
                found.push(CandidateMention {
                    thing: thing.clone(),
                    count: 0,
                    spans: Vec::new(),
                    rule: mention.rule,
                    confidence: 0.0,
                });
                found.len() - 1
            });
            let Some(candidate) = found.get_mut(index) else { continue };
            candidate.count += 1;
            candidate.confidence = candidate.confidence.max(mention.confidence);
            if candidate.spans.len() < CandidateMention::PLACES {
                candidate.spans.push(mention.span.clone());
            }
        }
        found.sort_by(|a, b| b.count.cmp(&a.count).then(a.thing.as_str().cmp(b.thing.as_str())));
        found
    }
}

/// Whether words name a government as a whole: in the languages of the region.
fn is_government(words: &str) -> bool {
    let words = sulh_extract::words(words);
    let starts = [
        "government",
        "gouvernement",
        "vlad",
        "qeveri",
        "hukumet",
        "pravitelstv",
        "authorities",
        "vlast",
        "autoritet",
        "council",
        "state",
        "drzav",
        "savet",
        "vijec",
    ];
    let is_start = |word: &str, start: &str| word.starts_with(start);
    let first = words.iter().take(2).any(|word| {
        starts.iter().take(6).any(|start| is_start(&word.folded, start))
            || ["authorities", "vlastima", "vlasti", "autoritetet"].contains(&word.folded.as_str())
    });
    let ministers = words.len() >= 3
        && ["council", "vijece", "savet", "savjet"]
            .contains(&words.first().map_or("", |word| word.folded.as_str()))
        && words.get(2).is_some_and(|word| word.folded.starts_with("minist"));
    first || ministers
}

/// The level on which whoever must act acts.
fn level(addressees: &[Part], names: &KnownNames) -> Option<&'static str> {
    let first = addressees.first()?;
    let (_, slug) = names.base().parse_id(first.thing.as_str())?;
    let has = |words: &[&str]| words.iter().any(|word| slug.contains(word));
    Some(if has(&["european-", "evropsk", "bashkimi", "avrupa-", "eu-", "union-europe"]) {
        "eu"
    } else if has(&["united-nations", "human-rights-council", "council-of-europe", "osce", "nato"])
    {
        "international"
    } else if has(&[
        "municipal",
        "opstin",
        "opcin",
        "komun",
        "belediye",
        "obstin",
        "city-",
        "mayor",
        "canton",
        "kanton",
    ]) {
        "local"
    } else {
        "national"
    })
}
