//! XML as a stream of nodes, for formats that pack it.
//!
//! It keeps no tree and expands no entity but the five of XML itself; document types are passed
//! over, and nothing that they name is fetched.

use std::borrow::Cow;
use std::io::{BufReader, Read};
use std::rc::Rc;

use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::DocumentError;
use crate::package::Meter;
use crate::parser::Limits;

/// A reader of one part.
pub(crate) struct XmlReader<R: Read> {
    reader: Reader<BufReader<R>>,
    buffer: Vec<u8>,
    meter: Rc<Meter>,
    kind: &'static str,
    depth: usize,
    deepest: usize,
    elements: usize,
    most: usize,
    has_entities: bool,
}

/// What a reader meets. An empty element gives a start and an end.
pub(crate) enum Node<'n> {
    /// An element begins.
    Start(BytesStart<'n>),
    /// An element ends.
    End(BytesEnd<'n>),
    /// Characters.
    Text(Cow<'n, str>),
    /// A comment or the like: nothing to do.
    Nothing,
    /// The part is over.
    EndOfPart,
}

impl<R: Read> XmlReader<R> {
    /// A reader that is held to the depth of the limits, and to five elements for each block.
    pub(crate) fn new(source: R, meter: Rc<Meter>, kind: &'static str, limits: &Limits) -> Self {
        let (deepest, most) = (limits.depth, limits.blocks.saturating_mul(5));
        let mut reader = Reader::from_reader(BufReader::new(source));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            meter,
            kind,
            depth: 0,
            deepest,
            elements: 0,
            most,
            has_entities: false,
        }
    }

    /// The next node.
    ///
    /// # Errors
    /// [`DocumentError::Malformed`] if it is no XML, [`DocumentError::TooLarge`] over a limit.
    pub(crate) fn next(&mut self) -> Result<Node<'_>, DocumentError> {
        self.buffer.clear();
        self.meter.event();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                let kind = self.kind;
                let malformed = || DocumentError::Malformed { kind, reason: error.to_string() };
                return Err(self.meter.error().unwrap_or_else(malformed));
            }
        };
        Ok(match event {
            Event::Start(start) => {
                self.depth += 1;
                self.elements += 1;
                if self.depth > self.deepest {
                    let limit = self.deepest as u64;
                    return Err(DocumentError::TooLarge { what: "nested elements", limit });
                }
                if self.elements > self.most {
                    let limit = self.most as u64;
                    return Err(DocumentError::TooLarge { what: "elements", limit });
                }
                Node::Start(start)
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Node::End(end)
            }
            Event::Text(text) => Node::Text(text.xml10_content()),
            Event::CData(data) => Node::Text(data.xml10_content()),
            Event::GeneralRef(entity) => reference(&entity).map_or_else(
                || {
                    self.has_entities = true;
                    Node::Nothing
                },
                |letter| Node::Text(Cow::Owned(letter.to_string())),
            ),
            Event::Eof => Node::EndOfPart,
            _ => Node::Nothing,
        })
    }

    /// Passes over the element whose start was read last, to behind its end.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub(crate) fn skip(&mut self) -> Result<(), DocumentError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Node::EndOfPart) {
                break;
            }
        }
        Ok(())
    }

    /// Whether the part names entities of its own, which were left out.
    pub(crate) fn has_entities(&self) -> bool {
        self.has_entities
    }
}

fn reference(entity: &BytesRef<'_>) -> Option<char> {
    match &*entity.xml10_content() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().ok().flatten(),
    }
}

/// The value of an attribute, asked for with its prefix (`text:style-name`).
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    find(element, |key| key == name)
}

/// The value of an attribute, asked for without its prefix (`val`).
pub(crate) fn local_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    find(element, |key| key.rsplit(':').next() == Some(name))
}

fn find(element: &BytesStart<'_>, is_it: impl Fn(&str) -> bool) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).map_while(Result::ok);
    let found = attributes.find(|attribute| is_it(attribute.key.as_ref()))?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}
