//! A quad as four ids, and the four orders in which rows are kept sorted.
//!
//! It must not know where rows lie.

use crate::term_id::TermId;
use bytemuck::{Pod, Zeroable};

/// Four ids in the order of some [`Permutation`]; compared from left to right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Pod, Zeroable)]
#[repr(transparent)]
pub(crate) struct Row(pub(crate) [TermId; 4]);

/// Bytes of one row in memory and on disk.
pub(crate) const ROW_BYTES: usize = size_of::<Row>();

/// A quad of ids in the order subject, predicate, object, graph.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct IdQuad {
    pub(crate) subject: TermId,
    pub(crate) predicate: TermId,
    pub(crate) object: TermId,
    pub(crate) graph: TermId,
}

/// A sort order: the positions of a quad, the most significant first.
///
/// The graph stands last in three of them, so that the copies of one fact in
/// several graphs are neighbours: a union drops duplicates by looking back one row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Permutation {
    Spog,
    Posg,
    Ospg,
    Gspo,
}

impl Permutation {
    /// All of them, in the order of the files.
    pub(crate) const ALL: [Self; 4] = [Self::Spog, Self::Posg, Self::Ospg, Self::Gspo];

    /// Name of the file that holds it.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::Spog => "spog.rows",
            Self::Posg => "posg.rows",
            Self::Ospg => "ospg.rows",
            Self::Gspo => "gspo.rows",
        }
    }

    /// The quad in this order.
    pub(crate) fn row(self, quad: IdQuad) -> Row {
        let IdQuad { subject: s, predicate: p, object: o, graph: g } = quad;
        Row(match self {
            Self::Spog => [s, p, o, g],
            Self::Posg => [p, o, s, g],
            Self::Ospg => [o, s, p, g],
            Self::Gspo => [g, s, p, o],
        })
    }

    /// The quad of a row in this order.
    pub(crate) fn quad(self, row: Row) -> IdQuad {
        let [a, b, c, d] = row.0;
        match self {
            Self::Spog => IdQuad { subject: a, predicate: b, object: c, graph: d },
            Self::Posg => IdQuad { subject: c, predicate: a, object: b, graph: d },
            Self::Ospg => IdQuad { subject: b, predicate: c, object: a, graph: d },
            Self::Gspo => IdQuad { subject: b, predicate: c, object: d, graph: a },
        }
    }
}

impl IdQuad {
    /// The four ids: subject, predicate, object, graph.
    pub(crate) fn ids(self) -> [TermId; 4] {
        [self.subject, self.predicate, self.object, self.graph]
    }

    /// The quad with each id replaced.
    pub(crate) fn try_map<E>(
        self,
        mut f: impl FnMut(TermId) -> Result<TermId, E>,
    ) -> Result<Self, E> {
        Ok(Self {
            subject: f(self.subject)?,
            predicate: f(self.predicate)?,
            object: f(self.object)?,
            graph: f(self.graph)?,
        })
    }
}

/// The first ids of a row, up to four, that a scan asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prefix {
    ids: [TermId; 4],
    length: usize,
}

impl Prefix {
    /// A prefix of the given ids; ids after the fourth are not looked at.
    pub(crate) fn new(parts: &[TermId]) -> Self {
        let mut ids = [TermId::MIN; 4];
        for (slot, id) in ids.iter_mut().zip(parts) {
            *slot = *id;
        }
        Self { ids, length: parts.len().min(4) }
    }

    /// The smallest row that can match.
    pub(crate) fn start(&self) -> Row {
        Row(self.ids)
    }

    /// Whether the row begins with this prefix.
    pub(crate) fn matches(&self, row: &Row) -> bool {
        self.ids.iter().zip(&row.0).take(self.length).all(|(a, b)| a == b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permutation_gives_the_quad_back() {
        let [subject, predicate, object, graph] = [1, 2, 3, 4].map(TermId::from_u32);
        let quad = IdQuad { subject, predicate, object, graph };
        for permutation in Permutation::ALL {
            assert_eq!(permutation.quad(permutation.row(quad)), quad);
        }
    }
}
