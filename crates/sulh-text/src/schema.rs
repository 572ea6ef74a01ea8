//! What the index keeps of a document.
//!
//! It must not keep the text itself: whoever shows a hit reads it from the store, with the eyes of
//! the one who asks.

use crate::phrase_tokenizer::{PHRASES, PhraseTokenizer};
use crate::tokenizer::{Form, RegionTokenizer};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

/// The version of what is written here and of how words are made: another one is built anew.
pub const VERSION: u32 = 8;

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
    /// What the document is a part of.
    pub(crate) group: Field,
    /// Runs of words that are suggested.
    pub(crate) phrase: Field,
}

impl Fields {
    /// The name of the field of ids.
    pub(crate) const ID: &'static str = "id";
    /// The name of the field of days.
    pub(crate) const DAY: &'static str = "day";
    /// The name of the field of what a document is a part of.
    pub(crate) const GROUP: &'static str = "group";

    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let id = builder.add_text_field(Self::ID, STRING | FAST);
        let words = |form: Form| {
            // Order is asked for without marks.
            let record = match form {
                Form::Exact => IndexRecordOption::WithFreqs,
                Form::Folded | Form::Stemmed => IndexRecordOption::WithFreqsAndPositions,
            };
            let indexing = TextFieldIndexing::default();
            let indexing = indexing.set_tokenizer(form.name()).set_index_option(record);
            TextOptions::default().set_indexing_options(indexing)
        };
        let text = Form::ALL.map(|form| builder.add_text_field(form.name(), words(form)));
        let title = Form::ALL
            .map(|form| builder.add_text_field(&format!("title_{}", form.name()), words(form)));
        let facets = Facet::ALL.map(|facet| builder.add_text_field(facet.name(), STRING | FAST));
        let day = builder.add_i64_field(Self::DAY, INDEXED | FAST);
        let group = builder.add_text_field(Self::GROUP, STRING | FAST);
        let phrases = TextFieldIndexing::default()
            .set_tokenizer(PHRASES)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        let phrases = TextOptions::default().set_indexing_options(phrases);
        let phrase = builder.add_text_field(PHRASES, phrases);
        Self { schema: builder.build(), id, text, title, facets, day, group, phrase }
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
        tokenizers.register(PHRASES, PhraseTokenizer::default());
        tokenizers
    }
}
