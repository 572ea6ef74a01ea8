//! How well extraction does beside what people found in the same reports.
//!
//! It writes nothing: reports are read in workers, compared, and forgotten.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::identity::Identity;
use crate::permission::Action;
use crate::progress::Progress;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use sulh_document::worker::Worker;
use sulh_ingest::report::gold::{FoundRecommendation, ReportScore, compare, read_gold};
use sulh_ingest::report::reading::found_recommendations;
use sulh_ingest::report::score::Counts;
use sulh_ingest::{CountryTable, ImportError};

/// Precision, recall and F1 with their counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measure {
    /// The counts.
    #[serde(flatten)]
    pub counts: Counts,
    /// The share of what was found that is right.
    pub precision: f64,
    /// The share of the gold that was found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl From<Counts> for Measure {
    fn from(counts: Counts) -> Self {
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        Self { counts, precision, recall, f1 }
    }
}

/// How one report compares.
#[derive(Debug, Clone, Serialize)]
pub struct ReportEvaluation {
    /// The name of the report.
    pub report: String,
    /// Whether every third report by name is kept aside for the test, and this is one.
    pub part: &'static str,
    /// Why it could not be read.
    pub unread: Option<String>,
    /// Texts of recommendations.
    pub texts: Option<Measure>,
    /// Pairs of a recommendation and a state that makes it.
    pub states: Option<Measure>,
}

/// How all reports compare.
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    /// Each report.
    pub reports: Vec<ReportEvaluation>,
    /// The sums of the reports that rules may be tuned on, and of those kept aside.
    pub sums: Vec<EvaluationSum>,
    /// The worst errors: those farthest from anything on the other side.
    pub worst: Vec<EvaluationError>,
}

/// A sum over reports.
#[derive(Debug, Clone, Serialize)]
pub struct EvaluationSum {
    /// `tune`, `test` or `all`.
    pub part: &'static str,
    /// Reports.
    pub reports: u64,
    /// Texts of recommendations.
    pub texts: Measure,
    /// Pairs of a recommendation and a state that makes it.
    pub states: Measure,
    /// Answers of the recommendations that were found.
    pub responses: Measure,
}

/// A recommendation that was missed, or that is none.
#[derive(Debug, Clone, Serialize)]
pub struct EvaluationError {
    /// The report.
    pub report: String,
    /// `missed` or `wrong`.
    pub kind: &'static str,
    /// The paragraph or the page.
    pub place: String,
    /// The share of words that the nearest text of the other side has.
    pub nearest: f64,
    /// Its words.
    pub text: String,
}

/// Errors that are told.
const WORST: usize = 10;

impl Engine {
    /// Reads the reports of a directory that the gold names and compares.
    ///
    /// `gold` has the columns `report`, `paragraph`, `text`, `recommending_state`, `decision`; a
    /// report is the file of that name with the ending `pdf`. Every third report by name is `test`.
    /// Cost: that of reading each report once.
    ///
    /// # Errors
    /// [`EngineError::File`], [`EngineError::Import`] for a gold that cannot be read.
    pub fn evaluate_reports(
        &self,
        who: &Identity,
        gold: &Path,
        directory: &Path,
        worker: &Worker,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Evaluation, EngineError> {
        self.authorize(who, Action::Import)?;
        let fail = |source| EngineError::File { doing: "read", path: gold.to_owned(), source };
        let bytes = std::fs::read(gold).map_err(fail)?;
        let countries = CountryTable::shipped().map_err(ImportError::from)?;
        let gold = read_gold(&gold.display().to_string(), &bytes, &countries)
            .map_err(ImportError::from)?;
        let total = gold.len() as u64;
        let mut sums = [("tune", Sum::default()), ("test", Sum::default())];
        let (mut reports, mut worst) = (Vec::new(), Vec::new());
        for (index, (name, rows)) in gold.iter().enumerate() {
            let part = usize::from(index % 3 == 2);
            let path = directory.join(format!("{name}.pdf"));
            let read = found(&path, worker, &countries);
            progress(Progress {
                stage: "reading",
                file: Some(path),
                done: index as u64 + 1,
                total: Some(total),
                unit: "files",
            });
            let Some((word, sum)) = sums.get_mut(part) else { continue };
            let mut report = ReportEvaluation {
                report: name.clone(),
                part: word,
                unread: None,
                texts: None,
                states: None,
            };
            match read {
                Err(reason) => report.unread = Some(reason),
                Ok(found) => {
                    let score = compare(rows, &found);
                    report.texts = Some(score.texts.into());
                    report.states = Some(score.states.into());
                    sum.add(&score);
                    worst.extend(errors(name, score));
                }
            }
            reports.push(report);
        }
        worst.sort_by(|a: &EvaluationError, b| a.nearest.total_cmp(&b.nearest));
        worst.truncate(WORST);
        let mut all = Sum::default();
        for (_, sum) in &sums {
            all.reports += sum.reports;
            all.texts += sum.texts;
            all.states += sum.states;
            all.responses += sum.responses;
        }
        let sums = sums.into_iter().chain([("all", all)]).map(|(part, sum)| sum.told(part));
        Ok(Evaluation { reports, sums: sums.collect(), worst })
    }
}

#[derive(Default)]
struct Sum {
    reports: u64,
    texts: Counts,
    states: Counts,
    responses: Counts,
}

impl Sum {
    fn add(&mut self, score: &ReportScore) {
        self.reports += 1;
        self.texts += score.texts;
        self.states += score.states;
        self.responses += score.responses;
    }

    fn told(&self, part: &'static str) -> EvaluationSum {
        EvaluationSum {
            part,
            reports: self.reports,
            texts: self.texts.into(),
            states: self.states.into(),
            responses: self.responses.into(),
        }
    }
}

fn errors(report: &str, score: ReportScore) -> impl Iterator<Item = EvaluationError> + '_ {
    score.errors.into_iter().map(move |fault| EvaluationError {
        report: report.to_owned(),
        kind: fault.kind,
        place: fault.place,
        nearest: fault.nearest,
        text: fault.text,
    })
}

fn found(
    path: &PathBuf,
    worker: &Worker,
    countries: &CountryTable,
) -> Result<Vec<FoundRecommendation>, String> {
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let parsed = worker
        .parse(&file, name.as_deref(), &AtomicBool::new(false))
        .map_err(|error| error.to_string())?;
    Ok(found_recommendations(&parsed.document, countries))
}
