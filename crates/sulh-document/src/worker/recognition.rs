//! Text in a picture of a page, by Tesseract.
//!
//! It must not make the picture, nor know the page's place in a document.

use crate::worker::Worker;
use crate::worker::error::WorkerError;
use crate::worker::tool::{self, Run};
use std::ffi::OsStr;
use std::io::{self, Seek, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::AtomicBool;

const PROGRAM: &str = "tesseract";
const KIND: &str = "a scanned page";
/// Where its models are, if not where it was installed.
const MODELS: &str = "TESSDATA_PREFIX";

impl Worker {
    /// Recognises the text in the picture of one page, with Tesseract, which runs without a network.
    ///
    /// `image` is a PNM (Tesseract's own reader also takes PNG, TIFF and JPEG); `languages` are names
    /// of Tesseract's models (`eng`, `srp_latn`), the most likely first.
    ///
    /// Cost: one to some seconds a page.
    ///
    /// # Errors
    /// [`DocumentError::NeedsProgram`](crate::DocumentError::NeedsProgram) where `tesseract` is not
    /// in the `PATH`, [`WorkerError::ToolFailed`] also where it has no model of a language, else as
    /// [`Worker::parse`].
    pub fn recognise(
        &self,
        image: &[u8],
        languages: &[&str],
        cancel: &AtomicBool,
    ) -> Result<String, WorkerError> {
        let languages = joined(languages).map_err(WorkerError::Spawn)?;
        let program = tool::find(PROGRAM, KIND)?;
        let mut stdin = tempfile::tempfile().map_err(WorkerError::Spawn)?;
        stdin.write_all(image).and_then(|()| stdin.rewind()).map_err(WorkerError::Spawn)?;
        let arguments = ["-", "-", "-l", &languages];
        let run = Run {
            name: PROGRAM,
            program: &program,
            arguments: &arguments.map(OsStr::new),
            environment: environment(),
            stdin: Stdio::from(stdin),
            readable: std::env::var_os(MODELS).map(PathBuf::from).into_iter().collect(),
            directory: None,
        };
        let text = self.run_tool(run, cancel)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}

/// The languages of the region and its reports, as Tesseract calls them; English first.
const LANGUAGES: [&str; 10] =
    ["eng", "fra", "srp", "srp_latn", "hrv", "bos", "mkd", "bul", "sqi", "tur"];

impl Worker {
    /// Those of [`LANGUAGES`] that Tesseract has models of here, or the ones that were chosen.
    pub(super) fn page_languages(&self, cancel: &AtomicBool) -> Result<Vec<String>, WorkerError> {
        let program = tool::find(PROGRAM, KIND)?;
        if !self.languages.is_empty() {
            return Ok(self.languages.clone());
        }
        let run = Run {
            name: PROGRAM,
            program: &program,
            arguments: &[OsStr::new("--list-langs")],
            environment: environment(),
            stdin: Stdio::null(),
            readable: std::env::var_os(MODELS).map(PathBuf::from).into_iter().collect(),
            directory: None,
        };
        let said = self.run_tool(run, cancel)?;
        Ok(known_languages(&String::from_utf8_lossy(&said)))
    }
}

/// The first line of the list is a heading. Where nothing is known, English is asked for, so that
/// the program itself says what is missing.
fn known_languages(list: &str) -> Vec<String> {
    let installed: Vec<&str> = list.lines().map(str::trim).collect();
    let known = LANGUAGES.iter().filter(|name| installed.contains(*name));
    let known: Vec<String> = known.map(|name| (*name).to_owned()).collect();
    if known.is_empty() { vec!["eng".to_owned()] } else { known }
}

/// `eng+srp_latn`: names of models, not options or paths.
fn joined(languages: &[&str]) -> io::Result<String> {
    let is_name = |name: &&str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        !name.is_empty() && name.len() <= 32 && name.bytes().all(is_letter)
    };
    if languages.is_empty() || !languages.iter().all(is_name) {
        let message = format!("no names of languages: {languages:?}");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(languages.join("+"))
}

fn environment() -> Vec<(String, String)> {
    let mut variables = vec![
        ("LANG".to_owned(), "C.UTF-8".to_owned()),
        // Its own threads cost more than they give, and pages are recognised side by side.
        ("OMP_THREAD_LIMIT".to_owned(), "1".to_owned()),
    ];
    variables.extend(std::env::var(MODELS).ok().map(|place| (MODELS.to_owned(), place)));
    variables
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{joined, known_languages};

    #[test]
    fn installed_languages_of_the_region_are_used() {
        let list = "List of available languages in \"/usr/share\" (4):\nsrp\ndeu\nosd\neng\n";
        assert_eq!(known_languages(list), ["eng", "srp"]);
        assert_eq!(known_languages(""), ["eng"]);
    }

    #[test]
    fn languages_are_names() {
        assert_eq!(joined(&["eng", "srp_latn"]).unwrap(), "eng+srp_latn");
        for bad in [&[][..], &[""], &["eng", "../x"], &["-l"], &["a b"], &["eng+deu"]] {
            assert!(joined(bad).is_err(), "{bad:?}");
        }
    }
}
