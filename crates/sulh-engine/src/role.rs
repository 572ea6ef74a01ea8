//! What a person or program may be trusted with; nothing about how they prove it.

use serde::{Deserialize, Serialize};

/// A role; a later one may do all that an earlier one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads what is published, and the history of it.
    Reader,
    /// Also reads unreviewed claims by the name of their graph.
    Reviewer,
    /// Also writes.
    Editor,
    /// Also hands out tokens and runs the server.
    Admin,
}

impl Role {
    /// Every role, the least first.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Reviewer, Self::Editor, Self::Admin];

    /// The word for it: `reader`, `reviewer`, `editor` or `admin`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Reviewer => "reviewer",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    /// The role that a word names, exactly as [`Role::as_str`] gives it.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
