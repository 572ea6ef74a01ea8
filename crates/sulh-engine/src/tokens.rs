//! Tokens: who may do what over the network. Only hashes are kept; a token is shown once.
//!
//! A token is 256 random bits, so a fast hash is enough: guessing is hopeless at any speed.
//! It must not write a token anywhere, nor into a message.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::role::Role;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// The file in the data directory.
pub(crate) const FILE: &str = "tokens.json";
/// The format of the file.
///
/// 1: without groups; it is read still, and written again as 2 with the next change.
const VERSION: u32 = 2;
/// What every token begins with, so that one that leaked can be recognised.
const PREFIX: &str = "sulh_";
/// The most characters of a name.
const LONGEST_NAME: usize = 64;
/// The name of the token that the server was given by environment or file.
const FIXED_NAME: &str = "token";

/// A token that was just made: the only time that it is shown.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NewToken {
    /// Its name: the author of what is written with it.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The groups that it belongs to.
    pub groups: BTreeSet<String>,
    /// The token itself.
    pub token: String,
}

impl std::fmt::Debug for NewToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewToken")
            .field("name", &self.name)
            .field("role", &self.role)
            .field("groups", &self.groups)
            .finish_non_exhaustive()
    }
}

/// What is known of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenInfo {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The groups that it belongs to.
    pub groups: BTreeSet<String>,
    /// When it was made: RFC 3339, UTC.
    pub created: String,
    /// When it was revoked; `None` while it holds.
    pub revoked: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredToken {
    name: String,
    role: Role,
    #[serde(default)]
    groups: BTreeSet<String>,
    sha256: String,
    created: String,
    revoked: Option<String>,
}

impl StoredToken {
    fn info(&self) -> TokenInfo {
        let Self { name, role, groups, created, revoked, .. } = self.clone();
        TokenInfo { name, role, groups, created, revoked }
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct TokenFile {
    version: u32,
    tokens: Vec<StoredToken>,
}

/// The tokens of a data directory.
#[derive(Debug)]
pub(crate) struct Tokens {
    path: PathBuf,
    stored: Vec<StoredToken>,
    /// Hash of a token that is not in the file.
    fixed: Option<String>,
}

impl Tokens {
    /// Reads the file, if there is one.
    pub(crate) fn open(data_dir: &Path, fixed: Option<&str>) -> Result<Self, EngineError> {
        let path = data_dir.join(FILE);
        let fixed = fixed.map(str::trim).filter(|token| !token.is_empty()).map(hash);
        let stored = match fs::read(&path) {
            Ok(bytes) => parse(&path, &bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(source) => return Err(EngineError::File { doing: "read", path, source }),
        };
        Ok(Self { path, stored, fixed })
    }

    /// Looks at every hash whatever it finds, so that the time tells nothing.
    fn find(&self, token: &str) -> Option<Identity> {
        let hash = hash(token);
        let mut found = None;
        if self.fixed.as_ref().is_some_and(|fixed| is_same(fixed, &hash)) {
            found = Some(Identity::token(FIXED_NAME, Role::Admin, &BTreeSet::new()));
        }
        for stored in &self.stored {
            let is_it = is_same(&stored.sha256, &hash);
            if is_it && stored.revoked.is_none() {
                found = Some(Identity::token(&stored.name, stored.role, &stored.groups));
            }
        }
        found
    }

    /// Writes aside, syncs, renames, syncs the directory: there is always a whole file.
    fn save(&self, stored: &[StoredToken]) -> Result<(), EngineError> {
        let fail = |source| EngineError::File { doing: "write", path: self.path.clone(), source };
        let file = TokenFile { version: VERSION, tokens: stored.to_vec() };
        let json = serde_json::to_vec_pretty(&file).map_err(|error| fail(error.into()))?;
        let aside = self.path.with_extension("json.new");
        write_private(&aside, &json).map_err(fail)?;
        fs::rename(&aside, &self.path).map_err(fail)?;
        let directory = self.path.parent().unwrap_or(Path::new("."));
        File::open(directory).and_then(|directory| directory.sync_all()).map_err(fail)
    }

    /// Whether a name holds one of these texts.
    ///
    /// # Errors
    /// [`EngineError::Exists`] if one in force does: it would write the text again.
    pub(crate) fn bears(&self, texts: &[String]) -> Result<bool, EngineError> {
        let bears = |token: &&StoredToken| texts.iter().any(|text| token.name.contains(text));
        let mut bearing = self.stored.iter().filter(bears);
        match bearing.clone().find(|token| token.revoked.is_none()) {
            Some(token) => Err(EngineError::Exists { what: "token", value: token.name.clone() }),
            None => Ok(bearing.next().is_some()),
        }
    }

    /// Writes the file without these texts beside it, to take its place when they are erased.
    pub(crate) fn write_erased(&self, texts: &[String]) -> Result<(), EngineError> {
        let mut tokens = self.stored.clone();
        for token in &mut tokens {
            for text in texts {
                token.name = token.name.replace(text, sulh_store::ERASED);
            }
        }
        let path = self.path.with_file_name(format!("{FILE}.erased"));
        let fail = |source| EngineError::File { doing: "write", path: path.clone(), source };
        let file = TokenFile { version: VERSION, tokens };
        let json = serde_json::to_vec_pretty(&file).map_err(|error| fail(error.into()))?;
        write_private(&path, &json).map_err(fail)
    }

    /// Reads the file again.
    pub(crate) fn reload(&mut self) -> Result<(), EngineError> {
        let directory = self.path.parent().unwrap_or(Path::new("."));
        self.stored = Self::open(directory, None)?.stored;
        Ok(())
    }

    fn replace(&mut self, stored: Vec<StoredToken>) -> Result<(), EngineError> {
        self.save(&stored)?;
        self.stored = stored;
        Ok(())
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Vec<StoredToken>, EngineError> {
    let fail = |message| EngineError::TokenFile { path: path.to_owned(), message };
    let file: TokenFile = serde_json::from_slice(bytes).map_err(|error| fail(error.to_string()))?;
    if !(1..=VERSION).contains(&file.version) {
        return Err(fail(format!("found the version {}, expected up to {VERSION}", file.version)));
    }
    Ok(file.tokens)
}

/// Writes a file that only its owner reads, on the disk itself.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Bytes in lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Compares without ending at the first difference.
fn is_same(a: &str, b: &str) -> bool {
    let differs = a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b));
    a.len() == b.len() && std::hint::black_box(differs) == 0
}

fn is_plain_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    !name.is_empty() && name.chars().count() <= LONGEST_NAME && name.chars().all(is_plain)
}

/// Refuses what can be no name of a group.
pub(crate) fn check_group(group: &str) -> Result<(), EngineError> {
    if is_plain_name(group) {
        return Ok(());
    }
    Err(EngineError::InvalidValue {
        field: "group",
        value: group.to_owned(),
        expected: "1 to 64 letters, digits or . _ - @",
    })
}

fn check_name(name: &str) -> Result<(), EngineError> {
    if is_plain_name(name) && name != FIXED_NAME {
        return Ok(());
    }
    Err(EngineError::InvalidValue {
        field: "token name",
        value: name.to_owned(),
        expected: "1 to 64 letters, digits or . _ - @, and not \"token\"",
    })
}

impl Engine {
    /// Who holds this token.
    ///
    /// # Errors
    /// [`EngineError::Unauthorized`] if nobody does, or if it was revoked.
    pub fn authenticate(&self, token: &str) -> Result<Identity, EngineError> {
        let tokens = self.tokens().read().unwrap_or_else(PoisonError::into_inner);
        tokens
            .find(token.trim())
            .ok_or(EngineError::Unauthorized { reason: "the token is unknown or revoked" })
    }

    /// Makes a token in no group; see [`Engine::create_token_in`].
    ///
    /// # Errors
    /// As [`Engine::create_token_in`].
    pub fn create_token(
        &self,
        who: &Identity,
        name: &str,
        role: Role,
    ) -> Result<NewToken, EngineError> {
        self.create_token_in(who, name, role, &BTreeSet::new())
    }

    /// Makes a token that belongs to groups; its hash is kept and it is shown once.
    ///
    /// # Errors
    /// [`EngineError::InvalidValue`] for a name that cannot be an author or a group,
    /// [`EngineError::Exists`] for one that a token in force bears, [`EngineError::File`],
    /// [`EngineError::Random`].
    pub fn create_token_in(
        &self,
        who: &Identity,
        name: &str,
        role: Role,
        groups: &BTreeSet<String>,
    ) -> Result<NewToken, EngineError> {
        self.authorize(who, Action::TokenManage)?;
        check_name(name)?;
        groups.iter().try_for_each(|group| check_group(group))?;
        let mut tokens = self.tokens().write().unwrap_or_else(PoisonError::into_inner);
        if tokens.stored.iter().any(|token| token.name == name && token.revoked.is_none()) {
            return Err(EngineError::Exists { what: "token", value: name.to_owned() });
        }
        let mut random = [0_u8; 32];
        getrandom::fill(&mut random)
            .map_err(|error| EngineError::Random { message: error.to_string() })?;
        let token = format!("{PREFIX}{}", hex(&random));
        let mut stored = tokens.stored.clone();
        stored.push(StoredToken {
            name: name.to_owned(),
            role,
            groups: groups.clone(),
            sha256: hash(&token),
            created: now(),
            revoked: None,
        });
        tokens.replace(stored)?;
        Ok(NewToken { name: name.to_owned(), role, groups: groups.clone(), token })
    }

    /// Every token, also revoked ones, the oldest first; no hashes.
    ///
    /// # Errors
    /// Those of [`Engine::authorize`].
    pub fn list_tokens(&self, who: &Identity) -> Result<Vec<TokenInfo>, EngineError> {
        self.authorize(who, Action::TokenManage)?;
        let tokens = self.tokens().read().unwrap_or_else(PoisonError::into_inner);
        Ok(tokens.stored.iter().map(StoredToken::info).collect())
    }

    /// Revokes a token at once and for good.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] if no token in force has the name, [`EngineError::File`].
    pub fn revoke_token(&self, who: &Identity, name: &str) -> Result<TokenInfo, EngineError> {
        self.authorize(who, Action::TokenManage)?;
        let mut tokens = self.tokens().write().unwrap_or_else(PoisonError::into_inner);
        let mut stored = tokens.stored.clone();
        let token = stored.iter_mut().find(|token| token.name == name && token.revoked.is_none());
        let Some(token) = token else {
            return Err(EngineError::NotFound { what: "token", value: name.to_owned() });
        };
        token.revoked = Some(now());
        let info = token.info();
        tokens.replace(stored)?;
        Ok(info)
    }

    /// Whether an administrator's token is in force: before that, no public address is served.
    pub fn has_admin(&self) -> bool {
        let tokens = self.tokens().read().unwrap_or_else(PoisonError::into_inner);
        tokens.fixed.is_some()
            || tokens
                .stored
                .iter()
                .any(|token| token.role == Role::Admin && token.revoked.is_none())
    }
}

/// Now, to the second: RFC 3339, UTC.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    // Whole seconds are exact enough for a list.
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}
