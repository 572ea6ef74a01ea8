//! Owns the store; every use case is a function here.
//!
//! An [`Engine`] is opened on a data directory and asked on behalf of an [`Identity`]. What an
//! identity may do stands in one table, [`PERMISSIONS`]; what it may see is enforced where the
//! store scans. The result types are the wire: the HTTP interface and `--format json` write them
//! as they stand. This crate formats nothing for a screen and knows no status code.

// Who asks, and what they may.
mod audience;
mod identity;
mod permission;
mod read_log;
mod revisions;
mod role;
mod surface;
mod tokens;
mod visibility;
mod visibility_records;
// The engine and what it reads with.
mod claim_draft;
mod claim_facts;
mod claim_item;
mod claim_reader;
mod claim_rule;
mod date_span;
mod engine;
mod error;
mod evaluate;
mod facts;
mod filter_value;
mod id_sets;
mod ingest;
mod job;
mod known_names;
mod label_table;
mod language;
mod near_names;
mod originals;
mod passage_rule;
mod past;
mod quote_check;
mod rdf_text;
mod record_timeline;
mod report_claims;
mod report_options;
mod review;
mod review_decision;
mod review_item;
mod search;
mod search_filter;
mod search_hit;
mod shipped_graphs;
mod source_lines;
mod suggest;
mod validation;
mod value_pairs;
// Lists.
mod actors;
mod claims;
mod countries;
mod coverage;
mod cursor;
mod emptiness;
mod facets;
mod gate;
mod listing;
mod paging;
mod recommendation;
mod recommendation_dates;
mod recommendation_details;
mod recommendation_search;
mod recommendations;
mod text_check;
mod text_documents;
mod text_follower;
mod text_views;
mod thing_list;
mod threats;
// Single things, files, graphs, SPARQL, trust.
mod audit;
mod backup;
mod changes;
mod check;
mod claim_writing;
mod diff;
mod entity;
mod erased_rule;
mod export;
mod graph_store;
mod history;
mod import;
mod load;
mod progress;
mod purge;
mod quotes;
mod sparql;
mod stats;
mod tombstone;

pub use actors::{Actor, ActorFilter};
pub use audit::{Audit, AuditEntry, AuditFilter, AuditGraph};
pub use backup::BackupReport;
pub use changes::ChangeLine;
pub use check::CheckReport;
pub use claim_draft::{ClaimDraft, ClaimEvidence};
pub use claim_item::{Claim, ClaimSide, Quotation};
pub use claim_writing::{ClaimWritten, Verdict};
pub use claims::ClaimFilter;
pub use countries::{Country, CountryFilter, CountryMembership, CountryName};
pub use coverage::{Coverage, SourceCoverage};
pub use diff::{DiffFormat, DiffRequest};
pub use engine::{Engine, EngineLimits, EngineOptions};
pub use entity::{Entity, Fact, Mention, Value};
pub use error::{EngineError, ErrorKind};
pub use evaluate::{Evaluation, EvaluationError, EvaluationSum, Measure, ReportEvaluation};
pub use export::ExportRequest;
pub use gate::shipped_shapes;
pub use graph_store::{GraphTarget, GraphWritten};
pub use history::{Change, History};
pub use identity::Identity;
pub use import::{ImportReport, ImportRequest};
pub use ingest::{IngestReport, IngestRequest};
pub use job::{Job, JobOutcome, JobState, ReportOptions};
pub use language::Languages;
pub use listing::{Emptiness, Facet, FacetValue, Listing, Page, Ref, Sort};
pub use load::{LoadReport, LoadRequest};
pub use permission::{Action, PERMISSIONS, allows};
pub use progress::Progress;
pub use purge::{PurgeReport, PurgeRequest, PurgeTarget};
pub use quotes::QuoteReport;
pub use rdf_text::PREFIXES;
pub use recommendation::{
    Evidence, Recommendation, RecommendationFilter, ResponseItem, SessionItem,
};
pub use review::{ReviewContext, ReviewFilter};
pub use review_decision::{Chosen, Decided};
pub use review_item::{ReviewClaim, ReviewItem};
pub use role::Role;
pub use search_filter::{Reach, SearchFilter};
pub use search_hit::{SearchHit, Why};
pub use sparql::UpdateRequest;
pub use stats::{ClassCount, GraphStats, Stats};
pub use suggest::{Suggestion, Suggestions};
pub use surface::{COMMANDS, Command, ROUTES, Route};
pub use text_follower::TextFollower;
pub use threats::{Threat, ThreatFilter};
pub use tokens::{NewToken, TokenInfo};
pub use tombstone::Erased;
pub use validation::{ShapeViolation, Validation, ValidationRequest, validate, write_report};
pub use visibility::Level;
pub use visibility_records::GraphVisibility;

// What the surfaces need of the layers below; they do not name those crates.
pub use sulh_document::worker::Worker;
pub use sulh_ontology::{Base, BaseError, Kind};
pub use sulh_store::{
    Access, AdmissionError, AdmissionLimits, Answer, CancelFlag, Committed, DatasetMode,
    OutputFormat, ParsedQuery, ParsedUpdate, QUERY_STACK_BYTES, QueryError, QueryForm,
    QueryResultsFormat, QueryRun, QueryStats, RdfFormat, Refusal, Rows, RunLimits, Snapshot, Store,
    StoreStats, ValidationReport, ValidationResult, adopt_query_thread, on_query_thread, rdf,
};
pub use sulh_text::Facet as SearchFacet;
