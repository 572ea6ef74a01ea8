//! Text becomes candidates: mentions, recommendations, findings and their labels, each with the
//! span that states it and the rule or model that found it.
//!
//! It knows no store, no clock and no network, and no language model: the same text, names and
//! models give the same candidates.

mod abbreviation_list;
mod acronym;
mod actor_names;
mod actor_roles;
pub mod classify;
mod context;
mod cue;
mod finding;
mod gazetteer;
mod label;
mod language;
mod mention;
mod mentions;
mod organ;
mod passage;
mod recommendation;
mod sentence;
mod short_form;
mod token;
mod vocabulary;
mod word;

pub use cue::{Cue, find_any, has_any};
pub use finding::{Finding, Polarity, findings};
pub use gazetteer::Gazetteer;
pub use language::{Language, document_language, passage_language};
pub use mention::{Kind, Mention, Name};
pub use recommendation::{
    NamedState, Part, Recommendation, ResponseWords, States, recommendations, split_by_states,
};
pub use sentence::{sentence_spans, sentences_of};
pub use word::{Word, words};
