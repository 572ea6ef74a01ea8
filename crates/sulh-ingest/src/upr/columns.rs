//! Which column of the file holds which field of a recommendation.
//!
//! The reader may rename any of them; a name that is not there is an error, never a guess.

use std::fmt;

use crate::{
    csv_table::{CsvTable, Record},
    error::{ImportError, TableError},
};

/// A field of a row of the UPR table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UprField {
    /// The source's own identifier of the recommendation.
    Id,
    /// The wording.
    Text,
    /// The state under review.
    State,
    /// The recommending states, split by `|`.
    Issuer,
    /// The action category, 1 to 5.
    Action,
    /// The issue labels, split by `|`.
    Issue,
    /// The answer of the state under review.
    Response,
    /// The number of the session.
    Session,
    /// Where the row comes from; the one column that may be absent.
    Source,
}

impl UprField {
    /// All fields, in the order of the table as published.
    pub const ALL: [Self; 9] = [
        Self::Id,
        Self::Text,
        Self::State,
        Self::Issuer,
        Self::Action,
        Self::Issue,
        Self::Response,
        Self::Session,
        Self::Source,
    ];

    /// The word by which a mapping names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Text => "text",
            Self::State => "state",
            Self::Issuer => "issuer",
            Self::Action => "action",
            Self::Issue => "issue",
            Self::Response => "response",
            Self::Session => "session",
            Self::Source => "source",
        }
    }

    fn default_column(self) -> &'static str {
        match self {
            Self::State => "state_under_review",
            Self::Issuer => "recommending_state",
            Self::Issue => "issue_themes",
            _ => self.as_str(),
        }
    }

    fn known() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }
}

impl fmt::Display for UprField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What `--map` says: a column for a field, or a file with an issue mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UprMapping {
    /// The field stands in this column.
    Column(UprField, String),
    /// The issue mapping stands in this file (`issue=….csv`); the caller reads it into an
    /// [`IssueMap`](crate::upr::IssueMap).
    IssueFile(String),
}

impl UprMapping {
    /// Reads `FIELD=COLUMN` or `issue=FILE.csv`.
    ///
    /// # Errors
    /// [`ImportError::MalformedMapping`] without `=` or with nothing behind it,
    /// [`ImportError::UnknownField`] for another field.
    pub fn parse(argument: &str) -> Result<Self, ImportError> {
        let (field, value) = argument
            .split_once('=')
            .map(|(field, value)| (field.trim(), value.trim()))
            .filter(|(_, value)| !value.is_empty())
            .ok_or_else(|| ImportError::MalformedMapping {
                argument: argument.to_owned(),
                known: UprField::known(),
            })?;
        let known = UprField::ALL.into_iter().find(|known| known.as_str() == field);
        let Some(field) = known else {
            return Err(ImportError::UnknownField {
                field: field.to_owned(),
                known: UprField::known(),
            });
        };
        let is_file = value
            .get(value.len().saturating_sub(4)..)
            .is_some_and(|end| end.eq_ignore_ascii_case(".csv"));
        Ok(match field {
            UprField::Issue if is_file => Self::IssueFile(value.to_owned()),
            _ => Self::Column(field, value.to_owned()),
        })
    }
}

/// The column of each field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UprColumns {
    names: [String; UprField::ALL.len()],
    source_is_named: bool,
}

impl Default for UprColumns {
    /// `id,text,state_under_review,recommending_state,action,issue_themes,response,session,source`.
    fn default() -> Self {
        Self {
            names: UprField::ALL.map(|field| field.default_column().to_owned()),
            source_is_named: false,
        }
    }
}

impl UprColumns {
    /// The same with another column for one field.
    #[must_use]
    pub fn with(mut self, field: UprField, column: impl Into<String>) -> Self {
        if let Some(name) = self.names.get_mut(field as usize) {
            *name = column.into();
        }
        self.source_is_named |= field == UprField::Source;
        self
    }

    /// Finds the columns in a file.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`], which lists what the file has; a file without a column
    /// `source` passes unless the reader named one.
    pub(crate) fn find(&self, table: &CsvTable<'_>) -> Result<UprPlaces, TableError> {
        let mut places = [None; UprField::ALL.len()];
        for ((place, name), field) in places.iter_mut().zip(&self.names).zip(UprField::ALL) {
            *place = match table.column(name) {
                Err(TableError::MissingColumn { .. })
                    if field == UprField::Source && !self.source_is_named =>
                {
                    None
                }
                found => Some(found?),
            };
        }
        Ok(UprPlaces(places))
    }
}

/// Where each field stands in the rows of one file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UprPlaces([Option<usize>; UprField::ALL.len()]);

impl UprPlaces {
    /// The column of a field, counted from 0.
    pub(crate) fn column(&self, field: UprField) -> Option<usize> {
        self.0.get(field as usize).copied().flatten()
    }

    /// The text of a field without surrounding white space.
    pub(crate) fn text<'r>(&self, record: &'r Record<'_>, field: UprField) -> &'r str {
        self.column(field).map_or("", |column| record.get(column).trim())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn reads_mappings() {
        let column = UprMapping::Column(UprField::State, "country".to_owned());
        assert_eq!(UprMapping::parse("state=country").unwrap(), column);
        assert_eq!(
            UprMapping::parse("issue=my.CSV").unwrap(),
            UprMapping::IssueFile("my.CSV".to_owned())
        );
        let column = UprMapping::Column(UprField::Issue, "themes".to_owned());
        assert_eq!(UprMapping::parse("issue = themes").unwrap(), column);
    }

    #[test]
    fn refuses_other_fields_and_lists_its_own() {
        let error = UprMapping::parse("country=state").unwrap_err();
        assert_eq!(error.code(), "unknown-field");
        assert_eq!(
            error.to_string(),
            "found the field \"country\" in a mapping, expected one of id, text, state, issuer, action, issue, response, session, source"
        );
        for argument in ["state", "state=", "=x", ""] {
            assert!(UprMapping::parse(argument).is_err(), "{argument}");
        }
    }

    #[test]
    fn only_the_source_may_be_absent() {
        let header =
            b"id,text,state_under_review,recommending_state,action,issue_themes,response,session\n";
        let table = CsvTable::open("t.csv", header).unwrap();
        assert_eq!(UprColumns::default().find(&table).unwrap().column(UprField::Source), None);
        let named = UprColumns::default().with(UprField::Source, "origin");
        assert_eq!(named.find(&table).unwrap_err().code(), "missing-column");
        let renamed = UprColumns::default().with(UprField::Text, "wording");
        assert_eq!(
            renamed.find(&table).unwrap_err().to_string(),
            "t.csv has no column \"wording\", it has id, text, state_under_review, recommending_state, action, issue_themes, response, session"
        );
    }
}
