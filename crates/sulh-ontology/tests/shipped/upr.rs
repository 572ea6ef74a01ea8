//! The tables that guide the import of the UPR: labels and sessions.

use std::collections::{BTreeMap, BTreeSet};

use sulh_ontology::{Kind, skos};

use super::graph::{iri, texts};
use super::table::{rows, shared};

#[test]
fn every_target_of_a_label_exists_under_its_name() {
    let issues = rows("data/upr/issues.csv");
    for row in &issues {
        let kind = Kind::parse(&row["kind"]).unwrap();
        assert!(matches!(kind, Kind::Threat | Kind::Theme), "{row:?}");
        let names = texts(&iri(kind, &row["slug"]), skos::PREF_LABEL, "en");
        assert_eq!(names, [row["name"].as_str()], "{row:?}");
        assert_eq!(sulh_ontology::slug(&row["name"]).as_deref(), Some(row["slug"].as_str()));
    }
    let labels: BTreeSet<_> = issues.iter().map(|row| &row["label"]).collect();
    assert_eq!(labels.len(), 112);
    let pairs: BTreeSet<_> = issues.iter().map(|row| (&row["label"], &row["slug"])).collect();
    assert_eq!(pairs.len(), issues.len());
}

#[test]
fn labels_that_name_a_harm_lead_to_the_threat() {
    let mut targets = BTreeMap::<String, BTreeSet<String>>::new();
    for row in rows("data/upr/issues.csv") {
        targets
            .entry(row["label"].clone())
            .or_default()
            .insert(format!("{}:{}", row["kind"], row["slug"]));
    }
    for (label, target) in [
        ("Trafficking", "threat:human-trafficking"),
        ("Prohibition of slavery, trafficking", "threat:human-trafficking"),
        ("Corruption", "threat:corruption"),
        ("Impunity", "threat:impunity"),
        ("Torture and other CID treatment", "threat:torture"),
        ("Women's rights", "theme:womens-rights"),
    ] {
        assert!(targets[label].contains(target), "{label}: {:?}", targets[label]);
    }
    for group in [
        "Women's rights",
        "Migrants",
        "Minorities",
        "Disabilities",
        "Indigenous peoples",
        "Asylum-seekers - refugees",
    ] {
        assert!(targets[group].iter().all(|target| target.starts_with("theme:")), "{group}");
    }
}

#[test]
fn every_label_of_the_upr_table_is_mapped() {
    let mapped: BTreeSet<_> =
        rows("data/upr/issues.csv").into_iter().map(|row| row["label"].clone()).collect();
    let Some(table) = shared("data/upr/recommendations.csv") else { return };
    let labels: BTreeSet<_> = table
        .iter()
        .flat_map(|row| row["issue_themes"].split('|'))
        .map(|label| label.trim().to_owned())
        .collect();
    assert_eq!(labels, mapped);
}

#[test]
fn every_session_of_the_upr_table_has_sourced_dates() {
    let sessions = rows("data/upr/sessions.csv");
    let mut last = 0_u32;
    for row in &sessions {
        let number = row["session"].parse::<u32>().unwrap();
        assert!(number > last, "sessions ascend");
        last = number;
        let (start, end) = (&row["start_date"], &row["end_date"]);
        assert!(start.is_empty() || start < end, "{row:?}");
        assert!((start.is_empty() && end.is_empty()) || !row["source"].is_empty(), "{row:?}");
    }
    let dated: BTreeSet<_> = sessions
        .iter()
        .filter(|row| !row["start_date"].is_empty())
        .map(|row| row["session"].as_str())
        .collect();
    let Some(table) = shared("data/upr/recommendations.csv") else { return };
    for row in &table {
        assert!(dated.contains(row["session"].as_str()), "session {}", row["session"]);
    }
}
