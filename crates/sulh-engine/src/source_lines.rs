//! On which line of a file a node is spoken of first, as the subject of a statement.
//!
//! It reads lines, not RDF: a name is known where it begins a line, whole or with a prefix that
//! the file declares in a line of its own. It must not guess: no such line, no place.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead as _, Read as _};
use std::path::{Path, PathBuf};
use sulh_store::RdfSource;

/// Bytes of a line that are read at once.
const LONGEST_PIECE: u64 = 1 << 20;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceLine {
    pub(crate) file: PathBuf,
    /// From 1.
    pub(crate) line: u64,
}

impl std::fmt::Display for SourceLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}

/// The places of IRIs in files, as far as they are found. Cost: O(bytes), if there is anything to find.
///
/// A file that cannot be read has no places: whoever loaded it has said so.
pub(crate) fn find(files: &[PathBuf], iris: &BTreeSet<&str>) -> BTreeMap<String, SourceLine> {
    let mut found = BTreeMap::new();
    for file in files {
        if found.len() == iris.len() {
            break;
        }
        // What was found so far stands.
        let _ = scan(file, iris, &mut found);
    }
    found
}

fn scan(
    file: &Path,
    iris: &BTreeSet<&str>,
    found: &mut BTreeMap<String, SourceLine>,
) -> io::Result<()> {
    let source = RdfSource::open(file).map_err(io::Error::other)?;
    let mut reader = source.text().map_err(io::Error::other)?;
    let mut prefixes: BTreeMap<String, String> = BTreeMap::new();
    let (mut bytes, mut number, mut begins) = (Vec::new(), 0, true);
    while found.len() < iris.len() {
        bytes.clear();
        // A file may be one line of any length; a piece of it is as good for finding a name.
        if reader.by_ref().take(LONGEST_PIECE).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        number += u64::from(begins);
        let is_new = std::mem::replace(&mut begins, bytes.ends_with(b"\n"));
        if !is_new {
            continue;
        }
        let line = String::from_utf8_lossy(&bytes);
        let mut line = line.trim_start();
        while let Some((name, iri, rest)) = declared(line) {
            prefixes.insert(name.to_owned(), iri.to_owned());
            line = rest;
        }
        let name = subject(line, &prefixes);
        if let Some(iri) =
            name.filter(|iri| iris.contains(iri.as_str()) && !found.contains_key(iri))
        {
            found.insert(iri, SourceLine { file: file.to_owned(), line: number });
        }
    }
    Ok(())
}

/// The prefix that a text begins by declaring, what it stands for, and the rest of the text.
fn declared(text: &str) -> Option<(&str, &str, &str)> {
    let word = text.split_whitespace().next()?.trim_start_matches('@');
    if !word.eq_ignore_ascii_case("prefix") {
        return None;
    }
    let (name, rest) = text.get(text.find(char::is_whitespace)?..)?.split_once(':')?;
    let (iri, rest) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    Some((name.trim(), iri, rest.trim_start_matches([' ', '\t', '.'])))
}

/// The IRI with which a line begins.
fn subject(line: &str, prefixes: &BTreeMap<String, String>) -> Option<String> {
    if let Some(rest) = line.strip_prefix('<') {
        return rest.split_once('>').map(|(iri, _)| iri.to_owned());
    }
    let name = line.split([' ', '\t', '\r', '\n', ';', ',']).next()?;
    let (prefix, local) = name.split_once(':')?;
    Some(format!("{}{}", prefixes.get(prefix)?, local.replace('\\', "")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    #[test]
    fn names_are_found_where_they_begin_a_line() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.ttl");
        let text = "@prefix x: <urn:x:> . @prefix z: <urn:z:> . z:a x:p 1 .\nPREFIX y: <urn:y:>\n\n<urn:x:other> x:p x:a .\nx:a x:p 1 ;\n  x:q y:b .\n  <urn:full>\n a x:A . y:b\\,c x:p 1 .\ny:b\\,c x:p 2 .";
        std::fs::write(&file, text).unwrap();
        let wanted = BTreeSet::from(["urn:z:a", "urn:x:a", "urn:full", "urn:y:b,c", "urn:absent"]);
        let found = find(std::slice::from_ref(&file), &wanted);
        let lines: Vec<(&str, u64)> =
            found.iter().map(|(iri, at)| (iri.as_str(), at.line)).collect();
        // A comma ends a name, so the escaped one is not known; nothing is guessed instead.
        assert_eq!(lines, [("urn:full", 7), ("urn:x:a", 5), ("urn:z:a", 1)]);
        assert_eq!(find(&[dir.path().join("absent.ttl")], &wanted), BTreeMap::new());
    }
}
