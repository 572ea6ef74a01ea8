//! What was found in a report, as values: no quads yet.

use oxrdf::NamedNode;
use std::ops::Range;

/// A report as it was read.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// The title.
    pub title: Option<String>,
    /// The language, a tag of BCP 47.
    pub language: Option<&'static str>,
    /// When it was put out: a year, a month or a day.
    pub issued: Option<String>,
    /// The country that it is about, by code.
    pub country: Option<String>,
    /// What it recommends, in the order in which it is printed.
    pub recommendations: Vec<CandidateRecommendation>,
    /// What it mentions, each thing once.
    pub mentions: Vec<CandidateMention>,
    /// How many mentions there are.
    pub mentioned: usize,
}

/// A recommendation of a report.
#[derive(Debug, Clone)]
pub struct CandidateRecommendation {
    /// Its words, as they are read.
    pub text: String,
    /// Where they stand: bytes of the document's text.
    pub spans: Vec<Range<usize>>,
    /// Its language.
    pub language: &'static str,
    /// The page on which it begins.
    pub page: u32,
    /// Its number as printed.
    pub number: Option<String>,
    /// Who makes it.
    pub issuers: Vec<Part>,
    /// Who must act.
    pub addressees: Vec<Part>,
    /// Which countries it concerns.
    pub concerns: Vec<Part>,
    /// Which threats it is to reduce.
    pub threats: Vec<Part>,
    /// Themes and other labels: property and thing.
    pub labels: Vec<(Label, Part)>,
    /// The slug of its level.
    pub level: Option<&'static str>,
    /// What was answered: the slug of the status, and where it is said.
    pub response: Option<(&'static str, Range<usize>)>,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// Whether the report only tells that somebody else made it.
    pub is_quoted: bool,
}

/// A label of a classifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A theme.
    Theme,
    /// A category of action.
    Action,
}

/// A thing that belongs to a recommendation, and the words that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The thing.
    pub thing: NamedNode,
    /// Its name, where the graph does not know it yet.
    pub new_name: Option<String>,
    /// Where it is said: bytes of the document's text; the words of the recommendation if it is
    /// not said elsewhere.
    pub span: Option<Range<usize>>,
    /// The rule or model that found it.
    pub rule: &'static str,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// A thing that a report mentions.
#[derive(Debug, Clone)]
pub struct CandidateMention {
    /// The thing.
    pub thing: NamedNode,
    /// How often it is mentioned.
    pub count: usize,
    /// The first places, at most [`CandidateMention::PLACES`].
    pub spans: Vec<Range<usize>>,
    /// The rule that found the first.
    pub rule: &'static str,
    /// How sure the surest is, from 0 to 1.
    pub confidence: f32,
}

impl CandidateMention {
    /// The most places that are kept of a thing.
    pub const PLACES: usize = 5;
}
