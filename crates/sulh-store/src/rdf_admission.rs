//! What is looked at before a parser of RDF sees it: nesting, and the entities of XML.
//!
//! The parsers recurse or keep every open element; a document that nests a
//! hundred thousand times ends the process, and a few lines of entities expand to
//! gigabytes. One pass, one byte at a time, no memory but a DOCTYPE of 64 KiB.
//! It must not judge syntax: what it cannot follow, the parser refuses.

use crate::json_ld_names::JsonLdNames;
use oxigraph::io::RdfFormat;
use std::io::{self, Read};

/// Brackets, triple terms, objects or elements that may be open at once.
pub const LARGEST_NESTING: u32 = 128;
/// Bytes of a document type declaration.
const LARGEST_DOCTYPE: usize = 64 << 10;
/// Bytes of one entity: enough for a namespace.
const LARGEST_ENTITY: usize = 1024;

/// A document that is not given to a parser.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RdfRefused {
    /// Line of the byte that is one too many, from 1.
    pub line: u64,
    /// Column in bytes, from 1.
    pub column: u64,
    /// What there is too much of, and what is allowed.
    pub message: String,
}

/// Follows a document and refuses what nests too deep.
#[derive(Debug)]
pub struct RdfAdmission {
    syntax: Syntax,
    state: State,
    depth: u32,
    line: u64,
    column: u64,
    doctype: Vec<u8>,
    names: JsonLdNames,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Turtle,
    Json,
    Xml,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Plain,
    Comment,
    Escape,
    /// After `<` in Turtle: an IRI, or a triple term if another follows.
    Less,
    /// After `>` in Turtle: the end of a triple term if another follows.
    Greater,
    Iri,
    /// After the first, and the second, quote of a string.
    Quote(u8),
    Quotes(u8),
    Short(u8),
    ShortEscape(u8),
    /// In a long string, after so many of its quotes in a row.
    Long(u8, u8),
    LongEscape(u8),
    /// After `<` in XML, and in the three kinds of tag.
    Markup,
    Open {
        slash: bool,
    },
    OpenQuote(u8),
    Close,
    Declaration,
    /// In `<?…?>`, `<!--…-->`, `<![CDATA[…]]>`: how much of the end was seen.
    Instruction(bool),
    XmlComment(u8),
    Data(u8),
    Doctype {
        subset: bool,
    },
}

impl RdfAdmission {
    /// Starts at the first byte of a document.
    pub fn new(format: RdfFormat) -> Self {
        let syntax = match format {
            RdfFormat::RdfXml => Syntax::Xml,
            RdfFormat::JsonLd { .. } => Syntax::Json,
            _ => Syntax::Turtle,
        };
        Self {
            syntax,
            state: State::Plain,
            depth: 0,
            line: 1,
            column: 0,
            doctype: Vec::new(),
            names: JsonLdNames::default(),
        }
    }

    /// Follows the next bytes.
    ///
    /// # Errors
    /// [`RdfRefused`] at the first byte that goes too far.
    pub fn follow(&mut self, bytes: &[u8]) -> Result<(), RdfRefused> {
        for byte in bytes {
            self.column += 1;
            match self.syntax {
                Syntax::Turtle => self.turtle(*byte),
                Syntax::Json => {
                    self.json(*byte);
                    if let Some(wrong) = self.names.follow(*byte) {
                        return Err(self.refused(wrong));
                    }
                }
                Syntax::Xml => self.xml(*byte)?,
            }
            if self.depth > LARGEST_NESTING {
                return Err(self.refused(format!("nested deeper than {LARGEST_NESTING} levels")));
            }
            if *byte == b'\n' {
                self.line += 1;
                self.column = 0;
            }
        }
        Ok(())
    }

    fn refused(&self, message: String) -> RdfRefused {
        RdfRefused { line: self.line, column: self.column, message }
    }

    fn turtle(&mut self, byte: u8) {
        self.state = match (self.state, byte) {
            (State::Comment, b'\n')
            | (State::Less | State::Iri, b'>' | b' ' | b'\n')
            | (State::Escape, _) => State::Plain,
            (State::Comment, _) => State::Comment,
            (State::Less, b'<') => {
                self.depth += 1;
                State::Plain
            }
            (State::Less | State::Iri, _) => State::Iri,
            (State::Greater, b'>') => {
                self.depth = self.depth.saturating_sub(1);
                State::Plain
            }
            (state @ (State::Plain | State::Greater), _) => self.turtle_plain(state, byte),
            (state, _) => self.string(state, byte),
        };
    }

    fn turtle_plain(&mut self, _: State, byte: u8) -> State {
        match byte {
            b'#' => State::Comment,
            b'<' => State::Less,
            b'>' => State::Greater,
            b'\\' => State::Escape,
            b'"' | b'\'' => State::Quote(byte),
            b'[' | b'(' | b'{' => {
                self.depth += 1;
                State::Plain
            }
            b']' | b')' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                State::Plain
            }
            _ => State::Plain,
        }
    }

    fn string(&mut self, state: State, byte: u8) -> State {
        match state {
            State::Quote(quote) if byte == quote => State::Quotes(quote),
            State::Quote(quote) | State::Short(quote) => match byte {
                b'\\' => State::ShortEscape(quote),
                b'\n' => State::Plain,
                _ if byte == quote => State::Plain,
                _ => State::Short(quote),
            },
            State::ShortEscape(quote) => State::Short(quote),
            State::Quotes(quote) if byte == quote => State::Long(quote, 0),
            // The string was empty; this byte stands behind it.
            State::Quotes(_) => self.turtle_plain(State::Plain, byte),
            State::Long(quote, seen) => match byte {
                b'\\' => State::LongEscape(quote),
                _ if byte == quote && seen == 2 => State::Plain,
                _ if byte == quote => State::Long(quote, seen + 1),
                _ => State::Long(quote, 0),
            },
            State::LongEscape(quote) => State::Long(quote, 0),
            _ => State::Plain,
        }
    }

    fn json(&mut self, byte: u8) {
        self.state = match (self.state, byte) {
            (State::Short(quote), b'\\') => State::ShortEscape(quote),
            (State::Short(_), b'"') => State::Plain,
            (State::Short(quote) | State::ShortEscape(quote), _) => State::Short(quote),
            (_, b'"') => State::Short(b'"'),
            (_, b'{' | b'[') => {
                self.depth += 1;
                State::Plain
            }
            (_, b'}' | b']') => {
                self.depth = self.depth.saturating_sub(1);
                State::Plain
            }
            _ => State::Plain,
        };
    }

    fn xml(&mut self, byte: u8) -> Result<(), RdfRefused> {
        self.state = match (self.state, byte) {
            (State::Markup, b'!') => {
                self.doctype.clear();
                State::Declaration
            }
            (State::Markup, b'?') => State::Instruction(false),
            (State::Markup, b'/') => {
                self.depth = self.depth.saturating_sub(1);
                State::Close
            }
            (State::Markup, _) => {
                self.depth += 1;
                State::Open { slash: false }
            }
            (State::Open { slash: true }, b'>') => {
                self.depth = self.depth.saturating_sub(1);
                State::Plain
            }
            (
                State::Open { .. }
                | State::Close
                | State::Instruction(true)
                | State::XmlComment(2)
                | State::Data(2),
                b'>',
            ) => State::Plain,
            (State::Open { .. }, b'"' | b'\'') => State::OpenQuote(byte),
            (State::Open { .. }, _) => State::Open { slash: byte == b'/' },
            (State::OpenQuote(quote), _) if byte == quote => State::Open { slash: false },
            (State::Instruction(_), _) => State::Instruction(byte == b'?'),
            (State::XmlComment(seen), _) => {
                State::XmlComment(if byte == b'-' { (seen + 1).min(2) } else { 0 })
            }
            (State::Data(seen), _) => State::Data(if byte == b']' { (seen + 1).min(2) } else { 0 }),
            (State::Declaration, _) => self.declaration(byte),
            (State::Doctype { subset }, _) => self.in_doctype(subset, byte)?,
            (State::Plain, b'<') => State::Markup,
            (state, _) => state,
        };
        Ok(())
    }

    /// After `<!`: which of the three it is.
    fn declaration(&mut self, byte: u8) -> State {
        self.doctype.push(byte);
        match self.doctype.as_slice() {
            b"--" => State::XmlComment(0),
            b"[CDATA[" => State::Data(0),
            b"DOCTYPE" => State::Doctype { subset: false },
            seen if seen.len() > 8 => State::Plain,
            _ => State::Declaration,
        }
    }

    fn in_doctype(&mut self, subset: bool, byte: u8) -> Result<State, RdfRefused> {
        self.doctype.push(byte);
        if self.doctype.len() > LARGEST_DOCTYPE {
            return Err(self.refused(format!("a DOCTYPE of more than {LARGEST_DOCTYPE} bytes")));
        }
        match (subset, byte) {
            (false, b'[') => Ok(State::Doctype { subset: true }),
            (true, b']') => Ok(State::Doctype { subset: false }),
            (false, b'>') => {
                self.check_entities()?;
                Ok(State::Plain)
            }
            _ => Ok(State::Doctype { subset }),
        }
    }

    /// Entities may abbreviate a namespace; they may not be made of others, nor come from elsewhere.
    fn check_entities(&self) -> Result<(), RdfRefused> {
        let text = String::from_utf8_lossy(&self.doctype);
        for entity in text.split("<!ENTITY").skip(1) {
            let value = entity.split(['"', '\'']).nth(1).unwrap_or_default();
            let name_part = entity.split(['"', '\'']).next().unwrap_or_default();
            let is_external = name_part.contains("SYSTEM") || name_part.contains("PUBLIC");
            if value.len() > LARGEST_ENTITY || value.replace("&#", "").contains('&') {
                return Err(self.refused(format!(
                    "an entity that is made of others or longer than {LARGEST_ENTITY} bytes"
                )));
            }
            if is_external || name_part.contains('%') {
                return Err(self.refused("an entity from outside the document".to_owned()));
            }
        }
        Ok(())
    }
}

/// A reader that fails where its document goes too far.
pub(crate) struct AdmittedReader<R> {
    inner: R,
    admission: RdfAdmission,
}

impl<R: Read> AdmittedReader<R> {
    /// Follows what is read from `inner`.
    pub(crate) fn new(inner: R, format: RdfFormat) -> Self {
        Self { inner, admission: RdfAdmission::new(format) }
    }
}

impl<R: Read> Read for AdmittedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.admission
            .follow(buffer.get(..n).unwrap_or_default())
            .map_err(|refused| io::Error::new(io::ErrorKind::InvalidData, refused))?;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn verdict(format: RdfFormat, text: &str) -> Result<(), RdfRefused> {
        RdfAdmission::new(format).follow(text.as_bytes())
    }

    fn json() -> RdfFormat {
        RdfFormat::from_extension("jsonld").unwrap()
    }

    #[test]
    fn deep_documents_are_refused_in_every_syntax() {
        let n = 1000;
        let cases = [
            (RdfFormat::Turtle, format!("<a:a> <a:p> {}", "[ <a:p> ".repeat(n))),
            (RdfFormat::Turtle, format!("<a:a> <a:p> {}", "( ".repeat(n))),
            (RdfFormat::NTriples, format!("<a:a> <a:p> {}", "<<( <a:s> <a:p> ".repeat(n))),
            (RdfFormat::RdfXml, "<rdf:Description><a:p>".repeat(n)),
            (json(), "{\"a:p\":".repeat(n)),
            (json(), "[".repeat(n)),
        ];
        for (format, text) in cases {
            let refused = verdict(format, &text).unwrap_err();
            assert!(refused.message.contains("nested deeper"), "{refused}");
        }
    }

    #[test]
    fn brackets_in_texts_do_not_count() {
        let deep = "[({<<".repeat(300);
        let turtle = format!(
            "# {deep}\n<a:[[> <a:p> \"{deep}\\\"{deep}\", '''{deep}''{deep}''' , \"\" , 'x', a:b\\( .\n"
        );
        assert_eq!(verdict(RdfFormat::Turtle, &turtle.repeat(3)), Ok(()));
        assert_eq!(verdict(json(), &format!("{{\"a\\\"{deep}\": [\"{deep}\"]}}")), Ok(()));
        let xml =
            format!("<?x {deep}?><!-- <a>-{deep} --><a b='<{deep}'/><c><![CDATA[<a><b>]]></c>");
        assert_eq!(verdict(RdfFormat::RdfXml, &xml.repeat(200)), Ok(()));
        // Many things side by side are no nesting.
        assert_eq!(
            verdict(
                RdfFormat::Turtle,
                &"<a:a> <a:p> [ <a:q> ( 1 ) ] . << <a:a> <a:p> 1 >> <a:p> 2 .".repeat(500)
            ),
            Ok(())
        );
    }

    #[test]
    fn entities_may_abbreviate_and_no_more() {
        let with = |subset: &str| {
            verdict(RdfFormat::RdfXml, &format!("<!DOCTYPE r [{subset}]><r>&x;</r>"))
        };
        assert_eq!(
            with("<!ENTITY owl \"http://www.w3.org/2002/07/owl#\"><!ENTITY nbsp '&#160;'>"),
            Ok(())
        );
        for subset in [
            "<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>".to_owned(),
            format!("<!ENTITY x '{}'>", "x".repeat(5000)),
            "<!ENTITY x SYSTEM 'file:///etc/passwd'>".to_owned(),
            "<!ENTITY % x 'y'>".to_owned(),
            format!("<!-- {} -->", "x".repeat(100_000)),
        ] {
            assert!(with(&subset).is_err(), "{}", subset.get(..30).unwrap());
        }
    }
}
