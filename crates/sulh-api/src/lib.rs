//! SPARQL protocol, graph store protocol and REST; the only user of axum.
//!
//! [`app`] is the whole surface as a service, [`serve`] runs it on a socket.
//! It holds no rule of the domain: a handler reads a request, calls the engine
//! and writes the answer. Who may do what stands in the engine's tables.

mod app;
mod audit;
mod authentication;
mod bind;
mod call;
mod changes;
mod history;
mod options;
mod route;
mod search;
mod server;
mod suffix;
mod visibility;

mod accept;
mod format;
mod negotiation;
mod parameters;
mod reading_language;
mod request_body;
mod review;

mod engine_problem;
mod last_touch;
mod origin;
mod problem;
mod purge;

mod gate;
mod stream;

mod graph_store;
mod multipart;
mod service_description;
mod sparql;

mod claims;
mod columns;
mod csv;
mod entity;
mod etag;
mod filter;
mod health;
mod html;
mod index;
mod item_graph;
mod lists;

pub use app::app;
pub use bind::{BindRefused, may_bind};
pub use options::ApiOptions;
pub use server::serve;

#[cfg(test)]
mod tests;
