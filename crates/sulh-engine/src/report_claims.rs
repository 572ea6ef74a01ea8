//! What a report states becomes candidates, with what was decided before kept in mind.
//!
//! What was accepted stays and is anchored in the new edition by its words; what was rejected does
//! not come back; what is new is a candidate.

use crate::claim_item::Placed;
use crate::claim_reader::ClaimReader;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::identity::Identity;
use crate::ingest::count;
use crate::job::{Job, JobOutcome};
use crate::originals::Originals;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use sulh_document::{Document, PageState};
use sulh_ingest::report::candidates::{CandidateRecommendation, Candidates};
use sulh_ingest::report::claim_quads::{
    ClaimQuads, FactKey, HeldDocument, SourceFacts, recommendation_iri, source_quads,
};
use sulh_ingest::report::known_names::KnownNames;
use sulh_ingest::report::overlap::Bag;
use sulh_ingest::report::reading::{ReportFacts, read_report};
use sulh_ontology::{Kind, dcterms, rdf, slug, sulh};
use sulh_store::Operation;
use sulh_store::rdf::{NamedNode, Quad, Term};

/// A report that was read.
pub(crate) struct Brought {
    document: Document,
    candidates: Candidates,
    notices: Vec<String>,
    paragraphs: FxHashSet<u64>,
}

impl Brought {
    /// Reads a document. Cost: O(bytes).
    pub(crate) fn read(
        job: &Job,
        document: Document,
        notices: Vec<String>,
        names: &KnownNames,
    ) -> Self {
        let options = &job.options;
        let country = options.country.as_deref().map(|word| country_code(word, names));
        let facts = ReportFacts {
            title: options.title.clone(),
            country: country.flatten(),
            publisher: options
                .publisher
                .as_deref()
                .map(|word| names.base().id(Kind::Organization, &slug(word).unwrap_or_default())),
            date: options.date.clone(),
            language: options.language.clone(),
        };
        let candidates = read_report(&document, &facts, names);
        let paragraphs = paragraphs(&document.text);
        Self { document, candidates, notices, paragraphs }
    }
}

fn country_code(word: &str, names: &KnownNames) -> Option<String> {
    use sulh_ingest::Resolution;
    match names.countries().resolve(word) {
        Resolution::Country(country) => Some(country.iso3.clone()),
        _ => None,
    }
}

/// The fingerprints of long paragraphs; two editions of one report share most.
fn paragraphs(text: &str) -> FxHashSet<u64> {
    let long = text.lines().filter(|line| line.len() >= 60);
    long.map(|line| {
        let mut hasher = FxHasher::default();
        line.hash(&mut hasher);
        hasher.finish()
    })
    .collect()
}

/// The documents that are held, as they grow while jobs run.
pub(crate) struct Held {
    /// The id of the source of each file, by its SHA-256.
    sources: FxHashMap<String, String>,
    /// The paragraphs of the editions of each source.
    paragraphs: Vec<(String, FxHashSet<u64>)>,
    /// All ids of sources.
    names: FxHashSet<String>,
}

/// The share of paragraphs that makes two documents editions of one report.
const EDITION: f64 = 0.5;

impl Held {
    /// Reads what is held. Cost: O(bytes of the texts that are held).
    pub(crate) fn of(engine: &Engine, who: &Identity) -> Result<Self, EngineError> {
        let facts = engine.facts(who);
        let originals = Originals::of(engine.data_dir());
        let mut held = Self {
            sources: FxHashMap::default(),
            paragraphs: Vec::new(),
            names: FxHashSet::default(),
        };
        for source in facts.instances(sulh::SOURCE)? {
            held.names.insert(facts.reference(source)?.id);
        }
        for edition in facts.instances(sulh::EDITION_CLASS)? {
            let report = facts.object(edition, sulh::EDITION_OF)?;
            let document = facts.object(edition, sulh::HAS_DOCUMENT)?;
            let (Some(report), Some(document)) = (report, document) else { continue };
            let source = facts.reference(report)?.id;
            if let Some(sha256) = facts.value(document, sulh::SHA256)? {
                held.sources.insert(sha256, source.clone());
            }
            if let Some(text) = facts.value(document, sulh::TEXT_SHA256)?
                && let Some(bytes) = originals.read(&text)?
            {
                held.paragraphs.push((source, paragraphs(&String::from_utf8_lossy(&bytes))));
            }
        }
        Ok(held)
    }

    /// The source of a file that is held.
    pub(crate) fn source_of(&self, sha256: &str) -> Option<&str> {
        self.sources.get(sha256).map(String::as_str)
    }

    /// The source of which a document is an edition: the one that shares most of its paragraphs.
    fn edition_of(&self, paragraphs: &FxHashSet<u64>) -> Option<&str> {
        if paragraphs.is_empty() {
            return None;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a document has far fewer than 2^52 paragraphs"
        )]
        let share = |other: &FxHashSet<u64>| {
            let shared = paragraphs.iter().filter(|one| other.contains(one)).count();
            shared as f64 / paragraphs.len().max(other.len()) as f64
        };
        self.paragraphs
            .iter()
            .map(|(source, other)| (share(other), source))
            .filter(|(share, _)| *share >= EDITION)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, source)| source.as_str())
    }

    /// An id for a new source, from the name of its file.
    fn new_source(&self, name: &str) -> String {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let slug = slug(stem).unwrap_or_default();
        let slug = if slug.is_empty() { "report".to_owned() } else { slug };
        let mut id = slug.clone();
        let mut number = 2;
        while self.names.contains(&id) {
            id = format!("{slug}-{number}");
            number += 1;
        }
        id
    }

    fn add(&mut self, source: &str, sha256: &str, paragraphs: FxHashSet<u64>) {
        self.names.insert(source.to_owned());
        self.sources.insert(sha256.to_owned(), source.to_owned());
        self.paragraphs.push((source.to_owned(), paragraphs));
    }
}

/// A recommendation of an earlier edition.
struct KnownRecommendation {
    iri: NamedNode,
    words: Bag,
    /// The claim of its words, and its graph.
    claim: (NamedNode, NamedNode),
    status: String,
    is_met: bool,
}

/// The share of words that makes two recommendations the same in two editions.
const SAME: f64 = 0.9;

impl Engine {
    /// Writes what a report states as candidates, in one commit.
    pub(crate) fn write_report(
        &self,
        who: &Identity,
        job: &Job,
        brought: &Brought,
        held: &mut Held,
    ) -> Result<(String, JobOutcome), EngineError> {
        let base = self.base();
        let source = job
            .options
            .source
            .clone()
            .or_else(|| held.source_of(&job.sha256).map(str::to_owned))
            .or_else(|| held.edition_of(&brought.paragraphs).map(str::to_owned))
            .unwrap_or_else(|| held.new_source(&job.name));
        let text = Originals::of(self.data_dir()).keep(brought.document.text.as_bytes())?;
        let document = HeldDocument {
            source: source.clone(),
            sha256: job.sha256.clone(),
            text_sha256: text,
            name: job.name.clone(),
            media_type: brought.document.metadata.media_type.map_or("", |kind| kind.as_str()),
            pages: brought.document.pages.len(),
        };
        let facts = self.facts(who);
        let (mut known, claimed) = earlier(&facts, &source)?;
        let read = &brought.candidates;
        let mut claims =
            ClaimQuads::new(base, &document, &brought.document, read.language, claimed);
        let mut outcome = JobOutcome {
            title: read.title.clone(),
            language: read.language.map(str::to_owned),
            pages: brought.document.pages.len(),
            needs_ocr: count(&brought.document, PageState::NeedsOcr),
            recommendations: read.recommendations.len(),
            mentions: read.mentions.len(),
            notices: brought.notices.iter().take(20).cloned().collect(),
            ..JobOutcome::default()
        };
        let mut again: Vec<Quad> = Vec::new();
        for one in &read.recommendations {
            match nearest(&mut known, one) {
                Some(earlier) if earlier.status == "rejected" => outcome.hidden += 1,
                Some(earlier) => {
                    outcome.kept += 1;
                    let (claim, graph) = &earlier.claim;
                    again.extend(claims.stands_again(claim, graph, &one.spans));
                    claims.recommendation(&earlier.iri, one, read.issued.as_deref(), true);
                }
                None => {
                    outcome.new += 1;
                    let iri = recommendation_iri(base, &source, one);
                    claims.recommendation(&iri, one, read.issued.as_deref(), false);
                }
            }
        }
        for mention in &read.mentions {
            claims.mention(mention);
        }
        outcome.gone = known
            .iter()
            .filter(|one| !one.is_met && one.status != "rejected")
            .map(|one| crate::facts::short_id(base, one.iri.as_str()))
            .collect();
        outcome.claims = claims.claims;
        let source_facts =
            SourceFacts { publisher: self.publisher_of(who, job)?, kind: job.options.kind.clone() };
        let mut insert = self.source_as_held(&facts, &document, read, &source_facts)?;
        insert.extend(claims.finish());
        insert.extend(again);
        // The records of a source that is held are for who decides about visibility.
        if let Some(visibility) = &job.options.visibility
            && !held.names.contains(&source)
        {
            insert.extend(self.visibility_quads(&source, visibility)?);
        }
        let message = format!(
            "ingest {}: {} recommendations, {} of them new",
            job.name, outcome.recommendations, outcome.new
        );
        let committed =
            self.commit(who, "ingest", message, Operation::Change { insert, remove: Vec::new() })?;
        outcome.revision = Some(committed.revision);
        held.add(&source, &job.sha256, brought.paragraphs.clone());
        Ok((source, outcome))
    }

    /// What the source is; a source that is held keeps its title and date.
    fn source_as_held(
        &self,
        facts: &Facts<'_>,
        document: &HeldDocument,
        read: &Candidates,
        source_facts: &SourceFacts,
    ) -> Result<Vec<Quad>, EngineError> {
        let base = self.base();
        let mut quads = source_quads(base, document, read, source_facts);
        let source = base.id(Kind::Source, &document.source);
        let is_held = match facts.visible_id(source.as_ref())? {
            Some(id) => facts.is_a(id, sulh::SOURCE)?,
            None => false,
        };
        if is_held {
            let own = [source, base.id(Kind::Report, &document.source)];
            let once = [dcterms::TITLE, dcterms::ISSUED, dcterms::PUBLISHER, sulh::KIND];
            quads.retain(|quad| {
                let is_own = own.iter().any(|thing| quad.subject == thing.clone().into());
                !(is_own && once.contains(&quad.predicate.as_ref()))
            });
        }
        Ok(quads)
    }
}

/// The earlier recommendation with nearly the same words that was not met yet.
fn nearest<'k>(
    known: &'k mut [KnownRecommendation],
    one: &CandidateRecommendation,
) -> Option<&'k KnownRecommendation> {
    let words = Bag::of(&one.text);
    let best = known
        .iter()
        .enumerate()
        .filter(|(_, earlier)| !earlier.is_met)
        .map(|(index, earlier)| (earlier.words.overlap(&words), index))
        .filter(|(overlap, _)| *overlap >= SAME)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    let earlier = known.get_mut(best.1)?;
    earlier.is_met = true;
    Some(earlier)
}

/// The recommendations that a source is claimed to make, and all that is claimed of it.
fn earlier(
    facts: &Facts<'_>,
    source: &str,
) -> Result<(Vec<KnownRecommendation>, FxHashSet<FactKey>), EngineError> {
    let base = facts.base();
    let reader = ClaimReader::new(facts);
    let (mut found, mut claimed) = (Vec::new(), FxHashSet::default());
    let Some(class) = facts.term_id(sulh::CLAIM) else { return Ok((found, claimed)) };
    let Some(kind) = facts.term_id(rdf::TYPE) else { return Ok((found, claimed)) };
    let text = facts.term_id(sulh::TEXT);
    let view = facts.view();
    for graph in [base.graph_candidates(source), base.graph_source(source)] {
        let Some(graph_id) = view.id(graph.as_ref()) else { continue };
        for quad in view.quads(None, Some(kind), Some(class), Some(graph_id)) {
            let [claim, ..] = quad?;
            let placed: Placed = (claim, graph_id);
            let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];
            let [Some(subject), Some(predicate), Some(object)] = [
                reader.part(placed, parts[0])?,
                reader.part(placed, parts[1])?,
                reader.part(placed, parts[2])?,
            ] else {
                continue;
            };
            let object_term = view.term(object)?;
            claimed.insert([
                view.term(subject)?.to_string(),
                view.term(predicate)?.to_string(),
                object_term.to_string(),
            ]);
            if Some(predicate) == text
                && let (Term::NamedNode(iri), Term::Literal(words)) =
                    (view.term(subject)?, object_term)
            {
                found.push(KnownRecommendation {
                    iri,
                    words: Bag::of(words.value()),
                    claim: (NamedNode::new_unchecked(facts.text(claim)?), graph.clone()),
                    status: reader.word(placed, sulh::REVIEW_STATUS_PROPERTY)?.unwrap_or_default(),
                    is_met: false,
                });
            }
        }
    }
    Ok((found, claimed))
}
