//! Packed files (ZIP) of DOCX and ODT, read part by part through a meter.
//!
//! Nothing is written to a disk, names of parts lead nowhere outside the package, and the sizes
//! that the package states are not believed.

use std::cell::Cell;
use std::io::{Cursor, Error, Read, Result as IoResult};
use std::rc::Rc;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::DocumentError;
use crate::parser::Limits;
use crate::xml::XmlReader;

/// An open package.
pub(crate) struct Package<'b, 'l> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    kind: &'static str,
    limits: &'l Limits,
    meter: Rc<Meter>,
}

/// A part that is being unpacked.
pub(crate) type Part<'p, 'b> = XmlReader<Metered<ZipFile<'p, Cursor<&'b [u8]>>>>;

impl<'b, 'l> Package<'b, 'l> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`DocumentError::Malformed`] if it is no ZIP file, [`DocumentError::TooLarge`] if it has too
    /// many parts.
    pub(crate) fn open(
        bytes: &'b [u8],
        kind: &'static str,
        limits: &'l Limits,
    ) -> Result<Self, DocumentError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failure(kind, &error))?;
        if archive.len() > limits.parts {
            let limit = limits.parts as u64;
            return Err(DocumentError::TooLarge { what: "packed files", limit });
        }
        let meter = Rc::new(Meter {
            left: Cell::new(limits.unpacked_bytes),
            event: Cell::new(0),
            event_limit: limits.text_bytes as u64,
            tripped: Cell::new(None),
            unpacked_limit: limits.unpacked_bytes,
        });
        Ok(Self { archive, kind, limits, meter })
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part as XML; nothing if there is none of this name.
    ///
    /// # Errors
    /// [`DocumentError::Encrypted`] or [`DocumentError::Malformed`].
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'b>>, DocumentError> {
        let kind = self.kind;
        let meter = Rc::clone(&self.meter);
        let limits = self.limits;
        match self.archive.by_name(name) {
            Ok(file) => {
                let metered = Metered { file, meter: Rc::clone(&meter) };
                Ok(Some(XmlReader::new(metered, meter, kind, limits)))
            }
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(failure(kind, &error)),
        }
    }
}

fn failure(kind: &'static str, error: &ZipError) -> DocumentError {
    let reason = error.to_string();
    match error {
        ZipError::InvalidPassword => DocumentError::Encrypted,
        ZipError::UnsupportedArchive(text) if text.contains("assword") => DocumentError::Encrypted,
        _ => DocumentError::Malformed { kind, reason },
    }
}

/// Counts what is unpacked: in all, and since the last event of the XML reader.
pub(crate) struct Meter {
    left: Cell<u64>,
    event: Cell<u64>,
    event_limit: u64,
    unpacked_limit: u64,
    tripped: Cell<Option<(&'static str, u64)>>,
}

impl Meter {
    /// An event was read: what comes is another one's.
    pub(crate) fn event(&self) {
        self.event.set(0);
    }

    /// The limit that was reached, if one was.
    pub(crate) fn error(&self) -> Option<DocumentError> {
        self.tripped.get().map(|(what, limit)| DocumentError::TooLarge { what, limit })
    }

    fn count(&self, bytes: u64) -> bool {
        self.event.set(self.event.get().saturating_add(bytes));
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or(0));
        if left.is_none() {
            self.tripped.set(Some(("unpacked bytes", self.unpacked_limit)));
        } else if self.event.get() > self.event_limit {
            self.tripped.set(Some(("bytes in one piece of text", self.event_limit)));
        }
        self.tripped.get().is_none()
    }
}

/// A reader that stops at the meter's limits.
pub(crate) struct Metered<R> {
    file: R,
    meter: Rc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let count = self.file.read(buffer)?;
        if self.meter.count(count as u64) { Ok(count) } else { Err(Error::other("over a limit")) }
    }
}
