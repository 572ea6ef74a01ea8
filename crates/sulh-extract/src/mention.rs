//! What is mentioned, and the names by which it is known.
//!
//! It knows no IRI: an entity is a number that whoever gives the names can read.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a mention may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A country or territory, of today or of the past.
    Country,
    /// Another place.
    Place,
    /// A body that acts.
    Actor,
    /// A transnational threat.
    Threat,
    /// A treaty, law, resolution or programme.
    Instrument,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Country, Self::Place, Self::Actor, Self::Threat, Self::Instrument];

    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A name of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'n> {
    /// The entity, as whoever builds the gazetteer numbers them.
    pub entity: u32,
    /// What it is.
    pub kind: Kind,
    /// The name as it is written, in its dictionary form.
    pub label: &'n str,
    /// A tag of BCP 47. A name without one is matched without endings.
    pub language: Option<&'n str>,
}

/// A place in a text where something is named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Bytes of the document's text, half-open, within one block.
    pub span: Range<usize>,
    /// What is named.
    pub kind: Kind,
    /// The entities that it may be, rising; several if the name is ambiguous, none if no label
    /// knows it.
    pub entities: Vec<u32>,
    /// Of an actor that no label knows: its name, or that for which a short form stands.
    pub name: Option<String>,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure the rule is, in (0, 1]; not a measured probability.
    pub confidence: f32,
}
