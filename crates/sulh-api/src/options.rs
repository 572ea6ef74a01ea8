//! What an administrator may set about the server; no value here is a rule of the domain.

use sulh_engine::Worker;

/// Limits of the HTTP surface. Those of a query's own run are the engine's.
#[derive(Clone, Debug)]
pub struct ApiOptions {
    /// Queries that run at once; further ones wait.
    pub running_queries: usize,
    /// Queries that wait at once; further ones are told to come again.
    pub waiting_queries: usize,
    /// Feeds of changes that are open at once; further ones are told to come again.
    pub open_feeds: usize,
    /// Bytes of a request body.
    pub body_bytes: usize,
    /// The address that clients see (`https://data.example.org`), if it is not the one they ask.
    pub public_url: Option<String>,
    /// What parses documents that are brought; without it none is taken.
    pub worker: Option<Worker>,
}

impl Default for ApiOptions {
    /// Two queries for each core, 64 waiting, 64 open feeds, bodies of 64 MiB.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            running_queries: 2 * cores,
            waiting_queries: 64,
            open_feeds: 64,
            body_bytes: 64 << 20,
            public_url: None,
            worker: None,
        }
    }
}
