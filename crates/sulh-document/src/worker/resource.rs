//! Limits that the system keeps for a process, and its end with its parent.
//!
//! It must not loosen a limit that the process was started with.

use crate::worker::limits::{ToolLimits, WorkerLimits};
use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
use std::io;
use std::time::Duration;

/// The processor's time is a backstop for the clock's, which the parent watches: it is longer.
const GRACE: Duration = Duration::from_secs(5);

/// For a process that parses; it can still start threads.
pub(super) fn limit_parser(limits: &WorkerLimits) -> io::Result<()> {
    lower(Resource::As, limits.memory)?;
    lower(Resource::Data, limits.memory)?;
    lower(Resource::Fsize, 0)?;
    lower(Resource::Core, 0)?;
    lower(Resource::Nofile, limits.open_files)?;
    setrlimit(Resource::Cpu, processor_time(limits, 0))?;
    Ok(())
}

/// It cannot start threads or processes any more, unless it is the system's administrator.
pub(super) fn limit_processes() -> io::Result<()> {
    lower(Resource::Nproc, 0)
}

/// For a program that is not part of sulh, and each process that it starts.
pub(super) fn limit_tool(limits: &ToolLimits) -> io::Result<()> {
    lower(Resource::As, limits.memory)?;
    lower(Resource::Fsize, limits.file_size)?;
    lower(Resource::Core, 0)?;
    lower(Resource::Nofile, limits.open_files)?;
    lower(Resource::Cpu, seconds(limits.time.saturating_add(GRACE)))
}

/// How long the processor may work on a document of so many pages: the first figure is for these
/// pages, the second for as many as there can be.
fn processor_time(limits: &WorkerLimits, pages: u32) -> Rlimit {
    let [now, most] = [limits.time_for(pages), limits.most_time]
        .map(|time| within(seconds(time.saturating_add(GRACE)), Resource::Cpu));
    Rlimit { current: Some(now), maximum: Some(most.max(now)) }
}

/// Gives a child the processor's time for the pages that it announced.
///
/// A failure is not looked at: the child then ends somewhat early.
#[cfg(target_os = "linux")]
pub(super) fn allow_processor(child: u32, limits: &WorkerLimits, pages: u32) {
    if let Some(child) = i32::try_from(child).ok().and_then(rustix::process::Pid::from_raw) {
        let _ignored =
            rustix::process::prlimit(Some(child), Resource::Cpu, processor_time(limits, pages));
    }
}

/// Other systems cannot: the child keeps the time of a document without pages.
#[cfg(not(target_os = "linux"))]
pub(super) fn allow_processor(_child: u32, _limits: &WorkerLimits, _pages: u32) {}

/// Asks the system to end this process with its parent, and says whether that still lives.
pub(super) fn end_with(parent: u32) -> io::Result<bool> {
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    Ok(is_child_of(parent))
}

/// Whether the parent is still there: who lost it gets another.
pub(super) fn is_child_of(parent: u32) -> bool {
    std::os::unix::process::parent_id() == parent
}

fn lower(resource: Resource, value: u64) -> io::Result<()> {
    let value = Some(within(value, resource));
    Ok(setrlimit(resource, Rlimit { current: value, maximum: value })?)
}

/// No more than this process may have already.
fn within(value: u64, resource: Resource) -> u64 {
    getrlimit(resource).maximum.map_or(value, |most| most.min(value))
}

/// Whole seconds, at least one.
fn seconds(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0)).max(1)
}
