//! Jobs: what becomes of each file that was brought, kept in files so that a restart knows them.
//!
//! A job says nothing of what the file states; that is in the journal.

use crate::error::EngineError;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobState {
    /// It waits.
    Queued,
    /// It is at work; after a crash it starts again.
    Running,
    /// Its candidates are in the graph.
    Done,
    /// The file is held already.
    Duplicate,
    /// It gave nothing; the reason says why.
    Failed,
}

impl JobState {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Duplicate => "duplicate",
            Self::Failed => "failed",
        }
    }

    /// Whether nothing more will happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Duplicate | Self::Failed)
    }
}

/// What was asked for with a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportOptions {
    /// The country that it is about.
    pub country: Option<String>,
    /// Who put it out: the name or id of an organisation.
    pub publisher: Option<String>,
    /// When: a year, a month or a day.
    pub date: Option<String>,
    /// The kind of report, in a word.
    pub kind: Option<String>,
    /// Its language, a tag of BCP 47.
    pub language: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The id of the source that it belongs to.
    pub source: Option<String>,
    /// Who may see it: public, members, or groups as `restricted:GROUP,GROUP`.
    pub visibility: Option<String>,
    /// Whether to read it again though it is held.
    pub again: bool,
}

/// A file on its way to candidates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Its id; ids rise in the order in which jobs were made.
    pub id: String,
    /// The name of the file, without its directories.
    pub name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How far it is.
    pub state: JobState,
    /// Why it failed, or what it is a duplicate of.
    pub reason: Option<String>,
    /// The code of the failure.
    pub code: Option<String>,
    /// What was asked for.
    pub options: ReportOptions,
    /// Who brought it.
    pub author: String,
    /// When it was made and when it ended: RFC 3339, UTC.
    pub made: String,
    /// When it ended.
    pub ended: Option<String>,
    /// The id of its source.
    pub source: Option<String>,
    /// What it brought.
    pub outcome: Option<JobOutcome>,
}

/// What a job brought.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobOutcome {
    /// The title of the report.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Pages.
    pub pages: usize,
    /// Pages that need OCR.
    pub needs_ocr: usize,
    /// Recommendations that were found.
    pub recommendations: usize,
    /// Of these, new ones.
    pub new: usize,
    /// Of these, those that are held as candidates or accepted already.
    pub kept: usize,
    /// Of these, those that were rejected before and stay hidden.
    pub hidden: usize,
    /// Ids of recommendations of earlier editions that are not in this one.
    pub gone: Vec<String>,
    /// Things that are mentioned.
    pub mentions: usize,
    /// Claims that were written.
    pub claims: u64,
    /// The revision that has them; none if nothing changed.
    pub revision: Option<u64>,
    /// What could not be read, in words.
    pub notices: Vec<String>,
}

/// The jobs of a data directory.
#[derive(Debug, Clone)]
pub(crate) struct JobBook {
    directory: PathBuf,
}

impl JobBook {
    pub(crate) fn of(data_dir: &Path) -> Self {
        Self { directory: data_dir.join("jobs") }
    }

    /// Every job, the oldest first. A file that is no job is passed over.
    pub(crate) fn all(&self) -> Result<Vec<Job>, EngineError> {
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(self.fail("read", source)),
        };
        let mut jobs = Vec::new();
        for entry in entries {
            let path = entry.map_err(|source| self.fail("read", source))?.path();
            if path.extension().is_some_and(|ending| ending == "json")
                && let Ok(bytes) = fs::read(&path)
                && let Ok(job) = serde_json::from_slice::<Job>(&bytes)
            {
                jobs.push(job);
            }
        }
        jobs.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(jobs)
    }

    /// The files of the jobs of a document, below the data directory.
    pub(crate) fn files_of(&self, sha256: &str) -> Result<Vec<String>, EngineError> {
        let jobs = self.all()?.into_iter().filter(|job| job.sha256 == sha256);
        Ok(jobs.map(|job| format!("jobs/{}.json", job.id)).collect())
    }

    /// The number for the next job: one more than the last.
    pub(crate) fn next_number(&self) -> Result<u64, EngineError> {
        let last = self.all()?.last().and_then(|job| job.id.parse::<u64>().ok());
        Ok(last.unwrap_or_default() + 1)
    }

    /// Writes a job as it is now, in one step.
    pub(crate) fn write(&self, job: &Job) -> Result<(), EngineError> {
        let fail = |source| self.fail("write", source);
        fs::create_dir_all(&self.directory).map_err(fail)?;
        let bytes = serde_json::to_vec_pretty(job).map_err(|error| fail(error.into()))?;
        let mut aside = tempfile::NamedTempFile::new_in(&self.directory).map_err(fail)?;
        aside.write_all(&bytes).map_err(fail)?;
        aside.as_file().sync_all().map_err(fail)?;
        let path = self.directory.join(format!("{}.json", job.id));
        aside.persist(path).map_err(|error| fail(error.error))?;
        Ok(())
    }

    fn fail(&self, doing: &'static str, source: std::io::Error) -> EngineError {
        EngineError::File { doing, path: self.directory.clone(), source }
    }
}

/// A number as the id of a job: its order is that of numbers.
pub(crate) fn job_id(number: u64) -> String {
    format!("{number:06}")
}
