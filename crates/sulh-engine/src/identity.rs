//! Who asks: nobody in particular, the holder of a token, or the owner of the data directory.
//!
//! It decides what may be seen by giving the store an [`Access`]; it filters nothing itself.

use crate::engine::Engine;
use crate::language::Languages;
use crate::read_log::Reading;
use crate::role::Role;
use crate::visibility::Viewer;
use std::collections::BTreeSet;
use sulh_store::{Access, Watch};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name; the author of what it writes.
    pub name: String,
    /// The role; `None` is anonymous.
    pub role: Option<Role>,
    /// The groups that it belongs to: what it sees of restricted graphs.
    pub groups: BTreeSet<String>,
    /// Whether it is a command on this machine and not a request over the network.
    pub local: bool,
    /// By which door it reads, for the log of reads.
    pub(crate) reading: Reading,
    /// The languages that it reads labels in; they change no right.
    pub languages: Languages,
}

impl Identity {
    /// Nobody in particular.
    pub fn anonymous() -> Self {
        Self {
            name: "anonymous".to_owned(),
            role: None,
            groups: BTreeSet::new(),
            local: false,
            reading: Reading::default(),
            languages: Languages::default(),
        }
    }

    /// Whoever runs a command on the data directory: its owner may do everything.
    ///
    /// The name is `$USER` or `$LOGNAME`, else `cli`.
    pub fn command_line() -> Self {
        let name = ["USER", "LOGNAME"]
            .into_iter()
            .filter_map(|variable| std::env::var(variable).ok())
            .find(|name| !name.trim().is_empty())
            .unwrap_or_else(|| "cli".to_owned());
        Self {
            name,
            role: Some(Role::Admin),
            groups: BTreeSet::new(),
            local: true,
            reading: Reading::default(),
            languages: Languages::default(),
        }
    }

    /// The holder of a token.
    pub(crate) fn token(name: &str, role: Role, groups: &BTreeSet<String>) -> Self {
        Self {
            name: name.to_owned(),
            role: Some(role),
            groups: groups.clone(),
            local: false,
            reading: Reading::default(),
            languages: Languages::default(),
        }
    }

    /// The same, reading by this door: a route's path, without what it asks.
    #[must_use]
    pub fn at(self, door: &'static str) -> Self {
        Self { reading: Reading::at(door), ..self }
    }

    /// The same, reading labels in these languages.
    #[must_use]
    pub fn reading(self, languages: Languages) -> Self {
        Self { languages, ..self }
    }

    /// What decides what it sees.
    pub(crate) fn viewer(&self, engine: &Engine) -> Viewer {
        Viewer { role: self.role, groups: self.groups.clone(), demo: engine.demo() }
    }

    /// Which graphs it sees, by the visibility of the newest state.
    ///
    /// Whoever reads a state takes the state first and asks this afterwards: a graph that is
    /// closed in between is closed already. Cost: O(1) unless the records changed.
    pub fn access(&self, engine: &Engine) -> Access {
        let mut access = engine.access_of(&self.viewer(engine));
        if let Some(witness) = engine.witness(self) {
            access.watch = Watch::by(witness);
        }
        access
    }
}
