//! How many evaluations run at once, how many wait, and what happens when one is given up.
//!
//! Work runs on threads that may block. It must not know what the work is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sulh_engine::CancelFlag;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::Problem;

/// How long a request may wait for its turn.
const PATIENCE: Duration = Duration::from_secs(20);
/// What a client that was turned away is told to wait.
const RETRY_AFTER_SECONDS: u64 = 2;

/// A bounded number of places, and a bounded queue before them.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    queue: usize,
}

/// A place taken; dropping it gives it back.
#[derive(Debug)]
pub(crate) struct Place(#[expect(dead_code, reason = "held for its drop")] OwnedSemaphorePermit);

/// Counts one who waits, for as long as it lives.
struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    /// A gate with `running` places and a queue of `waiting`.
    pub(crate) fn new(running: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(running.max(1))),
            waiting: Arc::default(),
            queue: waiting,
        }
    }

    /// Takes a place if one is free.
    pub(crate) fn try_enter(&self) -> Option<Place> {
        Arc::clone(&self.places).try_acquire_owned().ok().map(Place)
    }

    /// Takes a place, after waiting for one if need be.
    ///
    /// # Errors
    /// 503 if the queue is full or the wait too long.
    pub(crate) async fn enter(&self) -> Result<Place, Problem> {
        let places = Arc::clone(&self.places);
        if let Ok(permit) = Arc::clone(&places).try_acquire_owned() {
            return Ok(Place(permit));
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(Arc::clone(&self.waiting));
        if before >= self.queue {
            return Err(busy("too many requests wait already"));
        }
        match tokio::time::timeout(PATIENCE, places.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Place(permit)),
            Ok(Err(_)) | Err(_) => Err(busy("no place became free in time")),
        }
    }

    /// Runs work that blocks, on a place of its own.
    ///
    /// # Errors
    /// What the work returns; 503 as [`Gate::enter`]; 500 if the work panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.enter().await?;
        let task = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        task.await.unwrap_or_else(|error| Err(Problem::internal(error.to_string())))
    }

    /// Waits until every place is free: nothing runs any more.
    #[cfg(test)]
    pub(crate) async fn idle(&self, places: u32) {
        drop(self.places.acquire_many(places).await);
    }

    /// Waits until at most this many places are free: something runs.
    #[cfg(test)]
    pub(crate) async fn busy(&self, free: usize) {
        while self.places.available_permits() > free {
            tokio::task::yield_now().await;
        }
    }
}

fn busy(why: &str) -> Problem {
    Problem::unavailable("busy", format!("the server is busy: {why}"), RETRY_AFTER_SECONDS)
}

/// Raises the flag when it is dropped: nobody waits for the answer any more.
#[derive(Debug)]
pub(crate) struct CancelOnDrop(pub(crate) CancelFlag);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[tokio::test]
    async fn a_full_queue_turns_away_and_a_freed_place_is_taken() {
        let gate = Gate::new(1, 0);
        let place = gate.enter().await.unwrap();
        let refused = gate.enter().await.unwrap_err();
        assert_eq!((refused.status().as_u16(), refused.code()), (503, "busy"));
        drop(place);
        gate.enter().await.unwrap();
    }

    #[tokio::test]
    async fn who_stops_waiting_leaves_the_queue() {
        let gate = Gate::new(1, 1);
        let place = gate.enter().await.unwrap();
        let mut waiter = Box::pin(gate.enter());
        assert!(
            std::future::poll_fn(|ctx| std::task::Poll::Ready(waiter.as_mut().poll(ctx)))
                .await
                .is_pending()
        );
        assert!(gate.enter().await.is_err());
        drop(waiter);
        assert_eq!(gate.waiting.load(Ordering::Relaxed), 0);
        drop(place);
    }

    #[tokio::test]
    async fn work_that_panics_is_a_problem_and_gives_its_place_back() {
        let gate = Gate::new(1, 0);
        #[allow(clippy::panic, reason = "the case")]
        let failed = gate.run(|| -> Result<(), Problem> { panic!("broken") }).await.unwrap_err();
        assert_eq!(failed.status().as_u16(), 500);
        assert_eq!(gate.run(|| Ok(7)).await.unwrap(), 7);
    }
}
