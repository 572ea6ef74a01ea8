//! Full text of the region: words, the forms of words, and an index over them.
//!
//! It knows no store, no graph and no requester: documents come in, hits go out.

mod analysis;
mod answer;
mod asked;
mod asked_signs;
mod best_of;
mod bound;
mod collector;
mod days;
mod digest;
mod document;
mod error;
mod expansion;
mod facet_names;
mod fold;
mod forms;
mod function_words;
mod index;
mod language;
mod latin;
mod marks;
mod phrase_tokenizer;
mod query;
mod ranking;
mod reasons;
mod schema;
mod snippet;
mod spelling;
mod statistics;
mod stem;
mod suggestion;
mod tokenizer;
mod word_query;
mod words;
mod written;

pub use asked::{Notice, Place};
pub use bound::BoundQuery;
pub use collector::{Hit, Hits};
pub use days::{Days, day_number};
pub use document::{Text, TextDocument};
pub use error::TextError;
pub use forms::Forms;
pub use index::{SearchOptions, TextIndex};
pub use language::Tongue;
pub use marks::Marks;
pub use query::{NoSynonyms, Reading, Synonyms, TextQuery, as_written};
pub use ranking::Ranking;
pub use reasons::Reason;
pub use schema::{Facet, VERSION};
pub use snippet::Snippet;
pub use spelling::{Correction, as_it_stands};
pub use suggestion::{Name, NameTable, NameWeights, Phrase as SuggestedPhrase};
pub use tokenizer::Form;
pub use words::{Found, for_each_word};
pub use written::folded_words;
