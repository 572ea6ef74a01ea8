//! What a parser can use up: memory, time, its stack, the patience of its parent.

use crate::stage::{guarded, guarded_under, said, unguarded};
use crate::suite::Check;
use std::time::{Duration, Instant};
use sulh_document::DocumentError;
use sulh_document::worker::{Crash, WorkerError, WorkerLimits};

pub(crate) const CHECKS: &[Check] = &[
    ("resources::a_document_comes_through_with_its_name", document_comes_through),
    ("resources::errors_come_through", errors_come_through),
    ("resources::memory_is_limited", memory_is_limited),
    ("resources::most_of_the_memory_can_be_used", memory_can_be_used),
    ("resources::time_is_limited", time_is_limited),
    ("resources::announced_pages_give_time", pages_give_time),
    ("resources::a_stack_overflow_is_a_crash", stack_overflows),
    ("resources::a_panic_is_an_error", panic_is_an_error),
    ("resources::an_exit_is_a_crash", exit_is_a_crash),
    ("resources::a_long_answer_is_cut", long_answer_is_cut),
    ("resources::endless_talk_is_cut", endless_talk_is_cut),
    ("resources::a_long_document_is_not_read", long_document_is_not_read),
    ("resources::what_a_parser_prints_is_no_answer", prints_are_no_answer),
    ("resources::an_unsound_document_is_refused", unsound_is_refused),
];

fn limits() -> WorkerLimits {
    WorkerLimits::default()
}

fn document_comes_through() {
    let parsed = guarded("echo Država članica").unwrap();
    assert_eq!(parsed.document.text, "attack.txt Država članica\n");
    // Where the kernel has no filter, this says so; the checks of reach need one anyway.
    assert_eq!(parsed.notices, Vec::<String>::new());
}

fn errors_come_through() {
    let error = guarded("").unwrap_err();
    assert!(matches!(error, WorkerError::Document(DocumentError::Empty)), "{error:?}");
    let error = guarded("malformed no end").unwrap_err();
    assert_eq!(error.to_string(), "the file is no readable riddle: no end");
    assert_eq!(error.code(), "malformed-document");
}

fn memory_is_limited() {
    for words in ["allocate 3072", "hoard 1100"] {
        let started = Instant::now();
        let error = guarded(words).unwrap_err();
        assert!(
            matches!(error, WorkerError::OutOfMemory { limit } if limit == 1 << 30),
            "{error:?}"
        );
        assert!(started.elapsed() < limits().time, "{words}");
        let control = unguarded(words);
        assert!(control.is_some_and(|text| !text.is_empty()), "control of {words}");
    }
    // It is the limit's size that decides.
    let wide = WorkerLimits { memory: 4 << 30, ..limits() };
    assert_eq!(guarded_under(wide, "allocate 3072").unwrap().document.text, "3221225472\n");
}

/// Also by an allocator that takes address space in advance, as the real program's does; it puts a
/// head before each large piece, and the rest of the 1024 MiB is the program, its stack, one arena.
fn memory_can_be_used() {
    let (kibibytes, least) = ([4, 64, 1 << 10, 10 << 10, 100 << 10], [900, 900, 850, 850, 800]);
    for (kibibytes, least) in kibibytes.into_iter().zip(least) {
        let figure: u32 = said(&format!("fill {kibibytes}")).parse().unwrap();
        println!("    usable of 1024 MiB in pieces of {kibibytes} KiB: {figure} MiB");
        assert!((least..1024).contains(&figure), "{kibibytes} KiB: {figure} MiB");
    }
    assert_eq!(said("allocate 850"), (850 << 20).to_string());
}

fn time_is_limited() {
    let short = WorkerLimits { time: Duration::from_secs(1), ..limits() };
    let started = Instant::now();
    let error = guarded_under(short, "spin 3600000").unwrap_err();
    assert!(matches!(error, WorkerError::TimedOut { seconds: 1 }), "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
    // The control: what takes longer than that is let through when it may.
    assert_eq!(guarded("spin 1200").unwrap().document.text, "done\n");
}

fn pages_give_time() {
    let short = || WorkerLimits { time: Duration::from_secs(1), ..limits() };
    assert_eq!(guarded_under(short(), "spin 1500 100").unwrap().document.text, "done\n");
    let error = guarded_under(short(), "spin 1500 0").unwrap_err();
    assert!(matches!(error, WorkerError::TimedOut { seconds: 1 }), "{error:?}");
    let capped = WorkerLimits { most_time: Duration::from_secs(1), ..short() };
    let error = guarded_under(capped, "spin 1500 4294967295").unwrap_err();
    assert!(matches!(error, WorkerError::TimedOut { seconds: 1 }), "{error:?}");
}

fn stack_overflows() {
    let error = guarded("overflow 100").unwrap_err();
    let WorkerError::Crashed { how: Crash::Signal(signal), stderr } = error else {
        panic!("{error:?}");
    };
    assert!([6, 11].contains(&signal) && stderr.contains("overflowed its stack"), "{stderr}");
    assert_eq!(unguarded("overflow 100").as_deref(), Some("102400"), "control");
    // 40 MiB: far more than a thread has as a rule.
    assert_eq!(said("overflow 40"), "40960");
}

fn panic_is_an_error() {
    let error = guarded("panic secret").unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
    let WorkerError::Crashed { how, .. } = error else { panic!("{error:?}") };
    assert_eq!(how, Crash::Panic("the document said: secret".to_owned()));
    assert_eq!(unguarded("panic secret"), None, "control: it ends its process");
}

fn exit_is_a_crash() {
    let error = guarded("exit").unwrap_err();
    assert!(matches!(error, WorkerError::Crashed { how: Crash::Exit(7), .. }), "{error:?}");
}

fn long_answer_is_cut() {
    let error = guarded("long 100").unwrap_err();
    assert!(
        matches!(error, WorkerError::TooMuchOutput { limit } if limit == 64 << 20),
        "{error:?}"
    );
    let wide = WorkerLimits { output: 128 << 20, ..limits() };
    assert_eq!(guarded_under(wide, "long 100").unwrap().document.text.len(), (100 << 20) + 1);
}

fn endless_talk_is_cut() {
    let error = guarded("talk 1024").unwrap_err();
    assert!(matches!(error, WorkerError::TooMuchOutput { .. }), "{error:?}");
    assert_eq!(said("talk 32"), "talked");
}

fn long_document_is_not_read() {
    let short = WorkerLimits { document: 100, ..limits() };
    let words = format!("echo {}", "x".repeat(96));
    let error = guarded_under(short.clone(), &words).unwrap_err();
    let expected = DocumentError::TooLarge { what: "bytes", limit: 100 };
    assert!(matches!(&error, WorkerError::Document(error) if *error == expected), "{error:?}");
    assert!(guarded_under(short, &words[..100]).is_ok());
}

fn prints_are_no_answer() {
    assert_eq!(said("print"), "printed");
}

fn unsound_is_refused() {
    let error = guarded("unsound").unwrap_err();
    assert!(matches!(error, WorkerError::Garbled { .. }), "{error:?}");
}
