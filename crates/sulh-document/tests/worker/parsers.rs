//! Parsers with faults: the document says which one it is.

use crate::{attempts, environment};
use std::hint::black_box;
use std::time::{Duration, Instant};
use sulh_document::worker::Input;
use sulh_document::{BlockKind, Builder, Document, DocumentError};

/// The document is a word and what it needs: `overflow 100`, `panic`; or a PDF.
pub(crate) fn parse(input: &Input<'_>) -> Result<Document, DocumentError> {
    if input.bytes.starts_with(b"%PDF") {
        let mut tell = |pages| (input.announce_pages)(u32::try_from(pages).unwrap());
        return sulh_document::parse_pdf(input.bytes, 32 << 20, &mut tell);
    }
    let words = String::from_utf8_lossy(input.bytes);
    let (word, rest) = words.split_once(' ').unwrap_or((&words, ""));
    let number = || rest.split(' ').next().and_then(|number| number.parse::<usize>().ok());
    let text = match word {
        "" => return Err(DocumentError::Empty),
        "echo" => format!("{} {rest}", input.name.unwrap_or_default()),
        "malformed" => {
            return Err(DocumentError::Malformed { kind: "riddle", reason: rest.to_owned() });
        }
        "allocate" => black_box(vec![0_u8; number().unwrap() << 20]).len().to_string(),
        "hoard" => hoard(number().unwrap()),
        "fill" => fill(number().unwrap()),
        "spin" => spin(input, rest),
        "overflow" => overflow(number().unwrap() << 10).to_string(),
        "panic" => panic!("the document said: {rest}"),
        "exit" => std::process::exit(7),
        "long" => "x".repeat(number().unwrap() << 20),
        "talk" => talk(number().unwrap() << 20),
        "print" => {
            println!("document 3\nabc");
            "printed".to_owned()
        }
        "environment" => environment::variables(),
        "files" => environment::open_files(),
        "attempt" => attempts::attempt(rest),
        "unsound" => return Ok(Document { text: "no blocks".to_owned(), ..Document::default() }),
        other => other.to_owned(),
    };
    let mut builder = Builder::new();
    builder.block(BlockKind::Paragraph, None, &text);
    Ok(builder.finish())
}

/// No document here has a picture.
#[allow(clippy::unnecessary_wraps, reason = "the shape that a worker asks for")]
pub(crate) fn picture(_: &[u8], _: u32) -> Result<Option<Vec<u8>>, DocumentError> {
    Ok(None)
}

/// Takes so many MiB, piece by piece, and keeps them.
fn hoard(mebibytes: usize) -> String {
    let pieces: Vec<Vec<u8>> = (0..mebibytes).map(|_| vec![1; 1 << 20]).collect();
    pieces.len().to_string()
}

/// How many MiB can be had in pieces of so many KiB; no more than 1100, lest a missing limit take
/// all of the machine's.
fn fill(kibibytes: usize) -> String {
    let mut pieces: Vec<Vec<u8>> = Vec::with_capacity(1 << 18);
    loop {
        let mut piece: Vec<u8> = Vec::new();
        let is_plenty = pieces.len() * kibibytes > 1100 << 10;
        if is_plenty || piece.try_reserve_exact(kibibytes << 10).is_err() {
            break ((pieces.len() * kibibytes) >> 10).to_string();
        }
        piece.push(1);
        pieces.push(piece);
    }
}

/// Announces pages and works for so many milliseconds: `spin 1500 10`.
fn spin(input: &Input<'_>, rest: &str) -> String {
    let (time, pages) = rest.split_once(' ').unwrap_or((rest, "0"));
    (input.announce_pages)(pages.parse().unwrap());
    let (time, started) = (Duration::from_millis(time.parse().unwrap()), Instant::now());
    while started.elapsed() < time {
        black_box(0);
    }
    "done".to_owned()
}

/// Calls itself so many times with 1 KiB each.
fn overflow(depth: usize) -> usize {
    let kept = black_box([1_u8; 1024]);
    if depth == 0 { 0 } else { overflow(depth - 1) + usize::from(kept[depth % 1024]) }
}

fn talk(bytes: usize) -> String {
    let line = "all work and no play ".repeat(100);
    (0..bytes / line.len()).for_each(|_| eprintln!("{line}"));
    "talked".to_owned()
}
