//! Erasing a document, a graph or a name: what that means, and what remains.
//!
//! It must not leave what is erased in a message, a log or a tombstone. Views that keep copies of
//! what the store holds are listed in [`Engine::purge`]: each says which files of it go.

use crate::backup::{ORIGINALS, is_sha256};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::job::JobBook;
use crate::permission::Action;
use crate::tombstone::{self, Key};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::PoisonError;
use sulh_ontology::{Base, Kind, rdf, shipped, sulh};
use sulh_store::rdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use sulh_store::{
    Access, Erasure, ErasurePlan, Operation, Purge, ReadError, Snapshot, Tombstone, View, Write,
};
use sulh_text::TextIndex;
use unicode_normalization::UnicodeNormalization as _;

/// The fewest characters of a name: shorter ones stand in half of all words.
const SHORTEST_NAME: usize = 3;

/// What to erase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PurgeTarget {
    /// A document by its IRI, its id or its SHA-256: with its passages, rows and the claims quoted
    /// from it, and with its source's graphs where they hold no other document.
    Document(String),
    /// A graph by its IRI, with what was derived from it and said about it.
    Graph(String),
    /// Every fact with a term that contains this text; authors and messages of commits lose it.
    Name(String),
}

impl PurgeTarget {
    fn kind(&self) -> &'static str {
        match self {
            Self::Document(_) => "document",
            Self::Graph(_) => "graph",
            Self::Name(_) => "name",
        }
    }
}

/// An erasure that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgeRequest {
    /// What to erase.
    pub target: PurgeTarget,
    /// Why; it stays, and where all that is erased was public, the public reads it.
    pub reason: String,
    /// Whether only to say what it would come to.
    pub dry_run: bool,
}

/// What was erased, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PurgeReport {
    /// `document`, `graph` or `name`.
    pub kind: &'static str,
    /// Whether it was only looked at.
    pub dry_run: bool,
    /// Facts that are there now and go.
    pub quads: u64,
    /// Additions and removals that go from the history.
    pub changes: u64,
    /// Commits that lose something.
    pub commits: u64,
    /// Commits whose author or message is changed.
    pub texts: u64,
    /// Graphs that lose something.
    pub graphs: u64,
    /// Their names; only of what is looked at, since they may say what is erased.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub graph_names: Vec<String>,
    /// Files beside the store that go.
    pub files: u64,
    /// The revision of the tombstone.
    pub revision: Option<u64>,
    /// The tombstone.
    pub tombstone: Option<String>,
}

impl Engine {
    /// Erases from the present, the past and every file, and leaves a tombstone that says why.
    ///
    /// Earlier backups still have it. Writers wait meanwhile. Cost: O(store).
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] for what may not be erased or an unfit reason,
    /// [`EngineError::Exists`] for a name that a token in force bears, [`EngineError::Purge`].
    pub fn purge(
        &self,
        who: &Identity,
        request: &PurgeRequest,
    ) -> Result<PurgeReport, EngineError> {
        self.authorize(who, Action::Purge)?;
        let (kind, reason) = (request.target.kind(), request.reason.trim().to_owned());
        let mut remove = BTreeSet::new();
        let mut replace = BTreeSet::new();
        let erasure = match &request.target {
            PurgeTarget::Document(document) => self.document(document, &mut remove)?,
            PurgeTarget::Graph(graph) => self.graph_erasure(graph)?,
            PurgeTarget::Name(name) => self.name(name)?,
        };
        if reason.is_empty() || erasure.redacted(&reason).is_some() {
            return Err(EngineError::InvalidValue {
                field: "reason",
                value: String::new(),
                expected: "a reason that does not say what is erased",
            });
        }
        // Held until the end, so that no token is made of the name meanwhile.
        let mut tokens = (!erasure.texts.is_empty())
            .then(|| self.tokens().write().unwrap_or_else(PoisonError::into_inner));
        if let Some(tokens) = &tokens
            && tokens.bears(&erasure.texts)?
        {
            replace.insert(crate::tokens::FILE.to_owned());
        }
        let files = (remove.len() + replace.len()) as u64;
        if request.dry_run {
            let plan = self.store().plan_erasure(&erasure)?;
            return Ok(report(kind, &plan, files, None));
        }
        // Indexes of texts have words of what goes. They go first, and nobody makes others
        // before the end, so that a crash leaves none either.
        let texts = self.text_views().close();
        TextIndex::remove(&self.text_directory())?;
        if let Some(tokens) = &tokens
            && !replace.is_empty()
        {
            tokens.write_erased(&erasure.texts)?;
        }
        let iri = tombstone::fresh_iri(self.base())?;
        let second = tombstone::fresh_iri(self.base())?;
        let key = Key::open_or_create(self.data_dir())?;
        let tombstone = self.tombstone(who, ([iri.clone(), second], key), request, reason);
        let done = self.store().purge(Purge { erasure, remove, replace, tombstone });
        // States of the past that are kept still have it, also when the end of the erasure failed.
        self.past().forget();
        self.record_timeline().forget();
        drop(texts);
        let done = done?;
        if let Some(tokens) = &mut tokens {
            tokens.reload()?;
        }
        let made = Some((done.revision, iri.into_string()));
        Ok(report(kind, &done.plan, files, made))
    }

    /// Makes the commit of the tombstone once it is known what goes.
    fn tombstone(
        &self,
        who: &Identity,
        ([iri, second], key): ([NamedNode; 2], Key),
        request: &PurgeRequest,
        reason: String,
    ) -> Tombstone {
        let (base, store, kind) =
            (self.base().clone(), self.store().clone(), request.target.kind());
        let public = Identity::anonymous().access(self).visible;
        let author = who.name.clone();
        Box::new(move |plan: &ErasurePlan, after: &Snapshot| {
            let seen = |graph: &Option<String>| graph.as_ref().is_none_or(|g| public.allows(g));
            // What is written without a graph's name must go on somewhere.
            let local = base.graph_local();
            let iris = plan.erasure.iris.iter().filter(|iri| *iri != local.as_str());
            let mut erased: BTreeSet<&str> = iris.map(String::as_str).collect();
            let vanished = vanished(plan, after, &base)?;
            erased.extend(vanished.iter().map(String::as_str));
            // The public may know of what it saw: named in public facts, or a public graph itself.
            let known = public_names(plan, &seen);
            let all_public = plan.graphs.iter().all(seen);
            let is_known = |iri: &str| all_public || known.contains(iri);
            let mut said: [BTreeSet<String>; 2] = Default::default();
            for iri in erased {
                let [open, hidden] = &mut said;
                if is_known(iri) { open } else { hidden }.insert(key.hash(iri));
            }
            let [open, hidden] = &mut said;
            let rest = if plan.graphs.iter().any(seen) { open } else { hidden };
            rest.extend(plan.erasure.texts.first().map(|name| key.hash(&format!("name:{name}"))));
            // By it the store knows backups of the history as it was.
            let head = store.commits(None, 1).ok().and_then(|commits| commits.into_iter().next());
            rest.extend(head.map(|head| key.hash(&crate::tokens::hex(&head.digest))));
            let mut insert = Vec::new();
            for (hashes, public) in said.iter().zip([true, false]) {
                if hashes.is_empty() {
                    continue;
                }
                let node = if insert.is_empty() { iri.clone() } else { second.clone() };
                let graph = tombstone::graph(&base, public);
                let lost = plan.present.iter().filter(|(graph, _)| seen(graph) == public);
                let count = lost.map(|(_, quads)| quads.len() as u64).sum();
                insert.extend(tombstone::quads(&node, &graph, (kind, &reason), count, hashes));
            }
            Ok(Write {
                author,
                activity: tombstone::ACTIVITY.to_owned(),
                message: format!("erase a {kind}: {reason}"),
                operation: Operation::Change { insert, remove: Vec::new() },
            })
        })
    }

    fn all(&self) -> View {
        self.snapshot().view(&Access::all())
    }

    fn graph_erasure(&self, iri: &str) -> Result<Erasure, EngineError> {
        let node = NamedNode::new(iri).map_err(|_| EngineError::InvalidValue {
            field: "graph",
            value: iri.to_owned(),
            expected: "the IRI of a graph",
        })?;
        let base = self.base();
        let own = [base.graph_meta(), base.graph_access(), base.graph_tombstones()];
        let shipped = shipped().iter().map(|file| file.graph.iri(base));
        if own.into_iter().chain([tombstone::graph(base, false)]).chain(shipped).any(|g| g == node)
        {
            return Err(EngineError::InvalidValue {
                field: "graph",
                value: iri.to_owned(),
                expected: "a graph that the program does not keep itself",
            });
        }
        let mut iris = BTreeSet::from([iri.to_owned()]);
        if let Some(rest) = iri.strip_prefix(&base.graph_source_prefix()) {
            iris.insert(base.graph_derived(rest).into_string());
        }
        Ok(Erasure { iris, ..Erasure::default() })
    }

    /// A document with all that leads to it; its original goes to `remove` unless another has it too.
    fn document(&self, name: &str, remove: &mut BTreeSet<String>) -> Result<Erasure, EngineError> {
        let (base, view) = (self.base(), self.all());
        let document = self.find_document(name, &view)?;
        let mut iris = BTreeSet::from([document.as_str().to_owned()]);
        if let Some((_, slug)) = base.parse_id(document.as_str()) {
            iris.extend(source_graphs(base, slug));
        }
        let ids = (view.id(document.as_ref()), view.id(rdf::TYPE), view.id(sulh::DOCUMENT));
        if let (Some(id), Some(is_a), Some(class)) = ids {
            for quad in view.quads(Some(id), Some(is_a), Some(class), None) {
                let [.., graph] = quad?;
                let alone = view.quads(None, Some(is_a), Some(class), Some(graph)).count() == 1;
                let name = view.with_text(graph, str::to_owned).unwrap_or_default();
                if alone && let Some(rest) = name.strip_prefix(&base.graph_source_prefix()) {
                    iris.extend(source_graphs(base, rest));
                }
            }
            // The text on which its spans stand is kept beside the file, and so is its job.
            for property in [sulh::SHA256, sulh::TEXT_SHA256] {
                let Some(property) = view.id(property) else { continue };
                for hash in view.objects(id, property) {
                    let hash = hash?;
                    let others = view.subjects(property, hash).count() > 1;
                    let hash = view.with_text(hash, str::to_owned).unwrap_or_default();
                    if is_sha256(&hash) && !others {
                        remove.insert(format!("{ORIGINALS}/{hash}"));
                        remove.extend(JobBook::of(self.data_dir()).files_of(&hash)?);
                    }
                }
            }
        }
        remove.retain(|path| self.data_dir().join(path).exists());
        let follow = [sulh::IN_DOCUMENT, sulh::QUOTED_FROM].map(NamedNodeRef::into_owned).into();
        Ok(Erasure { iris, follow, ..Erasure::default() })
    }

    fn find_document(&self, name: &str, view: &View) -> Result<NamedNode, EngineError> {
        let unknown = || EngineError::NotFound { what: "document", value: name.to_owned() };
        if is_sha256(name) {
            let hash = Literal::new_simple_literal(name);
            let (Some(hash), Some(sha256)) = (view.id(hash.as_ref()), view.id(sulh::SHA256)) else {
                return Err(unknown());
            };
            let subject = view.subjects(sha256, hash).next().ok_or_else(unknown)??;
            let iri = view.with_text(subject, str::to_owned).ok_or_else(unknown)?;
            return NamedNode::new(iri).map_err(|_| unknown());
        }
        if name.contains(':') {
            return NamedNode::new(name).map_err(|_| unknown());
        }
        Ok(self.base().id(Kind::Document, name.strip_prefix("document/").unwrap_or(name)))
    }

    /// Every way in which the name may be written.
    fn name(&self, name: &str) -> Result<Erasure, EngineError> {
        let name = name.trim();
        let refused = |expected| EngineError::InvalidValue {
            field: "name",
            // Not said again: what is said stands in a log.
            value: String::new(),
            expected,
        };
        if name.chars().count() < SHORTEST_NAME {
            return Err(refused("a text of at least three characters"));
        }
        let encoded = self.base().id(Kind::Organization, name);
        let encoded = encoded.as_str().rsplit('/').next().unwrap_or(name).to_owned();
        let mut texts: Vec<String> = vec![name.nfc().collect(), name.nfd().collect(), encoded];
        texts.push(name.to_owned());
        let mut seen = BTreeSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        let erasure = Erasure { texts, ..Erasure::default() };
        let base = self.base();
        let shipped = shipped().iter().map(|file| file.graph.iri(base));
        let own: BTreeSet<NamedNode> = shipped.collect();
        let view = self.all();
        for graph in own.iter().filter_map(|graph| view.id(graph.as_ref())) {
            for quad in view.quads(None, None, None, Some(graph)) {
                if erasure.means_quad(&view.quad(quad?)?) {
                    return Err(refused("a name that does not occur in what the program ships"));
                }
            }
        }
        Ok(erasure)
    }
}

/// The graphs of one source, by what stands behind the prefix in the name of its graph.
fn source_graphs(base: &Base, rest: &str) -> BTreeSet<String> {
    let prefixes =
        [base.graph_source_prefix(), base.graph_candidates_prefix(), base.graph_derived_prefix()];
    let names = prefixes
        .iter()
        .flat_map(|prefix| [format!("{prefix}{rest}"), format!("{prefix}{rest}/restricted")]);
    names.collect()
}

/// What public facts that go name: their subjects, objects and graphs.
fn public_names(
    plan: &ErasurePlan,
    is_public: &dyn Fn(&Option<String>) -> bool,
) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    names.extend(plan.graphs.iter().filter(|graph| is_public(graph)).flatten().cloned());
    for quad in plan.present.iter().filter(|(graph, _)| is_public(graph)).flat_map(|(_, q)| q) {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            names.insert(node.as_str().to_owned());
        }
        if let Term::NamedNode(node) = &quad.object {
            names.insert(node.as_str().to_owned());
        }
    }
    names
}

/// Things of the base that something was said about and of which nothing is left.
fn vanished(
    plan: &ErasurePlan,
    after: &Snapshot,
    base: &Base,
) -> Result<BTreeSet<String>, ReadError> {
    let view = after.view(&Access::all());
    let mut gone = BTreeSet::new();
    for quad in plan.present.values().flatten() {
        let NamedOrBlankNode::NamedNode(node) = &quad.subject else { continue };
        if base.parse_id(node.as_str()).is_none() || gone.contains(node.as_str()) {
            continue;
        }
        let left = match view.id(node.as_ref()) {
            Some(id) => view.quads(Some(id), None, None, None).next().transpose()?.is_some(),
            None => false,
        };
        if !left {
            gone.insert(node.as_str().to_owned());
        }
    }
    Ok(gone)
}

fn report(
    kind: &'static str,
    plan: &ErasurePlan,
    files: u64,
    made: Option<(u64, String)>,
) -> PurgeReport {
    let (revision, tombstone) = made.unzip();
    PurgeReport {
        kind,
        dry_run: revision.is_none(),
        quads: plan.present_count(),
        changes: plan.changes,
        commits: plan.commits,
        texts: plan.texts,
        graphs: plan.graphs.len() as u64,
        graph_names: if revision.is_none() {
            plan.graphs.iter().flatten().cloned().collect()
        } else {
            Vec::new()
        },
        files,
        revision,
        tombstone,
    }
}
