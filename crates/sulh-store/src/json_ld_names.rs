//! Names in JSON-LD that its algorithms drop without a word: IRIs with spaces, language tags that
//! are none. A dropped fact is a lost one, so the document is refused before the parser sees it.
//!
//! It must not expand anything, nor refuse a text: a string is a name where a keyword, an alias of
//! one or a term that the document's contexts coerce says so. Contexts are taken together wherever
//! they stand; the literals of `@json` are passed over.

use oxigraph::model::{Literal, NamedNode};
use rustc_hash::{FxHashMap, FxHashSet};

/// Bytes of a string that are kept; a longer one is no name.
const LONGEST_NAME: usize = 16 << 10;
/// Schemes with which a key is meant as a whole IRI.
const SCHEMES: [&str; 7] = ["http", "https", "urn", "tag", "mailto", "did", "file"];

/// What a string at a place is.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
enum Role {
    #[default]
    Other,
    /// An IRI, a compact one or a keyword.
    Iri,
    Language,
    /// What terms without a colon begin with.
    Vocabulary,
    /// A context, or a list of them.
    Context,
    /// What a term of a context stands for.
    Term(String),
    /// The type that the values of a term have.
    TermType(String),
    TermContainer(String),
    /// A map whose keys are language tags.
    ByLanguage,
    /// JSON that is data.
    Json,
}

/// An open object or array.
#[derive(Debug)]
enum Frame {
    /// An object of data, or with a role of its own.
    Object {
        of: Role,
        key: Role,
    },
    Array {
        of: Role,
    },
}

/// Follows a JSON document byte by byte.
#[derive(Debug, Default)]
pub(crate) struct JsonLdNames {
    open: Vec<Frame>,
    /// The string that is open or was closed last.
    string: Vec<u8>,
    state: Place,
    /// Terms that stand for keywords, with these.
    aliases: FxHashMap<String, String>,
    /// Terms whose values are IRIs, JSON, or maps by language.
    iris: FxHashSet<String>,
    json: FxHashSet<String>,
    by_language: FxHashSet<String>,
    terms: FxHashSet<String>,
    ambiguous: FxHashSet<String>,
    has_vocabulary: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    Inside,
    Escape,
    /// In an escape by number: digits seen, and their value.
    Unicode(u8, u32),
    /// A string has ended; the next sign tells whether it was a key.
    Behind,
}

impl JsonLdNames {
    /// Follows one byte; says what is wrong once a name has ended. Cost: O(1) on average.
    pub(crate) fn follow(&mut self, byte: u8) -> Option<String> {
        match (self.state, byte) {
            (Place::Inside, b'\\') => self.state = Place::Escape,
            (Place::Inside, b'"') => self.state = Place::Behind,
            (Place::Inside, _) => self.keep(byte),
            (Place::Escape, b'u') => self.state = Place::Unicode(0, 0),
            (Place::Escape, _) => {
                self.keep(match byte {
                    b'n' | b't' | b'r' | b'f' | b'b' => b' ',
                    other => other,
                });
                self.state = Place::Inside;
            }
            (Place::Unicode(seen, value), _) => {
                let digit = char::from(byte).to_digit(16).unwrap_or(0);
                let value = value << 4 | digit;
                self.state = if seen < 3 { Place::Unicode(seen + 1, value) } else { Place::Inside };
                if seen == 3 {
                    // Half of a pair is a letter beyond the first plane, which a name may have.
                    let letter = char::from_u32(value).unwrap_or('x');
                    let mut bytes = [0; 4];
                    for byte in letter.encode_utf8(&mut bytes).bytes() {
                        self.keep(byte);
                    }
                }
            }
            (Place::Behind, b' ' | b'\t' | b'\r' | b'\n') => {}
            (Place::Behind, b':') => {
                self.state = Place::Outside;
                return self.key();
            }
            (Place::Behind, _) => {
                self.state = Place::Outside;
                let wrong = self.value();
                self.structure(byte);
                return wrong;
            }
            (Place::Outside, b'"') => {
                self.string.clear();
                self.state = Place::Inside;
            }
            (Place::Outside, _) => self.structure(byte),
        }
        None
    }

    fn keep(&mut self, byte: u8) {
        if self.string.len() <= LONGEST_NAME {
            self.string.push(byte);
        }
    }

    /// What a value at this place is.
    fn role(&self) -> Role {
        match self.open.last() {
            Some(Frame::Object { key, .. }) => key.clone(),
            Some(Frame::Array { of }) => of.clone(),
            None => Role::Other,
        }
    }

    fn structure(&mut self, byte: u8) {
        match byte {
            b'{' => {
                let of = match self.role() {
                    // The values of a property are data again.
                    Role::Iri | Role::Language => Role::Other,
                    other => other,
                };
                self.open.push(Frame::Object { of, key: Role::Other });
            }
            b'[' => {
                // Only an object is a map by language.
                let of = match self.role() {
                    Role::ByLanguage => Role::Other,
                    other => other,
                };
                self.open.push(Frame::Array { of });
            }
            b'}' | b']' => drop(self.open.pop()),
            _ => {}
        }
    }

    fn text(&self) -> Option<String> {
        (self.string.len() <= LONGEST_NAME)
            .then(|| String::from_utf8_lossy(&self.string).into_owned())
    }

    fn key(&mut self) -> Option<String> {
        let name = self.text();
        let Some(Frame::Object { of, .. }) = self.open.last() else { return None };
        let Some(name) = name else {
            self.set_key(Role::Other);
            return None;
        };
        let (mut wrong, mut role) = (None, Role::Other);
        match of {
            Role::Json => role = Role::Json,
            Role::Context => role = self.context_key(&name),
            Role::Term(term) => {
                role = match name.as_str() {
                    "@id" | "@reverse" => Role::Term(term.clone()),
                    "@type" => Role::TermType(term.clone()),
                    "@container" => Role::TermContainer(term.clone()),
                    "@language" => Role::Language,
                    "@context" => Role::Context,
                    _ => Role::Other,
                }
            }
            Role::ByLanguage => wrong = wrong_language(&name, "@none"),
            _ => (role, wrong) = self.data_key(&name),
        }
        self.set_key(role);
        wrong
    }

    fn set_key(&mut self, role: Role) {
        if let Some(Frame::Object { key, .. }) = self.open.last_mut() {
            *key = role;
        }
    }

    fn context_key(&mut self, name: &str) -> Role {
        match name {
            "@vocab" => Role::Vocabulary,
            "@base" => Role::Iri,
            "@language" => Role::Language,
            name if name.starts_with('@') => Role::Other,
            term => {
                // What is defined twice may mean two things: nothing is said of it.
                if !self.terms.insert(term.to_owned()) {
                    self.ambiguous.insert(term.to_owned());
                }
                Role::Term(term.to_owned())
            }
        }
    }

    fn data_key(&self, name: &str) -> (Role, Option<String>) {
        if self.ambiguous.contains(name) {
            // It may be JSON as well, whose strings are not looked at.
            let role = if self.json.contains(name) { Role::Json } else { Role::Other };
            return (role, None);
        }
        let keyword = self.aliases.get(name).map_or(name, String::as_str);
        let role = match keyword {
            "@id" | "@type" => Role::Iri,
            "@language" => Role::Language,
            "@context" => Role::Context,
            // Only JSON that is data is more than a scalar.
            "@value" => Role::Json,
            _ if self.json.contains(name) => Role::Json,
            _ if self.by_language.contains(name) => Role::ByLanguage,
            _ if self.iris.contains(name) => Role::Iri,
            _ => Role::Other,
        };
        let is_known = self.terms.contains(name) || keyword.starts_with('@');
        let prefix = name.split_once(':').map(|(prefix, _)| prefix);
        let is_meant = match prefix {
            Some(prefix) => SCHEMES.contains(&prefix) || self.terms.contains(prefix),
            None => self.has_vocabulary,
        };
        let wrong = if is_known || !is_meant { None } else { wrong_iri(name) };
        (role, wrong)
    }

    fn value(&mut self) -> Option<String> {
        let value = self.text()?;
        match self.role() {
            Role::Language => wrong_language(&value, ""),
            Role::Vocabulary => {
                self.has_vocabulary = true;
                wrong_iri(&value)
            }
            Role::Term(term) if value.starts_with('@') => {
                self.aliases.insert(term, value);
                None
            }
            Role::Iri | Role::Term(_) => wrong_iri(&value),
            Role::TermType(term) => {
                match value.as_str() {
                    "@id" | "@vocab" => drop(self.iris.insert(term)),
                    "@json" => drop(self.json.insert(term)),
                    _ => return wrong_iri(&value),
                }
                None
            }
            Role::TermContainer(term) if value == "@language" => {
                self.by_language.insert(term);
                None
            }
            _ => None,
        }
    }
}

fn wrong_language(tag: &str, besides: &str) -> Option<String> {
    if tag == besides || Literal::new_language_tagged_literal("", tag).is_ok() {
        return None;
    }
    Some(format!("{tag:?} is no language tag: expected one such as en or sr-Latn"))
}

fn wrong_iri(iri: &str) -> Option<String> {
    if iri.starts_with('@') {
        return None;
    }
    let is_odd = |sign: char| {
        sign.is_whitespace()
            || sign.is_control()
            || matches!(sign, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
    };
    if iri.chars().any(is_odd) {
        return Some(format!("the IRI {iri:?} may not hold spaces or <>\"{{}}|\\^`"));
    }
    let is_whole = iri.split_once(':').is_some_and(|(scheme, _)| SCHEMES.contains(&scheme));
    let error = is_whole.then(|| NamedNode::new(iri).err()).flatten()?;
    Some(format!("the IRI {iri:?} is none: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Option<String> {
        let mut names = JsonLdNames::default();
        text.bytes().find_map(|byte| names.follow(byte))
    }

    #[test]
    fn what_would_be_dropped_is_said() {
        for text in [
            r#"{"@id": "http://e/a b"}"#,
            r#"{"@type": ["http://e/T", "http://e/a b"]}"#,
            r#"{"http://e/p q": 1}"#,
            r#"{"http://e/p": {"@value": "x", "@language": "en_GB"}}"#,
            r#"{"@context": {"p": "http://e/p q"}, "p": 1}"#,
            r#"{"@context": {"@language": "no tag"}}"#,
            r#"{"@id": "http://e/a\tb" }"#,
            r#"{"@id":"http://e/a\u0020b","http://e/p":1}"#,
            r#"{"@context":{"p":{"@id":"http://e/p","@type":"@id"}},"@id":"http://e/s","p":"http://e/a b"}"#,
            r#"{"@context":{"p":{"@id":"http://e/p","@type":"@id"}},"p":["http://e/a", "http://e/a b"]}"#,
            r#"{"@context":{"id":"@id","p":"http://e/p"},"id":"http://e/a b","p":1}"#,
            r#"{"@context":{"type":"@type"},"@id":"http://e/s","type":"http://e/T x"}"#,
            r#"{"@context":{"lang":"@language","val":"@value"},"http://e/p":{"val":"x","lang":"en_GB"}}"#,
            r#"{"@context":{"l":{"@id":"http://e/l","@container":"@language"}},"l":{"en_GB":"x"}}"#,
            r#"{"@context":{"e":"http://e/"},"@id":"http://e/s","e:p q":1}"#,
            r#"{"@context":{"@vocab":"http://e/"},"@id":"http://e/s","p q":1}"#,
            r#"{"@id":"urn:x:s","urn:x:p q":1}"#,
            r#"{"@id":"http://e/s","@index":"a","http://e/p":{"@id":"http://[bad/x"}}"#,
            r#"{"@graph":[{"@id":"http://e/s"}, "x", {"@id":"http://e/a b"}]}"#,
        ] {
            assert!(wrong(text).is_some(), "{text}");
        }
    }

    #[test]
    fn texts_are_left_alone() {
        for text in [
            r#"{"@context": {"p": {"@id": "http://e/p", "@container": "@list"}}, "p": "a text with spaces"}"#,
            r#"{"@id": "http://e/a", "http://e/p": {"@value": "two words", "@language": "sr-Latn"}}"#,
            r#"{"@type": "http://e/T", "note": "see http://e/a b", "n": ["x y", {"q": "r s"}]}"#,
            r#"{"@context": ["http://e/c", {"@vocab": "http://e/"}], "b": "c d"}"#,
            r#"{"@context": {"@language": null, "@version": 1.1}, "@graph": []}"#,
            r#"{"@id":"http://e/s","http://e/p":[{"@id":"http://e/a"},"two words"]}"#,
            r#"{"@graph":[{"http://e/q":[{"@value":"x","@language":"en"},"two words"]}]}"#,
            r#"{"@id":"http://e/s","http://e/p":{"@type":"@json","@value":{"@id":"a b", "c": ["d e"]}}}"#,
            r#"{"@context":{"j":{"@id":"http://e/j","@type":"@json"}},"j":{"@id":"a b"}}"#,
            r#"{"@context":{"l":{"@id":"http://e/l","@container":"@language"}},"l":{"en":"a b","@none":"c d"}}"#,
            r#"{"a b": 1, "note: of mine": "x y"}"#,
            r#"{"@context":{"l":{"@id":"http://e/l","@container":"@language"}},"l":[{"@value":"x y","@language":"en"}]}"#,
            r#"{"@graph":[{"@context":{"n":{"@id":"http://e/n","@type":"@id"}},"n":"http://e/a"},{"@context":{"n":"http://e/m"},"n":"two words"}]}"#,
            r#"{"@context":{"@vocab":null},"p q":1}"#,
            r#"{"@context":{"a b":"http://e/ab"},"a b":"c d"}"#,
        ] {
            assert_eq!(wrong(text), None, "{text}");
        }
    }
}
