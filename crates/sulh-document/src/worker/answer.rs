//! What a child says to its parent: frames of a word, a number and, for most, so many bytes.
//!
//! ```text
//! pages 12\n
//! notice 31\n…31 bytes of UTF-8…
//! document 5120\n…5120 bytes of JSON…
//! picture 8699856\n…8699856 bytes of PGM, or none…
//! ```
//!
//! The reader must trust nothing: no length is allocated before its bytes are there, and the sum
//! is capped.

use crate::worker::document_error::{WireError, short};
use crate::worker::soundness;
use crate::{Document, DocumentError};
use std::io::{self, Write};

/// Says things to the parent, each flushed at once.
pub(super) struct AnswerWriter<W: Write> {
    output: W,
}

impl<W: Write> AnswerWriter<W> {
    pub(super) fn new(output: W) -> Self {
        Self { output }
    }

    /// How many pages there are, as soon as it is known: it gives more time.
    pub(super) fn pages(&mut self, pages: u32) -> io::Result<()> {
        self.output.write_all(format!("pages {pages}\n").as_bytes())
    }

    pub(super) fn notice(&mut self, message: &str) -> io::Result<()> {
        self.frame("notice", message.as_bytes())
    }

    pub(super) fn document(&mut self, document: &Document) -> io::Result<()> {
        self.frame("document", &serde_json::to_vec(document)?)
    }

    /// The picture of a page, as PGM; empty if there is none.
    pub(super) fn picture(&mut self, picture: &[u8]) -> io::Result<()> {
        self.frame("picture", picture)
    }

    pub(super) fn error(&mut self, error: &DocumentError) -> io::Result<()> {
        self.frame("error", &serde_json::to_vec(&WireError::from(error))?)
    }

    /// The parser panicked.
    pub(super) fn panic(&mut self, message: &str) -> io::Result<()> {
        self.frame("panic", message.as_bytes())
    }

    /// The document was not looked at, since the limits could not be set.
    pub(super) fn refusal(&mut self, message: &str) -> io::Result<()> {
        self.frame("refusal", message.as_bytes())
    }

    fn frame(&mut self, word: &str, body: &[u8]) -> io::Result<()> {
        self.output.write_all(format!("{word} {}\n", body.len()).as_bytes())?;
        self.output.write_all(body)?;
        self.output.flush()
    }
}

/// The last thing that a child says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Document(Document),
    Picture(Option<Vec<u8>>),
    Error(DocumentError),
    Panic(String),
    Refusal(String),
}

/// Why an answer is read no further.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    TooMuch,
    Garbled(String),
}

/// Puts an answer together from pieces as they come.
#[derive(Debug)]
pub(super) struct AnswerReader {
    most: u64,
    taken: u64,
    pending: Vec<u8>,
    /// The frame whose body is awaited.
    open: Option<(Word, usize)>,
    /// The most pages that were announced.
    pub(super) pages: u32,
    pub(super) notices: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Pages,
    Notice,
    Document,
    Picture,
    Error,
    Panic,
    Refusal,
}

impl AnswerReader {
    /// The longest first line of a frame.
    const LINE: usize = 32;
    const NOTICES: usize = 16;

    /// Reads answers of up to `most` bytes.
    pub(super) fn new(most: u64) -> Self {
        let (taken, pages, pending, notices) = (0, 0, Vec::new(), Vec::new());
        Self { most, taken, pending, open: None, pages, notices }
    }

    /// Takes some bytes; the answer once it is whole. What comes behind it is not looked at.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Option<Answer>, Fault> {
        self.taken = self.taken.saturating_add(bytes.len() as u64);
        if self.taken > self.most {
            return Err(Fault::TooMuch);
        }
        self.pending.extend_from_slice(bytes);
        while let Some((word, body)) = self.next_frame()? {
            match word {
                Word::Pages => {}
                Word::Notice => self.keep_notice(&body),
                Word::Document => return read_document(&body).map(Some),
                Word::Picture => return read_picture(body).map(Some),
                Word::Error => return read_error(&body).map(Some),
                Word::Panic => return Ok(Some(Answer::Panic(lossy(&body)))),
                Word::Refusal => return Ok(Some(Answer::Refusal(lossy(&body)))),
            }
        }
        Ok(None)
    }

    fn next_frame(&mut self) -> Result<Option<(Word, Vec<u8>)>, Fault> {
        if self.open.is_none() {
            self.open = self.first_line()?;
        }
        let Some((word, length)) = self.open else { return Ok(None) };
        if self.pending.len() < length {
            return Ok(None);
        }
        self.open = None;
        let behind = self.pending.split_off(length);
        Ok(Some((word, std::mem::replace(&mut self.pending, behind))))
    }

    fn first_line(&mut self) -> Result<Option<(Word, usize)>, Fault> {
        let Some(end) = self.pending.iter().take(Self::LINE).position(|&byte| byte == b'\n') else {
            let is_long = self.pending.len() >= Self::LINE;
            return if is_long { Err(garbled("a line is too long")) } else { Ok(None) };
        };
        let line = self.pending.drain(..=end).collect::<Vec<u8>>();
        let (word, number) = split(&line).ok_or_else(|| garbled("a line is unknown"))?;
        if word == Word::Pages {
            self.pages = self.pages.max(u32::try_from(number).unwrap_or(u32::MAX));
            return Ok(Some((word, 0)));
        }
        if number > self.most {
            return Err(Fault::TooMuch);
        }
        usize::try_from(number).map(|length| Some((word, length))).map_err(|_| Fault::TooMuch)
    }

    fn keep_notice(&mut self, body: &[u8]) {
        if self.notices.len() < Self::NOTICES {
            self.notices.push(lossy(body));
        }
    }
}

fn split(line: &[u8]) -> Option<(Word, u64)> {
    let (word, number) = str::from_utf8(line).ok()?.trim_end().split_once(' ')?;
    let word = match word {
        "pages" => Word::Pages,
        "notice" => Word::Notice,
        "document" => Word::Document,
        "picture" => Word::Picture,
        "error" => Word::Error,
        "panic" => Word::Panic,
        "refusal" => Word::Refusal,
        _ => return None,
    };
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| number.parse().ok().map(|number| (word, number)))?
}

fn read_document(body: &[u8]) -> Result<Answer, Fault> {
    let document: Document =
        serde_json::from_slice(body).map_err(|error| garbled(&error.to_string()))?;
    match soundness::fault(&document) {
        Some(fault) => Err(garbled(fault)),
        None => Ok(Answer::Document(document)),
    }
}

/// Only a plain picture goes on to a program that would read any of a dozen formats.
fn read_picture(body: Vec<u8>) -> Result<Answer, Fault> {
    if body.is_empty() || soundness::is_pgm(&body) {
        return Ok(Answer::Picture(Some(body).filter(|body| !body.is_empty())));
    }
    Err(garbled("the picture is none"))
}

fn read_error(body: &[u8]) -> Result<Answer, Fault> {
    let error: WireError =
        serde_json::from_slice(body).map_err(|error| garbled(&error.to_string()))?;
    Ok(Answer::Error(error.into()))
}

fn garbled(reason: &str) -> Fault {
    Fault::Garbled(short(reason))
}

fn lossy(body: &[u8]) -> String {
    short(&String::from_utf8_lossy(body))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::{Answer, AnswerReader, AnswerWriter, Fault};
    use crate::{BlockKind, Builder, Document, DocumentError};

    fn document() -> Document {
        let mut builder = Builder::new();
        builder.block(BlockKind::Paragraph, Some("(a)"), "Država članica č");
        builder.finish()
    }

    fn said(say: impl Fn(&mut AnswerWriter<&mut Vec<u8>>)) -> Vec<u8> {
        let mut bytes = Vec::new();
        say(&mut AnswerWriter::new(&mut bytes));
        bytes
    }

    #[test]
    fn an_answer_is_the_same_in_any_pieces() {
        let bytes = said(|answer| {
            answer.notice("no filter\n").unwrap();
            answer.pages(12).unwrap();
            answer.document(&document()).unwrap();
            answer.error(&DocumentError::Empty).unwrap();
        });
        for size in [1, 2, 3, 10, bytes.len()] {
            let mut reader = AnswerReader::new(4096);
            let answer = bytes.chunks(size).find_map(|piece| reader.push(piece).unwrap());
            assert_eq!(answer, Some(Answer::Document(document())), "pieces of {size}");
            assert_eq!((reader.pages, reader.notices), (12, vec!["no filter".to_owned()]));
        }
    }

    #[test]
    fn lengths_are_not_believed() {
        for (bytes, too_much) in [
            (&b"document 18446744073709551615\n"[..], true),
            (b"document 101\n", true),
            (b"document 99999999999999999999\n", false),
            (b"document -1\n", false),
            (b"document +1\nx", false),
            (b"document\n", false),
            (b"document 2\n{}", false),
            (b"document 2\n\xff\xff", false),
            (b"error 2\n{}", false),
            (b"hello 2\n{}", false),
            (b"pages 1\npages x\n", false),
            (b"\xff\xff 2\n", false),
            (b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            let fault = AnswerReader::new(100).push(bytes).unwrap_err();
            assert_eq!(fault == Fault::TooMuch, too_much, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn endless_talk_is_cut() {
        let mut reader = AnswerReader::new(10_000);
        let fault = (0..2000).find_map(|_| reader.push(b"pages 99999999999\n").err());
        assert_eq!((fault, reader.pages), (Some(Fault::TooMuch), u32::MAX));
        let mut reader = AnswerReader::new(10_000);
        (0..500).for_each(|_| assert_eq!(reader.push(b"notice 3\nabc"), Ok(None)));
        assert_eq!(reader.notices.len(), AnswerReader::NOTICES);
    }

    #[test]
    fn a_picture_is_a_picture_or_none() {
        let read = |bytes: &[u8]| {
            AnswerReader::new(4096).push(&said(|answer| answer.picture(bytes).unwrap()))
        };
        let picture = b"P5\n2 1\n255\n\n\0";
        assert_eq!(read(picture), Ok(Some(Answer::Picture(Some(picture.to_vec())))));
        assert_eq!(read(b""), Ok(Some(Answer::Picture(None))));
        for bad in
            [&b"P5\n2 1\n255\n\n"[..], b"P5\n2 1\n255\n\n\0\0", b"\x89PNG", b"P5\n2 1 255 ab"]
        {
            assert!(matches!(read(bad), Err(Fault::Garbled(_))), "{bad:?}");
        }
    }

    #[test]
    fn an_unsound_document_is_no_answer() {
        let mut broken = document();
        broken.blocks[0].span = 1..usize::MAX;
        let bytes = said(|answer| answer.document(&broken).unwrap());
        assert!(matches!(AnswerReader::new(4096).push(&bytes), Err(Fault::Garbled(_))));
    }
}
