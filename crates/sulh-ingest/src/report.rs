//! Reports become candidate claims: what documents recommend and mention, as quads.
//!
//! It opens no file and no store; what a document says comes from `sulh-document`, what it states
//! from `sulh-extract`.

pub mod candidates;
pub mod claim_quads;
pub mod gold;
mod issue_date;
pub mod known_names;
mod labels;
pub mod overlap;
pub mod reading;
pub mod score;
