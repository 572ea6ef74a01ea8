//! The rules that a source file is held to, each a function over its path and its text.
//!
//! A rule returns what is wrong, one sentence a finding, and nothing where all is well.
//! Paths are relative to the repository, with `/`. It must not read files: that is `tidy.rs`.

use super::source::{self, Kind};

/// Longest source file, tests included.
const LINES: usize = 600;
/// Longest `main.rs`: parse, call, map to an exit code.
const MAIN_LINES: usize = 60;
/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 9] =
    ["utils", "util", "common", "helpers", "helper", "misc", "imp", "types", "stuff"];
/// Written in two halves, so that these rules do not find themselves.
const LEFT_OPEN: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("#[ig", "nore"),
];
/// Roots that exist on one machine only.
const MACHINE_ROOTS: [&str; 7] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("/t", "mp/"),
    concat!("/op", "t/"),
    concat!("C:", "\\"),
];
/// Literals that look like an IRI and name nothing in the graph: (start of the literal, reason).
const NOT_AN_IRI: [(&str, &str); 3] = [
    ("http://127.0.0.1", "the server's own loopback address"),
    ("http://localhost", "the server's own loopback address"),
    ("http://[::1]", "the server's own loopback address"),
];

pub(crate) fn length(path: &str, text: &str) -> Vec<String> {
    let cap = if path.ends_with("/main.rs") { MAIN_LINES } else { LINES };
    let lines = text.lines().count();
    let over = lines > cap;
    over.then(|| format!("{path}: {lines} lines, at most {cap}: split by concept"))
        .into_iter()
        .collect()
}

pub(crate) fn opening(path: &str, text: &str) -> Vec<String> {
    let said = text.strip_prefix("//!").and_then(|rest| rest.lines().next());
    let silent = said.is_none_or(|line| line.trim().is_empty());
    silent
        .then(|| format!("{path}:1: opens without `//!` and what the file is"))
        .into_iter()
        .collect()
}

pub(crate) fn name(path: &str, _text: &str) -> Vec<String> {
    path.split('/')
        .map(|part| part.strip_suffix(".rs").unwrap_or(part))
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| format!("{path}: `{part}` does not say what is inside"))
        .collect()
}

pub(crate) fn left_open(path: &str, text: &str) -> Vec<String> {
    per_line(path, text, |line| LEFT_OPEN.into_iter().find(|mark| line.contains(mark)))
}

pub(crate) fn machine_path(path: &str, text: &str) -> Vec<String> {
    per_line(path, text, |line| {
        MACHINE_ROOTS.into_iter().find(|root| {
            line.match_indices(root).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric() && !".-_~})".contains(c))
            })
        })
    })
}

fn per_line(path: &str, text: &str, rule: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
    let found = text.lines().zip(1..).filter_map(|(line, n)| Some((n, rule(line)?)));
    found.map(|(n, what)| format!("{path}:{n}: {what}")).collect()
}

/// No IRI is spelt outside the vocabulary constants; comments and tests may.
pub(crate) fn iri_literal(path: &str, text: &str) -> Vec<String> {
    let guarded = path.starts_with("crates/") && path.contains("/src/");
    if !guarded || path.starts_with("crates/sulh-ontology/") || is_test_file(path) {
        return Vec::new();
    }
    let tests = source::test_lines(text);
    source::pieces(text)
        .into_iter()
        .filter(|piece| piece.kind == Kind::Text && names_an_iri(piece.text))
        .filter(|piece| !tests.iter().any(|lines| lines.contains(&piece.line)))
        .map(|piece| format!("{path}:{}: IRI outside sulh-ontology: {}", piece.line, piece.text))
        .collect()
}

/// Whether only tests see the file, by its name alone.
pub(crate) fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn names_an_iri(literal: &str) -> bool {
    ["http://", "https://"].iter().flat_map(|scheme| literal.match_indices(scheme)).any(
        |(at, scheme)| {
            let iri = &literal[at..];
            let host = iri[scheme.len()..].chars().next();
            let scheme_alone = host.is_none_or(|c| !c.is_alphanumeric() && c != '[');
            !scheme_alone && !NOT_AN_IRI.iter().any(|(start, _)| iri.starts_with(start))
        },
    )
}
