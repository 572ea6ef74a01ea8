//! Full text of the region: words, the forms of words, and an index over them.
//!
//! It knows no store, no graph and no requester: documents come in, hits go out.

mod collector;
mod document;
mod error;
mod fold;
mod forms;
mod index;
mod language;
mod latin;
mod query;
mod schema;
mod stem;
mod tokenizer;
mod word_query;
mod words;

pub use collector::{Hit, Hits, most};
pub use document::{Text, TextDocument};
pub use error::TextError;
pub use forms::Forms;
pub use index::{SearchOptions, TextIndex};
pub use language::Tongue;
pub use query::{NoSynonyms, Synonyms, WordsQuery, folded_words};
pub use schema::{Facet, VERSION};
pub use tokenizer::Form;
pub use words::{Found, for_each_word};
