//! The sessions of the UPR working group with their dates.
//!
//! It gives dates that a source states; it computes none.

use std::collections::BTreeMap;

use sulh_ontology::CsvKind;

use crate::{
    error::TableError, partial_date::PartialDate, reference_rows::ReferenceRows,
    shipped_table::shipped_table,
};

/// When a session was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionDates {
    /// Its first day, or month or year where no more is known; `None` if no source states it.
    pub start: Option<PartialDate>,
    /// Its last day, likewise.
    pub end: Option<PartialDate>,
}

/// Session numbers and dates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SessionTable {
    sessions: BTreeMap<u32, SessionDates>,
}

impl SessionTable {
    /// The table that the binary carries.
    ///
    /// # Errors
    /// As [`SessionTable::from_csv`]; none with the data as shipped.
    pub fn shipped() -> Result<Self, TableError> {
        let (name, content) = shipped_table(CsvKind::UprSessions)?;
        Self::from_csv(name, content.as_bytes())
    }

    /// Reads the columns `session,start_date,end_date`.
    ///
    /// # Errors
    /// [`TableError`] for a missing column, a malformed row, a session that is no number or occurs
    /// twice, a date that is none.
    pub fn from_csv(file: &str, input: &[u8]) -> Result<Self, TableError> {
        let mut rows = ReferenceRows::open(file, input, ["session", "start_date", "end_date"])?;
        let mut sessions = BTreeMap::new();
        while rows.advance()? {
            let [session, ..] = rows.fields();
            let number: u32 = session.parse().map_err(|_| {
                rows.fault(
                    0,
                    "invalid-session",
                    format!("found the session {session:?}, expected a number"),
                )
            })?;
            let dates = SessionDates { start: rows.date(1)?, end: rows.date(2)? };
            if sessions.insert(number, dates).is_some() {
                return Err(rows.fault(
                    0,
                    "repeated-session",
                    format!("found session {number} a second time"),
                ));
            }
        }
        Ok(Self { sessions })
    }

    /// The dates of a session.
    pub fn get(&self, session: u32) -> Option<SessionDates> {
        self.sessions.get(&session).copied()
    }
}
