//! Candidates become claims: each fact with the passage that states it, its rule and confidence.
//!
//! It writes the graph of candidates of one source and, apart from it, what the source is.

use super::candidates::{CandidateRecommendation, Candidates, Label, Part};
use super::overlap::Bag;
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use std::ops::Range;
use sulh_document::Document;
use sulh_ontology::{Base, Kind, dcterms, prov, rdf, skos, sulh, xsd};

/// A document as the graph knows it.
#[derive(Debug, Clone)]
pub struct HeldDocument {
    /// The id of its source.
    pub source: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// SHA-256 of the text on which its spans stand.
    pub text_sha256: String,
    /// The name of the file.
    pub name: String,
    /// The media type.
    pub media_type: &'static str,
    /// How many pages it has.
    pub pages: usize,
}

impl HeldDocument {
    /// The IRI of the document.
    pub fn iri(&self, base: &Base) -> NamedNode {
        base.id(Kind::Document, self.sha256.get(..16).unwrap_or(&self.sha256))
    }

    /// The IRI of the edition that it is.
    pub fn edition(&self, base: &Base) -> NamedNode {
        let hash = self.sha256.get(..12).unwrap_or(&self.sha256);
        base.id(Kind::Edition, &format!("{}-{hash}", self.source))
    }
}

/// The IRI of a claim: the same fact from the same words of the same source is the same claim.
///
/// It does not depend on the base, so that a store under another one knows the claim again.
pub fn claim_iri(
    base: &Base,
    [subject, predicate]: [&NamedNode; 2],
    object: &Term,
    source: &NamedNode,
    polarity: &str,
    passages: &[NamedNode],
) -> NamedNode {
    let mut passages: Vec<String> = passages.iter().map(ToString::to_string).collect();
    passages.sort_unstable();
    let mut text = String::new();
    let (subject, predicate) = (subject.to_string(), predicate.to_string());
    let own = [subject, predicate, object.to_string(), source.to_string()];
    for line in own.into_iter().chain([polarity.to_owned()]).chain(passages) {
        text.push_str(&line);
        text.push('\n');
    }
    let own_start = format!("<{}", base.as_str());
    let text = text.replace(&own_start, &format!("<{}", Base::default().as_str()));
    base.id(Kind::Claim, hash(&text, 24).as_str())
}

fn hash(text: &str, digits: usize) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex.truncate(digits);
    hex
}

/// The IRI of a recommendation of a source: the same words of the same issuers are the same one.
pub fn recommendation_iri(
    base: &Base,
    source: &str,
    candidate: &CandidateRecommendation,
) -> NamedNode {
    let mut key = candidate.text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut issuers: Vec<&str> = candidate.issuers.iter().map(|part| part.thing.as_str()).collect();
    issuers.sort_unstable();
    for issuer in issuers {
        key.push('\n');
        key.push_str(issuer.strip_prefix(base.as_str()).unwrap_or(issuer));
    }
    base.id(Kind::Recommendation, &format!("{source}-{}", hash(&key, 12)))
}

/// What a source, its report, edition and document are: quads of the graph of the source.
pub fn source_quads(
    base: &Base,
    held: &HeldDocument,
    read: &Candidates,
    facts: &SourceFacts,
) -> Vec<Quad> {
    let mut quads = Quads { graph: base.graph_source(&held.source).into(), quads: Vec::new() };
    let source = base.id(Kind::Source, &held.source);
    let report = base.id(Kind::Report, &held.source);
    let (edition, document) = (held.edition(base), held.iri(base));
    let language = read.language.unwrap_or("und");
    let title = read.title.as_deref().unwrap_or(&held.name);
    let title = Literal::new_language_tagged_literal_unchecked(title, language.to_lowercase());
    for (thing, class) in [
        (&source, sulh::SOURCE),
        (&report, sulh::REPORT),
        (&edition, sulh::EDITION_CLASS),
        (&document, sulh::DOCUMENT),
    ] {
        quads.add(thing, rdf::TYPE, class.into_owned());
    }
    for thing in [&source, &report, &edition] {
        quads.add(thing, dcterms::TITLE, title.clone());
    }
    quads.add(&report, sulh::HELD, Literal::from(true));
    quads.add(&edition, sulh::EDITION_OF, report.clone());
    quads.add(&edition, sulh::HAS_DOCUMENT, document.clone());
    quads.add(&edition, dcterms::LANGUAGE, Literal::new_simple_literal(language));
    quads.add(&document, dcterms::TITLE, Literal::new_simple_literal(&held.name));
    quads.add(&document, sulh::SHA256, Literal::new_simple_literal(&held.sha256));
    quads.add(&document, sulh::TEXT_SHA256, Literal::new_simple_literal(&held.text_sha256));
    quads.add(&document, dcterms::FORMAT, Literal::new_simple_literal(held.media_type));
    if let Some(issued) = read.issued.as_deref().and_then(date) {
        quads.add(&report, dcterms::ISSUED, issued.clone());
        quads.add(&edition, dcterms::ISSUED, issued);
    }
    if let Some(country) = &read.country {
        quads.add(&source, sulh::COVERS_COUNTRY, base.id(Kind::Country, country));
    }
    if let Some(publisher) = &facts.publisher {
        quads.add(&report, dcterms::PUBLISHER, publisher.clone());
    }
    if let Some(kind) = &facts.kind {
        quads.add(&report, sulh::KIND, Literal::new_simple_literal(kind));
    }
    quads.quads
}

/// What whoever brings a report says of it beside what is read.
#[derive(Debug, Clone, Default)]
pub struct SourceFacts {
    /// Who put it out.
    pub publisher: Option<NamedNode>,
    /// The kind of report, in a word.
    pub kind: Option<String>,
}

/// Claims about one document: a list of candidates for the graph of its source.
#[derive(Debug)]
pub struct ClaimQuads<'c> {
    base: &'c Base,
    held: &'c HeldDocument,
    text: &'c Document,
    source: NamedNode,
    document: NamedNode,
    edition: NamedNode,
    quads: Quads,
    passages: FxHashSet<NamedNode>,
    language: String,
    /// How many claims there are.
    pub claims: u64,
}

/// What is claimed, and how sure it is.
struct Fact<'f> {
    subject: &'f NamedNode,
    predicate: NamedNodeRef<'static>,
    object: Term,
    rule: &'f str,
    confidence: f32,
}

impl<'c> ClaimQuads<'c> {
    /// No claims yet.
    pub fn new(
        base: &'c Base,
        held: &'c HeldDocument,
        text: &'c Document,
        language: Option<&str>,
    ) -> Self {
        Self {
            base,
            held,
            text,
            source: base.id(Kind::Source, &held.source),
            document: held.iri(base),
            edition: held.edition(base),
            quads: Quads { graph: base.graph_candidates(&held.source).into(), quads: Vec::new() },
            passages: FxHashSet::default(),
            language: language.unwrap_or("und").to_lowercase(),
            claims: 0,
        }
    }

    /// The quads.
    pub fn finish(self) -> Vec<Quad> {
        self.quads.quads
    }

    /// The claims of a recommendation.
    pub fn recommendation(
        &mut self,
        iri: &NamedNode,
        one: &CandidateRecommendation,
        issued: Option<&str>,
    ) {
        let own = one.spans.clone();
        let language = one.language.to_lowercase();
        let words = Literal::new_language_tagged_literal_unchecked(&one.text, language);
        let (rule, confidence) = (one.rule, one.confidence);
        let fact = |predicate, object| Fact { subject: iri, predicate, object, rule, confidence };
        self.claim(fact(rdf::TYPE, sulh::RECOMMENDATION.into_owned().into()), &own);
        self.claim(fact(sulh::TEXT, words.into()), &own);
        if let Some(issued) = issued.and_then(date) {
            self.claim(fact(dcterms::ISSUED, issued.into()), &own);
        }
        if let Some(level) = one.level {
            self.claim(fact(sulh::LEVEL_PROPERTY, self.base.id(Kind::Level, level).into()), &own);
        }
        let parts = [
            (sulh::MADE_BY, &one.issuers),
            (sulh::ADDRESSED_TO, &one.addressees),
            (sulh::CONCERNS, &one.concerns),
            (sulh::ADDRESSES, &one.threats),
        ];
        for (predicate, parts) in parts {
            for part in parts {
                self.part(iri, predicate, part, one);
            }
        }
        for (label, part) in &one.labels {
            let predicate = match label {
                Label::Theme => sulh::THEME_PROPERTY,
                Label::Action => sulh::ACTION,
            };
            self.part(iri, predicate, part, one);
        }
        if let Some((status, span)) = &one.response {
            self.response(iri, one, status, span);
        }
    }

    fn part(
        &mut self,
        iri: &NamedNode,
        predicate: NamedNodeRef<'static>,
        part: &Part,
        one: &CandidateRecommendation,
    ) {
        let spans = match &part.span {
            Some(span) => vec![span.clone()],
            None => one.spans.clone(),
        };
        let confidence = part.confidence.min(one.confidence);
        let (rule, subject) = (part.rule, iri);
        if let Some(name) = &part.new_name {
            let body = &part.thing;
            let language = one.language.to_lowercase();
            let name = Literal::new_language_tagged_literal_unchecked(name, language);
            let of_body =
                |predicate, object| Fact { subject: body, predicate, object, rule, confidence };
            self.claim(of_body(rdf::TYPE, sulh::ORGANIZATION.into_owned().into()), &spans);
            self.claim(of_body(skos::PREF_LABEL, name.into()), &spans);
        }
        let object = part.thing.clone().into();
        self.claim(Fact { subject, predicate, object, rule, confidence }, &spans);
    }

    /// The answer under which the report puts a recommendation.
    fn response(
        &mut self,
        iri: &NamedNode,
        one: &CandidateRecommendation,
        status: &str,
        span: &Range<usize>,
    ) {
        let Some((_, slug)) = self.base.parse_id(iri.as_str()) else { return };
        let response = self.base.id(Kind::Response, &format!("{slug}-report"));
        let spans = [span.clone()];
        let words = self.text.text.get(span.clone()).unwrap_or_default().to_owned();
        let language = one.language.to_lowercase();
        let words = Literal::new_language_tagged_literal_unchecked(words, language);
        let (rule, confidence) = ("heading-of-list", one.confidence);
        let of = |subject, predicate, object| Fact { subject, predicate, object, rule, confidence };
        self.claim(of(&response, rdf::TYPE, sulh::RESPONSE.into_owned().into()), &spans);
        self.claim(of(&response, sulh::RESPONSE_TO, iri.clone().into()), &spans);
        let status = self.base.id(Kind::ResponseStatus, status);
        self.claim(of(&response, sulh::STATUS, status.into()), &spans);
        self.claim(of(&response, sulh::VERBATIM, words.into()), &spans);
        if let [addressee] = one.addressees.as_slice() {
            let by = addressee.thing.clone().into();
            self.claim(of(&response, sulh::RESPONDED_BY, by), &spans);
        }
        self.claim(of(iri, sulh::HAS_RESPONSE, response.clone().into()), &spans);
    }

    /// That the report mentions a thing.
    pub fn mention(&mut self, one: &super::candidates::CandidateMention) {
        let report = self.base.id(Kind::Report, &self.held.source);
        let fact = Fact {
            subject: &report,
            predicate: sulh::MENTIONS,
            object: one.thing.clone().into(),
            rule: one.rule,
            confidence: one.confidence,
        };
        self.claim(fact, &one.spans);
    }

    fn claim(&mut self, fact: Fact<'_>, spans: &[Range<usize>]) {
        let passages: Vec<NamedNode> = spans.iter().filter_map(|span| self.passage(span)).collect();
        if passages.is_empty() {
            return;
        }
        let predicate = fact.predicate.into_owned();
        let iri = claim_iri(
            self.base,
            [fact.subject, &predicate],
            &fact.object,
            &self.source,
            "positive",
            &passages,
        );
        let quads = &mut self.quads;
        quads.add(&iri, rdf::TYPE, sulh::CLAIM.into_owned());
        quads.add(&iri, rdf::SUBJECT, fact.subject.clone());
        quads.add(&iri, rdf::PREDICATE, predicate);
        quads.add(&iri, rdf::OBJECT, fact.object);
        quads.add(&iri, sulh::POLARITY_PROPERTY, self.base.id(Kind::Polarity, "positive"));
        let candidate = self.base.id(Kind::ReviewStatus, "candidate");
        quads.add(&iri, sulh::REVIEW_STATUS_PROPERTY, candidate);
        quads.add(&iri, prov::WAS_DERIVED_FROM, self.source.clone());
        quads.add(&iri, sulh::PRESENT_IN, self.edition.clone());
        quads.add(&iri, sulh::RULE, Literal::new_simple_literal(fact.rule));
        let confidence = format!("{:.2}", fact.confidence.clamp(0.0, 1.0));
        quads.add(&iri, sulh::CONFIDENCE, Literal::new_typed_literal(confidence, xsd::DECIMAL));
        for passage in passages {
            quads.add(&iri, sulh::QUOTED_FROM, passage);
        }
        self.claims += 1;
    }

    /// The passage of a span, written the first time that it is asked for.
    fn passage(&mut self, span: &Range<usize>) -> Option<NamedNode> {
        let words = self.text.text.get(span.clone()).filter(|words| !words.is_empty())?;
        let (_, slug) = self.base.parse_id(self.document.as_str())?;
        let iri = self.base.id(Kind::Passage, &format!("{slug}-{}-{}", span.start, span.end));
        if self.passages.insert(iri.clone()) {
            let number = |value: usize| Literal::new_typed_literal(value.to_string(), xsd::INTEGER);
            let quads = &mut self.quads;
            quads.add(&iri, rdf::TYPE, sulh::PASSAGE.into_owned());
            quads.add(&iri, sulh::IN_DOCUMENT, self.document.clone());
            quads.add(&iri, sulh::PAGE, number(self.text.page_at(span.start) as usize));
            quads.add(&iri, sulh::BYTE_START, number(span.start));
            quads.add(&iri, sulh::BYTE_END, number(span.end));
            quads.add(&iri, sulh::TEXT_SHA256, Literal::new_simple_literal(hash(words, 64)));
            let language = self.language.as_str();
            let quote = Literal::new_language_tagged_literal_unchecked(words, language);
            quads.add(&iri, sulh::QUOTE, quote);
        }
        Some(iri)
    }
}

struct Quads {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl std::fmt::Debug for Quads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} quads", self.quads.len())
    }
}

impl Quads {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let graph = self.graph.clone();
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, graph));
    }
}

/// A year, month or day as a literal of its own type.
fn date(text: &str) -> Option<Literal> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let datatype = match text.len() {
        4 => xsd::G_YEAR,
        7 => xsd::G_YEAR_MONTH,
        10 => xsd::DATE,
        _ => return None,
    };
    is_digits(text).then(|| Literal::new_typed_literal(text, datatype))
}

/// Whether two recommendations are the same in other editions: nearly the same words.
pub fn is_same_wording(one: &Bag, other: &Bag) -> bool {
    one.overlap(other) >= 0.9
}
