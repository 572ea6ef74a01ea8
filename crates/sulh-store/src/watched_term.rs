//! The term that the evaluator passes around: an id that looks at the clock.
//!
//! The evaluator asks a dataset only for quads, so a product of two results that
//! it holds already (`{?a ?b ?c . ?d ?e ?f}`) runs on with nobody to ask. But every
//! row that it makes clones terms: there the limits are asked too, and an
//! evaluation over them is unwound, not persuaded.
//!
//! It must not be used outside an evaluation that [`watch`] runs.

use crate::error::ReadError;
use crate::guard::Guard;
use crate::term_id::TermId;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

/// Clones between two looks at the clock.
const CLONES: u32 = 1 << 12;

thread_local! {
    static CLONED: Cell<u32> = const { Cell::new(0) };
    static WATCHING: RefCell<Option<Arc<Guard>>> = const { RefCell::new(None) };
}

/// An id in the hands of the evaluator.
#[derive(PartialEq, Eq, Hash, Debug)]
pub struct WatchedTerm(pub(crate) TermId);

impl Clone for WatchedTerm {
    fn clone(&self) -> Self {
        let cloned = CLONED.get().wrapping_add(1);
        CLONED.set(cloned);
        if cloned.is_multiple_of(CLONES) {
            ask();
        }
        Self(self.0)
    }
}

/// What an evaluation that passed a limit is unwound with.
struct Stopped(ReadError);

#[cold]
fn ask() {
    let refused =
        WATCHING.with_borrow(|guard| guard.as_ref().and_then(|guard| guard.check_now().err()));
    if let Some(error) = refused {
        // Not a panic: no message, and `watch` takes it.
        resume_unwind(Box::new(Stopped(error)));
    }
}

/// Runs an evaluation that ends when the guard trips, wherever it is.
pub(crate) fn watch<T>(guard: &Arc<Guard>, evaluate: impl FnOnce() -> T) -> Result<T, ReadError> {
    let before = WATCHING.replace(Some(Arc::clone(guard)));
    let result = catch_unwind(AssertUnwindSafe(evaluate));
    WATCHING.set(before);
    result.map_err(|payload| match payload.downcast::<Stopped>() {
        Ok(stopped) => stopped.0,
        Err(panic) => resume_unwind(panic),
    })
}
