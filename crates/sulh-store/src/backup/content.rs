//! What stands in the frames that are not the journal's own bytes, and which names files may have.

use serde::{Deserialize, Serialize};
use std::path::{Component, Path, PathBuf};

/// The first frame.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Head {
    /// The program that wrote it.
    pub(super) program: String,
    /// When: RFC 3339, UTC.
    pub(super) time: String,
    /// The newest revision in it.
    pub(super) revision: u64,
    /// Hash of the journal's entry of that revision, in hex; empty at revision 0.
    pub(super) digest: String,
}

/// The frame before the bytes of a file.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct FileHead {
    /// Its path below the data directory, with `/`.
    pub(super) name: String,
    /// How many bytes follow.
    pub(super) bytes: u64,
}

/// The last frame.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct End {
    /// Commits in it.
    pub(super) commits: u64,
    /// Files in it.
    pub(super) files: u64,
    /// SHA-256 of every byte before this frame, in hex.
    pub(super) sha256: String,
}

/// The path of a file of a backup below the data directory; `None` for a name that would lead out
/// of it or to a file that the restore itself writes.
pub(super) fn safe_path(name: &str) -> Option<PathBuf> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let path = Path::new(name);
    let mut parts = 0;
    for component in path.components() {
        match component {
            Component::Normal(part) if part.to_str()?.chars().all(plain) => parts += 1,
            _ => return None,
        }
    }
    let own = ["lock", "journal.redb", "journal.tip", "scratch"];
    ((1..=4).contains(&parts) && !own.contains(&name)).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for good in ["tokens.json", "checkpoint/0000000001/spog", "originals/0a1b"] {
            assert_eq!(safe_path(good), Some(PathBuf::from(good)));
        }
        for bad in
            ["", "../x", "/etc/passwd", "a/../../b", "journal.redb", "a b", "lock", "x/./../y"]
        {
            assert_eq!(safe_path(bad), None, "{bad}");
        }
    }
}
