//! A shapes graph made into [`Shapes`]: every shape, its targets and its conditions.
//!
//! It must not recurse over the graph: shapes that are met wait in a list. What is
//! ill-formed is noted and left out; shapes that refer to themselves are refused,
//! since SHACL does not say what they mean.

use super::constants::Constant;
use super::label_templates::LabelTemplates;
use super::path::Path;
use super::shape::{Constraint, Made, Shape, ShapeId, Shapes, Target};
use super::shapes_graph::{ShapesDiagnostic, ShapesGraph, as_subject};
use super::strongly_connected::components;
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Graph, Literal, Term, Triple};
use rustc_hash::FxHashMap;
use std::convert::Infallible;
use sulh_ontology::{owl, sh};

/// How deep a path may nest.
const DEEPEST_PATH: usize = 32;
/// How many shapes may stand in each other.
const DEEPEST_SHAPE: usize = 48;

/// A shapes graph while it is compiled.
pub(crate) struct Compiler<'g> {
    pub(crate) graph: ShapesGraph<'g>,
    pub(crate) shapes: Shapes,
    known: FxHashMap<Term, ShapeId>,
    waiting: Vec<(ShapeId, Term)>,
}

impl Shapes {
    /// Compiles a shapes graph. What is wrong with it comes beside the shapes that are right.
    ///
    /// Cost: O(triples · log triples).
    pub fn compile(triples: impl IntoIterator<Item = Triple>) -> (Self, Vec<ShapesDiagnostic>) {
        let graph: Graph = triples.into_iter().collect();
        let mut compiler = Compiler {
            graph: ShapesGraph { graph: &graph, diagnostics: Vec::new() },
            shapes: Self::default(),
            known: FxHashMap::default(),
            waiting: Vec::new(),
        };
        compiler.run();
        let Compiler { graph, shapes, .. } = compiler;
        (shapes, graph.diagnostics)
    }
}

impl Compiler<'_> {
    fn run(&mut self) {
        let constants = &mut self.shapes.constants;
        let class_terms =
            [rdf::TYPE, rdfs::SUB_CLASS_OF].map(|p| constants.intern(p.into_owned().into()));
        self.shapes.class_terms = Some(class_terms.into());
        self.note_what_is_not_core();
        self.shapes.templates = LabelTemplates::read(&self.graph);
        for root in self.roots() {
            self.shape_of(&root);
        }
        while let Some((id, node)) = self.waiting.pop() {
            let shape = self.read(&node);
            if let Some(slot) = self.shapes.all.get_mut(id.0 as usize) {
                *slot = shape;
            }
        }
        self.link_siblings();
        self.refuse_cycles();
    }

    /// What SHACL has beside its core is passed over, but not in silence.
    fn note_what_is_not_core(&mut self) {
        for property in [sh::SPARQL, sh::TARGET, sh::RULE, sh::JS, sh::EXPRESSION] {
            for node in self.graph.subjects_of(property) {
                let message = format!("{property} is not part of SHACL core and is not looked at");
                self.graph.note(&node, "not-core", message);
            }
        }
    }

    /// Nodes that name targets, explicitly or by being a class.
    fn roots(&self) -> Vec<Term> {
        let targets =
            [sh::TARGET_NODE, sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF, sh::TARGET_OBJECTS_OF];
        let mut roots: Vec<Term> =
            targets.iter().flat_map(|property| self.graph.subjects_of(*property)).collect();
        for kind in [sh::NODE_SHAPE, sh::PROPERTY_SHAPE] {
            roots.extend(self.graph.instances(kind).into_iter().filter(|node| self.is_class(node)));
        }
        roots.sort_by_cached_key(ToString::to_string);
        roots.dedup();
        roots
    }

    /// Whether a node is a class in the shapes graph.
    fn is_class(&self, node: &Term) -> bool {
        [rdfs::CLASS, owl::CLASS].into_iter().any(|class| self.graph.has_type(node, class))
            || self.graph.values(node, rdf::TYPE).iter().any(|kind| self.is_below_class(kind))
    }

    fn is_below_class(&self, kind: &Term) -> bool {
        let (mut open, mut seen) = (vec![kind.clone()], Vec::new());
        while let Some(class) = open.pop() {
            if class == Term::from(rdfs::CLASS.into_owned()) {
                return true;
            }
            if !seen.contains(&class) {
                open.extend(self.graph.values(&class, rdfs::SUB_CLASS_OF));
                seen.push(class);
            }
        }
        false
    }

    /// The number of the shape at a node, which waits to be read when it is new.
    pub(crate) fn shape_of(&mut self, node: &Term) -> ShapeId {
        if let Some(known) = self.known.get(node) {
            return *known;
        }
        let id = ShapeId(self.shapes.all.len() as u32);
        self.known.insert(node.clone(), id);
        self.shapes.all.push(empty(node.clone()));
        self.waiting.push((id, node.clone()));
        id
    }

    pub(crate) fn constant(&mut self, term: impl Into<Term>) -> Constant {
        self.shapes.constants.intern(term.into())
    }

    fn read(&mut self, node: &Term) -> Shape {
        let mut shape = empty(node.clone());
        if as_subject(node).is_none() {
            self.graph.wrong(node, "not-a-shape", "is a literal where a shape must stand");
            return shape;
        }
        shape.deactivated = self.graph.truth(node, sh::DEACTIVATED);
        if let Some(severity) = self.graph.value(node, sh::SEVERITY) {
            match severity {
                Term::NamedNode(severity) => shape.severity = severity,
                other => {
                    let message = format!("{} is {other}, but must be an IRI", sh::SEVERITY);
                    self.graph.wrong(node, "not-an-iri", message);
                }
            }
        }
        shape.messages = self.messages(node);
        if self.graph.has_type(node, sh::PROPERTY_SHAPE)
            || !self.graph.values(node, sh::PATH).is_empty()
        {
            self.read_path(node, &mut shape);
            if shape.path.is_none() {
                shape.deactivated = true;
                return shape;
            }
        }
        shape.targets = self.targets(node);
        shape.constraints = self.constraints(node, shape.path.is_some());
        shape
    }

    fn messages(&mut self, node: &Term) -> Vec<Literal> {
        let mut messages = Vec::new();
        for message in self.graph.values(node, sh::MESSAGE) {
            match message {
                Term::Literal(text)
                    if text.datatype() == xsd::STRING || text.language().is_some() =>
                {
                    messages.push(text);
                }
                other => {
                    let message = format!("{} is {other}, but must be a text", sh::MESSAGE);
                    self.graph.wrong(node, "not-a-text", message);
                }
            }
        }
        messages
    }

    fn targets(&mut self, node: &Term) -> Vec<Target> {
        let mut targets = Vec::new();
        for target in self.graph.values(node, sh::TARGET_NODE) {
            if matches!(target, Term::BlankNode(_)) {
                self.graph.wrong(
                    node,
                    "blank-target",
                    "targets a blank node, which no data can have",
                );
            }
            targets.push(Target::Node(self.constant(target)));
        }
        if self.is_class(node) && matches!(node, Term::NamedNode(_)) {
            targets.push(Target::Class(self.constant(node.clone())));
        }
        let of: [Made<Constant, Target>; 3] = [
            (sh::TARGET_CLASS, Target::Class),
            (sh::TARGET_SUBJECTS_OF, Target::SubjectsOf),
            (sh::TARGET_OBJECTS_OF, Target::ObjectsOf),
        ];
        for (property, target) in of {
            for iri in self.graph.iris(node, property) {
                targets.push(target(self.constant(iri)));
            }
        }
        targets
    }

    fn read_path(&mut self, node: &Term, shape: &mut Shape) {
        let Some(path_node) = self.graph.value(node, sh::PATH) else {
            let message = format!("is a property shape without {}: name one property", sh::PATH);
            self.graph.wrong(node, "no-path", message);
            return;
        };
        shape.path = self.path(node, &path_node, 0);
    }

    /// Whether an IRI stands for the blank node of a path, as in shapes that came from a store.
    fn describes_path(&self, node: &Term) -> bool {
        let parts = [
            sh::INVERSE_PATH,
            sh::ALTERNATIVE_PATH,
            sh::ZERO_OR_MORE_PATH,
            sh::ONE_OR_MORE_PATH,
            sh::ZERO_OR_ONE_PATH,
            rdf::FIRST,
        ];
        parts.into_iter().any(|part| !self.graph.values(node, part).is_empty())
    }

    fn path(&mut self, shape: &Term, node: &Term, depth: usize) -> Option<Path> {
        if depth > DEEPEST_PATH {
            let message = format!("its path nests deeper than {DEEPEST_PATH}, or in itself");
            self.graph.wrong(shape, "deep-path", message);
            return None;
        }
        if let Term::NamedNode(predicate) = node
            && !self.describes_path(node)
        {
            return Some(Path::Predicate(self.constant(predicate.clone())));
        }
        // A node that is a list and something else besides counts as the list.
        let is_list = !self.graph.values(node, rdf::FIRST).is_empty();
        let wrap: [Made<Box<Path>, Path>; 4] = [
            (sh::INVERSE_PATH, Path::Inverse),
            (sh::ZERO_OR_MORE_PATH, Path::ZeroOrMore),
            (sh::ONE_OR_MORE_PATH, Path::OneOrMore),
            (sh::ZERO_OR_ONE_PATH, Path::ZeroOrOne),
        ];
        for (property, wrap) in wrap.into_iter().filter(|_| !is_list) {
            if let Some(inner) = self.graph.values(node, property).first() {
                return self.path(shape, inner, depth + 1).map(Box::new).map(wrap);
            }
        }
        let (head, wrap): (Term, fn(Vec<Path>) -> Path) =
            match self.graph.values(node, sh::ALTERNATIVE_PATH).first() {
                Some(head) if !is_list => (head.clone(), Path::Alternative),
                _ => (node.clone(), Path::Sequence),
            };
        if as_subject(&head).is_none() {
            self.graph.wrong(shape, "no-path", format!("{head} is no path"));
            return None;
        }
        let parts = self.graph.list(shape, &head)?;
        if parts.len() < 2 {
            self.graph.wrong(
                shape,
                "short-path",
                format!("the path {head} needs at least two parts"),
            );
            return None;
        }
        parts.iter().map(|part| self.path(shape, part, depth + 1)).collect::<Option<_>>().map(wrap)
    }

    /// Shapes whose values may not overlap know each other through the shapes that hold them.
    fn link_siblings(&mut self) {
        let qualified = |shapes: &Shapes, id: ShapeId| -> Vec<ShapeId> {
            let constraints =
                shapes.shape(id).map_or(&[][..], |shape| shape.constraints.as_slice());
            let found = constraints.iter().filter_map(|constraint| match constraint {
                Constraint::Qualified { shape, .. } => Some(*shape),
                _ => None,
            });
            found.collect()
        };
        let mut siblings: FxHashMap<ShapeId, Vec<ShapeId>> = FxHashMap::default();
        for parent in &self.shapes.all {
            let children = parent.constraints.iter().filter_map(|constraint| match constraint {
                Constraint::Property(child) => Some(*child),
                _ => None,
            });
            let children: Vec<ShapeId> = children.collect();
            let all: Vec<ShapeId> =
                children.iter().flat_map(|child| qualified(&self.shapes, *child)).collect();
            for child in children {
                siblings.entry(child).or_default().extend(&all);
            }
        }
        for (shape, place) in self.shapes.all.iter_mut().zip(0..) {
            for constraint in &mut shape.constraints {
                // The compiler marks a disjoint one by naming it as its own sibling.
                if let Constraint::Qualified { shape, siblings: own, .. } = constraint
                    && !own.is_empty()
                {
                    own.clear();
                    let all = siblings.get(&ShapeId(place)).map_or(&[][..], Vec::as_slice);
                    own.extend(all.iter().filter(|sibling| *sibling != shape));
                    own.sort_unstable();
                    own.dedup();
                }
            }
        }
    }

    /// Leaves out shapes that stand in themselves, and nests that are too deep.
    fn refuse_cycles(&mut self) {
        let next = |id: ShapeId| Ok::<_, Infallible>(self.shapes.references(id));
        let all = || (0..self.shapes.all.len() as u32).map(ShapeId);
        let Ok(components) = components(all(), next);
        let mut sizes: FxHashMap<u32, u32> = FxHashMap::default();
        for component in components.values() {
            *sizes.entry(*component).or_default() += 1;
        }
        let in_cycle = |id: &ShapeId| {
            let size = components.get(id).and_then(|component| sizes.get(component));
            size.is_some_and(|size| *size > 1) || self.shapes.references(*id).contains(id)
        };
        let cyclic: Vec<ShapeId> = all().filter(in_cycle).collect();
        let mut wrong = Vec::new();
        for id in cyclic {
            wrong.push((
                id,
                "recursive-shape",
                "refers to itself, by way of other shapes or at once; SHACL gives that no meaning"
                    .to_owned(),
            ));
        }
        if wrong.is_empty() {
            let deep = all().filter(|id| self.shapes.depth(*id) > DEEPEST_SHAPE);
            let message = format!("has more than {DEEPEST_SHAPE} shapes in each other");
            wrong.extend(deep.map(|id| (id, "deep-shape", message.clone())));
        }
        for (id, code, message) in wrong {
            if let Some(shape) = self.shapes.all.get_mut(id.0 as usize) {
                shape.deactivated = true;
                shape.constraints.clear();
                let node = shape.node.clone();
                self.graph.wrong(&node, code, message);
            }
        }
    }
}

impl Shapes {
    /// The shapes that a shape refers to.
    pub(crate) fn references(&self, id: ShapeId) -> Vec<ShapeId> {
        let constraints = self.shape(id).map_or(&[][..], |shape| shape.constraints.as_slice());
        let referred = constraints.iter().flat_map(|constraint| {
            let siblings = match constraint {
                Constraint::Qualified { siblings, .. } => siblings.as_slice(),
                _ => &[],
            };
            constraint.shapes().iter().chain(siblings).copied()
        });
        referred.collect()
    }

    /// How many shapes stand in each other below a shape, itself counted; at most one more than
    /// is allowed. The shapes must have no cycle.
    fn depth(&self, id: ShapeId) -> usize {
        let mut level = vec![id];
        let mut depth = 0;
        while !level.is_empty() && depth <= DEEPEST_SHAPE {
            depth += 1;
            level = level.iter().flat_map(|id| self.references(*id)).collect();
            level.sort_unstable();
            level.dedup();
        }
        depth
    }
}

fn empty(node: Term) -> Shape {
    Shape {
        node,
        path: None,
        severity: sh::VIOLATION.into_owned(),
        messages: Vec::new(),
        deactivated: false,
        targets: Vec::new(),
        constraints: Vec::new(),
    }
}
