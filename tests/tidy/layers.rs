//! Who may depend on whom, judged from what `cargo metadata` prints.
//!
//! It must not run cargo: that is `tidy.rs`.

use serde_json::Value;

/// Each crate with its layer. A crate depends on strictly lower layers only, so siblings never meet.
const LAYERS: [(&str, u8); 9] = [
    ("sulh-ontology", 0),
    ("sulh-store", 1),
    ("sulh-text", 1),
    ("sulh-document", 1),
    ("sulh-extract", 2),
    ("sulh-ingest", 3),
    ("sulh-engine", 4),
    ("sulh-api", 5),
    ("sulh-cli", 6),
];
/// Stands above all of them and may see each.
const TESTS: &str = "sulh-tests";
/// Dependencies with one home.
const HOMES: [(&str, &str); 6] = [
    ("oxigraph", "sulh-store"),
    ("redb", "sulh-store"),
    ("tantivy", "sulh-text"),
    ("frostem", "sulh-text"),
    ("axum", "sulh-api"),
    ("clap", "sulh-cli"),
];

/// Dependencies that go up or sideways, and crates that have no layer yet.
pub(crate) fn upward(metadata: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (from, to) in dependencies(metadata) {
        match (layer(from), layer(to)) {
            (Some(above), Some(below)) if above <= below => {
                wrong.push(format!("{from} (L{above}) depends on {to} (L{below})"));
            }
            _ => {}
        }
        if to == TESTS {
            wrong.push(format!("{from} depends on the tests"));
        }
    }
    for name in names(metadata).filter(|&name| name != TESTS && layer(name).is_none()) {
        wrong.push(format!("{name} has no layer"));
    }
    wrong
}

/// Uses of a dependency outside its home.
pub(crate) fn astray(metadata: &Value) -> Vec<String> {
    let home_of = |to: &str| HOMES.iter().find(|(name, _)| *name == to).map(|(_, home)| *home);
    dependencies(metadata)
        .filter(|(from, _)| *from != TESTS)
        .filter_map(|(from, to)| Some((from, to, home_of(to)?)))
        .filter(|(from, _, home)| from != home)
        .map(|(from, to, home)| format!("{from} uses {to}, whose one home is {home}"))
        .collect()
}

fn layer(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(crate_name, _)| *crate_name == name).map(|(_, layer)| *layer)
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

fn names(metadata: &Value) -> impl Iterator<Item = &str> {
    packages(metadata).filter_map(|package| package["name"].as_str())
}

/// (crate, what it depends on), for building, for tests and for build scripts alike.
fn dependencies(metadata: &Value) -> impl Iterator<Item = (&str, &str)> {
    packages(metadata).flat_map(|package| {
        let from = package["name"].as_str().unwrap_or_default();
        let to = package["dependencies"].as_array().into_iter().flatten();
        to.filter_map(move |dependency| Some((from, dependency["name"].as_str()?)))
    })
}
