//! Which files a program that is not part of sulh may reach, kept by the kernel (Landlock).
//!
//! It cannot be taken back, and holds for the calling thread and the processes that it starts.

use std::path::{Path, PathBuf};

/// From here on this thread may read the system's own files and those beneath `readable`, write
/// beneath `writable` only, and neither use TCP nor signal other processes. A program that may write
/// may also make sockets and remove files in the system's temporary directory.
///
/// # Errors
/// In words, where the kernel does not keep all of it.
pub(super) fn restrict(readable: &[PathBuf], writable: Option<&Path>) -> Result<(), String> {
    system::restrict(readable, writable)
}

/// Beneath which a program may need files besides its own directory.
pub(super) fn readable(program: &Path) -> Vec<PathBuf> {
    // The file may be a link to where the program really is, with its libraries beside it.
    let program = std::fs::canonicalize(program).unwrap_or_else(|_| program.to_owned());
    let own = program.parent().map(|directory| {
        // `LibreOffice`: program/, share/ and more stand in one directory.
        let is_part = directory.file_name().is_some_and(|name| name == "program");
        if is_part { directory.parent().unwrap_or(directory) } else { directory }
    });
    own.into_iter().map(Path::to_owned).collect()
}

#[cfg(target_os = "linux")]
mod system {
    use super::{Path, PathBuf};
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError,
        RulesetStatus, Scope, path_beneath_rules,
    };

    /// Programs, libraries, fonts, settings; no one's documents. Those that are missing are skipped.
    const SYSTEM: [&str; 13] = [
        "/bin",
        "/dev",
        "/etc",
        "/gnu",
        "/lib",
        "/lib64",
        "/nix",
        "/proc",
        "/sys",
        "/usr",
        "/var/cache/fontconfig",
        "/var/lib/libreoffice",
        "/var/spool/libreoffice",
    ];

    pub(super) fn restrict(readable: &[PathBuf], writable: Option<&Path>) -> Result<(), String> {
        match apply(readable, writable) {
            Ok(RulesetStatus::FullyEnforced) => Ok(()),
            Ok(_) => Err("this kernel does not keep a program from all files".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn apply(readable: &[PathBuf], writable: Option<&Path>) -> Result<RulesetStatus, RulesetError> {
        let abi = ABI::V7;
        let (reading, all) = (AccessFs::from_read(abi), AccessFs::from_all(abi));
        let devices = AccessFs::from_file(abi);
        // `LibreOffice` makes a socket there, whatever else it is told, and removes it.
        let sockets = AccessFs::MakeSock | AccessFs::RemoveFile;
        let socket_place = writable.map(|_| "/tmp");
        let rules = Ruleset::default()
            .handle_access(all)?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?
            .add_rules(path_beneath_rules(SYSTEM, reading))?
            .add_rules(path_beneath_rules(readable, reading))?
            .add_rules(path_beneath_rules(["/dev/null"], devices))?
            .add_rules(path_beneath_rules(socket_place, sockets))?
            .add_rules(path_beneath_rules(writable, all))?;
        Ok(rules.restrict_self()?.ruleset)
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Path, PathBuf};

    pub(super) fn restrict(_readable: &[PathBuf], _writable: Option<&Path>) -> Result<(), String> {
        Err("this system does not keep a program from files".to_owned())
    }
}
