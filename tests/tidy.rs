//! The repository's own rules: layers, homes of dependencies, files, names, reasons.
//!
//! Each rule is a function that is first shown to fail on a bad example, then held against the tree.
//! It must not change a file, nor ask the network.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod layers;
mod rules;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

type Rule = fn(&str, &str) -> Vec<String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository")
}

/// Every Rust source file of the project: (path from the root, text), sorted.
fn sources() -> Vec<(String, String)> {
    let (mut found, mut open) = (Vec::new(), vec![root().join("crates"), root().join("tests")]);
    while let Some(dir) = open.pop() {
        for path in fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("target") {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                // A file that an editor moved away between listing and reading is no finding.
                found.extend(fs::read_to_string(&path).ok().map(|text| (from_root(&path), text)));
            }
        }
    }
    found.sort();
    found
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/")
}

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn hold(findings: &[String]) {
    assert!(findings.is_empty(), "{} finding(s):\n{}", findings.len(), findings.join("\n"));
}

/// Shows that `rule` fails on each bad text and passes each good one, then holds the tree against it.
#[track_caller]
fn check(rule: Rule, bad: &[(&str, &str)], good: &[(&str, &str)]) {
    for (path, text) in bad {
        assert!(!rule(path, text).is_empty(), "not caught: {path}: {text}");
    }
    for (path, text) in good {
        assert_eq!(rule(path, text), Vec::<String>::new(), "wrongly caught: {path}: {text}");
    }
    let tree = sources();
    assert!(tree.len() > 6, "the walk finds the project");
    hold(&tree.iter().flat_map(|(path, text)| rule(path, text)).collect::<Vec<_>>());
}

fn package(name: &str, dependencies: &[&str]) -> Value {
    let listed: Vec<Value> = dependencies.iter().map(|name| json!({ "name": name })).collect();
    json!({ "packages": [{ "name": name, "dependencies": listed }] })
}

#[test]
fn a_crate_depends_on_lower_layers_only() {
    assert!(!layers::upward(&package("sulh-store", &["sulh-engine"])).is_empty());
    assert!(!layers::upward(&package("sulh-api", &["sulh-api"])).is_empty());
    assert!(!layers::upward(&package("sulh-cli", &["sulh-tests"])).is_empty());
    assert!(!layers::upward(&package("sulh-new", &[])).is_empty());
    hold(&layers::upward(&package("sulh-tests", &["sulh-cli"])));
    hold(&layers::upward(&metadata()));
}

#[test]
fn a_dependency_with_a_home_stays_there() {
    assert!(!layers::astray(&package("sulh-engine", &["oxigraph"])).is_empty());
    assert!(!layers::astray(&package("sulh-store", &["clap"])).is_empty());
    hold(&layers::astray(&package("sulh-tests", &["oxigraph", "axum"])));
    hold(&layers::astray(&metadata()));
}

#[test]
fn files_are_short() {
    let (long, fits) = ("//\n".repeat(601), "//\n".repeat(600));
    let (long_main, fits_main) = ("//\n".repeat(61), "//\n".repeat(60));
    check(
        rules::length,
        &[("crates/a/src/b.rs", &long), ("crates/a/src/main.rs", &long_main)],
        &[("crates/a/src/b.rs", &fits), ("crates/a/src/main.rs", &fits_main)],
    );
}

#[test]
fn files_say_what_they_are() {
    check(
        rules::opening,
        &[("a.rs", ""), ("a.rs", "//!\nuse a;"), ("a.rs", "// A note.\n//! Late.")],
        &[("a.rs", "//! What it is.\n")],
    );
}

#[test]
fn names_say_what_is_inside() {
    check(
        rules::name,
        &[
            ("crates/a/src/utils.rs", ""),
            ("crates/common/src/lib.rs", ""),
            ("tests/helpers/a.rs", ""),
        ],
        &[("crates/a/src/commons_of_a.rs", ""), ("crates/a/src/importer.rs", "")],
    );
}

#[test]
fn nothing_is_left_open() {
    let (later, empty, skipped) =
        (concat!("// TO", "DO: later"), concat!("to", "do!()"), concat!("#[ig", "nore]"));
    check(
        rules::left_open,
        &[("a.rs", later), ("a.rs", empty), ("a.rs", skipped)],
        &[("a.rs", "let mastodon = XKX; // to do well")],
    );
}

#[test]
fn no_path_of_one_machine() {
    let home = concat!("open(\"/ho", "me/me/data\")");
    let scratch = concat!("// see file:///t", "mp/x");
    check(
        rules::machine_path,
        &[("a.rs", home), ("a.rs", scratch)],
        &[("a.rs", "route(\"/sparql\"); // docs/root/, target/tmp/ and {dir}/opt/")],
    );
}

#[test]
fn iris_stand_in_the_vocabulary_only() {
    let literal = "fn a() { b(\"http://example.org/x\"); }";
    let raw = "const A: &str = r#\"PREFIX a: <https://example.org/> \"#;";
    let after_tests =
        "#[cfg(test)]\nmod tests { const A: &str = \"}\"; }\nconst B: &str = \"http://b.c/\";";
    let after_char = "let q = '\"'; let iri = \"http://a.b/\"; let r = '\\'';";
    let after_long_text = "/*\n\n*/ const A: &str = \"\n\n\";\n#[cfg(test)]\nmod tests {\n const A: &str = \"http://a.b/\";\n}";
    let in_tests = "#[cfg(test)]\nmod tests {\n const A: &str = \"http://a.b/\";\n}";
    let path = "crates/sulh-store/src/a.rs";
    check(
        iri_rule,
        &[(path, literal), (path, raw), (path, after_tests), (path, after_char)],
        &[
            ("crates/sulh-ontology/src/a.rs", literal),
            ("crates/sulh-store/src/a/tests.rs", literal),
            ("tests/cli.rs", literal),
            (path, in_tests),
            (path, after_long_text),
            (
                path,
                "/// See \"https://example.org/spec\".\n/* /* \"http://a.b/\" */ */ fn a<'a>() {}",
            ),
            (path, "if iri.starts_with(\"http://\") || at == \"http://127.0.0.1:7878\" {}"),
        ],
    );
}

/// The rule, and the files that another file declares as `#[cfg(test)] mod name;` left out.
fn iri_rule(path: &str, text: &str) -> Vec<String> {
    if declared_for_tests(path) { Vec::new() } else { rules::iri_literal(path, text) }
}

/// Whether a file above `path` in its crate declares it, or a directory that it lies in, for tests.
fn declared_for_tests(path: &str) -> bool {
    let mut module = PathBuf::from(path).with_extension("");
    while let (Some(name), Some(dir)) = (module.file_name(), module.parent()) {
        let parents =
            [dir.join("lib.rs"), dir.join("main.rs"), dir.join("mod.rs"), dir.with_extension("rs")];
        let declares = |file: &PathBuf| {
            let text = fs::read_to_string(root().join(file)).unwrap_or_default();
            source::test_modules(&text).iter().any(|module| module.as_str() == name)
        };
        if parents.iter().any(declares) {
            return true;
        }
        module = dir.to_path_buf();
    }
    false
}

#[test]
fn modules_for_tests_are_known_by_their_declaration() {
    let text = "#[cfg(test)]\nmod oracle;\nmod real;\n#[cfg(test)]\n#[path = \"x.rs\"]\npub(crate) mod cases;";
    assert_eq!(source::test_modules(text), ["oracle", "cases"]);
    assert!(source::test_modules("#[cfg(test)]\nfn a() { b(); }\nmod real;").is_empty());
}

/// Names in [workspace.dependencies] that are not the project's own crates.
fn outside_dependencies(manifest: &str) -> BTreeSet<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let listed = manifest["workspace"]["dependencies"].as_table().unwrap();
    listed.keys().filter(|name| !name.starts_with("sulh-")).cloned().collect()
}

/// Dependencies without a row "| `name` | reason | keeper |" in the table of reasons, and rows without a use.
fn without_reason(manifest: &str, architecture: &str) -> Vec<String> {
    let used = outside_dependencies(manifest);
    let mut reasoned = BTreeSet::new();
    for row in architecture.lines().filter_map(|line| line.strip_prefix("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        if let [names, reason, keeper, ""] = cells[..] {
            let said = !reason.is_empty() && !keeper.is_empty();
            reasoned.extend(
                names
                    .split(',')
                    .map(|name| name.trim().trim_matches('`').to_owned())
                    .filter(|_| said),
            );
        }
    }
    let missing =
        used.difference(&reasoned).map(|name| format!("{name}: no reason in ARCHITECTURE.md"));
    let idle =
        reasoned.difference(&used).map(|name| format!("{name}: a reason, but not in Cargo.toml"));
    missing.chain(idle).collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = "[workspace.dependencies]\nserde = '1'\ncsv = '1'\nsulh-store = { path = 's' }";
    assert_eq!(
        without_reason(manifest, "| `csv`, `serde` | reads rows | its people |"),
        Vec::<String>::new()
    );
    assert_eq!(
        without_reason(manifest, "| `csv` | reads rows | its people |\n| `serde` |  | a |").len(),
        1
    );
    assert_eq!(without_reason("[workspace.dependencies]", "| `csv` | reads | a |").len(), 1);
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    hold(&without_reason(&read("Cargo.toml"), &read("ARCHITECTURE.md")));
}

#[test]
fn the_map_stays_short_and_the_two_commands_stand_in_front() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let lines = read("ARCHITECTURE.md").lines().count();
    assert!(lines <= 200, "ARCHITECTURE.md has {lines} lines, at most 200");
    let readme = read("README.md");
    assert!(readme.contains("make demo") && readme.contains("make test"));
}
