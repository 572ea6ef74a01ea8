//! Word 97 to 2003 becomes DOCX, by `LibreOffice`.
//!
//! It must not read the result: that is a parser's, in a worker.

use crate::DocumentError;
use crate::worker::Worker;
use crate::worker::error::WorkerError;
use crate::worker::tool::{self, Run};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::AtomicBool;

const PROGRAM: &str = "soffice";
const KIND: &str = "a Word 97 document";

impl Worker {
    /// Converts a Word 97 to 2003 document (`.doc`) into DOCX with `LibreOffice`, which runs without
    /// a network, with a profile of its own and in a directory that is gone afterwards; where the
    /// kernel can, it reads and writes no other documents.
    ///
    /// Cost: some seconds, most of them for the program's start.
    ///
    /// # Errors
    /// [`DocumentError::NeedsProgram`] where `soffice` is not in the `PATH`,
    /// [`DocumentError::Malformed`] where it finds no document, else as [`Worker::parse`] and
    /// [`WorkerError::ToolFailed`].
    pub fn convert_doc(&self, bytes: &[u8], cancel: &AtomicBool) -> Result<Vec<u8>, WorkerError> {
        let program = tool::find(PROGRAM, KIND)?;
        let directory = tempfile::Builder::new().prefix("sulh-").tempdir();
        let directory = directory.map_err(WorkerError::Spawn)?;
        let place = directory.path();
        std::fs::write(place.join("document.doc"), bytes).map_err(WorkerError::Spawn)?;
        let profile = format!("-env:UserInstallation=file://{}/profile", place.display());
        let arguments = [
            &profile,
            "--headless",
            "--norestore",
            "--nologo",
            "--convert-to",
            "docx",
            "--outdir",
            "converted",
            "document.doc",
        ];
        let run = Run {
            name: PROGRAM,
            program: &program,
            arguments: &arguments.map(OsStr::new),
            environment: environment(place),
            stdin: Stdio::null(),
            readable: Vec::new(),
            directory: Some(place),
        };
        self.run_tool(run, cancel)?;
        self.read_converted(&place.join("converted").join("document.docx"))
    }

    fn read_converted(&self, path: &Path) -> Result<Vec<u8>, WorkerError> {
        let limit = self.tool_limits.file_size;
        let mut docx = Vec::new();
        match File::open(path) {
            Ok(file) => file.take(limit + 1).read_to_end(&mut docx).map_err(WorkerError::Spawn)?,
            // It says so on its error output and ends as if all were well.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let reason = "LibreOffice finds no document in it".to_owned();
                return Err(DocumentError::Malformed { kind: "DOC", reason }.into());
            }
            Err(error) => return Err(WorkerError::Spawn(error)),
        };
        if docx.len() as u64 > limit {
            return Err(WorkerError::TooMuchOutput { limit });
        }
        Ok(docx)
    }
}

fn environment(place: &Path) -> Vec<(String, String)> {
    let place = place.display().to_string();
    let path = "/usr/local/bin:/usr/bin:/bin".to_owned();
    let variables = [
        ("PATH", path),
        ("HOME", place.clone()),
        ("TMPDIR", place),
        ("LANG", "C.UTF-8".to_owned()),
        // Draws on nothing: there is no screen.
        ("SAL_USE_VCLPLUGIN", "svp".to_owned()),
    ];
    variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
