//! Threads with a large, known stack, on which queries are parsed, planned, evaluated and dropped.
//!
//! Nothing here knows what a query is; what runs on such a thread must have passed [`admit`](crate::admit) before.
//! A thread is started for each call: with a stack of 64 MiB that took 60 µs at the median on 2 busy cores, handing a job to a
//! waiting thread 30 µs, and a closure that borrows cannot be handed over without `unsafe`.

use std::cell::Cell;
use std::io;
use std::panic::resume_unwind;
use std::thread;
use std::time::Duration;

/// The stack of a query thread, in bytes; only what is touched takes memory.
///
/// Text within the default [`AdmissionLimits`](crate::AdmissionLimits) needs less than 2 MiB of it.
pub const QUERY_STACK_BYTES: usize = 64 << 20;

/// How long to wait before asking the system for a thread again.
const RETRY_AFTER: Duration = Duration::from_millis(5);

thread_local! {
    static ON_QUERY_THREAD: Cell<bool> = const { Cell::new(false) };
}

/// The system starts no further thread now.
#[derive(Debug, thiserror::Error)]
#[error("no thread to run the query on: try again later")]
pub struct NoQueryThread(#[source] io::Error);

impl NoQueryThread {
    /// A stable name of the case, for programs.
    pub fn code(&self) -> &'static str {
        "no-thread"
    }
}

/// Runs `work` on a thread with a stack of [`QUERY_STACK_BYTES`] and returns what it returns.
///
/// A call from such a thread runs in place. A panic within `work` goes on in the caller.
/// When the system has no thread to give, it waits until it has; [`try_on_query_thread`] does not.
pub fn on_query_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let mut work = Some(work);
    loop {
        if let Ok(Some(result)) = start(&mut work) {
            return result;
        }
        thread::sleep(RETRY_AFTER);
    }
}

/// Says that the current thread was started with a stack of [`QUERY_STACK_BYTES`] or more,
/// so that [`on_query_thread`] runs in place on it: a server's own pool costs no hand-over.
pub fn adopt_query_thread() {
    ON_QUERY_THREAD.set(true);
}

/// Like [`on_query_thread`], but does not wait for a thread.
///
/// # Errors
/// [`NoQueryThread`] when the system starts no thread; `work` has not run then.
pub fn try_on_query_thread<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, NoQueryThread> {
    match start(&mut Some(work)) {
        Ok(Some(result)) => Ok(result),
        Ok(None) => Err(NoQueryThread(io::ErrorKind::WouldBlock.into())),
        Err(error) => Err(NoQueryThread(error)),
    }
}

/// Takes `work` only when it runs, so that it can be tried again.
fn start<T: Send, F: FnOnce() -> T + Send>(work: &mut Option<F>) -> io::Result<Option<T>> {
    if ON_QUERY_THREAD.get() {
        return Ok(work.take().map(|work| work()));
    }
    thread::scope(|scope| {
        let run = || {
            ON_QUERY_THREAD.set(true);
            work.take().map(|work| work())
        };
        let builder = thread::Builder::new().name("query".to_owned()).stack_size(QUERY_STACK_BYTES);
        builder.spawn_scoped(scope, run)?.join().or_else(|panic| resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use std::hint::black_box;
    use std::panic::catch_unwind;

    use super::*;

    /// Takes at least 4 KiB of stack a level.
    fn descend(levels: usize) -> usize {
        let frame = black_box([1_u8; 4096]);
        if levels == 0 { 0 } else { descend(levels - 1) + usize::from(*frame.last().unwrap()) }
    }

    #[test]
    fn has_a_stack_that_other_threads_lack() {
        assert_eq!(on_query_thread(|| descend(10_000)), 10_000);
    }

    #[test]
    fn borrows_from_the_caller() {
        let mut words = vec!["one"];
        on_query_thread(|| words.push("two"));
        assert_eq!(words, ["one", "two"]);
    }

    #[test]
    fn nested_calls_stay_on_their_thread() {
        let (outer, inner) = on_query_thread(|| {
            (thread::current().id(), on_query_thread(|| thread::current().id()))
        });
        assert_eq!(outer, inner);
        assert_ne!(outer, thread::current().id());
    }

    #[test]
    fn a_panic_goes_on_in_the_caller() {
        let caught = catch_unwind(|| on_query_thread(|| panic!("as the test wants")));
        assert_eq!(caught.unwrap_err().downcast_ref::<&str>(), Some(&"as the test wants"));
        assert_eq!(try_on_query_thread(|| 7).unwrap(), 7);
    }
}
