//! Reports become candidate claims: documents, what they recommend and find, as quads.
//!
//! It opens no file and no store; what a document says comes from `sulh-document`, what it states
//! from `sulh-extract`.

pub mod gold;
pub mod overlap;
pub mod score;
