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
use crate::local_terms::LocalTerms;
use crate::snapshot::State;
use crate::term_id::TermId;
use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Clones between two looks at the clock.
const CLONES: u32 = 1 << 12;

thread_local! {
    static CLONED: Cell<u32> = const { Cell::new(0) };
    static NAMES: RefCell<Option<Names>> = const { RefCell::new(None) };
    static WATCHING: RefCell<Option<Arc<Guard>>> = const { RefCell::new(None) };
}

/// An id in the hands of the evaluator.
#[derive(PartialEq, Eq, Debug)]
pub struct WatchedTerm(pub(crate) TermId);

impl Hash for WatchedTerm {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let by_content = NAMES.with_borrow(|names| {
            let (state, local) = names.as_ref()?;
            state
                .generation
                .dictionary
                .with_bytes(self.0, xxh3_64)
                .or_else(|| local.borrow().hash(self.0))
        });
        match by_content {
            Some(hash) => hash.hash(hasher),
            // An inline value is its own content.
            None => self.0.hash(hasher),
        }
    }
}

/// Where the content of a term is found.
type Names = (Arc<State>, Rc<RefCell<LocalTerms>>);

/// While it lives, terms on this thread hash by their content.
#[derive(Debug)]
pub(crate) struct ContentHashing(Option<Names>);

impl ContentHashing {
    /// Starts, or with `None` leaves hashing by id.
    pub(crate) fn start(names: Option<Names>) -> Self {
        Self(NAMES.replace(names))
    }
}

impl Drop for ContentHashing {
    fn drop(&mut self) {
        NAMES.set(self.0.take());
    }
}

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
