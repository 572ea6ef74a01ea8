//! What a parser can reach: nothing but its document.

use crate::attempts::{self, ATTEMPTS};
use crate::stage::{GO_ON, file, said, unguarded, worker};
use crate::suite::Check;
use std::io::{ErrorKind, Read, Seek};
use std::net::TcpListener;
use sulh_document::worker::WorkerLimits;

pub(crate) const CHECKS: &[Check] = &[
    ("reach::each_attempt_fails_and_succeeds_without_the_guard", attempts_fail),
    ("reach::no_connection_arrives", no_connection_arrives),
    ("reach::the_parsers_need_nothing_else", parsers_need_nothing),
    ("reach::a_document_open_for_writing_stays_whole", document_stays_whole),
];

const DENIED: &str = "error 1";

fn attempts_fail() {
    for (name, _) in ATTEMPTS.iter().filter(|(name, _)| *name != "connect") {
        let place = attempts::place();
        let words = format!("attempt {name} {}", place.path().display());
        if *name != "write-document" && *name != "truncate-document" {
            let before = attempts::contents(place.path());
            assert_eq!(said(&words), DENIED, "{name}");
            assert_eq!(attempts::contents(place.path()), before, "{name}");
        }
        let control = unguarded(&words);
        let expected = match *name {
            // There is nobody left to say so.
            "exec" => "",
            // `EBADF`: it came as far as the pipe.
            "read-other" => "error 9",
            _ => "done",
        };
        assert_eq!(control.as_deref(), Some(expected), "control of {name}");
    }
}

fn no_connection_arrives() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let words = format!("attempt connect {}", listener.local_addr().unwrap());
    assert_eq!(said(&words), DENIED);
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    assert_eq!(unguarded(&words).as_deref(), Some("done"), "control");
    listener.accept().expect("the control's connection arrives");
}

/// The parsers of this crate give the same in a worker as outside.
fn parsers_need_nothing() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/sample/reports");
    let files = std::fs::read_dir(samples).unwrap().map(|entry| entry.unwrap().path());
    let pdfs: Vec<_> = files.filter(|path| path.extension().is_some_and(|e| e == "pdf")).collect();
    assert!(!pdfs.is_empty());
    for path in pdfs {
        let bytes = std::fs::read(&path).unwrap();
        let expected = sulh_document::parse_pdf(&bytes, 32 << 20, &mut |_| {}).unwrap();
        let file = std::fs::File::open(&path).unwrap();
        let parsed = worker(WorkerLimits::default()).parse(&file, None, &GO_ON).unwrap();
        assert_eq!(parsed.document, expected, "{}", path.display());
    }
}

/// The parent may have it open for writing; the child gets the same open file.
fn document_stays_whole() {
    for name in ["write-document", "truncate-document"] {
        let words = format!("attempt {name}");
        let mut document = file(&words);
        let parsed = worker(WorkerLimits::default()).parse(&document, None, &GO_ON).unwrap();
        assert_eq!(parsed.document.text.trim_end(), DENIED, "{name}");
        let mut kept = String::new();
        document.rewind().unwrap();
        document.read_to_string(&mut kept).unwrap();
        assert_eq!(kept, words, "{name}");
    }
}
