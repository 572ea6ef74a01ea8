//! Lets as many searches run at a time as the machine has cores, in the order in which they came.
//!
//! It must not let long ones hold all places while a short one waits. A search is work for the processor alone: many at a time end no sooner, and each of
//! them ends last.

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

/// The gate.
#[derive(Debug)]
pub(crate) struct Turnstile {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct State {
    free: usize,
    /// Places that long ones may take while a short one waits; below zero where they took more.
    free_for_long: isize,
    tickets: u64,
    short: VecDeque<u64>,
    long: VecDeque<u64>,
}

impl State {
    /// Who goes in next.
    fn next(&self) -> Option<u64> {
        if self.free == 0 {
            return None;
        }
        let may_be_long = self.free_for_long > 0 || self.short.is_empty();
        let long = self.long.front().filter(|_| may_be_long);
        self.short.front().into_iter().chain(long).min().copied()
    }
}

/// A place; it becomes free when this is dropped.
#[derive(Debug)]
pub(crate) struct Turn<'t> {
    turnstile: &'t Turnstile,
    is_long: bool,
}

impl Default for Turnstile {
    fn default() -> Self {
        let free = available_parallelism().map_or(1, NonZero::get);
        let free_for_long = isize::try_from(free.saturating_sub(1).max(1)).unwrap_or(1);
        let state = State { free, free_for_long, ..State::default() };
        Self { state: Mutex::new(state), moved: Condvar::new() }
    }
}

impl Turnstile {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a place.
    pub(crate) fn enter(&self, is_long: bool) -> Turn<'_> {
        let mut state = self.state();
        let own = state.tickets;
        state.tickets += 1;
        let queue = if is_long { &mut state.long } else { &mut state.short };
        queue.push_back(own);
        while state.next() != Some(own) {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.free -= 1;
        if is_long {
            state.free_for_long -= 1;
            state.long.pop_front();
        } else {
            state.short.pop_front();
        }
        drop(state);
        self.moved.notify_all();
        Turn { turnstile: self, is_long }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.turnstile.state();
        state.free += 1;
        state.free_for_long += isize::from(self.is_long);
        drop(state);
        self.turnstile.moved.notify_all();
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
            for number in 0..4 * places {
                let (turnstile, inside, most, done) = (&turnstile, &inside, &most, &done);
                scope.spawn(move || {
                    for _ in 0..50 {
                        let _turn = turnstile.enter(number % 3 == 0);
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
