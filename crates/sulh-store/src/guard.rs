//! The limits of one evaluation, asked at every quad that it pulls.
//!
//! It must not know what is evaluated. Once it has tripped it stays so: an
//! operator that swallows the error (sorting does) meets it again at its next scan.

use crate::error::ReadError;
use crate::term_id::TermId;
use crate::watch::WatchedGraphs;
use spareval::CancellationToken;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// Asks a running evaluation to stop; clones ask the same one.
#[derive(Clone, Debug, Default)]
pub struct CancelFlag(Arc<AtomicBool>);

impl CancelFlag {
    /// A flag that is not raised.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks to stop. It cannot be taken back.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How long, and with how much of its own, an evaluation may run.
#[derive(Clone, Debug)]
pub struct RunLimits {
    /// Wall-clock time from the start of the evaluation.
    pub timeout: Duration,
    /// Bytes of values that do not stand in the store (concatenations, sums …).
    pub value_bytes: usize,
    /// Quads that it may pull from the indexes.
    pub quads: u64,
}

impl Default for RunLimits {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), value_bytes: 256 << 20, quads: u64::MAX }
    }
}

/// Watches one evaluation.
pub(crate) struct Guard {
    cancel: CancelFlag,
    token: CancellationToken,
    started: Instant,
    limits: RunLimits,
    pulled: AtomicU64,
    bytes: AtomicUsize,
    late: AtomicBool,
    watched: OnceLock<WatchedGraphs>,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard")
            .field("limits", &self.limits)
            .field("pulled", &self.pulled)
            .finish_non_exhaustive()
    }
}

impl Guard {
    /// Starts the clock.
    pub(crate) fn new(limits: RunLimits, cancel: CancelFlag) -> Arc<Self> {
        Arc::new(Self {
            cancel,
            token: CancellationToken::new(),
            started: Instant::now(),
            limits,
            pulled: AtomicU64::new(0),
            bytes: AtomicUsize::new(0),
            late: AtomicBool::new(false),
            watched: OnceLock::new(),
        })
    }

    /// The evaluator's own token; raised when this guard trips.
    pub(crate) fn token(&self) -> CancellationToken {
        self.token.clone()
    }

    /// Counts one quad, or one look for some.
    pub(crate) fn pull(&self) -> Result<(), ReadError> {
        // One thread evaluates: a plain load and store is enough and cheaper than an addition.
        let pulled = self.pulled.load(Ordering::Relaxed) + 1;
        self.pulled.store(pulled, Ordering::Relaxed);
        if pulled.is_multiple_of(256) && self.started.elapsed() > self.limits.timeout {
            self.late.store(true, Ordering::Relaxed);
        }
        self.check()
    }

    /// Tells of these graphs from now on.
    pub(crate) fn watch(&self, graphs: WatchedGraphs) {
        // A guard watches one evaluation on one state: the first is the only one.
        let _ = self.watched.set(graphs);
    }

    /// A quad of this graph is about to be given out.
    pub(crate) fn gives(&self, graph: TermId) -> Result<(), ReadError> {
        self.watched.get().map_or(Ok(()), |watched| watched.sees(graph))
    }

    /// Counts bytes of a value that the evaluation made.
    pub(crate) fn keep(&self, bytes: usize) -> Result<(), ReadError> {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.check()
    }

    /// Fails if a limit was passed at any time.
    pub(crate) fn check(&self) -> Result<(), ReadError> {
        let error = if self.cancel.is_cancelled() {
            ReadError::Cancelled
        } else if self.late.load(Ordering::Relaxed) {
            ReadError::Timeout { seconds: self.limits.timeout.as_secs_f64() }
        } else if self.bytes.load(Ordering::Relaxed) > self.limits.value_bytes {
            ReadError::Memory { megabytes: self.limits.value_bytes >> 20 }
        } else if self.pulled.load(Ordering::Relaxed) > self.limits.quads {
            ReadError::Work { quads: self.limits.quads }
        } else {
            return Ok(());
        };
        self.token.cancel();
        Err(error)
    }

    /// Like [`Guard::check`], but looks at the clock too.
    pub(crate) fn check_now(&self) -> Result<(), ReadError> {
        if self.started.elapsed() > self.limits.timeout {
            self.late.store(true, Ordering::Relaxed);
        }
        self.check()
    }

    /// How many quads were pulled so far: the work done, whatever the machine's mood.
    pub(crate) fn pulled(&self) -> u64 {
        self.pulled.load(Ordering::Relaxed)
    }
}
