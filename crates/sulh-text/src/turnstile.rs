//! Lets as many searches run at a time as the machine has cores, in the order in which they came.
//!
//! It must not keep one waiting behind a later one. A search is work for the processor alone: many
//! at a time end no sooner, and each of them ends last.

use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

/// The gate.
#[derive(Debug)]
pub(crate) struct Turnstile {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug)]
struct State {
    free: usize,
    /// The next number that is given, and the next that may go in.
    given: u64,
    next: u64,
}

/// A place; it becomes free when this is dropped.
#[derive(Debug)]
pub(crate) struct Turn<'t>(&'t Turnstile);

impl Default for Turnstile {
    fn default() -> Self {
        let free = available_parallelism().map_or(1, NonZero::get);
        Self { state: Mutex::new(State { free, given: 0, next: 0 }), moved: Condvar::new() }
    }
}

impl Turnstile {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a place.
    pub(crate) fn enter(&self) -> Turn<'_> {
        let mut state = self.state();
        let own = state.given;
        state.given += 1;
        while state.next != own || state.free == 0 {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.next += 1;
        state.free -= 1;
        drop(state);
        self.moved.notify_all();
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.state().free += 1;
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn no_more_are_in_than_there_are_places() {
        let turnstile = Turnstile::default();
        let places = turnstile.state().free;
        let (inside, most, done) = <(AtomicUsize, AtomicUsize, AtomicUsize)>::default();
        std::thread::scope(|scope| {
            for _ in 0..4 * places {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let _turn = turnstile.enter();
                        let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= places);
        assert_eq!((done.load(Ordering::SeqCst), turnstile.state().free), (200 * places, places));
    }
}
