//! What others said the recommendations are about: issues, and the threats that these lead to.
//!
//! It must not choose among issues by how well they are found: [`PROCEDURES`] names those that are
//! about no harm, each with its reason, and nothing else stands apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use sulh_ontology::{CsvKind, Syntax, shipped};

/// Sessions whose texts were read while the names were collected.
pub(crate) const READ: std::ops::RangeInclusive<u32> = 1..=15;

/// Issues that are about how states, bodies and programmes work, with the reason why each is about
/// no harm that a name could find. None of them leads to a threat, which is tested, so none is
/// taken out of the figures.
pub(crate) const PROCEDURES: [(&str, &str); 16] = [
    ("Acceptance of international norms", "signing and ratifying instruments of any subject"),
    ("Budget &resources (for human rights implementation)", "money for measures of any subject"),
    ("Cooperation & Follow up with Treaty Bodies", "reporting to committees"),
    ("General", "recommendations on everything at once"),
    ("International instruments", "signing and ratifying instruments of any subject"),
    ("NHRI", "the standing of a national institution"),
    ("National Human Rights Institution (NHRI)", "the standing of a national institution"),
    ("National Plans of Action on Human Rights (or specific areas)", "that there is a plan"),
    ("National plan of action", "that there is a plan"),
    ("Other", "what the other issues leave over"),
    ("Scope of international obligations", "reservations and declarations"),
    ("Special procedures", "invitations to rapporteurs and working groups"),
    ("Statistics, indicators & disaggregated data", "how data are collected"),
    ("Technical assistance and cooperation", "help from outside for measures of any subject"),
    ("Treaty bodies", "reporting to committees"),
    ("UPR process", "following up the review itself"),
];

/// A recommendation, and what others said it is about.
pub(crate) struct Row {
    pub(crate) text: String,
    pub(crate) session: u32,
    issues: BTreeSet<String>,
}

impl Row {
    pub(crate) fn has_any(&self, issues: &BTreeSet<String>) -> bool {
        !self.issues.is_disjoint(issues)
    }
}

/// The recommendations of the folder beside the repository; `None` where it is not there.
pub(crate) fn rows() -> Option<Vec<Row>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join("../../../shared/data/upr/recommendations.csv");
    let mut table = csv::Reader::from_path(path).ok()?;
    let row = |mut row: BTreeMap<String, String>| Row {
        text: row.remove("text").unwrap(),
        session: row["session"].parse().unwrap(),
        issues: row["issue_themes"].split('|').map(str::to_owned).collect(),
    };
    Some(table.deserialize().map(|found| row(found.unwrap())).collect())
}

/// The issues that lead to each threat, by its slug.
pub(crate) fn of_threats() -> BTreeMap<String, BTreeSet<String>> {
    let mut threats: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mut row in leads().into_iter().filter(|row| row["kind"] == "threat") {
        let issues = threats.entry(row["slug"].clone()).or_default();
        issues.insert(row.remove("label").unwrap());
    }
    threats
}

fn leads() -> Vec<BTreeMap<String, String>> {
    let is_leads = |syntax: Syntax| syntax == Syntax::Csv(CsvKind::UprIssues);
    let file = shipped().iter().find(|file| is_leads(file.syntax)).unwrap();
    let mut table = csv::Reader::from_reader(file.content.as_bytes());
    table.deserialize().map(Result::unwrap).collect()
}

#[test]
fn issues_about_procedure_lead_to_no_threat() {
    for (issue, reason) in PROCEDURES {
        let kinds: Vec<_> = leads()
            .into_iter()
            .filter(|row| row["label"] == issue)
            .map(|row| row["kind"].clone())
            .collect();
        assert!(!kinds.is_empty(), "{issue} is no issue");
        assert!(kinds.iter().all(|kind| kind == "theme"), "{issue} ({reason}): {kinds:?}");
    }
}
