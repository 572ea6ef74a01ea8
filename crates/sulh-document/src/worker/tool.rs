//! Programs that are not part of sulh: run under limits, without a network, with few files, and
//! ended with sulh.
//!
//! The parent finds the program and starts sulh again as its guard ([`tool_main`]), which limits
//! itself and either becomes the program or, where that starts further processes, watches over it.
//! It must not know what the programs do: that is `conversion.rs` and `recognition.rs`.

use crate::DocumentError;
use crate::worker::Worker;
use crate::worker::crash::Crash;
use crate::worker::error::WorkerError;
use crate::worker::process::{Heard, Process};
use crate::worker::task::{self, ToolTask};
use crate::worker::{filter, places, resource};
use rustix::process::{Signal, kill_current_process_group};
use std::ffi::OsStr;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

/// The first argument of a program that is to call [`tool_main`].
pub const RUN_TOOL: &str = "run-tool";

/// How often a guard looks after its program and its parent.
const GLANCE: Duration = Duration::from_millis(20);

/// One run of a program.
pub(super) struct Run<'a> {
    /// For messages.
    pub(super) name: &'static str,
    pub(super) program: &'a Path,
    pub(super) arguments: &'a [&'a OsStr],
    pub(super) environment: Vec<(String, String)>,
    pub(super) stdin: Stdio,
    /// Beneath which it may read, besides the system's own places and its own.
    pub(super) readable: Vec<PathBuf>,
    /// Where alone it may write; such a program is watched, since it may start others.
    pub(super) directory: Option<&'a Path>,
}

impl Worker {
    /// Runs a program to its end and gives what it wrote to its standard output.
    pub(super) fn run_tool(
        &self,
        run: Run<'_>,
        cancel: &AtomicBool,
    ) -> Result<Vec<u8>, WorkerError> {
        let limits = &self.tool_limits;
        let mut readable = places::readable(run.program);
        readable.extend(run.readable);
        let task = ToolTask {
            parent: std::process::id(),
            limits: limits.clone(),
            environment: run.environment,
            readable,
            directory: run.directory.map(Path::to_owned),
        };
        let mut command = Command::new(&self.program);
        task::give(&mut command, &task).map_err(WorkerError::Spawn)?;
        command.arg(RUN_TOOL).arg(run.program).args(run.arguments).stdin(run.stdin);
        command.current_dir(run.directory.unwrap_or(Path::new("/")));
        let mut process = Process::start(&mut command, limits.time, limits.file_size)?;
        let mut output = Vec::new();
        let end = process.follow(cancel, &mut |bytes| {
            output.extend_from_slice(bytes);
            if output.len() as u64 > limits.file_size {
                return Err(WorkerError::TooMuchOutput { limit: limits.file_size });
            }
            Ok(Heard::More)
        })?;
        match end {
            Some(status) if status.success() => Ok(output),
            Some(status) if status.signal() == Some(Signal::XCPU.as_raw()) => {
                Err(process.timed_out())
            }
            end => Err(WorkerError::ToolFailed {
                program: run.name,
                how: end.map_or(Crash::Exit(0), Crash::of),
                stderr: process.words(),
            }),
        }
    }
}

/// Where a program is, by the `PATH` of this process.
///
/// # Errors
/// [`DocumentError::NeedsProgram`] if it is nowhere.
pub(super) fn find(program: &'static str, kind: &'static str) -> Result<PathBuf, WorkerError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .filter(|directory| directory.is_absolute())
        .map(|directory| directory.join(program))
        .find(|file| {
            file.metadata()
                .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
        });
    found.ok_or_else(|| DocumentError::NeedsProgram { kind, program }.into())
}

/// The whole life of a guard: for `main`, before it does anything else, when its first argument is
/// [`RUN_TOOL`]. The other arguments are the program and its own.
pub fn tool_main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(2);
    let (Some(task), Some(program)) = (task::take::<ToolTask>(), arguments.next()) else {
        let _ignored = writeln!(io::stderr(), "{RUN_TOOL} is for sulh itself");
        return ExitCode::from(2);
    };
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(task.environment.iter().map(|(k, v)| (k, v)));
    let error = match guard(&task, command) {
        Ok(status) => return exit_code(status),
        Err(error) => error,
    };
    let _ignored = writeln!(io::stderr(), "{error}");
    ExitCode::from(127)
}

fn guard(task: &ToolTask, mut command: Command) -> io::Result<ExitStatus> {
    let Some(directory) = &task.directory else {
        if !resource::end_with(task.parent)? {
            return Err(io::Error::other("the parent is gone"));
        }
        limit(task)?;
        restrict(task)?;
        return Err(command.exec());
    };
    limit(task)?;
    // In a thread of its own, since the guard must be able to remove what the program wrote.
    let child = thread::scope(|scope| {
        let start = scope.spawn(|| restrict(task).and_then(|()| command.spawn()));
        start.join().unwrap_or_else(|_| Err(io::Error::other("panic")))
    })?;
    watch(task.parent, directory, child)
}

fn limit(task: &ToolTask) -> io::Result<()> {
    resource::limit_tool(&task.limits)?;
    notice(filter::confine_tool())
}

fn restrict(task: &ToolTask) -> io::Result<()> {
    notice(places::restrict(&task.readable, task.directory.as_deref()))
}

/// A system that cannot confine the program runs it all the same; the limits hold anywhere.
fn notice(confined: Result<(), String>) -> io::Result<()> {
    match confined {
        Ok(()) => Ok(()),
        Err(reason) => writeln!(io::stderr(), "the program is less confined here: {reason}"),
    }
}

/// Waits for the program. If the parent dies meanwhile, all goes: the program, what it started and
/// what it wrote.
fn watch(parent: u32, directory: &Path, mut child: Child) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if !resource::is_child_of(parent) {
            child.kill()?;
            let _ignored = std::fs::remove_dir_all(directory);
            let _ignored = kill_current_process_group(Signal::KILL);
        }
        thread::sleep(GLANCE);
    }
}

/// As shells do: a signal is told as 128 and its number.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
