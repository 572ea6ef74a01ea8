//! On which line of a text a node is spoken of: where a statement about it begins, or else where
//! it is mentioned first.
//!
//! It reads lines and words, not RDF: a name is known whole (`<…>`, `"…"`) or with a prefix that
//! the text declares. It must not guess: no such word, no place.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};
use std::path::PathBuf;
use sulh_store::RdfSource;

/// Bytes of a line that are read at once.
const LONGEST_PIECE: u64 = 1 << 20;

/// How well a place says where a node is; the smallest is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It begins a line.
    Line,
    /// It begins a statement within a line.
    Statement,
    /// It is mentioned.
    Mention,
}

type Found = BTreeMap<String, (Fit, String)>;

/// The places of IRIs in files as `file:line`, as far as they are found. Cost: O(bytes), if there
/// is anything to find.
///
/// A file that cannot be read has no places: whoever loaded it has said so.
pub(crate) fn find(files: &[PathBuf], iris: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut found = Found::new();
    for file in files {
        let text = RdfSource::open(file).and_then(|source| source.text());
        if let Ok(mut text) = text {
            // What was found so far stands.
            let _ = scan(&mut text, &format!("{}:", file.display()), iris, &mut found);
        }
    }
    plain(found)
}

/// The places of IRIs in a text, as `line 3`.
pub(crate) fn find_in(mut text: &[u8], iris: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let mut found = Found::new();
    // Reading from memory does not fail.
    let _ = scan(&mut text, "line ", iris, &mut found);
    plain(found)
}

fn plain(found: Found) -> BTreeMap<String, String> {
    found.into_iter().map(|(iri, (_, place))| (iri, place)).collect()
}

fn scan(
    reader: &mut dyn BufRead,
    start: &str,
    iris: &BTreeSet<&str>,
    found: &mut Found,
) -> io::Result<()> {
    let mut names = Names::default();
    let (mut bytes, mut number, mut begins, mut in_text) = (Vec::new(), 0_u64, true, false);
    while found.len() < iris.len() || found.values().any(|(fit, _)| *fit > Fit::Line) {
        bytes.clear();
        // A file may be one line of any length; a piece of it is as good for finding a name.
        if io::Read::take(&mut *reader, LONGEST_PIECE).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        number += u64::from(begins);
        let is_new = std::mem::replace(&mut begins, bytes.ends_with(b"\n"));
        let line = String::from_utf8_lossy(&bytes);
        // What stands in a long text of Turtle is no name.
        let pieces = line.split("\"\"\"").zip(0..);
        let marks = line.matches("\"\"\"").count();
        let outside: Vec<&str> = pieces
            .filter(|(_, place)| (place % 2 == 0) != in_text)
            .map(|(piece, _)| piece)
            .collect();
        let mut fit = if is_new && !in_text { Fit::Line } else { Fit::Mention };
        in_text ^= marks % 2 == 1;
        for piece in outside {
            let rest = names.declarations(piece.trim_start());
            for word in (Words { rest }) {
                if word == "." {
                    fit = Fit::Statement;
                    continue;
                }
                for iri in names.meant(word) {
                    if iris.contains(iri.as_str())
                        && found.get(&iri).is_none_or(|(known, _)| fit < *known)
                    {
                        found.insert(iri, (fit, format!("{start}{number}")));
                    }
                }
                fit = Fit::Mention;
            }
        }
    }
    Ok(())
}

/// What a text declares names to stand for.
#[derive(Default)]
struct Names {
    prefixes: BTreeMap<String, String>,
    base: Option<String>,
    /// The words before, as long as they may be a declaration of JSON-LD or of XML.
    before: [String; 2],
}

impl Names {
    /// Takes the declarations with which a line begins, and gives the rest.
    fn declarations<'l>(&mut self, mut line: &'l str) -> &'l str {
        while let Some((name, iri, rest)) = declared(line) {
            match name {
                Some(name) => drop(self.prefixes.insert(name.to_owned(), iri.to_owned())),
                None => self.base = Some(iri.to_owned()),
            }
            line = rest;
        }
        line
    }

    /// The IRIs that a word may be.
    fn meant(&mut self, word: &str) -> Vec<String> {
        let inner = [('<', '>'), ('"', '"'), ('\'', '\'')].into_iter().find_map(|(open, close)| {
            word.strip_prefix(open).and_then(|word| word.strip_suffix(close))
        });
        let mut meant = Vec::new();
        let name = inner.unwrap_or(word);
        if inner.is_some() {
            self.learn(name);
            meant.push(name.to_owned());
            if let Some(base) = self.base.as_ref().filter(|_| !name.contains(':')) {
                let folder = base.rfind('/').and_then(|end| base.get(..=end)).unwrap_or(base);
                meant.push(format!("{folder}{name}"));
                meant.push(format!("{}#{name}", base.split('#').next().unwrap_or(base)));
            }
        }
        if let Some((prefix, local)) = name.split_once(':')
            && let Some(start) = self.prefixes.get(prefix)
        {
            meant.push(format!("{start}{}", local.replace('\\', "")));
        }
        self.before.swap(0, 1);
        let [_, last] = &mut self.before;
        last.clear();
        last.push_str(word);
        meant
    }

    /// Takes `"e": "http://…"` and `xml:base="http://…"` for what they are.
    fn learn(&mut self, value: &str) {
        if !value.contains("://") {
            return;
        }
        match &self.before {
            [name, colon] if colon == ":" => {
                let name = name.trim_matches('"').to_owned();
                if name == "@base" {
                    self.base = Some(value.to_owned());
                } else {
                    self.prefixes.insert(name, value.to_owned());
                }
            }
            [_, name] if name == "xml:base" => self.base = Some(value.to_owned()),
            [_, name] => {
                if let Some(prefix) = name.strip_prefix("xmlns:") {
                    self.prefixes.insert(prefix.to_owned(), value.to_owned());
                }
            }
        }
    }
}

/// The words of a line: what stands in `<>` or quotes, and what stands between spaces; a point
/// that ends a statement is a word.
struct Words<'l> {
    rest: &'l str,
}

impl<'l> Iterator for Words<'l> {
    type Item = &'l str;

    fn next(&mut self) -> Option<&'l str> {
        self.rest = self.rest.trim_start_matches([
            ' ', '\t', '\r', '\n', ';', ',', '{', '}', '(', ')', '[', ']', '=',
        ]);
        let first = self.rest.chars().next()?;
        let close = match first {
            '<' => Some('>'),
            '"' | '\'' => Some(first),
            _ => None,
        };
        let inner = self.rest.get(first.len_utf8()..)?;
        // Looked for no further than another sign that cannot stand within: a line of open signs
        // is read once, not once for each of them.
        let stop =
            |sign: char| Some(sign) == close || (first == '<' && matches!(sign, ' ' | '"' | '<'));
        let behind = close.and_then(|close| {
            let end = inner.find(stop)?;
            inner.get(end..)?.strip_prefix(close)
        });
        if let Some(rest) = behind {
            let word = self.rest.get(..self.rest.len() - rest.len());
            self.rest = rest;
            return word;
        }
        let end = inner
            .find([' ', '\t', '\r', '\n', ';', ',', '{', '}', '(', ')', '<', '"', '=', '>'])
            .unwrap_or(inner.len());
        let word = self.rest.get(..first.len_utf8() + end)?;
        // The point behind a name ends the statement.
        let word = match word.strip_suffix('.') {
            Some(name) if !name.is_empty() => name,
            _ => word,
        };
        self.rest = self.rest.get(word.len()..)?;
        Some(word)
    }
}

/// The prefix that a text begins by declaring (none for a base), what it stands for, and the rest
/// of the text.
fn declared(text: &str) -> Option<(Option<&str>, &str, &str)> {
    let word = text.split_whitespace().next()?.trim_start_matches('@');
    let rest = text.get(text.find(char::is_whitespace)?..)?;
    let (name, rest) = if word.eq_ignore_ascii_case("prefix") {
        let (name, rest) = rest.split_once(':')?;
        (Some(name.trim()), rest)
    } else if word.eq_ignore_ascii_case("base") {
        (None, rest)
    } else {
        return None;
    };
    let (iri, rest) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    Some((name, iri, rest.trim_start_matches([' ', '\t', '.'])))
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
        let lines: Vec<(&str, &str)> =
            found.iter().map(|(iri, at)| (iri.as_str(), at.rsplit(':').next().unwrap())).collect();
        // A comma ends a name, so the escaped one is not known; nothing is guessed instead.
        assert_eq!(lines, [("urn:full", "7"), ("urn:x:a", "5"), ("urn:z:a", "1")]);
        assert_eq!(find(&[dir.path().join("absent.ttl")], &wanted), BTreeMap::new());
    }

    #[test]
    fn a_name_is_found_in_any_syntax() {
        let wanted = BTreeSet::from(["http://e/a", "http://e/b"]);
        for (text, a, b) in [
            (
                "<http://e/b> <http://e/p>\n <http://e/a> . <http://e/a> <http://e/p> 1 .",
                "line 2",
                "line 1",
            ),
            ("PREFIX e: <http://e/>\nINSERT DATA {\n e:a e:p e:b }", "line 3", "line 3"),
            (
                "{\"@id\":\n\"http://e/a\", \"http://e/p\":\n{\"@id\": \"http://e/b\"}}",
                "line 2",
                "line 3",
            ),
            (
                "<rdf:RDF\n xmlns:e='http://e/'>\n<rdf:Description rdf:about=\"http://e/a\">\n<e:p rdf:resource='http://e/b'/>",
                "line 3",
                "line 4",
            ),
            (
                "{\"@context\":{\"e\": \"http://e/\"},\n\"@id\":\"e:a\",\n\"e:p\":{\"@id\":\"e:b\"}}",
                "line 2",
                "line 3",
            ),
            ("@base <http://e/> .\n<a> <p> \"x\" .\n<b> <p> <a> .", "line 2", "line 3"),
            (
                "<x xml:base=\"http://e/x\">\n<y rdf:about=\"a\">\n<z rdf:about='b'/>",
                "line 2",
                "line 3",
            ),
            (
                "@prefix : <http://e/> .\n:x :note \"\"\"a text that says\n:a is bad\"\"\" .\n:a :p :b .",
                "line 4",
                "line 4",
            ),
        ] {
            let found = find_in(text.as_bytes(), &wanted);
            assert_eq!(
                (found["http://e/a"].as_str(), found["http://e/b"].as_str()),
                (a, b),
                "{text}"
            );
        }
    }

    #[test]
    fn a_line_of_open_signs_is_read_once() {
        let wanted = BTreeSet::from(["http://e/a"]);
        let started = std::time::Instant::now();
        for sign in ["<", "\"", "'", "\"'", "<\""] {
            let text = format!("{}\n<http://e/a> <p> 1 .", sign.repeat(300_000));
            assert_eq!(find_in(text.as_bytes(), &wanted)["http://e/a"], "line 2");
        }
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }
}
