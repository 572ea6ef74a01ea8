//! The log of reads: who read which restricted graph, by which door and when; off unless asked for.
//!
//! A line stands in the file before the first quad of the graph is given out, and a read that
//! cannot be noted is refused. It must not hold what a request asked or what it was given.
//!
//! Lines are handed to the system at once and not synced: they outlive the process, not the power.

use crate::error::EngineError;
use crate::identity::Identity;
use crate::visibility::Records;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use sulh_ontology::Base;
use sulh_store::ReadWitness;

/// The file.
#[derive(Debug)]
pub(crate) struct ReadLog(Mutex<File>);

/// A line of it.
#[derive(Serialize)]
struct Line<'l> {
    time: String,
    name: &'l str,
    role: Option<&'static str>,
    groups: &'l BTreeSet<String>,
    door: &'l str,
    graph: &'l str,
}

impl ReadLog {
    /// Opens the file for adding to it; it is made with the mode 0600.
    ///
    /// # Errors
    /// [`EngineError::File`].
    pub(crate) fn open(path: &Path) -> Result<Self, EngineError> {
        let opened = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
        let fail = |source| EngineError::File { doing: "open", path: path.to_owned(), source };
        Ok(Self(Mutex::new(opened.map_err(fail)?)))
    }

    fn add(&self, line: &Line<'_>) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        // One write, so that lines of several processes do not mix.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(&bytes)
    }
}

/// The door by which somebody reads, and the graphs that were noted for this request.
///
/// It takes no part in telling identities apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    door: Option<&'static str>,
    noted: Arc<Mutex<BTreeSet<String>>>,
}

impl Reading {
    /// By a door, with nothing noted yet.
    pub(crate) fn at(door: &'static str) -> Self {
        Self { door: Some(door), noted: Arc::default() }
    }
}

impl PartialEq for Reading {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Reading {}

/// Notes for one request.
pub(crate) struct Witness {
    log: Arc<ReadLog>,
    who: Identity,
    records: Arc<Records>,
    base: Base,
}

impl Witness {
    pub(crate) fn new(
        log: &Arc<ReadLog>,
        who: &Identity,
        records: Arc<Records>,
        base: &Base,
    ) -> Self {
        Self { log: Arc::clone(log), who: who.clone(), records, base: base.clone() }
    }
}

impl ReadWitness for Witness {
    fn watches(&self, graph: &str) -> bool {
        self.records.requirement(graph, &self.base).is_restricted()
    }

    fn reads(&self, graph: &str) -> io::Result<()> {
        let Identity { name, role, groups, reading, .. } = &self.who;
        let mut noted = reading.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.contains(graph) {
            return Ok(());
        }
        self.log.add(&Line {
            time: jiff::Timestamp::now().to_string(),
            name,
            role: role.map(crate::role::Role::as_str),
            groups,
            door: reading.door.unwrap_or("command"),
            graph,
        })?;
        noted.insert(graph.to_owned());
        Ok(())
    }
}
