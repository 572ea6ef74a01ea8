//! A document as it is given to the index.

use crate::language::Tongue;
use crate::schema::{Facet, Fields};
use crate::tokenizer::{Form, marked};
use tantivy::TantivyDocument;

/// A text with its language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The words.
    pub text: String,
    /// A tag of BCP 47; empty where nobody states one.
    pub language: String,
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextDocument {
    /// Its id: adding another one with the same id replaces it.
    pub id: String,
    /// What it is called.
    pub titles: Vec<Text>,
    /// What it says.
    pub texts: Vec<Text>,
    /// By what it is counted and narrowed.
    pub facets: Vec<(Facet, String)>,
    /// The day that it is of: days since 1970-01-01.
    pub day: Option<i64>,
    /// What it is a part of: of one search the best part stands for all.
    pub group: Option<String>,
}

impl TextDocument {
    pub(crate) fn to_tantivy(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(fields.id, &self.id);
        for (texts, into) in [(&self.texts, &fields.text), (&self.titles, &fields.title)] {
            for text in texts {
                let marked = marked(&text.text, Tongue::of_tag(&text.language));
                for (field, _) in into.iter().zip(Form::ALL) {
                    document.add_text(*field, &marked);
                }
                document.add_text(fields.phrase, &marked);
            }
        }
        for (facet, value) in &self.facets {
            document.add_text(fields.facet(*facet), value);
        }
        if let Some(day) = self.day {
            document.add_i64(fields.day, day);
        }
        if let Some(group) = &self.group {
            document.add_text(fields.group, group);
        }
        document
    }
}
