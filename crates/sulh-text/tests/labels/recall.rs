//! Recall and precision of the names of threats on labelled recommendations.
//!
//! A threat should find the rows that have an issue which leads to it. It is asked for by its
//! English preferred label, as somebody would write it; the search looks for its other names too,
//! and a name is found where all its words stand, in whatever form. Names of narrower threats
//! are looked for by a second table only, which shows what they would add.

use super::issues::{PROCEDURES, READ, Row, of_threats, rows};
use super::names::Names;
use std::collections::{BTreeMap, BTreeSet};
use sulh_text::{
    NoSynonyms, Reading, SearchOptions, Synonyms, Text, TextDocument, TextIndex, TextQuery,
};

/// Recall of all rows together.
const RECALL: f64 = 0.65;
/// Precision of all rows together.
const PRECISION: f64 = 0.75;
/// Recall that every threat and every issue reaches.
const EACH: f64 = 0.4;

/// Numbers of rows.
type Found = BTreeSet<usize>;

struct Labelled {
    rows: Vec<Row>,
    index: TextIndex,
    names: Names,
}

impl Labelled {
    fn read() -> Option<Self> {
        let rows = rows()?;
        let text = |row: &Row| Text { text: row.text.clone(), language: "en".to_owned() };
        let documents: Vec<TextDocument> = rows
            .iter()
            .enumerate()
            .map(|(number, row)| TextDocument {
                id: number.to_string(),
                texts: vec![text(row)],
                ..TextDocument::default()
            })
            .collect();
        let index = TextIndex::in_memory().unwrap();
        index.write(&documents, &[], "rows").unwrap();
        Some(Self { rows, index, names: Names::read() })
    }

    fn search(&self, words: &str, stems: bool, synonyms: &dyn Synonyms) -> Found {
        let options = SearchOptions { limit: self.rows.len(), ..SearchOptions::default() };
        let query = TextQuery::parse(words, &Reading { stems, synonyms, ..Reading::default() });
        let hits = self.index.bind(&query).unwrap().search(&options).unwrap().hits;
        hits.iter().map(|hit| hit.id.parse().unwrap()).collect()
    }

    /// What a threat finds by its names.
    fn by_names(&self, threat: &str) -> Found {
        self.search(&self.names.english(threat)[0].text, true, &self.names)
    }

    /// What a threat and the narrower ones find by their names.
    fn by_narrower(&self, threat: &str) -> Found {
        let threats = self.names.with_narrower(threat);
        threats.iter().flat_map(|threat| self.by_names(threat)).collect()
    }

    /// Rows of some sessions that have one of these issues.
    fn gold(&self, sessions: &dyn Fn(u32) -> bool, issues: &BTreeSet<String>) -> Found {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| sessions(row.session) && row.has_any(issues))
            .map(|(number, _)| number)
            .collect()
    }
}

/// What was found of what should be.
#[derive(Default, Clone, Copy)]
struct Score {
    gold: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn of(gold: &Found, found: &Found) -> Self {
        let right = gold.intersection(found).count();
        Self { gold: gold.len(), found: found.len(), right }
    }

    fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }

    fn recall(self) -> f64 {
        self.right as f64 / self.gold as f64
    }

    /// One where nothing was found.
    fn precision(self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    fn print(self, what: &str) {
        let Self { gold, found, .. } = self;
        let (recall, precision) = (self.recall(), self.precision());
        println!("  {what:44.44} {gold:>5} {found:>5} {recall:>9.3} {precision:>9.3}");
    }
}

/// The scores of some sessions: by threat, by issue, and of all threats together.
struct Scores {
    threats: BTreeMap<String, Score>,
    issues: BTreeMap<String, Score>,
    all: Score,
}

impl Scores {
    fn of(
        labelled: &Labelled,
        sessions: &dyn Fn(u32) -> bool,
        find: &dyn Fn(&str) -> Found,
    ) -> Self {
        let (mut threats, mut by_issue) = (BTreeMap::new(), BTreeMap::<String, Found>::new());
        let mut all = Score::default();
        for (threat, issues) in of_threats() {
            let gold = labelled.gold(sessions, &issues);
            if gold.is_empty() {
                continue;
            }
            let mut found = find(&threat);
            found.retain(|number| sessions(labelled.rows[*number].session));
            let score = Score::of(&gold, &found);
            all.add(score);
            threats.insert(threat, score);
            for issue in issues {
                by_issue.entry(issue).or_default().extend(&found);
            }
        }
        let issues = by_issue
            .into_iter()
            .map(|(issue, found)| {
                let gold = labelled.gold(sessions, &BTreeSet::from([issue.clone()]));
                (issue, Score::of(&gold, &found))
            })
            .filter(|(_, score)| score.gold > 0)
            .collect();
        Self { threats, issues, all }
    }

    fn print(&self, title: &str) {
        let [rows, hits, recall, precision] = ["rows", "hits", "recall", "precision"];
        println!("\n  {title:44} {rows:>5} {hits:>5} {recall:>9} {precision:>9}");
        for (name, score) in self.threats.iter().chain(&self.issues) {
            score.print(name);
        }
        self.all.print("all threats together");
    }
}

#[test]
fn the_names_of_a_threat_find_what_is_about_it() {
    let Some(labelled) = Labelled::read() else {
        println!("the recommendations are not there; nothing was measured");
        return;
    };
    let (read, later) = (|session| READ.contains(&session), |session| session > *READ.end());
    let by_names = |threat: &str| labelled.by_names(threat);
    let by_narrower = |threat: &str| labelled.by_narrower(threat);
    let scores = Scores::of(&labelled, &read, &by_names);
    scores.print("sessions 1 to 15");
    Scores::of(&labelled, &read, &by_narrower).print("with narrower threats");
    Scores::of(&labelled, &later, &by_names).print("later sessions, not read");
    Scores::of(&labelled, &later, &by_narrower).print("later, with narrower threats");
    println!("\n  issues about procedure");
    for (issue, reason) in PROCEDURES {
        println!("  {issue}: {reason}");
    }

    for (name, score) in scores.threats.iter().chain(&scores.issues) {
        assert!(score.recall() >= EACH, "{name}: {:.3}", score.recall());
    }
    let (recall, precision) = (scores.all.recall(), scores.all.precision());
    assert!(recall >= RECALL && precision >= PRECISION, "{recall:.3} {precision:.3}");
    no_name_is_passed_over(&labelled, scores.threats.keys());
}

/// A query looks for so many names at most; a threat must not have more. Without stems, since a
/// name that is spelt alike in two languages is looked for in one of them.
fn no_name_is_passed_over<'t>(labelled: &Labelled, threats: impl Iterator<Item = &'t String>) {
    for threat in threats {
        let found = labelled.by_names(threat);
        for name in labelled.names.english(threat) {
            let alone = labelled.search(&name.text, false, &NoSynonyms);
            assert!(alone.is_subset(&found), "{threat} is not looked for as {:?}", name.text);
        }
    }
}
