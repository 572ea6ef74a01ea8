//! Text becomes candidates: mentions, recommendations, findings and their labels, each with the
//! span that states it and the rule or model that found it.
//!
//! It knows no store, no clock and no network, and no language model: the same text, names and
//! models give the same candidates.

mod cue;
mod recommendation;
mod token;

pub use cue::{Cue, find_any, has_any};
pub use recommendation::{
    NamedState, Part, Recommendation, ResponseWords, States, recommendations, split_by_states,
};
pub use token::{Token, tokens};
