//! The application: an engine, its options, and the gates that work passes.
//!
//! It must not know a route; [`crate::route`] builds the router from it.

use std::sync::Arc;

use axum::Router;
use sulh_engine::Engine;

use crate::gate::Gate;
use crate::options::ApiOptions;

/// Writes wait for the disk together, so many may be under way.
const RUNNING_WRITES: usize = 128;
/// Look-ups are short; they have places of their own, so that long queries do not delay them.
const LOOKUPS_PER_QUERY: usize = 2;

/// What every request shares; cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

struct Shared {
    engine: Engine,
    options: ApiOptions,
    queries: Gate,
    lookups: Gate,
    writes: Gate,
    feeds: Gate,
}

impl App {
    /// Around an open engine.
    pub(crate) fn new(engine: Engine, options: ApiOptions) -> Self {
        let (running, waiting) = (options.running_queries, options.waiting_queries);
        Self(Arc::new(Shared {
            queries: Gate::new(running, waiting),
            lookups: Gate::new(running * LOOKUPS_PER_QUERY, 4 * waiting),
            writes: Gate::new(RUNNING_WRITES, 4 * waiting),
            feeds: Gate::new(options.open_feeds, 0),
            engine,
            options,
        }))
    }

    /// The engine.
    pub(crate) fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// What an administrator set.
    pub(crate) fn options(&self) -> &ApiOptions {
        &self.0.options
    }

    /// For SPARQL queries and whole graphs.
    pub(crate) fn queries(&self) -> &Gate {
        &self.0.queries
    }

    /// For look-ups.
    pub(crate) fn lookups(&self) -> &Gate {
        &self.0.lookups
    }

    /// For feeds that stay open.
    pub(crate) fn feeds(&self) -> &Gate {
        &self.0.feeds
    }

    /// For everything that commits.
    pub(crate) fn writes(&self) -> &Gate {
        &self.0.writes
    }
}

/// The whole HTTP surface as a service.
///
/// It answers from the engine's newest state and keeps nothing of its own.
/// It needs a Tokio runtime with timers.
pub fn app(engine: Engine, options: ApiOptions) -> Router {
    crate::route::router(App::new(engine, options))
}
