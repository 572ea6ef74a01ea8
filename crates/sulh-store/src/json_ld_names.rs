//! Names in JSON-LD that its algorithms drop without a word: IRIs with spaces, language tags that
//! are none. A dropped fact is a lost one, so the document is refused before the parser sees it.
//!
//! It must not expand anything: it knows strings by the keyword before them (`@id`, `@type`,
//! `@language` …), strings inside `@context`, and keys that are whole IRIs.

use oxigraph::model::Literal;

/// Bytes of a string that are kept; a longer one is no name.
const LONGEST_NAME: usize = 4096;

/// Follows a JSON document byte by byte.
#[derive(Debug, Default)]
pub(crate) struct JsonLdNames {
    /// The string that is open or was closed last.
    string: Vec<u8>,
    state: Place,
    key: Key,
    depth: u32,
    /// The depth at which a context opened.
    context: Option<u32>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    Inside,
    Escape,
    /// A string has ended; the next sign tells whether it was a key.
    Behind,
}

/// What the last key says of the strings that follow it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Key {
    Iri,
    Language,
    Context,
    #[default]
    Other,
}

impl JsonLdNames {
    /// Follows one byte; says what is wrong once a name has ended.
    pub(crate) fn follow(&mut self, byte: u8) -> Option<String> {
        match (self.state, byte) {
            (Place::Inside, b'\\') => self.state = Place::Escape,
            (Place::Inside, b'"') => self.state = Place::Behind,
            (Place::Inside, _) => self.keep(byte),
            (Place::Escape, _) => {
                // What an escape stands for does not matter: only a space of its own would.
                self.keep(if matches!(byte, b'n' | b't' | b'r') { b' ' } else { b'_' });
                self.state = Place::Inside;
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
        if self.string.len() < LONGEST_NAME {
            self.string.push(byte);
        }
    }

    fn structure(&mut self, byte: u8) {
        match byte {
            b'{' => {
                self.depth += 1;
                if self.key == Key::Context && self.context.is_none() {
                    self.context = Some(self.depth);
                }
                self.key = Key::Other;
            }
            b'[' => self.depth += 1,
            b'}' | b']' => {
                if self.context == Some(self.depth) {
                    self.context = None;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn key(&mut self) -> Option<String> {
        let key = String::from_utf8_lossy(&self.string);
        self.key = match key.as_ref() {
            "@id" | "@type" | "@base" | "@vocab" | "@reverse" => Key::Iri,
            "@language" => Key::Language,
            "@context" => Key::Context,
            name if name.starts_with('@') => Key::Other,
            _ if self.context.is_some() => Key::Iri,
            _ => Key::Other,
        };
        let is_whole = key.starts_with("http://") || key.starts_with("https://");
        (is_whole && !is_iri(&key))
            .then(|| format!("the IRI {key:?} may not hold spaces or <>\"{{}}|\\^`"))
    }

    fn value(&self) -> Option<String> {
        if self.string.len() >= LONGEST_NAME {
            return None;
        }
        let value = String::from_utf8_lossy(&self.string);
        match self.key {
            Key::Iri if !is_iri(&value) => {
                Some(format!("the IRI {value:?} may not hold spaces or <>\"{{}}|\\^`"))
            }
            Key::Language
                if !value.is_empty()
                    && Literal::new_language_tagged_literal("", value.as_ref()).is_err() =>
            {
                Some(format!("{value:?} is no language tag: expected one such as en or sr-Latn"))
            }
            _ => None,
        }
    }
}

fn is_iri(text: &str) -> bool {
    !text.chars().any(|sign| {
        sign.is_whitespace()
            || sign.is_control()
            || matches!(sign, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
    })
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
        ] {
            assert!(wrong(text).is_some(), "{text}");
        }
        for text in [
            r#"{"@context": {"p": {"@id": "http://e/p", "@container": "@list"}}, "p": "a text with spaces"}"#,
            r#"{"@id": "http://e/a", "http://e/p": {"@value": "two words", "@language": "sr-Latn"}}"#,
            r#"{"@type": "http://e/T", "note": "see http://e/a b", "n": ["x y", {"q": "r s"}]}"#,
            r#"{"@context": ["http://e/c", {"@vocab": "http://e/"}], "a b": "c d"}"#,
            r#"{"@context": {"@language": null, "@version": 1.1}, "@graph": []}"#,
        ] {
            assert_eq!(wrong(text), None, "{text}");
        }
    }
}
