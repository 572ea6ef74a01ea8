//! A file that is there whole or not at all: written aside, then renamed.
//!
//! It must not know what is written.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::CliError;

/// A file on its way.
#[derive(Debug)]
pub(crate) struct FileOutput {
    path: PathBuf,
    aside: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl FileOutput {
    /// Begins the file that will stand at `path`.
    pub(crate) fn create(path: &Path) -> Result<Self, CliError> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let aside = path.with_file_name(name);
        let file = File::create(&aside).map_err(|source| failed(path, source))?;
        let writer = Some(BufWriter::with_capacity(1 << 16, file));
        Ok(Self { path: path.to_owned(), aside, writer })
    }

    /// Puts the file in its place, on the disk itself.
    pub(crate) fn finish(mut self) -> Result<(), CliError> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let done = writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&self.aside, &self.path));
        done.map_err(|source| {
            self.forget();
            failed(&self.path, source)
        })
    }

    fn forget(&self) {
        // It may be gone already: then there is nothing to do.
        let _ = std::fs::remove_file(&self.aside);
    }
}

impl Drop for FileOutput {
    fn drop(&mut self) {
        if self.writer.take().is_some() {
            self.forget();
        }
    }
}

impl Write for FileOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_mut().map_or(Ok(bytes.len()), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

fn failed(path: &Path, source: io::Error) -> CliError {
    CliError::File { doing: "write", path: path.to_owned(), source }
}
