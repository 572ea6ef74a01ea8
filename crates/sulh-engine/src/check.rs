//! Whether what is on disk is what was written.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::progress::Progress;
use serde::Serialize;
use sulh_store::CheckProgress;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// Whether the journal was replayed and every quad compared.
    pub deep: bool,
    /// The revision that was checked.
    pub revision: u64,
    /// Commits whose checksums were compared.
    pub commits: u64,
    /// Quads that were compared.
    pub quads: u64,
    /// Bytes of files that were compared with their checksums.
    pub bytes: u64,
    /// Indexes of texts that were compared.
    pub text_indexes: u64,
    /// What is wrong, in words.
    pub findings: Vec<String>,
    /// What was mended when the store was opened, in words.
    pub repairs: Vec<String>,
}

impl Engine {
    /// Compares the files with their checksums; `deep` also replays the journal and compares every
    /// quad in every index, and every word of the text indexes that the owner and the public ask.
    /// Cost: O(bytes of the store).
    ///
    /// # Errors
    /// [`EngineError::Check`] if a file cannot be read at all.
    pub fn check(
        &self,
        who: &Identity,
        deep: bool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<CheckReport, EngineError> {
        self.authorize(who, Action::Check)?;
        let report = self.store().check_with_progress(deep, &mut |at: CheckProgress| {
            let CheckProgress { stage, done, total, unit } = at;
            progress(Progress { stage, file: None, done, total: Some(total), unit });
        })?;
        let texts = self.check_texts(who, deep)?;
        let ok = report.is_clean() && texts.findings.is_empty();
        let findings = report.findings.into_iter().chain(texts.findings).collect();
        Ok(CheckReport {
            ok,
            deep,
            revision: self.revision(),
            commits: report.commits,
            quads: report.quads,
            bytes: report.bytes,
            text_indexes: texts.indexes,
            findings,
            repairs: self.store().stats().repairs,
        })
    }
}
