//! A claim before it is written: checked word by word, then made into quads.
//!
//! It writes nothing; what is wrong is said with what would be right.

use crate::claims::date;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::near_names::near_names;
use crate::rdf_text::PREFIXES;
use crate::tokens::hex;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sulh_ingest::report;
use sulh_ontology::{Base, Kind, owl, prov, rdf, sulh, xsd};
use sulh_store::rdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use sulh_store::{TermId, is_unknown_language};

/// A fact that a source states, as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct ClaimDraft {
    /// What it is about: an IRI or `kind/slug`.
    pub subject: String,
    /// What it says of it: an IRI, `prefix:name` or a name of sulh's own.
    pub predicate: String,
    /// The value: an IRI, `kind/slug`, or words, a date, a number.
    pub object: String,
    /// The language of words as a BCP 47 tag.
    #[serde(default)]
    pub language: Option<String>,
    /// Whether the source says that it is *not* so.
    #[serde(default)]
    pub negative: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub evidence: ClaimEvidence,
}

/// Where a claim stands, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct ClaimEvidence {
    /// The id of the source.
    pub source: String,
    /// The document: `kind/slug`, an IRI, or its id.
    pub document: String,
    /// The first byte of the words in the text of the document.
    pub byte_start: u64,
    /// The byte behind the last.
    pub byte_end: u64,
    /// The words, exactly.
    #[serde(default)]
    pub quote: Option<String>,
    /// The language of the quote.
    #[serde(default)]
    pub quote_language: Option<String>,
    /// SHA-256 of the words, where they may not be held.
    #[serde(default)]
    pub text_sha256: Option<String>,
    /// From 0 to 1.
    #[serde(default)]
    pub confidence: Option<String>,
    /// A day, month or year.
    #[serde(default)]
    pub valid_from: Option<String>,
    /// A day, month or year.
    #[serde(default)]
    pub valid_until: Option<String>,
    /// Whether it goes to the restricted companion of the source.
    #[serde(default)]
    pub restricted: bool,
}

/// The fact of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactOf {
    pub(crate) subject: NamedNode,
    pub(crate) predicate: NamedNode,
    pub(crate) object: Term,
}

/// A claim ready to be written.
#[derive(Debug)]
pub(crate) struct PreparedClaim {
    pub(crate) iri: NamedNode,
    pub(crate) graph: NamedNode,
    pub(crate) quads: Vec<Quad>,
    /// The id of its source.
    pub(crate) source: String,
}

impl Engine {
    /// The fact that a draft states.
    pub(crate) fn drafted_fact(
        &self,
        facts: &Facts<'_>,
        draft: &ClaimDraft,
    ) -> Result<FactOf, EngineError> {
        let subject = self.known(facts, "subject", &draft.subject)?;
        let (predicate, id) = predicate(facts, &draft.predicate)?;
        let takes_things = facts.is_a(id, owl::OBJECT_PROPERTY)?;
        let object = self.object(facts, draft, takes_things)?;
        Ok(FactOf { subject, predicate, object })
    }

    fn known(
        &self,
        facts: &Facts<'_>,
        field: &'static str,
        word: &str,
    ) -> Result<NamedNode, EngineError> {
        let unknown =
            || EngineError::UnknownValue { field, value: word.to_owned(), suggestions: Vec::new() };
        let word = word.trim();
        let node = self.node(word).ok_or_else(unknown)?;
        // A whole IRI may be that of a thing of which nothing is held yet.
        let kind = self.base().parse_id(node.as_str()).map(|(kind, _)| kind);
        let is_thing = kind.is_some_and(|kind| {
            !matches!(kind, Kind::Claim | Kind::Passage | Kind::Document | Kind::Tombstone)
        });
        let is_new = is_thing && (word.contains("://") || is_claimed(facts, &node)?);
        if is_new && field != "document" || facts.visible_id(node.as_ref())?.is_some() {
            Ok(node)
        } else {
            Err(unknown())
        }
    }

    fn object(
        &self,
        facts: &Facts<'_>,
        draft: &ClaimDraft,
        takes_things: bool,
    ) -> Result<Term, EngineError> {
        let word = draft.object.trim();
        if takes_things || (draft.language.is_none() && self.node(word).is_some()) {
            return Ok(self.known(facts, "object", word)?.into());
        }
        if word.is_empty() {
            return Err(invalid("object", word, "a thing or a value: it is empty"));
        }
        if let Some(language) = &draft.language {
            return tagged("language", word, language).map(Term::from);
        }
        Ok(typed(word).into())
    }

    /// The document that a word names: an IRI, `document/ID` or the id alone.
    fn held_document(&self, facts: &Facts<'_>, word: &str) -> Result<NamedNode, EngineError> {
        if self.node(word).is_some() {
            return self.known(facts, "document", word);
        }
        let node = self.base().id(Kind::Document, word);
        self.known(facts, "document", node.as_str())
    }

    /// Checks the evidence and makes the quads of a claim, with this status.
    pub(crate) fn prepare_claim(
        &self,
        facts: &Facts<'_>,
        fact: &FactOf,
        negative: bool,
        contests: Option<&NamedNode>,
        evidence: &ClaimEvidence,
    ) -> Result<PreparedClaim, EngineError> {
        let source = self.base().id(Kind::Source, &evidence.source);
        match facts.visible_id(source.as_ref())? {
            Some(id) if facts.is_a(id, sulh::SOURCE)? => {}
            _ => return Err(unknown_source(facts, &evidence.source)?),
        }
        let document = self.held_document(facts, &evidence.document)?;
        let hash = words_hash(evidence)?;
        let passage = self.base().id(
            Kind::Passage,
            &format!(
                "{}-{}-{}",
                crate::facts::short_id(self.base(), document.as_str()),
                evidence.byte_start,
                evidence.byte_end
            ),
        );
        check_words(facts, &passage, &hash, evidence)?;
        let polarity = if negative { "negative" } else { "positive" };
        let companion = self.base().graph_source_restricted(&evidence.source);
        // Who sees only one of two such claims must not meet the other under its name.
        let parts: Vec<NamedNode> =
            [passage.clone()].into_iter().chain(evidence.restricted.then_some(companion)).collect();
        let iri = claim_iri(self.base(), fact, &source, polarity, &parts);
        let mut graph = self.base().graph_candidates(&evidence.source).into_string();
        if evidence.restricted {
            graph.push_str(crate::visibility::COMPANION);
        }
        let graph = NamedNode::new_unchecked(graph);
        let mut quads = QuadList { graph: graph.clone().into(), quads: Vec::new() };
        quads.add(&iri, rdf::TYPE, sulh::CLAIM.into_owned());
        quads.add(&iri, rdf::SUBJECT, fact.subject.clone());
        quads.add(&iri, rdf::PREDICATE, fact.predicate.clone());
        quads.add(&iri, rdf::OBJECT, fact.object.clone());
        quads.add(&iri, sulh::POLARITY_PROPERTY, self.base().id(Kind::Polarity, polarity));
        let candidate = self.base().id(Kind::ReviewStatus, "candidate");
        quads.add(&iri, sulh::REVIEW_STATUS_PROPERTY, candidate);
        quads.add(&iri, prov::WAS_DERIVED_FROM, source);
        quads.add(&iri, sulh::QUOTED_FROM, passage.clone());
        if let Some(contested) = contests {
            quads.add(&iri, sulh::CONTESTS, contested.clone());
        }
        add_certainty(&mut quads, &iri, evidence)?;
        add_passage(&mut quads, &passage, document, hash, evidence)?;
        Ok(PreparedClaim { iri, graph, quads: quads.quads, source: evidence.source.clone() })
    }
}

/// Refuses other words for bytes whose words are held: one of the two is wrong.
fn check_words(
    facts: &Facts<'_>,
    passage: &NamedNode,
    hash: &str,
    evidence: &ClaimEvidence,
) -> Result<(), EngineError> {
    let view = facts.view();
    let (Some(id), Some(sha256)) = (view.id(passage.as_ref()), view.id(sulh::TEXT_SHA256)) else {
        return Ok(());
    };
    for quad in view.quads(Some(id), Some(sha256), None, None) {
        let [_, _, held, _] = quad?;
        if view.with_text(held, |held| held != hash).unwrap_or(false) {
            let value = evidence.quote.as_deref().unwrap_or(hash);
            return Err(invalid(
                "quote",
                value,
                "the words that are held already for these bytes of the document: correct the bytes or the words",
            ));
        }
    }
    Ok(())
}

struct QuadList {
    graph: GraphName,
    quads: Vec<Quad>,
}

impl QuadList {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let graph = self.graph.clone();
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, graph));
    }
}

fn add_passage(
    quads: &mut QuadList,
    passage: &NamedNode,
    document: NamedNode,
    hash: String,
    evidence: &ClaimEvidence,
) -> Result<(), EngineError> {
    quads.add(passage, rdf::TYPE, sulh::PASSAGE.into_owned());
    quads.add(passage, sulh::IN_DOCUMENT, document);
    quads.add(passage, sulh::BYTE_START, number(evidence.byte_start));
    quads.add(passage, sulh::BYTE_END, number(evidence.byte_end));
    quads.add(passage, sulh::TEXT_SHA256, Literal::new_simple_literal(hash));
    if let Some(quote) = &evidence.quote {
        let language = evidence.quote_language.as_deref().unwrap_or("und");
        quads.add(passage, sulh::QUOTE, tagged("quote language", quote, language)?);
    }
    Ok(())
}

fn add_certainty(
    quads: &mut QuadList,
    iri: &NamedNode,
    evidence: &ClaimEvidence,
) -> Result<(), EngineError> {
    if let Some(confidence) = &evidence.confidence {
        let plain = confidence.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let value: Option<f64> = confidence.parse().ok().filter(|_| plain);
        if value.is_none_or(|value| value > 1.0) {
            return Err(invalid("confidence", confidence, "a number from 0 to 1, such as 0.8"));
        }
        let decimal = Literal::new_typed_literal(confidence.as_str(), xsd::DECIMAL);
        quads.add(iri, sulh::CONFIDENCE, decimal);
    }
    let spans = [&evidence.valid_from, &evidence.valid_until];
    let [from, until] = spans.map(|text| text.as_deref().map(date).transpose());
    if let (Some(from), Some(until)) = (from?, until?)
        && until.last < from.first
    {
        let value = evidence.valid_until.as_deref().unwrap_or_default();
        return Err(invalid("valid until", value, "a date after the one from which it holds"));
    }
    for (predicate, text) in [sulh::VALID_FROM, sulh::VALID_UNTIL].into_iter().zip(spans) {
        if let Some(text) = text {
            quads.add(iri, predicate, typed(text));
        }
    }
    Ok(())
}

/// SHA-256 of the words: of the quote, or as it is given.
fn words_hash(evidence: &ClaimEvidence) -> Result<String, EngineError> {
    let span = format!("{} to {}", evidence.byte_start, evidence.byte_end);
    if evidence.byte_start >= evidence.byte_end {
        return Err(invalid("bytes", &span, "a span: the end must lie behind the start"));
    }
    let given = evidence.text_sha256.as_deref();
    let is_hash = |hash: &str| {
        hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    if let Some(hash) = given.filter(|hash| !is_hash(hash)) {
        return Err(invalid("text_sha256", hash, "64 lower-case hexadecimal digits"));
    }
    match evidence.quote.as_deref() {
        None => given.map(str::to_owned).ok_or_else(|| {
            invalid(
                "quote",
                "",
                "evidence: give the words, or their SHA-256 where they may not be held",
            )
        }),
        Some(quote) if quote.trim().is_empty() => {
            Err(invalid("quote", quote, "evidence: it is empty"))
        }
        Some(quote) if quote.len() as u64 != evidence.byte_end - evidence.byte_start => {
            Err(invalid("bytes", &span, "as long as the quote: offsets are bytes of UTF-8"))
        }
        Some(quote) => {
            let hash = hex(&Sha256::digest(quote));
            if given.is_some_and(|given| given != hash) {
                return Err(invalid("text_sha256", given.unwrap_or_default(), "that of the quote"));
            }
            Ok(hash)
        }
    }
}

/// The IRI of a claim: the same fact from the same words of the same source is the same claim.
///
/// It does not depend on the base, so that a store under another one knows the claim again.
pub(crate) fn claim_iri(
    base: &Base,
    fact: &FactOf,
    source: &NamedNode,
    polarity: &str,
    passages: &[NamedNode],
) -> NamedNode {
    let fact_parts = [&fact.subject, &fact.predicate];
    report::claim_quads::claim_iri(base, fact_parts, &fact.object, source, polarity, passages)
}

/// A property by IRI, `prefix:name` or a name of sulh's own.
///
/// # Errors
/// [`EngineError::UnknownValue`] for one that the ontology does not have and no fact uses.
pub(crate) fn predicate(facts: &Facts<'_>, word: &str) -> Result<(NamedNode, TermId), EngineError> {
    let word = word.trim();
    let iri = match word.split_once(':') {
        Some((_, rest)) if rest.starts_with("//") => word.to_owned(),
        Some((prefix, name)) => match PREFIXES.iter().find(|(known, _)| *known == prefix) {
            Some((_, namespace)) => format!("{namespace}{name}"),
            None => word.to_owned(),
        },
        None => format!("{}{word}", sulh::NAMESPACE),
    };
    if let Ok(node) = NamedNode::new(iri)
        && let Some(id) = facts.view().id(node.as_ref())
        && (facts.is_a(id, owl::OBJECT_PROPERTY)?
            || facts.is_a(id, owl::DATATYPE_PROPERTY)?
            || facts.view().triples(None, Some(id), None).next().transpose()?.is_some())
    {
        return Ok((node, id));
    }
    let mut names = Vec::new();
    for class in [owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY] {
        for id in facts.instances(class)? {
            names.push(crate::facts::short_id(facts.base(), &facts.text(id)?));
        }
    }
    let suggestions = near_names(word, names.iter().map(String::as_str));
    Err(EngineError::UnknownValue { field: "predicate", value: word.to_owned(), suggestions })
}

fn unknown_source(facts: &Facts<'_>, slug: &str) -> Result<EngineError, EngineError> {
    let mut known = Vec::new();
    for id in facts.instances(sulh::SOURCE)? {
        known.push(facts.reference(id)?.id);
    }
    let suggestions = near_names(slug, known.iter().map(String::as_str));
    Ok(EngineError::UnknownValue { field: "source", value: slug.to_owned(), suggestions })
}

/// Whether a claim that the requester may see is about a thing.
fn is_claimed(facts: &Facts<'_>, node: &NamedNode) -> Result<bool, EngineError> {
    let view = facts.view();
    let (Some(id), Some(subject)) = (view.id(node.as_ref()), view.id(rdf::SUBJECT)) else {
        return Ok(false);
    };
    Ok(view.quads(None, Some(subject), Some(id), None).next().transpose()?.is_some())
}

/// Words in a language that exists.
fn tagged(field: &'static str, words: &str, language: &str) -> Result<Literal, EngineError> {
    let wrong = || invalid(field, language, "a language tag such as en or sr-Latn");
    if is_unknown_language(language) {
        return Err(wrong());
    }
    Literal::new_language_tagged_literal(words, language).map_err(|_| wrong())
}

/// A date, number or truth value by its form, else a plain string.
fn typed(word: &str) -> Literal {
    let is_date = word.len() >= 4 && date(word).is_ok();
    let datatype = match word {
        "true" | "false" => xsd::BOOLEAN,
        _ if is_date && word.len() == 10 => xsd::DATE,
        _ if is_date && word.len() == 7 => xsd::G_YEAR_MONTH,
        _ if is_date && word.len() == 4 => xsd::G_YEAR,
        _ if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) => xsd::INTEGER,
        _ => return Literal::new_simple_literal(word),
    };
    Literal::new_typed_literal(word, datatype)
}

fn number(value: u64) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

pub(crate) fn invalid(field: &'static str, value: &str, expected: &'static str) -> EngineError {
    EngineError::InvalidValue { field, value: value.to_owned(), expected }
}
