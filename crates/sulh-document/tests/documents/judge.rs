//! A judge from outside: what `pdftotext` (Poppler) reads in a PDF.

use std::path::Path;
use std::process::{Command, Stdio};

/// Whether the judge is there; said aloud where it is not.
pub(crate) fn is_there() -> bool {
    let is_there = Command::new("pdftotext").arg("-v").stderr(Stdio::null()).status().is_ok();
    if !is_there {
        println!("left out: pdftotext (poppler-utils) is not installed");
    }
    is_there
}

/// Whether a PDF is healthy: the judge ends well and finds at least 20 letters.
pub(crate) fn is_healthy(path: &Path) -> bool {
    let mut command = Command::new("timeout");
    command.args(["20", "pdftotext"]).arg(path).arg("-").stderr(Stdio::null());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success() && letters(&text) >= 20
}

pub(crate) fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}
