//! The values that many things have for one predicate, read the cheaper way.

use crate::facts::Facts;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use sulh_store::rdf::NamedNodeRef;
use sulh_store::{ReadError, TermId};

/// From this many things on, one walk over the predicate is cheaper than a seek for each thing.
const MANY: usize = 1500;

/// Things, in id order, whose values are asked for.
pub(crate) struct Things<'a> {
    ids: &'a [TermId],
    set: OnceCell<FxHashSet<TermId>>,
}

impl<'a> Things<'a> {
    pub(crate) fn new(ids: &'a [TermId]) -> Self {
        Self { ids, set: OnceCell::new() }
    }

    /// Calls `f` with each pair of a thing and a value of `predicate`, each pair once, in no order.
    ///
    /// Cost: the smaller of O(things · log facts) and O(facts with the predicate).
    pub(crate) fn for_each_value(
        &self,
        facts: &Facts<'_>,
        predicate: NamedNodeRef<'static>,
        mut f: impl FnMut(TermId, TermId),
    ) -> Result<(), ReadError> {
        let Some(predicate) = facts.term_id(predicate) else { return Ok(()) };
        if self.ids.len() < MANY {
            for thing in self.ids {
                for value in facts.view().objects(*thing, predicate) {
                    f(*thing, value?);
                }
            }
            return Ok(());
        }
        let set = self.set.get_or_init(|| self.ids.iter().copied().collect());
        for triple in facts.view().triples(None, Some(predicate), None) {
            let [thing, _, value] = triple?;
            if set.contains(&thing) {
                f(thing, value);
            }
        }
        Ok(())
    }
}
