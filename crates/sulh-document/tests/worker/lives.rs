//! How children end: with their answer, with their parent, on request; and that nothing of them
//! stays.

use crate::stage::{GO_ON, file, guarded, worker};
use crate::suite::Check;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, WaitId, WaitIdOptions};
use std::fs;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use sulh_document::worker::{Crash, Worker, WorkerError, WorkerLimits};

pub(crate) const CHECKS: &[Check] = &[
    ("lives::children_leave_no_zombie_and_no_file", nothing_stays),
    ("lives::children_side_by_side_do_not_meet", side_by_side),
    ("lives::a_wish_to_stop_is_heard", wish_to_stop),
    ("lives::a_child_dies_with_its_parent", dies_with_its_parent),
    ("lives::a_missing_program_is_an_error", missing_program),
    ("lives::a_child_takes_milliseconds", takes_milliseconds),
];

/// Parses a document without end in a worker (`worker`), or in a process without a guard.
pub(crate) fn be_parent(kind: &str) -> ExitCode {
    let words = "spin 3600000";
    if kind == "worker" {
        drop(guarded(words));
    } else {
        let mut command = Command::new(std::env::current_exe().unwrap());
        drop(command.args(["control", words]).output());
    }
    ExitCode::FAILURE
}

/// Processes whose parent it is, dead ones included.
pub(crate) fn children_of(parent: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |process: &u32| {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let behind = stat.rsplit_once(") ").map_or("", |(_, behind)| behind);
        behind.split(' ').nth(1) == Some(&parent.to_string())
    };
    numbers.filter(is_child).collect()
}

/// Asks again until there is an answer; at most a minute.
pub(crate) fn wait_for<T>(ask: impl Fn() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "waited in vain");
        std::thread::yield_now();
    }
}

fn open_files() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

fn nothing_stays() {
    let before = open_files();
    for (index, words) in ["echo", "panic", "overflow 100", "exit", "long 80"].iter().enumerate() {
        for _ in 0..10 {
            assert_eq!(guarded(words).is_ok(), index == 0, "{words}");
        }
    }
    let short = WorkerLimits { time: Duration::from_millis(50), ..WorkerLimits::default() };
    for _ in 0..5 {
        worker(short.clone()).parse(&file("spin 3600000"), None, &GO_ON).unwrap_err();
    }
    assert_eq!(open_files(), before);
    let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    let left = rustix::process::waitid(WaitId::All, look);
    assert_eq!(left.err(), Some(rustix::io::Errno::CHILD), "no child is left, dead or alive");
    // The control: a child that nobody waits for is seen so.
    let mut child = Command::new("/bin/true").spawn().unwrap();
    assert!(rustix::process::waitid(WaitId::All, look).is_ok());
    child.wait().unwrap();
}

/// They share a worker and even the document's open file.
fn side_by_side() {
    let (worker, shared) = (worker(WorkerLimits::default()), file("echo shared"));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..12)
            .map(|number| {
                let (worker, shared) = (&worker, &shared);
                scope.spawn(move || match number % 3 {
                    0 => worker.parse(shared, None, &GO_ON).unwrap().document.text,
                    1 => {
                        let own = file(&format!("echo {number} {}", "x".repeat(300_000)));
                        worker.parse(&own, None, &GO_ON).unwrap().document.text
                    }
                    _ => {
                        let error = worker.parse(&file("overflow 100"), None, &GO_ON).unwrap_err();
                        matches!(error, WorkerError::Crashed { how: Crash::Signal(_), .. })
                            .to_string()
                    }
                })
            })
            .collect();
        for (number, thread) in threads.into_iter().enumerate() {
            let text = thread.join().unwrap();
            match number % 3 {
                0 => assert_eq!(text, "shared\n"),
                1 => assert!(text.starts_with(&format!("{number} x")) && text.len() > 300_000),
                _ => assert_eq!(text, "true"),
            }
        }
    });
}

fn wish_to_stop() {
    let stop = AtomicBool::new(false);
    let document = file("spin 3600000");
    std::thread::scope(|scope| {
        let parse = scope.spawn(|| worker(WorkerLimits::default()).parse(&document, None, &stop));
        let child = wait_for(|| children_of(std::process::id()).pop());
        let started = Instant::now();
        stop.store(true, Ordering::Relaxed);
        let error = parse.join().unwrap().unwrap_err();
        assert!(matches!(error, WorkerError::Cancelled), "{error:?}");
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
        assert!(!fs::exists(format!("/proc/{child}")).unwrap());
    });
}

fn dies_with_its_parent() {
    assert!(ends_when_its_parent_is_killed("worker", Duration::from_secs(10)));
    assert!(!ends_when_its_parent_is_killed("control", Duration::from_millis(300)), "control");
}

/// Kills the parent of a process that works, and says whether that ends in the time.
fn ends_when_its_parent_is_killed(kind: &str, time: Duration) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["parent", kind]).stdin(Stdio::null()).stdout(Stdio::null());
    let mut parent = command.spawn().unwrap();
    let is_worker = kind == "worker";
    let child = wait_for(|| {
        let child = children_of(parent.id()).pop()?;
        let status = fs::read_to_string(format!("/proc/{child}/status")).ok()?;
        let is_at_work = status.contains("\nSeccomp:\t2\n") || !is_worker;
        is_at_work.then_some(child)
    });
    let child = Pid::from_raw(child.cast_signed()).unwrap();
    let watch = rustix::process::pidfd_open(child, PidfdFlags::empty()).unwrap();
    parent.kill().unwrap();
    parent.wait().unwrap();
    let timeout = Timespec::try_from(time).unwrap();
    let mut files = [PollFd::new(&watch, PollFlags::IN)];
    let has_ended = poll(&mut files, Some(&timeout)).unwrap() == 1;
    if !has_ended {
        rustix::process::pidfd_send_signal(&watch, Signal::KILL).unwrap();
    }
    has_ended
}

fn missing_program() {
    let worker = Worker::new("/nowhere/sulh".into(), WorkerLimits::default());
    let error = worker.parse(&file("echo"), None, &GO_ON).unwrap_err();
    assert!(matches!(error, WorkerError::Spawn(_)), "{error:?}");
    // A program that does not know its part says nothing.
    let worker = Worker::new("/bin/true".into(), WorkerLimits::default());
    let error = worker.parse(&file("echo"), None, &GO_ON).unwrap_err();
    assert!(matches!(error, WorkerError::Crashed { how: Crash::Exit(0), .. }), "{error:?}");
}

/// Printed, not asserted: machines differ.
fn takes_milliseconds() {
    let (worker, empty) = (worker(WorkerLimits::default()), file("echo"));
    let mut times: Vec<Duration> = (0..100)
        .map(|_| {
            let started = Instant::now();
            worker.parse(&empty, None, &GO_ON).unwrap();
            started.elapsed()
        })
        .collect();
    times.sort();
    println!("    one child: median {:?}, of 100 the 5 slowest from {:?}", times[50], times[94]);
}
