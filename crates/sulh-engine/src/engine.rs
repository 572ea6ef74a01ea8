//! The engine: the store with what is shipped, and one function for each thing a user can ask.
//!
//! The functions stand in the files named after what they do.

use crate::audience::{CurrentRecords, Writer};
use crate::claim_rule::ClaimRule;
use crate::coverage::CoverageTable;
use crate::erased_rule::ErasedRule;
use crate::error::EngineError;
use crate::facts::Facts;
use crate::gate;
use crate::identity::Identity;
use crate::language::Languages;
use crate::passage_rule::PassageRule;
use crate::past::PastStates;
use crate::permission::{Action, allows, least_role};
use crate::read_log::{ReadLog, Witness};
use crate::record_timeline::RecordTimeline;
use crate::revisions::Numbering;
use crate::shipped_graphs;
use crate::text_views::TextViews;
use crate::tokens::Tokens;
use crate::visibility::{Records, Viewer};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use sulh_ontology::Base;
use sulh_store::{
    Access, AdmissionLimits, CommitNote, DatasetMode, ReadError, ReadWitness, RunLimits, Snapshot,
    Store, StoreOptions, WriterAccess,
};

/// Coverages that are kept; one for each kind of requester and language is enough.
const KEPT_COVERAGES: usize = 16;

/// Kinds of requester for which what they see is kept.
const KEPT_ACCESSES: usize = 64;

/// Limits of queries and updates.
#[derive(Debug, Clone)]
pub struct EngineLimits {
    /// How large and deep a query may be.
    pub admission: AdmissionLimits,
    /// How large and deep an update may be.
    pub update_admission: AdmissionLimits,
    /// How long and with how much memory a query may run.
    pub run: RunLimits,
}

impl Default for EngineLimits {
    fn default() -> Self {
        Self {
            admission: AdmissionLimits::default(),
            update_admission: AdmissionLimits::update(),
            run: RunLimits::default(),
        }
    }
}

/// How an engine is opened.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// The data directory; made if it is not there.
    pub data_dir: PathBuf,
    /// The beginning of all ids and graphs.
    pub base: Base,
    /// What the default graph is.
    pub mode: DatasetMode,
    /// Whether the invented sample is loaded and shown.
    pub demo: bool,
    /// Whether the graphs that the binary ships are kept as shipped (union mode only).
    pub reference: bool,
    /// Limits of queries.
    pub limits: EngineLimits,
    /// Where reads of restricted graphs are noted; nowhere, unless it is set.
    pub read_log: Option<PathBuf>,
    /// A token of the role `admin` that is not in the file of tokens (`$SULH_TOKEN`, `--token-file`).
    pub fixed_token: Option<String>,
    /// Shows everything to everybody: to prove that a missing filter is noticed.
    #[cfg(feature = "test-support")]
    pub unfiltered: bool,
}

impl EngineOptions {
    /// Union mode, default base, no demonstration, shipped graphs kept.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            base: Base::default(),
            mode: DatasetMode::Union,
            demo: false,
            reference: true,
            limits: EngineLimits::default(),
            read_log: None,
            fixed_token: None,
            #[cfg(feature = "test-support")]
            unfiltered: false,
        }
    }
}

/// The engine; clones are the same one.
///
/// [`Engine::as_of`] gives one that reads a state of the past; whatever it writes, it writes now.
#[derive(Debug, Clone)]
pub struct Engine(Arc<Inner>, Option<Snapshot>);

/// What kinds of requester see, by the records that it was made from.
type Accesses = (Arc<Records>, Vec<(Viewer, Access)>);
type Coverages = Vec<(u64, Access, Languages, Arc<CoverageTable>)>;

#[derive(Debug)]
struct Inner {
    store: Store,
    options: EngineOptions,
    tokens: RwLock<Tokens>,
    coverages: Mutex<Coverages>,
    records: Arc<CurrentRecords>,
    read_log: Option<Arc<ReadLog>>,
    accesses: Mutex<Accesses>,
    numbering: Numbering,
    past: PastStates,
    timeline: RecordTimeline,
    texts: TextViews,
}

impl Engine {
    /// Opens the data directory and, where they differ, writes the graphs that the binary ships.
    ///
    /// # Errors
    /// [`EngineError::Open`] (also when another process owns the directory, see
    /// [`EngineError::holder_pid`]), [`EngineError::TokenFile`], and those of the commit.
    pub fn open(options: EngineOptions) -> Result<Self, EngineError> {
        let mut store_options = StoreOptions::with_base(options.base.as_str());
        store_options.mode = options.mode;
        let records = Arc::new(CurrentRecords::new(&options.base));
        #[cfg(feature = "test-support")]
        {
            store_options.unfiltered = options.unfiltered;
        }
        store_options.notes = Some(Arc::clone(&records) as Arc<dyn CommitNote>);
        if !options.mode.is_strict() {
            store_options.rules.push(Arc::new(ClaimRule::new(options.base.clone())));
            store_options.rules.push(Arc::new(PassageRule::new(options.base.clone())));
            store_options.rules.extend(gate::rules(&options.base, options.demo, &records));
        }
        let erased = ErasedRule::new(options.base.clone(), options.data_dir.clone());
        store_options.rules.push(Arc::new(erased));
        let store = Store::open(&options.data_dir, store_options)?;
        let read_log = options.read_log.as_deref().map(ReadLog::open).transpose()?.map(Arc::new);
        let tokens = Tokens::open(&options.data_dir, options.fixed_token.as_deref())?;
        if options.reference && !options.mode.is_strict() {
            shipped_graphs::ship(&store, &options.base, options.demo)?;
        }
        let inner = Inner {
            store,
            options,
            tokens: RwLock::new(tokens),
            coverages: Mutex::default(),
            records,
            read_log,
            accesses: Mutex::default(),
            numbering: Numbering::default(),
            past: PastStates::default(),
            timeline: RecordTimeline::default(),
            texts: TextViews::default(),
        };
        Ok(Self(Arc::new(inner), None))
    }

    /// The beginning of all ids and graphs.
    pub fn base(&self) -> &Base {
        &self.0.options.base
    }

    /// What the default graph is.
    pub fn mode(&self) -> DatasetMode {
        self.0.options.mode
    }

    /// Whether the invented sample is shown.
    pub fn demo(&self) -> bool {
        self.0.options.demo
    }

    /// The data directory.
    pub fn data_dir(&self) -> &Path {
        &self.0.options.data_dir
    }

    /// Limits of queries.
    pub fn limits(&self) -> &EngineLimits {
        &self.0.options.limits
    }

    /// The newest revision.
    pub fn revision(&self) -> u64 {
        self.0.store.revision()
    }

    /// Whether it answers: whether a state can be read.
    pub fn is_ready(&self) -> bool {
        self.snapshot().view(&Access::all()).named_graphs().is_ok()
    }

    /// The state that is read: the newest, unless the engine is one of the past.
    pub fn snapshot(&self) -> Snapshot {
        self.1.clone().unwrap_or_else(|| self.newest())
    }

    /// The newest state, whatever is read: what decides who may see what.
    pub fn newest(&self) -> Snapshot {
        self.0.store.snapshot()
    }

    /// The state that was chosen, if the engine is one of the past.
    pub(crate) fn state_of_the_past(&self) -> Option<&Snapshot> {
        self.1.as_ref()
    }

    /// The same engine over another state.
    pub(crate) fn over(&self, state: Snapshot) -> Self {
        Self(Arc::clone(&self.0), Some(state))
    }

    pub(crate) fn record_timeline(&self) -> &RecordTimeline {
        &self.0.timeline
    }

    pub(crate) fn text_views(&self) -> &TextViews {
        &self.0.texts
    }

    pub(crate) fn past(&self) -> &PastStates {
        &self.0.past
    }

    /// The store, for tests and measurements: it knows no roles.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Lets a requester do something, or says why not.
    ///
    /// # Errors
    /// [`EngineError::Unauthorized`] if nobody in particular asks and a role is needed,
    /// [`EngineError::Forbidden`] if the role does not reach.
    pub fn authorize(&self, who: &Identity, action: Action) -> Result<(), EngineError> {
        if allows(who.role, action) {
            return Ok(());
        }
        match (who.role, least_role(action)) {
            (None, _) => Err(EngineError::Unauthorized { reason: "this needs a token" }),
            (Some(_), needed) => Err(EngineError::Forbidden {
                action,
                needed: needed.unwrap_or(crate::role::Role::Admin),
                name: who.name.clone(),
            }),
        }
    }

    /// What a kind of requester sees by the records of the newest state.
    pub(crate) fn access_of(&self, viewer: &Viewer) -> Access {
        let Ok(records) = self.0.records.of(&self.newest()) else {
            tracing::error!("the records of visibility cannot be read: nothing is shown");
            return Access::only([]);
        };
        let mut accesses = self.0.accesses.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&accesses.0, &records) {
            *accesses = (Arc::clone(&records), Vec::new());
        }
        if let Some((_, access)) = accesses.1.iter().find(|(kept, _)| kept == viewer) {
            return access.clone();
        }
        let access = records.access(viewer, self.base());
        if accesses.1.len() >= KEPT_ACCESSES {
            accesses.1.remove(0);
        }
        accesses.1.push((viewer.clone(), access.clone()));
        access
    }

    /// The records of visibility of a state.
    pub(crate) fn records(&self, snapshot: &Snapshot) -> Result<Arc<Records>, ReadError> {
        self.0.records.of(snapshot)
    }

    /// Who notes what a requester reads of restricted graphs, where that is switched on.
    pub(crate) fn witness(&self, who: &Identity) -> Option<Arc<dyn ReadWitness>> {
        let log = self.0.read_log.as_ref()?;
        let records = self.0.records.of(&self.snapshot()).ok()?;
        Some(Arc::new(Witness::new(log, who, records, self.base())))
    }

    pub(crate) fn numbering(&self) -> &Numbering {
        &self.0.numbering
    }

    pub(crate) fn tokens(&self) -> &RwLock<Tokens> {
        &self.0.tokens
    }

    /// What a requester sees of the state that is read.
    pub(crate) fn facts(&self, who: &Identity) -> Facts<'_> {
        let snapshot = self.snapshot();
        let access = who.access(self);
        let revision = self.shown_revision(who, snapshot.revision()).unwrap_or_else(|error| {
            // Whoever tags an answer with the number asks for it before, and fails.
            tracing::error!(%error, "the numbers of a requester cannot be read");
            0
        });
        let languages = who.languages.clone();
        Facts::new(snapshot.view(&access), self.base(), access, revision).reading(languages)
    }

    /// What a requester sees of the state that its write starts from.
    pub(crate) fn writer(&self, who: &Identity) -> Arc<dyn WriterAccess> {
        let records = Arc::clone(&self.0.records);
        Arc::new(Writer { records, viewer: who.viewer(self), base: self.base().clone() })
    }

    /// The coverage that a requester sees; kept for the revision.
    pub(crate) fn coverage(&self, facts: &Facts<'_>) -> Result<Arc<CoverageTable>, ReadError> {
        let (revision, access) = (facts.view().revision(), facts.access());
        let kept = |coverages: &Coverages| {
            coverages
                .iter()
                .find(|(at, seen, read, _)| {
                    *at == revision && seen == access && read == facts.languages()
                })
                .map(|(.., table)| Arc::clone(table))
        };
        let lock = || self.0.coverages.lock().unwrap_or_else(PoisonError::into_inner);
        // Where reads are noted, what was counted for another is read anew for this one.
        let kept_one = if access.watch.is_on() { None } else { kept(&lock()) };
        if let Some(table) = kept_one {
            return Ok(table);
        }
        let table = Arc::new(CoverageTable::build(facts)?);
        let mut coverages = lock();
        if coverages.len() >= KEPT_COVERAGES {
            coverages.remove(0);
        }
        coverages.push((revision, access.clone(), facts.languages().clone(), Arc::clone(&table)));
        Ok(table)
    }
}
