//! Journal, commits, permutations, snapshots and SPARQL under limits; the only user of oxigraph.
//!
//! A store is a directory that one process owns. Its journal is the truth; the
//! sorted files of a checkpoint and the runs since then are views of it, merged
//! by every scan into one [`Snapshot`]. SPARQL runs on a [`View`] of a snapshot:
//! what one requester may see, under limits that are asked at every quad.
//!
//! Files of a data directory: `lock`, `journal.redb` with `journal.tip`, `checkpoint/NUMBER/`,
//! `scratch/` (of loads under way) and `*.erased` (of an erasure under way). Little-endian machines only.

// Terms, rows and the sequences they stand in.
mod dictionary;
mod row;
mod run;
mod sorted_rows;
mod term_codec;
mod term_id;
// Files.
mod checkpoint;
mod error;
mod external_sort;
mod journal;
mod json_ld_names;
mod lock;
mod mapped_file;
// Reading.
mod access;
mod guard;
mod local_terms;
mod pattern_scan;
mod scan;
mod snapshot;
mod view;
mod watch;
mod watched_term;
// SPARQL.
mod admission;
mod query;
mod query_thread;
mod update;
// Shapes.
mod shacl;
// Writing.
mod as_of;
mod backup;
mod bulk;
mod check;
mod commit_graphs;
mod commit_note;
mod commit_part;
mod commit_rule;
mod committer;
mod erasure;
mod fault;
mod fold;
mod hex;
mod journal_entry;
mod language_tag;
mod load;
mod net_change;
#[cfg(test)]
mod power_cut;
mod purge;
mod quoted_place;
mod rdf_admission;
mod rdf_source;
mod recovery;
mod shared;
mod skolem;
mod store;
mod transaction;
mod write;

pub use access::{Access, GraphRule, GraphTable, WriterAccess};
pub use admission::{AdmissionError, AdmissionLimits, Admitted, Limit, admit};
pub use as_of::AsOfError;
pub use backup::{BackupError, BackupSummary, restore, verify_backup};
pub use check::{CheckError, CheckProgress, CheckReport};
pub use commit_graphs::GraphChange;
pub use commit_note::{CommitNote, NotedCommit};
pub use commit_part::{Change, CommitPart};
pub use commit_rule::{CommitRule, Consequences, ProposedChange, Quads, Refusal, RuleError};
pub use dictionary::DictionaryFull;
pub use erasure::{ERASED, Erasure, ErasurePlan};
pub use error::{FileError, ReadError};
pub use guard::{CancelFlag, RunLimits};
#[cfg(any(test, feature = "test-support"))]
pub use journal::backend::PowerCutDisk;
pub use journal::{CommitInfo, Diff, EncodeError, JournalError};
pub use language_tag::{is_unknown_language, unknown_language};
pub use load::{Load, LoadError, LoadProgress, Loaded};
pub use lock::LockError;
pub use net_change::NetChange;
pub use purge::{Purge, PurgeError, Purged, Tombstone};
pub use query::{
    Answer, OutputFormat, ParsedQuery, QueryError, QueryForm, QueryRun, QueryStats, Rows,
};
pub use query_thread::{
    NoQueryThread, QUERY_STACK_BYTES, adopt_query_thread, on_query_thread, try_on_query_thread,
};
pub use quoted_place::Locator;
pub use rdf_admission::{LARGEST_NESTING, RdfAdmission, RdfRefused};
pub use rdf_source::{RdfSource, SourceError};
pub use shacl::{
    GateScope, ShaclGate, Shapes, ShapesDiagnostic, ValidationReport, ValidationResult,
};
pub use snapshot::Snapshot;
pub use store::{DatasetMode, OpenError, Store, StoreOptions, StoreStats};
pub use term_id::TermId;
pub use update::{ParsedUpdate, UpdateError};
pub use view::View;
pub use watch::{ReadWitness, Watch};
pub use write::{Committed, Operation, Write, WriteError};

pub use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
pub use oxigraph::model as rdf;
pub use oxigraph::sparql::results::QueryResultsFormat;
