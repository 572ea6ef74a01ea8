//! Commands that other processes send while this one owns the data directory.
//!
//! The socket lies in the data directory, open to its owner alone; who connects as another user is
//! refused. It must not know what a command does: it runs it as any other process would.

use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, Read};
use std::net::Shutdown;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use sulh_engine::{CancelFlag, Engine};

use crate::delegation::{Frame, Frames, Request, with_short_path};
use crate::error::CliError;
use crate::server::socket_path;
use crate::session;

/// Longest request: a query or update on standard input, and the arguments.
const LONGEST_REQUEST: u64 = 64 << 20;
/// How long the one who connects may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long commands in flight may go on once the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// What is waited when the system has no more threads or files to give.
const SCARCITY_PAUSE: Duration = Duration::from_millis(50);

/// Listens for commands until it is stopped.
#[derive(Debug)]
pub(crate) struct Listener {
    path: PathBuf,
    shared: Arc<Shared>,
    thread: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Shared {
    stopping: AtomicBool,
    /// Connections of commands in flight.
    running: Mutex<Vec<(u64, UnixStream)>>,
    fewer: Condvar,
}

impl Listener {
    /// Begins to listen. A socket that a dead server left is replaced: the directory is ours.
    pub(crate) fn start(engine: Engine, data_dir: &Path) -> Result<Self, CliError> {
        let path = socket_path(data_dir);
        let failed = |source| CliError::File { doing: "listen at", path: path.clone(), source };
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let listener = with_short_path(&path, |short| UnixListener::bind(short)).map_err(failed)?;
        fs::set_permissions(&path, Permissions::from_mode(0o600)).map_err(failed)?;
        let shared = Arc::new(Shared::default());
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("commands".to_owned())
            .spawn(move || accept(&listener, &engine, &of_thread))
            .map_err(failed)?;
        Ok(Self { path, shared, thread })
    }

    /// Takes no more commands, waits for those in flight, and removes the socket.
    pub(crate) fn stop(self) {
        self.shared.stopping.store(true, Ordering::Release);
        // Wakes the thread that waits for the next one.
        let woken = with_short_path(&self.path, |short| UnixStream::connect(short));
        // If it is gone already, nobody can come any more.
        let _ = fs::remove_file(&self.path);
        if woken.is_ok() && self.thread.join().is_err() {
            tracing::error!("the thread for commands ended badly");
        }
        self.shared.wait();
    }
}

impl Shared {
    /// Waits until no command is in flight; those that take too long lose their connection, which
    /// cancels them.
    fn wait(&self) {
        for grace in [GRACE, PATIENCE] {
            let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            let (running, timeout) = self
                .fewer
                .wait_timeout_while(running, grace, |running| !running.is_empty())
                .unwrap_or_else(PoisonError::into_inner);
            if !timeout.timed_out() {
                return;
            }
            for (_, stream) in running.iter() {
                // One that is gone already needs no end.
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

fn accept(listener: &UnixListener, engine: &Engine, shared: &Arc<Shared>) {
    for (number, stream) in (0..).zip(listener.incoming()) {
        if shared.stopping.load(Ordering::Acquire) {
            return;
        }
        let started = stream.and_then(|stream| {
            let running = Running::begin(shared, number, stream)?;
            let engine = engine.clone();
            let thread = std::thread::Builder::new().name("command".to_owned());
            thread.spawn(move || {
                if let Err(error) = answer(&engine, &running.stream) {
                    tracing::debug!(%error, "a command went away");
                }
            })
        });
        if let Err(error) = started {
            tracing::warn!(%error, "failed to take a command");
            std::thread::sleep(SCARCITY_PAUSE);
        }
    }
}

/// A command in flight; it ends when this is dropped, also by a fault.
struct Running {
    shared: Arc<Shared>,
    number: u64,
    stream: UnixStream,
}

impl Running {
    fn begin(shared: &Arc<Shared>, number: u64, stream: UnixStream) -> io::Result<Self> {
        let to_cancel = stream.try_clone()?;
        shared.running.lock().unwrap_or_else(PoisonError::into_inner).push((number, to_cancel));
        Ok(Self { shared: Arc::clone(shared), number, stream })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The other end may be gone already.
        let _ = self.stream.shutdown(Shutdown::Both);
        let mut running = self.shared.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|(of, _)| *of != self.number);
        drop(running);
        self.shared.fewer.notify_all();
    }
}

fn answer(engine: &Engine, stream: &UnixStream) -> io::Result<()> {
    only_the_owner(stream)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST_REQUEST)).read_line(&mut line)?;
    let frames = Frames::new(stream.try_clone()?);
    let request: Request = match serde_json::from_str(&line) {
        Ok(request) => request,
        Err(error) => {
            frames.send(&Frame::Err(format!("error: this is no command: {error}\n")))?;
            return frames.send(&Frame::Exit(crate::error::Exit::Usage.code()));
        }
    };
    stream.set_read_timeout(None)?;
    let cancel = CancelFlag::new();
    watch(stream.try_clone()?, cancel.clone())?;
    let (mut out, mut err) = (frames.stream(Frame::Out), frames.stream(Frame::Err));
    let exit = session::run_sent(engine, request, cancel, &mut out, &mut err);
    frames.send(&Frame::Exit(exit.code()))
}

/// Cancels what runs when the one who asked goes away.
fn watch(mut stream: UnixStream, cancel: CancelFlag) -> io::Result<()> {
    std::thread::Builder::new().name("command watch".to_owned()).spawn(move || {
        // It says nothing more: whatever comes is the end of the connection.
        let _ = stream.read(&mut [0]);
        cancel.cancel();
    })?;
    Ok(())
}

#[cfg(target_os = "linux")]
fn only_the_owner(stream: &UnixStream) -> io::Result<()> {
    let peer = rustix::net::sockopt::socket_peercred(stream)?;
    let owner = rustix::process::geteuid();
    if peer.uid == owner || peer.uid.is_root() {
        return Ok(());
    }
    Err(io::Error::from(io::ErrorKind::PermissionDenied))
}

#[cfg(not(target_os = "linux"))]
fn only_the_owner(_stream: &UnixStream) -> io::Result<()> {
    // The socket's own mode has to do.
    Ok(())
}
