//! The import of the real table of UN recommendations against counts that are computed from the
//! file by other code. Left out where the shared folder is absent.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
    time::Instant,
};

use sulh_ingest::{
    CountryTable, Import, IssueMap, Resolution, SessionTable, UprColumns, UprOptions, import_upr,
};
use sulh_ontology::{Base, sulh};

const FILE: &str = "../../../shared/data/upr/recommendations.csv";

/// Rows as the `csv` crate reads them: column name to text.
fn rows(bytes: &[u8]) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(bytes).deserialize().map(Result::unwrap).collect()
}

fn import(bytes: &[u8], countries: &CountryTable) -> Import {
    let base = Base::default();
    let options = UprOptions {
        file: FILE,
        base: &base,
        countries,
        issues: &IssueMap::shipped().unwrap(),
        sessions: &SessionTable::shipped().unwrap(),
        columns: UprColumns::default(),
        keep_going: false,
    };
    import_upr(bytes, &options).unwrap()
}

/// Subject to the last parts of the objects of one property.
fn objects(
    import: &Import,
    property: oxrdf::NamedNodeRef<'_>,
) -> HashMap<String, BTreeSet<String>> {
    let mut objects = HashMap::<_, BTreeSet<String>>::new();
    for quad in import.quads.iter().filter(|quad| quad.predicate == property) {
        let object = quad.object.to_string();
        let last = object.trim_matches(['<', '>', '"']).rsplit('/').next().unwrap().to_owned();
        objects.entry(quad.subject.to_string()).or_default().insert(last);
    }
    objects
}

fn tally<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

#[test]
fn counts_equal_those_of_the_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("left out: {} is absent", path.display());
        return;
    };
    let countries = CountryTable::shipped().unwrap();
    let started = Instant::now();
    let import = import(&bytes, &countries);
    let rows = rows(&bytes);
    let reasons = tally(import.rejects.iter().map(|reject| reject.reason.as_str()));
    eprintln!(
        "{:?} in {:?}, {} quads, rejects {reasons:?}",
        import.counts,
        started.elapsed(),
        import.quads.len()
    );
    eprintln!("remarks {:?}", import.diagnostics);

    assert_eq!(import.counts.rows, rows.len() as u64);
    assert_eq!(import.counts.accepted + import.counts.rejected, rows.len() as u64);
    assert_eq!(import.counts.rejected, import.rejects.len() as u64);
    assert!(import.rejects.iter().all(|reject| reject.code == "unknown-issuer"));

    let accepted: Vec<_> =
        rows.iter().filter(|row| row["recommending_state"] != "&#40;Unknown&#41;").collect();
    assert_eq!(import.counts.accepted, accepted.len() as u64);
    let pairs: usize =
        accepted.iter().map(|row| row["recommending_state"].split('|').count()).sum();
    assert_eq!(import.counts.item_issuers, pairs as u64);

    check_countries_and_issues(&import, &accepted, &countries);
    check_issuers(&import, &accepted, &countries);
    check_responses(&import, &accepted);
}

/// Recommendations by country and threat or theme, against the mapping read by other code.
fn check_countries_and_issues(
    import: &Import,
    accepted: &[&HashMap<String, String>],
    countries: &CountryTable,
) {
    let mapping = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/upr/issues.csv");
    let mut targets = HashMap::<String, Vec<(bool, String)>>::new();
    for row in self::rows(&std::fs::read(mapping).unwrap()) {
        let target = (row["kind"] == "threat", row["slug"].clone());
        targets.entry(row["label"].clone()).or_default().push(target);
    }
    let expected = tally(accepted.iter().flat_map(|row| {
        let country = code(countries, &row["state_under_review"]);
        let labels = row["issue_themes"].split('|').filter(|label| !label.is_empty());
        let of_row: BTreeSet<_> = labels.flat_map(|label| targets[label].clone()).collect();
        of_row.into_iter().map(move |target| (country.clone(), target))
    }));
    let concerns = objects(import, sulh::CONCERNS);
    let mut found = Vec::new();
    for (is_threat, property) in [(true, sulh::ADDRESSES), (false, sulh::THEME_PROPERTY)] {
        for (recommendation, slugs) in objects(import, property) {
            let country = concerns[&recommendation].first().unwrap().clone();
            found.extend(slugs.into_iter().map(|slug| (country.clone(), (is_threat, slug))));
        }
    }
    assert!(expected.len() > 1_000, "{}", expected.len());
    assert_eq!(tally(found.into_iter()), expected);
    let by_country = tally(accepted.iter().map(|row| code(countries, &row["state_under_review"])));
    assert_eq!(tally(concerns.values().map(|codes| codes.first().unwrap().clone())), by_country);
}

fn check_issuers(import: &Import, accepted: &[&HashMap<String, String>], countries: &CountryTable) {
    let expected = tally(accepted.iter().flat_map(|row| {
        let names = row["recommending_state"].split('|');
        let codes = names.map(|name| code(countries, name).to_ascii_lowercase());
        codes.map(|code| format!("government-of-{code}")).collect::<Vec<_>>()
    }));
    let found = tally(objects(import, sulh::MADE_BY).into_values().flatten());
    assert_eq!(found, expected);
}

fn check_responses(import: &Import, accepted: &[&HashMap<String, String>]) {
    let expected = tally(accepted.iter().map(|row| row["response"].clone()));
    assert_eq!(tally(objects(import, sulh::VERBATIM).into_values().flatten()), expected);
    let status = |word: &str| if word == "Noted" { "noted" } else { "accepted" }.to_owned();
    let expected = tally(accepted.iter().map(|row| status(&row["response"])));
    assert_eq!(tally(objects(import, sulh::STATUS).into_values().flatten()), expected);
    let with_action = accepted.iter().filter(|row| !row["action"].is_empty()).count();
    assert_eq!(objects(import, sulh::ACTION).len(), with_action);
}

fn code(countries: &CountryTable, name: &str) -> String {
    match countries.resolve(name) {
        Resolution::Country(country) => country.iso3.clone(),
        _ => name.to_owned(),
    }
}
