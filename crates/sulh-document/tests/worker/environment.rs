//! What a child inherits: three open files, no environment but its task, and the system's limits.

use crate::lives;
use crate::stage::{GO_ON, file, said, unguarded, worker};
use crate::suite::Check;
use std::fs;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use sulh_document::worker::{WorkerError, WorkerLimits};

pub(crate) const CHECKS: &[Check] = &[
    ("environment::no_variable_leaks", no_variable_leaks),
    ("environment::no_file_leaks", no_file_leaks),
    ("environment::the_limits_are_set", limits_are_set),
];

static OPEN_FILES: OnceLock<String> = OnceLock::new();

/// Before the guard, since no directory can be read behind it.
pub(crate) fn remember_open_files() {
    OPEN_FILES.get_or_init(list_open_files);
}

pub(crate) fn open_files() -> String {
    OPEN_FILES.get_or_init(list_open_files).clone()
}

/// Numbers, without that of the list itself, which is closed again.
fn list_open_files() -> String {
    let entries = fs::read_dir("/proc/self/fd").unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut numbers: Vec<u32> = names.map(|name| name.parse().unwrap()).collect();
    numbers.retain(|number| fs::read_link(format!("/proc/self/fd/{number}")).is_ok());
    numbers.sort_unstable();
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
}

pub(crate) fn variables() -> String {
    let mut names: Vec<String> = std::env::vars().map(|(name, _)| name).collect();
    names.sort();
    names.join(" ")
}

fn no_variable_leaks() {
    let given = said("environment");
    let is_own = |name: &str| {
        ["MALLOC_", "MIMALLOC_", "SULH_WORKER_TASK"].iter().any(|own| name.starts_with(own))
    };
    assert!(given.split(' ').all(is_own), "{given}");
    let control = unguarded("environment").unwrap();
    assert!(control.split(' ').any(|name| name == "PATH"), "control: {control}");
}

/// But for those that this process was itself started with: no safe code can close them, and the
/// filter lets nobody use them (`reach.rs`).
fn no_file_leaks() {
    let _held: Vec<fs::File> = (0..20).map(|_| file("secret")).collect();
    let expected: Vec<String> = inheritable().iter().map(u32::to_string).collect();
    assert_eq!(said("files"), expected.join(" "));
    // The control: one that is not closed on the way is seen.
    let (_reader, writer) = std::io::pipe().unwrap();
    rustix::io::fcntl_setfd(&writer, rustix::io::FdFlags::empty()).unwrap();
    assert_eq!(inheritable().len(), expected.len() + 1, "control");
    assert_eq!(said("files").split(' ').count(), expected.len() + 1, "control");
}

/// Numbers of the open files that this process passes on.
fn inheritable() -> Vec<u32> {
    let numbers = list_open_files();
    let numbers = numbers.split(' ').map(|number| number.parse().unwrap());
    let is_passed_on = |number: &u32| {
        let data = fs::read_to_string(format!("/proc/self/fdinfo/{number}")).unwrap_or_default();
        let flags = data.lines().find_map(|line| line.strip_prefix("flags:")).unwrap_or("0");
        u32::from_str_radix(flags.trim(), 8).unwrap() & 0o2_000_000 == 0
    };
    numbers.filter(is_passed_on).collect()
}

/// As the kernel tells them of a child that works.
fn limits_are_set() {
    let (document, stop) = (file("spin 3600000 100"), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let parse = || worker(WorkerLimits::default()).parse(&document, Some("secret name"), &stop);
        let parse = scope.spawn(parse);
        let child = lives::wait_for(|| lives::children_of(std::process::id()).pop());
        let status = || fs::read_to_string(format!("/proc/{child}/status")).unwrap();
        lives::wait_for(|| status().contains("\nSeccomp:\t2\n").then_some(()));
        assert!(status().contains("\nNoNewPrivs:\t1\n"));
        let limit = |name: &str| limit_of(child, name);
        // The 100 pages that it announced are counted soon after: 30 + 100 + 5 seconds.
        lives::wait_for(|| (limit("Max cpu time").0 == "135").then_some(()));
        assert_eq!(limit("Max cpu time").1, "605");
        let fixed = [
            ("Max address space", "1073741824"),
            ("Max data size", "1073741824"),
            ("Max file size", "0"),
            ("Max core file size", "0"),
            ("Max open files", "16"),
            ("Max processes", "0"),
        ];
        for (name, value) in fixed {
            assert_eq!(limit(name), (value.to_owned(), value.to_owned()), "{name}");
            let own = limit_of(std::process::id(), name).1;
            assert_ne!(own, value, "control: {name}");
        }
        let arguments = fs::read_to_string(format!("/proc/{child}/cmdline")).unwrap();
        assert!(!arguments.contains("secret"), "{arguments}");
        stop.store(true, Ordering::Relaxed);
        let error = parse.join().unwrap().unwrap_err();
        assert!(matches!(error, WorkerError::Cancelled), "{error:?}");
    });
    assert!(!GO_ON.load(Ordering::Relaxed));
}

/// (now, at most) of a limit of a process.
fn limit_of(process: u32, name: &str) -> (String, String) {
    let limits = fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
    let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    let mut values = line.split_whitespace().map(str::to_owned);
    (values.next().unwrap(), values.next().unwrap())
}
