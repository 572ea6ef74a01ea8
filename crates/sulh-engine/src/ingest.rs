//! Reports that are brought: kept, parsed in a process of their own, read, and put before
//! reviewers as candidates.
//!
//! One file is one job; a job that fails says why and the others go on.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::job::{Job, JobBook, JobOutcome, JobState, ReportOptions, job_id};
use crate::originals::Originals;
use crate::permission::Action;
use crate::progress::Progress;
use crate::report_claims::{Brought, Held};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use sulh_document::worker::{Worker, WorkerError};
use sulh_document::{Document, DocumentError, PageState};
use sulh_ingest::report::known_names::KnownNames;

/// Files to read.
#[derive(Debug, Clone, Default)]
pub struct IngestRequest {
    /// Files and directories; of a directory every file in it, in the order of names.
    pub paths: Vec<PathBuf>,
    /// What is known of each.
    pub options: ReportOptions,
}

/// What became of the files.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IngestReport {
    /// The jobs, in the order in which the files were given.
    pub jobs: Vec<Job>,
}

/// Workers that run at once.
const WORKERS: usize = 2;
/// The largest file that is taken.
const LARGEST: u64 = 256 << 20;
/// The most files of one call.
const FILES: usize = 100_000;

impl Engine {
    /// Keeps files, reads them and writes what they state as candidates; ends when all have ended.
    ///
    /// `worker` parses; jobs of an earlier run that did not end are taken up too.
    /// Cost: about 5 ms of a processor a page.
    ///
    /// # Errors
    /// [`EngineError::File`] for a path that cannot be read or a directory that cannot be written;
    /// what is wrong with a file's content is said by its job.
    pub fn ingest(
        &self,
        who: &Identity,
        request: &IngestRequest,
        worker: &Worker,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<IngestReport, EngineError> {
        self.authorize(who, Action::Ingest)?;
        self.check_options(who, &request.options)?;
        let files = files_of(&request.paths)?;
        let (book, originals) = (JobBook::of(self.data_dir()), Originals::of(self.data_dir()));
        let mut jobs: Vec<Job> =
            book.all()?.into_iter().filter(|job| !job.state.is_final()).collect();
        for (number, path) in (book.next_number()?..).zip(files) {
            let job = queue(who, &path, &request.options, number, &originals)?;
            book.write(&job)?;
            jobs.push(job);
        }
        self.run_jobs(who, &jobs, worker, progress)
    }

    /// Keeps one file whose bytes came over a wire, reads it, and says how it ended.
    ///
    /// Of `name` only the part behind the last stroke counts: it is a name, never a place.
    /// Cost: as [`Engine::ingest`].
    ///
    /// # Errors
    /// As [`Engine::ingest`].
    pub fn ingest_upload(
        &self,
        who: &Identity,
        name: &str,
        bytes: &[u8],
        options: &ReportOptions,
        worker: &Worker,
    ) -> Result<Job, EngineError> {
        self.authorize(who, Action::Ingest)?;
        self.check_options(who, options)?;
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
        let is_control = |letter: char| letter.is_control();
        if name.is_empty() || name.len() > 255 || name.contains(is_control) {
            return Err(EngineError::InvalidValue {
                field: "name",
                value: name.chars().take(80).collect(),
                expected: "the name of a file, at most 255 bytes long",
            });
        }
        let (book, originals) = (JobBook::of(self.data_dir()), Originals::of(self.data_dir()));
        let mut job = new_job(who, name, bytes.len() as u64, options, book.next_number()?);
        if bytes.is_empty() {
            job.fail(DocumentError::Empty.code(), DocumentError::Empty.to_string());
        } else {
            job.sha256 = originals.keep(bytes)?;
        }
        book.write(&job)?;
        let done = self.run_jobs(who, std::slice::from_ref(&job), worker, &mut |_| ())?;
        Ok(done.jobs.into_iter().next().unwrap_or(job))
    }

    /// Takes up the jobs that did not end before the process did.
    ///
    /// # Errors
    /// As [`Engine::ingest`].
    pub fn resume_jobs(
        &self,
        who: &Identity,
        worker: &Worker,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<IngestReport, EngineError> {
        self.ingest(who, &IngestRequest::default(), worker, progress)
    }

    /// Every job, the oldest first.
    ///
    /// # Errors
    /// [`EngineError::File`].
    pub fn jobs(&self, who: &Identity) -> Result<Vec<Job>, EngineError> {
        self.authorize(who, Action::ReadJobs)?;
        JobBook::of(self.data_dir()).all()
    }

    fn run_jobs(
        &self,
        who: &Identity,
        jobs: &[Job],
        worker: &Worker,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<IngestReport, EngineError> {
        let book = JobBook::of(self.data_dir());
        let names = self.known_names()?;
        let total = jobs.len() as u64;
        let mut held = Held::of(self, who)?;
        let mut done: Vec<Option<Job>> = vec![None; jobs.len()];
        let next = AtomicUsize::new(0);
        let cancel = AtomicBool::new(false);
        let failed = std::thread::scope(|scope| {
            let (send, receive) = mpsc::sync_channel(WORKERS);
            for _ in 0..WORKERS.min(jobs.len()) {
                let (send, next, cancel) = (send.clone(), &next, &cancel);
                let names = Arc::clone(&names);
                scope.spawn(move || {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(job) = jobs.get(index) else { break };
                        let read = self.read_job(job, worker, &names, cancel);
                        if send.send((index, read)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            for (count, (index, read)) in receive.into_iter().enumerate() {
                let Some(job) = jobs.get(index) else { continue };
                let ended = self.end_job(who, job.clone(), read, &mut held);
                match ended.and_then(|job| book.write(&job).map(|()| job)) {
                    Ok(job) => {
                        progress(Progress {
                            stage: "reading",
                            file: Some(PathBuf::from(&job.name)),
                            done: count as u64 + 1,
                            total: Some(total),
                            unit: "files",
                        });
                        if let Some(place) = done.get_mut(index) {
                            *place = Some(job);
                        }
                    }
                    Err(error) => {
                        cancel.store(true, Ordering::Relaxed);
                        return Some(error);
                    }
                }
            }
            None
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(IngestReport { jobs: done.into_iter().flatten().collect() }),
        }
    }

    /// Parses and reads the file of a job, on a thread of its own.
    fn read_job(
        &self,
        job: &Job,
        worker: &Worker,
        names: &KnownNames,
        cancel: &AtomicBool,
    ) -> Result<Brought, Unread> {
        if job.state.is_final() {
            return Err(Unread::Ended);
        }
        let originals = Originals::of(self.data_dir());
        let file = originals.open(&job.sha256)?.ok_or_else(|| Unread::Failed {
            code: "not-held",
            reason: "the file is not held any more: bring it again".to_owned(),
        })?;
        let parsed =
            match worker.parse(&file, Some(&job.name), cancel) {
                Err(WorkerError::Document(DocumentError::NeedsProgram { .. })) => {
                    let bytes = originals.read(&job.sha256)?.unwrap_or_default();
                    let docx = worker.convert_doc(&bytes, cancel)?;
                    let mut converted = tempfile::tempfile().map_err(|source| {
                        EngineError::File { doing: "write", path: std::env::temp_dir(), source }
                    })?;
                    std::io::Write::write_all(&mut converted, &docx).map_err(|source| {
                        EngineError::File { doing: "write", path: std::env::temp_dir(), source }
                    })?;
                    worker.parse(&converted, Some("converted.docx"), cancel)?
                }
                other => other?,
            };
        let needs_ocr = count(&parsed.document, PageState::NeedsOcr);
        if parsed.document.text.trim().is_empty() && needs_ocr > 0 {
            return Err(Unread::Failed {
                code: "needs-ocr",
                reason: format!(
                    "{needs_ocr} pages are pictures without text: install tesseract, or bring a copy with text"
                ),
            });
        }
        let mut notices = parsed.document.notices.clone();
        notices.extend(parsed.notices);
        Ok(Brought::read(job, parsed.document, notices, names))
    }

    /// Writes what a job brought, and says how it ended.
    fn end_job(
        &self,
        who: &Identity,
        mut job: Job,
        read: Result<Brought, Unread>,
        held: &mut Held,
    ) -> Result<Job, EngineError> {
        job.ended = Some(now());
        match read {
            Err(Unread::Ended) => {}
            Err(Unread::Failed { code, reason }) => job.fail(code, reason),
            Err(Unread::Engine(error)) => return Err(*error),
            Ok(brought) => {
                if let Some(source) = held.source_of(&job.sha256)
                    && !job.options.again
                {
                    job.state = JobState::Duplicate;
                    job.reason = Some(format!("the same bytes are held as source {source}"));
                    job.source = Some(source.to_owned());
                    return Ok(job);
                }
                match self.write_report(who, &job, &brought, held) {
                    Ok((source, outcome)) => job.succeed(source, outcome),
                    // A refusal by a rule is about this report alone.
                    Err(EngineError::Write(error)) => {
                        job.fail("refused", error.to_string());
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(job)
    }
}

/// Keeps a file and makes its job; one that cannot be kept has failed already.
fn queue(
    who: &Identity,
    path: &Path,
    options: &ReportOptions,
    number: u64,
    originals: &Originals,
) -> Result<Job, EngineError> {
    let fail = |source| EngineError::File { doing: "read", path: path.to_owned(), source };
    let bytes = fs::metadata(path).map_err(fail)?.len();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut job = new_job(who, &name, bytes, options, number);
    if bytes == 0 {
        job.fail(DocumentError::Empty.code(), DocumentError::Empty.to_string());
    } else if bytes > LARGEST {
        let error = DocumentError::TooLarge { what: "bytes", limit: LARGEST };
        job.fail(error.code(), format!("{error}: it has {bytes}"));
    } else {
        job.sha256 = originals.keep(&fs::read(path).map_err(fail)?)?;
    }
    Ok(job)
}

fn new_job(who: &Identity, name: &str, bytes: u64, options: &ReportOptions, number: u64) -> Job {
    Job {
        id: job_id(number),
        name: name.to_owned(),
        sha256: String::new(),
        bytes,
        state: JobState::Queued,
        reason: None,
        code: None,
        options: options.clone(),
        author: who.name.clone(),
        made: now(),
        ended: None,
        source: None,
        outcome: None,
    }
}

impl Job {
    fn fail(&mut self, code: &str, reason: String) {
        self.state = JobState::Failed;
        self.code = Some(code.to_owned());
        self.reason = Some(reason);
        self.ended.get_or_insert_with(now);
    }

    fn succeed(&mut self, source: String, outcome: JobOutcome) {
        self.state = JobState::Done;
        self.source = Some(source);
        self.outcome = Some(outcome);
    }
}

/// Why a job brought nothing.
enum Unread {
    /// It had ended before.
    Ended,
    /// The file is to blame.
    Failed { code: &'static str, reason: String },
    /// The machine is.
    Engine(Box<EngineError>),
}

impl From<EngineError> for Unread {
    fn from(error: EngineError) -> Self {
        Self::Engine(Box::new(error))
    }
}

impl From<WorkerError> for Unread {
    fn from(error: WorkerError) -> Self {
        Self::Failed { code: error.code(), reason: error.to_string() }
    }
}

pub(crate) fn count(document: &Document, state: PageState) -> usize {
    document.pages.iter().filter(|page| page.state == state).count()
}

pub(crate) fn now() -> String {
    format!("{:.0}", jiff::Timestamp::now())
}

/// Every file of paths, of directories those in them by name; hidden files are passed over.
fn files_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>, EngineError> {
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    while let Some(path) = open.pop() {
        let fail = |source| EngineError::File { doing: "read", path: path.clone(), source };
        if fs::metadata(&path).map_err(fail)?.is_dir() {
            let mut inside = Vec::new();
            for entry in fs::read_dir(&path).map_err(fail)? {
                let entry = entry.map_err(fail)?;
                let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
                // A link may lead out of the directory, or round in it.
                let kind = entry.file_type().map_err(fail)?;
                if !is_hidden && (kind.is_dir() || kind.is_file()) {
                    inside.push(entry.path());
                }
            }
            inside.sort();
            open.extend(inside.into_iter().rev());
        } else {
            files.push(path);
        }
        if files.len() > FILES {
            return Err(EngineError::InvalidValue {
                field: "files",
                value: files.len().to_string(),
                expected: "at most 100000 files at once: give fewer",
            });
        }
    }
    Ok(files)
}
