//! How a process ended that gave no answer, and what it said last.
//!
//! It must not judge why: that is the caller's.

use std::fmt::{self, Display, Formatter};
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

/// How a process ended that gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Crash {
    /// The system ended it, with the number of the signal: 6 is an abort (also one for a stack that
    /// overflowed), 9 may be the system's own want of memory, 11 a broken pointer.
    Signal(i32),
    /// It ended itself, with this exit code.
    Exit(i32),
    /// Its parser panicked, with this message. It may quote the document.
    Panic(String),
}

impl Crash {
    pub(super) fn of(status: ExitStatus) -> Self {
        match status.signal() {
            Some(signal) => Self::Signal(signal),
            None => Self::Exit(status.code().unwrap_or(-1)),
        }
    }
}

/// Without the message of a panic, which may quote the document.
impl Display for Crash {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signal(signal) => write!(formatter, "signal {signal}"),
            Self::Exit(code) => write!(formatter, "exit code {code}"),
            Self::Panic(_) => write!(formatter, "panic"),
        }
    }
}

/// The last bytes of an endless stream.
#[derive(Debug, Default)]
pub(super) struct Tail {
    bytes: Vec<u8>,
    /// All that was ever pushed.
    pub(super) length: u64,
}

impl Tail {
    const MOST: usize = 4096;

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len() as u64);
        let kept = bytes.get(bytes.len().saturating_sub(Self::MOST)..).unwrap_or_default();
        let gone = (self.bytes.len() + kept.len()).saturating_sub(Self::MOST);
        self.bytes.drain(..gone.min(self.bytes.len()));
        self.bytes.extend_from_slice(kept);
    }

    /// As text that can be shown on a terminal: lines, without other control characters.
    pub(super) fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes);
        text.chars().filter(|&letter| letter == '\n' || !letter.is_control()).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "tests")]

    use super::Tail;

    #[test]
    fn the_tail_is_the_last_4_kib_whatever_the_pieces() {
        for piece in [1, 7, 4095, 4096, 4097, 20_000] {
            let all: Vec<u8> =
                (0..20_000).map(|n| b'a' + u8::try_from(n % 26).unwrap_or_default()).collect();
            let mut tail = Tail::default();
            all.chunks(piece).for_each(|bytes| tail.push(bytes));
            assert_eq!(tail.text().as_bytes(), &all[all.len() - 4096..], "pieces of {piece}");
            assert_eq!(tail.length, 20_000);
        }
    }

    #[test]
    fn a_tail_cannot_steer_a_terminal() {
        let mut tail = Tail::default();
        tail.push(b"a\x1b[2Jb\r\nc\xff");
        assert_eq!(tail.text(), "a[2Jb\nc\u{fffd}");
    }
}
