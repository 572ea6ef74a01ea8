//! A file of RDF: its syntax by name, its compression by its first bytes.
//!
//! It must not fetch anything: relative IRIs resolve against the file's own, remote contexts fail.

use crate::language_tag::{is_unknown_language, unknown_language};
use crate::quoted_place::Locator;
use crate::rdf_admission::{AdmittedReader, RdfRefused};
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{Quad, Term};
use std::fmt::Write;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Why a file gave no quads.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The name does not tell the syntax.
    #[error(
        "{path}: unknown kind of file {extension:?}: expected one of nt, nq, ttl, trig, rdf, owl, xml, jsonld, json, each also with .gz or .zst"
    )]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What its name ends in.
        extension: String,
    },
    /// The operating system refused.
    #[error("failed to read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The document is deeper or larger inside than is given to a parser.
    #[error("{path}:{line}:{column}: {message}")]
    Refused {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// Column in bytes, from 1.
        column: u64,
        /// What there is too much of.
        message: String,
    },
    /// The content is not what its name says.
    #[error("{}: {message}", place(path, *line, *column))]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line, from 1; 0 when it is not known.
        line: u64,
        /// Column in characters, from 1; 0 when it is not known.
        column: u64,
        /// What is wrong and what was expected.
        message: String,
    },
}

impl SourceError {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownFormat { .. } => "unknown-format",
            Self::Read { .. } => "file-unreadable",
            Self::Refused { .. } | Self::Syntax { .. } => "rdf-syntax",
        }
    }

    /// Whether the rest of the file can still be read.
    pub fn is_syntax(&self) -> bool {
        matches!(self, Self::Syntax { .. })
    }
}

/// An RDF file, its syntax known.
#[derive(Debug)]
pub struct RdfSource {
    path: PathBuf,
    format: RdfFormat,
    bytes: u64,
    read: Arc<AtomicU64>,
}

impl RdfSource {
    /// Takes the syntax from the name of the file (`.ttl`, `.nt.gz` …).
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        let format = format_of(path)?;
        let metadata = std::fs::metadata(path)
            .map_err(|source| SourceError::Read { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), format, bytes: metadata.len(), read: Arc::default() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether its syntax can name graphs.
    pub fn has_graphs(&self) -> bool {
        self.format.supports_datasets()
    }

    /// Size of the file in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many bytes of the file were read so far; keeps counting while [`RdfSource::quads`] runs.
    pub fn progress(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// The text of the file, unpacked.
    pub fn text(&self) -> Result<impl io::BufRead + Send + use<>, SourceError> {
        let fail = |source| SourceError::Read { path: self.path.clone(), source };
        let file = File::open(&self.path).map_err(fail)?;
        let counted = Counted { inner: file, read: Arc::default() };
        Ok(BufReader::with_capacity(1 << 17, decompressed(counted).map_err(fail)?))
    }

    /// The quads, in the order of the file; an error does not always end them.
    pub fn quads(
        &self,
    ) -> Result<impl Iterator<Item = Result<Quad, SourceError>> + use<>, SourceError> {
        let fail = |source| SourceError::Read { path: self.path.clone(), source };
        let file = File::open(&self.path).map_err(fail)?;
        let counted = Counted { inner: file, read: Arc::clone(&self.read) };
        let reader = decompressed(counted).map_err(fail)?;
        let mut parser = RdfParser::from_format(self.format);
        if let Some(base) = file_iri(&self.path)
            && let Ok(with_base) = parser.clone().with_base_iri(base)
        {
            parser = with_base;
        }
        let (path, format) = (self.path.clone(), self.format);
        let reader = AdmittedReader::new(reader, self.format);
        let own = Self { path: path.clone(), format, bytes: 0, read: Arc::default() };
        // Made when the first place is missing; it goes through the file beside the parser.
        let mut locator = None;
        Ok(parser.for_reader(reader).map(move |quad| {
            let mut find = |find: &dyn Fn(&mut FileLocator) -> Option<u64>| {
                if locator.is_none() {
                    locator = own.text().ok().map(|text| Locator::new(Box::new(text) as _));
                }
                locator.as_mut().and_then(find).unwrap_or(0)
            };
            let quad = match quad.map_err(|error| located(&path, error)) {
                Err(SourceError::Syntax { path, line: 0, column, message }) => {
                    let line = find(&|locator| locator.of_message(&message));
                    return Err(SourceError::Syntax { path, line, column, message });
                }
                other => other?,
            };
            if let Term::Literal(text) = &quad.object
                && let Some(tag) = text.language().filter(|tag| is_unknown_language(tag))
            {
                let (line, message) =
                    (find(&|locator| locator.of_language(tag)), unknown_language(tag));
                return Err(SourceError::Syntax { path: path.clone(), line, column: 0, message });
            }
            Ok(quad)
        }))
    }
}

type FileLocator = Locator<Box<dyn io::BufRead + Send>>;

/// `file:line:column`, as far as it is known.
fn place(path: &Path, line: u64, column: u64) -> String {
    let path = path.display();
    match (line, column) {
        (0, _) => path.to_string(),
        (_, 0) => format!("{path}:{line}"),
        _ => format!("{path}:{line}:{column}"),
    }
}

fn located(path: &Path, error: RdfParseError) -> SourceError {
    match error {
        RdfParseError::Io(source) => {
            match source.get_ref().and_then(|e| e.downcast_ref::<RdfRefused>()) {
                Some(RdfRefused { line, column, message }) => SourceError::Refused {
                    path: path.to_owned(),
                    line: *line,
                    column: *column,
                    message: message.clone(),
                },
                None => SourceError::Read { path: path.to_owned(), source },
            }
        }
        RdfParseError::Syntax(error) => {
            let place = error.location();
            SourceError::Syntax {
                path: path.to_owned(),
                line: place.as_ref().map_or(0, |p| p.start.line + 1),
                column: place.as_ref().map_or(0, |p| p.start.column + 1),
                message: without_place(&error.to_string()),
            }
        }
    }
}

/// The parser repeats the place in its text ("… at line 2 column 5"): once is enough.
fn without_place(message: &str) -> String {
    match message.strip_prefix("Parser error at line ").and_then(|rest| rest.split_once(": ")) {
        Some((_, rest)) => rest.to_owned(),
        None => message.to_owned(),
    }
}

fn format_of(path: &Path) -> Result<RdfFormat, SourceError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let extension = plain.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = match extension {
        "owl" | "rdfs" => Some(RdfFormat::RdfXml),
        other => RdfFormat::from_extension(other),
    };
    known.ok_or_else(|| SourceError::UnknownFormat {
        path: path.to_owned(),
        extension: extension.to_owned(),
    })
}

fn file_iri(path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    let mut iri = String::from("file://");
    for byte in absolute.to_string_lossy().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                iri.push(char::from(byte));
            }
            other => {
                // Writing to a string cannot fail.
                let _ = write!(iri, "%{other:02X}");
            }
        }
    }
    Some(iri)
}

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

fn decompressed(mut file: Counted) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::with_capacity(4);
    Read::by_ref(&mut file).take(4).read_to_end(&mut head)?;
    let gzip = head.starts_with(&GZIP);
    let zstd = head.starts_with(&ZSTD);
    let whole = io::Cursor::new(head).chain(file);
    Ok(if gzip {
        Box::new(BufReader::with_capacity(1 << 17, flate2::read::MultiGzDecoder::new(whole)))
    } else if zstd {
        Box::new(zstd::stream::read::Decoder::new(whole)?)
    } else {
        Box::new(BufReader::with_capacity(1 << 17, whole))
    })
}

struct Counted {
    inner: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
