//! A command beside a running server: its arguments go over the local socket, and what
//! the server prints comes back.
//!
//! One request line of JSON, then frames of JSON, one a line, the last with the exit code.
//! There is this one way for every command, so it must not know any of them.

use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// The socket's name in the data directory.
pub(crate) const SOCKET: &str = "sulh.sock";
/// Longest path that every system takes for a socket.
const LONGEST: usize = 100;

/// What a command sends.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Request {
    /// Version of the sender; both ends are one program.
    pub(crate) version: String,
    /// Arguments without the program's name.
    pub(crate) args: Vec<String>,
    /// Where relative paths start.
    pub(crate) cwd: PathBuf,
    /// Whether colours are unwelcome.
    pub(crate) no_color: bool,
    /// Columns of the screen.
    pub(crate) width: u16,
    /// What stood on standard input, if the command reads it.
    pub(crate) stdin: Option<Vec<u8>>,
}

/// What comes back.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Frame {
    /// For standard output.
    Out(String),
    /// For standard error.
    Err(String),
    /// The end.
    Exit(u8),
}

/// Why the owner of the data directory did not answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DelegationError {
    /// Nobody listens: the owner is no server, or not yet one.
    #[error("no server listens at {path}")]
    Silent {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The connection ended before the exit code came.
    #[error("the server at {path} stopped before the command was done")]
    BrokenOff {
        /// The socket.
        path: PathBuf,
    },
    /// What came back cannot be read.
    #[error("the server at {path} answered what is no frame")]
    Frame {
        /// The socket.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// Own output failed.
    #[error(transparent)]
    Output(io::Error),
}

/// Sends the request to the server of `data_dir` and passes on what comes. Returns the exit code.
///
/// # Errors
/// [`DelegationError::Silent`] before anything was asked; the others after.
pub(crate) fn ask(
    data_dir: &Path,
    request: &Request,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8, DelegationError> {
    let path = data_dir.join(SOCKET);
    let silent = |source| DelegationError::Silent { path: path.clone(), source };
    let stream = with_short_path(&path, |short| UnixStream::connect(short)).map_err(silent)?;
    let mut line = serde_json::to_vec(request)
        .map_err(|source| DelegationError::Frame { path: path.clone(), source })?;
    line.push(b'\n');
    (&stream).write_all(&line).map_err(silent)?;
    for line in BufReader::new(&stream).lines() {
        let Ok(line) = line else { break };
        let frame = serde_json::from_str(&line)
            .map_err(|source| DelegationError::Frame { path: path.clone(), source })?;
        let passed = match frame {
            Frame::Out(text) => out.write_all(text.as_bytes()).and_then(|()| out.flush()),
            Frame::Err(text) => err.write_all(text.as_bytes()),
            Frame::Exit(code) => return Ok(code),
        };
        passed.map_err(DelegationError::Output)?;
    }
    Err(DelegationError::BrokenOff { path })
}

/// Calls `take` with a path to the same place that fits into a socket's address.
pub(crate) fn with_short_path<T>(
    path: &Path,
    take: impl FnOnce(&Path) -> io::Result<T>,
) -> io::Result<T> {
    let (true, Some(dir), Some(name)) =
        (path.as_os_str().len() > LONGEST, path.parent(), path.file_name())
    else {
        return take(path);
    };
    let dir = std::fs::File::open(dir)?;
    let number = std::os::fd::AsRawFd::as_raw_fd(&dir);
    take(&Path::new("/proc/self/fd").join(number.to_string()).join(name))
}

/// The server's end of a connection, on which both streams of a command are written.
#[derive(Clone, Debug)]
pub(crate) struct Frames(Arc<Mutex<UnixStream>>);

impl Frames {
    /// Writes frames to this connection.
    pub(crate) fn new(stream: UnixStream) -> Self {
        Self(Arc::new(Mutex::new(stream)))
    }

    /// Sends one frame.
    pub(crate) fn send(&self, frame: &Frame) -> io::Result<()> {
        let mut line = serde_json::to_vec(frame)?;
        line.push(b'\n');
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line)
    }

    /// A stream whose text goes into frames.
    pub(crate) fn stream(&self, frame: fn(String) -> Frame) -> FrameWriter {
        FrameWriter { frames: self.clone(), frame, rest: Vec::new() }
    }
}

/// Text on its way into frames; a character that comes in two pieces waits for its second one.
#[derive(Debug)]
pub(crate) struct FrameWriter {
    frames: Frames,
    frame: fn(String) -> Frame,
    rest: Vec<u8>,
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => self.rest.len(),
        };
        if whole > 0 {
            let tail = self.rest.split_off(whole);
            let text = String::from_utf8_lossy(&self.rest).into_owned();
            self.rest = tail;
            self.frames.send(&(self.frame)(text))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{Frame, Frames, with_short_path};
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::net::UnixStream;
    use std::path::Path;

    #[test]
    fn a_split_character_arrives_whole() {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let frames = Frames::new(ours);
        let mut out = frames.stream(Frame::Out);
        for byte in "žene".as_bytes() {
            out.write_all(&[*byte]).unwrap();
        }
        frames.send(&Frame::Exit(0)).unwrap();
        drop((out, frames));
        let lines: Vec<String> = BufReader::new(theirs).lines().map(Result::unwrap).collect();
        let expected = [
            r#"{"out":"ž"}"#,
            r#"{"out":"e"}"#,
            r#"{"out":"n"}"#,
            r#"{"out":"e"}"#,
            r#"{"exit":0}"#,
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_short_path_stays_as_it_is() {
        let path = Path::new("data/sulh.sock");
        assert_eq!(with_short_path(path, |p| Ok(p.to_owned())).unwrap(), path);
    }
}
