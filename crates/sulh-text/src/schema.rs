//! What the index keeps of a document.
//!
//! It must not keep the text itself: whoever shows a hit reads it from the store, with the eyes of
//! the one who asks.

use crate::tokenizer::{Form, RegionTokenizer};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

/// The version of what is written here and of how words are made: another one is built anew.
pub const VERSION: u32 = 1;

/// A facet: a property of documents by which hits are counted and narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What kind of thing it is.
    Kind,
    /// The countries that it concerns.
    Country,
    /// The threats that it addresses.
    Threat,
    /// Who asks, who is asked, who works on it.
    Actor,
    /// The languages that its text is in.
    Language,
    /// The source that states it.
    Source,
    /// What was answered to it.
    Status,
    /// The year that it is of.
    Year,
}

impl Facet {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Kind,
        Self::Country,
        Self::Threat,
        Self::Actor,
        Self::Year,
        Self::Language,
        Self::Source,
        Self::Status,
    ];

    /// Its name in queries and answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Country => "country",
            Self::Threat => "threat",
            Self::Actor => "actor",
            Self::Language => "language",
            Self::Source => "source",
            Self::Status => "status",
            Self::Year => "year",
        }
    }

    /// The facet of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }
}

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) schema: Schema,
    /// The id, whole.
    pub(crate) id: Field,
    /// The text and the title, each in the forms of [`Form::ALL`].
    pub(crate) text: [Field; 3],
    pub(crate) title: [Field; 3],
    facets: [Field; 8],
    /// Days since 1970-01-01.
    pub(crate) day: Field,
}

impl Fields {
    /// The name of the field of ids.
    pub(crate) const ID: &'static str = "id";

    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let id = builder.add_text_field(Self::ID, STRING | FAST);
        let words = |form: Form| {
            // Stems are never asked for in order.
            let record = match form {
                Form::Stemmed => IndexRecordOption::WithFreqs,
                Form::Exact | Form::Folded => IndexRecordOption::WithFreqsAndPositions,
            };
            let indexing = TextFieldIndexing::default();
            let indexing = indexing.set_tokenizer(form.name()).set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let text = Form::ALL.map(|form| builder.add_text_field(form.name(), words(form)));
        let title = Form::ALL
            .map(|form| builder.add_text_field(&format!("title_{}", form.name()), words(form)));
        let facets = Facet::ALL.map(|facet| builder.add_text_field(facet.name(), STRING | FAST));
        let day = builder.add_i64_field("day", INDEXED | FAST);
        Self { schema: builder.build(), id, text, title, facets, day }
    }

    pub(crate) fn facet(&self, facet: Facet) -> Field {
        let place = Facet::ALL.iter().position(|known| *known == facet).unwrap_or_default();
        self.facets.get(place).copied().unwrap_or(self.id)
    }

    pub(crate) fn tokenizers() -> TokenizerManager {
        let tokenizers = TokenizerManager::default();
        for form in Form::ALL {
            tokenizers.register(form.name(), RegionTokenizer::new(form));
        }
        tokenizers
    }
}
