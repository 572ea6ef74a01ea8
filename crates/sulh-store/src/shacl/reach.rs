//! Which nodes a changed triple can make right or wrong: the way back from the triple to the
//! nodes whose shapes read it.
//!
//! It must not read data. It is built once for the shapes, one entry for each place at which
//! their evaluation reads a predicate. The way back is walked in one state alone: up to the
//! first changed triple that an evaluation meets, both states are the same.

use super::constants::Constant;
use super::path::Path;
use super::shape::{Constraint, ShapeId, Shapes, Target};
use rustc_hash::{FxHashMap, FxHashSet};

/// Where the node stands in a changed triple from which the way back starts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum End {
    Subject,
    Object,
}

/// A way from a changed triple back to nodes of shapes.
#[derive(Clone, Debug)]
pub(crate) struct WayBack {
    /// From a node that the shapes target to the end of the triple.
    pub(crate) prefix: Path,
    pub(crate) end: End,
    /// The shapes, by their place among [`Reach::roots`].
    pub(crate) roots: RootSet,
}

/// Some of the shapes that have targets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct RootSet(Vec<u64>);

impl RootSet {
    pub(crate) fn insert(&mut self, root: usize) {
        let (word, bit) = (root / 64, root % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(slot) = self.0.get_mut(word) {
            *slot |= 1 << bit;
        }
    }

    pub(crate) fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (slot, more) in self.0.iter_mut().zip(&other.0) {
            *slot |= more;
        }
    }

    pub(crate) fn contains(&self, root: usize) -> bool {
        self.0.get(root / 64).is_some_and(|word| word & (1 << (root % 64)) != 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }
}

/// All ways back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    /// The shapes that have targets.
    pub(crate) roots: Vec<ShapeId>,
    /// By the predicate of the changed triple.
    pub(crate) by_predicate: FxHashMap<Constant, Vec<WayBack>>,
    /// For whatever predicate.
    pub(crate) any: Vec<WayBack>,
}

impl Reach {
    /// Follows every shape that has targets. Cost: O(shapes · nesting).
    pub(crate) fn build(shapes: &Shapes) -> Self {
        let mut builder =
            Builder { shapes, root: 0, reach: Self::default(), visited: FxHashSet::default() };
        for (id, shape) in shapes.targeted() {
            builder.root = builder.reach.roots.len();
            builder.reach.roots.push(id);
            for target in &shape.targets {
                builder.target(*target);
            }
            builder.shape(id, &Path::here());
        }
        builder.reach
    }
}

struct Builder<'s> {
    shapes: &'s Shapes,
    root: usize,
    reach: Reach,
    visited: FxHashSet<(usize, ShapeId, Path)>,
}

impl Builder<'_> {
    fn add(&mut self, predicate: Option<Constant>, prefix: &Path, end: End) {
        let ways = match predicate {
            Some(predicate) => self.reach.by_predicate.entry(predicate).or_default(),
            None => &mut self.reach.any,
        };
        if let Some(way) = ways.iter_mut().find(|way| way.end == end && way.prefix == *prefix) {
            way.roots.insert(self.root);
            return;
        }
        let mut roots = RootSet::default();
        roots.insert(self.root);
        ways.push(WayBack { prefix: prefix.clone(), end, roots });
    }

    fn target(&mut self, target: Target) {
        match target {
            // A node named by the shape is one in every state.
            Target::Node(_) => {}
            Target::Class(_) => self.class(&Path::here()),
            Target::SubjectsOf(predicate) => {
                self.add(Some(predicate), &Path::here(), End::Subject);
            }
            Target::ObjectsOf(predicate) => self.add(Some(predicate), &Path::here(), End::Object),
        }
    }

    /// What the types of nodes are read from.
    fn class(&mut self, prefix: &Path) {
        let Some((kind, below)) = self.shapes.class_terms else { return };
        let (kind_step, below_step) = (Path::Predicate(kind), Path::Predicate(below));
        self.add(Some(kind), prefix, End::Subject);
        let to_class = prefix.then(&kind_step).then(&Path::ZeroOrMore(Box::new(below_step)));
        self.add(Some(below), &to_class, End::Subject);
    }

    fn shape(&mut self, id: ShapeId, prefix: &Path) {
        let shapes = self.shapes;
        let Some(shape) = shapes.shape(id).filter(|shape| !shape.deactivated) else { return };
        if !self.visited.insert((self.root, id, prefix.clone())) {
            return;
        }
        if let Some(step) = shape.repeated_step() {
            // A new circle has a new step in it: the nodes where changed steps begin are enough.
            return self.path(step, prefix, false);
        }
        let values = match &shape.path {
            Some(path) => {
                self.path(path, prefix, false);
                prefix.then(path)
            }
            None => prefix.clone(),
        };
        for constraint in &shape.constraints {
            match constraint {
                Constraint::Class(_) => self.class(&values),
                Constraint::Equals(predicate)
                | Constraint::Disjoint(predicate)
                | Constraint::LessThan(predicate)
                | Constraint::LessThanOrEquals(predicate) => {
                    self.add(Some(*predicate), prefix, End::Subject);
                }
                Constraint::Closed(_) => self.add(None, &values, End::Subject),
                Constraint::Qualified { siblings, .. } => {
                    for sibling in siblings {
                        self.shape(*sibling, &values);
                    }
                }
                _ => {}
            }
            for inner in constraint.shapes() {
                self.shape(*inner, &values);
            }
        }
    }

    /// Each step of a path, with the way to it.
    fn path(&mut self, path: &Path, prefix: &Path, back: bool) {
        let walked = |part: &Path| {
            if back { Path::Inverse(Box::new(part.clone())) } else { part.clone() }
        };
        match path {
            Path::Predicate(predicate) => {
                self.add(Some(*predicate), prefix, if back { End::Object } else { End::Subject });
            }
            Path::Inverse(inner) => self.path(inner, prefix, !back),
            Path::Sequence(parts) => {
                let mut so_far = prefix.clone();
                for at in 0..parts.len() {
                    let place = if back { parts.len() - 1 - at } else { at };
                    let Some(part) = parts.get(place) else { break };
                    self.path(part, &so_far, back);
                    so_far = so_far.then(&walked(part));
                }
            }
            Path::Alternative(parts) => {
                for part in parts {
                    self.path(part, prefix, back);
                }
            }
            Path::ZeroOrMore(inner) | Path::OneOrMore(inner) => {
                let again = prefix.then(&Path::ZeroOrMore(Box::new(walked(inner))));
                self.path(inner, &again, back);
            }
            Path::ZeroOrOne(inner) => self.path(inner, prefix, back),
        }
    }
}
