//! States as the table names them: their country and the government that speaks for them.
//!
//! A government belongs to the country of today; what is not exactly one is refused with a reason.

use std::rc::Rc;

use oxrdf::NamedNode;
use rustc_hash::FxHashMap;
use sulh_ontology::{Base, Kind};

use crate::{
    country_name::decode_entities,
    country_table::{CountryTable, Resolution},
    reject::Rejection,
};

/// A state of today.
#[derive(Debug)]
pub(super) struct State {
    pub(super) iso3: String,
    pub(super) country: NamedNode,
    pub(super) government: NamedNode,
}

/// In which part a state is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    UnderReview,
    Issuer,
}

/// Looks up states, each name once.
pub(super) struct States<'a> {
    countries: &'a CountryTable,
    base: &'a Base,
    known: FxHashMap<String, Rc<State>>,
}

impl<'a> States<'a> {
    pub(super) fn new(countries: &'a CountryTable, base: &'a Base) -> Self {
        Self { countries, base, known: FxHashMap::default() }
    }

    /// The state that a name stands for, or why there is none.
    pub(super) fn state(&mut self, name: &str, role: Role) -> Result<Rc<State>, Rejection> {
        if let Some(state) = self.known.get(name) {
            return Ok(Rc::clone(state));
        }
        let state = Rc::new(self.look_up(name, role)?);
        self.known.insert(name.to_owned(), Rc::clone(&state));
        Ok(state)
    }

    fn look_up(&self, name: &str, role: Role) -> Result<State, Rejection> {
        let shown = decode_entities(name);
        match self.countries.resolve(name) {
            Resolution::Country(country) if country.is_governed() => Ok(State {
                iso3: country.iso3.clone(),
                country: self.base.id(Kind::Country, &country.iso3),
                government: self.base.government_of(&country.iso3),
            }),
            Resolution::Country(country) => Err(Rejection {
                code: role.pick("state-not-a-state", "issuer-not-a-state"),
                reason: format!(
                    "{} {shown:?} is the territory {}, expected a state",
                    role.word(),
                    country.iso3
                ),
            }),
            Resolution::Historical(state) => Err(Rejection {
                code: role.pick("historical-state", "historical-issuer"),
                reason: format!(
                    "{} {shown:?} ended in {} and has several successors: {}",
                    role.word(),
                    state.until,
                    state.successors.join(", ")
                ),
            }),
            Resolution::Unknown => Err(Rejection {
                code: role.pick("unknown-state", "unknown-issuer"),
                reason: format!(
                    "unknown {}: {shown:?} is no name or ISO 3166-1 code of a country",
                    role.word()
                ),
            }),
        }
    }
}

impl Role {
    fn pick(self, under_review: &'static str, issuer: &'static str) -> &'static str {
        match self {
            Self::UnderReview => under_review,
            Self::Issuer => issuer,
        }
    }

    fn word(self) -> &'static str {
        self.pick("state under review", "issuer")
    }
}
