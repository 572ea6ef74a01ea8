//! The terms that shapes speak of, and their ids in a state of the store.
//!
//! It must not add a term to the dictionary: what the store does not have matches nothing in it.

use crate::error::ReadError;
use crate::term_id::TermId;
use crate::view::View;
use oxigraph::model::Term;
use rustc_hash::FxHashMap;

/// A term of the shapes, by its place in [`Constants`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Constant(u32);

/// Terms, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Constants {
    terms: Vec<Term>,
    places: FxHashMap<Term, Constant>,
}

impl Constants {
    /// The place of a term, made when it is new.
    pub(crate) fn intern(&mut self, term: Term) -> Constant {
        if let Some(known) = self.places.get(&term) {
            return *known;
        }
        let place = Constant(self.terms.len() as u32);
        self.terms.push(term.clone());
        self.places.insert(term, place);
        place
    }

    /// The term of a place.
    pub(crate) fn term(&self, constant: Constant) -> Option<&Term> {
        self.terms.get(constant.0 as usize)
    }
}

/// The ids of the constants in one generation of the store.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    ids: Vec<Option<TermId>>,
    missing: Vec<Constant>,
}

impl Binding {
    /// Looks up every constant; what the store lacks has no id.
    pub(crate) fn of_store(constants: &Constants, view: &View) -> Self {
        let ids: Vec<_> = constants.terms.iter().map(|term| view.id(term)).collect();
        let missing = ids
            .iter()
            .zip(0..)
            .filter(|(id, _)| id.is_none())
            .map(|(_, place)| Constant(place))
            .collect();
        Self { ids, missing }
    }

    /// As [`Self::of_store`], but terms that the store lacks get ids that only the view knows.
    ///
    /// A shape may target a node that no quad has.
    pub(crate) fn of_view(constants: &Constants, view: &View) -> Result<Self, ReadError> {
        let ids = constants.terms.iter().map(|term| view.intern_local(term.as_ref()).map(Some));
        Ok(Self { ids: ids.collect::<Result<_, _>>()?, missing: Vec::new() })
    }

    /// Looks again for what was missing: terms come with commits. Whether anything was found.
    ///
    /// Cost: O(missing).
    pub(crate) fn refresh(&mut self, constants: &Constants, view: &View) -> bool {
        let Self { ids, missing } = self;
        let before = missing.len();
        missing.retain(|constant| {
            let found = constants.term(*constant).and_then(|term| view.id(term));
            if let (Some(slot), Some(id)) = (ids.get_mut(constant.0 as usize), found) {
                *slot = Some(id);
            }
            found.is_none()
        });
        missing.len() < before
    }

    /// Whether every constant has an id.
    pub(crate) fn is_whole(&self) -> bool {
        self.missing.is_empty()
    }

    /// The id of a constant.
    pub(crate) fn get(&self, constant: Constant) -> Option<TermId> {
        self.ids.get(constant.0 as usize).copied().flatten()
    }
}
