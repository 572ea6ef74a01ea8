//! The W3C SPARQL test suites: read, run on a subject, compared with what they expect.
//!
//! The suites lie outside the repository; nothing of them is copied here.

pub(crate) mod answer;
pub(crate) mod expected;
pub(crate) mod manifest;
pub(crate) mod oxigraph_subject;
pub(crate) mod runner;
pub(crate) mod same;
pub(crate) mod subject;
pub(crate) mod sulh_subject;
