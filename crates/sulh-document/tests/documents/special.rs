//! Files with one plain fault: each has a message of its own that says what to do.

use crate::{GO_ON, file, suite::Check, worker};
use std::fs::File;
use std::io::Write;
use sulh_document::worker::{Worker, WorkerError, WorkerLimits};

pub(crate) const CHECKS: &[Check] = &[
    ("special::each_fault_has_its_message", messages),
    ("special::a_file_over_the_limit_starts_no_process", over_the_limit),
    ("special::a_packed_bomb_is_told_by_what_comes_out", bomb),
];

/// Encrypted so that it opens with a password only: RC4, 40 bits; the page is beside the point.
const ENCRYPTED: &[u8] = include_bytes!("encrypted.pdf");

const PAGE_CYCLE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF";

fn messages() {
    for (bytes, name, code, words) in [
        (&b""[..], "a.pdf", "empty-document", "empty"),
        (b" \n", "a.docx", "empty-document", "empty"),
        (ENCRYPTED, "a.pdf", "encrypted-document", "without a password"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.pdf", "unsupported-document", "picture (PNG)"),
        (b"MZ\x90\0\x03\0\0\0PE\0\0", "a.pdf", "unsupported-document", "a program"),
        (b"\x7fELF\x02\x01\x01\0", "a.docx", "unsupported-document", "a program"),
        (b"%PDF-1.7", "a.pdf", "malformed-document", "PDF"),
        (PAGE_CYCLE, "a.pdf", "malformed-document", "pages"),
    ] {
        let error = worker().parse(&file(bytes), Some(name), &GO_ON).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
}

fn over_the_limit() {
    let bytes = b"%PDF-1.4 and more";
    let limits = WorkerLimits { document: 10, ..WorkerLimits::default() };
    // There is no such program: a process would fail otherwise.
    let worker = Worker::new("/nowhere".into(), limits.clone());
    let error = worker.parse(&file(bytes), None, &GO_ON).unwrap_err();
    assert_eq!(error.code(), "document-too-large");
    assert!(error.to_string().contains("10"), "{error}");
    // A pipe tells no length.
    let (from, mut to) = std::io::pipe().unwrap();
    to.write_all(bytes).unwrap();
    drop(to);
    let worker = Worker::new(std::env::current_exe().unwrap(), limits);
    let pipe = File::from(std::os::fd::OwnedFd::from(from));
    let error: WorkerError = worker.parse(&pipe, None, &GO_ON).unwrap_err();
    assert_eq!(error.code(), "document-too-large");
}

fn bomb() {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    packed.start_file("word/document.xml", options).unwrap();
    let piece = vec![b' '; 1 << 20];
    (0..300).for_each(|_| packed.write_all(&piece).unwrap());
    let bytes = packed.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let error = worker().parse(&file(&bytes), Some("a.docx"), &GO_ON).unwrap_err();
    assert_eq!(error.code(), "document-too-large");
    assert!(error.to_string().contains("than the limit of 33554432"), "{error}");
}
