//! Scanned pages get their text: the picture of a page is made in a child, and read by Tesseract
//! outside of it.
//!
//! It must not fail a document for a page: what cannot be recognised stays a picture, with a notice.

use crate::document::PageState;
use crate::worker::Worker;
use crate::worker::error::WorkerError;
use crate::worker::parsing::Parsed;
use crate::{Document, DocumentError};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::sync::atomic::AtomicBool;

/// The most scanned pages of a document that are recognised.
const PAGES: usize = 200;
/// After so many pages that failed, the rest would hardly fare better.
const FAILURES: usize = 5;

impl Worker {
    /// Parses a document as [`Self::parse`] does and, if `ocr`, recognises the text of its pages
    /// that are pictures, one after the other: at most 200, each within the limits of a document
    /// and of a tool.
    ///
    /// Pages that stay [`PageState::NeedsOcr`], and why, are told in the notices of the document.
    ///
    /// Cost: as [`Self::parse`], and a process and some seconds a scanned page.
    ///
    /// # Errors
    /// As [`Self::parse`]; a page that fails is no error.
    pub fn parse_with_ocr(
        &self,
        file: &File,
        name: Option<&str>,
        cancel: &AtomicBool,
        ocr: bool,
    ) -> Result<Parsed, WorkerError> {
        if !ocr {
            return self.parse(file, name, cancel);
        }
        let file = self.readable_again(file).map_err(WorkerError::Spawn)?;
        let mut parsed = self.parse(&file, name, cancel)?;
        let pages = scanned_pages(&parsed.document);
        if !pages.is_empty() {
            parsed.document = self.recognise_pages(&file, parsed.document, &pages, cancel)?;
        }
        Ok(parsed)
    }

    /// A pipe can be read once only: what comes out of it is kept, up to the limit.
    fn readable_again(&self, file: &File) -> io::Result<File> {
        if file.metadata()?.is_file() {
            return file.try_clone();
        }
        let mut kept = tempfile::tempfile()?;
        io::copy(&mut file.take(self.limits.document.saturating_add(1)), &mut kept)?;
        Ok(kept)
    }

    fn recognise_pages(
        &self,
        file: &File,
        mut document: Document,
        pages: &[u32],
        cancel: &AtomicBool,
    ) -> Result<Document, WorkerError> {
        let languages = match self.page_languages(cancel) {
            Ok(languages) => languages,
            Err(error) => return without_tool(document, pages.len(), error),
        };
        let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
        let mut recognised = BTreeMap::new();
        let (mut failures, mut bytes) = (0, document.text.len() as u64);
        for (index, &page) in pages.iter().enumerate() {
            if index == PAGES || failures == FAILURES || bytes > self.limits.output {
                let left = pages.len() - index;
                document.note(format!("{left} more pages are pictures; their text is not read"));
                break;
            }
            match self.recognise_page(file, page, &languages, cancel) {
                Ok(text) => {
                    bytes += text.len() as u64;
                    recognised.insert(page, text);
                }
                Err(WorkerError::Cancelled) => return Err(WorkerError::Cancelled),
                Err(error) => {
                    failures += 1;
                    document.note(format!("page {page}: its picture is not read: {error}"));
                }
            }
        }
        Ok(document.with_recognised(&recognised))
    }

    fn recognise_page(
        &self,
        file: &File,
        page: u32,
        languages: &[&str],
        cancel: &AtomicBool,
    ) -> Result<String, WorkerError> {
        let picture = self.page_picture(file, page, cancel)?;
        picture.map_or(Ok(String::new()), |picture| self.recognise(&picture, languages, cancel))
    }
}

fn scanned_pages(document: &Document) -> Vec<u32> {
    let pages = document.pages.iter().filter(|page| page.state == PageState::NeedsOcr);
    pages.map(|page| page.number).collect()
}

/// The document as it is, with a word on what would help.
fn without_tool(
    mut document: Document,
    pages: usize,
    error: WorkerError,
) -> Result<Document, WorkerError> {
    match error {
        WorkerError::Cancelled => return Err(error),
        WorkerError::Document(DocumentError::NeedsProgram { program, .. }) => {
            document.note(format!(
                "{pages} pages are pictures; to read their text, install {program} (Debian: \
                 tesseract-ocr) with the models of their languages (tesseract-ocr-srp)"
            ));
        }
        error => document.note(format!("{pages} pages are pictures and are not read: {error}")),
    }
    Ok(document)
}
