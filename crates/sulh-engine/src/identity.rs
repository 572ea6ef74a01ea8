//! Who asks: nobody in particular, the holder of a token, or the owner of the data directory.
//!
//! It decides what may be seen by giving the store an [`Access`]; it filters nothing itself.

use crate::engine::Engine;
use crate::permission::{Action, allows};
use crate::role::Role;
use std::collections::BTreeSet;
use sulh_store::{Access, GraphRule};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name; the author of what it writes.
    pub name: String,
    /// The role; `None` is anonymous.
    pub role: Option<Role>,
    /// Whether it is a command on this machine and not a request over the network.
    pub local: bool,
}

impl Identity {
    /// Nobody in particular.
    pub fn anonymous() -> Self {
        Self { name: "anonymous".to_owned(), role: None, local: false }
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
        Self { name, role: Some(Role::Admin), local: true }
    }

    /// The holder of a token.
    pub(crate) fn token(name: &str, role: Role) -> Self {
        Self { name: name.to_owned(), role: Some(role), local: false }
    }

    /// Which graphs it sees.
    ///
    /// Graphs of unreviewed claims are in nobody's default graph, and exist by name from the
    /// reviewer on. The invented sample exists only where the engine shows the demonstration.
    pub fn access(&self, engine: &Engine) -> Access {
        let candidates = BTreeSet::from([engine.base().graph_candidates_prefix()]);
        let mut hidden = BTreeSet::new();
        if !engine.demo() {
            hidden.insert(engine.base().graph_source(crate::shipped_graphs::SAMPLE).into_string());
        }
        let reviews = allows(self.role, Action::ReadCandidates);
        let prefixes = if reviews { BTreeSet::new() } else { candidates.clone() };
        Access {
            visible: GraphRule::Except { graphs: hidden, prefixes },
            published: GraphRule::Except { graphs: BTreeSet::new(), prefixes: candidates },
        }
    }
}
