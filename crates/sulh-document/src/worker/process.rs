//! A child process and what its parent hears of it: output, the last words, its end.
//!
//! A process that is dropped is dead and gone, whatever happened: no zombie, no open pipe.

use crate::worker::crash::Tail;
use crate::worker::error::WorkerError;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How soon a wish to stop is noticed.
const GLANCE: Duration = Duration::from_millis(20);

/// What the listener says to some output.
pub(super) enum Heard {
    /// Go on.
    More,
    /// Go on; it may take so long from its start.
    Allow(Duration),
    /// That is all: the process is not needed any more.
    Enough,
}

/// Hears the output of a process, piece by piece.
pub(super) type Listener<'a> = &'a mut dyn FnMut(&[u8]) -> Result<Heard, WorkerError>;

/// A running child, in a process group of its own.
pub(super) struct Process {
    child: Child,
    stdout: Option<ChildStdout>,
    stderr: Option<ChildStderr>,
    started: Instant,
    allowed: Duration,
    /// The most that it may write to its error output.
    most_words: u64,
    last_words: Tail,
    is_over: bool,
}

impl Process {
    /// Starts it with pipes for its outputs. It may take `allowed`, and write `most_words` bytes to
    /// its error output.
    pub(super) fn start(
        command: &mut Command,
        allowed: Duration,
        most_words: u64,
    ) -> Result<Self, WorkerError> {
        let started = Instant::now();
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = command.spawn().map_err(WorkerError::Spawn)?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let last_words = Tail::default();
        let is_over = false;
        Ok(Self { child, stdout, stderr, started, allowed, most_words, last_words, is_over })
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Listens until the listener has heard enough or the process has ended, and says how: none if
    /// it was not waited for.
    ///
    /// # Errors
    /// The listener's, [`WorkerError::TimedOut`] and [`WorkerError::Cancelled`]; the process is
    /// then still to be dropped.
    pub(super) fn follow(
        &mut self,
        cancel: &AtomicBool,
        listener: Listener<'_>,
    ) -> Result<Option<ExitStatus>, WorkerError> {
        let mut piece = vec![0; 1 << 16];
        while self.stdout.is_some() || self.stderr.is_some() {
            let left = self.time_left(cancel)?;
            let (has_output, has_words) = self.wait_for_output(left)?;
            if has_output && let Some(output) = &mut self.stdout {
                let count = output.read(&mut piece).map_err(WorkerError::Spawn)?;
                if count == 0 {
                    self.stdout = None;
                    continue;
                }
                match listener(piece.get(..count).unwrap_or_default())? {
                    Heard::More => {}
                    Heard::Allow(time) => self.allowed = time,
                    Heard::Enough => return Ok(None),
                }
            }
            if has_words {
                self.hear_words(&mut piece)?;
            }
        }
        self.wait(cancel).map(Some)
    }

    fn time_left(&self, cancel: &AtomicBool) -> Result<Duration, WorkerError> {
        if cancel.load(Ordering::Relaxed) {
            return Err(WorkerError::Cancelled);
        }
        match self.allowed.checked_sub(self.started.elapsed()) {
            Some(left) if !left.is_zero() => Ok(left),
            _ => Err(self.timed_out()),
        }
    }

    pub(super) fn timed_out(&self) -> WorkerError {
        WorkerError::TimedOut { seconds: self.allowed.as_secs().max(1) }
    }

    /// Whether there is something to read (or the end of it) on the outputs.
    fn wait_for_output(&self, left: Duration) -> Result<(bool, bool), WorkerError> {
        let wait = left.min(GLANCE);
        let timeout = Timespec { tv_sec: 0, tv_nsec: i64::from(wait.subsec_nanos()) };
        let stdout = self.stdout.as_ref().map(AsFd::as_fd);
        let stderr = self.stderr.as_ref().map(AsFd::as_fd);
        let mut files: Vec<_> = [stdout, stderr]
            .into_iter()
            .flatten()
            .map(|file| PollFd::from_borrowed_fd(file, PollFlags::IN))
            .collect();
        match poll(&mut files, Some(&timeout)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(WorkerError::Spawn(error.into())),
        }
        let mut is_ready = files.iter().map(|file| !file.revents().is_empty());
        let has_output = stdout.is_some() && is_ready.next().unwrap_or(false);
        let has_words = stderr.is_some() && is_ready.next().unwrap_or(false);
        Ok((has_output, has_words))
    }

    fn hear_words(&mut self, piece: &mut [u8]) -> Result<(), WorkerError> {
        let Some(words) = &mut self.stderr else { return Ok(()) };
        let count = words.read(piece).map_err(WorkerError::Spawn)?;
        self.last_words.push(piece.get(..count).unwrap_or_default());
        if count == 0 {
            self.stderr = None;
        }
        if self.last_words.length > self.most_words {
            return Err(WorkerError::TooMuchOutput { limit: self.most_words });
        }
        Ok(())
    }

    /// Waits for the end of a process whose outputs are closed. Its group is ended before its
    /// number can be given to another.
    fn wait(&mut self, cancel: &AtomicBool) -> Result<ExitStatus, WorkerError> {
        let pid = pid(&self.child).map_err(WorkerError::Spawn)?;
        let look = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        while matches!(waitid(WaitId::Pid(pid), look), Ok(None) | Err(Errno::INTR)) {
            let left = self.time_left(cancel)?;
            thread::sleep(left.min(Duration::from_millis(1)));
        }
        self.end().map_err(WorkerError::Spawn)
    }

    fn end(&mut self) -> io::Result<ExitStatus> {
        // Its descendants as well; the group is gone already if there are none.
        let _ignored =
            pid(&self.child).and_then(|group| Ok(kill_process_group(group, Signal::KILL)?));
        let _ignored = self.child.kill();
        self.is_over = true;
        self.child.wait()
    }

    /// The last that it said to its error output.
    pub(super) fn words(&self) -> String {
        self.last_words.text()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if !self.is_over {
            let _ignored = self.end();
        }
    }
}

fn pid(child: &Child) -> io::Result<Pid> {
    let number = i32::try_from(child.id()).ok();
    number.and_then(Pid::from_raw).ok_or_else(|| io::Error::other("no such process"))
}
