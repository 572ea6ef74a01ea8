//! The gate: a write is refused when a node that it reaches violates a shape as it did not before.
//!
//! It must not look at nodes that the write cannot have changed, nor let a fact count that
//! somebody who may write could not see: it reads the graphs that are open to every writer and
//! those that the write itself changes.

use super::constants::Binding;
use super::evaluator::{Evaluator, Finding};
use super::path::{Path, Walk};
use super::reach::{End, Reach, RootSet, WayBack};
use super::report::{ValidationReport, ValidationResult};
use super::shape::{Shapes, Target};
use crate::access::{Access, GraphSet};
use crate::commit_rule::{CommitRule, ProposedChange, Refusal, RuleError};
use crate::error::ReadError;
use crate::snapshot::Snapshot;
use crate::term_id::TermId;
use crate::view::{View, graphs_of};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use sulh_ontology::sh;

/// Violations that a refusal names, at most.
const NAMED_VIOLATIONS: usize = 100;

/// Which graphs the rules of commits rest upon.
pub trait GateScope: Send + Sync + fmt::Debug {
    /// The graphs whose facts everybody who may write may see; the same value while nothing
    /// changes about it, so that it is resolved once.
    ///
    /// # Errors
    /// [`ReadError`] when a state cannot be read.
    fn open(&self, before: &Snapshot) -> Result<Arc<Access>, ReadError>;

    /// Whether what is written to a graph is held to the rules.
    fn is_guarded(&self, graph: &str) -> bool;
}

/// Graphs of a state in which rules look, kept until graphs come or go.
#[derive(Debug, Default)]
pub(crate) struct ScopeCache(Mutex<Option<Resolved>>);

#[derive(Debug, Clone)]
struct Resolved {
    access: Arc<Access>,
    generation: u64,
    graphs: Arc<std::collections::BTreeSet<TermId>>,
    set: Arc<GraphSet>,
}

impl ScopeCache {
    fn resolve(&self, snapshot: &Snapshot, access: &Arc<Access>) -> Arc<GraphSet> {
        let state = &snapshot.0;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = &*kept
            && Arc::ptr_eq(&kept.access, access)
            && kept.generation == state.generation.number
            && Arc::ptr_eq(&kept.graphs, &state.graphs)
        {
            return Arc::clone(&kept.set);
        }
        let set = Arc::new(graphs_of(snapshot, access));
        *kept = Some(Resolved {
            access: Arc::clone(access),
            generation: state.generation.number,
            graphs: Arc::clone(&state.graphs),
            set: Arc::clone(&set),
        });
        set
    }
}

/// What a rule may read of a change.
pub(crate) struct Scope {
    pub(crate) before: View,
    pub(crate) after: View,
    /// Changed graphs that are held to the rules.
    pub(crate) guarded: FxHashSet<TermId>,
    /// The graphs of `after`.
    set: Arc<GraphSet>,
}

impl Scope {
    /// `None` when nothing that is held to the rules was changed.
    pub(crate) fn of(
        change: &ProposedChange<'_>,
        scope: &dyn GateScope,
        caches: &[ScopeCache; 2],
    ) -> Result<Option<Self>, ReadError> {
        let guarded = guarded_graphs(change, scope);
        if guarded.is_empty() {
            return Ok(None);
        }
        let access = scope.open(change.before)?;
        let [before, after] = caches;
        let view = |snapshot: &Snapshot, cache: &ScopeCache| {
            let open = cache.resolve(snapshot, &access);
            let set = if guarded.iter().all(|graph| open.contains(*graph)) {
                open
            } else {
                Arc::new(open.with(&guarded))
            };
            (View::over_union(snapshot, Arc::clone(&set)), set)
        };
        let ((before, _), (after, set)) = (view(change.before, before), view(change.after, after));
        Ok(Some(Self { before, after, guarded, set }))
    }
}

fn guarded_graphs(change: &ProposedChange<'_>, scope: &dyn GateScope) -> FxHashSet<TermId> {
    let dictionary = &change.after.0.generation.dictionary;
    let (mut guarded, mut seen) = (FxHashSet::default(), FxHashSet::default());
    let mut last = None;
    for [_, _, _, graph] in change.added.iter().chain(change.removed.iter()) {
        if last == Some(graph) || !seen.insert(graph) {
            continue;
        }
        last = Some(graph);
        let is_guarded = dictionary.with_bytes(graph, |bytes| {
            crate::term_codec::text(bytes).is_none_or(|name| scope.is_guarded(name))
        });
        if is_guarded.unwrap_or(true) {
            guarded.insert(graph);
        }
    }
    guarded
}

/// Shapes as a rule of commits.
#[derive(Debug)]
pub struct ShaclGate {
    shapes: Shapes,
    reach: Reach,
    scope: Arc<dyn GateScope>,
    caches: [ScopeCache; 2],
    binding: Mutex<Option<(u64, Arc<Bound>)>>,
}

/// Constants and ways back as ids of one generation.
#[derive(Debug, Clone)]
struct Bound {
    ids: Binding,
    ways: FxHashMap<TermId, Vec<WayBack>>,
}

impl Bound {
    fn new(ids: Binding, reach: &Reach) -> Self {
        let mut ways: FxHashMap<TermId, Vec<WayBack>> = FxHashMap::default();
        for (predicate, back) in &reach.by_predicate {
            if let Some(id) = ids.get(*predicate) {
                ways.insert(id, back.clone());
            }
        }
        Self { ids, ways }
    }
}

impl ShaclGate {
    /// A gate of compiled shapes.
    pub fn new(shapes: Shapes, scope: Arc<dyn GateScope>) -> Self {
        let reach = Reach::build(&shapes);
        Self {
            shapes,
            reach,
            scope,
            caches: <[ScopeCache; 2]>::default(),
            binding: Mutex::default(),
        }
    }

    /// The shapes.
    pub fn shapes(&self) -> &Shapes {
        &self.shapes
    }

    fn bound(&self, snapshot: &Snapshot, view: &View) -> Arc<Bound> {
        let generation = snapshot.0.generation.number;
        let mut kept = self.binding.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, bound)) = &mut *kept
            && *at == generation
        {
            if !bound.ids.is_whole() {
                let mut ids = bound.ids.clone();
                if ids.refresh(&self.shapes.constants, view) {
                    *bound = Arc::new(Bound::new(ids, &self.reach));
                }
            }
            return Arc::clone(bound);
        }
        let ids = Binding::of_store(&self.shapes.constants, view);
        let bound = Arc::new(Bound::new(ids, &self.reach));
        *kept = Some((generation, Arc::clone(&bound)));
        bound
    }
}

impl CommitRule for ShaclGate {
    fn check(&self, change: &ProposedChange<'_>) -> Result<(), RuleError> {
        if self.reach.roots.is_empty() {
            return Ok(());
        }
        let Some(scope) = Scope::of(change, self.scope.as_ref(), &self.caches)? else {
            return Ok(());
        };
        let bound = self.bound(change.after, &scope.after);
        let mut check = Check {
            gate: self,
            scope: &scope,
            bound: &bound,
            after: Evaluator::new(&self.shapes, &scope.after, &bound.ids),
            by_type: FxHashMap::default(),
            nodes: FxHashMap::default(),
        };
        check.gather(change)?;
        let (mut violations, others) = check.new_findings()?;
        if let Some(past) =
            change.undone.filter(|_| !violations.is_empty()).and_then(|undone| undone.state())
        {
            let past = View::over_union(&past, Arc::clone(&scope.set));
            violations = without_old(self, &bound.ids, &past, violations)?;
        }
        if others > 0 {
            tracing::info!(author = change.author, findings = others, "warnings of shapes");
        }
        if violations.is_empty() {
            return Ok(());
        }
        let mut report =
            ValidationReport { total: violations.len() as u64, ..ValidationReport::default() };
        for finding in violations.iter().take(NAMED_VIOLATIONS) {
            report.results.push(self.shapes.result(finding, &scope.after)?);
        }
        Err(Refusal::of_shapes(Arc::new(report), ValidationResult::line).into())
    }
}

/// What was walked back already: a long chain is walked once, not once for each of its links.
#[derive(Default)]
struct Walked(FxHashMap<(TermId, usize), FxHashSet<TermId>>);

impl Walked {
    /// The sources of a path that were not found before by the same way.
    fn sources(
        &mut self,
        walk: Walk<'_>,
        way: (TermId, usize),
        path: &Path,
        end: TermId,
    ) -> Result<Vec<TermId>, ReadError> {
        let Path::ZeroOrMore(step) = path else { return walk.sources(path, end) };
        let seen = self.0.entry(way).or_default();
        let mut found = Vec::new();
        if seen.insert(end) {
            found.push(end);
        }
        let mut next = 0;
        while let Some(node) = found.get(next).copied() {
            next += 1;
            for source in walk.sources(step, node)? {
                if seen.insert(source) {
                    found.push(source);
                }
            }
        }
        Ok(found)
    }
}

/// One change under check.
struct Check<'c> {
    gate: &'c ShaclGate,
    scope: &'c Scope,
    bound: &'c Bound,
    after: Evaluator<'c>,
    /// The roots that target instances of a type.
    by_type: FxHashMap<TermId, Rc<RootSet>>,
    /// Nodes to look at, with the roots that they may violate.
    nodes: FxHashMap<TermId, RootSet>,
}

impl Check<'_> {
    /// Finds the nodes of shapes that the change reaches. Cost: one look-up a quad, and the
    /// ways back of those whose predicate a shape reads.
    fn gather(&mut self, change: &ProposedChange<'_>) -> Result<(), ReadError> {
        let bound = self.bound;
        let (mut subject, mut roots) = (None, RootSet::default());
        let mut walked = Walked::default();
        for [s, p, o, g] in change.added.iter().chain(change.removed.iter()) {
            if !self.scope.guarded.contains(&g) {
                continue;
            }
            if subject != Some(s) {
                if let Some(last) = subject.filter(|_| !roots.is_empty()) {
                    self.add(last, &roots)?;
                }
                roots.clear();
                subject = Some(s);
            }
            let ways = bound.ways.get(&p).map_or(&[][..], Vec::as_slice);
            for (way, number) in ways.iter().chain(&self.gate.reach.any).zip(0..) {
                let end = match way.end {
                    End::Subject => s,
                    End::Object => o,
                };
                if way.prefix == Path::here() && end == s {
                    // Loads come by subject: the same node is added once.
                    roots.add_all(&way.roots);
                    continue;
                }
                let walk = Walk { view: &self.scope.after, ids: &bound.ids };
                for node in walked.sources(walk, (p, number), &way.prefix, end)? {
                    self.add(node, &way.roots)?;
                }
            }
        }
        match subject.filter(|_| !roots.is_empty()) {
            Some(last) => self.add(last, &roots),
            None => Ok(()),
        }
    }

    /// Keeps a node with those of the roots that target it.
    fn add(&mut self, node: TermId, candidates: &RootSet) -> Result<(), ReadError> {
        let mut by_class = RootSet::default();
        if let Some((kind, _)) = self.gate.shapes.class_terms
            && let Some(kind) = self.bound.ids.get(kind)
        {
            for class in self.scope.after.objects(node, kind) {
                by_class.add_all(&*self.roots_of_type(class?)?);
            }
        }
        let mut found = RootSet::default();
        for (id, root) in self.gate.reach.roots.iter().zip(0..) {
            if candidates.contains(root)
                && (by_class.contains(root) || is_target(&mut self.after, *id, node)?)
            {
                found.insert(root);
            }
        }
        if !found.is_empty() {
            self.nodes.entry(node).or_default().add_all(&found);
        }
        Ok(())
    }

    fn roots_of_type(&mut self, class: TermId) -> Result<Rc<RootSet>, ReadError> {
        if let Some(known) = self.by_type.get(&class) {
            return Ok(Rc::clone(known));
        }
        let mut roots = RootSet::default();
        for (id, root) in self.gate.reach.roots.iter().zip(0..) {
            let targets = self.gate.shapes.shape(*id).map_or(&[][..], |s| s.targets.as_slice());
            for target in targets {
                if let Target::Class(above) = target
                    && let Some(above) = self.bound.ids.get(*above)
                    && self.after.is_below(class, above)?
                {
                    roots.insert(root);
                }
            }
        }
        let roots = Rc::new(roots);
        self.by_type.insert(class, Rc::clone(&roots));
        Ok(roots)
    }

    /// Violations that were not there before, and how many findings are no violations.
    fn new_findings(&mut self) -> Result<(Vec<Finding>, usize), ReadError> {
        let gate = self.gate;
        let mut before = Evaluator::new(&gate.shapes, &self.scope.before, &self.bound.ids);
        let (mut new, mut others) = (Vec::new(), 0);
        let mut nodes: Vec<(TermId, RootSet)> = self.nodes.drain().collect();
        nodes.sort_unstable_by_key(|(node, _)| *node);
        for (node, roots) in nodes {
            for (id, root) in gate.reach.roots.iter().zip(0..) {
                if !roots.contains(root) {
                    continue;
                }
                let mut findings = Vec::new();
                self.after.findings(*id, node, &mut findings)?;
                let all = findings.len();
                findings.retain(|finding| gate.shapes.is_violation(finding));
                others += all - findings.len();
                if findings.is_empty() {
                    continue;
                }
                let mut old = Vec::new();
                if is_any_target(&mut before, *id, node)? {
                    before.findings(*id, node, &mut old)?;
                }
                new.extend(findings.into_iter().filter(|finding| !was_there(&old, finding)));
            }
        }
        Ok((new, others))
    }
}

/// Leaves out what was wrong before the commit that is taken back: it comes back as it was.
fn without_old(
    gate: &ShaclGate,
    ids: &Binding,
    past: &View,
    findings: Vec<Finding>,
) -> Result<Vec<Finding>, ReadError> {
    let mut evaluator = Evaluator::new(&gate.shapes, past, ids);
    let mut old: FxHashMap<TermId, Vec<Finding>> = FxHashMap::default();
    for node in findings.iter().map(|finding| finding.focus) {
        if old.contains_key(&node) {
            continue;
        }
        let mut found = Vec::new();
        for id in &gate.reach.roots {
            if is_any_target(&mut evaluator, *id, node)? {
                evaluator.findings(*id, node, &mut found)?;
            }
        }
        old.insert(node, found);
    }
    let is_new =
        |finding: &Finding| old.get(&finding.focus).is_none_or(|old| !was_there(old, finding));
    Ok(findings.into_iter().filter(is_new).collect())
}

/// Whether a finding, or a worse one of its kind, was there before.
pub(crate) fn was_there(old: &[Finding], finding: &Finding) -> bool {
    old.iter().any(|other| {
        other.excess >= finding.excess
            && Finding { excess: finding.excess, ..other.clone() } == *finding
    })
}

impl Shapes {
    pub(crate) fn is_violation(&self, finding: &Finding) -> bool {
        self.shape(finding.shape).is_some_and(|shape| shape.severity == sh::VIOLATION)
    }
}

/// Whether a shape targets a node otherwise than by its class.
fn is_target(
    evaluator: &mut Evaluator<'_>,
    id: super::shape::ShapeId,
    node: TermId,
) -> Result<bool, ReadError> {
    targets(evaluator, id, node, |target| !matches!(target, Target::Class(_)))
}

fn is_any_target(
    evaluator: &mut Evaluator<'_>,
    id: super::shape::ShapeId,
    node: TermId,
) -> Result<bool, ReadError> {
    targets(evaluator, id, node, |_| true)
}

fn targets(
    evaluator: &mut Evaluator<'_>,
    id: super::shape::ShapeId,
    node: TermId,
    counts: impl Fn(&Target) -> bool,
) -> Result<bool, ReadError> {
    let shapes = evaluator.shapes;
    let targets = shapes.shape(id).map_or(&[][..], |shape| shape.targets.as_slice());
    for target in targets.iter().filter(|target| counts(target)) {
        if evaluator.is_target(*target, node)? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
