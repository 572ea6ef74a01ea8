//! The one table that says which role each action needs; what is not in it is denied.
//!
//! Routes and commands name an action of this table in [`crate::ROUTES`] and
//! [`crate::COMMANDS`]; they hold no rule of their own.

use crate::role::Role;

/// Something that may be allowed or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Look-ups, single entities, their descriptions.
    ReadPublic,
    /// Whether the process lives and answers.
    Health,
    /// SPARQL queries.
    Query,
    /// Whole graphs by the graph store protocol.
    GraphRead,
    /// Whole graphs as files.
    Export,
    /// How much of what is held.
    Stats,
    /// Who changed what and when.
    History,
    /// Graphs of unreviewed claims, by their name.
    ReadCandidates,
    /// Adding candidate claims, contests and corroborations.
    ClaimAdd,
    /// Deciding about claims.
    ClaimReview,
    /// SPARQL updates.
    Update,
    /// Writing whole graphs by the graph store protocol.
    GraphWrite,
    /// Loading RDF files of the machine.
    Load,
    /// Importing tables of the machine.
    Import,
    /// Bringing reports.
    Ingest,
    /// What became of reports that were brought.
    ReadJobs,
    /// Taking a commit back.
    Undo,
    /// Who wrote what into which graph.
    Audit,
    /// Verifying the files of the store.
    Check,
    /// Taking everything away as one file.
    Backup,
    /// Erasing for good.
    Purge,
    /// Handing out and revoking tokens.
    TokenManage,
    /// Saying who may see which graph.
    Visibility,
    /// Running the server.
    Serve,
}

impl Action {
    /// Every action, in the order of the declaration.
    pub const ALL: [Self; 24] = [
        Self::ReadPublic,
        Self::Health,
        Self::Query,
        Self::GraphRead,
        Self::Export,
        Self::Stats,
        Self::History,
        Self::ReadCandidates,
        Self::ClaimAdd,
        Self::ClaimReview,
        Self::Update,
        Self::GraphWrite,
        Self::Load,
        Self::Import,
        Self::Ingest,
        Self::ReadJobs,
        Self::Undo,
        Self::Audit,
        Self::Check,
        Self::Backup,
        Self::Purge,
        Self::TokenManage,
        Self::Visibility,
        Self::Serve,
    ];

    /// What one does, as the end of "you may not …".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadPublic => "read published facts",
            Self::Health => "ask for the state of the server",
            Self::Query => "query",
            Self::GraphRead => "read whole graphs",
            Self::Export => "export",
            Self::Stats => "read the statistics",
            Self::History => "read the history",
            Self::ReadCandidates => "read unreviewed claims",
            Self::ClaimAdd => "add claims",
            Self::ClaimReview => "review claims",
            Self::Update => "update",
            Self::GraphWrite => "write whole graphs",
            Self::Load => "load files",
            Self::Import => "import tables",
            Self::Ingest => "bring reports",
            Self::ReadJobs => "see what became of reports",
            Self::Undo => "undo commits",
            Self::Audit => "read who did what",
            Self::Check => "check the store",
            Self::Backup => "take or restore backups",
            Self::Purge => "erase",
            Self::TokenManage => "manage tokens",
            Self::Visibility => "decide who sees what",
            Self::Serve => "run the server",
        }
    }
}

/// The least role that each action needs; `None` lets anybody do it.
pub const PERMISSIONS: &[(Action, Option<Role>)] = &[
    (Action::ReadPublic, None),
    (Action::Health, None),
    (Action::Query, None),
    (Action::GraphRead, None),
    (Action::Export, None),
    (Action::History, Some(Role::Reader)),
    (Action::ReadCandidates, Some(Role::Reviewer)),
    (Action::ClaimAdd, Some(Role::Editor)),
    (Action::ClaimReview, Some(Role::Reviewer)),
    (Action::Update, Some(Role::Editor)),
    (Action::GraphWrite, Some(Role::Editor)),
    (Action::Load, Some(Role::Editor)),
    (Action::Import, Some(Role::Editor)),
    (Action::Ingest, Some(Role::Editor)),
    (Action::ReadJobs, Some(Role::Reviewer)),
    (Action::Undo, Some(Role::Editor)),
    // Sizes of files and of the dictionary tell how much is hidden.
    (Action::Stats, Some(Role::Admin)),
    (Action::Audit, Some(Role::Admin)),
    (Action::Check, Some(Role::Admin)),
    (Action::Backup, Some(Role::Admin)),
    (Action::Purge, Some(Role::Admin)),
    (Action::TokenManage, Some(Role::Admin)),
    (Action::Visibility, Some(Role::Admin)),
    (Action::Serve, Some(Role::Admin)),
];

/// Whether someone of this role (`None`: anonymous) may do this; an action outside the table is denied.
pub fn allows(role: Option<Role>, action: Action) -> bool {
    PERMISSIONS.iter().find(|(listed, _)| *listed == action).is_some_and(|(_, least)| match least {
        None => true,
        Some(least) => role.is_some_and(|role| role >= *least),
    })
}

/// The least role that an action needs; `None` if anybody may do it or the table lacks it.
pub(crate) fn least_role(action: Action) -> Option<Role> {
    PERMISSIONS.iter().find(|(listed, _)| *listed == action).and_then(|(_, least)| *least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_total_and_has_each_action_once() {
        for action in Action::ALL {
            let rows = PERMISSIONS.iter().filter(|(listed, _)| *listed == action).count();
            assert_eq!(rows, 1, "{action:?}");
        }
        assert_eq!(PERMISSIONS.len(), Action::ALL.len());
    }

    #[test]
    fn nobody_writes_without_a_role_and_roles_grow() {
        for action in
            [Action::Update, Action::GraphWrite, Action::Load, Action::Import, Action::Undo]
        {
            assert!(!allows(None, action), "{action:?}");
            assert!(!allows(Some(Role::Reviewer), action), "{action:?}");
            assert!(allows(Some(Role::Editor), action), "{action:?}");
        }
        for action in Action::ALL {
            let mut before = allows(None, action);
            for role in Role::ALL {
                assert!(
                    !before || allows(Some(role), action),
                    "{role} may do less than the one before"
                );
                before = allows(Some(role), action);
            }
            assert!(before, "an administrator may do everything");
        }
    }
}
